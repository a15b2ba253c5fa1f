//! The public suite of Sass, sass/sass-spec, read from the checkout that the environment's `SASS_SPEC` names.
//!
//! The suite is newer than the dart-sass that hyde follows, so its expectations are not used. What npm's sass 1.99.0 made
//! of each case was recorded as a hash of the CSS, or of an error's first line, in `fixtures/sass-spec.list`. A case that
//! does not pass yet has a `!` before its name there; the test fails when an unmarked case fails and when a marked one
//! passes. `cargo xtask sass-spec` runs it, marks cases anew and records anew.

#![expect(clippy::print_stdout, reason = "the totals are what a suite is run for")]

mod archive;
mod node;

use hyde_sass::{Memory, Options, Source, compile};
use node::Job;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const LIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/sass-spec.list");

/// What the reference made of a case.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Expected {
    error: bool,
    hash: u32,
    passes: bool,
}

type List = BTreeMap<String, Expected>;

#[test]
fn public_suite_holds() {
    let Some(checkout) = std::env::var_os("SASS_SPEC") else {
        println!("skipped: SASS_SPEC names no checkout of sass/sass-spec");
        return;
    };
    let surprises = run(&PathBuf::from(checkout)).expect("the suite can be read");
    assert!(surprises.is_empty(), "{} surprises:\n{}", surprises.len(), surprises.join("\n"));
}

/// Runs the suite; gives what went otherwise than the list says.
fn run(checkout: &Path) -> Result<Vec<String>, String> {
    let asked = |name: &str| std::env::var_os(name);
    let only = asked("HYDE_ONLY").map(|only| only.to_string_lossy().into_owned()).unwrap_or_default();
    let verbose = asked("SASS_SPEC_VERBOSE").is_some();
    let files = archive::read(&checkout.join("spec"))?;
    let cases: Vec<&str> = files
        .keys()
        .filter(|path| {
            let name = path.rsplit('/').next().unwrap_or_default();
            matches!(name, "input.scss" | "input.sass") && path.contains(&only)
        })
        .map(String::as_str)
        .collect();
    let recording = asked("SASS_SPEC_RECORD");
    let mut list = match &recording {
        Some(package) => record(Path::new(package), &files, &cases)?,
        None => read_list()?,
    };
    let loader: Memory = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let (mut totals, mut surprises) = (Totals::default(), Vec::new());
    for case in cases {
        let Some(expected) = list.get_mut(case) else {
            totals.unknown += 1;
            continue;
        };
        let (error, text) = compile_case(case, &files[case], &loader);
        let passes = error == expected.error && hash(&text) == expected.hash;
        totals.count(*expected, passes);
        if passes != expected.passes {
            surprises
                .push(format!("{case} {}", if passes { "passes and is marked" } else { "fails and is not marked" }));
        }
        if verbose && !passes {
            println!("FAIL {case}\n    {}", text.replace('\n', "\n    "));
        }
        expected.passes = passes;
    }
    totals.print();
    if recording.is_some() || asked("SASS_SPEC_BLESS").is_some() {
        write_list(&list)?;
        surprises.clear();
    }
    Ok(surprises)
}

#[derive(Default)]
struct Totals {
    css: (usize, usize),
    errors: (usize, usize),
    unknown: usize,
}

impl Totals {
    fn count(&mut self, expected: Expected, passes: bool) {
        let (passed, all) = if expected.error { &mut self.errors } else { &mut self.css };
        *passed += usize::from(passes);
        *all += 1;
    }

    fn print(&self) {
        let share = |(passed, all): (usize, usize)| 100.0 * passed as f64 / (all.max(1)) as f64;
        println!("CSS: {} of {} ({:.2} %)", self.css.0, self.css.1, share(self.css));
        println!("errors by first line: {} of {} ({:.2} %)", self.errors.0, self.errors.1, share(self.errors));
        if self.unknown > 0 {
            println!("{} cases have no recording", self.unknown);
        }
        let (passed, all) = (self.css.0 + self.errors.0, self.css.1 + self.errors.1);
        println!("{passed} passed, {} failed", all - passed);
    }
}

/// Compiles a case; gives the CSS, or the first line of the error with `true`.
fn compile_case(case: &str, text: &str, loader: &Memory) -> (bool, String) {
    let options = Options::default().source_map(false).load_path("");
    match compile(&Source::new(case, text), &options, loader) {
        Ok(output) => (false, output.css),
        Err(error) => (true, error.message.lines().next().unwrap_or_default().to_owned()),
    }
}

fn record(package: &Path, files: &BTreeMap<String, String>, cases: &[&str]) -> Result<List, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    for (path, text) in files {
        let path = folder.path().join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|error| format!("{}: {error}", parent.display()))?;
        }
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let jobs: Vec<Job> = cases
        .iter()
        .map(|case| Job { file: (*case).to_owned(), compressed: false, load_paths: vec![".".to_owned()] })
        .collect();
    let answers = node::run(package, folder.path(), &jobs)?;
    let mut list = List::new();
    for (case, answer) in cases.iter().zip(answers) {
        let error = answer["error"].as_str();
        let text = error.map(|text| text.lines().next().unwrap_or_default()).or(answer["css"].as_str());
        let hash = hash(text.unwrap_or_default());
        list.insert((*case).to_owned(), Expected { error: error.is_some(), hash, passes: true });
    }
    Ok(list)
}

/// FNV-1a over a text, folded to 32 bits: enough to tell that an output is not the recorded one.
fn hash(text: &str) -> u32 {
    let whole = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (whole >> 32) as u32 ^ whole as u32
}

/// Reads the list: a folder to a line, below it a line for each case in it with `!` where it fails, what is hashed, and
/// the hash.
fn read_list() -> Result<List, String> {
    let text = std::fs::read_to_string(LIST).map_err(|error| format!("{LIST}: {error}"))?;
    let mut list = List::new();
    let mut folder = "";
    for (number, line) in text.lines().enumerate() {
        let Some(case) = line.strip_prefix(' ') else {
            folder = line;
            continue;
        };
        let wrong = || format!("{LIST}:{}: not a case", number + 1);
        let (name, result) = case.rsplit_once(' ').ok_or_else(wrong)?;
        let (kind, digits) = result.split_once(':').ok_or_else(wrong)?;
        let hash = u32::from_str_radix(digits, 16).map_err(|_| wrong())?;
        let (name, passes) = name.strip_prefix('!').map_or((name, true), |name| (name, false));
        list.insert(format!("{folder}{name}"), Expected { error: kind == "error", hash, passes });
    }
    Ok(list)
}

fn write_list(list: &List) -> Result<(), String> {
    let mut out = String::new();
    let mut last = "";
    for (case, expected) in list {
        // Two levels from the end: the folder of an archive, and the case's own in it.
        let cut = case.rmatch_indices('/').nth(1).map_or(0, |(at, _)| at + 1);
        let (folder, name) = case.split_at(cut);
        if folder != last {
            let _ = writeln!(out, "{folder}");
            last = folder;
        }
        let mark = if expected.passes { "" } else { "!" };
        let kind = if expected.error { "error" } else { "css" };
        let _ = writeln!(out, " {mark}{name} {kind}:{:08x}", expected.hash);
    }
    std::fs::write(LIST, out).map_err(|error| error.to_string())
}
