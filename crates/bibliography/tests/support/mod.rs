//! Running the recorded cases against the crate.

pub(crate) mod bib;
pub(crate) mod csl;

use serde_json::Value;

/// Runs a suite: every case not listed in `SUITE.failing` must pass, every listed one must fail.
pub(crate) fn run_suite(suite: &str, run: impl Fn(&Value) -> Result<(), String>) {
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/cases");
    let folder = std::env::var("HYDE_CASES").unwrap_or_else(|_| fixtures.to_owned());
    let cases = std::fs::read_to_string(format!("{folder}/{suite}.json")).expect("the suite is in the fixtures");
    let cases: Vec<Value> = serde_json::from_str(&cases).expect("the suite is JSON");
    let failing = std::fs::read_to_string(format!("{folder}/{suite}.failing")).unwrap_or_default();
    let failing: Vec<&str> = failing.lines().filter(|line| !line.is_empty()).collect();
    let mut wrong = Vec::new();
    for case in &cases {
        let name = case["name"].as_str().expect("cases have names");
        match (run(case), failing.contains(&name)) {
            (Ok(()), false) => {}
            (Err(_), true) => {}
            (Ok(()), true) => wrong.push(format!("{name}: passes but is listed as failing")),
            (Err(why), false) => wrong.push(format!("{name}: {why}")),
        }
    }
    if let Ok(path) = std::env::var("CONFORMANCE_DUMP") {
        std::fs::write(path, wrong.join("\n\n")).expect("the dump can be written");
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// Compares two JSON values.
pub(crate) fn same(expected: &Value, actual: &Value) -> Result<(), String> {
    if expected == actual { Ok(()) } else { Err(format!("\n  expected {expected}\n  actual   {actual}")) }
}
