//! Typographic quotation marks: a quote looks at its neighbours and becomes an opening or closing one.

use super::Spans;
use crate::tree::{Kind, NodeId, Quote};
use crate::unicode::{is_ascii_word, is_space, is_word};

fn is_quote(byte: Option<u8>) -> bool {
    matches!(byte, Some(b'"' | b'\''))
}

fn opening(byte: u8) -> Quote {
    if byte == b'"' { Quote::LeftDouble } else { Quote::LeftSingle }
}

fn closing(byte: u8) -> Quote {
    if byte == b'"' { Quote::RightDouble } else { Quote::RightSingle }
}

/// What quotes at the beginning of a text become: how many bytes before them are text, the marks, and how many bytes
/// all that is.
struct Decision {
    text: usize,
    marks: [Option<Quote>; 2],
    length: usize,
}

impl Decision {
    fn one(text: usize, mark: Quote) -> Option<Self> {
        Some(Self { text, marks: [Some(mark), None], length: text + 1 })
    }
}

/// Decides about the quote that begins `text` or follows its first character.
fn decide(text: &str) -> Option<Decision> {
    let bytes = text.as_bytes();
    let at = |index: usize| bytes.get(index).copied();
    let first = at(0)?;
    let first_length = text.chars().next().map_or(1, char::len_utf8);
    let behind = first != b'\\' && is_quote(at(first_length));
    if !is_quote(Some(first)) && !behind {
        return None;
    }
    if is_quote(Some(first)) {
        // Before emphasis.
        if matches!(at(1), Some(b'_' | b'*')) && at(2).is_some_and(|b| !is_space(b)) {
            return Decision::one(0, opening(first));
        }
        if before_punctuation(text) {
            return Decision::one(0, closing(first));
        }
    }
    let blank = usize::from(is_space(first));
    // Two quotes in a row before a word.
    if let (Some(outer), Some(inner)) = (at(blank), at(blank + 1)) {
        let word = at(blank + 2).is_some_and(is_ascii_word);
        if word && is_quote(Some(outer)) && is_quote(Some(inner)) && outer != inner {
            let marks = [Some(opening(outer)), Some(opening(inner))];
            return Some(Decision { text: blank, marks, length: blank + 2 });
        }
    }
    // Decades: '80s.
    if at(blank) == Some(b'\'')
        && at(blank + 1).is_some_and(|b| b.is_ascii_digit())
        && at(blank + 2).is_some_and(|b| b.is_ascii_digit())
        && at(blank + 3) == Some(b's')
    {
        return Decision::one(blank, Quote::RightSingle);
    }
    if let (1, Some(quote), true) = (blank, at(1).filter(|b| is_quote(Some(*b))), at(2).is_some_and(is_ascii_word)) {
        return Decision::one(1, opening(quote));
    }
    // Behind anything but blanks and opening brackets.
    if behind && !matches!(first, b' ' | b'\\' | b'\t' | b'\r' | b'\n' | b'[' | b'{' | b'(' | b'-') {
        return Decision::one(first_length, closing(bytes[first_length]));
    }
    if is_quote(Some(first)) && before_end(text) {
        return Decision::one(0, closing(first));
    }
    // Whatever is left opens; single quotes first.
    for quote in *b"'\"" {
        if at(first_length) == Some(quote) && first_length < bytes.len() {
            return Decision::one(first_length, opening(quote));
        }
        if first == quote {
            return Decision::one(0, opening(quote));
        }
    }
    None
}

/// Whether the quote that begins `text` stands before punctuation that no word follows.
fn before_punctuation(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(mark) = bytes.get(1).copied().filter(u8::is_ascii_punctuation) else { return false };
    if mark == b'&' || bytes[2..].starts_with(b"..") {
        return false;
    }
    let next = text[2..].chars().next().is_some_and(is_word);
    next == (mark == b'_')
}

/// Whether the quote that begins `text` stands before a blank, a genitive s, or the end of a line.
fn before_end(text: &str) -> bool {
    let mut chars = text[1..].chars();
    match chars.next() {
        None => true,
        Some('s') => !chars.next().is_some_and(is_word),
        Some(c) => c.is_ascii() && is_space(c as u8),
    }
}

impl Spans<'_, '_, '_> {
    pub(super) fn smart_quotes(&mut self, el: NodeId) -> bool {
        let Some(decision) = decide(self.rest()) else { return false };
        let text = &self.text[self.pos..self.pos + decision.text];
        self.add_text(el, text);
        for mark in decision.marks.into_iter().flatten() {
            self.add(el, Kind::SmartQuote(mark));
        }
        self.pos += decision.length;
        true
    }
}
