//! `cargo xtask ready`: everything that must hold before a change lands, in the order in which it fails fastest.

use crate::budget::{self, Counted};
use crate::{conform, workspace};

pub(crate) fn run() -> Result<bool, String> {
    let steps: [&[&str]; 4] = [
        &["fmt", "--all", "--check"],
        &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"],
        &["test", "--workspace", "--quiet", "--doc"],
        &["test", "--workspace", "--quiet", "--tests", "--examples"],
    ];
    for step in steps {
        println!("== cargo {}", step.join(" "));
        let status = workspace::cargo().args(step).status().map_err(|error| format!("cargo: {error}"))?;
        if !status.success() {
            println!("0 passed, 1 failed");
            return Ok(false);
        }
    }
    let (mut passed, mut failed) = (0, 0);
    for suite in conform::SUITES {
        println!("== conform {suite}");
        if conform::run_against_list(suite)? {
            passed += 1;
        } else {
            failed += 1;
        }
    }
    println!("== budget");
    match budget::count(false)? {
        Counted::Within => passed += 1,
        Counted::Over => failed += 1,
        Counted::Skipped(why) => println!("SKIPPED: budget: {why}"),
    }
    println!("{passed} passed, {failed} failed");
    Ok(failed == 0)
}
