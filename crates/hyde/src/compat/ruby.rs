//! Ruby files of the plugins folder: which are done natively, and what the others would have added.

use super::{Finding, Section, Site};
use std::collections::BTreeSet;

pub(super) fn examine(site: &Site<'_>) -> Vec<Finding> {
    if site.config.is_safe() {
        return Vec::new();
    }
    let folder = site.config.text("plugins_dir").unwrap_or_else(|| "_plugins".to_owned());
    let prefix = format!("{}/", folder.trim_matches('/'));
    let in_folder = |file: &&String| file.starts_with(&prefix) && file.ends_with(".rb");
    site.files.iter().filter(in_folder).filter_map(|file| unknown(site, file)).collect()
}

fn unknown(site: &Site<'_>, file: &str) -> Option<Finding> {
    let text = site.text(file)?;
    if site.plugins.iter().any(|plugin| plugin.stands_for(file, &text)) {
        return None;
    }
    let says_something = |line: &&str| !line.is_empty() && !line.starts_with('#');
    if text.lines().map(str::trim).filter(says_something).all(|line| requires_known(site, line)) {
        return None;
    }
    let added = added(&text);
    let what = if added.is_empty() { "what it does is missing".to_owned() } else { added.join("; ") };
    Some(Finding::new(Section::Ruby, file, format!("Ruby that is not run: {what}")))
}

/// Whether a line requires a gem that is done natively.
fn requires_known(site: &Site<'_>, line: &str) -> bool {
    let Some(rest) = line.strip_prefix("require").map(|rest| rest.trim_start_matches(['(', ' '])) else { return false };
    let name = rest.get(1..).and_then(|rest| rest.split(['\'', '"']).next()).unwrap_or_default();
    site.plugins.iter().any(|plugin| plugin.name() == name || plugin.aliases().contains(&name))
}

/// Says what a Ruby text adds to a site, as far as its registrations tell.
fn added(text: &str) -> Vec<String> {
    let (mut tags, mut filters, mut kinds) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let has_filters = text.contains("register_filter");
    for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
        if let Some((_, rest)) = line.split_once("register_tag") {
            tags.insert(word(rest.trim_start_matches(['(', ' ', ':', '\'', '"'])));
        }
        if let Some((_, parent)) = line.strip_prefix("class ").and_then(|rest| rest.split_once('<')) {
            match parent.trim().trim_end_matches(';').rsplit("::").next().unwrap_or_default() {
                "Generator" => kinds.insert("the pages and data that its generator makes are missing"),
                "Converter" => kinds.insert("files that its converter reads stay as they are"),
                "Command" => kinds.insert("its command does not exist"),
                _ => false,
            };
        }
        if line.contains("Hooks.register") {
            kinds.insert("what its hooks change stays unchanged");
        }
        if let Some(rest) = line.strip_prefix("def ").filter(|_| has_filters) {
            filters.insert(word(rest.trim_start_matches("self.")));
        }
        if line.contains("alias_method") || line.contains(".prepend") || line.contains("class_eval") {
            kinds.insert("what it patches in Jekyll or a gem stays as it is");
        }
    }
    let mut said = Vec::new();
    let list = |names: &BTreeSet<String>| names.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    tags.remove("");
    filters.remove("initialize");
    match tags.len() {
        0 => {}
        1 => said.push(format!("the tag {} renders nothing of its own", list(&tags))),
        _ => said.push(format!("the tags {} render nothing of their own", list(&tags))),
    }
    if has_filters && !filters.is_empty() {
        said.push(format!("its filters pass text through ({})", list(&filters)));
    }
    said.extend(kinds.into_iter().map(str::to_owned));
    said
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '?')).collect()
}

#[cfg(test)]
mod tests {
    use super::added;

    #[test]
    fn registrations_tell_what_is_missing() {
        let said = added(
            "module Jekyll\n  class Pages < Generator\n  end\n  module Shout\n    def shout(text)\n    end\n  end\nend\n\
             Liquid::Template.register_filter(Jekyll::Shout)\n# register_tag('no', No)\n\
             Jekyll::Hooks.register :posts, :pre_render do\nend\n",
        );
        assert_eq!(
            said,
            [
                "its filters pass text through (shout)",
                "the pages and data that its generator makes are missing",
                "what its hooks change stays unchanged",
            ]
        );
        assert!(added("puts 1").is_empty());
    }
}
