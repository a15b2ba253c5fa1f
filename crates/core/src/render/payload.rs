//! The data of a rendering (`lib/jekyll/drops/unified_payload_drop.rb`), with what Jekyll leaves in it from the
//! document before: all documents and pages share one payload.

use super::core::Fixed;
use super::templates::Templates;
use super::{Core, record};
use crate::config::deep_merge;
use crate::drops::Views;
use crate::model::{Document, Site};
use crate::plugin::{Item, item_at};
use hyde_liquid::{Hash, Object, Value};
use std::sync::Arc;

const METHODS: [&str; 9] =
    ["content", "page", "layout", "paginator", "highlighter_prefix", "highlighter_suffix", "jekyll", "site", "theme"];

/// What of the payload changes between a body and its layouts.
pub(crate) enum Stage {
    /// The body of the document or page of this number is rendered: `layout` and `content` are what earlier ones
    /// left behind, looked up only when asked for.
    Body(usize),
    /// An excerpt is rendered, with a payload of its own.
    Excerpt,
    /// A layout is rendered.
    Layout {
        /// What the layout wraps.
        content: Value,
        /// The data of the layouts so far, the innermost winning.
        layout: Value,
    },
}

/// The parts of a payload that stay the same from body to layouts.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) core: Arc<Core>,
    pub(crate) site: Value,
    pub(crate) jekyll: Value,
    pub(crate) theme: Value,
    pub(crate) page: Value,
    pub(crate) paginator: Value,
    pub(crate) prefix: Value,
    pub(crate) suffix: Value,
}

impl Parts {
    pub(crate) fn new(core: &Arc<Core>, views: &Arc<Views>, page: Value) -> Self {
        let Fixed { site, jekyll, theme } = Fixed::new(views);
        Self {
            core: core.clone(),
            site,
            jekyll,
            theme,
            page,
            paginator: Value::Nil,
            prefix: Value::Nil,
            suffix: Value::Nil,
        }
    }
}

/// The payload of one rendering.
pub(crate) struct Payload {
    pub(crate) parts: Parts,
    pub(crate) stage: Stage,
}

impl Object for Payload {
    fn get(&self, key: &str) -> Option<Value> {
        Some(match key {
            "site" => self.parts.site.clone(),
            "page" => self.parts.page.clone(),
            "content" => match &self.stage {
                Stage::Body(number) => {
                    record::whole(record::ANYTHING);
                    left_content(&self.parts.core, *number)
                }
                Stage::Excerpt => Value::Nil,
                Stage::Layout { content, .. } => content.clone(),
            },
            "layout" => match &self.stage {
                Stage::Body(number) => {
                    record::whole(record::ANYTHING);
                    body_layout(&self.parts.core, *number)
                }
                Stage::Excerpt => Value::Nil,
                Stage::Layout { layout, .. } => layout.clone(),
            },
            "paginator" => self.parts.paginator.clone(),
            "highlighter_prefix" => self.parts.prefix.clone(),
            "highlighter_suffix" => self.parts.suffix.clone(),
            "jekyll" => self.parts.jekyll.clone(),
            "theme" => self.parts.theme.clone(),
            _ => return None,
        })
    }

    fn contains_key(&self, key: &str) -> bool {
        METHODS.contains(&key)
    }

    fn keys(&self) -> Vec<Value> {
        METHODS.iter().map(|name| Value::from(*name)).collect()
    }

    fn class_name(&self) -> &str {
        "Jekyll::Drops::UnifiedPayloadDrop"
    }
}

/// The layout that an item asks for, as its data says it.
pub(crate) fn wanted_layout(site: &Site, item: Item<'_>) -> Option<Value> {
    match item {
        Item::Document(document) => document.data.get("layout").cloned(),
        Item::Page(page) => page.get(site, "layout"),
    }
}

/// Whether an item goes into a layout at all, provided that there is one.
pub(crate) fn goes_into_layout(site: &Site, item: Item<'_>) -> bool {
    let none = wanted_layout(site, item).is_some_and(|layout| layout.as_str() == Some("none"));
    !none
        && match item {
            Item::Document(document) => !document.is_asset_file() && !document.is_yaml_file(),
            Item::Page(page) => !matches!(page.ext.as_str(), ".sass" | ".scss" | ".coffee"),
        }
}

/// What `layout` is while the body of a document or page is rendered: the data of its first layout, overlaid by what
/// the one rendered before left behind.
fn body_layout(core: &Core, number: usize) -> Value {
    let left = match number {
        0 => Value::Nil,
        _ => left_layout(core, number - 1),
    };
    with_first_layout(core, number, left)
}

/// Merges the data of an item's first layout under what is there already.
fn with_first_layout(core: &Core, number: usize, left: Value) -> Value {
    let site = &core.site;
    let Some(item) = item_at(site, core.order.position(number)) else { return left };
    let name = wanted_layout(site, item).map(|name| name.to_s()).unwrap_or_default();
    match site.layouts.get(&name) {
        Some(layout) => Value::from(match left.as_hash() {
            Some(left) => deep_merge(&layout.data, left),
            None => layout.data.clone(),
        }),
        None => left,
    }
}

/// What an item leaves in `layout`: the data of its chain of layouts, or (if it went into none because it must not)
/// what it had in its body.
fn left_layout(core: &Core, mut number: usize) -> Value {
    let site = &core.site;
    // Items that never go into a layout pass on what they found, so the search goes back to the last one that did.
    let mut passing = Vec::new();
    let mut left = loop {
        let Some(item) = item_at(site, core.order.position(number)) else { break Value::Nil };
        if goes_into_layout(site, item) {
            break chain_data(site, item);
        }
        passing.push(number);
        match number.checked_sub(1) {
            Some(before) => number = before,
            None => break Value::Nil,
        }
    };
    for number in passing.into_iter().rev() {
        left = with_first_layout(core, number, left);
    }
    left
}

/// The merged data of an item's layouts, inner ones winning.
fn chain_data(site: &Site, item: Item<'_>) -> Value {
    let mut merged: Option<Hash> = None;
    let mut name = wanted_layout(site, item).map(|name| name.to_s()).unwrap_or_default();
    let mut used: Vec<&str> = Vec::new();
    while let Some((key, layout)) = site.layouts.get_key_value(&name) {
        if used.contains(&key.as_str()) {
            break;
        }
        used.push(key);
        merged = Some(match &merged {
            Some(inner) => deep_merge(&layout.data, inner),
            None => layout.data.clone(),
        });
        match layout.data.get("layout") {
            Some(Value::Str(next)) => name = next.to_string(),
            _ => break,
        }
    }
    merged.map(Value::from).unwrap_or_default()
}

/// What earlier items left in `content`: what was given to the last layout before.
fn left_content(core: &Core, number: usize) -> Value {
    let site = &core.site;
    for before in (0..number).rev() {
        let Some(item) = item_at(site, core.order.position(before)) else { continue };
        let name = wanted_layout(site, item).map(|name| name.to_s()).unwrap_or_default();
        if goes_into_layout(site, item) && site.layouts.contains_key(&name) {
            return core.slots.given_to_layout(before).map(|text| Value::from(text.clone())).unwrap_or_default();
        }
    }
    Value::Nil
}

/// Whether some body, or an include that a body may use, mentions `content` as a variable of its own: only then is what
/// documents leave behind kept. Too many hits cost memory, nothing else.
pub(crate) fn some_body_asks_for_content(site: &Site, templates: &Templates) -> bool {
    let bodies = site.documents().filter_map(|Document { content, .. }| content.as_deref());
    let pages = site.pages.iter().map(|page| page.content.as_str());
    let mut including = false;
    for text in bodies.chain(pages) {
        if mentions_content(text) {
            return true;
        }
        including = including || memchr::memmem::find(text.as_bytes(), b"include").is_some();
    }
    including && templates.includes().iter().any(|include| include.mentions_content)
}

/// Whether a template's text has `content` inside a tag or output where no dot stands before it.
pub(crate) fn mentions_content(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if memchr::memchr(b'{', bytes).is_none() {
        return false;
    }
    // Whether the last delimiter before the last hit opened something: what lies before it need not be read again.
    let (mut seen, mut inside) = (0, false);
    memchr::memmem::find_iter(bytes, b"content").any(|at| {
        let before = &bytes[seen..at];
        let delimiter = memchr::memrchr2_iter(b'{', b'}', before).find_map(|brace| match before[brace] {
            b'{' => matches!(before.get(brace + 1), Some(b'%' | b'{')).then_some(true),
            _ => matches!(brace.checked_sub(1).map(|one| before[one]), Some(b'%' | b'}')).then_some(false),
        });
        inside = delimiter.unwrap_or(inside);
        seen = at;
        let is_part = bytes[..at].last().is_some_and(is_word) || bytes.get(at + 7).is_some_and(is_word);
        inside && !is_part && !text[..at].trim_end().ends_with('.')
    })
}

#[cfg(test)]
mod tests {
    use super::mentions_content;

    #[test]
    fn content_is_mentioned_inside_of_delimiters_only() {
        for (text, mentioned) in [
            ("{{ content }}", true),
            ("{% if content %}", true),
            ("content {{ x }} content", false),
            ("{{ page.content }}{{ a }} content {% b content %}", true),
            ("{{ page . content }}", false),
            ("{{ x-content }} {{ contents }} {% y %}content{% z %}", false),
            ("{ content } {{}} content {%}content", false),
            ("{{ contents | f: content }}", true),
        ] {
            assert_eq!(mentions_content(text), mentioned, "{text}");
        }
    }
}
