//! INI files.

use super::Lex;
use crate::Token;
use crate::scan::{Scan, is_word};

/// The lexer for INI files.
#[derive(Default)]
pub(super) struct Ini {
    in_value: bool,
    /// Up to here no bracket closes a section's name.
    open_before: usize,
}

fn is_name(byte: u8) -> bool {
    is_word(byte) || matches!(byte, b'.' | b'-')
}

impl Lex for Ini {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            let byte = scan.cur();
            if self.in_value {
                self.value(scan);
                continue;
            }
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => scan.emit_to(Token::TextWhitespace, scan.space_end(scan.pos())),
                b';' | b'#' => scan.emit_to(Token::Comment, scan.next_line(scan.pos())),
                b'[' => {
                    let end = if scan.pos() < self.open_before {
                        scan.pos()
                    } else {
                        scan.while_at(scan.pos(), |b| b != b']' && b != b'\n')
                    };
                    if scan.at(end) == b']' {
                        scan.emit_to(Token::NameNamespace, end + 1);
                    } else {
                        self.open_before = end.max(self.open_before);
                        scan.emit(Token::NameAttribute, 1);
                    }
                }
                _ if is_name(byte) => {
                    let end = scan.while_at(scan.pos(), is_name);
                    let equals = scan.blank_end(end);
                    if scan.at(equals) == b'=' {
                        scan.emit_to(Token::NameProperty, end);
                        scan.emit_to(Token::TextWhitespace, equals);
                        scan.emit(Token::Punctuation, 1);
                        self.in_value = true;
                    } else {
                        scan.emit_to(Token::NameAttribute, end);
                    }
                }
                _ => scan.emit(Token::NameAttribute, 1),
            }
        }
        self.open_before = 0;
    }
}

impl Ini {
    fn value(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b'\n' => {
                scan.emit(Token::Text, 1);
                self.in_value = false;
            }
            b' ' | b'\t'
                if matches!(scan.prev(), b'=' | b'\n') || scan.pos() > 1 && scan.at(scan.pos() - 2) == b'\\' =>
            {
                scan.emit_to(Token::TextWhitespace, scan.blank_end(scan.pos()));
            }
            b';' | b'#' => scan.emit_to(Token::Comment, scan.next_line(scan.pos())),
            b'"' => {
                let end = scan.find_byte(scan.pos() + 1, b'"').map_or(scan.end(), |end| end + 1);
                scan.emit_to(Token::LiteralString, end);
            }
            b'\\' if scan.peek(1) == b'\n' => scan.emit(Token::LiteralStringEscape, 2),
            b'\\' => scan.emit(Token::LiteralStringEscape, 2),
            _ => {
                let end = scan.while_at(scan.pos() + 1, |b| !matches!(b, b'\n' | b'\\' | b'"'));
                scan.emit_to(Token::LiteralString, end);
            }
        }
    }
}
