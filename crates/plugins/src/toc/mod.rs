//! jekyll-toc 0.19: tables of contents. The filters `toc`, `toc_only` and `inject_anchors` work where a page says
//! `toc: true`; the tag `toc` works on the page's own content wherever `toc` is set at all.

use crate::nokogiri::{self, Data, NodeId, Tree};
use hyde_core::plugin::{Plugin, Registry, SiteContext};
use hyde_core::{BuildError, Config};
use hyde_liquid::{Arity, Context, Error, ParseContext, Render, Result, Tag, Value};
use std::collections::HashMap;

/// The plugin.
pub(crate) struct Toc;

impl Plugin for Toc {
    fn name(&self) -> &str {
        "jekyll-toc"
    }

    fn register(&self, registry: &mut Registry, config: &Config) -> std::result::Result<(), BuildError> {
        // The gem loads Nokogiri and no more: `blank` stays as it is.
        let settings = Settings::new(&config.get("toc").cloned().unwrap_or_default());
        type Write = fn(&Settings, &str) -> Result<String>;
        let filters: [(&str, bool, Write); 3] = [
            ("toc_only", false, |settings, html| Ok(settings.contents(&nokogiri::fragment(html)))),
            ("inject_anchors", true, |settings, html| settings.with_anchors(html)),
            ("toc", true, |settings, html| {
                let contents = settings.contents(&nokogiri::fragment(html));
                Ok(contents + &settings.with_anchors(html)?)
            }),
        ];
        for (name, keeps, write) in filters {
            let settings = settings.clone();
            registry.filter(name, Arity::exactly(0), move |input: &Value, _: &[Value], cx: &mut Context| {
                let html = cx.to_s(input);
                if matches!(cx.page().get("toc"), Value::Bool(true)) {
                    return write(&settings, &html).map(Value::from);
                }
                Ok(if keeps { html.into() } else { "".into() })
            });
        }
        registry.tag("toc", TocTag(settings));
        Ok(())
    }
}

struct TocTag(Settings);

impl Tag for TocTag {
    fn parse(&self, _: &str, _: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        Ok(Box::new(Contents(self.0.clone())))
    }
}

struct Contents(Settings);

impl Render for Contents {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let page = cx.page();
        if page.get("toc").truthy() {
            let html = cx.to_s(&page.get("content"));
            out.push_str(&self.0.contents(&nokogiri::fragment(&html)));
        }
        Ok(())
    }
}

/// A heading that the table lists.
struct Heading {
    node: NodeId,
    level: usize,
    id: String,
    text: String,
}

/// The site's settings under `toc`.
#[derive(Clone)]
struct Settings {
    levels: std::ops::RangeInclusive<usize>,
    list: &'static str,
    left_out: Vec<String>,
    list_id: String,
    list_class: String,
    sublist_class: String,
    item_class: String,
    item_prefix: String,
}

impl Settings {
    fn new(setting: &Value) -> Self {
        let text = |key: &str, default: &str| match setting.get(key) {
            Value::Nil => default.to_owned(),
            value => value.to_s(),
        };
        let level = |key: &str, default: usize| match setting.get(key) {
            Value::Int(level) => usize::try_from(level).unwrap_or(default),
            _ => default,
        };
        let left_out = match setting.get("no_toc_section_class") {
            Value::Nil => vec!["no_toc_section".to_owned()],
            Value::Array(classes) => classes.iter().map(Value::to_s).collect(),
            class => vec![class.to_s()],
        };
        Self {
            levels: level("min_level", 1)..=level("max_level", 6),
            list: if setting.get("ordered_list").truthy() { "ol" } else { "ul" },
            left_out,
            list_id: text("list_id", "toc"),
            list_class: text("list_class", "section-nav"),
            sublist_class: text("sublist_class", ""),
            item_class: text("item_class", "toc-entry"),
            item_prefix: text("item_prefix", "toc-"),
        }
    }

    /// Finds the headings that are listed, with the addresses they go by.
    fn headings(&self, tree: &Tree) -> Vec<Heading> {
        let has_class = |id: NodeId, class: &str| {
            tree.attribute(id, "class").is_some_and(|classes| classes.split_ascii_whitespace().any(|one| one == class))
        };
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut headings = Vec::new();
        for node in tree.descendants(Tree::ROOT) {
            let name = tree.name(node).as_bytes();
            let level = match name {
                [b'h', digit @ b'1'..=b'6'] => usize::from(digit - b'0'),
                _ => continue,
            };
            let left_out = has_class(node, "no_toc")
                || tree.ancestors(node).any(|above| self.left_out.iter().any(|class| has_class(above, class)));
            if left_out || !self.levels.contains(&level) {
                continue;
            }
            let text = tree.text(node);
            let id = match tree.attribute(node, "id") {
                Some(id) => id.to_owned(),
                None => {
                    let base = address_of(&text);
                    let count = seen.entry(base.clone()).or_default();
                    *count += 1;
                    if *count > 1 { format!("{base}-{}", *count - 1) } else { base }
                }
            };
            headings.push(Heading { node, level, id, text });
        }
        headings
    }

    /// Writes the table of contents.
    fn contents(&self, tree: &Tree) -> String {
        let headings = self.headings(tree);
        let mut out = format!("<{} id=\"{}\" class=\"{}\">\n", self.list, self.list_id, self.list_class);
        self.items(&headings, &mut out);
        out.push_str(&format!("</{}>", self.list));
        out
    }

    /// Writes the items of a list: headings of its highest level take the deeper ones that follow as a list of their own.
    /// Six levels bound the recursion.
    fn items(&self, headings: &[Heading], out: &mut String) {
        let Some(top) = headings.iter().map(|heading| heading.level).min() else { return };
        let mut at = 0;
        while let Some(heading) = headings.get(at) {
            at += 1;
            let text = escape(&heading.text);
            out.push_str(&format!("<li class=\"{} {}h{}\">", self.item_class, self.item_prefix, heading.level));
            out.push_str(&format!("<a href=\"#{}\">{text}</a>", heading.id));
            if heading.level == top {
                let below = headings[at..].iter().take_while(|next| next.level > top).count();
                if below > 0 {
                    let class = match self.sublist_class.as_str() {
                        "" => String::new(),
                        class => format!(" class=\"{class}\""),
                    };
                    out.push_str(&format!("\n<{}{class}>\n", self.list));
                    self.items(&headings[at..at + below], out);
                    out.push_str(&format!("</{}>\n", self.list));
                    at += below;
                }
            }
            out.push_str("</li>\n");
        }
    }

    /// Puts an anchor at the beginning of each listed heading.
    fn with_anchors(&self, html: &str) -> Result<String> {
        let mut tree = nokogiri::fragment(html);
        for heading in self.headings(&tree) {
            if tree.children(heading.node).is_empty() {
                let told = "undefined method `add_previous_sibling' for nil:NilClass";
                return Err(Error::ruby("NoMethodError", told));
            }
            let attribute = |key: &'static str, value: &str| (key.into(), Some(value.to_owned()));
            let icon = tree.make(Data::Element("span".into(), vec![attribute("class", "octicon octicon-link")]));
            let attributes = vec![
                attribute("class", "anchor"),
                attribute("href", &format!("#{}", heading.id)),
                attribute("aria-hidden", "true"),
            ];
            let anchor = tree.make(Data::Element("a".into(), attributes));
            tree.append(anchor, icon);
            tree.prepend(heading.node, anchor);
        }
        Ok(tree.to_html())
    }
}

/// The address of a heading without one: its text in small letters, without punctuation, hyphens for blanks.
fn address_of(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

/// Escapes text as Ruby's `CGI.escapeHTML` does.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
