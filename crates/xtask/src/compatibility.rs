//! `cargo xtask compatibility DIR ... [--sources FILE] [--hyde FILE]`: builds real sites, compares them with their reference output, and writes
//! `docs/compatibility.md`: a table of sites with the reasons for what differs, and what is known to differ in general.
//!
//! Without a folder the table stays as it is and the list is written anew from `hyde::compat::KNOWN`.

use crate::sites::{self, Checked};
use crate::workspace;
use hyde::compat::{KNOWN, Section};
use hyde::golden::{Comparison, Entry, Kind, Outcome, Totals};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const BEGIN: &str = "<!-- measured: begin -->";
const END: &str = "<!-- measured: end -->";

pub(crate) fn run(arguments: &[String]) -> Result<bool, String> {
    // Nothing is built when nothing is measured.
    let measures = arguments.iter().any(|word| !word.starts_with('-'));
    let (binary, arguments) = if measures { workspace::hyde(arguments)? } else { (PathBuf::new(), arguments.to_vec()) };
    let mut folders = Vec::new();
    let mut sources = BTreeMap::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        if word == "--sources" {
            sources = read_sources(Path::new(words.next().ok_or("--sources wants a file")?))?;
        } else {
            folders.push(PathBuf::from(word));
        }
    }
    let path = workspace::root().join(hyde::compat::DOCUMENT);
    let old = std::fs::read_to_string(&path).unwrap_or_default();
    let table = if folders.is_empty() { measured(&old).to_owned() } else { measure(&folders, &sources, &binary)? };
    let new = document(&table);
    std::fs::write(&path, &new).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("{} written", path.display());
    Ok(true)
}

/// The part of the document that only a measurement changes.
fn measured(document: &str) -> &str {
    let start = document.find(BEGIN).map_or(0, |at| at + BEGIN.len());
    let end = document.find(END).unwrap_or(start);
    document.get(start..end).unwrap_or_default().trim()
}

/// Reads a table with the columns `name`, `repo` and `commit`: where sites come from.
fn read_sources(path: &Path) -> Result<BTreeMap<String, (String, String)>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| head.iter().position(|title| *title == name);
    let (Some(name), Some(repo), commit) = (column("name"), column("repo"), column("commit")) else {
        return Err(format!("{}: wants the columns name and repo", path.display()));
    };
    let cell = |line: &str, at: usize| line.split('\t').nth(at).unwrap_or_default().to_owned();
    Ok(lines
        .map(|line| {
            let commit = commit.map_or_else(String::new, |at| cell(line, at));
            (cell(line, name), (cell(line, repo), commit))
        })
        .collect())
}

fn measure(folders: &[PathBuf], sources: &BTreeMap<String, (String, String)>, binary: &Path) -> Result<String, String> {
    let mut rows = String::new();
    let mut all: BTreeMap<Kind, Totals> = BTreeMap::new();
    let mut count = 0;
    for folder in folders {
        for site in sites::find(folder, &[])? {
            let checked = sites::build(&site, binary)?;
            println!("{:24} {}", checked.name, sites::summary(&checked.comparison.totals_by_kind()));
            for entry in checked.comparison.entries() {
                all.entry(Kind::of(&entry.path)).or_default().add(entry.outcome);
            }
            count += 1;
            rows.push_str(&row(&checked, sources.get(&checked.name)));
        }
    }
    let mut table = String::from(
        "| site | HTML | XML | CSS and maps | other text | all | why the others differ |\n|---|---|---|---|---|---|---|\n",
    );
    table.push_str(&rows);
    let _ = writeln!(table, "| {count} sites | {} | |", cells(&all));
    Ok(table.trim_end().to_owned())
}

fn row(checked: &Checked, source: Option<&(String, String)>) -> String {
    let name = match source {
        Some((repo, commit)) if commit.len() >= 7 => {
            format!("{} ([{repo}](https://github.com/{repo}/tree/{commit}))", checked.name, commit = &commit[..7])
        }
        Some((repo, _)) => format!("{} ([{repo}](https://github.com/{repo}))", checked.name),
        None => checked.name.clone(),
    };
    let stopped =
        if checked.exit == "0" { String::new() } else { format!("the build ends with exit {}; ", checked.exit) };
    format!(
        "| {name} | {} | {stopped}{} |\n",
        cells(&checked.comparison.totals_by_kind()),
        reasons(&checked.comparison, &checked.stderr)
    )
}

/// The cells of identical and expected files.
fn cells(kinds: &BTreeMap<Kind, Totals>) -> String {
    let cell = |wanted: &dyn Fn(Kind) -> bool| {
        let (mut same, mut expected, mut extra) = (0, 0, 0);
        for (_, totals) in kinds.iter().filter(|(kind, _)| wanted(**kind)) {
            same += totals.count(Outcome::Same);
            expected += totals.expected();
            extra += totals.count(Outcome::Extra);
        }
        match (expected, extra) {
            (0, 0) => String::new(),
            (_, 0) => format!("{same} of {expected}"),
            _ => format!("{same} of {expected}, {extra} extra"),
        }
    };
    let styles = |kind| matches!(kind, Kind::Css | Kind::Map);
    [
        cell(&|kind| kind == Kind::Html),
        cell(&|kind| kind == Kind::Xml),
        cell(&styles),
        cell(&|kind| kind != Kind::Html && kind != Kind::Xml && !styles(kind)),
        cell(&|_| true),
    ]
    .join(" | ")
}

/// What the lines that differ have in common with a known difference: text that one of them holds, and the reason.
const TELLING: [(&str, &str); 9] = [
    ("data-tab=", "tabs are counted here, random in Ruby"),
    ("jupyter", "`jupyter nbconvert` is not installed"),
    ("twitter", "tweets need the network"),
    ("citations", "counts of citations need the network"),
    ("<script", "JavaScript within pages is not minified"),
    ("function(", "JavaScript is not minified"),
    ("class=\"highlight", "code in a language without colours yet"),
    ("<span class=\"", "code whose lexer is not exact"),
    ("sample", "`sample` draws at random"),
];

/// What is said of files for whose difference no reason is known.
const UNEXPLAINED: &str = "not explained yet";

/// Counts the files that differ by their reasons.
fn reasons(comparison: &Comparison, stderr: &str) -> String {
    let missing_plugin = stderr.lines().find_map(|line| {
        let line = line.trim_start_matches(|c: char| c == '\u{1b}' || c == '[' || c == 'm' || c.is_ascii_digit());
        let told = line.trim_start().strip_prefix("Plugins:")?.trim();
        Some(told.split(':').next().unwrap_or(told).to_owned())
    });
    let mut counts: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for entry in comparison.entries().iter().filter(|entry| entry.outcome != Outcome::Same) {
        counts.entry(reason(entry, missing_plugin.as_deref())).or_insert((0, entry.path.as_str())).0 += 1;
    }
    let say = |(reason, (count, path)): (String, (usize, &str))| match reason.as_str() {
        UNEXPLAINED => format!("{count}: {reason} (the first is `{path}`)"),
        _ => format!("{count}: {reason}"),
    };
    counts.into_iter().map(say).collect::<Vec<_>>().join("; ").replace('|', "\\|")
}

fn reason(entry: &Entry, missing_plugin: Option<&str>) -> String {
    // The lines are told as they are quoted in code.
    let told = entry.first_difference.as_deref().unwrap_or_default().replace('\\', "");
    let known = TELLING.iter().find(|(text, _)| told.contains(text) || entry.path.contains(text));
    match (entry.outcome, known, missing_plugin) {
        (Outcome::Differs, ..) if Kind::of(&entry.path) == Kind::Script => {
            "scripts that Terser minifies further".to_owned()
        }
        (Outcome::Missing, _, Some(plugin)) => format!("not built; {plugin}"),
        (Outcome::Missing, ..) => "not built".to_owned(),
        (Outcome::Extra, ..) => "built here only".to_owned(),
        (Outcome::Space, None, _) => "white space".to_owned(),
        (_, Some((_, reason)), _) => (*reason).to_owned(),
        (_, None, Some(plugin)) => plugin.to_owned(),
        _ => UNEXPLAINED.to_owned(),
    }
}

/// Writes the whole document round a table.
fn document(table: &str) -> String {
    let mut text = format!(
        "# Compatibility\n\n\
         hyde writes, byte for byte, what Jekyll 4.4.1 writes with the gems of its day. This page is made by\n\
         `cargo xtask compatibility DIR ... [--sources FILE]` and says how far that goes: a table of public sites, built as\n\
         they are and compared with what the real stack wrote, and the list of what is known to differ, with the reasons.\n\
         `hyde doctor --compat` reads a site and says what of it concerns that site, before anything is built.\n\n\
         ## Real sites\n\n\
         Each cell says how many of the expected files are identical. The references were built with\n\
         `JEKYLL_ENV=production`, `TZ=UTC`, the clock at 2026-01-15 12:00:00 UTC, without network and without converting\n\
         images, with `jupyter nbconvert` on the path; `override.yml` and `skip_plugins` beside a site say what was left out.\n\n\
         {BEGIN}\n{table}\n{END}\n\n\
         ## Known differences\n\n\
         \"differs\" is certain where a site has the thing; \"may\" depends on what the text says.\n"
    );
    for section in Section::ALL {
        let _ = write!(text, "\n### {}\n\n| what | | how it differs | why |\n|---|---|---|---|\n", section.heading());
        for known in KNOWN.iter().filter(|known| known.section == section) {
            let certainty = match known.certainty {
                hyde::compat::Certainty::Differs => "differs",
                _ => "may",
            };
            let _ = writeln!(text, "| {} | {certainty} | {} | {} |", known.subject, known.what, known.why);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{document, measured};

    #[test]
    fn the_table_survives_a_new_list() {
        let text = document("| a |\n| b |");
        assert_eq!(measured(&text), "| a |\n| b |");
        assert_eq!(document(measured(&text)), text);
    }

    #[test]
    fn the_document_is_current() {
        let path = crate::workspace::root().join(hyde::compat::DOCUMENT);
        let old = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(old, document(measured(&old)), "run `cargo xtask compatibility`");
    }
}
