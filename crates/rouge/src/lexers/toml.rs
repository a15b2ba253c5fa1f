//! TOML.

use super::Lex;
use crate::Token;
use crate::scan::{Scan, is_word};

/// The lexer for TOML.
#[derive(Default)]
pub(super) struct Toml {
    stack: Vec<State>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Behind an equals sign.
    Value,
    Array,
    Table,
    Text(u8, bool),
}

fn is_name(byte: u8) -> bool {
    is_word(byte) || byte == b'-'
}

impl Lex for Toml {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            match self.stack.last().copied() {
                Some(State::Text(quote, triple)) => self.text(scan, quote, triple),
                Some(State::Value) if matches!(scan.cur(), b'\n' | b'#' | b' ' | b'\t') => self.after_value(scan),
                Some(State::Value | State::Array) => self.value(scan),
                Some(State::Table) | None => self.key(scan),
            }
        }
    }
}

impl Toml {
    fn after_value(&mut self, scan: &mut Scan<'_>) {
        let end = scan.blank_end(scan.pos());
        if end > scan.pos() {
            return scan.emit_to(Token::TextWhitespace, end);
        }
        self.stack.pop();
    }

    fn key(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => scan.emit_to(Token::Text, scan.space_end(scan.pos())),
            b'#' => scan.emit_to(Token::CommentSingle, scan.line_end(scan.pos())),
            b'[' => {
                let len = if scan.peek(1) == b'[' { 2 } else { 1 };
                let close = scan.while_at(scan.pos() + len, |b| b != b']' && b != b'\n');
                scan.emit(Token::Keyword, len);
                while scan.pos() < close {
                    table_part(scan, close);
                }
                scan.emit_to(Token::Keyword, scan.while_at(close, |b| b == b']').min(close + len));
            }
            b'"' | b'\'' => self.open(scan, byte),
            b'=' => {
                scan.emit(Token::Operator, 1);
                scan.emit_to(Token::TextWhitespace, scan.blank_end(scan.pos()));
                self.stack.push(State::Value);
            }
            b'}' if self.stack.last() == Some(&State::Table) => {
                scan.emit(Token::Punctuation, 1);
                self.stack.pop();
            }
            b'.' => scan.emit(Token::Punctuation, 1),
            b',' => scan.emit(Token::Punctuation, 1),
            _ if is_name(byte) => scan.emit_to(Token::Name, scan.while_at(scan.pos(), is_name)),
            _ => scan.error(),
        }
    }

    fn open(&mut self, scan: &mut Scan<'_>, quote: u8) {
        let triple = scan.peek(1) == quote && scan.peek(2) == quote;
        scan.emit(Token::LiteralString, if triple { 3 } else { 1 });
        self.stack.push(State::Text(quote, triple));
    }

    fn text(&mut self, scan: &mut Scan<'_>, quote: u8, triple: bool) {
        match scan.cur() {
            byte if byte == quote && (!triple || (scan.peek(1) == quote && scan.peek(2) == quote)) => {
                scan.emit(Token::LiteralString, if triple { 3 } else { 1 });
                self.stack.pop();
            }
            b'\n' if !triple => {
                self.stack.pop();
            }
            b'\\' if quote == b'"' => {
                if matches!(scan.peek(1), b'b' | b't' | b'n' | b'f' | b'r' | b'"' | b'\\' | b'\n' | b'0') {
                    scan.emit(Token::LiteralStringEscape, 2);
                } else {
                    scan.error();
                }
            }
            _ => {
                let end = scan.while_at(scan.pos() + 1, |b| {
                    b != quote && (b != b'\\' || quote == b'\'') && (triple || b != b'\n')
                });
                scan.emit_to(Token::LiteralString, end);
            }
        }
    }

    fn value(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => scan.emit_to(Token::Text, scan.space_end(scan.pos())),
            b'#' => scan.emit_to(Token::CommentSingle, scan.line_end(scan.pos())),
            b'"' | b'\'' => self.open(scan, byte),
            b'[' => {
                scan.emit(Token::Punctuation, 1);
                self.stack.push(State::Array);
            }
            b']' if self.stack.last() == Some(&State::Array) => {
                scan.emit(Token::Punctuation, 1);
                self.stack.pop();
            }
            b'{' => {
                scan.emit(Token::Punctuation, 1);
                self.stack.push(State::Table);
            }
            b'}' if self.stack.last() == Some(&State::Value) => {
                self.stack.pop();
                if self.stack.last() != Some(&State::Table) {
                    scan.error();
                }
            }
            b',' => {
                if self.stack.last() == Some(&State::Value) {
                    self.stack.pop();
                }
                scan.emit(Token::Punctuation, 1);
            }
            b't' if scan.starts(b"true") => scan.emit(Token::KeywordConstant, 4),
            b'f' if scan.starts(b"false") => scan.emit(Token::KeywordConstant, 5),
            _ => number(scan),
        }
    }
}

/// A name, a dot or a quoted name in a table's header.
fn table_part(scan: &mut Scan<'_>, close: usize) {
    let byte = scan.cur();
    match byte {
        b'"' | b'\'' => {
            let end = scan.find_byte(scan.pos() + 1, byte).map_or(close, |end| end + 1);
            scan.emit_to(Token::LiteralString, end.min(close));
        }
        b'.' => scan.emit(Token::Punctuation, 1),
        b' ' => scan.emit_to(Token::Text, scan.blank_end(scan.pos())),
        _ if is_name(byte) => scan.emit_to(Token::Name, scan.while_at(scan.pos(), is_name)),
        _ => scan.error(),
    }
}

fn number(scan: &mut Scan<'_>) {
    let signed = scan.pos() + usize::from(matches!(scan.cur(), b'+' | b'-'));
    let digits = |from: usize| scan.while_at(from, |b| b.is_ascii_digit() || b == b'_');
    for word in [&b"inf"[..], b"nan"] {
        if scan.starts_at(signed, word) {
            return scan.emit_to(Token::LiteralNumberFloat, signed + 3);
        }
    }
    let date = scan.slice(scan.pos(), scan.pos() + 10);
    if date.len() == 10 && date[4] == b'-' && date[7] == b'-' && date[..4].iter().all(u8::is_ascii_digit) {
        let end = scan.while_at(scan.pos(), |b| b.is_ascii_digit() || b"-:TtZz.+".contains(&b));
        return scan.emit_to(Token::LiteralDate, end);
    }
    if scan.at(signed) == b'0' {
        let (token, end) = match scan.at(signed + 1) {
            b'x' => (Token::LiteralNumberHex, scan.while_at(signed + 2, |b| b.is_ascii_hexdigit() || b == b'_')),
            b'o' => (Token::LiteralNumberOct, digits(signed + 2)),
            b'b' => (Token::LiteralNumberBin, digits(signed + 2)),
            _ => (Token::Text, 0),
        };
        if end > signed + 2 {
            return scan.emit_to(token, end);
        }
    }
    let mut end = digits(signed);
    if end == signed {
        return scan.error();
    }
    let mut token = Token::LiteralNumberInteger;
    if scan.at(end) == b'.' && scan.at(end + 1).is_ascii_digit() {
        end = digits(end + 1);
        token = Token::LiteralNumberFloat;
    }
    if matches!(scan.at(end), b'e' | b'E') {
        let sign = end + 1 + usize::from(matches!(scan.at(end + 1), b'+' | b'-'));
        if scan.at(sign).is_ascii_digit() {
            end = digits(sign);
            token = Token::LiteralNumberFloat;
        }
    }
    scan.emit_to(token, end);
}
