//! Blocks: the text line by line, every kind of block asked in kramdown's order.

mod code;
mod definition_list;
mod definitions;
mod extension;
mod header;
mod html;
mod list;
mod paragraph;
mod table;

pub(crate) use extension::{Mark, mark, span_body};
pub(crate) use html::{MarkdownAttribute, take_markdown_attribute};

use crate::document::Warning;
use crate::options::{Input, Options};
use crate::scan;
use crate::source::Source;
use crate::tree::{AttributeList, Category, Ending, Kind, NodeId, Slice, Tree};
use crate::unicode::strip;
use memchr::memmem;
use std::borrow::Cow;
use std::collections::HashMap;

/// How deep blocks may nest; what is deeper is a paragraph. Real kramdown ends in a stack overflow somewhere above.
const DEEPEST: usize = 100;

/// How many cells are added to rows that are shorter than their table's widest. A few kilobytes could ask for millions.
const MOST_SPARE_CELLS: usize = 1_000_000;

/// A link definition.
#[derive(Debug, Clone)]
pub(crate) struct LinkDefinition {
    pub(crate) url: String,
    pub(crate) title: Option<String>,
    /// The node that holds the attribute list of the definition.
    pub(crate) node: Option<NodeId>,
    line: u32,
}

/// A footnote definition.
#[derive(Debug, Clone)]
pub(crate) struct FootnoteDefinition {
    pub(crate) name: String,
    pub(crate) content: NodeId,
    pub(crate) line: u32,
    pub(crate) used: bool,
}

/// The block parser with everything that is known of the whole document.
#[derive(Debug)]
pub(crate) struct Parser<'o> {
    /// Owned as soon as the text itself has set one.
    pub(crate) options: Cow<'o, Options>,
    pub(crate) tree: Tree,
    /// The text of lines whose spans are not parsed yet.
    pub(crate) raw: String,
    pub(crate) links: HashMap<String, LinkDefinition>,
    pub(crate) footnotes: Vec<FootnoteDefinition>,
    pub(crate) footnote_places: HashMap<String, usize>,
    pub(crate) attribute_definitions: HashMap<String, AttributeList>,
    /// Abbreviations with their long forms and the nodes that hold their attribute lists.
    pub(crate) abbreviations: HashMap<String, (String, NodeId)>,
    pub(crate) warnings: Vec<Warning>,
    /// How often warnings have been forgotten.
    pub(crate) forgotten: usize,
    depth: usize,
    /// How many cells may still be added to short rows.
    spare_cells: usize,
    /// Whether only typography is looked for within lines.
    pub(crate) typography_only: bool,
}

/// The element whose blocks are being parsed, and the attribute list waiting for the next one.
#[derive(Debug)]
pub(crate) struct Frame {
    parent: NodeId,
    pending: Option<Box<AttributeList>>,
}

impl Frame {
    fn new(parent: NodeId) -> Self {
        Self { parent, pending: None }
    }
}

impl<'o> Parser<'o> {
    /// Makes a parser for a text that long.
    pub(crate) fn new(options: Cow<'o, Options>, length: usize) -> Self {
        let links = options
            .link_defs
            .iter()
            .map(|(id, url, title)| {
                let link = LinkDefinition { url: url.clone(), title: title.clone(), node: None, line: 0 };
                (normalize_link_id(id), link)
            })
            .collect();
        Self {
            options,
            tree: Tree::new(length),
            raw: String::with_capacity(length + 16),
            links,
            footnotes: Vec::new(),
            footnote_places: HashMap::new(),
            attribute_definitions: HashMap::new(),
            abbreviations: HashMap::new(),
            warnings: Vec::new(),
            forgotten: 0,
            depth: 0,
            spare_cells: MOST_SPARE_CELLS,
            typography_only: false,
        }
    }

    pub(crate) fn is_gfm(&self) -> bool {
        self.options.input == Input::Gfm
    }

    /// Whether the GFM parser lets headers, lists, quotes and fences end paragraphs.
    fn paragraphs_end(&self) -> bool {
        self.is_gfm() && self.options.gfm_quirks.paragraph_end
    }

    pub(crate) fn warn(&mut self, message: impl Into<String>, line: Option<u32>) {
        self.warnings.push(Warning { message: message.into(), line: line.map(|line| line as usize) });
    }

    /// Parses a whole text into the children of `parent`.
    pub(crate) fn parse_text(&mut self, text: &str, parent: NodeId, line: u32) {
        let mut source = Source::new(text, line);
        self.parse_blocks(&mut source, parent);
    }

    /// Parses blocks into `parent` until the text ends or, in an HTML element, its end tag comes; answers whether
    /// the end tag came.
    fn parse_blocks(&mut self, source: &mut Source<'_>, parent: NodeId) -> bool {
        if self.depth >= DEEPEST {
            let line = source.line();
            let paragraph = self.tree.append(parent, Kind::Paragraph { transparent: false }, line);
            self.append_raw(paragraph, strip(source.rest()), line);
            source.pos = source.text.len();
            return false;
        }
        self.depth += 1;
        let mut frame = Frame::new(parent);
        let mut ended = false;
        while !ended && !source.at_end() {
            ended = self.parse_block(source, &mut frame);
        }
        self.depth -= 1;
        ended
    }

    /// Parses a text of which only HTML blocks and lines are told apart.
    pub(crate) fn parse_lines(&mut self, text: &str, parent: NodeId) {
        let mut source = Source::new(text, 1);
        let mut frame = Frame::new(parent);
        while !source.at_end() {
            let start = scan::skip_indent(text, source.pos, 3);
            let html = source.bytes()[start] == b'<'
                && matches!(
                    source.bytes().get(start + 1),
                    Some(b'!' | b'/' | b'_' | b'a'..=b'z' | b'A'..=b'Z' | 0x80..)
                );
            if html && self.block_html(&mut source, &mut frame) == html::Outcome::Parsed {
                continue;
            }
            let (pos, line) = (source.pos, source.line());
            source.pos = scan::line_end(text, pos);
            self.append_raw_text(&frame, &text[pos..source.pos], line);
        }
    }

    /// Parses one block; answers whether the end tag of the surrounding HTML element came instead.
    fn parse_block(&mut self, source: &mut Source<'_>, frame: &mut Frame) -> bool {
        let (text, pos) = (source.text, source.pos);
        if let Some(end) = scan::blank_lines(text, pos) {
            self.blank(source, frame, end);
            return false;
        }
        if scan::code_indent(text, pos).is_some() {
            self.code_block(source, frame);
            return false;
        }
        let start = scan::skip_indent(text, pos, 3);
        let byte = source.bytes()[start];
        let done = match byte {
            b'`' | b'~' => self.fenced_code(source, frame),
            b'>' => {
                self.block_quote(source, frame);
                true
            }
            b'#' => self.atx_header(source, frame),
            b'*' | b'-' | b'_' => self.horizontal_rule(source, frame) || self.list(source, frame),
            b'+' | b'0'..=b'9' => self.list(source, frame),
            b':' => self.definition_list(source, frame),
            b'<' => match self.block_html(source, frame) {
                html::Outcome::Parsed => true,
                html::Outcome::NotHtml => false,
                html::Outcome::EndTag => return true,
            },
            _ => false,
        };
        if done || self.setext_header(source, frame) {
            return false;
        }
        if matches!(byte, b'$' | b'\\') && self.block_math(source, frame) {
            return false;
        }
        // An escaped formula has moved on behind its backslash.
        let start = scan::skip_indent(text, source.pos, 3);
        let byte = source.bytes()[start];
        if self.table(source, frame) {
            return false;
        }
        let done = match byte {
            b'[' => self.footnote_definition(source, frame) || self.link_definition(source, frame),
            b'*' => self.abbreviation_definition(source, frame),
            b'{' => self.block_extension(source, frame),
            b'^' => self.end_marker(source, frame),
            _ => false,
        };
        if !done {
            self.paragraph(source, frame);
        }
        false
    }

    /// Appends text whose spans are not parsed yet.
    fn append_raw(&mut self, parent: NodeId, text: &str, line: u32) -> NodeId {
        let text = Slice::new(&mut self.raw, text);
        self.tree.append(parent, Kind::RawText(text), line)
    }

    /// Appends a block with the waiting attribute list.
    fn add_block(&mut self, frame: &mut Frame, kind: Kind, line: u32) -> NodeId {
        let id = self.tree.append(frame.parent, kind, line);
        self.tree.node_mut(id).attribute_list = frame.pending.take();
        id
    }

    /// Whether a block that needs one has a boundary before it.
    fn after_boundary(&self, frame: &Frame) -> bool {
        frame.pending.is_some()
            || self
                .tree
                .last_child(frame.parent)
                .is_none_or(|last| matches!(self.tree.kind(last), Kind::Blank { .. } | Kind::End(Ending::Marker)))
    }

    fn blank(&mut self, source: &mut Source<'_>, frame: &mut Frame, end: usize) {
        let text = &source.text[source.pos..end];
        let line = source.line();
        source.pos = end;
        if let Some(last) = self.tree.last_child(frame.parent)
            && let Kind::Blank { empty } = &mut self.tree.node_mut(last).kind
        {
            *empty = false;
            return;
        }
        // A waiting attribute list goes to the blank lines, and is lost.
        self.add_block(frame, Kind::Blank { empty: text == "\n" }, line);
    }

    fn block_quote(&mut self, source: &mut Source<'_>, frame: &mut Frame) {
        let line = source.line();
        let mut content = String::new();
        loop {
            let end = scan::line_end(source.text, source.pos);
            let mut from = scan::skip_indent(source.text, source.pos, 3);
            if source.bytes().get(from) == Some(&b'>') {
                from += 1;
                from += usize::from(source.bytes().get(from) == Some(&b' '));
            } else {
                from = source.pos;
            }
            content.push_str(&source.text[from..end]);
            source.pos = end;
            if source.lazy_end(end) {
                break;
            }
        }
        let quote = self.add_block(frame, Kind::BlockQuote, line);
        self.parse_text(&content, quote, line);
    }

    fn horizontal_rule(&mut self, source: &mut Source<'_>, frame: &mut Frame) -> bool {
        let Some(end) = scan::horizontal_rule(source.text, source.pos) else { return false };
        let line = source.line();
        source.pos = end;
        self.add_block(frame, Kind::HorizontalRule, line);
        true
    }

    fn end_marker(&mut self, source: &mut Source<'_>, frame: &mut Frame) -> bool {
        let Some(end) = scan::end_marker(source.text, source.pos) else { return false };
        let line = source.line();
        source.pos = end;
        self.add_block(frame, Kind::End(Ending::Marker), line);
        true
    }

    /// A formula in double dollars. An escaped one is none, but its backslash is gone.
    fn block_math(&mut self, source: &mut Source<'_>, frame: &mut Frame) -> bool {
        let start = scan::skip_indent(source.text, source.pos, 3);
        let escaped = source.bytes()[start] == b'\\';
        let open = start + usize::from(escaped);
        if !source.bytes()[open..].starts_with(b"$$") {
            return false;
        }
        let Some(close) = memmem::find(&source.bytes()[open + 2..], b"$$").map(|at| open + 2 + at) else {
            return false;
        };
        if !self.after_boundary(frame) {
            return false;
        }
        if escaped {
            source.pos = open;
            return false;
        }
        let end = scan::blank_rest(source.text, close + 2).unwrap_or(close + 2);
        if !source.block_boundary(end) {
            return false;
        }
        let line = source.line();
        let content = strip(&source.text[open + 2..close]).to_string();
        source.pos = end;
        self.add_block(frame, Kind::Math { source: content, category: Category::Block }, line);
        true
    }
}

/// The form in which link identifiers are compared.
pub(crate) fn normalize_link_id(id: &str) -> String {
    let mut normal = String::with_capacity(id.len());
    let mut in_space = false;
    for c in id.chars() {
        let space = c.is_ascii() && crate::unicode::is_space(c as u8);
        if !space {
            normal.push(c);
        } else if !in_space {
            normal.push(' ');
        }
        in_space = space;
    }
    crate::unicode::downcase(&normal).into_owned()
}
