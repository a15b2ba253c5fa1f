//! GraphQL.

use super::Lex;
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_space};
use crate::words::Words;

/// The lexer for GraphQL.
#[derive(Default)]
pub(super) struct Graphql {
    stack: Vec<State>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Behind a word that defines types, up to what closes its braces.
    Definition,
    /// In the braces of a definition.
    Types,
    /// Between a query's or fragment's word and its braces.
    Head,
    /// In the braces of a query.
    Selection,
    /// In parentheses.
    Arguments,
}

static DEFINITIONS: Words = Words::new(&["enum", "extend", "input", "interface", "scalar", "schema", "type", "union"]);
static OPERATIONS: Words = Words::new(&["fragment", "mutation", "query", "subscription"]);
static BUILTINS: Words = Words::new(&["Boolean", "Float", "ID", "Int", "String"]);

impl Lex for Graphql {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            let byte = scan.cur();
            let start = scan.pos();
            if is_space(byte) {
                scan.emit_to(Token::TextWhitespace, scan.space_end(start));
            } else if byte == b'#' {
                scan.emit_to(Token::Comment, scan.line_end(start));
            } else {
                match self.stack.last().copied() {
                    None => self.root(scan),
                    Some(State::Definition | State::Types) => self.types(scan),
                    Some(state) => self.query(scan, state),
                }
            }
        }
    }
}

/// A description between three quotes.
fn description(scan: &mut Scan<'_>) {
    scan.emit(Token::LiteralStringDouble, 3);
    let end = scan.find(scan.pos(), b"\"\"\"").unwrap_or(scan.end());
    let text = scan.space_end(scan.pos()).min(end);
    scan.emit_to(Token::TextWhitespace, text);
    let mut last = end;
    while last > text && is_space(scan.at(last - 1)) {
        last -= 1;
    }
    scan.emit_to(Token::Text, last);
    scan.emit_to(Token::TextWhitespace, end);
    scan.emit(Token::LiteralStringDouble, 3);
}

impl Graphql {
    fn root(&mut self, scan: &mut Scan<'_>) {
        let (byte, start) = (scan.cur(), scan.pos());
        if scan.starts(b"\"\"\"") {
            return description(scan);
        }
        if byte == b'{' {
            scan.emit(Token::Punctuation, 1);
            self.stack.push(State::Selection);
            return;
        }
        let end = scan.word_end(start);
        let word = scan.slice(start, end);
        if OPERATIONS.has(word) {
            self.stack.push(State::Head);
            scan.emit_to(Token::Keyword, end);
        } else if DEFINITIONS.has(word) {
            self.stack.push(State::Definition);
            scan.emit_to(Token::Keyword, end);
        } else {
            scan.emit_to(Token::Error, end.max(start + 1));
        }
    }

    fn types(&mut self, scan: &mut Scan<'_>) {
        let (byte, start) = (scan.cur(), scan.pos());
        match byte {
            b'{' => {
                scan.emit(Token::Punctuation, 1);
                self.stack.push(State::Types);
            }
            b'}' => {
                scan.emit(Token::Punctuation, 1);
                self.stack.clear();
            }
            b'"' if scan.starts(b"\"\"\"") => description(scan),
            b'(' | b')' | b'[' | b']' | b':' | b'!' | b'|' | b'=' | b',' => scan.emit(Token::Punctuation, 1),
            b'0'..=b'9' | b'-' => number(scan),
            _ if is_alpha_(byte) => {
                let end = scan.word_end(start);
                let word = scan.slice(start, end);
                let outside = self.stack.last() == Some(&State::Definition);
                if outside && (DEFINITIONS.has(word) || OPERATIONS.has(word)) {
                    self.stack.pop();
                    return self.root(scan);
                }
                scan.emit_to(name(word, outside && word == b"implements"), end);
            }
            _ => scan.error(),
        }
    }

    fn query(&mut self, scan: &mut Scan<'_>, state: State) {
        let (byte, start) = (scan.cur(), scan.pos());
        match byte {
            b'{' => {
                scan.emit(Token::Punctuation, 1);
                if state == State::Head {
                    self.stack.pop();
                }
                self.stack.push(if state == State::Arguments { State::Arguments } else { State::Selection });
            }
            b'(' => {
                scan.emit(Token::Punctuation, 1);
                self.stack.push(State::Arguments);
            }
            b'}' | b')' => {
                scan.emit(Token::Punctuation, 1);
                self.stack.pop();
            }
            b'.' if scan.starts(b"...") => {
                scan.emit(Token::Punctuation, 3);
                let on = scan.space_end(scan.pos());
                if on > scan.pos() && scan.starts_at(on, b"on") && scan.boundary(on + 2) {
                    scan.emit_to(Token::TextWhitespace, on);
                    scan.emit(Token::Keyword, 2);
                }
            }
            b'[' | b']' | b':' | b'!' | b'=' | b',' => scan.emit(Token::Punctuation, 1),
            b'@' => {
                let end = scan.word_end(start + 1);
                let known = matches!(scan.slice(start, end), b"@include" | b"@skip");
                scan.emit_to(if known { Token::Keyword } else { Token::Error }, if known { end } else { start + 1 });
            }
            b'$' if is_alpha_(scan.peek(1)) => scan.emit_to(Token::NameVariable, scan.word_end(start + 1)),
            b'"' if state == State::Arguments => {
                let mut end = start + 1;
                while end < scan.end() && !matches!(scan.at(end), b'"' | b'\n') {
                    end += if scan.at(end) == b'\\' { 2 } else { 1 };
                }
                scan.emit_to(Token::LiteralStringDouble, end + 1);
            }
            b'0'..=b'9' | b'-' if state == State::Arguments => number(scan),
            _ if is_alpha_(byte) => {
                let end = scan.word_end(start);
                let word = scan.slice(start, end);
                let token = match word {
                    b"true" | b"false" | b"null" if state == State::Arguments => Token::KeywordConstant,
                    _ => name(word, word == b"on" && state == State::Head),
                };
                scan.emit_to(token, end);
            }
            _ => scan.error(),
        }
    }
}

fn name(word: &[u8], keyword: bool) -> Token {
    if keyword {
        Token::Keyword
    } else if BUILTINS.has(word) {
        Token::NameBuiltin
    } else {
        Token::Name
    }
}

fn number(scan: &mut Scan<'_>) {
    let start = scan.pos() + usize::from(scan.cur() == b'-');
    let end = scan.digits_end(start);
    if end == start {
        return scan.error();
    }
    if scan.at(end) == b'.' && scan.at(end + 1).is_ascii_digit() {
        scan.emit_to(Token::LiteralNumberFloat, scan.digits_end(end + 1));
    } else {
        scan.emit_to(Token::LiteralNumberInteger, end);
    }
}
