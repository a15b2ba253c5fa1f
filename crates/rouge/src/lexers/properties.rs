//! Java's properties files.

use super::Lex;
use crate::Token;
use crate::scan::{Scan, is_space, is_word};

/// The lexer for properties.
#[derive(Default)]
pub(super) struct Properties {
    in_value: bool,
    /// Up to here no sign follows the words.
    no_sign_before: usize,
}

impl Lex for Properties {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            let (byte, start) = (scan.cur(), scan.pos());
            if self.in_value {
                self.value(scan);
            } else if is_space(byte) {
                scan.emit_to(Token::Text, scan.space_end(start));
            } else if matches!(byte, b'#' | b'!') {
                scan.emit_to(Token::Comment, scan.next_line(start));
            } else {
                self.key(scan);
            }
        }
        self.no_sign_before = 0;
    }
}

impl Properties {
    fn key(&mut self, scan: &mut Scan<'_>) {
        let start = scan.pos();
        let end = if start < self.no_sign_before {
            start
        } else {
            scan.while_at(start, |b| is_word(b) || matches!(b, b'.' | b'-'))
        };
        let sign = scan.blank_end(end);
        if end > start && matches!(scan.at(sign), b'=' | b':') {
            scan.emit_to(Token::NameProperty, end);
            scan.emit_to(Token::Text, sign);
            scan.emit(Token::Punctuation, 1);
            self.in_value = true;
        } else {
            self.no_sign_before = end.max(self.no_sign_before);
            scan.error();
        }
    }

    fn value(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b'\n' => {
                scan.emit(Token::Text, 1);
                self.in_value = false;
            }
            b' ' | b'\t' if matches!(scan.prev(), b'=' | b':' | b'\n') => {
                scan.emit_to(Token::Text, scan.blank_end(scan.pos()));
            }
            b'\\' => scan.emit(Token::LiteralStringEscape, 2),
            _ => scan.emit_to(Token::LiteralString, scan.while_at(scan.pos() + 1, |b| b != b'\n' && b != b'\\')),
        }
    }
}
