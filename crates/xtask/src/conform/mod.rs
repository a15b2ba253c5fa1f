//! `cargo xtask conform SUITE`: runs recorded cases of the real stack through hyde.
//!
//! Suites of a language (`liquid`, `kramdown`, `rouge`, `yaml`, `sass`, `bib`, `csl`) map each case to a call of the
//! crate; suites of small sites (`site`, `plugins`, `gems`, `scholar`) run the binary. Without `--cases` a suite reads the
//! project's own copy in `fixtures/cases`, or the full one beside the project where cases may not be copied.

mod language;
mod site;

use crate::outcome::Tally;
use crate::workspace;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What the command line of `conform` asks for.
pub(crate) struct Request {
    suite: String,
    cases: PathBuf,
    only: Option<String>,
    verbose: bool,
    streams: bool,
}

/// The suites of small sites, which `cargo xtask ready` runs in this order after the tests.
pub(crate) const SUITES: &[&str] = &["site", "plugins", "gems", "scholar"];

/// Runs the suite that the arguments name; says whether all of its cases passed.
pub(crate) fn run(arguments: &[String]) -> Result<bool, String> {
    let request = Request::parse(arguments)?;
    match language::run(&request) {
        Some(outcome) => outcome,
        None => Ok(run_request(&request)?.finish()),
    }
}

/// Runs a suite and holds it against `fixtures/cases/SUITE.failing`, the names of the cases that do not pass yet: says
/// whether just those failed, so that a case lost and a case won are both noticed.
pub(crate) fn run_against_list(suite: &str) -> Result<bool, String> {
    let request = Request::parse(&[suite.to_owned()])?;
    if !request.cases.is_file() {
        println!("skipped: {} is not there", request.cases.display());
        return Ok(true);
    }
    let tally = run_request(&request)?;
    tally.finish();
    let list = workspace::root().join(format!("fixtures/cases/{suite}.failing"));
    let text = std::fs::read_to_string(list).unwrap_or_default();
    let known: BTreeSet<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let failed: BTreeSet<&str> = tally.failed().iter().map(String::as_str).collect();
    for name in failed.difference(&known) {
        println!("fails and is not listed: {name}");
    }
    for name in known.difference(&failed) {
        println!("passes and is still listed: {name}");
    }
    Ok(failed == known)
}

fn run_request(request: &Request) -> Result<Tally, String> {
    let text =
        std::fs::read_to_string(&request.cases).map_err(|error| format!("{}: {error}", request.cases.display()))?;
    let cases: Vec<Json> =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", request.cases.display()))?;
    let cases: Vec<Json> = cases.into_iter().filter(|case| request.wants(case)).collect();
    match request.suite.as_str() {
        "site" | "plugins" | "gems" | "scholar" => site::run(&cases, request),
        other => {
            let known: Vec<&str> = language::names().chain(SUITES.iter().copied()).collect();
            Err(format!("there is no suite named {other}; there are: {}", known.join(", ")))
        }
    }
}

impl Request {
    fn parse(arguments: &[String]) -> Result<Self, String> {
        let (mut suite, mut cases, mut only, mut verbose, mut streams) = (None, None, None, false, false);
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().cloned().ok_or_else(|| format!("{word} wants a value"));
            match word.as_str() {
                "--cases" => cases = Some(PathBuf::from(value()?)),
                "--only" => only = Some(value()?),
                "--verbose" | "-v" => verbose = true,
                "--streams" => streams = true,
                name if suite.is_none() && !name.starts_with('-') => suite = Some(name.to_owned()),
                other => return Err(format!("conform does not know {other}")),
            }
        }
        let suite = suite.ok_or("conform wants the name of a suite")?;
        let own = workspace::root().join(format!("fixtures/cases/{suite}.json"));
        let cases = cases.unwrap_or(own);
        Ok(Self { suite, cases, only, verbose, streams })
    }

    fn wants(&self, case: &Json) -> bool {
        self.only.as_ref().is_none_or(|part| name(case).contains(part.as_str()))
    }
}

/// The name of a case, or what stands for it in suites whose cases have none.
pub(crate) fn name(case: &Json) -> String {
    match case.get("name").and_then(Json::as_str) {
        Some(name) => name.to_owned(),
        None => format!("{} {}", text(case, "lang"), case.get("n").unwrap_or(&Json::Null)),
    }
}

/// A text field of a case, or an empty text.
pub(crate) fn text<'a>(case: &'a Json, field: &str) -> &'a str {
    case.get(field).and_then(Json::as_str).unwrap_or_default()
}
