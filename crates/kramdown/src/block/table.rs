//! Tables: rows of cells between bars.

use super::{Frame, Parser};
use crate::scan;
use crate::source::Source;
use crate::span::{Piece, code_pieces};
use crate::tree::{Alignment, Kind, NodeId};
use crate::unicode::{lstrip, strip};
use memchr::memchr;
use std::borrow::Cow;

/// Whether a line holds a bar that no backslash escapes: a first one, or one behind another character.
fn has_bar(line: &str) -> bool {
    let bytes = line.as_bytes();
    memchr::memchr_iter(b'|', bytes).any(|at| at == 0 || !matches!(bytes[at - 1], b'\\' | b'\n'))
}

/// The content of a separator line made of `mark` and its companions.
fn separator(line: &str, mark: u8) -> bool {
    let bytes = line.as_bytes();
    bytes.contains(&mark)
        && bytes.iter().all(|b| *b == mark || matches!(b, b'+' | b'|' | b':' | b' ' | b'\t' | b'\n'))
        && line.ends_with('\n')
}

fn alignments(line: &str) -> Vec<Alignment> {
    let bytes = line.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'-' {
            at += 1;
            continue;
        }
        let left = at > 0 && bytes[at - 1] == b':';
        while bytes.get(at) == Some(&b'-') {
            at += 1;
        }
        let right = bytes.get(at) == Some(&b':');
        at += usize::from(right);
        found.push(match (left, right) {
            (false, false) => Alignment::Default,
            (true, false) => Alignment::Left,
            (false, true) => Alignment::Right,
            (true, true) => Alignment::Center,
        });
    }
    found
}

/// Appends text to the last cell, splitting at bars that no backslash escapes.
fn split_bars<'t>(cells: &mut Vec<Cow<'t, str>>, text: Cow<'t, str>) {
    let mut first = true;
    let mut start = 0;
    let bytes = text.as_bytes();
    let escapes = memchr(b'\\', bytes).is_some();
    let mut push = |from: usize, to: usize| {
        let piece = match &text {
            _ if escapes => Cow::Owned(text[from..to].replace("\\|", "|")),
            Cow::Borrowed(text) => Cow::Borrowed(&text[from..to]),
            Cow::Owned(text) => Cow::Owned(text[from..to].to_owned()),
        };
        match cells.last_mut().filter(|_| first) {
            Some(cell) => *cell += piece,
            None => cells.push(piece),
        }
        first = false;
    };
    for at in memchr::memchr_iter(b'|', bytes) {
        if at == 0 || bytes[at - 1] != b'\\' {
            push(start, at);
            start = at + 1;
        }
    }
    push(start, text.len());
}

fn push_cell<'t>(cells: &mut Vec<Cow<'t, str>>, text: Cow<'t, str>) {
    match cells.last_mut() {
        Some(cell) => *cell += text,
        None => cells.push(text),
    }
}

/// The cells of a row, code spans and `<code>` elements kept whole.
fn cells(row: &str, leading_bar: bool) -> Vec<Cow<'_, str>> {
    let mut cells = Vec::with_capacity(memchr::memchr_iter(b'|', row.as_bytes()).count() + 1);
    let mut rest = row;
    loop {
        let code = memchr(b'<', rest.as_bytes()).and_then(|angle| {
            let start = angle + rest[angle..].find("<code")?;
            let open = start + 5 + rest[start + 5..].find('>')? + 1;
            let end = open + rest[open..].find("</code>")? + 7;
            Some((start, end))
        });
        let (start, end) = code.unwrap_or((rest.len(), rest.len()));
        for piece in code_pieces(&rest[..start]) {
            match piece {
                Piece::Text(text) => split_bars(&mut cells, text),
                Piece::Code(code) => {
                    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
                    let fence = "`".repeat(longest + 1);
                    let blank = if longest > 0 { " " } else { "" };
                    push_cell(&mut cells, format!("{fence}{blank}{code}{blank}{fence}").into());
                }
                Piece::Other(_) => {}
            }
        }
        if code.is_none() {
            break;
        }
        push_cell(&mut cells, rest[start..end].into());
        rest = &rest[end..];
    }
    if leading_bar && cells.first().is_some_and(|cell| strip(cell).is_empty()) {
        cells.remove(0);
    }
    if cells.last().is_some_and(|cell| strip(cell).is_empty()) {
        cells.pop();
    }
    cells
}

/// Whether every line of a table has a bar outside of code.
fn bar_on_every_line(pieces: &[Piece<'_>]) -> bool {
    let mut bar = false;
    for piece in pieces {
        let (Piece::Text(value) | Piece::Code(value) | Piece::Other(value)) = piece;
        let value = value.trim_end_matches('\n');
        let count = if value.is_empty() { 0 } else { value.split('\n').count() };
        if matches!(piece, Piece::Code(_)) {
            if count > 2 || (count == 2 && !bar) {
                break;
            }
            if count == 2 {
                bar = false;
            }
        } else {
            let first = value.split('\n').next().unwrap_or("");
            let last = value.rsplit('\n').next().unwrap_or("");
            if count > 1 && !bar && !has_bar(first) {
                break;
            }
            bar = (count <= 1 && bar) || has_bar(last);
        }
    }
    bar
}

/// A table being gathered.
#[derive(Default)]
struct Draft<'t> {
    parts: Vec<(Kind, Vec<Vec<Cow<'t, str>>>)>,
    rows: Vec<Vec<Cow<'t, str>>>,
    alignment: Vec<Alignment>,
    columns: usize,
    has_footer: bool,
}

impl<'t> Draft<'t> {
    fn close_part(&mut self, kind: Kind, force: bool) {
        if !self.has_footer || kind != Kind::TableBody || force {
            let rows = std::mem::take(&mut self.rows);
            self.parts.push((kind, rows));
        }
    }

    /// Takes a line; `pos` is where it begins.
    fn line(&mut self, line: &'t str, leading_bar: bool) {
        if separator(line, b'-') {
            if self.rows.is_empty() {
                return;
            }
            if self.alignment.is_empty() && !self.has_footer {
                self.close_part(Kind::TableHead, false);
                self.alignment = alignments(line);
            } else {
                self.close_part(Kind::TableBody, false);
            }
        } else if separator(line, b'=') {
            if !self.rows.is_empty() {
                self.close_part(Kind::TableBody, true);
            }
            self.has_footer = true;
        } else {
            let row = cells(line.trim_end_matches('\n').trim_end_matches([' ', '\t']), leading_bar);
            self.columns = self.columns.max(row.len());
            self.rows.push(row);
        }
    }
}

impl Parser<'_> {
    pub(super) fn table(&mut self, source: &mut Source<'_>, frame: &mut Frame) -> bool {
        let (text, pos) = (source.text, source.pos);
        let first = scan::line_end(text, pos);
        if memchr(b'|', &source.bytes()[pos..first]).is_none() || !self.after_boundary(frame) {
            return false;
        }
        let start = scan::skip_indent(text, pos, 3);
        if crate::unicode::is_space(source.bytes()[start]) || !has_bar(&text[start..first]) {
            return false;
        }
        // A waiting attribute list is taken, and lost when this turns out to be no table.
        let attributes = frame.pending.take();
        let leading_bar = lstrip(&text[pos..first]).starts_with('|');
        let mut at = pos;
        if separator(&text[pos..first], b'-') {
            at = first;
        }
        let mut draft = Draft::default();
        while at < text.len() {
            let end = scan::line_end(text, at);
            if !has_bar(&text[at..end]) {
                break;
            }
            draft.line(&text[at..end], leading_bar);
            at = end;
        }
        if !source.block_boundary(at) {
            return false;
        }
        // kramdown has gone on behind the blank lines when it counts the lines of what it looks at again.
        source.pos = scan::blank_lines(text, at).unwrap_or(at);
        let after = source.line();
        source.pos = pos;
        if !bar_on_every_line(&self.table_pieces(&text[pos..at.saturating_sub(1).max(pos)], after)) {
            return false;
        }
        if !draft.rows.is_empty() {
            let kind = if draft.has_footer { Kind::TableFoot } else { Kind::TableBody };
            draft.close_part(kind, false);
        }
        let line = source.line();
        if !draft.parts.iter().any(|(kind, _)| *kind == Kind::TableBody) {
            self.warn(format!("Found table without body on line {line} - ignoring it"), Some(line));
            return false;
        }
        source.pos = at;
        frame.pending = attributes;
        self.add_table(frame, draft, line);
        true
    }

    fn add_table(&mut self, frame: &mut Frame, draft: Draft<'_>, line: u32) {
        let Draft { parts, mut alignment, columns, .. } = draft;
        alignment.resize(columns, Alignment::Default);
        let table = self.add_block(frame, Kind::Table { alignment }, line);
        for (kind, rows) in parts {
            let part = self.tree.append(table, kind, line);
            for row in rows {
                self.add_row(part, &row, columns, line);
            }
        }
        if self.spare_cells == 0 {
            self.warn(format!("The table on line {line} is too large: its short rows are not filled up"), Some(line));
        }
    }

    fn add_row(&mut self, part: NodeId, row: &[Cow<'_, str>], columns: usize, line: u32) {
        let node = self.tree.append(part, Kind::Row, line);
        for cell in row {
            let td = self.tree.append(node, Kind::Cell, line);
            let text = strip(cell);
            if !text.is_empty() {
                self.append_raw(td, text, line);
            }
        }
        let spare = (columns - row.len()).min(self.spare_cells);
        self.spare_cells -= spare;
        for _ in 0..spare {
            self.tree.append(node, Kind::Cell, line);
        }
    }
}
