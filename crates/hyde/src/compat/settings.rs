//! Settings that hyde takes otherwise than Jekyll, or not at all.

use super::{Certainty, Finding, Section, Site};
use crate::{Config, Value};

/// A setting and what is said when it has a value that matters.
struct Check {
    key: &'static str,
    certainty: Certainty,
    says: fn(&Config) -> Option<String>,
}

const fn check(key: &'static str, certainty: Certainty, says: fn(&Config) -> Option<String>) -> Check {
    Check { key, certainty, says }
}

const CHECKS: [Check; 12] = [
    check("markdown", Certainty::Differs, |config| {
        let name = config.text("markdown")?;
        let known = ["kramdown", "commonmark", "commonmarkghpages"].contains(&name.to_lowercase().as_str());
        (!known).then(|| format!("markdown: {name} is a class in Ruby, and the build stops"))
    }),
    check("highlighter", Certainty::Differs, |config| highlighter(&config.text("highlighter")?)),
    check("kramdown", Certainty::Differs, |config| {
        highlighter(&config.get_in("kramdown", "syntax_highlighter")?.to_s())
    }),
    check("kramdown", Certainty::Differs, |config| {
        let options = config.get_in("kramdown", "syntax_highlighter_opts")?;
        let nested = |value: &Value| value.as_hash().is_some_and(|hash| hash.get("formatter").is_some());
        let has = nested(options) || options.as_hash()?.iter().any(|(_, value)| nested(value));
        has.then(|| "syntax_highlighter_opts: formatter is a class in Ruby, and Rouge's own is used".to_owned())
    }),
    check("kramdown", Certainty::Differs, |config| {
        let engine = config.get_in("kramdown", "math_engine").filter(|value| value.truthy())?.to_s();
        (engine != "mathjax").then(|| format!("math_engine: {engine} needs a gem, and formulas are left for MathJax"))
    }),
    check("kramdown", Certainty::Differs, |config| {
        let input = config.get_in("kramdown", "input")?.to_s();
        let known = ["gfm", "kramdown"].contains(&input.to_lowercase().as_str());
        (!known).then(|| format!("input: {input} is not a language that hyde's kramdown reads"))
    }),
    check("lsi", Certainty::Differs, |config| {
        config.truthy("lsi").then(|| "lsi: related posts are the latest ones, not the most similar".to_owned())
    }),
    check("encoding", Certainty::Differs, |config| {
        let name = config.text("encoding")?;
        let plain = ["utf-8", "utf8", "us-ascii", "ascii"].contains(&name.to_lowercase().as_str());
        (!plain).then(|| format!("encoding: {name}: files are read as UTF-8"))
    }),
    check("incremental", Certainty::MayDiffer, |config| {
        config.truthy("incremental").then(|| {
            "incremental: all that a change reaches is rendered, so nothing out of date is left standing".to_owned()
        })
    }),
    check("external_sources", Certainty::MayDiffer, |config| {
        let some = matches!(config.get("external_sources")?, Value::Array(items) if !items.is_empty());
        some.then(|| "external_sources: posts of other sites need the network".to_owned())
    }),
    check("jekyll_get_json", Certainty::MayDiffer, |config| {
        let Value::Array(items) = config.get("jekyll_get_json")? else { return None };
        let remote = items.iter().any(|item| item.get("json").to_s().starts_with("http"));
        remote.then(|| "jekyll_get_json: data behind URLs needs the network".to_owned())
    }),
    check("scholar", Certainty::Differs, |config| {
        let style = config.get_in("scholar", "style")?.to_s();
        let remote = style.starts_with("http://") || style.starts_with("https://");
        remote.then(|| format!("style: {style} is behind a URL: put the file into the site and name its path"))
    }),
];

fn highlighter(name: &str) -> Option<String> {
    match name {
        "coderay" => Some("coderay needs a gem without which Jekyll stops: code stays without colours here".to_owned()),
        "minted" => Some("minted writes LaTeX: code stays without colours here".to_owned()),
        _ => None,
    }
}

pub(super) fn examine(site: &Site<'_>, theme_found: bool) -> Vec<Finding> {
    let mut findings: Vec<Finding> = CHECKS
        .iter()
        .filter_map(|check| {
            let text = (check.says)(site.config)?;
            let (file, line) = site.setting(check.key);
            Some(Finding { certainty: check.certainty, line, ..Finding::new(Section::Settings, &file, text) })
        })
        .collect();
    if let Some(theme) = site.config.text("theme").filter(|_| !theme_found) {
        let (file, line) = site.setting("theme");
        let text = format!("the theme {theme} is not installed: a build fetches it, or stops where it cannot");
        findings.push(Finding {
            certainty: Certainty::MayDiffer,
            line,
            ..Finding::new(Section::Settings, &file, text)
        });
    }
    findings
}
