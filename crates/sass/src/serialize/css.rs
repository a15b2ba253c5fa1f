//! The tree of CSS as text, with the source map.

use super::{Mode, write_value};
use crate::eval::css::{Css, MediaQuery, NodeId, Tree};
use crate::source_map::MapBuilder;
use crate::span::{At, Files, Res, utf16_units};
use crate::value::Value;

/// What serialising gives.
pub(crate) struct Serialized {
    pub(crate) css: String,
    pub(crate) map: Option<MapBuilder>,
    /// The line and columns that a charset declaration or mark put before everything.
    pub(crate) moved: (usize, usize),
}

struct Writer<'a> {
    tree: &'a Tree,
    files: &'a Files,
    out: String,
    compressed: bool,
    indentation: usize,
    map: Option<MapBuilder>,
    line: usize,
    /// Up to where lines have been counted, and how many UTF-16 units of the last of them that is.
    counted: usize,
    line_units: usize,
    /// Where the mapped text ends that was begun there; no more than `counted` if there is none.
    mapped: usize,
    /// The lines, and where they end, that ended since the last mapped text.
    ended: Vec<(usize, usize)>,
}

/// Writes the nodes, in this order, as one stylesheet.
pub(crate) fn serialize(
    tree: &Tree,
    files: &Files,
    nodes: &[NodeId],
    compressed: bool,
    map: bool,
    charset: bool,
) -> Res<Serialized> {
    let mut writer = Writer {
        tree,
        files,
        out: String::with_capacity(tree.nodes.len() * 32),
        compressed,
        indentation: 0,
        map: map.then(|| MapBuilder::with_room(tree.nodes.len() * 2)),
        line: 0,
        counted: 0,
        line_units: 0,
        mapped: 0,
        ended: Vec::new(),
    };
    writer.stylesheet(nodes)?;
    writer.count_mapped();
    let Writer { out, map, .. } = writer;
    if charset && !out.is_ascii() {
        return Ok(if compressed {
            Serialized { css: format!("\u{feff}{out}"), map, moved: (0, 1) }
        } else {
            Serialized { css: format!("@charset \"UTF-8\";\n{out}"), map, moved: (1, 0) }
        });
    }
    Ok(Serialized { css: out, map, moved: (0, 0) })
}

/// Whether all bytes are ASCII and none ends a line. There are a few of them only.
fn is_plain(bytes: &[u8]) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let (words, rest) = bytes.as_chunks::<8>();
    let mut bad = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        let lines = word ^ (ONES * u64::from(b'\n'));
        // A byte that is zero borrows from its highest bit; one after it may look like zero then, which is as bad.
        bad |= word | lines.wrapping_sub(ONES);
    }
    // The last eight bytes cover the rest, where there are as many.
    if let Some(word) = bytes.last_chunk::<8>().filter(|_| !rest.is_empty()) {
        let word = u64::from_le_bytes(*word);
        let lines = word ^ (ONES * u64::from(b'\n'));
        return (bad | word | lines.wrapping_sub(ONES)) & HIGH == 0;
    }
    bad & HIGH == 0 && rest.iter().all(|c| c.is_ascii() && *c != b'\n')
}

impl Writer<'_> {
    /// Counts the lines written since the last count; inside a mapped text each of them is mapped too.
    fn count_lines(&mut self) {
        if self.map.is_none() {
            return;
        }
        let end = self.out.len();
        let new = &self.out.as_bytes()[self.counted..];
        if is_plain(new) {
            self.line_units += new.len();
            self.counted = end;
            return;
        }
        self.count_mapped();
        self.count_to(end, false);
    }

    /// Counts the lines of the mapped text that was written last.
    fn count_mapped(&mut self) {
        if self.mapped > self.counted {
            self.count_to(self.mapped, true);
        }
    }

    fn count_to(&mut self, end: usize, inside: bool) {
        let Some(map) = &mut self.map else { return };
        for &c in &self.out.as_bytes()[self.counted..end] {
            if c == b'\n' {
                map.newline(self.line, self.line_units, inside);
                self.line += 1;
                self.line_units = 0;
            } else {
                self.line_units += utf16_units(c);
            }
        }
        self.counted = end;
    }

    fn mark(&mut self, at: At) {
        if at.is_none() {
            return;
        }
        self.count_lines();
        self.note_ended(false);
        let Some(map) = &mut self.map else { return };
        map.add(self.files, at, self.line, self.line_units);
    }

    /// Ends a mapped text.
    fn unmark(&mut self) {
        // What has no place counts as mapped with all before it.
        self.note_ended(true);
        self.mapped = self.out.len();
    }

    fn note_ended(&mut self, inside: bool) {
        let Some(map) = &mut self.map else { return };
        for (line, end) in self.ended.drain(..) {
            map.newline(line, end, inside);
        }
    }

    fn stylesheet(&mut self, nodes: &[NodeId]) -> Res<()> {
        let mut previous: Option<NodeId> = None;
        for &node in nodes {
            if self.hidden(node) {
                continue;
            }
            if let Some(previous) = previous {
                if self.needs_semicolon(previous) {
                    self.out.push(';');
                }
                if self.is_trailing_comment(node, previous) {
                    self.space();
                } else {
                    self.newline();
                    if self.tree.node(previous).group_end {
                        self.newline();
                    }
                }
            }
            previous = Some(node);
            self.node(node)?;
        }
        if previous.is_some_and(|previous| self.needs_semicolon(previous)) && !self.compressed {
            self.out.push(';');
        }
        Ok(())
    }

    fn space(&mut self) {
        if !self.compressed {
            self.out.push(' ');
        }
    }

    fn newline(&mut self) {
        if self.compressed {
            return;
        }
        self.count_lines();
        self.out.push('\n');
        if self.map.is_some() {
            self.ended.push((self.line, self.line_units));
            self.line += 1;
            self.line_units = 0;
            self.counted = self.out.len();
        }
    }

    fn indent(&mut self) {
        if !self.compressed {
            self.out.extend(std::iter::repeat_n("  ", self.indentation));
        }
    }

    fn hidden(&self, id: NodeId) -> bool {
        let node = self.tree.node(id);
        match &node.css {
            Css::Comment(text) => self.compressed && !text.starts_with("/*!"),
            Css::Rule { selector, .. } => {
                selector.borrow().invisible() || node.children.iter().all(|child| self.hidden(*child))
            }
            Css::Media(_) | Css::Supports(_) | Css::Keyframe(_) => {
                node.children.iter().all(|child| self.hidden(*child))
            }
            _ => false,
        }
    }

    fn needs_semicolon(&self, id: NodeId) -> bool {
        match &self.tree.node(id).css {
            Css::AtRule { childless, .. } => *childless,
            Css::Declaration { .. } | Css::Import { .. } => true,
            _ => false,
        }
    }

    /// Whether a comment stands on the line where what precedes it ends, or where its parent opens.
    fn is_trailing_comment(&self, id: NodeId, previous: NodeId) -> bool {
        if self.compressed || !matches!(self.tree.node(id).css, Css::Comment(_)) {
            return false;
        }
        let (at, before) = (self.tree.node(id).at, self.tree.node(previous).at);
        if at.is_none() || before.is_none() || at.file != before.file {
            return false;
        }
        let file = self.files.get(at.file);
        let inside = before.start <= at.start && before.end >= at.end;
        if !inside {
            return file.line(before.end) == file.line(at.start);
        }
        if at.start <= before.start {
            return false;
        }
        let text = &file.text[before.start as usize..at.start as usize];
        let brace = text.rfind('{').unwrap_or(0) as u32;
        file.line(before.start + brace) == file.line(at.start)
    }

    fn children(&mut self, id: NodeId) -> Res<()> {
        self.out.push('{');
        let tree = self.tree;
        let (mut before_previous, mut previous): (Option<NodeId>, Option<NodeId>) = (None, None);
        for &child in &tree.node(id).children {
            if self.hidden(child) {
                continue;
            }
            if previous.is_some_and(|previous| self.needs_semicolon(previous)) {
                self.out.push(';');
            }
            if self.is_trailing_comment(child, previous.unwrap_or(id)) {
                self.space();
                let indentation = std::mem::replace(&mut self.indentation, 0);
                self.node(child)?;
                self.indentation = indentation;
            } else {
                self.newline();
                self.indentation += 1;
                self.node(child)?;
                self.indentation -= 1;
            }
            before_previous = previous;
            previous = Some(child);
        }
        if let Some(previous) = previous {
            if self.needs_semicolon(previous) && !self.compressed {
                self.out.push(';');
            }
            if before_previous.is_none() && self.is_trailing_comment(previous, id) {
                self.space();
            } else {
                self.newline();
                self.indent();
            }
        }
        self.out.push('}');
        Ok(())
    }

    fn node(&mut self, id: NodeId) -> Res<()> {
        let tree = self.tree;
        let node = tree.node(id);
        match &node.css {
            Css::Root => {}
            Css::Comment(text) => {
                self.comment(text, node.at);
                self.unmark();
            }
            Css::Rule { selector, .. } => {
                self.indent();
                self.mark(node.at);
                let list = selector.borrow().clone();
                super::selector::write_list(&mut self.out, &list, self.compressed, self.indentation, false);
                self.unmark();
                self.space();
                self.children(id)?;
            }
            Css::Media(queries) => {
                self.indent();
                self.mark(node.at);
                self.out.push_str("@media");
                let tight = self.compressed
                    && queries.first().is_some_and(|query| {
                        query.modifier.is_none()
                            && query.kind.is_none()
                            && !(query.conditions.len() == 1 && query.conditions[0].starts_with("(not "))
                    });
                if !tight {
                    self.out.push(' ');
                }
                for (i, query) in queries.iter().enumerate() {
                    if i > 0 {
                        self.out.push_str(if self.compressed { "," } else { ", " });
                    }
                    self.media_query(query);
                }
                self.unmark();
                self.space();
                self.children(id)?;
            }
            Css::Supports(condition) => {
                self.indent();
                self.mark(node.at);
                self.out.push_str("@supports");
                if !(self.compressed && condition.starts_with('(')) {
                    self.out.push(' ');
                }
                self.out.push_str(condition);
                self.unmark();
                self.space();
                self.children(id)?;
            }
            Css::AtRule { name, value, childless } => {
                self.indent();
                self.mark(node.at);
                self.out.push('@');
                self.out.push_str(name);
                if let Some(value) = value {
                    self.out.push(' ');
                    self.out.push_str(value);
                }
                self.unmark();
                if !*childless {
                    self.space();
                    self.children(id)?;
                }
            }
            Css::Keyframe(selectors) => {
                self.indent();
                self.mark(node.at);
                self.out.push_str(&selectors.join(if self.compressed { "," } else { ", " }));
                self.unmark();
                self.space();
                self.children(id)?;
            }
            Css::Import { url, modifiers } => {
                self.indent();
                self.mark(node.at);
                self.out.push_str("@import");
                self.space();
                self.import_url(url);
                if let Some(modifiers) = modifiers {
                    self.space();
                    self.out.push_str(modifiers);
                }
                self.unmark();
            }
            Css::Declaration { name, name_at, value, place, value_at, custom } => {
                self.indent();
                self.mark(*name_at);
                self.out.push_str(name);
                self.unmark();
                self.out.push(':');
                self.declaration_value(value, *name_at, *value_at, *custom).map_err(|fault| fault.place(*place))?;
                self.unmark();
            }
        }
        Ok(())
    }

    fn declaration_value(&mut self, value: &Value, name_at: At, value_at: At, custom: bool) -> Res<()> {
        if !custom {
            self.space();
            self.mark(value_at);
            return write_value(
                &mut self.out,
                value,
                Mode { compressed: self.compressed, inspect: false, quote: true },
            );
        }
        self.mark(value_at);
        let Value::String(text) = value else {
            return write_value(
                &mut self.out,
                value,
                Mode { compressed: self.compressed, inspect: false, quote: true },
            );
        };
        if self.compressed {
            let mut chars = text.text.chars().peekable();
            while let Some(c) = chars.next() {
                if c == '\n' {
                    self.out.push(' ');
                    while chars.peek().is_some_and(|c| c.is_ascii_whitespace()) {
                        chars.next();
                    }
                } else {
                    self.out.push(c);
                }
            }
            return Ok(());
        }
        match minimum_indentation(&text.text) {
            None => self.out.push_str(&text.text),
            Some(None) => {
                self.out.push_str(text.text.trim_end_matches([' ', '\t', '\n', '\r', '\x0c']));
                self.out.push(' ');
            }
            Some(Some(minimum)) => {
                let column = self.column(name_at);
                self.reindented(&text.text, minimum.min(column));
            }
        }
        Ok(())
    }

    fn column(&self, at: At) -> usize {
        if at.is_none() { 0 } else { self.files.get(at.file).place(at.start).1 }
    }

    fn comment(&mut self, text: &str, at: At) {
        if text.starts_with("/*# sourceMappingURL=") || text.starts_with("/*# sourceURL=") {
            return;
        }
        match minimum_indentation(text) {
            Some(Some(minimum)) => {
                let minimum = minimum.min(self.column(at));
                self.mark(at);
                self.indent();
                self.reindented(text, minimum);
            }
            _ => {
                self.mark(at);
                self.indent();
                self.out.push_str(text);
            }
        }
    }

    /// Writes text of several lines with the given indentation taken off and the current one put before.
    fn reindented(&mut self, text: &str, minimum: usize) {
        let mut lines = text.split('\n');
        self.out.push_str(lines.next().unwrap_or(""));
        let mut pending = 0;
        let mut last_blank = false;
        for line in lines {
            pending += 1;
            if line.trim_matches([' ', '\t', '\r']).is_empty() {
                last_blank = true;
                continue;
            }
            last_blank = false;
            for _ in 0..pending {
                self.out.push('\n');
            }
            pending = 0;
            self.indent_always();
            let skip = line.char_indices().nth(minimum).map_or(line.len(), |(at, _)| at);
            self.out.push_str(&line[skip..]);
        }
        if last_blank {
            self.out.push(' ');
        }
    }

    fn indent_always(&mut self) {
        self.indent();
    }

    fn media_query(&mut self, query: &MediaQuery) {
        if let Some(modifier) = &query.modifier {
            self.out.push_str(modifier);
            self.out.push(' ');
        }
        if let Some(kind) = &query.kind {
            self.out.push_str(kind);
            if !query.conditions.is_empty() {
                self.out.push_str(" and ");
            }
        }
        if let [only] = &query.conditions[..]
            && let Some(inner) = only.strip_prefix("(not ").and_then(|rest| rest.strip_suffix(')'))
        {
            self.out.push_str("not ");
            self.out.push_str(inner);
            return;
        }
        let operator = if query.conjunction { "and" } else { "or" };
        for (i, condition) in query.conditions.iter().enumerate() {
            if i > 0 {
                self.space();
                self.out.push_str(operator);
                self.out.push(' ');
            }
            self.out.push_str(condition);
        }
    }

    fn import_url(&mut self, url: &str) {
        if !self.compressed || !url.starts_with('u') || url.len() < 5 {
            self.out.push_str(url);
            return;
        }
        let inner = &url[4..url.len() - 1];
        if inner.starts_with(['"', '\'']) {
            self.out.push_str(inner);
        } else {
            super::write_quoted(&mut self.out, inner, true);
        }
    }
}

/// The least indentation of the lines after the first: `None` when there is one line, `Some(None)` when all others
/// are blank.
fn minimum_indentation(text: &str) -> Option<Option<usize>> {
    let mut lines = text.split('\n');
    lines.next();
    let mut found = false;
    let mut minimum = None;
    for line in lines {
        found = true;
        let rest = line.trim_start_matches([' ', '\t']);
        if rest.is_empty() {
            continue;
        }
        let indentation = line.chars().count() - rest.chars().count();
        minimum = Some(minimum.map_or(indentation, |old: usize| old.min(indentation)));
    }
    found.then_some(minimum)
}
