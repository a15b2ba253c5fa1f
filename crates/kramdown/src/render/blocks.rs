//! Blocks as HTML.

use super::escape::{self, Escape, escape};
use super::{Html, TocEntry, TocPlace};
use crate::attribute_map::Attributes;
use crate::html_model;
use crate::options::MathEngine;
use crate::tree::{Alignment, Category, ContentModel, Kind, Node, NodeId};
use crate::unicode::is_word;
use std::borrow::Cow;

impl Html<'_> {
    /// Writes an element around one line of content.
    fn block(&mut self, name: &str, attributes: &Attributes, id: NodeId, indent: usize) {
        self.pad(indent);
        self.open(name, attributes);
        self.inner(id, indent);
        self.close(name);
        self.out.push('\n');
    }

    /// Writes an element around lines of content.
    pub(super) fn indented(&mut self, name: &str, id: NodeId, indent: usize) {
        self.pad(indent);
        self.open(name, &self.get(id).attributes);
        self.out.push('\n');
        self.inner(id, indent);
        self.pad(indent);
        self.close(name);
        self.out.push('\n');
    }

    pub(super) fn paragraph(&mut self, id: NodeId, indent: usize) {
        let node = self.get(id);
        if let Some(only) = self.tree.only_child(id) {
            let image = self.get(only);
            if matches!(image.kind, Kind::Image) && image.has_ref("standalone") {
                return self.standalone_image(node, image, indent);
            }
        }
        self.block("p", &node.attributes, id, indent);
    }

    fn standalone_image(&mut self, paragraph: &Node, image: &Node, indent: usize) {
        let mut image_attributes = image.attributes.clone();
        let mut figure_attributes = paragraph.attributes.clone();
        for name in ["class", "id"] {
            if figure_attributes.get(name).is_none()
                && let Some(value) = image_attributes.remove(name)
            {
                figure_attributes.set(name, value);
            }
        }
        self.pad(indent);
        self.open("figure", &figure_attributes);
        self.out.push('\n');
        self.pad(indent + super::INDENT);
        self.out.push_str("<img");
        escape::attributes(&mut self.out, &image_attributes);
        self.out.push_str(" />\n");
        self.pad(indent + super::INDENT);
        self.out.push_str("<figcaption>");
        self.out.push_str(image.attribute("alt").unwrap_or(""));
        self.out.push_str("</figcaption>\n");
        self.pad(indent);
        self.out.push_str("</figure>\n");
    }

    pub(super) fn header(&mut self, id: NodeId, level: u8, raw_text: &str, indent: usize) {
        let node = self.get(id);
        let mut attributes = Cow::Borrowed(&node.attributes);
        if self.options.auto_ids && node.attribute("id").is_none() {
            let name = self.generate_id(raw_text);
            attributes.to_mut().set("id", name);
        }
        let name = attributes.get("id").map(String::from);
        let excluded = node.attribute("class").is_some_and(|class| has_word(class, "no_toc"));
        if let Some(name) = name.clone()
            && self.options.toc_levels.contains(&level)
            && !excluded
            && !self.in_toc
        {
            self.toc.push(TocEntry { level, id: name, header: id });
        }
        let shown = (i64::from(level) + self.options.header_offset).clamp(1, 6);
        let tag = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::try_from(shown - 1).unwrap_or(0)];
        self.pad(indent);
        self.open(tag, &attributes);
        if let Some(name) = name.filter(|name| self.options.header_links && !name.is_empty()) {
            self.out.push_str("<a href=\"#");
            escape(&mut self.out, &name, Escape::Attribute);
            self.out.push_str("\"></a>");
        }
        self.inner(id, indent);
        self.close(tag);
        self.out.push('\n');
    }

    /// Makes an id of text as kramdown's own generator does.
    fn generate_id(&mut self, text: &str) -> String {
        let mut id = basic_id(text, self.options.transliterated_header_ids);
        if id.is_empty() {
            id = "section".into();
        }
        match self.used_ids.get_mut(&id) {
            Some(count) => {
                *count += 1;
                id = format!("{id}-{count}");
            }
            None => {
                self.used_ids.insert(id.clone(), 0);
            }
        }
        format!("{}{id}", self.options.auto_id_prefix)
    }

    pub(super) fn list(&mut self, id: NodeId, ordered: bool, indent: usize) {
        let node = self.get(id);
        if self.toc_place.is_none() && node.has_ref("toc") {
            self.toc_place = Some(TocPlace { offset: self.out.len(), list: id, ordered });
        } else if self.footnote_place.is_none() && node.has_ref("footnotes") {
            self.footnote_place = Some(self.out.len());
        } else {
            self.indented(if ordered { "ol" } else { "ul" }, id, indent);
        }
    }

    pub(super) fn item(&mut self, name: &str, id: NodeId, indent: usize) {
        let node = self.get(id);
        self.pad(indent);
        self.open(name, &node.attributes);
        let bare = self
            .tree
            .first_child(id)
            .is_none_or(|first| matches!(self.tree.kind(first), Kind::Paragraph { transparent: true }));
        if !bare {
            self.out.push('\n');
        }
        let start = self.out.len();
        self.inner(id, indent);
        if !bare || (self.out.len() > start && self.out.ends_with('\n') && !self.kept_place()) {
            self.pad(indent);
        }
        self.close(name);
        self.out.push('\n');
    }

    pub(super) fn term(&mut self, id: NodeId, raw_text: &str, indent: usize) {
        let mut attributes = self.get(id).attributes.clone();
        let list = self.parent().attribute_list.as_ref();
        let prefix = list.into_iter().flat_map(|list| &list.refs).find_map(|name| {
            let rest = name.strip_prefix("auto_ids")?;
            Some(rest.strip_prefix('-').unwrap_or("").to_string())
        });
        if let (Some(prefix), false) = (prefix, attributes.get("id").is_some()) {
            let name = basic_id(raw_text, self.options.transliterated_header_ids);
            attributes.set("id", format!("{prefix}{name}"));
        }
        self.block("dt", &attributes, id, indent);
    }

    pub(super) fn row(&mut self, id: NodeId, indent: usize) {
        self.pad(indent);
        self.open("tr", &self.get(id).attributes);
        self.out.push('\n');
        self.stack.push(id);
        for (column, cell) in self.tree.children(id).enumerate() {
            self.cell(cell, column, indent + super::INDENT);
        }
        self.stack.pop();
        self.pad(indent);
        self.out.push_str("</tr>\n");
    }

    pub(super) fn cell(&mut self, id: NodeId, column: usize, indent: usize) {
        let above = |back: usize| self.stack.len().checked_sub(back).map(|at| self.get(self.stack[at]));
        let name = if above(2).is_some_and(|part| matches!(part.kind, Kind::TableHead)) { "th" } else { "td" };
        let alignment = match above(3).map(|table| &table.kind) {
            Some(Kind::Table { alignment }) => alignment.get(column).copied().unwrap_or(Alignment::Default),
            _ => Alignment::Default,
        };
        let style = match alignment {
            Alignment::Default => None,
            Alignment::Left => Some("left"),
            Alignment::Right => Some("right"),
            Alignment::Center => Some("center"),
        };
        self.pad(indent);
        let attributes = &self.get(id).attributes;
        match style {
            None => self.open(name, attributes),
            Some(side) if attributes.is_empty() => {
                self.out.push('<');
                self.out.push_str(name);
                self.out.push_str(" style=\"text-align: ");
                self.out.push_str(side);
                self.out.push_str("\">");
            }
            Some(side) => {
                let mut attributes = attributes.clone();
                let old = attributes.get("style").map(|style| format!("{style}; ")).unwrap_or_default();
                attributes.set("style", format!("{old}text-align: {side}"));
                self.open(name, &attributes);
            }
        }
        let start = self.out.len();
        self.inner(id, indent);
        if self.out.len() == start {
            escape::entity(&mut self.out, 0xa0, "", self.options.entity_output);
        }
        self.close(name);
        self.out.push('\n');
    }

    /// Whether what is being written stands in raw HTML.
    fn in_raw_html(&self) -> bool {
        matches!(self.parent().kind, Kind::HtmlElement { model: ContentModel::Raw, .. })
    }

    pub(super) fn html_element(&mut self, id: NodeId, indent: usize) {
        let node = self.get(id);
        let Kind::HtmlElement { name, category, model, closed } = &node.kind else { return };
        let start_tag = |html: &mut Self| {
            html.out.push('<');
            html.out.push_str(name);
            escape::attributes(&mut html.out, &node.attributes);
        };
        if *category == Category::Span {
            start_tag(self);
            self.out.push('>');
            let start = self.out.len();
            self.inner(id, indent);
            if self.out.len() == start && html_model::is_void(name) {
                self.out.truncate(start - 1);
                self.out.push_str(" />");
            } else {
                self.close(name);
            }
            return;
        }
        let framed = !self.in_raw_html();
        if framed {
            self.pad(indent);
        }
        start_tag(self);
        let before = self.out.len();
        if *closed && *model == ContentModel::Raw {
            self.out.push_str(" />");
        } else {
            self.out.push_str(if *model == ContentModel::Block { ">\n" } else { ">" });
            let start = self.out.len();
            self.inner(id, indent);
            // A place kept for the contents or the footnotes counts as content.
            if self.out.len() == start && !self.kept_place() {
                self.out.truncate(before);
                if html_model::is_void(name) {
                    self.out.push_str(" />");
                } else {
                    self.out.push('>');
                    self.close(name);
                }
            } else {
                if *model == ContentModel::Block {
                    if self.kept_place() || !self.out.ends_with('\n') {
                        self.out.push('\n');
                    }
                    self.pad(indent);
                }
                self.close(name);
            }
        }
        if framed {
            self.out.push('\n');
        }
    }

    /// Whether the output ends with a place kept for the contents or the footnotes.
    fn kept_place(&self) -> bool {
        let end = Some(self.out.len());
        self.toc_place.as_ref().map(|place| place.offset) == end || self.footnote_place == end
    }

    pub(super) fn xml(&mut self, text: &str, category: Category, indent: usize) {
        let framed = category == Category::Block && !self.in_raw_html();
        if framed {
            self.pad(indent);
        }
        self.out.push_str(text);
        if framed {
            self.out.push('\n');
        }
    }

    pub(super) fn comment(&mut self, text: &str, category: Category, indent: usize) {
        if category == Category::Block {
            self.pad(indent);
        }
        self.out.push_str("<!-- ");
        self.out.push_str(text);
        self.out.push_str(" -->");
        if category == Category::Block {
            self.out.push('\n');
        }
    }

    pub(super) fn raw(&mut self, text: &str, category: Category, formats: &[String]) {
        if formats.is_empty() || formats.iter().any(|format| format == "html") {
            self.out.push_str(text);
            if category == Category::Block {
                self.out.push('\n');
            }
        }
    }

    pub(super) fn math(&mut self, node: &Node, source: &str, category: Category, indent: usize) {
        let mut value = String::with_capacity(source.len());
        escape(&mut value, source, Escape::All);
        let block = category == Category::Block;
        let attributes = &node.attributes;
        if self.options.math_engine == MathEngine::None {
            let mut attributes = attributes.clone();
            attributes.add_class("kdmath");
            if block {
                self.pad(indent);
                self.open("div", &attributes);
                self.out.push_str(&format!("$$\n{source}\n$$</div>\n"));
            } else {
                self.open("span", &attributes);
                self.out.push_str(&format!("${source}$</span>"));
            }
            return;
        }
        match (block, attributes.is_empty()) {
            (true, true) => self.out.push_str(&format!("\\[{value}\\]\n")),
            (false, true) => self.out.push_str(&format!("\\({value}\\)")),
            (true, false) => {
                self.pad(indent);
                self.open("div", attributes);
                self.out.push_str(&format!("\\[{value}\\]\n</div>\n"));
            }
            (false, false) => {
                self.open("span", attributes);
                self.out.push_str(&format!("${value}$</span>"));
            }
        }
    }
}

/// Whether `word` stands in `text` between word boundaries.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        !text[..at].chars().next_back().is_some_and(is_word)
            && !text[at + word.len()..].chars().next().is_some_and(is_word)
    })
}

/// An id of the ASCII letters and digits in `text`, from the first letter on.
fn basic_id(text: &str, transliterate: bool) -> String {
    let owned;
    let text = if transliterate {
        owned = crate::transliterate::to_ascii(text);
        owned.as_str()
    } else {
        text
    };
    let mut id = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let start = line.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(line.len());
        for c in line[start..].chars() {
            match c {
                ' ' => id.push('-'),
                '-' => id.push('-'),
                c if c.is_ascii_alphanumeric() => id.push(c.to_ascii_lowercase()),
                _ => {}
            }
        }
    }
    id
}
