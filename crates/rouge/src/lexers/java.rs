//! Java.

use super::generic::{Block, Escape, Generic, Numbers, Quote, Spec, unicode_ident};
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_word};
use crate::words::Words;

pub(super) static KEYWORDS: Words = Words::new(&[
    "assert",
    "break",
    "case",
    "catch",
    "continue",
    "default",
    "do",
    "else",
    "finally",
    "for",
    "goto",
    "if",
    "instanceof",
    "new",
    "return",
    "switch",
    "this",
    "throw",
    "try",
    "while",
]);
pub(super) static DECLARATIONS: Words = Words::new(&[
    "abstract",
    "class",
    "const",
    "enum",
    "extends",
    "final",
    "implements",
    "interface",
    "native",
    "private",
    "protected",
    "public",
    "record",
    "static",
    "strictfp",
    "super",
    "synchronized",
    "throws",
    "transient",
    "volatile",
]);
pub(super) static TYPES: Words =
    Words::new(&["boolean", "byte", "char", "double", "float", "int", "long", "short", "var", "void"]);

/// Java's tokens.
pub(super) const JAVA: Spec = Spec {
    space: Token::Text,
    line_comments: &[("//", Token::CommentSingle)],
    block_comments: &[("/*", "*/", Token::CommentMultiline, Block::Closed)],
    strings: &[
        Quote {
            open: "\"\"\"",
            close: "\"\"\"",
            token: Token::LiteralStringHeredoc,
            escape: Escape::Plain,
            lines: true,
        },
        Quote { open: "\"", close: "\"", token: Token::LiteralString, escape: Escape::Plain, lines: true },
    ],
    ident: unicode_ident,
    word,
    numbers: Numbers {
        integer: Token::LiteralNumberInteger,
        float: Token::LiteralNumberFloat,
        hex: Some(Token::LiteralNumberHex),
        octal: None,
        binary: Some(Token::LiteralNumberBin),
        underscores: true,
        exponent_alone: false,
        leading_dot: false,
        trailing_dot: false,
        integer_suffix: b"lL",
        float_suffix: b"fd",
    },
    operators: b"~^*!%&[](){}<>|+=:;,./?-",
    punctuation: b"",
    hook,
};

/// In the name behind `class` or `interface`.
const CLASS: u8 = 1;
/// Behind `import` or `package`.
const IMPORT: u8 = 2;

fn word(word: &[u8]) -> Token {
    match word {
        b"true" | b"false" | b"null" => Token::KeywordConstant,
        b"import" | b"package" => Token::KeywordNamespace,
        _ if KEYWORDS.has(word) => Token::Keyword,
        _ if DECLARATIONS.has(word) => Token::KeywordDeclaration,
        _ if TYPES.has(word) => Token::KeywordType,
        _ if is_constant(word) => Token::NameConstant,
        _ if word[0].is_ascii_uppercase() && word.iter().all(u8::is_ascii_alphanumeric) => Token::NameClass,
        _ => Token::Name,
    }
}

/// Capitals, digits and underscores only.
pub(super) fn is_constant(word: &[u8]) -> bool {
    word.first().is_some_and(u8::is_ascii_uppercase)
        && word.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_')
}

fn hook(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let byte = scan.cur();
    match lexer.state() {
        CLASS | IMPORT if byte == b' ' || byte == b'\t' || byte == b'\n' => return false,
        CLASS => {
            if is_alpha_(byte) || scan.char_at(scan.pos()).is_some_and(char::is_alphabetic) {
                lexer.stack.pop();
                scan.emit_to(Token::NameClass, scan.name_end(scan.pos(), unicode_ident));
            } else {
                scan.error();
            }
            return true;
        }
        IMPORT => {
            lexer.stack.pop();
            if is_alpha_(byte) {
                let end = scan.name_end(scan.pos(), |b| unicode_ident(b) || b == b'.' || b == b'*');
                scan.emit_to(Token::NameNamespace, end);
                return true;
            }
        }
        _ => {}
    }
    match byte {
        b'\n' => method(lexer, scan),
        b' ' | b'\t' => {
            scan.emit_to(Token::Text, scan.blank_end(scan.pos()));
            true
        }
        b'@' if is_alpha_(scan.peek(1)) => {
            scan.emit_to(Token::NameDecorator, scan.name_end(scan.pos() + 1, unicode_ident));
            true
        }
        b'\'' => character(scan),
        b'.' => member(scan),
        b'0'..=b'9' => number(scan),
        b'$' => {
            let end = scan.name_end(scan.pos() + 1, unicode_ident);
            let named = end > scan.pos() + 1 && !scan.peek(1).is_ascii_digit();
            if named {
                scan.emit_to(Token::Name, end);
            }
            named
        }
        _ if is_alpha_(byte) || scan.char_at(scan.pos()).is_some_and(char::is_alphabetic) => name(lexer, scan),
        _ => false,
    }
}

fn number(scan: &mut Scan<'_>) -> bool {
    let start = scan.pos();
    let run = |from: usize, accept: fn(u8) -> bool| scan.while_at(from, |b| accept(b) || b == b'_');
    let digit: fn(u8) -> bool = |b| b.is_ascii_digit();
    let end = run(start, digit);
    let (hex, binary) = (run(start + 2, |b| b.is_ascii_hexdigit()), run(start + 2, |b| matches!(b, b'0' | b'1')));
    let (token, end) = match scan.peek(1) {
        b'x' | b'X' if scan.cur() == b'0' && hex > start + 2 => (Token::LiteralNumberHex, hex),
        b'b' | b'B' if scan.cur() == b'0' && binary > start + 2 => (Token::LiteralNumberBin, binary),
        _ if scan.at(end) == b'.' && digit(scan.at(end + 1)) => {
            let mut end = run(end + 1, digit);
            if scan.at(end) == b'e' && digit(scan.at(end + 1)) {
                end = run(end + 1, digit);
            }
            (Token::LiteralNumberFloat, end + usize::from(matches!(scan.at(end), b'f' | b'd')))
        }
        _ if scan.cur() == b'0'
            && end > start + 1
            && scan.slice(start, end).iter().all(|b| !matches!(b, b'8' | b'9')) =>
        {
            (Token::LiteralNumberOct, end)
        }
        _ => (Token::LiteralNumberInteger, end + usize::from(scan.at(end) == b'L')),
    };
    scan.emit_to(token, end);
    true
}

pub(super) fn character(scan: &mut Scan<'_>) -> bool {
    let start = scan.pos() + 1;
    let end = match scan.at(start) {
        b'\\' if scan.at(start + 1) == b'u' => scan.while_at(start + 2, |b| b.is_ascii_hexdigit()),
        b'\\' => start + 2,
        b'\'' => start,
        _ => start + scan.char_at(start).map_or(0, char::len_utf8),
    };
    if end == start || scan.at(end) != b'\'' {
        return false;
    }
    scan.emit_to(Token::LiteralStringChar, end + 1);
    true
}

/// A dot and the member behind it.
fn member(scan: &mut Scan<'_>) -> bool {
    let name = scan.pos() + 1;
    if !is_alpha_(scan.at(name)) && !scan.char_at(name).is_some_and(char::is_alphabetic) {
        return false;
    }
    scan.emit(Token::Operator, 1);
    scan.emit_to(Token::NameAttribute, scan.name_end(name, unicode_ident));
    true
}

fn name(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let end = scan.name_end(scan.pos(), unicode_ident);
    let text = scan.slice(scan.pos(), end);
    match text {
        b"class" | b"interface" => {
            // With a parenthesis behind its name it looks like a method's type.
            if method(lexer, scan) {
                return true;
            }
            lexer.stack.push(CLASS);
            return false;
        }
        b"import" | b"package" => {
            lexer.stack.push(IMPORT);
            return false;
        }
        _ => {}
    }
    let token = word(text);
    let reserved = matches!(token, Token::Keyword | Token::KeywordDeclaration | Token::KeywordNamespace);
    if reserved && token != Token::KeywordDeclaration {
        return false;
    }
    let reserved = token == Token::KeywordDeclaration;
    if method(lexer, scan) {
        return true;
    }
    if reserved {
        if text == b"record" {
            lexer.stack.push(CLASS);
        }
        return false;
    }
    if scan.at(end) == b':' && matches!(token, Token::Name | Token::NameClass | Token::NameConstant) {
        scan.emit_to(Token::NameLabel, end + 1);
        return true;
    }
    scan.emit_to(token, end);
    true
}

/// Words that are a type and behind them a name with a parenthesis, from a newline or a word on. They are of ASCII.
fn method(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let start = scan.pos();
    if start < lexer.mark {
        return false;
    }
    let mut at = scan.space_end(start);
    let mut words = 0;
    let mut reached = at;
    let name = loop {
        let end = scan.while_at(at, |b| is_word(b) || matches!(b, b'.' | b'[' | b']' | b'<' | b'>'));
        let next = scan.space_end(end);
        if end == at || !is_alpha_(scan.at(at)) {
            // Behind a sign that it begins with, such a word may be the first.
            break None;
        }
        reached = end;
        if words > 0 && scan.at(next) == b'(' {
            break scan.slice(at, end).iter().all(|b| is_word(*b)).then_some((at, end));
        }
        if next == end {
            break None;
        }
        words += 1;
        at = next;
    };
    let Some((name, end)) = name else {
        lexer.mark = reached;
        return false;
    };
    while scan.pos() < name {
        let byte = scan.cur();
        if crate::scan::is_space(byte) {
            scan.emit_to(Token::Text, scan.space_end(scan.pos()));
        } else if byte == b'.' && member(scan) {
        } else if byte.is_ascii_digit() {
            number(scan);
        } else if is_word(byte) {
            let end = scan.name_end(scan.pos(), unicode_ident);
            scan.emit_to(word(scan.slice(scan.pos(), end)), end);
        } else {
            scan.emit(Token::Operator, 1);
        }
    }
    scan.emit_to(Token::NameFunction, end);
    true
}
