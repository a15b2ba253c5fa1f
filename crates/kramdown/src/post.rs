//! What is done to the tree once all blocks are known: spans, attributes, abbreviations, hard breaks, header ids.

use crate::abbreviations::Abbreviations;
use crate::attributes;
use crate::block::Parser;
use crate::options::Options;
use crate::tree::{Abbreviation, Category, Kind, NodeId, Tree};
use crate::unicode::is_word;
use memchr::{memchr, memmem};
use std::collections::HashMap;

impl Parser<'_> {
    /// Finishes the tree after all blocks are parsed.
    pub(crate) fn finish(&mut self) {
        let root = self.tree.root();
        let raw = std::mem::take(&mut self.raw);
        self.settle_children(root, &raw);
        self.settle_abbreviations();
        let mut abbreviations = Abbreviations::new(self.abbreviations.keys());
        abbreviations.replace(&mut self.tree, root);
        for at in 0..self.footnotes.len() {
            let content = self.footnotes[at].content;
            self.settle_children(content, &raw);
            abbreviations.replace(&mut self.tree, content);
        }
        for at in 0..self.footnotes.len() {
            let footnote = &self.footnotes[at];
            if !footnote.used {
                let message = format!(
                    "Footnote definition for '{}' on line {} is unreferenced - ignoring",
                    footnote.name, footnote.line
                );
                let line = footnote.line;
                self.warn(message, Some(line));
            }
        }
        if self.is_gfm() {
            let options: &Options = &self.options;
            let breaks = options.hard_wrap || memmem::find(self.tree.all_text().as_bytes(), b"\\\n").is_some();
            let mut gfm = Gfm {
                ids: HashMap::new(),
                prefix: &options.auto_id_prefix,
                options,
                within_lines: breaks || options.html_to_native,
            };
            gfm.update(&mut self.tree, root);
        }
    }

    /// Parses the spans in `id`, gives attribute lists to what they belong to, and drops ends of blocks. `raw` has the
    /// text of lines.
    fn settle_children(&mut self, id: NodeId, raw: &str) {
        let mut next = self.tree.first_child(id);
        if let Some(only) = self.tree.only_child(id)
            && let Kind::RawText(text) = *self.tree.kind(only)
        {
            // By far the most frequent: a line of text, whose spans become the children as they are.
            let text = text.of(raw);
            if !text.is_empty() && self.is_plain(text) {
                let text = self.tree.slice(text);
                self.tree.node_mut(only).kind = Kind::Text(text);
                return;
            }
            let line = self.tree.node(only).line;
            self.tree.unlink(id, only);
            self.parse_spans(text, id, line);
            return;
        }
        let mut last_blank: Option<NodeId> = None;
        while let Some(child) = next {
            next = self.tree.after(child);
            match self.tree.node_mut(child).kind {
                Kind::RawText(text) => {
                    last_blank = None;
                    let line = self.tree.node(child).line;
                    self.parse_spans(text.of(raw), child, line);
                    self.tree.dissolve(id, child);
                }
                Kind::End(_) => {
                    self.apply_attribute_list(child);
                    self.tree.unlink(id, child);
                }
                Kind::Blank { .. } => match last_blank {
                    Some(blank) => {
                        self.tree.node_mut(blank).kind = Kind::Blank { empty: false };
                        self.tree.unlink(id, child);
                    }
                    None => last_blank = Some(child),
                },
                _ => {
                    last_blank = None;
                    self.settle_children(child, raw);
                    self.apply_attribute_list(child);
                    self.settle_raw_text(child);
                }
            }
        }
    }

    fn apply_attribute_list(&mut self, id: NodeId) {
        let node = self.tree.node_mut(id);
        if let Some(list) = node.attribute_list.take() {
            let mut known = std::mem::take(&mut node.attributes);
            attributes::apply(&mut known, &list, &self.attribute_definitions);
            let node = self.tree.node_mut(id);
            node.attributes = known;
            node.attribute_list = Some(list);
        }
    }

    /// Takes the markup from the text of which an id is made.
    fn settle_raw_text(&mut self, id: NodeId) {
        let wanted = match self.tree.kind(id) {
            Kind::Term { .. } => true,
            Kind::Header { .. } => self.options.auto_id_stripping || self.is_gfm(),
            _ => false,
        };
        if wanted {
            let mut text = String::new();
            let all = self.is_gfm();
            plain_text(&self.tree, id, all, &mut text);
            if let Kind::Term { raw_text } | Kind::Header { raw_text, .. } = &mut self.tree.node_mut(id).kind {
                *raw_text = text;
            }
        }
    }

    fn settle_abbreviations(&mut self) {
        let definitions = self.abbreviations.clone();
        // The order does not matter: every name is there once.
        for (name, (title, node)) in definitions.into_iter().collect::<std::collections::BTreeMap<_, _>>() {
            let attributes = self.tree.node(node).attributes.clone();
            self.tree.abbreviations.insert(name, Abbreviation { title, attributes });
        }
    }
}

/// Gathers the text below `id`; with `all` also that of code, formulas and entities, as the GFM parser does.
fn plain_text(tree: &Tree, id: NodeId, all: bool, into: &mut String) {
    for child in tree.children(id) {
        match tree.kind(child) {
            Kind::Text(text) => into.push_str(tree.text(*text)),
            Kind::CodeSpan(_) | Kind::Math { .. } | Kind::Entity { .. } if !all => {}
            Kind::CodeSpan(text) => into.push_str(tree.text(*text)),
            Kind::Math { source, .. } => into.push_str(source),
            Kind::Entity { code, .. } => into.extend(char::from_u32(*code)),
            _ => plain_text(tree, child, all, into),
        }
    }
}

/// What the GFM parser does to the finished tree. It stops at HTML elements.
struct Gfm<'o> {
    ids: HashMap<String, usize>,
    prefix: &'o str,
    options: &'o Options,
    /// Whether there may be anything to do within lines.
    within_lines: bool,
}

impl Gfm<'_> {
    fn update(&mut self, tree: &mut Tree, id: NodeId) {
        let hard_wrap = self.options.hard_wrap;
        let wrap = if hard_wrap { "\n" } else { "\\\n" };
        let breaks = |tree: &Tree, id: NodeId| match tree.kind(id) {
            Kind::Text(text) if hard_wrap => memchr(b'\n', tree.text(*text).as_bytes()).is_some(),
            Kind::Text(text) => memmem::find(tree.text(*text).as_bytes(), b"\\\n").is_some(),
            _ => false,
        };
        let mut next = tree.first_child(id);
        let mut rebuilt: Option<Vec<NodeId>> = None;
        while let Some(child) = next {
            next = tree.after(child);
            if self.within_lines && breaks(tree, child) {
                let last = next.is_none() && is_block(tree.kind(id));
                let mut children =
                    rebuilt.take().unwrap_or_else(|| tree.children(id).take_while(|before| *before != child).collect());
                split_lines(tree, child, wrap, last, &mut children);
                rebuilt = Some(children);
                continue;
            }
            self.update_one(tree, child);
            if let Some(children) = &mut rebuilt {
                children.push(child);
            }
        }
        if let Some(children) = rebuilt {
            tree.set_children(id, children);
        }
    }

    fn update_one(&mut self, tree: &mut Tree, id: NodeId) {
        match tree.kind(id) {
            Kind::HtmlElement { .. } | Kind::Text(_) => {}
            Kind::Header { raw_text, .. } if self.options.auto_ids && tree.node(id).attribute("id").is_none() => {
                let name = self.header_id(raw_text);
                tree.node_mut(id).set_attribute("id", name);
            }
            Kind::Paragraph { .. } | Kind::Table { .. } if !self.within_lines => {}
            _ => self.update(tree, id),
        }
    }

    fn header_id(&mut self, text: &str) -> String {
        let mut id = String::with_capacity(self.prefix.len() + text.len());
        id.push_str(self.prefix);
        let start = id.len();
        for c in text.chars() {
            match c {
                'a'..='z' | '0'..='9' | '_' | '-' => id.push(c),
                'A'..='Z' => id.push(c.to_ascii_lowercase()),
                ' ' | '\t' => id.push('-'),
                c if c.is_ascii() => {}
                c => id.extend(c.to_lowercase().filter(|c| is_word(*c))),
            }
        }
        match self.ids.get_mut(&id[start..]) {
            Some(count) => {
                *count += 1;
                id.push_str(&format!("-{count}"));
            }
            None => _ = self.ids.insert(id[start..].to_owned(), 0),
        }
        id
    }
}

fn split_lines(tree: &mut Tree, id: NodeId, wrap: &str, last_in_block: bool, children: &mut Vec<NodeId>) {
    let Kind::Text(text) = *tree.kind(id) else { return };
    let lines: Vec<String> = tree.text(text).split(wrap).map(String::from).collect();
    let line = tree.node(id).line;
    let omit_last = last_in_block && lines.last().is_some_and(String::is_empty);
    let count = lines.len();
    for (index, text) in lines.into_iter().enumerate() {
        let text = if index > 0 { format!("\n{text}") } else { text };
        let text = Kind::Text(tree.slice(&text));
        children.push(tree.add(text, line));
        if index + 2 < count || (index + 2 == count && !omit_last) {
            children.push(tree.add(Kind::LineBreak, line));
        }
    }
}

/// Whether kramdown counts an element among the blocks.
pub(crate) fn is_block(kind: &Kind) -> bool {
    match kind {
        Kind::Math { category, .. }
        | Kind::HtmlElement { category, .. }
        | Kind::Comment { category, .. }
        | Kind::XmlComment { category, .. }
        | Kind::XmlInstruction { category, .. }
        | Kind::Raw { category, .. } => *category == Category::Block,
        Kind::Text(_)
        | Kind::RawText(_)
        | Kind::Emphasis
        | Kind::Strong
        | Kind::Link
        | Kind::Image
        | Kind::CodeSpan(_)
        | Kind::LineBreak
        | Kind::Entity { .. }
        | Kind::SmartQuote(_)
        | Kind::Typographic(_)
        | Kind::Footnote { .. }
        | Kind::Abbreviation { .. } => false,
        _ => true,
    }
}
