//! jekyll-link-attributes 2.0: `rel` and `target` on links that lead away. Every HTML page passes through Nokogiri as a
//! whole document, links or not.

use crate::nokogiri::{self, Tree};
use hyde_core::plugin::{Event, Hooked, Owner, Plugin, Registry};
use hyde_core::{BuildError, Config};
use hyde_liquid::Value;
use regex::Regex;

const SETTING: &str = "external_links";

/// The plugin.
pub(crate) struct LinkAttributes;

impl Plugin for LinkAttributes {
    fn name(&self) -> &str {
        "jekyll-link-attributes"
    }

    fn register(&self, registry: &mut Registry, config: &Config) -> Result<(), BuildError> {
        let settings = config.get(SETTING).cloned().unwrap_or_default();
        if matches!(settings.get("enabled"), Value::Bool(false)) {
            return Ok(());
        }
        let own = config.text("url").filter(|url| !url.is_empty());
        let common = patterns(&settings.get("exclude"));
        let rules: Vec<Rule> = [("rel", "external nofollow noopener"), ("target", "_blank")]
            .into_iter()
            .map(|(key, value)| Rule::new(key, value, &settings.get(key), &common))
            .collect();
        for owner in [Owner::Pages, Owner::Documents] {
            let (own, rules) = (own.clone(), rules.clone());
            let pages = owner == Owner::Pages;
            registry.hook(owner, Event::PostRender, move |hooked: &mut Hooked<'_>| {
                if !pages || hooked.output_ext() == ".html" {
                    hooked.output = rewrite(&hooked.output, own.as_deref(), &rules);
                }
                Ok(())
            });
        }
        Ok(())
    }
}

/// The value that an attribute gets, and the addresses that stay without it.
#[derive(Clone)]
struct Rule {
    key: &'static str,
    value: String,
    exclude: Vec<Regex>,
}

impl Rule {
    fn new(key: &'static str, default: &str, setting: &Value, common: &[Regex]) -> Self {
        let value = match setting {
            Value::Str(value) => value.to_string(),
            other => {
                Some(other.get("value")).filter(Value::truthy).map_or_else(|| default.to_owned(), |value| value.to_s())
            }
        };
        let own = if matches!(setting, Value::Hash(_)) { patterns(&setting.get("exclude")) } else { Vec::new() };
        Self { key, value, exclude: own.into_iter().chain(common.iter().cloned()).collect() }
    }
}

/// Reads a list of addresses as regular expressions; one that is none stands for itself.
fn patterns(list: &Value) -> Vec<Regex> {
    let texts = match list {
        Value::Str(text) => vec![text.to_string()],
        other => other.items().map(|items| items.iter().map(Value::to_s).collect()).unwrap_or_default(),
    };
    let read = |text: &String| Regex::new(text).or_else(|_| Regex::new(&regex::escape(text))).ok();
    texts.iter().filter_map(read).collect()
}

fn rewrite(output: &str, own: Option<&str>, rules: &[Rule]) -> String {
    let mut tree = nokogiri::document(output);
    for id in tree.descendants(Tree::ROOT) {
        if !tree.is_element(id, "a") {
            continue;
        }
        let Some(href) = tree.attribute(id, "href").map(str::to_owned) else { continue };
        let leads_away = href.starts_with("http://") || href.starts_with("https://");
        if !leads_away || own.is_some_and(|own| href.starts_with(own)) {
            continue;
        }
        for rule in rules {
            if tree.attribute(id, rule.key).is_none() && !rule.exclude.iter().any(|pattern| pattern.is_match(&href)) {
                tree.set_attribute(id, rule.key, &rule.value);
            }
        }
    }
    tree.declare_encoding();
    tree.to_html()
}
