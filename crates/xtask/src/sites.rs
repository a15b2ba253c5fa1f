//! `cargo xtask sites DIR [--hyde FILE]`: builds the sites found there and compares them with their reference output.
//!
//! A site is a folder with `src` and `golden`; `override.yml` is a second configuration file and `skip_plugins` names
//! plugins that the reference was built without. `golden` holds the text files that a build makes, so files that are
//! only built are counted as extra when they are HTML that the source does not have under the same path.

use crate::workspace;
use hyde::golden::{Comparison, Kind, Outcome, Totals, Tree, compare};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The clock of the reference builds: 2026-01-15T12:00:00Z.
const CLOCK: &str = "1768478400";

pub(crate) fn run(arguments: &[String]) -> Result<bool, String> {
    let (binary, arguments) = workspace::hyde(arguments)?;
    let verbose = arguments.iter().any(|word| word == "--verbose" || word == "-v");
    let mut names = arguments.iter().filter(|word| !word.starts_with('-'));
    let folder = PathBuf::from(names.next().ok_or("sites wants a folder")?);
    let only: Vec<&String> = names.collect();
    let sites = find(&folder, &only)?;
    let mut all = BTreeMap::<Kind, Totals>::new();
    let mut complete = true;
    for site in &sites {
        complete &= check(site, &binary, verbose, &mut all)?;
    }
    println!("{:24} {}", "TOTAL", summary(&all));
    Ok(complete)
}

/// Finds the sites of a folder that have a reference, sorted; `only` names those that are wanted, none for all.
pub(crate) fn find(folder: &Path, only: &[&String]) -> Result<Vec<PathBuf>, String> {
    let mut sites: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("src").is_dir() && path.join("golden").is_dir())
        .filter(|path| only.is_empty() || only.iter().any(|name| path.ends_with(name)))
        .collect();
    sites.sort();
    Ok(sites)
}

/// What building a site and comparing it gave.
pub(crate) struct Checked {
    /// The site's name.
    pub(crate) name: String,
    /// The exit code, or how the command ended.
    pub(crate) exit: String,
    /// What the command printed on standard error.
    pub(crate) stderr: String,
    /// How the output compares.
    pub(crate) comparison: Comparison,
}

/// Builds a site and compares it with its reference.
pub(crate) fn build(site: &Path, binary: &Path) -> Result<Checked, String> {
    let name = site.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let destination = home.path().join("_site");
    let output = command(site, binary, &destination).output().map_err(|error| error.to_string())?;
    let expected = Tree::read(&site.join("golden")).map_err(|error| error.to_string())?;
    let mut actual = if destination.is_dir() {
        Tree::read(&destination).map_err(|error| error.to_string())?
    } else {
        Tree::default()
    };
    let source = site.join("src");
    actual.retain(|path| expected.get(path).is_some() || (Kind::of(path) == Kind::Html && !source.join(path).exists()));
    let comparison = compare(&expected, &actual);
    let exit = output.status.code().map_or_else(|| "killed".to_owned(), |code| code.to_string());
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    Ok(Checked { name, exit, stderr, comparison })
}

fn check(site: &Path, binary: &Path, verbose: bool, all: &mut BTreeMap<Kind, Totals>) -> Result<bool, String> {
    let Checked { name, exit, stderr, comparison } = build(site, binary)?;
    let kinds = comparison.totals_by_kind();
    println!("{name:24} {}{}", summary(&kinds), if exit == "0" { String::new() } else { format!("  EXIT {exit}") });
    if verbose {
        println!("{comparison:#}");
        println!("{stderr}");
    }
    for (kind, totals) in kinds {
        let sum = all.entry(kind).or_default();
        for entry in comparison.entries().iter().filter(|entry| Kind::of(&entry.path) == kind) {
            sum.add(entry.outcome);
        }
        debug_assert!(sum.expected() >= totals.expected());
    }
    Ok(comparison.is_identical())
}

/// The command that builds a site as its reference was built.
pub(crate) fn command(site: &Path, binary: &Path, destination: &Path) -> Command {
    let mut command = command_with(site, binary, destination, config_files(site));
    let skipped = skipped_plugins(site);
    if !skipped.is_empty() {
        command.args(["--skip-plugins", &skipped.join(",")]);
    }
    command
}

/// The same for Jekyll; `plugins` is a configuration file that leaves out what the reference was built without.
pub(crate) fn jekyll_command(site: &Path, jekyll: &Path, destination: &Path, plugins: Option<&Path>) -> Command {
    let files = match plugins {
        None => config_files(site),
        Some(plugins) => {
            let mut files = config_files(site).unwrap_or_else(|| vec!["_config.yml".to_owned()]);
            files.push(plugins.to_string_lossy().into_owned());
            Some(files)
        }
    };
    command_with(site, jekyll, destination, files)
}

fn command_with(site: &Path, binary: &Path, destination: &Path, config_files: Option<Vec<String>>) -> Command {
    let mut command = Command::new(binary);
    command.current_dir(site.join("src")).args(["build", "--disable-disk-cache", "-d"]).arg(destination);
    command.envs([("JEKYLL_ENV", "production"), ("TZ", "UTC"), ("LANG", "C.UTF-8"), ("SOURCE_DATE_EPOCH", CLOCK)]);
    if let Some(files) = config_files {
        command.args(["--config", &files.join(",")]);
    }
    command
}

/// The configuration files of a site's reference, seen from its source; none where it has the default ones.
pub(crate) fn config_files(site: &Path) -> Option<Vec<String>> {
    let with_override = || vec!["_config.yml".to_owned(), "../override.yml".to_owned()];
    site.join("override.yml").is_file().then(with_override)
}

/// The plugins that a site's reference was built without.
pub(crate) fn skipped_plugins(site: &Path) -> Vec<String> {
    let listed = fs::read_to_string(site.join("skip_plugins")).unwrap_or_default();
    listed.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

/// `html 31/32  css 9/10 ...  57/60`: identical of expected files per kind and over all, with extra ones where any.
pub(crate) fn summary(kinds: &BTreeMap<Kind, Totals>) -> String {
    let (mut same, mut expected, mut extra) = (0, 0, 0);
    let mut parts = Vec::new();
    for (kind, totals) in kinds {
        same += totals.count(Outcome::Same);
        expected += totals.expected();
        extra += totals.count(Outcome::Extra);
        let missing = match totals.count(Outcome::Missing) {
            0 => String::new(),
            missing => format!(" ({missing} missing)"),
        };
        parts.push(format!("{} {}/{}{missing}", kind.name(), totals.count(Outcome::Same), totals.expected()));
    }
    parts.push(format!("all {same}/{expected}"));
    if extra > 0 {
        parts.push(format!("{extra} extra"));
    }
    parts.join("  ")
}
