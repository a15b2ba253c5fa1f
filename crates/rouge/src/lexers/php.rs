//! PHP, with the HTML around it.

use super::html::Html;
use super::php_table::{BUILTINS, CONSTANTS, KEYWORDS};
use super::{Lex, Options};
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_space, is_word};
use crate::words::Words;

/// The lexer for PHP.
pub(super) struct Php {
    html: Html,
    inline: Option<bool>,
    in_php: bool,
    stack: Vec<State>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Double,
    /// In the braces of a string.
    Braces,
    /// Behind `class` and words like it.
    ClassName,
    /// Behind `use` or `namespace`.
    Use,
    Namespace,
    /// Behind an arrow or two colons.
    Arrow,
    Colons,
    /// Behind `const` or `case`.
    Constant,
    /// Behind `function`.
    Function,
    /// Behind `new`, `extends` and words like them.
    TypeName,
}

fn is_ident(byte: u8) -> bool {
    is_word(byte) || byte >= 0x80
}

fn starts_ident(byte: u8) -> bool {
    is_alpha_(byte) || byte >= 0x80
}

impl Php {
    /// Makes the lexer; the option `start_inline` says whether code starts without an opening tag.
    pub(super) fn new(options: &Options) -> Self {
        Php { html: Html::default(), inline: options.truth("start_inline"), in_php: false, stack: Vec::new() }
    }

    fn html(&mut self, scan: &mut Scan<'_>) {
        let open = scan
            .find(scan.pos(), b"<?")
            .filter(|at| scan.starts_at(*at, b"<?php") || scan.starts_at(*at, b"<?=") || is_space(scan.at(at + 2)));
        let Some(open) = open else {
            let end = scan.end();
            return scan.delegate(&mut self.html, end);
        };
        scan.delegate(&mut self.html, open);
        let len = if scan.starts(b"<?php") {
            5
        } else if scan.starts(b"<?=") {
            3
        } else {
            2
        };
        scan.emit(Token::CommentPreproc, len);
        self.in_php = true;
    }

    fn php(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        if self.stack.last() == Some(&State::Double) {
            return self.double(scan);
        }
        if !is_space(byte) && self.special(scan, byte) {
            return;
        }
        match byte {
            _ if is_space(byte) => scan.emit_to(Token::Text, scan.space_end(scan.pos())),
            b'?' if scan.peek(1) == b'>' => {
                scan.emit(Token::CommentPreproc, 2);
                self.in_php = false;
            }
            b'#' if scan.peek(1) == b'[' => scan.error(),
            b'#' => self.line_comment(scan),
            b'/' if scan.peek(1) == b'/' => self.line_comment(scan),
            b'/' if scan.peek(1) == b'*'
                && let Some(end) = scan.find_close(scan.pos() + 2, b"*/") =>
            {
                let doc = scan.starts(b"/**") && scan.peek(3) != b'/';
                scan.emit_to(if doc { Token::CommentDoc } else { Token::CommentMultiline }, end + 2);
            }
            b'"' => {
                scan.emit(Token::LiteralStringDouble, 1);
                self.stack.push(State::Double);
            }
            b'\'' => single(scan),
            b'`' => {
                let end = scan.find_byte(scan.pos() + 1, b'`').map_or(scan.end(), |end| end + 1);
                scan.emit_to(Token::LiteralStringBacktick, end);
            }
            b'<' if scan.starts(b"<<<") && heredoc(scan) => {}
            b'$' if starts_ident(scan.peek(1)) || scan.peek(1) == b'$' => {
                let name = scan.while_at(scan.pos(), |b| b == b'$');
                scan.emit_to(Token::NameVariable, scan.name_end(name, is_ident));
            }
            b'0'..=b'9' => number(scan),
            b'.' => number(scan),
            b'-' if scan.peek(1) == b'>' => self.operator(scan, 2, Some(State::Arrow)),
            b'?' if scan.starts(b"?->") => self.operator(scan, 3, Some(State::Arrow)),
            b':' if scan.peek(1) == b':' => self.operator(scan, 2, Some(State::Colons)),
            b'?' if starts_ident(scan.peek(1)) && nullable(scan) => {}
            b'~' | b'!' | b'%' | b'^' | b'&' | b'*' | b'=' | b'|' | b':' | b'<' | b'>' | b'?' | b'@' | b'/' | b'+'
            | b'-' => scan.emit(Token::Operator, 1),
            b')' if returns(scan) => scan.emit(Token::Punctuation, 2),
            b'[' | b']' | b'{' | b'}' | b'(' | b')' | b';' | b',' => scan.emit(Token::Punctuation, 1),
            _ if scan.letter_at(scan.pos()) || byte == b'\\' => self.word(scan),
            _ => scan.error(),
        }
    }

    fn operator(&mut self, scan: &mut Scan<'_>, len: usize, state: Option<State>) {
        scan.emit(Token::Operator, len);
        self.stack.extend(state);
    }

    /// What depends on the word before; tells whether it took something.
    fn special(&mut self, scan: &mut Scan<'_>, byte: u8) -> bool {
        let Some(state) = self.stack.last().copied() else {
            return false;
        };
        if state == State::Braces {
            if byte == b'}' {
                scan.emit(Token::LiteralStringInterpol, 1);
                self.stack.pop();
                return true;
            }
            return false;
        }
        self.stack.pop();
        let named = scan.letter_at(scan.pos()) || (byte == b'\\' && scan.letter_at(scan.pos() + 1));
        if !named {
            return false;
        }
        let end = scan.name_end(scan.pos(), |b| is_ident(b) || b == b'\\');
        let plain = scan.name_end(scan.pos(), is_ident);
        let word = scan.slice(scan.pos(), plain);
        let called = scan.at(scan.space_end(plain)) == b'(';
        match state {
            State::Arrow => {
                let token = match word {
                    _ if called && BUILTINS.has(word) => Token::NameBuiltin,
                    _ if called => Token::NameFunction,
                    [b'A'..=b'Z', rest @ ..] if rest.iter().any(u8::is_ascii_lowercase) => Token::NameClass,
                    _ => Token::Name,
                };
                scan.emit_to(token, plain);
            }
            State::Colons if word == b"class" => scan.emit_to(Token::Keyword, plain),
            State::Colons if called => scan.emit_to(Token::NameFunction, plain),
            State::Colons => scan.emit_to(member_token(word), plain),
            State::Constant if super::java::is_constant(&word.to_ascii_uppercase()) && scan.at(plain) != b':' => {
                scan.emit_to(Token::NameConstant, plain);
            }
            State::Function => scan.emit_to(Token::Name, plain),
            State::Namespace => scan.emit_to(Token::NameNamespace, end),
            State::Use if matches!(word, b"function" | b"const") => return false,
            State::Use | State::ClassName | State::TypeName if !KEYWORDS.has(word) => {
                scan.emit_to(Token::NameClass, end);
            }
            _ => return false,
        }
        true
    }

    fn line_comment(&mut self, scan: &mut Scan<'_>) {
        let line = scan.line_end(scan.pos());
        let text = scan.slice(scan.pos(), line);
        let end = memchr::memmem::find(text, b"?>").map_or(line, |at| scan.pos() + at);
        scan.emit_to(Token::CommentSingle, end);
    }

    fn double(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b'"' => {
                scan.emit(Token::LiteralStringDouble, 1);
                self.stack.pop();
            }
            b'\\' => {
                let known = matches!(scan.peek(1), b'n' | b'r' | b't' | b'v' | b'e' | b'f' | b'\\' | b'$' | b'"')
                    || matches!(scan.peek(1), b'0'..=b'7' | b'x' | b'u');
                if known {
                    scan.emit(Token::LiteralStringEscape, 2);
                } else {
                    scan.emit(Token::LiteralStringDouble, 1);
                }
            }
            b'{' if scan.peek(1) == b'$' => {
                scan.emit(Token::LiteralStringInterpol, 1);
                self.stack.push(State::Braces);
            }
            b'$' if starts_ident(scan.peek(1)) => {
                let end = scan.name_end(scan.pos() + 1, is_ident);
                scan.emit_to(Token::NameVariable, interpolated_end(scan, end));
            }
            _ => {
                let end = scan.while_at(scan.pos() + 1, |b| !matches!(b, b'"' | b'\\' | b'{' | b'$'));
                scan.emit_to(Token::LiteralStringDouble, end);
            }
        }
    }

    fn word(&mut self, scan: &mut Scan<'_>) {
        let end = scan.name_end(scan.pos(), |b| is_ident(b) || b == b'\\');
        let word = scan.slice(scan.pos(), end);
        let lower = word.to_ascii_lowercase();
        let next = scan.space_end(end);
        let mut token = Token::Keyword;
        match lower.as_slice() {
            b"class" | b"interface" | b"trait" | b"enum" if scan.prev() != b':' => {
                token = Token::KeywordDeclaration;
                self.stack.push(State::ClassName);
            }
            b"extends" | b"implements" => {
                token = Token::KeywordDeclaration;
                self.stack.push(State::TypeName);
            }
            b"new" | b"instanceof" | b"as" | b"catch" => self.stack.push(State::TypeName),
            b"use" if scan.at(next) != b'(' => {
                token = Token::KeywordNamespace;
                self.stack.push(State::Use);
            }
            b"namespace" => {
                token = Token::KeywordNamespace;
                self.stack.push(State::Namespace);
            }
            b"const" | b"case" => self.stack.push(State::Constant),
            b"function" => self.stack.push(State::Function),
            b"true" | b"false" | b"null" => token = Token::KeywordConstant,
            _ if KEYWORDS.has(&lower) || lower.starts_with(b"__") && word.ends_with(b"__") => {}
            _ if CONSTANTS.has(word) => token = Token::KeywordConstant,
            _ => token = name_token(scan, word, next),
        }
        scan.emit_to(token, end);
    }
}

impl Lex for Php {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        let inline = self.inline.unwrap_or_else(|| scan.find(scan.pos(), b"<?").is_none());
        if inline {
            self.in_php = true;
        }
        self.inline = Some(false);
        while !scan.eof() {
            if self.in_php { self.php(scan) } else { self.html(scan) }
        }
    }
}

/// The token of a name that is no word of the language.
fn name_token(scan: &Scan<'_>, word: &[u8], next: usize) -> Token {
    static TYPES: Words =
        Words::new(&["array", "bool", "callable", "float", "int", "iterable", "mixed", "object", "string"]);
    if scan.at(next) == b'(' {
        return if BUILTINS.has(word) { Token::NameBuiltin } else { Token::NameFunction };
    }
    let variable = matches!(scan.at(next), b'$' | b'&') || scan.starts_at(next, b"...");
    if TYPES.has(word) && (variable || matches!(scan.at(next), b'{')) {
        return Token::KeywordType;
    }
    if word.contains(&b'\\') || word[0].is_ascii_uppercase() {
        return if word.len() > 1 && super::java::is_constant(word) && !variable {
            Token::NameConstant
        } else {
            Token::NameClass
        };
    }
    Token::Name
}

/// The token of what stands behind two colons.
fn member_token(word: &[u8]) -> Token {
    if word == b"CONST" {
        Token::Keyword
    } else if super::java::is_constant(word) {
        Token::NameConstant
    } else {
        Token::Name
    }
}

/// A type that may be null, before a variable.
fn nullable(scan: &mut Scan<'_>) -> bool {
    let end = scan.name_end(scan.pos() + 1, |b| is_ident(b) || b == b'\\');
    if scan.at(scan.space_end(end)) != b'$' || scan.space_end(end) == end {
        return false;
    }
    let class = scan.peek(1).is_ascii_uppercase() || scan.peek(1) == b'\\';
    if class {
        scan.emit(Token::Operator, 1);
        scan.emit_to(Token::NameClass, end);
    } else {
        scan.emit_to(Token::KeywordType, end);
    }
    true
}

/// Whether a type follows the parenthesis of a function.
fn returns(scan: &Scan<'_>) -> bool {
    let name = scan.space_end(scan.pos() + 2);
    let end = scan.name_end(name, |b| is_ident(b) || b == b'\\');
    let word = scan.slice(name, end).to_ascii_lowercase();
    let next = scan.space_end(end);
    let closes = matches!(scan.at(next), b'{' | b';') || scan.starts_at(next, b"=>");
    scan.peek(1) == b':' && end > name && closes && !KEYWORDS.has(&word) && !word.starts_with(b"end")
}

fn single(scan: &mut Scan<'_>) {
    match scan.string_close(b'\'') {
        end if end < scan.end() => scan.emit_to(Token::LiteralStringSingle, end + 1),
        _ => scan.error(),
    }
}

fn heredoc(scan: &mut Scan<'_>) -> bool {
    let quote = scan.blank_end(scan.pos() + 3);
    let name = quote + usize::from(matches!(scan.at(quote), b'\'' | b'"'));
    let end = scan.word_end(name);
    if end == name {
        return false;
    }
    let name = scan.slice(name, end);
    let mut line = scan.next_line(end);
    while line < scan.end() {
        let start = scan.blank_end(line);
        if scan.starts_at(start, name) && !is_word(scan.at(start + name.len())) {
            let close = start + name.len();
            scan.emit_to(Token::LiteralStringHeredoc, close + usize::from(scan.at(close) == b';'));
            return true;
        }
        line = scan.next_line(line);
    }
    scan.emit_rest(Token::LiteralStringHeredoc);
    true
}

fn number(scan: &mut Scan<'_>) {
    let start = scan.pos();
    let run = |from: usize, accept: fn(u8) -> bool| scan.while_at(from, |b| accept(b) || b == b'_');
    if scan.cur() == b'.' {
        let end = scan.while_at(start, |b| b == b'.');
        return scan.emit_to(Token::LiteralNumberFloat, scan.digits_end(end));
    }
    let digits = run(start, |b| b.is_ascii_digit());
    let (token, end) = match (scan.cur(), scan.peek(1)) {
        (b'0', b'x' | b'X') => (Token::LiteralNumberHex, run(start + 2, |b| b.is_ascii_hexdigit())),
        (b'0', b'b' | b'B') => (Token::LiteralNumberBin, run(start + 2, |b| b == b'0' || b == b'1')),
        (b'0', b'0'..=b'7') => (Token::LiteralNumberOct, run(start + 1, |b| (b'0'..=b'7').contains(&b))),
        _ if scan.at(digits) == b'.' && scan.at(digits + 1).is_ascii_digit() => {
            let end = run(digits + 1, |b| b.is_ascii_digit());
            let sign = end + 1 + usize::from(matches!(scan.at(end + 1), b'+' | b'-'));
            let exponent = matches!(scan.at(end), b'e' | b'E') && scan.at(sign).is_ascii_digit();
            (Token::LiteralNumberFloat, if exponent { scan.digits_end(sign) } else { end })
        }
        _ => (Token::LiteralNumberInteger, digits),
    };
    scan.emit_to(token, end);
}

/// Where a variable in a string ends: behind one member or index.
fn interpolated_end(scan: &Scan<'_>, end: usize) -> usize {
    if scan.starts_at(end, b"->") && starts_ident(scan.at(end + 2)) {
        return scan.name_end(end + 2, is_ident);
    }
    if scan.at(end) == b'[' {
        let close = scan.while_at(end, |b| b != b']' && b != b'"' && !crate::scan::is_space(b));
        if scan.at(close) == b']' {
            return scan.while_at(close, |b| b == b']');
        }
    }
    end
}
