//! Sass in its syntax with braces.

use super::Lex;
use super::css_table::{PROPERTIES, VALUES};
use crate::Token;
use crate::scan::{Scan, is_space, is_word};
use crate::words::Words;

/// The lexer for SCSS.
#[derive(Default)]
pub(super) struct Scss {
    stack: Vec<State>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Selector,
    /// Behind an interpolation in the name of a class.
    ClassTail,
    Value,
    /// A value in which `from`, `to` and `through` are words of the language.
    For,
    MixinName,
    Include,
    Interpolation,
    Double,
    Single,
    Url,
}

/// At-rules behind which a value stands.
static WITH_VALUE: Words = Words::new(&["debug", "each", "else", "error", "if", "media", "return", "warn", "while"]);

pub(super) fn is_name(byte: u8) -> bool {
    is_word(byte) || byte == b'-'
}

impl Lex for Scss {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            match self.stack.last().copied() {
                None => self.root(scan),
                Some(State::Selector) => self.selector(scan),
                Some(State::ClassTail) => {
                    if scan.starts(b"#{") {
                        common(scan, &mut self.stack, State::ClassTail);
                    } else {
                        scan.emit_to(Token::NameClass, scan.while_at(scan.pos(), is_name));
                        if !scan.starts(b"#{") {
                            self.stack.pop();
                        }
                    }
                }
                Some(State::MixinName) => self.declared_name(scan, Token::NameFunction, State::Value),
                Some(State::Include) => self.declared_name(scan, Token::NameDecorator, State::Value),
                Some(State::Value | State::For) if matches!(scan.cur(), b';' | b'{' | b'}') => {
                    scan.emit(Token::Punctuation, 1);
                    self.stack.pop();
                }
                Some(state) => common(scan, &mut self.stack, state),
            }
        }
    }
}

impl Scss {
    fn root(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        match byte {
            _ if is_space(byte) => scan.emit_to(Token::Text, scan.space_end(scan.pos())),
            b'/' if scan.peek(1) == b'/' => scan.emit_to(Token::CommentSingle, scan.line_end(scan.pos())),
            b'/' if scan.peek(1) == b'*' => {
                let end = scan.find(scan.pos() + 2, b"*/").map_or(scan.end(), |end| end + 2);
                scan.emit_to(Token::CommentMultiline, end);
            }
            b'{' | b'}' | b';' => scan.emit(Token::Punctuation, 1),
            b'@' if is_name(scan.peek(1)) => {
                let end = scan.while_at(scan.pos() + 1, is_name);
                let state = at_rule_state(scan.slice(scan.pos() + 1, end));
                scan.emit_to(Token::Keyword, end);
                self.stack.push(state);
            }
            b'$' if is_name(scan.peek(1)) => {
                let end = scan.while_at(scan.pos() + 1, is_name);
                let colon = scan.space_end(end);
                scan.emit_to(Token::NameVariable, end);
                if scan.at(colon) == b':' {
                    scan.emit_to(Token::Text, colon);
                    scan.emit(Token::Punctuation, 1);
                    self.stack.push(State::Value);
                }
            }
            _ if is_name(byte) => {
                let end = scan.while_at(scan.pos(), is_name);
                let colon = scan.space_end(end);
                if scan.at(colon) == b':' && !scan.at(colon + 1).is_ascii_lowercase() {
                    property(scan, end);
                    while scan.pos() < colon {
                        if scan.cur() == b' ' || scan.cur() == b'\t' {
                            scan.emit_to(Token::Text, scan.blank_end(scan.pos()));
                        } else {
                            scan.error();
                        }
                    }
                    scan.emit(Token::Punctuation, 1);
                    self.stack.push(State::Value);
                } else if let Some(colon) = late_colon(scan, end) {
                    attribute_run(scan, colon);
                    self.stack.push(State::Value);
                } else {
                    self.stack.push(State::Selector);
                }
            }
            _ => self.stack.push(State::Selector),
        }
    }

    fn selector(&mut self, scan: &mut Scan<'_>) {
        if matches!(scan.cur(), b'{' | b'}' | b';') {
            scan.emit(Token::Punctuation, 1);
            self.stack.pop();
        } else {
            selector_part(scan, &mut self.stack);
        }
    }

    /// The name behind `@mixin`, `@function` or `@include`.
    fn declared_name(&mut self, scan: &mut Scan<'_>, token: Token, then: State) {
        let byte = scan.cur();
        if is_space(byte) {
            return scan.emit_to(Token::Text, scan.space_end(scan.pos()));
        }
        self.stack.pop();
        self.stack.push(then);
        if is_name(byte) {
            scan.emit_to(token, scan.while_at(scan.pos(), is_name));
        } else {
            self.stack.pop();
            self.stack.push(State::Selector);
        }
    }
}

/// A colon that makes a property of words that cannot start a selector.
fn late_colon(scan: &Scan<'_>, from: usize) -> Option<usize> {
    let stop = scan.while_at(from, |b| !matches!(b, b'{' | b'}' | b';' | b':'));
    (scan.at(stop) == b':' && !scan.at(stop + 1).is_ascii_lowercase() && scan.at(stop + 1) != b':').then_some(stop)
}

/// Words up to a colon, of which only the last is in its place.
fn attribute_run(scan: &mut Scan<'_>, colon: usize) {
    while scan.pos() < colon {
        if is_name(scan.cur()) {
            let end = scan.while_at(scan.pos(), is_name);
            property(scan, end);
            if scan.blank_end(end) == colon {
                scan.emit_to(Token::Text, colon);
            }
        } else {
            scan.error();
        }
    }
    scan.emit(Token::Punctuation, 1);
}

/// What follows an at-rule's name.
pub(super) fn at_rule_state(name: &[u8]) -> State {
    match name {
        b"mixin" | b"function" => State::MixinName,
        b"include" => State::Include,
        b"for" => State::For,
        b"import" => State::Value,
        _ if WITH_VALUE.has(name) => State::Value,
        _ => State::Selector,
    }
}

/// A property's name.
pub(super) fn property(scan: &mut Scan<'_>, end: usize) {
    let name = scan.slice(scan.pos(), end);
    let known = PROPERTIES.has(name) && name != b"prince-script";
    scan.emit_to(if known { Token::NameLabel } else { Token::NameAttribute }, end);
}

/// One token of a selector.
pub(super) fn selector_part(scan: &mut Scan<'_>, stack: &mut Vec<State>) {
    let byte = scan.cur();
    match byte {
        _ if is_space(byte) => scan.emit_to(Token::Text, scan.space_end(scan.pos())),
        b'#' if scan.peek(1) == b'{' => common(scan, stack, State::Selector),
        b'"' | b'\'' => common(scan, stack, State::Selector),
        b':' => {
            let name = scan.pos() + 1 + usize::from(scan.peek(1) == b':');
            scan.emit_to(Token::NameDecorator, scan.while_at(name, is_name));
        }
        b'.' => {
            scan.emit_to(Token::NameClass, scan.while_at(scan.pos() + 1, is_name));
            if scan.starts(b"#{") {
                stack.push(State::ClassTail);
            }
        }
        b'#' => scan.emit_to(Token::NameNamespace, scan.while_at(scan.pos() + 1, is_name)),
        b'%' => scan.emit_to(Token::NameVariable, scan.while_at(scan.pos() + 1, is_name)),
        b'&' => scan.emit(Token::Keyword, 1),
        _ if is_name(byte) => scan.emit_to(Token::NameTag, scan.while_at(scan.pos(), is_name)),
        b'~' | b'^' | b'*' | b'!' | b'|' | b'(' | b')' | b'[' | b']' | b'<' | b'>' | b'+' | b'=' | b',' | b'/'
        | b'?' | b'@' | b';' => scan.emit(Token::Operator, 1),
        _ => scan.error(),
    }
}

/// Values, interpolations and strings, the same in both syntaxes.
pub(super) fn common(scan: &mut Scan<'_>, stack: &mut Vec<State>, state: State) {
    let byte = scan.cur();
    if byte == b'#' && scan.peek(1) == b'{' {
        scan.emit(Token::LiteralStringInterpol, 2);
        return stack.push(State::Interpolation);
    }
    match state {
        State::Double => string(scan, stack, b'"', Token::LiteralStringDouble),
        State::Single => string(scan, stack, b'\'', Token::LiteralStringSingle),
        State::Url => string(scan, stack, b')', Token::LiteralStringOther),
        State::Interpolation if byte == b'}' => {
            scan.emit(Token::LiteralStringInterpol, 1);
            stack.pop();
        }
        _ => value(scan, stack, state),
    }
}

fn string(scan: &mut Scan<'_>, stack: &mut Vec<State>, close: u8, token: Token) {
    match scan.cur() {
        b'\\' => scan.emit(token, 2),
        b'#' => scan.emit(token, 1),
        byte if byte == close => {
            scan.emit(token, 1);
            stack.pop();
        }
        _ => scan.emit_to(token, scan.while_at(scan.pos(), |b| b != b'\\' && b != b'#' && b != close)),
    }
}

fn value(scan: &mut Scan<'_>, stack: &mut Vec<State>, state: State) {
    let byte = scan.cur();
    match byte {
        _ if is_space(byte) => scan.emit_to(Token::Text, scan.space_end(scan.pos())),
        b'"' => {
            scan.emit(Token::LiteralStringDouble, 1);
            stack.push(State::Double);
        }
        b'\'' => {
            scan.emit(Token::LiteralStringSingle, 1);
            stack.push(State::Single);
        }
        b'$' if is_name(scan.peek(1)) => scan.emit_to(Token::NameVariable, scan.while_at(scan.pos() + 1, is_name)),
        b'#' if scan.peek(1).is_ascii_alphanumeric() => {
            let end = scan.while_at(scan.pos() + 1, |b| b.is_ascii_alphanumeric());
            scan.emit_to(Token::LiteralNumberHex, end.min(scan.pos() + 7));
        }
        b'u' if scan.starts(b"url(") => {
            scan.emit(Token::LiteralStringOther, 4);
            stack.push(State::Url);
        }
        b'-' | b'.' | b'0'..=b'9' if number(scan) => {}
        _ if byte.is_ascii_alphabetic() || byte == b'_' => name(scan, state),
        b'(' | b')' | b'[' | b']' | b'{' | b'}' => scan.emit(Token::Punctuation, 1),
        b'~' | b'^' | b'*' | b'!' | b'&' | b'%' | b'<' | b'>' | b'|' | b'+' | b'=' | b'@' | b':' | b',' | b'.'
        | b'/' | b'?' | b'-' | b';' => scan.emit(Token::Operator, 1),
        _ => scan.error(),
    }
}

fn number(scan: &mut Scan<'_>) -> bool {
    let digits = scan.pos() + usize::from(scan.cur() == b'-');
    let unit = |end: usize| {
        if scan.at(end) == b'%' { end + 1 } else { scan.while_at(end, is_name) }
    };
    if scan.at(digits) == b'.' && scan.at(digits + 1).is_ascii_digit() {
        scan.emit_to(Token::LiteralNumberInteger, unit(scan.digits_end(digits + 1)));
        return true;
    }
    let end = scan.digits_end(digits);
    if end == digits {
        return false;
    }
    scan.emit_to(Token::LiteralNumber, unit(end));
    true
}

fn name(scan: &mut Scan<'_>, state: State) {
    let end = scan.while_at(scan.pos(), is_name);
    let name = scan.slice(scan.pos(), end);
    // A hyphen ends the words that are operators.
    let word = name.split(|b| *b == b'-').next().unwrap_or_default();
    let token = match name {
        _ if scan.at(scan.space_end(end)) == b'(' => Token::NameFunction,
        _ if matches!(word, b"and" | b"or" | b"not")
            || state == State::For && matches!(word, b"from" | b"to" | b"through") =>
        {
            return scan.emit(Token::OperatorWord, word.len());
        }
        b"true" | b"false" => Token::NameBuiltinPseudo,
        // Rouge knows these in CSS only.
        b"difference" | b"numeric" | b"right-side" => Token::Name,
        _ if VALUES.has(name) => Token::NameBuiltin,
        _ => Token::Name,
    };
    scan.emit_to(token, end);
}
