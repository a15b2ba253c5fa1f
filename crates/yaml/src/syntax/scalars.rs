//! Scalars: plain, quoted, and blocks.

use super::cursor::{Mark, Stops};
use super::scanner::{Scanner, TokenKind};
use crate::error::Error;
use std::borrow::Cow;

const QUOTED: &str = "while scanning a quoted scalar";
const ESCAPE: &str = "while parsing a quoted scalar";
const BLOCK: &str = "while scanning a block scalar";

/// Where something other than plain text may come in a plain scalar, and in quoted ones.
static PLAIN_STOPS: Stops = Stops::at(b" \t:,[]{}");
static SINGLE_QUOTED_STOPS: Stops = Stops::at(b"'");
static DOUBLE_QUOTED_STOPS: Stops = Stops::at(b"\"\\");

/// Text being put together: what was already copied, and a piece of the source that follows it.
struct Pieces {
    copied: String,
    /// Where the piece begins that was not copied yet.
    piece: usize,
    /// Whether anything was copied or left out.
    broken: bool,
}

impl Pieces {
    fn new(piece: usize) -> Self {
        Self { copied: String::new(), piece, broken: false }
    }

    fn finish<'a>(mut self, scanner: &Scanner<'a>, end: usize) -> Cow<'a, str> {
        let piece = scanner.cursor.text(self.piece, end);
        if !self.broken {
            return Cow::Borrowed(piece);
        }
        self.copied.push_str(piece);
        Cow::Owned(self.copied)
    }

    /// Copies the piece up to `end`.
    fn flush(&mut self, scanner: &Scanner<'_>, end: usize) {
        self.copied.push_str(scanner.cursor.text(self.piece, end));
        self.broken = true;
    }
}

/// The line breaks between two lines of a scalar.
#[derive(Default)]
struct Breaks<'a> {
    any: bool,
    /// The first break, or nothing when it was escaped.
    leading: &'a str,
    trailing: String,
}

impl<'a> Breaks<'a> {
    fn add(&mut self, text: &'a str) {
        if self.any {
            self.trailing.push_str(text);
        } else {
            self.leading = text;
            self.any = true;
        }
    }

    /// A single break becomes a blank, of several the first is dropped.
    fn fold_into(&self, out: &mut String) {
        if self.leading != "\n" {
            out.push_str(self.leading);
        } else if self.trailing.is_empty() {
            out.push(' ');
        }
        out.push_str(&self.trailing);
    }
}

impl<'a> Scanner<'a> {
    pub(super) fn scan_plain(&mut self) -> Result<TokenKind<'a>, Error> {
        let start = self.cursor.mark;
        let indent = self.indent + 1;
        let mut pieces = Pieces::new(self.cursor.at);
        let mut end = self.cursor.at;
        let mut breaks = Breaks::default();
        loop {
            if self.cursor.is_document_indicator() || self.cursor.is(b'#') {
                break;
            }
            let from = self.cursor.at;
            self.skip_plain_word(start)?;
            if self.cursor.at > from {
                if breaks.any {
                    pieces.flush(self, end);
                    breaks.fold_into(&mut pieces.copied);
                    pieces.piece = from;
                    breaks = Breaks::default();
                }
                end = self.cursor.at;
            }
            if !(self.cursor.is_blank(0) || self.cursor.is_break(0)) {
                break;
            }
            while self.cursor.is_blank(0) || self.cursor.is_break(0) {
                if self.cursor.is_blank(0) {
                    if breaks.any && i64::from(self.cursor.mark.column) < indent && self.cursor.is(b'\t') {
                        return Err(self.error(
                            "while scanning a plain scalar",
                            start,
                            "found a tab character that violates indentation",
                        ));
                    }
                    self.cursor.skip();
                } else {
                    breaks.add(self.cursor.skip_break());
                }
            }
            if self.flow_level == 0 && i64::from(self.cursor.mark.column) < indent {
                break;
            }
        }
        if breaks.any {
            self.simple_key_allowed = true;
        }
        Ok(TokenKind::Scalar { value: pieces.finish(self, end), plain: true })
    }

    /// Reads what is neither blank nor an indicator that ends a plain scalar.
    fn skip_plain_word(&mut self, start: Mark) -> Result<(), Error> {
        let in_flow = self.flow_level > 0;
        loop {
            self.cursor.skip_run(&PLAIN_STOPS);
            match self.cursor.byte(0) {
                b':' => {
                    if in_flow && matches!(self.cursor.byte(1), b',' | b'?' | b'[' | b']' | b'{' | b'}') {
                        return Err(self.error("while scanning a plain scalar", start, "found unexpected ':'"));
                    }
                    if self.cursor.is_blank_break_or_end(1) {
                        return Ok(());
                    }
                }
                b',' | b'[' | b']' | b'{' | b'}' if in_flow => return Ok(()),
                _ if self.cursor.is_blank_break_or_end(0) => return Ok(()),
                _ => {}
            }
            self.cursor.skip();
        }
    }

    pub(super) fn scan_quoted(&mut self, quote: u8) -> Result<TokenKind<'a>, Error> {
        let start = self.cursor.mark;
        self.cursor.skip();
        let mut pieces = Pieces::new(self.cursor.at);
        loop {
            if self.cursor.is_document_indicator() {
                return Err(self.error(QUOTED, start, "found unexpected document indicator"));
            }
            if self.cursor.is_end() {
                return Err(self.error(QUOTED, start, "found unexpected end of stream"));
            }
            let mut breaks = Breaks::default();
            self.scan_quoted_line(quote, start, &mut pieces, &mut breaks)?;
            if self.cursor.is(quote) {
                break;
            }
            // Blanks before a line break go with it, unless they were escaped.
            let line = self.cursor.text(pieces.piece, self.cursor.at);
            let end = pieces.piece + line.trim_end_matches([' ', '\t']).len();
            while self.cursor.is_blank(0) || self.cursor.is_break(0) {
                if self.cursor.is_blank(0) {
                    self.cursor.skip();
                } else {
                    breaks.add(self.cursor.skip_break());
                }
            }
            if breaks.any {
                pieces.flush(self, end);
                breaks.fold_into(&mut pieces.copied);
                pieces.piece = self.cursor.at;
            }
        }
        let end = self.cursor.at;
        self.cursor.skip();
        Ok(TokenKind::Scalar { value: pieces.finish(self, end), plain: false })
    }

    /// Reads up to a line break (escaped or not) or the closing quote.
    fn scan_quoted_line(
        &mut self,
        quote: u8,
        start: Mark,
        pieces: &mut Pieces,
        breaks: &mut Breaks<'a>,
    ) -> Result<(), Error> {
        let stops = if quote == b'"' { &DOUBLE_QUOTED_STOPS } else { &SINGLE_QUOTED_STOPS };
        loop {
            self.cursor.skip_run(stops);
            let byte = self.cursor.byte(0);
            if byte == quote {
                if quote == b'"' || self.cursor.byte(1) != b'\'' {
                    return Ok(());
                }
                // Of two single quotes one is kept.
                pieces.flush(self, self.cursor.at + 1);
                self.cursor.skip_ascii(2);
                pieces.piece = self.cursor.at;
            } else if self.cursor.is_break_or_end() {
                return Ok(());
            } else if byte == b'\\' && quote == b'"' {
                pieces.flush(self, self.cursor.at);
                if self.cursor.is_break(1) {
                    self.cursor.skip();
                    self.cursor.skip_break();
                    pieces.piece = self.cursor.at;
                    breaks.any = true;
                    return Ok(());
                }
                let c = self.scan_escape(start)?;
                pieces.copied.push(c);
                pieces.piece = self.cursor.at;
            } else {
                self.cursor.skip();
            }
        }
    }

    fn scan_escape(&mut self, start: Mark) -> Result<char, Error> {
        let (digits, c) = match self.cursor.byte(1) {
            b'0' => (0, '\0'),
            b'a' => (0, '\x07'),
            b'b' => (0, '\x08'),
            b't' | b'\t' => (0, '\t'),
            b'n' => (0, '\n'),
            b'v' => (0, '\x0b'),
            b'f' => (0, '\x0c'),
            b'r' => (0, '\r'),
            b'e' => (0, '\x1b'),
            b' ' => (0, ' '),
            b'"' => (0, '"'),
            b'/' => (0, '/'),
            b'\\' => (0, '\\'),
            b'N' => (0, '\u{85}'),
            b'_' => (0, '\u{a0}'),
            b'L' => (0, '\u{2028}'),
            b'P' => (0, '\u{2029}'),
            b'x' => (2, '\0'),
            b'u' => (4, '\0'),
            b'U' => (8, '\0'),
            _ => return Err(self.error(ESCAPE, start, "found unknown escape character")),
        };
        self.cursor.skip_ascii(2);
        if digits == 0 {
            return Ok(c);
        }
        let mut code = 0;
        for ahead in 0..digits {
            let digit = char::from(self.cursor.byte(ahead)).to_digit(16);
            let digit = digit.ok_or_else(|| self.error(ESCAPE, start, "did not find expected hexdecimal number"))?;
            code = code << 4 | digit;
        }
        let c = char::from_u32(code)
            .ok_or_else(|| self.error(ESCAPE, start, "found invalid Unicode character escape code"))?;
        self.cursor.skip_ascii(digits);
        Ok(c)
    }

    pub(super) fn scan_block_scalar(&mut self, literal: bool) -> Result<TokenKind<'a>, Error> {
        let start = self.cursor.mark;
        self.cursor.skip();
        let (chomping, increment) = self.scan_block_header(start)?;
        let mut indent = match increment {
            0 => 0,
            _ => self.indent.max(0) + increment,
        };
        let mut out = String::new();
        let mut leading = "";
        let mut trailing = String::new();
        let mut blank_before = false;
        self.scan_block_breaks(&mut indent, &mut trailing, start)?;
        while i64::from(self.cursor.mark.column) == indent && !self.cursor.is_end() {
            let blank = self.cursor.is_blank(0);
            if !literal && leading == "\n" && !blank_before && !blank {
                if trailing.is_empty() {
                    out.push(' ');
                }
            } else {
                out.push_str(leading);
            }
            out.push_str(&trailing);
            trailing.clear();
            blank_before = blank;
            let from = self.cursor.at;
            while !self.cursor.is_break_or_end() {
                self.cursor.skip();
                self.cursor.skip_run(&Stops::AT_BREAKS);
            }
            out.push_str(self.cursor.text(from, self.cursor.at));
            leading = self.cursor.skip_break();
            self.scan_block_breaks(&mut indent, &mut trailing, start)?;
        }
        if chomping != Some(b'-') {
            out.push_str(leading);
        }
        if chomping == Some(b'+') {
            out.push_str(&trailing);
        }
        Ok(TokenKind::Scalar { value: Cow::Owned(out), plain: false })
    }

    /// Reads what follows `|` or `>` on its line: how line breaks at the end are kept, and the indentation.
    fn scan_block_header(&mut self, start: Mark) -> Result<(Option<u8>, i64), Error> {
        let (mut chomping, mut increment) = (None, 0);
        for _ in 0..2 {
            match self.cursor.byte(0) {
                sign @ (b'+' | b'-') if chomping.is_none() => chomping = Some(sign),
                b'0' if increment == 0 => {
                    return Err(self.error(BLOCK, start, "found an indentation indicator equal to 0"));
                }
                digit @ b'1'..=b'9' if increment == 0 => increment = i64::from(digit - b'0'),
                _ => break,
            }
            self.cursor.skip();
        }
        self.cursor.skip_blanks();
        self.cursor.skip_comment();
        if !self.cursor.is_break_or_end() {
            return Err(self.error(BLOCK, start, "did not find expected comment or line break"));
        }
        self.cursor.skip_break();
        Ok((chomping, increment))
    }

    /// Reads indentation and empty lines; finds the indentation out if it is 0.
    fn scan_block_breaks(&mut self, indent: &mut i64, breaks: &mut String, start: Mark) -> Result<(), Error> {
        let mut deepest = 0;
        loop {
            while (*indent == 0 || i64::from(self.cursor.mark.column) < *indent) && self.cursor.is(b' ') {
                self.cursor.skip();
            }
            let column = i64::from(self.cursor.mark.column);
            deepest = deepest.max(column);
            if (*indent == 0 || column < *indent) && self.cursor.is(b'\t') {
                return Err(self.error(BLOCK, start, "found a tab character where an indentation space is expected"));
            }
            if !self.cursor.is_break(0) {
                break;
            }
            breaks.push_str(self.cursor.skip_break());
        }
        if *indent == 0 {
            *indent = deepest.max(self.indent + 1).max(1);
        }
        Ok(())
    }
}
