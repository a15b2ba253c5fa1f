//! A text on its way through the block parser: where the parser is, and what it has learnt about the rest.

use crate::scan;
use memchr::{memchr, memmem};

/// A text with the parser's place in it.
///
/// The caches answer "is there any such mark further on" once, so that unclosed constructs cost no second look.
#[derive(Debug)]
pub(crate) struct Source<'t> {
    pub(crate) text: &'t str,
    pub(crate) pos: usize,
    first_line: u32,
    counted: (usize, u32),
    brace: Option<(usize, Option<usize>)>,
    /// Where marks stand for the last time.
    last: Vec<(&'static str, Option<usize>)>,
    closers: Option<Closers>,
}

/// The lines that may close a fence.
#[derive(Debug, Default)]
struct Closers {
    /// From where on they are known.
    from: usize,
    /// Beginning of the line, beginning and end of the run, end of the line.
    lines: Vec<[usize; 4]>,
    /// For every line the longest run of backticks and of tildes there or later.
    longest: Vec<[usize; 2]>,
}

impl<'t> Source<'t> {
    pub(crate) fn new(text: &'t str, first_line: u32) -> Self {
        Self { text, pos: 0, first_line, counted: (0, 0), brace: None, last: Vec::new(), closers: None }
    }

    pub(crate) fn at_end(&self) -> bool {
        self.pos >= self.text.len()
    }

    pub(crate) fn bytes(&self) -> &'t [u8] {
        self.text.as_bytes()
    }

    pub(crate) fn rest(&self) -> &'t str {
        &self.text[self.pos..]
    }

    /// The number of the line that the parser is in.
    pub(crate) fn line(&mut self) -> u32 {
        let (from, lines) = self.counted;
        if self.pos > from {
            let more = memchr::memchr_iter(b'\n', &self.bytes()[from..self.pos]).count();
            self.counted = (self.pos, lines + u32::try_from(more).unwrap_or(0));
        } else if self.pos < from {
            let fewer = memchr::memchr_iter(b'\n', &self.bytes()[self.pos..from]).count();
            self.counted = (self.pos, lines.saturating_sub(u32::try_from(fewer).unwrap_or(0)));
        }
        self.first_line + self.counted.1
    }

    /// The first closing brace at `pos` or later.
    pub(crate) fn brace_after(&mut self, pos: usize) -> Option<usize> {
        if let Some((from, found)) = self.brace
            && pos >= from
            && found.is_none_or(|at| at >= pos)
        {
            return found;
        }
        let found = memchr(b'}', &self.bytes()[pos..]).map(|at| pos + at);
        self.brace = Some((pos, found));
        found
    }

    /// Whether an attribute list that begins at `start` can only end at a brace with something behind it on its line.
    pub(crate) fn never_ends(&mut self, start: usize) -> bool {
        match self.brace_after(start) {
            None => true,
            Some(brace) => self.bytes()[brace - 1] != b'\\' && scan::blank_rest(self.text, brace + 1).is_none(),
        }
    }

    /// Whether `mark` stands at `from` or later.
    pub(crate) fn occurs(&mut self, mark: &'static str, from: usize) -> bool {
        let text = self.text.as_bytes();
        let known = self.last.iter().find(|(known, _)| *known == mark).map(|(_, last)| *last);
        let last = known.unwrap_or_else(|| {
            let last = memmem::rfind(text, mark.as_bytes());
            self.last.push((mark, last));
            last
        });
        last.is_some_and(|last| last >= from)
    }

    /// The block attribute list at `pos`.
    pub(crate) fn block_attributes(&mut self, pos: usize) -> Option<scan::Braces<'t>> {
        let start = scan::skip_indent(self.text, pos, 3);
        if !self.bytes()[start..].starts_with(b"{:") || self.never_ends(start) {
            return None;
        }
        scan::block_attributes(self.text, pos)
    }

    /// The end of the comment that begins at `pos`.
    pub(crate) fn comment_end(&mut self, pos: usize) -> Option<usize> {
        if !self.bytes()[pos..].starts_with(b"<!--") {
            return None;
        }
        if !self.occurs("-->", pos + 4) {
            return None;
        }
        memmem::find(&self.bytes()[pos + 4..], b"-->").map(|at| pos + 4 + at + 3)
    }

    /// Whether lazy continuation of a block ends at `pos`.
    pub(crate) fn lazy_end(&mut self, pos: usize) -> bool {
        let start = scan::skip_indent(self.text, pos, 3);
        match self.bytes().get(start) {
            None => true,
            Some(b'{') => self.block_attributes(pos).is_some(),
            Some(b'^') => start == pos && scan::end_marker(self.text, pos).is_some(),
            Some(b'<') => scan::lazy_end_tag(self.text, start),
            Some(b'\n' | b'\t' | b' ' | b'\r' | 0x0b | 0x0c) => scan::blank_rest(self.text, pos).is_some(),
            Some(_) => false,
        }
    }

    /// Whether a block ends at `pos`: blank line, attribute list, end marker or end of text.
    pub(crate) fn block_boundary(&mut self, pos: usize) -> bool {
        pos >= self.text.len()
            || scan::blank_rest(self.text, pos).is_some()
            || scan::end_marker(self.text, pos).is_some()
            || self.block_attributes(pos).is_some()
    }

    /// Finds the line closing the fence whose run is `run` and whose content begins at `from`. Gives how much of the
    /// run is the fence, and beginning and end of the closing line.
    pub(crate) fn fence_close(&mut self, run: &[u8], from: usize, indent: usize) -> Option<(usize, usize, usize)> {
        let text = self.text;
        let closers = match &mut self.closers {
            Some(known) if known.from <= from => known,
            unknown => unknown.insert(Closers::new(text, from, indent)),
        };
        let first = closers.lines.partition_point(|line| line[0] < from);
        let lines = closers.lines.get(first..)?;
        let mark = *run.first()?;
        if run.iter().all(|b| *b == mark) {
            let longest = closers.longest.get(first)?[usize::from(mark == b'~')];
            let length = run.len().min(longest);
            if length < 3 {
                return None;
            }
            return lines
                .iter()
                .find(|line| closes(&text.as_bytes()[line[1]..line[2]], &run[..length]))
                .map(|line| (length, line[0], line[3]));
        }
        (3..=run.len().min(64)).rev().find_map(|length| {
            lines
                .iter()
                .find(|line| closes(&text.as_bytes()[line[1]..line[2]], &run[..length]))
                .map(|line| (length, line[0], line[3]))
        })
    }
}

fn closes(run: &[u8], fence: &[u8]) -> bool {
    let last = fence[fence.len() - 1];
    run.strip_prefix(fence).is_some_and(|rest| rest.iter().all(|b| *b == last))
}

impl Closers {
    /// Finds the lines of a text from the start of one on.
    fn new(text: &str, from: usize, indent: usize) -> Self {
        let mut closers = Self { from, ..Self::default() };
        let bytes = text.as_bytes();
        let mut pos = from;
        while let Some(mark) = memchr::memchr2(b'`', b'~', &bytes[pos..]).map(|at| pos + at) {
            let line = memchr::memrchr(b'\n', &bytes[pos..mark]).map_or(pos, |at| pos + at + 1);
            let start = scan::skip_indent(text, line, indent);
            let mut next = scan::line_end(text, mark);
            if start == mark
                && let length @ 3.. = scan::fence_length(text, start)
                && let Some(end) = scan::blank_rest(text, start + length)
            {
                closers.lines.push([line, start, start + length, end]);
                next = next.max(end);
            }
            pos = next;
        }
        let mut longest = [0, 0];
        closers.longest = vec![longest; closers.lines.len()];
        for (at, line) in closers.lines.iter().enumerate().rev() {
            let run = &text.as_bytes()[line[1]..line[2]];
            if run.iter().all(|b| *b == run[0]) {
                let kind = usize::from(run[0] == b'~');
                longest[kind] = longest[kind].max(run.len());
            }
            closers.longest[at] = longest;
        }
        closers
    }
}
