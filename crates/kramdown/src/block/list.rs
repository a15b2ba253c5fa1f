//! Lists: items gathered line by line, then parsed each for itself.

use super::{Frame, Parser};
use crate::attributes;
use crate::scan::{self, Marker};
use crate::source::Source;
use crate::tree::{AttributeList, Kind, NodeId, Slice};
use crate::unicode::is_space;
use std::borrow::Cow;

/// How far the text of an item is indented, and what follows from it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Indent(pub(super) usize);

impl Indent {
    /// Whether the line at `pos` is indented enough to belong to the item.
    pub(super) fn has_line(self, text: &str, pos: usize) -> bool {
        let line = &text.as_bytes()[pos..scan::line_end(text, pos)];
        if line.iter().all(|b| is_space(*b)) {
            return false;
        }
        let mut at = 0;
        for _ in 0..self.0 / 4 {
            at += match line.get(at..) {
                Some([b'\t', ..]) => 1,
                Some([b' ', b' ', b' ', b' ', ..]) => 4,
                _ => return false,
            };
        }
        let blanks = line[at..].iter().take(4).take_while(|b| **b == b' ').count();
        blanks >= self.0 % 4 || line.get(at) == Some(&b'\t')
    }

    /// Whether the line at `pos` continues the item although it is not indented.
    pub(super) fn has_lazy_line(self, source: &mut Source<'_>, pos: usize) -> bool {
        let end = scan::line_end(source.text, pos);
        if source.bytes()[pos..end].iter().all(|b| is_space(*b)) {
            return false;
        }
        let start = scan::skip_indent(source.text, pos, self.0.min(3));
        match source.bytes()[start] {
            b'<' => !scan::lazy_end_tag(source.text, start),
            b'{' => source.block_attributes(pos).is_none(),
            _ => true,
        }
    }

    /// Takes the indent from a line, tabs at its beginning being four blanks; answers whether it was there.
    pub(super) fn cut(self, line: &str) -> (Cow<'_, str>, bool) {
        if !line.starts_with('\t') {
            let there = scan::skip_indent(line, 0, self.0) == self.0;
            return (Cow::Borrowed(if there { &line[self.0..] } else { line }), there);
        }
        let tabs = line.bytes().take_while(|b| *b == b'\t').count();
        let mut expanded = " ".repeat(4 * tabs);
        expanded.push_str(&line[tabs..]);
        let there = expanded.bytes().take(self.0).take_while(|b| *b == b' ').count() == self.0;
        if there {
            expanded.drain(..self.0);
        }
        (Cow::Owned(expanded), there)
    }

    /// How many blanks may stand before the marker of the next item.
    pub(super) fn next_marker(self) -> usize {
        self.0.saturating_sub(1).min(3)
    }
}

/// Takes the first line of an item behind its marker: its text and the indent of what follows.
pub(super) fn first_line(marker_width: usize, line: &str) -> (String, Indent) {
    let after_attributes = scan::item_attributes(line).map_or(line, |found| &line[found.end..]);
    if after_attributes.bytes().all(is_space) {
        return (line.trim_start_matches(|c: char| c.is_ascii() && is_space(c as u8)).to_string(), Indent(4));
    }
    let mut indent = marker_width;
    for byte in line.bytes() {
        match byte {
            b' ' => indent += 1,
            b'\t' => indent += 4 - indent % 4,
            _ => break,
        }
    }
    (line[scan::skip_space(line, 0)..].to_string(), Indent(indent))
}

/// Whether a list of any kind begins with this line.
fn begins_list(line: &str) -> bool {
    scan::list_marker(line, 0, 3).is_some()
}

/// An item being gathered: its text in parts, each parsed for itself.
struct Draft {
    node: NodeId,
    parts: Vec<String>,
    line: u32,
}

/// What is known while the lines of a list are gathered.
struct Gathering {
    ordered: bool,
    indent: Indent,
    most_blanks: usize,
    nested_found: bool,
    last_is_blank: bool,
    end_found: bool,
    items: Vec<Draft>,
}

impl Parser<'_> {
    pub(super) fn list(&mut self, source: &mut Source<'_>, frame: &mut Frame) -> bool {
        let Some(marker) = scan::list_marker(source.text, source.pos, 3) else { return false };
        let line = source.line();
        let list = self.add_block(frame, Kind::List { ordered: marker.ordered }, line);
        let mut gathering = Gathering {
            ordered: marker.ordered,
            indent: Indent(4),
            most_blanks: 3,
            nested_found: false,
            last_is_blank: false,
            end_found: false,
            items: Vec::new(),
        };
        while !source.at_end() && self.gather_line(source, list, &mut gathering) {}
        let Gathering { items, end_found, .. } = gathering;
        let blank = self.finish_items(items, end_found);
        if self.is_gfm() {
            self.mark_tasks(list);
        }
        if let (Some(blank), false) = (blank, end_found) {
            self.tree.push_child(frame.parent, blank);
        }
        true
    }

    /// Takes one line (or several blank ones) into the list; answers whether the list goes on.
    fn gather_line(&mut self, source: &mut Source<'_>, list: NodeId, to: &mut Gathering) -> bool {
        let (text, pos) = (source.text, source.pos);
        if to.last_is_blank && scan::horizontal_rule(text, pos).is_some() {
            return false;
        }
        if let Some(end) = scan::end_marker(text, pos) {
            source.pos = end;
            to.end_found = true;
            return false;
        }
        let marker = scan::list_marker(text, pos, to.most_blanks).filter(|found| found.ordered == to.ordered);
        if let Some(marker) = marker {
            self.start_item(source, list, marker, to);
            return true;
        }
        let Some(item) = to.items.last_mut() else { return false };
        if to.indent.has_line(text, pos) || (!to.last_is_blank && to.indent.has_lazy_line(source, pos)) {
            let end = scan::line_end(text, pos);
            source.pos = end;
            let (mut line, indented) = to.indent.cut(&text[pos..end]);
            if begins_list(&line) {
                if !to.nested_found && indented {
                    item.parts.push(String::new());
                    to.nested_found = true;
                } else if to.nested_found && !indented {
                    line.to_mut().insert_str(0, &" ".repeat(to.indent.0 + 4));
                }
            }
            item.parts.last_mut().expect("an item has a part").push_str(&line);
            to.last_is_blank = false;
            return true;
        }
        let Some(end) = scan::blank_lines(text, pos) else { return false };
        source.pos = end;
        to.nested_found = true;
        to.last_is_blank = true;
        item.parts.last_mut().expect("an item has a part").push_str(&text[pos..end]);
        true
    }

    fn start_item(&mut self, source: &mut Source<'_>, list: NodeId, marker: Marker, to: &mut Gathering) {
        let line = source.line();
        let end = scan::line_end(source.text, source.pos);
        let (text, indent) = first_line(marker.width, &source.text[source.pos + marker.width..end]);
        source.pos = end;
        let node = self.tree.append(list, Kind::Item, line);
        let text = self.take_item_attributes(node, text);
        to.indent = indent;
        to.most_blanks = indent.next_marker();
        to.nested_found = begins_list(&text);
        to.last_is_blank = false;
        to.items.push(Draft { node, parts: vec![text], line });
    }

    /// Takes the attribute list from the beginning of an item.
    pub(super) fn take_item_attributes(&mut self, node: NodeId, mut text: String) -> String {
        let Some((content, end)) = scan::item_attributes(&text).map(|found| (found.content.to_string(), found.end))
        else {
            return text;
        };
        let mut list = AttributeList::default();
        let line = self.tree.node(node).line;
        self.parse_attributes(&content, &mut list, line);
        self.tree.node_mut(node).attribute_list = Some(Box::new(list));
        text.drain(..end);
        text
    }

    /// Parses the text of the items; gives the blank lines after the last one.
    fn finish_items(&mut self, items: Vec<Draft>, end_found: bool) -> Option<NodeId> {
        let mut blank = None;
        let count = items.len();
        let mut tight = false;
        for (number, item) in items.into_iter().enumerate() {
            let mut line = item.line;
            for part in &item.parts {
                self.parse_text(part, item.node, line);
                line += u32::try_from(memchr::memchr_iter(b'\n', part.as_bytes()).count()).unwrap_or(0);
            }
            if !self.tree.has_children(item.node) {
                tight = true;
                continue;
            }
            let last = number + 1 == count;
            // The last item has no blank line behind it to tell: it follows the others.
            if !last || count == 1 || tight {
                tight |= self.settle_first_paragraph(item.node, last && !end_found);
            }
            blank = self.take_last_blank(item.node);
        }
        blank
    }

    /// Decides whether the first paragraph of an item stands without `<p>`; answers whether no paragraph begins it.
    fn settle_first_paragraph(&mut self, item: NodeId, last: bool) -> bool {
        let Some(first) = self.tree.first_child(item) else { return true };
        if !matches!(self.tree.kind(first), Kind::Paragraph { .. }) {
            return true;
        }
        // The attribute list of the first paragraph leaves an end of block behind it, which must not count.
        if let Some(second) = self.tree.after(first)
            && matches!(self.tree.kind(second), Kind::End(_))
            && self.tree.node(first).attribute_list.is_some()
        {
            self.tree.unlink(item, second);
        }
        let second = self.tree.after(first);
        let followed_by_blank = second.is_some_and(|id| matches!(self.tree.kind(id), Kind::Blank { .. }));
        if followed_by_blank && !(last && second == self.tree.last_child(item)) {
            return false;
        }
        if second.is_some() && !followed_by_blank {
            self.append_line_end(first);
        }
        self.tree.node_mut(first).kind = Kind::Paragraph { transparent: true };
        true
    }

    /// Appends a line end to the text of a paragraph.
    pub(super) fn append_line_end(&mut self, paragraph: NodeId) {
        if let Some(inner) = self.tree.first_child(paragraph)
            && let Kind::RawText(text) = &mut self.tree.node_mut(inner).kind
        {
            text.push_str(&mut self.raw, "\n");
        }
    }

    /// Takes the blank lines from the end of an item.
    pub(super) fn take_last_blank(&mut self, item: NodeId) -> Option<NodeId> {
        let last = self.tree.last_child(item)?;
        if !matches!(self.tree.kind(last), Kind::Blank { .. }) {
            return None;
        }
        self.tree.pop_child(item)
    }

    /// Turns `[ ]` and `[x]` at the beginning of items into checkboxes. Items after the first with a box count as
    /// tasks too.
    fn mark_tasks(&mut self, list: NodeId) {
        let mut next = self.tree.first_child(list);
        let mut tasks = false;
        while let Some(item) = next {
            next = self.tree.after(item);
            let Some(boxed) = self.take_checkbox(item) else { continue };
            tasks |= boxed;
            if tasks {
                self.tree.node_mut(item).set_attribute("class", "task-list-item");
            }
        }
        if tasks {
            self.tree.node_mut(list).set_attribute("class", "task-list");
        }
    }

    /// Turns the box at the beginning of an item into HTML; answers whether there was one, and `None` when no
    /// paragraph begins the item.
    fn take_checkbox(&mut self, item: NodeId) -> Option<bool> {
        let first = self.tree.first_child(item)?;
        if !matches!(self.tree.kind(first), Kind::Paragraph { .. }) {
            return None;
        }
        let inner = self.tree.first_child(first)?;
        let Kind::RawText(slice) = *self.tree.kind(inner) else { return Some(false) };
        let text = slice.of(&self.raw);
        let checked = match text.as_bytes() {
            [b'[', b' ', b']', space, ..] if is_space(*space) => "",
            [b'[', b'x' | b'X', b']', space, ..] if is_space(*space) => " checked=\"checked\"",
            _ => return Some(false),
        };
        let rest = &text[scan::skip_space(text, 3)..];
        let text = format!(
            "<input type=\"checkbox\" class=\"task-list-item-checkbox\" disabled=\"disabled\"{checked} />{rest}"
        );
        self.tree.node_mut(inner).kind = Kind::RawText(Slice::new(&mut self.raw, &text));
        Some(true)
    }
}

impl Parser<'_> {
    /// Reads the inside of an attribute list, with kramdown's warning when nothing in it is understood.
    pub(super) fn parse_attributes(&mut self, content: &str, list: &mut AttributeList, line: u32) {
        if !attributes::parse(content, list) {
            self.warn(format!("No or invalid attributes found in IAL/ALD content: {content}"), Some(line));
        }
    }
}
