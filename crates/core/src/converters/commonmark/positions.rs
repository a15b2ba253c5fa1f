//! Where blocks stand in a text, as cmark tells it with `SOURCEPOS`: lines and bytes within them, from 1.

use std::ops::Range;

/// Kinds of blocks by where cmark sees their end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    /// It ends with its last line that is not blank.
    Line,
    /// It ends with its text, before signs that close it.
    Atx,
    /// Blank lines behind it still belong to it: lists, their items, thematic breaks.
    Open,
    /// As [`Block::Open`], but it begins where its indent has been taken away: indented code.
    Indented,
    /// It is seen to end with its closing line, or with the line behind it.
    Fence,
    /// A header above `=` or `-` is seen to end with the line behind it.
    Setext,
    /// A cell of a table reaches from bar to bar.
    Cell,
}

/// A text with the places where its lines begin.
#[derive(Debug)]
pub(super) struct Positions<'t> {
    text: &'t str,
    lines: Vec<usize>,
}

impl<'t> Positions<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let starts = text.match_indices('\n').map(|(at, _)| at + 1).filter(|at| *at < text.len());
        Self { text, lines: std::iter::once(0).chain(starts).collect() }
    }

    /// The attribute for a block that takes `range`; `quoted` says whether it stands in a quotation.
    pub(super) fn attribute(&self, block: Block, range: &Range<usize>, quoted: bool) -> String {
        let content = &self.text[range.clone()];
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let indent = content.len() - content.trim_start_matches(blank).len();
        let start = range.start + if block == Block::Indented { 0 } else { indent };
        let last = self
            .line_of(range.start + content.trim_end_matches(blank).len().saturating_sub(1))
            .max(self.line_of(start));
        let (first, column) = (self.line_of(start), start - self.lines[self.line_of(start)] + 1);
        if block == Block::Cell {
            let (from, to) = self.between_bars(range);
            let begin = self.lines[first];
            return format!(" data-sourcepos=\"{}:{}-{}:{}\"", first + 1, from - begin + 1, first + 1, to - begin);
        }
        let end = match block {
            Block::Open | Block::Indented => self.over_blanks(last, quoted),
            Block::Setext => (last + 1).min(self.lines.len() - 1),
            Block::Fence if !self.closes_fence(start, last) => (last + 1).min(self.lines.len() - 1),
            _ => last,
        };
        let line = self.line(end);
        let length = if block == Block::Atx { without_closing_signs(line) } else { line.len() };
        format!(" data-sourcepos=\"{}:{column}-{}:{length}\"", first + 1, end + 1)
    }

    fn line_of(&self, at: usize) -> usize {
        self.lines.partition_point(|start| *start <= at).saturating_sub(1)
    }

    fn line(&self, number: usize) -> &'t str {
        let end = self.lines.get(number + 1).copied().unwrap_or(self.text.len());
        self.text[self.lines[number]..end].trim_end_matches(['\n', '\r'])
    }

    /// The last of the blank lines behind line `number`.
    fn over_blanks(&self, number: usize, quoted: bool) -> usize {
        let mut last = number;
        while last + 1 < self.lines.len() {
            let line = self.line(last + 1);
            let blank = line.bytes().all(|b| matches!(b, b' ' | b'\t') || (quoted && b == b'>'));
            if !blank || (quoted && !line.contains('>')) {
                break;
            }
            last += 1;
        }
        last
    }

    /// Whether line `last` closes the fence that begins at `start`.
    fn closes_fence(&self, start: usize, last: usize) -> bool {
        let mark = self.text.as_bytes()[start];
        let run = |line: &str| line.bytes().take_while(|b| *b == mark).count();
        let line = self.line(last).trim_start_matches([' ', '\t', '>']).trim_end();
        self.line_of(start) < last && run(line) == line.len() && run(line) >= run(&self.text[start..])
    }

    fn between_bars(&self, range: &Range<usize>) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let (mut from, mut to) = (range.start, range.end);
        while from > 0 && !matches!(bytes[from - 1], b'|' | b'\n') {
            from -= 1;
        }
        while to > from && matches!(bytes[to - 1], b'|' | b'\n') {
            to -= 1;
        }
        while to < bytes.len() && !matches!(bytes[to], b'|' | b'\n') {
            to += 1;
        }
        (from, to)
    }
}

/// The length of a header's line without the `#` signs at its end.
fn without_closing_signs(line: &str) -> usize {
    let line = line.trim_end_matches([' ', '\t']);
    let before = line.trim_end_matches('#');
    if before.ends_with([' ', '\t']) { before.trim_end_matches([' ', '\t']).len() } else { line.len() }
}

#[cfg(test)]
mod tests {
    use super::{Block, Positions};

    #[test]
    fn blocks_stand_where_cmark_sees_them() {
        let places = Positions::new("# H #\n\n- a\n- b\n\n    code\n");
        assert_eq!(places.attribute(Block::Atx, &(0..6), false), " data-sourcepos=\"1:1-1:3\"");
        assert_eq!(places.attribute(Block::Open, &(7..15), false), " data-sourcepos=\"3:1-5:0\"");
        assert_eq!(places.attribute(Block::Indented, &(20..25), false), " data-sourcepos=\"6:5-6:8\"");
    }
}
