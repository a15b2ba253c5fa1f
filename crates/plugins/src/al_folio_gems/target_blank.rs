//! jekyll-target-blank 2.0: links that lead away from the site open in a new window.

use crate::nokogiri::{self, NodeId, Tree};
use hyde_core::plugin::{Event, Hooked, Owner, Plugin, Registry};
use hyde_core::{BuildError, Config};
use hyde_liquid::Value;

const SETTING: &str = "target-blank";

/// The plugin.
pub(crate) struct TargetBlank;

impl Plugin for TargetBlank {
    fn name(&self) -> &str {
        "jekyll-target-blank"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.hook(Owner::Pages, Event::PostRender, process);
        registry.hook(Owner::Documents, Event::PostRender, process);
        Ok(())
    }
}

struct Settings {
    host: Option<String>,
    rel: Vec<String>,
    classes: Option<String>,
    required: Option<String>,
}

impl Settings {
    fn new(config: &Config) -> Result<Self, BuildError> {
        let setting = |key: &str| config.get_in(SETTING, key).cloned().unwrap_or_default();
        let text = |key: &str| match setting(key) {
            Value::Array(_) => Err(BuildError::uncaught("TypeError", "no implicit conversion of Array into String")),
            Value::Str(text) => Ok(Some(text.to_string())),
            _ => Ok(None),
        };
        let mut rel = Vec::new();
        for word in ["noopener", "noreferrer"] {
            if !matches!(setting(word), Value::Bool(false)) {
                rel.push(word.to_owned());
            }
        }
        if let Some(more) = text("rel")? {
            rel.extend(more.split_whitespace().map(str::to_owned));
        }
        let classes = match setting("add_css_classes") {
            Value::Array(names) => Some(names.iter().map(Value::to_s).collect::<Vec<_>>().join(" ")),
            Value::Str(names) => Some(names.to_string()),
            _ => None,
        };
        let host = config.text("url").as_deref().and_then(host_of).map(str::to_owned);
        Ok(Self { host, rel, classes, required: text("requires_css_class")? })
    }
}

fn process(item: &mut Hooked<'_>) -> Result<(), BuildError> {
    let is_html = item.output_ext() == ".html" || item.url().ends_with('/');
    let enabled = !matches!(item.config().get_in(SETTING, "enabled"), Some(Value::Bool(false)));
    if !is_html || !enabled {
        return Ok(());
    }
    let settings = Settings::new(item.config())?;
    let output = &item.output;
    let body = output.find("<body").and_then(|at| output[at..].find('>').map(|end| at + end + 1));
    item.output = match body {
        Some(start) => {
            let end = output[start..].find("</body>").map_or(output.len(), |at| start + at);
            let inner = processed(&output[start..end], &settings)?;
            format!("{}{}{}", &output[..start], inner, &output[end..])
        }
        None => processed(output, &settings)?,
    };
    Ok(())
}

/// Marks the links of a part of a page.
fn processed(text: &str, settings: &Settings) -> Result<String, BuildError> {
    let mut tree = nokogiri::fragment(text);
    for id in tree.descendants(Tree::ROOT) {
        let Some(href) = tree.attribute(id, "href").filter(|_| tree.is_element(id, "a")) else { continue };
        if settings.host.is_none() {
            return Err(BuildError::uncaught("URI::InvalidURIError", "bad URI(is not URI?): nil"));
        }
        let leads_away = host_of(href).is_some_and(|host| Some(host) != settings.host.as_deref());
        let has_class = |wanted: &String| {
            tree.attribute(id, "class").is_some_and(|names| names.split_whitespace().any(|name| name == wanted))
        };
        if leads_away && settings.required.as_ref().is_none_or(has_class) {
            mark(&mut tree, id, settings);
        }
    }
    Ok(tree.to_html())
}

fn mark(tree: &mut Tree, id: NodeId, settings: &Settings) {
    if let Some(classes) = &settings.classes {
        let all = match tree.attribute(id, "class") {
            Some(old) => format!("{classes} {old}"),
            None => classes.clone(),
        };
        tree.set_attribute(id, "class", &all);
    }
    tree.set_attribute(id, "target", "_blank");
    if !settings.rel.is_empty() {
        let old = tree.attribute(id, "rel").map(str::to_owned);
        let words = old.iter().flat_map(|old| old.split_whitespace()).map(str::to_owned);
        let all: Vec<String> = words.chain(settings.rel.iter().cloned()).collect();
        tree.set_attribute(id, "rel", &all.join(" "));
    }
}

/// The host of an address on the web.
fn host_of(address: &str) -> Option<&str> {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    let start = if lower.starts_with("https://") {
        8
    } else if lower.starts_with("http://") {
        7
    } else {
        return None;
    };
    let rest = address.get(start..)?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = &rest[..end];
    Some(host.rsplit_once('@').map_or(host, |(_, host)| host))
}
