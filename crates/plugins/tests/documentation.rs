//! The table of plugins names every gem that is built in, and each row has cases recorded from the real gem.

use std::collections::BTreeSet;

const TABLE: &str = include_str!("../../../docs/plugins.md");
const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/cases");

fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    let is_row =
        |line: &&str| line.starts_with("| ") && !line.starts_with("| plugin |") && !line.starts_with("| file |");
    TABLE.lines().filter(is_row).map(|row| row.trim_matches('|').split('|').map(str::trim).collect())
}

/// The beginnings of names in the second column.
fn beginnings(row: &[&'static str]) -> Vec<&'static str> {
    row[1].split(", ").map(|cell| cell.trim_matches('`')).collect()
}

/// The names of all recorded cases.
fn cases() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for suite in ["plugins", "gems", "scholar"] {
        let text = std::fs::read_to_string(format!("{CASES}/{suite}.json")).expect("the suite is there");
        let cases: Vec<serde_json::Value> = serde_json::from_str(&text).expect("a suite is a list");
        names.extend(cases.iter().filter_map(|case| case["name"].as_str()).map(str::to_owned));
    }
    names
}

#[test]
fn every_gem_has_a_row() {
    let names: Vec<&str> = rows().map(|row| row[0]).collect();
    for plugin in hyde_plugins::all() {
        let name = plugin.name();
        assert!(name.starts_with("_plugins/") || names.contains(&name), "{name} is not in docs/plugins.md");
    }
}

#[test]
fn every_row_has_cases() {
    let cases = cases();
    for row in rows() {
        for beginning in beginnings(&row) {
            let found = cases.iter().any(|name| name.starts_with(beginning)) || beginning == "scholar";
            assert!(found, "{}: no case begins with {beginning}", row[0]);
        }
    }
}

#[test]
fn a_row_that_says_exact_has_no_failing_case() {
    let failing: Vec<String> = ["plugins", "gems"]
        .iter()
        .flat_map(|suite| {
            std::fs::read_to_string(format!("{CASES}/{suite}.failing"))
                .unwrap_or_default()
                .lines()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    for row in rows().filter(|row| row[2] == "exact" || row[2].starts_with("exact;")) {
        for beginning in beginnings(&row) {
            let fails = failing.iter().find(|name| name.starts_with(beginning));
            assert!(fails.is_none(), "{} is called exact, and {} fails", row[0], fails.unwrap());
        }
    }
}

#[test]
fn every_case_belongs_to_a_row() {
    let rows: Vec<&str> = rows().flat_map(|row| beginnings(&row)).collect();
    for name in cases().iter().filter(|name| name.starts_with("gem_")) {
        assert!(
            rows.iter().any(|beginning| name.starts_with(beginning)),
            "{name} belongs to no row of docs/plugins.md"
        );
    }
}
