//! What Objective-C adds to C.

use super::c::{C, State};
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_space};

/// Directives that Rouge knows; others are errors.
const DIRECTIVES: &[&[u8]] = &[
    b"autoreleasepool",
    b"catch",
    b"class",
    b"dynamic",
    b"encode",
    b"end",
    b"finally",
    b"implementation",
    b"import",
    b"interface",
    b"optional",
    b"private",
    b"property",
    b"protected",
    b"protocol",
    b"public",
    b"selector",
    b"synchronized",
    b"synthesize",
    b"throw",
    b"try",
];

impl C {
    /// Takes what C does not know; tells whether it took something.
    pub(super) fn objective_c(&mut self, scan: &mut Scan<'_>) -> bool {
        let byte = scan.cur();
        let state = self.stack.last().copied();
        match byte {
            b'@' => self.at_sign(scan),
            b'+' | b'-'
                if !matches!(scan.peek(1), b'=' | b'>' | b'+' | b'-')
                    && scan.prev() != byte
                    && matches!(state, None | Some(State::Method)) =>
            {
                scan.emit(Token::Keyword, 1);
                self.stack.push(State::Method);
            }
            b'[' => {
                scan.emit(Token::Punctuation, 1);
                self.stack.push(State::Message);
            }
            b']' if matches!(state, Some(State::Message | State::Arguments | State::List)) => {
                scan.emit(Token::Punctuation, 1);
                self.stack.pop();
            }
            b'?' => {
                scan.emit(Token::Punctuation, 1);
                self.stack.push(State::Ternary);
            }
            b':' if state == Some(State::Ternary) => {
                scan.emit(Token::Punctuation, 1);
                self.stack.pop();
            }
            _ if state == Some(State::Method) => return self.method(scan, byte),
            _ if is_alpha_(byte) && matches!(state, Some(State::Message | State::Arguments)) => {
                return self.part(scan, state == Some(State::Message));
            }
            _ => return false,
        }
        true
    }

    /// A part of a message's name: before a colon, or the last word before the bracket.
    fn part(&mut self, scan: &mut Scan<'_>, first: bool) -> bool {
        let end = scan.word_end(scan.pos());
        let next = scan.space_end(end);
        if scan.at(next) == b':' {
            scan.emit_to(Token::NameFunction, end);
            scan.emit_to(Token::Text, next);
            scan.emit(Token::Punctuation, 1);
            // Rouge knows two parts only: behind the second it is where it was before the bracket.
            self.stack.pop();
            if first {
                self.stack.push(State::Arguments);
            }
            return true;
        }
        let last = first && scan.at(next) == b']';
        if last {
            scan.emit_to(Token::NameFunction, end);
        }
        last
    }

    /// The head of a method up to its body or semicolon.
    fn method(&mut self, scan: &mut Scan<'_>, byte: u8) -> bool {
        match byte {
            b'{' | b';' => {
                self.stack.pop();
                self.parameter = false;
                return false;
            }
            b'(' => {
                scan.emit(Token::Punctuation, 1);
                self.stack.push(State::Paren);
            }
            b'.' if scan.starts(b"...") => scan.emit(Token::Punctuation, 3),
            // A parameter's name stands right behind its type; until one does, Rouge sees nothing else in the head.
            _ if self.parameter && (scan.prev() != b')' || !is_alpha_(byte)) => return false,
            b':' | b',' => scan.emit(Token::Punctuation, 1),
            _ if is_alpha_(byte) && self.parameter => {
                self.parameter = false;
                scan.emit_to(Token::NameVariable, scan.word_end(scan.pos()));
            }
            _ if is_alpha_(byte) => {
                let end = scan.word_end(scan.pos());
                if scan.at(end) == b':' {
                    scan.emit_to(Token::NameFunction, end);
                    scan.emit(Token::Punctuation, 1);
                    self.parameter = true;
                } else {
                    scan.emit_to(Token::Name, end);
                    self.stack.pop();
                }
            }
            _ => return false,
        }
        true
    }

    /// A directive or a literal.
    fn at_sign(&mut self, scan: &mut Scan<'_>) {
        let end = scan.word_end(scan.pos() + 1);
        let word = scan.slice(scan.pos() + 1, end);
        match scan.peek(1) {
            b'"' => self.open_string(scan, 2),
            b'\'' => self.character(scan, 1),
            b'[' => {
                scan.emit(Token::Punctuation, 2);
                self.stack.push(State::List);
            }
            b'{' => {
                scan.emit(Token::Punctuation, 2);
                self.stack.push(State::Body);
            }
            b'0'..=b'9' => {
                let dot = scan.at(end) == b'.' && scan.at(end + 1).is_ascii_digit();
                let token = if dot { Token::LiteralNumberFloat } else { Token::LiteralNumberInteger };
                scan.emit_to(token, if dot { scan.word_end(end + 1) } else { end });
            }
            _ if matches!(word, b"YES" | b"NO" | b"true" | b"false" | b"nil" | b"NULL") => {
                scan.emit_to(Token::NameBuiltin, end);
            }
            _ if DIRECTIVES.contains(&word) => {
                scan.emit_to(Token::Keyword, end);
                if matches!(word, b"class" | b"implementation" | b"interface" | b"protocol") {
                    class_head(scan);
                }
            }
            _ => scan.emit_to(Token::Error, end),
        }
    }
}

/// The names behind a directive that declares: classes, and a category in parentheses.
fn class_head(scan: &mut Scan<'_>) {
    loop {
        let name = scan.space_end(scan.pos());
        if !is_alpha_(scan.at(name)) {
            return;
        }
        scan.emit_to(Token::Text, name);
        scan.emit_to(Token::NameClass, scan.word_end(name));
        let next = scan.space_end(scan.pos());
        match scan.at(next) {
            b':' | b',' => {
                scan.emit_to(Token::Text, next);
                scan.emit(Token::Punctuation, 1);
            }
            b'(' => {
                scan.emit_to(Token::Text, next);
                scan.emit(Token::Punctuation, 1);
                let end = scan.while_at(scan.pos(), |b| b != b')' && !is_space(b));
                return scan.emit_to(Token::NameLabel, end);
            }
            _ => return,
        }
    }
}
