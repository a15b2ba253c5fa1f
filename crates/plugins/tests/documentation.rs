//! The table of plugins names every gem that is built in, and its cases exist.

const TABLE: &str = include_str!("../../../docs/plugins.md");

fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    let rows = TABLE.lines().filter(|line| line.starts_with("| j"));
    rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect())
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
fn cases_that_are_named_exist() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/cases/plugins.json");
    let cases = std::fs::read_to_string(path).unwrap();
    for row in rows() {
        if let Some(prefix) = row[1].strip_prefix('`').and_then(|cell| cell.strip_suffix('`')) {
            assert!(cases.contains(&format!("\"{prefix}")) || prefix == "scholar", "no case begins with {prefix}");
        }
    }
}
