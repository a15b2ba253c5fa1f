//! The place in the text that is read next.

use crate::error::Error;
use crate::node::Position;
use std::cell::Cell;

/// How much libyaml decodes at a time: a fault of the encoding is told as soon as its chunk is needed.
const CHUNK: usize = 16_384;

/// Line and column, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Mark {
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl Mark {
    pub(crate) fn position(self) -> Position {
        Position { line: self.line + 1, column: self.column + 1 }
    }
}

/// Bytes that are not decoded: those that are no UTF-8, and control characters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Undecodable {
    /// Where they are.
    pub(crate) at: usize,
    /// What the error counts as their place.
    pub(crate) offset: usize,
    /// What is wrong with them.
    pub(crate) problem: &'static str,
    /// Whether all before them is read first: libyaml waits for the rest of a character that the text ends in.
    pub(crate) late: bool,
}

/// Reads a text character by character. Past the end there are NULs, which a text cannot contain.
pub(crate) struct Cursor<'a> {
    text: &'a str,
    /// The bytes that may be read.
    bytes: &'a [u8],
    pub(crate) at: usize,
    pub(crate) mark: Mark,
    /// Characters read so far.
    pub(crate) index: usize,
    undecodable: Option<Undecodable>,
    /// Whether something past the end was asked for.
    reached_end: Cell<bool>,
}

impl<'a> Cursor<'a> {
    /// `undecodable` is what follows the text, if the text is only the part of a file that could be decoded.
    pub(crate) fn new(text: &'a str, undecodable: Option<Undecodable>) -> Self {
        let control = find_control(text).map(|at| Undecodable {
            at,
            offset: at,
            problem: "control characters are not allowed",
            late: false,
        });
        let undecodable = control.or(undecodable);
        let end =
            undecodable.map_or(text.len(), |fault| if fault.late { fault.at } else { start_of_chunk(text, fault.at) });
        let bytes = &text.as_bytes()[..end];
        let (mark, reached_end) = (Mark::default(), Cell::new(false));
        Self { text, bytes, at: 0, mark, index: 0, undecodable, reached_end }
    }

    /// Gives the error of the bytes that could not be decoded, once they were needed.
    pub(crate) fn check(&self) -> Result<(), Error> {
        match self.undecodable {
            Some(fault) if self.reached_end.get() => {
                let found = Position::default();
                let line = self.text[..fault.at].bytes().filter(|byte| *byte == b'\n').count();
                let column = self.text[..fault.at].chars().rev().take_while(|c| *c != '\n').count();
                let mut error = Error::syntax(None, found, fault.problem, found);
                error.offset = fault.offset;
                error.found_at =
                    Mark { line: u32::try_from(line).unwrap_or(0), column: u32::try_from(column).unwrap_or(0) }
                        .position();
                Err(error)
            }
            _ => Ok(()),
        }
    }

    /// Gives the byte so many bytes ahead.
    pub(crate) fn byte(&self, ahead: usize) -> u8 {
        match self.bytes.get(self.at + ahead) {
            Some(byte) => *byte,
            None => {
                self.reached_end.set(true);
                0
            }
        }
    }

    pub(crate) fn is(&self, byte: u8) -> bool {
        self.byte(0) == byte
    }

    pub(crate) fn text(&self, from: usize, to: usize) -> &'a str {
        &self.text[from..to]
    }

    pub(crate) fn is_end(&self) -> bool {
        self.byte(0) == 0
    }

    /// Gives the length in bytes of the line break so many bytes ahead, 0 if there is none. CR LF is one break.
    pub(crate) fn break_length(&self, ahead: usize) -> usize {
        match self.byte(ahead) {
            b'\n' => 1,
            b'\r' if self.byte(ahead + 1) == b'\n' => 2,
            b'\r' => 1,
            0xc2 if self.byte(ahead + 1) == 0x85 => 2,
            0xe2 if self.byte(ahead + 1) == 0x80 && matches!(self.byte(ahead + 2), 0xa8 | 0xa9) => 3,
            _ => 0,
        }
    }

    pub(crate) fn is_break(&self, ahead: usize) -> bool {
        match self.byte(ahead) {
            b'\n' | b'\r' => true,
            0xc2 | 0xe2 => self.break_length(ahead) > 0,
            _ => false,
        }
    }

    pub(crate) fn is_blank(&self, ahead: usize) -> bool {
        matches!(self.byte(ahead), b' ' | b'\t')
    }

    /// Says whether a blank, a line break or the end is so many bytes ahead.
    pub(crate) fn is_blank_break_or_end(&self, ahead: usize) -> bool {
        matches!(self.byte(ahead), b' ' | b'\t' | 0) || self.is_break(ahead)
    }

    pub(crate) fn is_break_or_end(&self) -> bool {
        self.is_end() || self.is_break(0)
    }

    /// Says whether a line begins here with `---` or `...` alone.
    pub(crate) fn is_document_indicator(&self) -> bool {
        self.mark.column == 0 && (self.is_indicator(b'-') || self.is_indicator(b'.'))
    }

    /// Says whether three of a byte stand here alone.
    pub(crate) fn is_indicator(&self, byte: u8) -> bool {
        self.is(byte) && self.byte(1) == byte && self.byte(2) == byte && self.is_blank_break_or_end(3)
    }

    /// Reads a character that is no line break. At the end nothing is read.
    pub(crate) fn skip(&mut self) {
        let width = match self.byte(0) {
            0 => return,
            1..0x80 => 1,
            0x80..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        };
        self.at += width;
        self.index += 1;
        self.mark.column += 1;
    }

    /// Reads so many ASCII characters, none of them a line break.
    pub(crate) fn skip_ascii(&mut self, count: usize) {
        for _ in 0..count {
            self.skip();
        }
    }

    /// Reads bytes up to one that stops, as those do that may begin a line break.
    pub(crate) fn skip_run(&mut self, stops: &Stops) {
        let run = &self.bytes[self.at..];
        let (mut length, mut count) = (0, 0);
        // Most runs are short. Of a long one whole blocks are looked at, without a branch for each byte.
        let mut end = run.len().min(SHORT);
        loop {
            // A byte that stops is never inside a character.
            while length < end && !stops.table[usize::from(run[length])] {
                count += usize::from(run[length] & 0xc0 != 0x80);
                length += 1;
            }
            if length < end || end == run.len() {
                break;
            }
            while let Some(further) = &stops.further
                && let Some(block) = run[length..].first_chunk()
                && !stops_in(block, further)
            {
                count += characters(block);
                length += BLOCK;
            }
            end = run.len().min(length + BLOCK);
        }
        self.at += length;
        self.index += count;
        self.mark.column += u32::try_from(count).unwrap_or(u32::MAX);
    }

    /// Reads a line break, if there is one, and gives what it counts as in a scalar.
    pub(crate) fn skip_break(&mut self) -> &'a str {
        let length = self.break_length(0);
        if length == 0 {
            return "";
        }
        let text = self.text(self.at, self.at + length);
        self.at += length;
        self.index += text.chars().count();
        self.mark.line += 1;
        self.mark.column = 0;
        if length == 3 { text } else { "\n" }
    }

    /// Reads blanks.
    pub(crate) fn skip_blanks(&mut self) {
        while self.is_blank(0) {
            self.skip();
        }
    }

    /// Reads a comment up to the end of its line, if there is one.
    pub(crate) fn skip_comment(&mut self) {
        if self.is(b'#') {
            while !self.is_break_or_end() {
                self.skip();
                self.skip_run(&Stops::AT_BREAKS);
            }
        }
    }

    /// Reads letters, digits, `_` and `-`.
    pub(crate) fn skip_word(&mut self) -> &'a str {
        let from = self.at;
        while is_word(self.byte(0)) {
            self.skip();
        }
        self.text(from, self.at)
    }
}

pub(crate) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// The bytes at which a run of text ends: those that are, or begin, a line break, and further ones. A table, because
/// every byte of a file is looked up.
pub(crate) struct Stops {
    table: [bool; 256],
    /// The further ones, if they are few.
    further: Option<[u8; 2]>,
}

impl Stops {
    pub(crate) const AT_BREAKS: Self = Self::at(b"");

    /// Stops at these bytes and at line breaks.
    pub(crate) const fn at(further: &[u8]) -> Self {
        let mut table = [false; 256];
        (table[b'\n' as usize], table[b'\r' as usize], table[0xc2], table[0xe2]) = (true, true, true, true);
        let mut at = 0;
        while at < further.len() {
            table[further[at] as usize] = true;
            at += 1;
        }
        let further = match further {
            [] => Some([b'\n', b'\n']),
            [only] => Some([*only, *only]),
            [one, other] => Some([*one, *other]),
            _ => None,
        };
        Self { table, further }
    }
}

/// How many bytes are looked at together.
const BLOCK: usize = 64;

/// How many bytes of a run are looked at one by one first.
const SHORT: usize = 16;

/// Says whether a block has a byte that is, or begins, a line break, or one of two others.
fn stops_in(block: &[u8; BLOCK], further: &[u8; 2]) -> bool {
    let stops = |byte: u8| {
        (byte == b'\n')
            | (byte == b'\r')
            | (byte == 0xc2)
            | (byte == 0xe2)
            | (byte == further[0])
            | (byte == further[1])
    };
    block.iter().fold(false, |any, byte| any | stops(*byte))
}

/// Counts the characters that begin in a block.
fn characters(block: &[u8; BLOCK]) -> usize {
    usize::from(block.iter().map(|byte| u8::from(byte & 0xc0 != 0x80)).sum::<u8>())
}

/// Finds the first character that YAML does not allow in a file.
fn find_control(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let suspect = |byte: u8| (byte < 0x20 && !matches!(byte, b'\n' | b'\t')) || matches!(byte, 0x7f | 0xc2 | 0xef);
    // Whole blocks are looked at first, without a branch for each byte: nearly none has a suspect.
    let clean = |block: &[u8; BLOCK]| !block.iter().fold(false, |any, byte| any | suspect(*byte));
    let mut from = 0;
    loop {
        while bytes[from..].first_chunk().is_some_and(clean) {
            from += BLOCK;
        }
        let at = from + bytes[from..].iter().position(|byte| suspect(*byte))?;
        let allowed = match (bytes[at], bytes.get(at + 1), bytes.get(at + 2)) {
            (b'\r', ..) => true,
            (0xc2, Some(next), _) => *next == 0x85 || *next >= 0xa0,
            (0xef, Some(0xbf), Some(last)) => !matches!(last, 0xbe | 0xbf),
            (0xef, ..) => true,
            _ => false,
        };
        if !allowed {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Gives where the chunk begins that holds a byte. Chunks end between characters.
fn start_of_chunk(text: &str, byte: usize) -> usize {
    let mut start = 0;
    loop {
        let mut end = (start + CHUNK).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        if byte < end || end == text.len() {
            return start;
        }
        start = end;
    }
}
