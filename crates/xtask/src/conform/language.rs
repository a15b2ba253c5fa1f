//! The suites of a language: each runs as the conformance test of the crate that speaks it, on the cases asked for.

use super::Request;
use crate::workspace;
use std::process::Stdio;

/// Package, test file and test of each suite.
const TESTS: &[(&str, &str, &str, &str)] = &[
    ("yaml", "hyde-yaml", "conformance", "cases"),
    ("liquid", "hyde-core", "conformance_liquid", "all_liquid_cases"),
    ("liquid-activesupport", "hyde-core", "conformance_liquid", "all_active_support_cases"),
    ("kramdown", "hyde-kramdown", "conformance", "recorded_cases"),
    ("rouge", "hyde-rouge", "conformance", "snippets_give_the_recorded_spans"),
    ("rouge-more", "hyde-rouge", "conformance", "probes_give_the_recorded_spans"),
    ("highlight-wrap", "hyde-core", "conformance_highlight", "all_highlight_cases"),
    ("sass", "hyde-sass", "conformance", "recorded_cases_hold"),
    ("bib", "hyde-bibliography", "conformance", "bib"),
    ("csl", "hyde-bibliography", "conformance", "csl"),
];

/// The names of the suites.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    TESTS.iter().map(|(suite, ..)| *suite)
}

/// Runs a suite; says whether every case passed, or `None` when there is no such suite. Cases from a file that has the
/// name of another suite are of that suite's form: `conform liquid --cases liquid-activesupport.json`.
pub(super) fn run(request: &Request) -> Option<Result<bool, String>> {
    let named = |name: &str| TESTS.iter().find(|(suite, ..)| *suite == name);
    let asked = named(&request.suite)?;
    let of_file = request.cases.file_stem().and_then(|stem| named(stem.to_str()?));
    let (_, package, file, test) = of_file.unwrap_or(asked);
    Some(run_test(request, package, file, test))
}

fn run_test(request: &Request, package: &str, file: &str, test: &str) -> Result<bool, String> {
    let cases =
        std::fs::canonicalize(&request.cases).map_err(|error| format!("{}: {error}", request.cases.display()))?;
    let output = workspace::cargo()
        .args(["test", "--quiet", "-p", package, "--test", file, "--", "--exact", test, "--nocapture"])
        .env("HYDE_CASES", cases)
        .env("HYDE_ONLY", request.only.as_deref().unwrap_or_default())
        .stderr(Stdio::piped())
        .output()
        .map_err(|error| format!("cargo: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut passed = None;
    for line in text.lines() {
        let is_total = line.contains(" passed, ") && line.ends_with(" failed");
        if line.starts_with("FAIL ") || line.contains(": skipped, ") || (request.verbose && line.starts_with("    ")) {
            println!("{line}");
        } else if is_total {
            println!("{line}");
            passed = Some(line.ends_with(", 0 failed"));
        }
    }
    match passed {
        Some(passed) => Ok(passed),
        None if text.contains(": skipped, ") => Ok(true),
        None => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}
