//! `cargo xtask sass-spec CHECKOUT`: the public suite of Sass, read from a checkout outside the project.
//!
//! The suite is newer than the dart-sass that hyde follows, so its expectations are not used. What npm's sass 1.99.0 made
//! of each case was recorded (`--record PACKAGE` does it anew) as a hash of the CSS, or of an error's first line, in
//! `fixtures/sass-spec.list`. A case that does not pass yet has a `!` before its name there; the command fails when an
//! unmarked case fails and when a marked one passes.

use super::archive;
use super::node::{self, Job};
use crate::workspace;
use hyde_sass::{Memory, Options, Source, compile};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What the reference made of a case.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Expected {
    error: bool,
    hash: u32,
    passes: bool,
}

type List = BTreeMap<String, Expected>;

#[derive(Default)]
struct Request {
    checkout: PathBuf,
    record: Option<PathBuf>,
    bless: bool,
    only: String,
    verbose: bool,
}

/// Runs the suite as the arguments ask; says whether just the marked cases failed.
pub(crate) fn run(arguments: &[String]) -> Result<bool, String> {
    let mut request = Request::default();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let mut value = || words.next().cloned().ok_or_else(|| format!("{word} wants a value"));
        match word.as_str() {
            "--record" => request.record = Some(value()?.into()),
            "--bless" => request.bless = true,
            "--only" => request.only = value()?,
            "--verbose" | "-v" => request.verbose = true,
            path if request.checkout.as_os_str().is_empty() => request.checkout = path.into(),
            other => return Err(format!("sass-spec does not know {other}")),
        }
    }
    if request.checkout.as_os_str().is_empty() {
        return Err("sass-spec wants the folder of a checkout of sass/sass-spec".to_owned());
    }
    run_request(&request)
}

/// Runs the suite of the checkout that `SASS_SPEC` names; says so where there is none.
pub(crate) fn run_if_there() -> Result<bool, String> {
    match std::env::var_os("SASS_SPEC") {
        Some(checkout) => run_request(&Request { checkout: checkout.into(), ..Request::default() }),
        None => {
            println!("skipped: SASS_SPEC names no checkout of sass/sass-spec");
            Ok(true)
        }
    }
}

fn run_request(request: &Request) -> Result<bool, String> {
    let root = request.checkout.join("spec");
    let files = archive::read(&root)?;
    let cases: Vec<&str> = files
        .keys()
        .filter(|path| {
            let name = path.rsplit('/').next().unwrap_or_default();
            matches!(name, "input.scss" | "input.sass") && path.contains(&request.only)
        })
        .map(String::as_str)
        .collect();
    let mut list = match &request.record {
        Some(package) => record(package, &files, &cases)?,
        None => read_list()?,
    };
    let loader: Memory = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut totals = Totals::default();
    for case in cases {
        let Some(expected) = list.get_mut(case) else {
            totals.unknown += 1;
            continue;
        };
        let (error, text) = compile_case(case, &files[case], &loader);
        let passes = error == expected.error && hash(&text) == expected.hash;
        totals.count(*expected, passes);
        if passes != expected.passes {
            totals.surprises += 1;
            println!("{} {case}", if passes { "passes and is marked:" } else { "fails and is not marked:" });
        }
        if request.verbose && !passes {
            println!("FAIL {case}\n    {}", text.replace('\n', "\n    "));
        }
        expected.passes = passes;
    }
    totals.print();
    if request.bless || request.record.is_some() {
        write_list(&list)?;
        return Ok(true);
    }
    Ok(totals.surprises == 0)
}

#[derive(Default)]
struct Totals {
    css: (usize, usize),
    errors: (usize, usize),
    surprises: usize,
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

fn list_path() -> PathBuf {
    workspace::root().join("fixtures/sass-spec.list")
}

/// Reads the list: a folder to a line, below it a line for each case in it with `!` where it fails, what is hashed, and
/// the hash.
fn read_list() -> Result<List, String> {
    let path = list_path();
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut list = List::new();
    let mut folder = "";
    for (number, line) in text.lines().enumerate() {
        let Some(case) = line.strip_prefix(' ') else {
            folder = line;
            continue;
        };
        let wrong = || format!("{}:{}: not a case", path.display(), number + 1);
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
    std::fs::write(list_path(), out).map_err(|error| error.to_string())
}
