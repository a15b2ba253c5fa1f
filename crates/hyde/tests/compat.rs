//! The table of known differences and the table of plugins tell the same.

use hyde::compat::{KNOWN, Section};

const PLUGINS: &str = include_str!("../../../docs/plugins.md");

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    PLUGINS.lines().filter(|line| line.starts_with("| j")).filter_map(|row| {
        let mut cells = row.trim_matches('|').split('|').map(str::trim);
        Some((cells.next()?, cells.nth(1)?))
    })
}

fn known(name: &str) -> bool {
    KNOWN.iter().any(|known| known.section == Section::Plugins && known.subject == name)
}

#[test]
fn plugins_that_differ_are_in_the_table() {
    for (name, told) in rows() {
        let exact = told == "exact" || told.starts_with("exact:") || told.contains("exact where compared");
        assert!(exact || told.starts_with("part of the core") || known(name), "{name}: {told}");
    }
}

#[test]
fn plugins_of_the_table_exist() {
    for entry in KNOWN.iter().filter(|known| known.section == Section::Plugins && known.subject != "github-pages") {
        assert!(rows().any(|(name, _)| name == entry.subject), "{} is not in docs/plugins.md", entry.subject);
    }
}
