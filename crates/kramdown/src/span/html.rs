//! HTML within a line.

use super::{Kinds, Spans, Stop};
use crate::block::{MarkdownAttribute, take_markdown_attribute};
use crate::html_model;
use crate::scan;
use crate::tree::{Category, ContentModel, Kind, NodeId};
use crate::unicode::downcase;
use memchr::memmem;

impl Spans<'_, '_, '_> {
    pub(super) fn span_html(&mut self, el: NodeId) -> bool {
        let (text, at) = (self.text, self.pos);
        if let Some(end) = self.comment_end() {
            self.add(el, Kind::XmlComment { text: text[at..end].into(), category: Category::Span });
            self.pos = end;
            return true;
        }
        if text[at..].starts_with("<![CDATA[")
            && Self::occurs(&mut self.facts.last_cdata_end, text, b"]]>", at)
            && let Some(found) = memmem::find(&self.bytes()[at + 9..], b"]]>")
        {
            let stop = at + 9 + found;
            self.add_text(el, &text[at + 9..stop]);
            self.pos = stop + 3;
            return true;
        }
        if let Some((name, end)) = scan::close_tag(text, at) {
            let line = self.current_line();
            self.parser.warn(format!("Found invalidly used HTML closing tag for '{name}' on line {line}"), Some(line));
            self.add_text(el, &text[at..end]);
            self.pos = end;
            return true;
        }
        let Some(tag) = scan::open_tag(text, at) else { return false };
        let lower = downcase(tag.name);
        let known = html_model::is_known(&lower);
        if html_model::is_block(&lower) || self.depth >= super::DEEPEST {
            let line = self.current_line();
            self.parser.warn(format!("Found block HTML tag '{lower}' in span-level text on line {line}"), Some(line));
            self.add_text(el, &text[at..tag.end]);
            self.pos = tag.end;
            return true;
        }
        let name = if known { lower.as_ref() } else { tag.name };
        self.element(el, tag, name, known);
        true
    }

    fn element(&mut self, el: NodeId, tag: scan::Tag<'_>, name: &str, known: bool) {
        let line = self.current_line();
        let (mut attributes, doubled) = scan::tag_attributes(tag.attributes, known);
        for attribute in doubled {
            let message = format!("Duplicate HTML attribute '{attribute}' on line {line} - overwriting previous one");
            self.parser.warn(message, Some(line));
        }
        for value in attributes.values_mut() {
            if value.contains('\n') {
                *value = join_lines(value);
            }
        }
        let raw_content = html_model::content_model(name) == ContentModel::Raw;
        let in_raw = matches!(self.parser.tree.kind(el), Kind::HtmlElement { model: ContentModel::Raw, .. });
        let mut parse = !raw_content && !in_raw && self.parser.options.parse_span_html;
        match take_markdown_attribute(&mut attributes) {
            Some(MarkdownAttribute::Block) => {
                let message =
                    format!("Cannot use block-level parsing in span-level HTML tag (line {line}) - using default mode");
                self.parser.warn(message, Some(line));
            }
            Some(MarkdownAttribute::Span) => parse = true,
            Some(MarkdownAttribute::Default) => parse = !raw_content,
            Some(MarkdownAttribute::Raw) => parse = false,
            None => {}
        }
        let model = if parse { ContentModel::Span } else { ContentModel::Raw };
        let kind = Kind::HtmlElement { name: name.into(), category: Category::Span, model, closed: tag.closed };
        let child = self.add(el, kind);
        self.parser.tree.node_mut(child).attributes = attributes;
        self.pos = tag.end;
        if !tag.closed && !html_model::is_void(name) {
            let outer = self.within;
            self.within.parent_is_emphasis = false;
            self.depth += 1;
            let kinds = if parse { Kinds::All } else { Kinds::Html };
            let ended = self.run(child, &mut Stop::Tag(name, known), kinds);
            self.depth -= 1;
            self.within = outer;
            if ended {
                self.pos = scan::close_tag_of(self.text, self.pos, name, known).unwrap_or(self.pos);
            } else {
                self.parser.warn(format!("Found no end tag for '{name}' (line {line}) - auto-closing it"), Some(line));
            }
        }
        if self.parser.options.html_to_native {
            self.parser.html_to_native(child);
        }
    }

    fn comment_end(&mut self) -> Option<usize> {
        let from = self.pos + 4;
        if !self.rest().starts_with("<!--") || !Self::occurs(&mut self.facts.last_comment_end, self.text, b"-->", from)
        {
            return None;
        }
        memmem::find(&self.bytes()[from..], b"-->").map(|at| from + at + 3)
    }
}

/// Joins the lines of an attribute's value with blanks.
fn join_lines(value: &str) -> String {
    let mut joined = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\n' if joined.ends_with('\u{0}') => {}
            '\n' => joined.push('\u{0}'),
            _ => joined.push(c),
        }
    }
    joined.replace('\u{0}', " ")
}
