//! The tree as HTML, with kramdown's line ends and indentation.

mod blocks;
mod code;
mod escape;
mod footnotes;
mod spans;
mod toc;

use crate::attribute_map::Attributes;
use crate::highlight::Highlighter;
use crate::options::{HighlightOptions, Options};
use crate::tree::{Kind, Node, NodeId, Tree};
use std::cell::OnceCell;
use std::collections::HashMap;

/// How far every level is indented.
const INDENT: usize = 2;

/// Where the table of contents goes, and what kind of list it is.
struct TocPlace {
    offset: usize,
    list: NodeId,
    ordered: bool,
}

/// A header that enters the table of contents.
struct TocEntry {
    level: u8,
    id: String,
    header: NodeId,
}

/// A footnote that has been referred to.
struct FootnoteUse {
    name: String,
    content: NodeId,
    number: i64,
    repeats: usize,
}

/// The converter at work.
pub(crate) struct Html<'d> {
    tree: &'d Tree,
    options: &'d Options,
    highlighter: Option<&'d dyn Highlighter>,
    out: String,
    stack: Vec<NodeId>,
    toc: Vec<TocEntry>,
    toc_place: Option<TocPlace>,
    /// Whether that place is in a footnote.
    toc_in_footnotes: bool,
    footnote_place: Option<usize>,
    footnotes: Vec<FootnoteUse>,
    footnote_numbers: HashMap<String, usize>,
    used_ids: HashMap<String, usize>,
    /// The quotation marks as they are written, once they are known.
    quotes: [Option<Box<str>>; 4],
    /// The settings for code blocks and for code spans, once they are known.
    highlight: [OnceCell<HighlightOptions>; 2],
    /// Whether the content of a header is written for the table of contents: without footnotes and links.
    in_toc: bool,
    /// The element that ends with the footnote's link back, and the link.
    backlink: Option<(NodeId, String)>,
}

impl<'d> Html<'d> {
    pub(crate) fn new(tree: &'d Tree, options: &'d Options, highlighter: Option<&'d dyn Highlighter>) -> Self {
        Self {
            tree,
            options,
            highlighter,
            out: String::with_capacity(tree.estimate()),
            stack: Vec::new(),
            toc: Vec::new(),
            toc_place: None,
            toc_in_footnotes: false,
            footnote_place: None,
            footnotes: Vec::new(),
            footnote_numbers: HashMap::new(),
            used_ids: HashMap::new(),
            quotes: Default::default(),
            highlight: Default::default(),
            in_toc: false,
            backlink: None,
        }
    }

    /// Writes the whole document.
    pub(crate) fn document(mut self) -> String {
        let root = self.tree.root();
        self.stack.push(root);
        for child in self.tree.children(root) {
            self.node(child, 0);
        }
        self.stack.pop();
        let mut inserts: Vec<(usize, String)> = Vec::new();
        match self.footnote_place {
            Some(offset) => {
                let body = std::mem::take(&mut self.out);
                self.write_footnotes();
                let mut footnotes = std::mem::replace(&mut self.out, body);
                if let Some(place) = self.toc_place.take_if(|_| self.toc_in_footnotes) {
                    let toc = self.contents(&place);
                    footnotes.insert_str(place.offset, &toc);
                }
                inserts.push((offset, footnotes));
            }
            None => self.write_footnotes(),
        }
        if let Some(place) = self.toc_place.take() {
            let toc = self.contents(&place);
            inserts.push((place.offset, toc));
        }
        inserts.sort_by_key(|(offset, _)| std::cmp::Reverse(*offset));
        for (offset, text) in inserts {
            self.out.insert_str(offset, &text);
        }
        self.out
    }

    /// Writes the table of contents by itself.
    fn contents(&mut self, place: &TocPlace) -> String {
        let body = std::mem::take(&mut self.out);
        self.write_toc(place);
        std::mem::replace(&mut self.out, body)
    }

    fn get(&self, id: NodeId) -> &'d Node {
        self.tree.node(id)
    }

    /// The element around the one being written.
    fn parent(&self) -> &'d Node {
        self.get(*self.stack.last().unwrap_or(&self.tree.root()))
    }

    fn pad(&mut self, indent: usize) {
        const BLANKS: &str = "                                                                ";
        let mut left = indent;
        while left > BLANKS.len() {
            self.out.push_str(BLANKS);
            left -= BLANKS.len();
        }
        self.out.push_str(&BLANKS[..left]);
    }

    fn open(&mut self, name: &str, attributes: &Attributes) {
        self.out.push('<');
        self.out.push_str(name);
        escape::attributes(&mut self.out, attributes);
        self.out.push('>');
    }

    fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Writes the children of `id`, which itself is written at `indent`.
    fn inner(&mut self, id: NodeId, indent: usize) {
        self.stack.push(id);
        for child in self.tree.children(id) {
            self.node(child, indent + INDENT);
        }
        self.stack.pop();
        if self.backlink.as_ref().is_some_and(|(owner, _)| *owner == id)
            && let Some((_, link)) = self.backlink.take()
        {
            self.out.push_str(&link);
        }
    }

    fn node(&mut self, id: NodeId, indent: usize) {
        let node = self.get(id);
        match &node.kind {
            Kind::Root | Kind::End(_) | Kind::RawText(_) | Kind::FootnoteContent => {}
            Kind::Text(text) => self.text(self.tree.text(*text)),
            Kind::Blank { .. } => self.out.push('\n'),
            Kind::Paragraph { transparent: true } => self.inner(id, indent),
            Kind::Paragraph { transparent: false } => self.paragraph(id, indent),
            Kind::Header { level, raw_text } => self.header(id, *level, raw_text, indent),
            Kind::CodeBlock { code, lang } => self.code_block(node, self.tree.text(*code), lang.as_deref(), indent),
            Kind::BlockQuote => self.indented("blockquote", id, indent),
            Kind::List { ordered } => self.list(id, *ordered, indent),
            Kind::Item => self.item("li", id, indent),
            Kind::Definition { .. } => self.item("dd", id, indent),
            Kind::DefinitionList => self.indented("dl", id, indent),
            Kind::Term { raw_text } => self.term(id, raw_text, indent),
            Kind::HorizontalRule => {
                self.pad(indent);
                self.out.push_str("<hr");
                escape::attributes(&mut self.out, &node.attributes);
                self.out.push_str(" />\n");
            }
            Kind::Table { .. } => self.indented("table", id, indent),
            Kind::TableHead => self.indented("thead", id, indent),
            Kind::TableBody => self.indented("tbody", id, indent),
            Kind::TableFoot => self.indented("tfoot", id, indent),
            Kind::Row => self.row(id, indent),
            Kind::Cell => self.cell(id, 0, indent),
            Kind::HtmlElement { .. } => self.html_element(id, indent),
            Kind::Math { source, category } => self.math(node, source, *category, indent),
            Kind::XmlComment { text, category } | Kind::XmlInstruction { text, category } => {
                self.xml(text, *category, indent);
            }
            Kind::Comment { text, category } => self.comment(text, *category, indent),
            Kind::Raw { text, category, formats } => self.raw(self.tree.text(*text), *category, formats),
            _ => self.span(id, node, indent),
        }
    }
}
