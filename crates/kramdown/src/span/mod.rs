//! Spans: the text of a block character by character, every kind of span asked in kramdown's order.

mod code;
mod emphasis;
mod extension;
mod html;
mod link;
mod quotes;
mod symbols;

pub(crate) use symbols::entity;

use crate::block::Parser;
use crate::document::Warning;
use crate::tree::{Kind, NodeId};
use memchr::memmem;
use std::borrow::Cow;
use std::collections::HashMap;

/// How deep HTML elements and struck-out text may nest within a line.
const DEEPEST: usize = 600;

/// How many warnings a document may have before those of repeated attempts are told only once.
const MOST_WARNINGS: usize = 1_000;

/// What ends the content of a span.
#[derive(Debug)]
enum Stop<'s> {
    /// The end of the text only.
    End,
    /// `*`, `**`, `_` or `__`.
    Delimiter(&'s str),
    /// The bracket that closes a link; holds how many are open, not counting those of images, and the last child that
    /// has been looked at.
    Bracket(i64, Option<NodeId>),
    /// The end tag of an element.
    Tag(&'s str, bool),
}

/// Which kinds of spans are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kinds {
    All,
    Html,
    CodeAndHtml,
}

/// Why an attempt at a span depends on what surrounds it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
struct Within {
    emphasis: bool,
    strong: bool,
    link: bool,
    image: bool,
    /// Whether the innermost span is emphasis.
    parent_is_emphasis: bool,
}

/// The span parser at work on one text.
struct Spans<'p, 'o, 't> {
    parser: &'p mut Parser<'o>,
    text: &'t str,
    pos: usize,
    line: u32,
    /// The first line as kramdown counts it in warnings.
    told_line: u32,
    within: Within,
    depth: usize,
    /// What attempts may still cost. Text that makes kramdown try and fail without end gets no attempts in the end.
    fuel: i64,
    /// Below this, attempts are made for their outcome only, not for what they warn of.
    half_fuel: i64,
    /// Attempts that failed: where, at what, within what. They would fail again, and warn again of the same.
    failed: Option<HashMap<(usize, u8, Within), Failure>>,
    facts: Facts,
}

/// What a failed attempt did to the warnings.
#[derive(Debug)]
struct Failure {
    /// Whether those before it were forgotten.
    forgets: bool,
    /// Those it made.
    warnings: Box<[Warning]>,
}

/// How many warnings there were, and how often some had been forgotten.
#[derive(Debug, Clone, Copy)]
struct Told {
    warnings: usize,
    forgotten: usize,
}

/// What is known about the rest of the text, so that hopeless attempts are not made.
#[derive(Debug, Default)]
struct Facts {
    last_comment_end: Option<Option<usize>>,
    last_extension_end: Option<Option<usize>>,
    last_brace: Option<Option<usize>>,
    /// A part of a line without `>`.
    unclosed: (usize, usize),
    last_cdata_end: Option<Option<usize>>,
    last_open: Option<Option<usize>>,
    last_angle: Option<Option<usize>>,
    last_braces: Option<Option<usize>>,
    /// A place and the line ends before it.
    lines: (usize, u32),
    last_star: Option<Option<usize>>,
    last_star_pair: Option<Option<usize>>,
    last_underscore: Option<Option<usize>>,
    last_underscore_pair: Option<Option<usize>>,
    last_bracket: Option<Option<usize>>,
    last_math: Option<Option<usize>>,
    no_strike_from: Option<usize>,
    /// A run of underscores that has been looked at.
    underscores: Option<(usize, usize)>,
    /// For lengths of runs of backticks the place from which on there is no partner.
    no_code_end: HashMap<usize, usize>,
}

/// A part of a table's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    /// Text.
    Text(Cow<'t, str>),
    /// The content of a code span.
    Code(Cow<'t, str>),
    /// The name of an element or the text of a comment.
    Other(Cow<'t, str>),
}

/// Takes text apart at its code spans.
pub(crate) fn code_pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut pos = 0;
    while let Some(at) = memchr::memchr(b'`', &text.as_bytes()[pos..]).map(|at| pos + at) {
        let run = code::run_length(text, at);
        match code::span_at(text, at) {
            Some((content, end)) => {
                if at > from {
                    pieces.push(Piece::Text(text[from..at].into()));
                }
                pieces.push(Piece::Code(content.into()));
                from = end;
                pos = end;
            }
            None => pos = at + run,
        }
    }
    if from < text.len() {
        pieces.push(Piece::Text(text[from..].into()));
    }
    pieces
}

impl Parser<'_> {
    /// Whether nothing in a text begins a span.
    pub(crate) fn is_plain(&self, text: &str) -> bool {
        next_markdown_start(text, 0, false, self.lacks_typography()) == text.len()
    }

    /// Whether dashes, dots and guillemets stay as they are written.
    fn lacks_typography(&self) -> bool {
        self.is_gfm() && self.options.gfm_quirks.no_auto_typographic
    }

    /// Parses the spans of `text` into children of `el`.
    pub(crate) fn parse_spans(&mut self, text: &str, el: NodeId, line: u32) {
        self.parse_spans_at_depth(text, el, line, 0);
    }

    fn parse_spans_at_depth(&mut self, text: &str, el: NodeId, line: u32, depth: usize) {
        let mut spans = Spans::new(self, text, line, depth);
        // The text of a table's cell has no place in kramdown.
        if matches!(spans.parser.tree.kind(el), Kind::Cell) {
            spans.told_line = 1;
        }
        spans.run(el, &mut Stop::End, Kinds::All);
    }

    /// Takes the text of a table apart at code spans and HTML elements. `line` is where it begins for warnings.
    pub(crate) fn table_pieces<'t>(&mut self, text: &'t str, line: u32) -> Vec<Piece<'t>> {
        if !text.contains('<') {
            return code_pieces(text);
        }
        let extent = self.tree.extent();
        let scratch = self.tree.add(Kind::Root, 1);
        Spans::new(self, text, line, 0).run(scratch, &mut Stop::End, Kinds::CodeAndHtml);
        let pieces = self
            .tree
            .children(scratch)
            .map(|id| match self.tree.kind(id) {
                Kind::CodeSpan(code) => Piece::Code(self.tree.text(*code).to_owned().into()),
                Kind::Text(text) | Kind::Raw { text, .. } => Piece::Text(self.tree.text(*text).to_owned().into()),
                Kind::HtmlElement { name, .. } => Piece::Other(name.clone().into()),
                Kind::XmlComment { text, .. } => Piece::Other(text.clone().into()),
                _ => Piece::Other(Cow::default()),
            })
            .collect();
        self.tree.truncate(extent);
        pieces
    }
}

impl<'p, 'o, 't> Spans<'p, 'o, 't> {
    fn new(parser: &'p mut Parser<'o>, text: &'t str, line: u32, depth: usize) -> Self {
        let fuel = 32 * i64::try_from(text.len()).unwrap_or(i64::MAX / 32) + 65_536;
        Self {
            parser,
            text,
            pos: 0,
            line,
            told_line: line,
            within: Within::default(),
            depth,
            fuel,
            half_fuel: fuel / 2,
            failed: None,
            facts: Facts::default(),
        }
    }

    fn bytes(&self) -> &'t [u8] {
        self.text.as_bytes()
    }

    fn rest(&self) -> &'t str {
        &self.text[self.pos..]
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes().get(at).copied()
    }

    fn previous_char(&self) -> Option<char> {
        self.text[..self.pos].chars().next_back()
    }

    fn add(&mut self, el: NodeId, kind: Kind) -> NodeId {
        let line = self.line;
        self.parser.tree.append(el, kind, line)
    }

    fn add_text(&mut self, el: NodeId, text: &str) {
        let line = self.line;
        self.parser.tree.append_text(el, text, false, line);
    }

    /// The number of the line that the parser is in; for warnings.
    fn current_line(&mut self) -> u32 {
        self.line_of(self.pos)
    }

    /// The number of the line that `pos` is in; each line end is counted once as long as the parser goes forward.
    fn line_of(&mut self, pos: usize) -> u32 {
        let (known, lines) = self.facts.lines;
        let count = |from: usize, to: usize| {
            u32::try_from(memchr::memchr_iter(b'\n', &self.bytes()[from..to]).count()).unwrap_or(0)
        };
        let lines = if pos >= known { lines + count(known, pos) } else { lines - count(pos, known) };
        self.facts.lines = (pos, lines);
        self.told_line + lines
    }

    /// Parses spans into `el` until `stop` or the end; answers whether `stop` was there. The stop itself is left.
    fn run(&mut self, el: NodeId, stop: &mut Stop<'_>, kinds: Kinds) -> bool {
        loop {
            let start = self.pos;
            let at = self.next_start(start, stop, kinds);
            self.fuel -= i64::try_from(at - start).unwrap_or(0) + 1;
            self.add_text(el, &self.text[start..at]);
            self.pos = at;
            if at >= self.text.len() {
                return false;
            }
            if self.stops(el, stop) {
                return true;
            }
            self.fuel -= 8;
            if !self.span_here(el, kinds) {
                let length = self.rest().chars().next().map_or(1, char::len_utf8);
                let text = &self.text[self.pos..self.pos + length];
                self.add_text(el, text);
                self.pos += length;
            }
        }
    }

    /// Whether the content of `el` ends here.
    fn stops(&mut self, el: NodeId, stop: &mut Stop<'_>) -> bool {
        match stop {
            Stop::End => false,
            Stop::Delimiter(delimiter) => self.rest().starts_with(*delimiter) && self.closes_emphasis(el, delimiter),
            Stop::Bracket(open, seen) => {
                match self.byte(self.pos) {
                    Some(b']') => *open -= 1,
                    Some(b'[') => *open += 1,
                    Some(b'!') if self.byte(self.pos + 1) == Some(b'[') => *open += 1,
                    _ => return false,
                }
                let tree = &self.parser.tree;
                let mut next = seen.map_or_else(|| tree.first_child(el), |seen| tree.after(seen));
                while let Some(child) = next {
                    *open -= i64::from(matches!(tree.kind(child), Kind::Image));
                    *seen = Some(child);
                    next = tree.after(child);
                }
                *open == 0
            }
            Stop::Tag(name, any_case) => crate::scan::close_tag_of(self.text, self.pos, name, *any_case).is_some(),
        }
    }

    /// The next place at or after `from` where a span may begin or the stop may be.
    fn next_start(&self, from: usize, stop: &Stop<'_>, kinds: Kinds) -> usize {
        let bytes = self.bytes();
        match kinds {
            Kinds::Html => memchr::memchr(b'<', &bytes[from..]).map_or(bytes.len(), |at| from + at),
            Kinds::CodeAndHtml => memchr::memchr2(b'<', b'`', &bytes[from..]).map_or(bytes.len(), |at| from + at),
            Kinds::All => {
                let in_link = matches!(stop, Stop::Bracket(..));
                next_markdown_start(self.text, from, in_link, self.parser.lacks_typography())
            }
        }
    }

    /// Parses the span that begins here, if there is one; answers whether.
    fn span_here(&mut self, el: NodeId, kinds: Kinds) -> bool {
        let byte = self.bytes()[self.pos];
        match (kinds, byte) {
            (Kinds::Html, b'<') => return self.html_start() && self.span_html(el),
            (Kinds::CodeAndHtml, b'<') => return self.html_start() && self.span_html(el),
            (Kinds::CodeAndHtml, b'`') => return self.code_span(el),
            (Kinds::All, _) => {}
            _ => return false,
        }
        if self.parser.typography_only {
            return self.typography(el, byte);
        }
        match byte {
            b'*' | b'_' => return self.emphasis(el),
            b'`' => return self.code_span(el),
            b'<' if self.autolink(el) => return true,
            b'<' if self.html_start() => return self.span_html(el),
            b'[' => {
                if self.footnote_marker(el) {
                    return true;
                }
                if self.byte(self.pos + 1).is_some_and(|b| b != b'^') {
                    return self.link(el);
                }
            }
            b'!' if self.byte(self.pos + 1) == Some(b'[') && self.byte(self.pos + 2).is_some_and(|b| b != b'^') => {
                return self.link(el);
            }
            _ => {}
        }
        let plain = self.parser.lacks_typography();
        if self.smart_quotes(el) {
            return true;
        }
        match byte {
            b'$' | b'\\' if self.inline_math(el) => true,
            b'{' if self.byte(self.pos + 1) == Some(b':') => self.span_extension(el),
            b'&' if self.html_entity(el) => true,
            _ if !plain && self.typographic(el) => true,
            b' ' | b'\\' if !self.hard_wraps() && self.line_break(el) => true,
            b'\\' if self.escaped(el) => true,
            b'~' if self.parser.is_gfm() => self.strikethrough(el),
            _ => false,
        }
    }

    /// Parses quotation marks, entities, symbols and HTML, and nothing else.
    fn typography(&mut self, el: NodeId, byte: u8) -> bool {
        self.smart_quotes(el)
            || (byte == b'&' && self.html_entity(el))
            || self.typographic(el)
            || (byte == b'<' && self.html_start() && self.span_html(el))
    }

    /// Whether every line end is a break, so that two blanks before one mean nothing.
    fn hard_wraps(&self) -> bool {
        self.parser.is_gfm() && self.parser.options.hard_wrap
    }

    /// Whether something that may be HTML begins here.
    fn html_start(&self) -> bool {
        let rest = &self.bytes()[self.pos + 1..];
        rest.first() == Some(&b'/')
            || rest.starts_with(b"!--")
            || rest.starts_with(b"![CDATA[")
            || crate::scan::name_end(self.text, self.pos + 1).is_some()
    }

    /// Whether an attempt has failed before; what it warned of then, it warns of again.
    fn failed_before(&mut self, key: (usize, u8, Within)) -> bool {
        let Some(failure) = self.failed.as_ref().and_then(|failed| failed.get(&key)) else { return false };
        if failure.forgets {
            self.parser.warnings.clear();
            self.parser.forgotten += 1;
        }
        if self.parser.warnings.len() < MOST_WARNINGS {
            self.parser.warnings.extend(failure.warnings.iter().cloned());
        }
        true
    }

    /// Remembers that an attempt has failed, which began when there were so many warnings.
    fn remember_failure(&mut self, key: (usize, u8, Within), before: Told) {
        let forgets = self.parser.forgotten != before.forgotten;
        let first = if forgets { 0 } else { before.warnings };
        let warnings = self.parser.warnings.get(first..).unwrap_or_default();
        let warnings = if warnings.len() < MOST_WARNINGS { warnings.into() } else { Box::default() };
        self.failed.get_or_insert_default().insert(key, Failure { forgets, warnings });
    }

    /// How many warnings there are.
    fn told(&self) -> Told {
        Told { warnings: self.parser.warnings.len(), forgotten: self.parser.forgotten }
    }

    /// Whether the text from `from` on may hold what the parser warns of.
    fn may_warn(&mut self, from: usize) -> bool {
        let text = self.text;
        self.fuel > self.half_fuel
            && (Self::occurs(&mut self.facts.last_open, text, b"[", from)
                || Self::occurs(&mut self.facts.last_angle, text, b"<", from)
                || Self::occurs(&mut self.facts.last_braces, text, b"{:", from))
    }

    /// Whether `needle` is found at `from` or later.
    fn occurs(cache: &mut Option<Option<usize>>, text: &str, needle: &[u8], from: usize) -> bool {
        let last = *cache.get_or_insert_with(|| memmem::rfind(text.as_bytes(), needle));
        last.is_some_and(|last| last >= from)
    }
}

/// The next place at or after `from` where a span of Markdown may begin. In a link that is also its closing bracket;
/// where typography is left alone, dashes, dots and guillemets begin nothing.
fn next_markdown_start(text: &str, from: usize, in_link: bool, no_typography: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at = skip_plain(bytes, at);
        let Some(&byte) = bytes.get(at) else { return bytes.len() };
        let next = || bytes.get(at + 1).copied();
        match byte {
            _ if STARTS[byte as usize] == 1 => return at,
            b']' if in_link => return at,
            b'!' if next() == Some(b'[') => return at,
            b'$' if next() == Some(b'$') => return at,
            b'{' if next() == Some(b':') => return at,
            b'~' if next() == Some(b'~') => return at,
            b'"' | b'\'' => {
                // The character before takes part in the decision, unless it is a backslash.
                let before = text[from..at].chars().next_back().filter(|c| *c != '\\');
                return at - before.map_or(0, char::len_utf8);
            }
            b'-' if next() == Some(b'-') && !no_typography => return at,
            b'.' if !no_typography && bytes[at..].starts_with(b"...") => return at,
            b'>' if next() == Some(b'>') && !no_typography => {
                return if at > from && bytes[at - 1] == b' ' { at - 1 } else { at };
            }
            b'\n' if at >= from + 2 && &bytes[at - 2..at] == b"  " => return at - 2,
            _ => {}
        }
        // The character behind this one may be a quotation mark that this one belongs to; that is found there.
        at += 1;
    }
}

/// The first byte at or after `from` that may begin a span; most of a text does not.
fn skip_plain(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(chunk) = bytes[at..].first_chunk() {
        let prose = prose(chunk);
        at += prose;
        if prose < chunk.len() {
            if STARTS[bytes[at] as usize] != 0 {
                return at;
            }
            at += 1;
        }
    }
    at + bytes[at..].iter().position(|byte| STARTS[*byte as usize] != 0).unwrap_or(bytes.len() - at)
}

/// How many of sixteen bytes, from the first on, are letters, blanks and such, which begin no span. Without branches,
/// so that all are compared at once.
#[inline]
fn prose(bytes: &[u8; 16]) -> usize {
    let others = bytes.map(|byte| {
        let prose = ((byte | 0x20).wrapping_sub(b'a') < 26)
            | (byte == b' ')
            | (byte == b',')
            | (byte.wrapping_sub(b'/') <= b';' - b'/')
            | (byte >= 0x80);
        u8::from(!prose)
    });
    (u128::from_le_bytes(others).trailing_zeros() / 8) as usize
}

/// For every byte: 0 begins nothing, 1 may begin a span, 2 needs a closer look.
const STARTS: [u8; 256] = {
    let mut table = [0; 256];
    let sure = b"*_`<[\\&";
    let maybe = b"]!${~\"'-.>\n";
    let mut at = 0;
    while at < sure.len() {
        table[sure[at] as usize] = 1;
        at += 1;
    }
    at = 0;
    while at < maybe.len() {
        table[maybe[at] as usize] = 2;
        at += 1;
    }
    table
};
