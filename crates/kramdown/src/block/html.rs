//! HTML between blocks: by the element's content model parsed further or kept as it is.

use super::{Frame, Parser};
use crate::attribute_map::Attributes;
use crate::html_model;
use crate::scan::{self, Tag};
use crate::source::Source;
use crate::tree::{Category, ContentModel, Kind, NodeId};
use crate::unicode::downcase;
use memchr::{memchr, memmem};

/// How deep raw HTML may nest; tags that are deeper become text.
const DEEPEST_RAW: usize = 600;

/// What came of an attempt at HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A block was parsed.
    Parsed,
    /// No HTML block is there.
    NotHtml,
    /// The end tag of the surrounding element is there.
    EndTag,
}

/// What the `markdown` attribute asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MarkdownAttribute {
    /// `0`
    Raw,
    /// `1`
    Default,
    /// `span`
    Span,
    /// `block`
    Block,
}

/// Takes the `markdown` attribute from among the attributes.
pub(crate) fn take_markdown_attribute(attributes: &mut Attributes) -> Option<MarkdownAttribute> {
    match attributes.remove("markdown")?.as_str() {
        "0" => Some(MarkdownAttribute::Raw),
        "1" => Some(MarkdownAttribute::Default),
        "span" => Some(MarkdownAttribute::Span),
        "block" => Some(MarkdownAttribute::Block),
        _ => None,
    }
}

impl Parser<'_> {
    pub(super) fn block_html(&mut self, source: &mut Source<'_>, frame: &mut Frame) -> Outcome {
        let text = source.text;
        let line = source.line();
        if let Some(end) = source.comment_end(source.pos) {
            let comment = text[source.pos..end].to_string();
            source.pos = scan::trailing_whitespace(text, end).unwrap_or(end);
            self.tree.append(frame.parent, Kind::XmlComment { text: comment, category: Category::Block }, line);
            return Outcome::Parsed;
        }
        let start = scan::skip_indent(text, source.pos, 3);
        if let Some(tag) = scan::open_tag(text, start) {
            if html_model::is_span(&downcase(tag.name)) {
                return Outcome::NotHtml;
            }
            source.pos = tag.end;
            let element = self.html_element(source, frame, tag, line, 0);
            if self.options.html_to_native {
                self.html_to_native(element);
            }
            return Outcome::Parsed;
        }
        let Some((name, end)) = scan::close_tag(text, start) else { return Outcome::NotHtml };
        let name = downcase(name);
        if html_model::is_span(&name) {
            return Outcome::NotHtml;
        }
        match self.tree.kind(frame.parent) {
            Kind::HtmlElement { name: open, .. } if *open == name => {
                source.pos = end;
                Outcome::EndTag
            }
            _ => Outcome::NotHtml,
        }
    }

    /// Parses the element whose opening tag has just been passed.
    fn html_element(
        &mut self,
        source: &mut Source<'_>,
        frame: &mut Frame,
        tag: Tag<'_>,
        line: u32,
        depth: usize,
    ) -> NodeId {
        let lower = downcase(tag.name);
        let known = html_model::is_known(&lower);
        let name = if known { lower.as_ref() } else { tag.name };
        let (mut attributes, doubled) = scan::tag_attributes(tag.attributes, known);
        for attribute in doubled {
            self.warn(
                format!("Duplicate HTML attribute '{attribute}' on line {line} - overwriting previous one"),
                Some(line),
            );
        }
        let in_raw = self.is_raw_element(frame.parent);
        let mut model =
            if !in_raw && self.options.parse_block_html { html_model::content_model(name) } else { ContentModel::Raw };
        match take_markdown_attribute(&mut attributes) {
            Some(MarkdownAttribute::Raw) => model = ContentModel::Raw,
            Some(MarkdownAttribute::Default) => model = html_model::content_model(name),
            Some(MarkdownAttribute::Span) => model = ContentModel::Span,
            Some(MarkdownAttribute::Block) => model = ContentModel::Block,
            None => {}
        }
        let closed = tag.closed || html_model::is_void(name);
        let kind = Kind::HtmlElement { name: name.into(), category: Category::Block, model, closed };
        let element = self.tree.append(frame.parent, kind, line);
        self.tree.node_mut(element).attributes = attributes;
        let verbatim = matches!(name, "script" | "style");
        if verbatim {
            self.verbatim_content(source, element, name, line);
        }
        if let Some(list) = frame.pending.take() {
            self.tree.node_mut(element).attribute_list = Some(list);
        }
        if model == ContentModel::Block {
            self.skip_trailing(source);
        }
        if closed || verbatim {
            // What follows on the line stays, so that a blank line follows in the output.
            return element;
        }
        match model {
            ContentModel::Block => {
                if !self.parse_blocks(source, element) {
                    self.warn(format!("Found no end tag for '{name}' (line {line}) - auto-closing it"), Some(line));
                }
            }
            ContentModel::Span => self.span_content(source, element, name, line),
            ContentModel::Raw => self.raw_content(source, element, name, line, depth),
        }
        if !in_raw {
            self.skip_trailing(source);
        }
        element
    }

    fn is_raw_element(&self, id: NodeId) -> bool {
        matches!(self.tree.kind(id), Kind::HtmlElement { model: ContentModel::Raw, .. })
    }

    fn skip_trailing(&self, source: &mut Source<'_>) {
        if let Some(end) = scan::trailing_whitespace(source.text, source.pos) {
            source.pos = end;
        }
    }

    /// Takes everything up to the closing tag as it is.
    fn verbatim_content(&mut self, source: &mut Source<'_>, element: NodeId, name: &str, line: u32) {
        let (stop, end) = match scan::find_close_tag(source.text, source.pos, name) {
            Some(found) => found,
            None => {
                self.warn(format!("Found no end tag for '{name}' - auto-closing it"), Some(line));
                (source.text.len(), source.text.len())
            }
        };
        let content = &source.text[source.pos..stop];
        self.tree.append_text(element, content, true, line);
        source.pos = end;
    }

    /// Takes everything up to the closing tag as a line of Markdown.
    fn span_content(&mut self, source: &mut Source<'_>, element: NodeId, name: &str, line: u32) {
        let (stop, end) = match scan::find_close_tag(source.text, source.pos, name) {
            Some(found) => found,
            None => {
                self.warn(format!("Found no end tag for '{name}' (line {line}) - auto-closing it"), Some(line));
                (source.text.len(), source.text.len())
            }
        };
        let content = &source.text[source.pos..stop];
        if !content.is_empty() {
            self.append_raw(element, content, line);
        }
        source.pos = end;
    }

    /// Parses HTML as HTML up to the element's closing tag.
    fn raw_content(&mut self, source: &mut Source<'_>, element: NodeId, name: &str, line: u32, depth: usize) {
        let text = source.text;
        let known = html_model::is_known(name);
        let mut inside = Frame::new(element);
        loop {
            let Some(at) = next_raw_start(text, source.pos) else {
                self.tree.append_text(element, source.rest(), false, line);
                source.pos = text.len();
                self.warn(format!("Found no end tag for '{name}' on line {line} - auto-closing it"), Some(line));
                return;
            };
            self.tree.append_text(element, &text[source.pos..at], false, line);
            source.pos = at;
            let here = source.line();
            if let Some((kind, end)) = self.raw_markup(source, at) {
                source.pos = end;
                match kind {
                    Some(kind) => {
                        self.tree.append(element, kind, here);
                    }
                    None => self.tree.append_text(element, &text[at + 9..end - 3], false, here),
                }
            } else if let Some(tag) = scan::open_tag(text, at) {
                if depth < DEEPEST_RAW {
                    source.pos = tag.end;
                    self.html_element(source, &mut inside, tag, here, depth + 1);
                } else {
                    source.pos = tag.end;
                    self.tree.append_text(element, &text[at..tag.end], false, here);
                }
            } else if let Some((found, end)) = scan::close_tag(text, at) {
                source.pos = end;
                if (known && downcase(found) == name) || (!known && found == name) {
                    return;
                }
                self.tree.append_text(element, &text[at..end], false, here);
                self.warn(
                    format!("Found invalidly used HTML closing tag for '{found}' on line {here} - ignoring it"),
                    Some(here),
                );
            } else {
                self.tree.append_text(element, "<", false, here);
                source.pos = at + 1;
            }
            if source.at_end() {
                return;
            }
        }
    }

    /// A comment, an instruction or (as `None`) a CDATA section at `at`.
    fn raw_markup(&mut self, source: &mut Source<'_>, at: usize) -> Option<(Option<Kind>, usize)> {
        let text = source.text;
        if let Some(end) = source.comment_end(at) {
            let kind = Kind::XmlComment { text: text[at..end].into(), category: Category::Block };
            return Some((Some(kind), end));
        }
        if text[at..].starts_with("<?") && source.occurs("?>", at) {
            let end = memmem::find(&text.as_bytes()[at + 2..], b"?>").map(|found| at + 2 + found + 2)?;
            let kind = Kind::XmlInstruction { text: text[at..end].into(), category: Category::Block };
            return Some((Some(kind), end));
        }
        if text[at..].starts_with("<![CDATA[") && source.occurs("]]>", at) {
            let end = memmem::find(&text.as_bytes()[at + 9..], b"]]>").map(|found| at + 9 + found + 3)?;
            return Some((None, end));
        }
        None
    }
}

/// The next place where a tag, comment, instruction or CDATA section may begin.
fn next_raw_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        let found = at + memchr(b'<', &bytes[at..])?;
        let rest = &bytes[found + 1..];
        let starts = matches!(rest.first(), Some(b'/' | b'?'))
            || rest.starts_with(b"!--")
            || rest.starts_with(b"![CDATA[")
            || scan::name_end(text, found + 1).is_some();
        if starts {
            return Some(found);
        }
        at = found + 1;
    }
}
