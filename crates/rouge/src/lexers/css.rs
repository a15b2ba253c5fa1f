//! CSS.

use super::Lex;
use super::css_table::{COLOURS, FUNCTIONS, PROPERTIES, VALUES};
use crate::Token;
use crate::scan::{Scan, is_space, is_word};
use crate::words::Words;

/// The lexer for CSS.
#[derive(Default)]
pub(super) struct Css {
    stack: Vec<State>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Between the braces of a rule.
    Stanza,
    /// Behind a property's colon.
    Value,
    /// Behind the name of an at-rule.
    AtRule,
    /// Between the braces of an at-rule.
    AtContent,
}

/// Units that belong to the number before them.
static UNITS: Words = Words::new(&[
    "Q", "ch", "cm", "deg", "dpcm", "dpi", "dppx", "em", "ex", "fr", "grad", "in", "mm", "ms", "pc", "pt", "px", "rad",
    "rem", "s", "turn", "vh", "vmax", "vmin", "vw",
]);

fn is_name(byte: u8) -> bool {
    is_word(byte) || byte == b'-' || byte >= 0x80
}

impl Lex for Css {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            let byte = scan.cur();
            if is_space(byte) {
                scan.emit_to(Token::Text, scan.space_end(scan.pos()));
            } else if scan.starts(b"/*")
                && let Some(end) = scan.find_close(scan.pos() + 2, b"*/")
            {
                scan.emit_to(Token::Comment, end + 2);
            } else {
                match self.stack.last() {
                    None => self.root(scan),
                    Some(State::AtContent) => self.at_content(scan),
                    Some(State::AtRule) => self.at_rule(scan),
                    Some(State::Stanza) => self.stanza(scan),
                    Some(State::Value) => self.value_state(scan),
                }
            }
        }
    }
}

impl Css {
    fn root(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        let name_at = |n: usize| scan.letter_at(scan.pos() + n) || scan.peek(n) == b'-';
        match byte {
            b'{' => {
                scan.emit(Token::Punctuation, 1);
                self.stack.push(State::Stanza);
            }
            b':' if name_at(1) || (scan.peek(1) == b':' && name_at(2)) => {
                let name = scan.pos() + 1 + usize::from(scan.peek(1) == b':');
                scan.emit_to(Token::NameDecorator, scan.name_end(name, is_name));
            }
            b'.' if name_at(1) => scan.emit_to(Token::NameClass, scan.name_end(scan.pos() + 1, is_name)),
            b'#' if is_name(scan.peek(1)) => scan.emit_to(Token::NameFunction, scan.name_end(scan.pos() + 1, is_name)),
            b'@' if name_at(1) => {
                scan.emit_to(Token::Keyword, scan.name_end(scan.pos() + 1, is_name));
                self.stack.push(State::AtRule);
            }
            b'"' | b'\'' => string(scan),
            _ if name_at(0) => scan.emit_to(Token::NameTag, scan.name_end(scan.pos(), is_name)),
            b'~' | b'^' | b'*' | b'!' | b'%' | b'&' | b'[' | b']' | b'(' | b')' | b'<' | b'>' | b'|' | b'+' | b'='
            | b'@' | b':' | b';' | b',' | b'.' | b'/' | b'?' => scan.emit(Token::Operator, 1),
            _ => scan.error(),
        }
    }

    fn at_content(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b'}' => {
                scan.emit(Token::Punctuation, 1);
                self.stack.pop();
            }
            byte if byte.is_ascii_digit() => {
                let end = scan.while_at(scan.pos(), |b| b.is_ascii_digit() || b == b'.');
                if scan.at(end) == b'%' {
                    scan.emit_to(Token::LiteralNumber, end + 1);
                } else {
                    scan.error();
                }
            }
            _ => self.root(scan),
        }
    }

    fn at_rule(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b'{' => {
                scan.emit(Token::Punctuation, 1);
                self.stack.pop();
                self.stack.push(State::AtContent);
                // A declaration right behind the brace makes the block one rule.
                let name = scan.space_end(scan.pos());
                let end = scan.name_end(name, is_name);
                if end > name && scan.at(scan.space_end(end)) == b':' {
                    self.stack.pop();
                    self.stack.push(State::Stanza);
                }
            }
            b';' => {
                scan.emit(Token::Punctuation, 1);
                self.stack.pop();
            }
            _ => value(scan),
        }
    }

    fn stanza(&mut self, scan: &mut Scan<'_>) {
        let end = scan.name_end(scan.pos(), is_name);
        let colon = scan.space_end(end);
        if scan.cur() == b'}' {
            scan.emit(Token::Punctuation, 1);
            self.stack.pop();
        } else if end > scan.pos() && scan.at(colon) == b':' {
            let name = scan.slice(scan.pos(), end);
            let vendor = ["-webkit-", "-moz-", "-ms-", "-o-", "-khtml-"].iter();
            let known = PROPERTIES.has(name) || vendor.clone().any(|prefix| name.starts_with(prefix.as_bytes()));
            scan.emit_to(if known { Token::NameLabel } else { Token::NameProperty }, end);
            scan.emit_to(Token::Text, colon);
            scan.emit(Token::Punctuation, 1);
            self.stack.push(State::Value);
        } else if end > scan.pos() {
            scan.emit_to(Token::Error, end);
        } else {
            scan.error();
        }
    }

    fn value_state(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b';' => {
                scan.emit(Token::Punctuation, 1);
                self.stack.pop();
            }
            b'}' => {
                scan.emit(Token::Punctuation, 1);
                self.stack.pop();
                self.stack.pop();
            }
            _ => value(scan),
        }
    }
}

fn string(scan: &mut Scan<'_>) {
    let quote = scan.cur();
    let end = scan.string_close(quote);
    if end >= scan.end() {
        return scan.error();
    }
    scan.emit_to(if quote == b'"' { Token::LiteralStringSingle } else { Token::LiteralStringDouble }, end + 1);
}

/// One token of a value.
fn value(scan: &mut Scan<'_>) {
    let byte = scan.cur();
    match byte {
        b'"' | b'\'' => string(scan),
        b'#' => {
            let end = scan.while_at(scan.pos() + 1, |b| b.is_ascii_hexdigit());
            if end > scan.pos() + 1 && !is_name(scan.at(end)) && end <= scan.pos() + 9 {
                scan.emit_to(Token::NameOther, end);
            } else {
                scan.error();
            }
        }
        b'!' if scan.starts_nocase(b"!important") => scan.emit(Token::CommentPreproc, 10),
        b'-' | b'.' | b'0'..=b'9' if number(scan) => {}
        b'-' if scan.peek(1) == b'-' && is_name(scan.peek(2)) => {
            scan.emit_to(Token::Literal, scan.name_end(scan.pos(), is_name));
        }
        b'/' | b'*' | b'+' | b'-' => scan.emit(Token::Operator, 1),
        b'(' | b')' | b'[' | b']' | b':' | b',' | b'.' | b';' => scan.emit(Token::Punctuation, 1),
        _ if byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80 => name(scan),
        _ => scan.error(),
    }
}

fn number(scan: &mut Scan<'_>) -> bool {
    let digits = scan.pos() + usize::from(scan.cur() == b'-');
    let whole = scan.digits_end(digits);
    let end =
        if scan.at(whole) == b'.' && scan.at(whole + 1).is_ascii_digit() { scan.digits_end(whole + 1) } else { whole };
    if end == digits {
        return false;
    }
    let unit = scan.while_at(end, |b| b.is_ascii_alphabetic());
    let end = if scan.at(end) == b'%' {
        end + 1
    } else if UNITS.has(scan.slice(end, unit)) && !is_word(scan.at(unit)) {
        unit
    } else {
        end
    };
    scan.emit_to(Token::LiteralNumber, end);
    true
}

fn name(scan: &mut Scan<'_>) {
    let end = scan.name_end(scan.pos(), is_name);
    if end == scan.pos() {
        return scan.error();
    }
    let name = scan.slice(scan.pos(), end).to_ascii_lowercase();
    let token = if VALUES.has(&name) {
        Token::NameBuiltin
    } else if COLOURS.has(&name) {
        Token::NameOther
    } else if FUNCTIONS.has(&name) {
        Token::NameFunction
    } else if name == b"true" || name == b"false" {
        Token::NameConstant
    } else {
        Token::Name
    };
    scan.emit_to(token, end);
}
