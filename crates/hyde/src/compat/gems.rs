//! Gems that a site asks for, and the versions that it pins.

use super::{Certainty, Finding, Known, Section, Site};
use std::collections::BTreeMap;

/// The versions whose behaviour hyde has, where an older or newer one writes other bytes.
const REFERENCE: [(&str, &str); 16] = [
    ("jekyll", "4.4"),
    ("liquid", "4.0"),
    ("kramdown", "2.5"),
    ("kramdown-parser-gfm", "1.1"),
    ("rouge", "4.7"),
    ("jekyll-sass-converter", "3.1"),
    ("sass-embedded", "1.99"),
    ("jekyll-feed", "0.17"),
    ("jekyll-seo-tag", "2.9"),
    ("jekyll-sitemap", "1.4"),
    ("jekyll-paginate-v2", "3.0"),
    ("jekyll-archives", "2.3"),
    ("jekyll-toc", "0.19"),
    ("jekyll-scholar", "7.3"),
    ("citeproc-ruby", "2.1"),
    ("csl-styles", "2.0"),
];

pub(super) fn examine(site: &Site<'_>, group: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (config_file, line) = site.setting("plugins");
    for name in site.config.texts("plugins") {
        let found = asked_for(site, &name, &config_file, true);
        findings.extend(found.map(|finding| Finding { line, ..finding }));
    }
    for name in group {
        findings.extend(asked_for(site, name, "Gemfile", false));
    }
    if let Some(theme) = site.config.text("remote_theme").filter(|name| !name.is_empty()) {
        let (file, line) = site.setting("remote_theme");
        let text = format!("the remote theme {theme} is not fetched: its layouts, includes and styles are missing");
        findings.push(Finding { line, ..Finding::new(Section::Plugins, &file, text) });
    }
    findings.extend(versions(site));
    findings
}

/// Looks at one gem; those of a Gemfile count as plugins by their name only.
fn asked_for(site: &Site<'_>, name: &str, file: &str, listed: bool) -> Option<Finding> {
    match site.plugin(name) {
        Some(plugin) => Known::of(Section::Plugins, plugin.name()).map(|known| Finding::of(known, file)),
        None if name == "github-pages" => Known::of(Section::Plugins, name).map(|known| Finding::of(known, file)),
        None if !listed && !name.starts_with("jekyll-") => None,
        None if name == "jekyll-remote-theme" && site.config.text("remote_theme").is_some() => None,
        None => {
            let text = format!("{name} is not built in: the pages, tags and filters that it adds are missing");
            Some(Finding::new(Section::Plugins, file, text))
        }
    }
}

/// Compares what `Gemfile.lock` pins with the versions that hyde follows.
fn versions(site: &Site<'_>) -> Vec<Finding> {
    let Some(lock) = site.text("Gemfile.lock") else { return Vec::new() };
    let mut pinned: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    for (number, line) in lock.lines().enumerate() {
        // Gems stand four blanks in, what they need six.
        let Some(entry) = line.strip_prefix("    ").filter(|entry| !entry.starts_with(' ')) else { continue };
        if let Some((name, version)) = entry.split_once(" (") {
            pinned.insert(name, (version.trim_end_matches(')'), number + 1));
        }
    }
    let differs = |(name, wanted): &(&str, &str)| {
        let (version, line) = *pinned.get(name)?;
        let own: Vec<&str> = version.split(['.', '-']).take(2).collect();
        if own.join(".") == *wanted {
            return None;
        }
        let text = format!("{name} {version} is pinned; hyde writes what {name} {wanted} does");
        Some(Finding {
            certainty: Certainty::MayDiffer,
            line: Some(line),
            ..Finding::new(Section::Versions, "Gemfile.lock", text)
        })
    };
    REFERENCE.iter().filter_map(differs).collect()
}
