//! Java.

use super::generic::{Escape, Generic, Numbers, Quote, Spec, unicode_ident};
use crate::Token;
use crate::scan::{Scan, in_table, is_alpha_};

const KEYWORDS: &[&str] = &[
    "assert", "break", "case", "catch", "continue", "default", "do", "else", "finally", "for", "goto", "if",
    "instanceof", "new", "return", "switch", "this", "throw", "try", "while",
];
const DECLARATIONS: &[&str] = &[
    "abstract", "class", "const", "enum", "extends", "final", "implements", "interface", "native", "private",
    "protected", "public", "record", "static", "strictfp", "super", "synchronized", "throws", "transient", "volatile",
];
const TYPES: &[&str] = &["boolean", "byte", "char", "double", "float", "int", "long", "short", "var", "void"];

/// Java's tokens.
pub(super) const JAVA: Spec = Spec {
    space: Token::Text,
    line_comments: &[("//", Token::CommentSingle)],
    block_comments: &[("/*", "*/", Token::CommentMultiline, false)],
    strings: &[
        Quote { open: "\"\"\"", close: "\"\"\"", token: Token::LiteralStringHeredoc, escape: Escape::Plain, lines: true },
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
        float_suffix: b"fFdD",
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
        _ if in_table(KEYWORDS, word) => Token::Keyword,
        _ if in_table(DECLARATIONS, word) => Token::KeywordDeclaration,
        _ if in_table(TYPES, word) => Token::KeywordType,
        _ if is_constant(word) => Token::NameConstant,
        _ if word[0].is_ascii_uppercase() && word.iter().all(u8::is_ascii_alphanumeric) => Token::NameClass,
        _ => Token::Name,
    }
}

/// Capitals, digits and underscores only.
pub(super) fn is_constant(word: &[u8]) -> bool {
    word[0].is_ascii_uppercase() && word.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_')
}

fn is_ident(byte: u8) -> bool {
    unicode_ident(byte) || byte == b'$'
}

fn hook(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let byte = scan.cur();
    match lexer.state() {
        CLASS | IMPORT if byte == b' ' || byte == b'\t' || byte == b'\n' => return false,
        CLASS => {
            lexer.stack.pop();
            if is_alpha_(byte) {
                scan.emit_to(Token::NameClass, scan.while_at(scan.pos(), is_ident));
                return true;
            }
        }
        IMPORT => {
            lexer.stack.pop();
            if is_alpha_(byte) {
                let end = scan.while_at(scan.pos(), |b| is_ident(b) || b == b'.' || b == b'*');
                scan.emit_to(Token::NameNamespace, end);
                return true;
            }
        }
        _ => {}
    }
    match byte {
        b'@' if is_alpha_(scan.peek(1)) => {
            scan.emit_to(Token::NameDecorator, scan.while_at(scan.pos() + 1, is_ident));
            true
        }
        b'\'' => character(scan),
        b'.' => member(scan),
        b'0' if scan.peek(1).is_ascii_digit() => {
            let octal = scan.while_at(scan.pos() + 1, |b| (b'0'..=b'7').contains(&b) || b == b'_');
            if scan.at(octal).is_ascii_digit() || scan.at(octal) == b'.' {
                return false;
            }
            scan.emit_to(Token::LiteralNumberOct, octal);
            true
        }
        _ if is_alpha_(byte) || byte >= 0x80 || byte == b'$' => name(lexer, scan),
        _ => false,
    }
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
    let name = scan.space_end(scan.pos() + 1);
    if !is_alpha_(scan.at(name)) {
        return false;
    }
    scan.emit(Token::Operator, 1);
    scan.emit_to(Token::Text, name);
    scan.emit_to(Token::NameAttribute, scan.while_at(name, unicode_ident));
    true
}

fn name(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let end = scan.while_at(scan.pos(), is_ident);
    let text = scan.slice(scan.pos(), end);
    match text {
        b"class" | b"interface" => {
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
    if scan.at(end) == b':' && matches!(token, Token::Name | Token::NameClass | Token::NameConstant) {
        scan.emit_to(Token::NameLabel, end + 1);
        return true;
    }
    scan.emit_to(token, end);
    declared(scan);
    true
}

/// The name of a method, behind the end of its type.
fn declared(scan: &mut Scan<'_>) {
    let mut at = scan.pos();
    let brackets = scan.while_at(at, |b| b == b'[' || b == b']');
    at = scan.space_end(brackets);
    let end = scan.while_at(at, is_ident);
    let open = scan.space_end(end);
    if at > brackets && end > at && is_alpha_(scan.at(at)) && scan.at(open) == b'(' {
        let text = scan.slice(at, end);
        let reserved = in_table(KEYWORDS, text) || in_table(DECLARATIONS, text);
        if !reserved {
            scan.emit_to(Token::Operator, brackets);
            scan.emit_to(Token::Text, at);
            scan.emit_to(Token::NameFunction, end);
        }
    }
}
