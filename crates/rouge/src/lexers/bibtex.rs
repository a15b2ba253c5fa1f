//! BibTeX.

use super::Lex;
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_space, is_word};

/// The lexer for BibTeX.
#[derive(Default)]
pub(super) struct Bibtex {
    state: State,
    close: u8,
    depth: usize,
    keyless: bool,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Root,
    /// Behind `@type`.
    Open,
    /// At the entry's key.
    Key,
    /// Behind the key, at the comma.
    AfterKey,
    /// At a field's name.
    Field,
    /// Behind a field's name.
    Equals,
    Value,
    /// Behind what belongs nowhere: nothing but the entry's end counts.
    Lost,
    Braces,
    Quotes,
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"\"#%'(),={}\\".contains(&byte) || byte >= 0x80
}

impl Lex for Bibtex {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            let byte = scan.cur();
            match self.state {
                State::Braces => self.braces(scan),
                State::Quotes => self.quotes(scan),
                _ if is_space(byte) => scan.emit_to(Token::Text, scan.space_end(scan.pos())),
                State::Root => self.root(scan),
                State::Open => {
                    self.state = State::Root;
                    if byte == b'{' || byte == b'(' {
                        scan.emit(Token::Punctuation, 1);
                        self.close = if byte == b'{' { b'}' } else { b')' };
                        self.state = if self.keyless { State::Field } else { State::Key };
                    }
                }
                State::Key => {
                    if is_name(byte) {
                        scan.emit_to(Token::NameLabel, scan.while_at(scan.pos(), is_name));
                        self.state = State::AfterKey;
                    } else {
                        self.other(scan);
                    }
                }
                State::Field => {
                    if is_alpha_(byte) {
                        scan.emit_to(Token::NameAttribute, scan.while_at(scan.pos(), is_name));
                        self.state = State::Equals;
                    } else {
                        self.other(scan);
                    }
                }
                State::AfterKey | State::Lost => self.other(scan),
                State::Equals => {
                    if byte == b'=' {
                        scan.emit(Token::Punctuation, 1);
                        self.state = State::Value;
                    } else {
                        self.other(scan);
                    }
                }
                State::Value => self.value(scan),
            }
        }
    }
}

impl Bibtex {
    fn root(&mut self, scan: &mut Scan<'_>) {
        if scan.cur() == b'@' && is_alpha_(scan.peek(1)) {
            let end = scan.while_at(scan.pos() + 1, is_word);
            let name = scan.slice(scan.pos() + 1, end).to_ascii_lowercase();
            if name == b"comment" {
                return scan.emit_to(Token::Comment, end);
            }
            self.keyless = name == b"string" || name == b"preamble";
            scan.emit_to(Token::NameClass, end);
            self.state = State::Open;
        } else {
            let end = scan.line_end(scan.pos());
            scan.emit_to(Token::Comment, end);
        }
    }

    /// What may end a part of an entry.
    fn other(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b',' if !matches!(self.state, State::Key | State::Equals | State::Lost) => {
                scan.emit(Token::Punctuation, 1);
                self.state = State::Field;
            }
            byte if byte == self.close || self.state == State::Lost && matches!(byte, b'}' | b')') => {
                scan.emit(Token::Punctuation, 1);
                self.state = State::Root;
            }
            _ => {
                scan.error();
                if !matches!(self.state, State::Key | State::Equals) {
                    self.state = State::Lost;
                }
            }
        }
    }

    fn value(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        match byte {
            b'{' => {
                scan.emit(Token::LiteralString, 1);
                self.depth = 1;
                self.state = State::Braces;
            }
            b'"' => {
                scan.emit(Token::LiteralString, 1);
                self.depth = 0;
                self.state = State::Quotes;
            }
            b'#' => scan.emit(Token::Punctuation, 1),
            b'0'..=b'9' => scan.emit_to(Token::LiteralNumber, scan.digits_end(scan.pos())),
            _ if is_name(byte) => scan.emit_to(Token::NameVariable, scan.while_at(scan.pos(), is_name)),
            _ => self.other(scan),
        }
    }

    fn braces(&mut self, scan: &mut Scan<'_>) {
        let end = scan.while_at(scan.pos(), |b| b != b'{' && b != b'}');
        match scan.at(end) {
            b'{' if end < scan.end() => self.depth += 1,
            _ => self.depth = self.depth.saturating_sub(1),
        }
        scan.emit_to(Token::LiteralString, end + 1);
        if self.depth == 0 {
            self.state = State::Value;
        }
    }

    fn quotes(&mut self, scan: &mut Scan<'_>) {
        let end = scan.while_at(scan.pos(), |b| !matches!(b, b'{' | b'}' | b'"'));
        match scan.at(end) {
            b'{' => self.depth += 1,
            b'}' => self.depth = self.depth.saturating_sub(1),
            b'"' if self.depth == 0 => self.state = State::Value,
            _ => {}
        }
        scan.emit_to(Token::LiteralString, end + 1);
    }
}
