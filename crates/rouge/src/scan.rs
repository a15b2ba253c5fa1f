//! The scanner that every lexer writes through: a position in the code, questions about what follows, and the tokens so
//! far, merged as Rouge merges them.

use std::cell::Cell;

use memchr::memchr;

use crate::Token;
use crate::lexers::Lex;

/// A token and the offset at which it ends; it starts where the one before ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub(crate) token: Token,
    pub(crate) end: usize,
}

/// How deep lexers may hand over to other lexers before the rest becomes plain text.
const MAX_DEPTH: usize = 24;

/// The code being lexed. Bytes at or past [`Scan::end`] do not exist for the lexer at work: a delegate sees its part only.
pub(crate) struct Scan<'a> {
    code: &'a str,
    bytes: &'a [u8],
    pos: usize,
    base: usize,
    depth: usize,
    spans: Vec<Span>,
    /// What was looked for and is not between two offsets.
    missing: Vec<(&'static [u8], usize, usize)>,
    /// A position, and how often a lexer has asked there whether it is the end.
    asked: Cell<(usize, u32)>,
}

/// How often a lexer may ask for the end in one place, changing its state only, before it is taken to go round in a
/// circle.
const MAX_ASKED: u32 = 200;

#[cfg(test)]
thread_local! {
    /// How often a lexer went round in a circle on this thread.
    pub(crate) static CIRCLES: Cell<usize> = const { Cell::new(0) };
}

impl<'a> Scan<'a> {
    pub(crate) fn new(code: &'a str) -> Self {
        Scan {
            code,
            bytes: code.as_bytes(),
            pos: 0,
            base: 0,
            depth: 0,
            spans: Vec::with_capacity(code.len() / 4 + 4),
            missing: Vec::new(),
            asked: Cell::new((0, 0)),
        }
    }

    /// Runs a lexer to the end of the visible code. One that goes round in a circle has an error in the next character.
    pub(crate) fn run(&mut self, lexer: &mut dyn Lex) {
        lexer.lex(self);
        while self.asked.get().1 > MAX_ASKED {
            #[cfg(test)]
            CIRCLES.set(CIRCLES.get() + 1);
            self.asked.set((0, 0));
            self.error();
            lexer.lex(self);
        }
    }

    pub(crate) fn into_spans(self) -> Vec<Span> {
        self.spans
    }

    /// The offset of the next byte to lex.
    #[inline]
    pub(crate) fn pos(&self) -> usize {
        self.pos
    }

    /// The offset where the visible code ends.
    #[inline]
    pub(crate) fn end(&self) -> usize {
        self.bytes.len()
    }

    /// The offset where the visible code starts.
    #[inline]
    pub(crate) fn base(&self) -> usize {
        self.base
    }

    #[inline]
    pub(crate) fn eof(&self) -> bool {
        let (pos, times) = self.asked.get();
        let times = if pos == self.pos { times + 1 } else { 0 };
        self.asked.set((self.pos, times));
        self.pos >= self.bytes.len() || times > MAX_ASKED
    }

    /// The byte at an absolute offset, 0 past the end.
    #[inline]
    pub(crate) fn at(&self, index: usize) -> u8 {
        self.bytes.get(index).copied().unwrap_or(0)
    }

    /// The byte `n` after the position, 0 past the end.
    #[inline]
    pub(crate) fn peek(&self, n: usize) -> u8 {
        self.at(self.pos + n)
    }

    /// The byte at the position, 0 at the end.
    #[inline]
    pub(crate) fn cur(&self) -> u8 {
        self.at(self.pos)
    }

    /// The byte before the position within the visible code, a newline at its start.
    #[inline]
    pub(crate) fn prev(&self) -> u8 {
        if self.pos > self.base { self.bytes[self.pos - 1] } else { b'\n' }
    }

    /// Whether the position is at the beginning of a line.
    #[inline]
    pub(crate) fn bol(&self) -> bool {
        self.prev() == b'\n'
    }

    /// The visible bytes from the position on.
    #[inline]
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.pos..).unwrap_or_default()
    }

    /// The visible bytes between two offsets.
    #[inline]
    pub(crate) fn slice(&self, from: usize, to: usize) -> &'a [u8] {
        self.bytes.get(from..to.min(self.bytes.len())).unwrap_or_default()
    }

    /// The text between two offsets; empty where they are no character boundaries.
    pub(crate) fn text(&self, from: usize, to: usize) -> &'a str {
        self.code.get(from..to.min(self.bytes.len())).unwrap_or_default()
    }

    #[inline]
    pub(crate) fn starts(&self, with: &[u8]) -> bool {
        self.rest().starts_with(with)
    }

    #[inline]
    pub(crate) fn starts_at(&self, index: usize, with: &[u8]) -> bool {
        self.bytes.get(index..).is_some_and(|rest| rest.starts_with(with))
    }

    /// As [`Scan::starts`], ignoring ASCII case.
    pub(crate) fn starts_nocase(&self, with: &[u8]) -> bool {
        self.rest().get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with))
    }

    /// Gives a token to the next `len` bytes.
    #[inline]
    pub(crate) fn emit(&mut self, token: Token, len: usize) {
        self.emit_to(token, self.pos + len);
    }

    /// Gives a token to the bytes up to an offset; nothing happens when that is not ahead.
    #[inline]
    pub(crate) fn emit_to(&mut self, token: Token, end: usize) {
        let mut end = end.min(self.bytes.len());
        // A lexer that stops inside a character would break the text apart; take the whole character.
        while end < self.bytes.len() && self.bytes[end] & 0xC0 == 0x80 {
            end += 1;
        }
        if end <= self.pos {
            return;
        }
        self.pos = end;
        match self.spans.last_mut() {
            Some(last) if last.token == token => last.end = end,
            _ => self.spans.push(Span { token, end }),
        }
    }

    /// Lengthens the last token up to an offset.
    pub(crate) fn extend_to(&mut self, end: usize) {
        if let Some(token) = self.spans.last().map(|span| span.token) {
            self.emit_to(token, end);
        }
    }

    /// Gives a token to all that is left.
    pub(crate) fn emit_rest(&mut self, token: Token) {
        self.emit_to(token, self.bytes.len());
    }

    /// Gives the error token to the next character, as Rouge does when no rule matches.
    #[inline]
    pub(crate) fn error(&mut self) {
        self.emit(Token::Error, 1);
    }

    /// The first offset from `from` on whose byte is not accepted.
    #[inline]
    pub(crate) fn while_at(&self, from: usize, accept: impl Fn(u8) -> bool) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        from + rest.iter().position(|byte| !accept(*byte)).unwrap_or(rest.len())
    }

    /// The first offset from `from` on whose byte is not accepted, or whose character is outside ASCII and no letter.
    #[inline]
    pub(crate) fn name_end(&self, from: usize, accept: impl Fn(u8) -> bool) -> usize {
        let mut end = from;
        loop {
            end = self.while_at(end, |byte| byte < 0x80 && accept(byte));
            if end >= self.bytes.len() || self.bytes[end] < 0x80 || !accept(self.bytes[end]) {
                return end;
            }
            match self.char_at(end).filter(|c| is_letter(*c)) {
                Some(c) => end += c.len_utf8(),
                None => return end,
            }
        }
    }

    /// Whether a letter of any script or an underscore stands at an offset.
    #[inline]
    pub(crate) fn letter_at(&self, index: usize) -> bool {
        let byte = self.at(index);
        if byte < 0x80 { is_alpha_(byte) } else { self.char_at(index).is_some_and(char::is_alphabetic) }
    }

    /// The end of the run of `\w` bytes at an offset.
    #[inline]
    pub(crate) fn word_end(&self, from: usize) -> usize {
        self.while_at(from, is_word)
    }

    /// The end of the run of letters of any script, digits and underscores at an offset.
    #[inline]
    pub(crate) fn letters_end(&self, from: usize) -> usize {
        let mut end = self.word_end(from);
        while self.at(end) >= 0x80 {
            match self.char_at(end).filter(|c| is_letter(*c)) {
                Some(c) => end = self.word_end(end + c.len_utf8()),
                None => break,
            }
        }
        end
    }

    /// The end of the run of `\s` bytes at an offset.
    #[inline]
    pub(crate) fn space_end(&self, from: usize) -> usize {
        self.while_at(from, is_space)
    }

    /// The end of the run of spaces and tabs at an offset.
    #[inline]
    pub(crate) fn blank_end(&self, from: usize) -> usize {
        self.while_at(from, |byte| byte == b' ' || byte == b'\t')
    }

    /// The end of the run of spaces at an offset.
    #[inline]
    pub(crate) fn blank_spaces(&self, from: usize) -> usize {
        self.while_at(from, |byte| byte == b' ')
    }

    /// The end of the run of digits at an offset.
    #[inline]
    pub(crate) fn digits_end(&self, from: usize) -> usize {
        self.while_at(from, |byte| byte.is_ascii_digit())
    }

    /// The offset of the newline at or after an offset, or the end.
    #[inline]
    pub(crate) fn line_end(&self, from: usize) -> usize {
        self.find_byte(from, b'\n').unwrap_or(self.bytes.len())
    }

    /// The offset behind the newline at or after an offset, or the end.
    #[inline]
    pub(crate) fn next_line(&self, from: usize) -> usize {
        (self.line_end(from) + 1).min(self.bytes.len())
    }

    /// The offset of a byte at or after an offset.
    #[inline]
    pub(crate) fn find_byte(&self, from: usize, byte: u8) -> Option<usize> {
        memchr(byte, self.bytes.get(from..)?).map(|index| from + index)
    }

    /// The offset of a needle at or after an offset.
    pub(crate) fn find(&self, from: usize, needle: &[u8]) -> Option<usize> {
        memchr::memmem::find(self.bytes.get(from..)?, needle).map(|index| from + index)
    }

    /// As [`Scan::find`], for what closes something: that it is missing is remembered, so asking again costs nothing.
    pub(crate) fn find_close(&mut self, from: usize, needle: &'static [u8]) -> Option<usize> {
        let end = self.bytes.len();
        let known = |missing: &&(&[u8], usize, usize)| missing.0 == needle && missing.1 <= from && missing.2 == end;
        if self.missing.iter().any(|missing| known(&missing)) {
            return None;
        }
        let found = self.find(from, needle);
        if found.is_none() {
            self.missing.retain(|missing| missing.0 != needle);
            self.missing.push((needle, from, end));
        }
        found
    }

    /// The offset of the quote that closes the string opened at the position, or the end; backslashes escape. Once none
    /// closes, none does further on: a quote skipped as escaped sees the same escapes behind it.
    pub(crate) fn string_close(&mut self, quote: u8) -> usize {
        let (end, needle) = (self.bytes.len(), if quote == b'"' { b"\\\"" } else { b"\\'" });
        if self.missing.iter().any(|missing| missing.0 == needle && missing.1 <= self.pos && missing.2 == end) {
            return end;
        }
        let mut at = self.pos + 1;
        while at < end && self.bytes[at] != quote {
            at += 1 + usize::from(self.bytes[at] == b'\\');
        }
        if at >= end {
            self.missing.retain(|missing| missing.0 != needle);
            self.missing.push((needle, self.pos, end));
        }
        at.min(end)
    }

    /// The character at an offset.
    pub(crate) fn char_at(&self, index: usize) -> Option<char> {
        if index >= self.bytes.len() {
            return None;
        }
        self.code.get(index..)?.chars().next()
    }

    /// Whether a word ends at the offset (`\b` after a word byte).
    #[inline]
    pub(crate) fn boundary(&self, index: usize) -> bool {
        let byte = self.at(index);
        if byte < 0x80 { !is_word(byte) } else { !self.char_at(index).is_some_and(is_letter) }
    }

    /// Lexes the bytes up to an offset with another lexer, which sees nothing else.
    pub(crate) fn delegate(&mut self, lexer: &mut dyn Lex, end: usize) {
        let end = end.min(self.bytes.len());
        if end <= self.pos {
            return;
        }
        if self.depth >= MAX_DEPTH {
            self.emit_to(Token::Text, end);
            return;
        }
        let (bytes, base) = (self.bytes, self.base);
        self.bytes = &self.bytes[..end];
        self.base = self.pos;
        self.depth += 1;
        self.run(lexer);
        // Whatever a lexer leaves over must not be lost.
        self.emit_rest(Token::Text);
        self.depth -= 1;
        self.bytes = bytes;
        self.base = base;
    }
}

/// Makes a table of the bytes listed, for questions asked at every byte.
pub(crate) const fn byte_table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut index = 0;
    while index < bytes.len() {
        table[bytes[index] as usize] = true;
        index += 1;
    }
    table
}

static WORD: [bool; 256] = byte_table(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

/// Ruby's `\w` on ASCII.
#[inline]
pub(crate) fn is_word(byte: u8) -> bool {
    WORD[usize::from(byte)]
}

/// The first byte of an identifier.
#[inline]
pub(crate) fn is_alpha_(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}

/// Ruby's `[[:word:]]`: letters and decimal digits of any script, but no fractions, superscripts or enclosed numbers.
pub(crate) fn is_letter(c: char) -> bool {
    c == '_'
        || c.is_alphabetic()
        || (c.is_numeric()
            && !matches!(c, '²' | '³' | '¹' | '¼'..='¾' | '\u{2000}'..='\u{2BFF}' | '\u{3000}'..='\u{33FF}'))
}

/// Ruby's `\s`.
#[inline]
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_neighbours_merge_and_empty_tokens_vanish() {
        let mut scan = Scan::new("abc");
        scan.emit(Token::Text, 1);
        scan.emit(Token::Name, 0);
        scan.emit(Token::Text, 1);
        scan.emit_rest(Token::Name);
        assert_eq!(scan.into_spans().iter().map(|span| span.end).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn a_character_is_never_split() {
        let mut scan = Scan::new("é!");
        scan.error();
        assert_eq!(scan.pos(), 2);
    }
}
