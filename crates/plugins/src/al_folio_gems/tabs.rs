//! jekyll-tabs 1.2: groups of tabs whose contents are Markdown. The gem gives each group a random id; here the ids
//! count up in rendering order, so that a build says the same twice.

use hyde_core::plugin::{Plugin, Registry, SiteContext};
use hyde_core::{BuildError, Config};
use hyde_liquid::{Body, Context, Error, ParseContext, Render, Result, Tag, strip};
use indexmap::IndexMap;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The plugin. Its count goes on from language to language where a site is built in several.
#[derive(Default)]
pub(crate) struct Tabs {
    count: Arc<AtomicU64>,
}

impl Plugin for Tabs {
    fn name(&self) -> &str {
        "jekyll-tabs"
    }

    fn register(&self, registry: &mut Registry, config: &Config) -> std::result::Result<(), BuildError> {
        let language = config.text("active_lang");
        if language.is_none() || language == config.text("default_lang") {
            self.count.store(0, Ordering::Relaxed);
        }
        let shared: Shared = Arc::new(Mutex::new(State { count: Arc::clone(&self.count), groups: HashMap::new() }));
        registry.tag("tabs", GroupTag(shared.clone()));
        registry.tag("tab", TabTag(shared));
        Ok(())
    }
}

/// What passes from page to page: the gem keeps its groups where all pages of a build see them.
struct State {
    count: Arc<AtomicU64>,
    groups: HashMap<String, IndexMap<String, String>>,
}

type Shared = Arc<Mutex<State>>;

struct GroupTag(Shared);

struct TabTag(Shared);

impl Tag for GroupTag {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let name = strip(markup);
        if name.is_empty() {
            return Err(Error::ruby("SyntaxError", "Block tabs requires 1 attribute"));
        }
        let (body, _) = cx.body(&[])?;
        Ok(Box::new(Group { name: sanitized(name), body, state: self.0.clone() }))
    }
}

impl Tag for TabTag {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let Some((group, label)) = markup.trim_start().split_once(|c: char| c.is_ascii_whitespace()) else {
            return Err(Error::ruby("SyntaxError", "Block tab requires 2 attributes"));
        };
        let label = label.trim_start_matches(|c: char| c.is_ascii_whitespace()).to_owned();
        let (body, _) = cx.body(&[])?;
        Ok(Box::new(One { group: sanitized(group), label, body, state: self.0.clone() }))
    }
}

/// A name in lower case, with dashes for all but letters and digits.
fn sanitized(name: &str) -> String {
    let lower = name.to_lowercase();
    lower.chars().map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '-' }).collect()
}

struct Group {
    name: String,
    body: Body,
    state: Shared,
}

struct One {
    group: String,
    label: String,
    body: Body,
    state: Shared,
}

impl Render for One {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        cx.wait_for_earlier();
        let mut text = String::new();
        self.body.render(cx, &mut text)?;
        let html = cx.markdownify(&text)?;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.groups.entry(self.group.clone()).or_default().insert(self.label.clone(), html.clone());
        drop(state);
        out.push_str(&html);
        Ok(())
    }
}

impl Render for Group {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        cx.wait_for_earlier();
        let mut ignored = String::new();
        self.body.render(cx, &mut ignored)?;
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let id = uuid(state.count.fetch_add(1, Ordering::Relaxed) + 1);
        let Some(tabs) = state.groups.get(&self.name) else {
            return Err(Error::ruby("NoMethodError", "undefined method `each_with_index' for nil:NilClass"));
        };
        let name = &self.name;
        out.push_str(&format!("<ul id=\"{name}\" class=\"tab\" data-tab=\"{id}\" data-name=\"{name}\">\n  \n"));
        for (index, label) in tabs.keys().enumerate() {
            let active = if index == 0 { " class=\"active\"" } else { "" };
            let tab = sanitized(strip(label));
            out.push_str(&format!(
                "      <li{active} id=\"{name}-{tab}\">\n          <a href=\"#\">{label}</a>\n      </li>\n  \n"
            ));
        }
        out.push_str(&format!("</ul>\n<ul class=\"tab-content\" id=\"{id}\" data-name=\"{name}\">\n  \n"));
        for (index, html) in tabs.values().enumerate() {
            let active = if index == 0 { " class=\"active\"" } else { "" };
            out.push_str(&format!("      <li{active}>{html}</li>\n  \n"));
        }
        out.push_str("</ul>\n");
        Ok(())
    }
}

/// The id of a group: a version 4 UUID but for its being a count.
fn uuid(count: u64) -> String {
    format!("00000000-0000-4000-8000-{count:012x}")
}

#[cfg(test)]
mod tests {
    use super::{sanitized, uuid};

    #[test]
    fn names_become_ids() {
        assert_eq!(sanitized("Tab & <b>Two</b>"), "tab----b-two--b-");
        assert_eq!(sanitized("Über"), "-ber");
        assert_eq!(uuid(1), "00000000-0000-4000-8000-000000000001");
    }
}
