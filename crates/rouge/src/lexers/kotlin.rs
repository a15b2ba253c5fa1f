//! Kotlin.

use super::generic::{Block, Escape, Generic, Numbers, Quote, Spec};
use super::java::character;
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_space, is_word};
use crate::words::Words;

static KEYWORDS: Words = Words::new(&[
    "abstract",
    "annotation",
    "as",
    "break",
    "by",
    "catch",
    "class",
    "companion",
    "const",
    "constructor",
    "continue",
    "crossinline",
    "do",
    "dynamic",
    "else",
    "enum",
    "external",
    "false",
    "final",
    "finally",
    "for",
    "fun",
    "get",
    "if",
    "import",
    "in",
    "infix",
    "inline",
    "inner",
    "interface",
    "internal",
    "is",
    "lateinit",
    "noinline",
    "null",
    "object",
    "open",
    "operator",
    "out",
    "override",
    "package",
    "private",
    "protected",
    "public",
    "reified",
    "return",
    "sealed",
    "set",
    "super",
    "suspend",
    "tailrec",
    "this",
    "throw",
    "true",
    "try",
    "typealias",
    "typeof",
    "val",
    "var",
    "vararg",
    "when",
    "where",
    "while",
]);

/// Kotlin's tokens.
pub(super) const KOTLIN: Spec = Spec {
    space: Token::Text,
    line_comments: &[("//", Token::CommentSingle)],
    block_comments: &[("/*", "*/", Token::CommentMultiline, Block::Nested)],
    strings: &[
        Quote { open: "\"\"\"", close: "\"\"\"", token: Token::LiteralString, escape: Escape::None, lines: true },
        Quote { open: "\"", close: "\"", token: Token::LiteralString, escape: Escape::Plain, lines: true },
    ],
    ident: is_ident,
    word,
    numbers: Numbers {
        integer: Token::LiteralNumberInteger,
        float: Token::LiteralNumberFloat,
        hex: Some(Token::LiteralNumberHex),
        octal: None,
        binary: Some(Token::LiteralNumberBin),
        underscores: true,
        exponent_alone: true,
        leading_dot: true,
        trailing_dot: false,
        integer_suffix: b"uULl",
        float_suffix: b"fF",
    },
    operators: b"",
    punctuation: b"~!%^&*()+=|[]:;,.<>/?{}-",
    hook,
};

/// Behind `class`, `interface` or `object`.
const CLASS: u8 = 1;
/// Behind `import` or `package`.
const NAMESPACE: u8 = 2;
/// Behind `fun`.
const FUNCTION: u8 = 3;
/// Behind `val` or `var`; in parentheses there.
const PROPERTY: u8 = 4;
const DESTRUCTURING: u8 = 5;
/// In the angle brackets behind a class.
const GENERICS: u8 = 6;

fn word(word: &[u8]) -> Token {
    match word {
        _ if KEYWORDS.has(word) => Token::Keyword,
        _ if word.iter().find(|b| **b != b'`').is_some_and(u8::is_ascii_uppercase) => Token::NameClass,
        _ => Token::Name,
    }
}

/// Identifiers may be in backticks; Rouge does not look at where these begin and end.
fn is_ident(byte: u8) -> bool {
    is_word(byte) || byte == b'`'
}

/// Where the identifier at an offset ends; one that begins with a backtick may hold hyphens.
fn ident_end(scan: &Scan<'_>, from: usize) -> usize {
    let quoted = scan.at(from) == b'`';
    scan.name_end(from, |b| is_ident(b) || quoted && b == b'-')
}

fn hook(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let byte = scan.cur();
    let state = lexer.state();
    if state == CLASS && !(byte.is_ascii_uppercase() || byte == b'`') {
        // Only the name itself is known there, with a capital, not even white space.
        scan.error();
        return true;
    }
    if state != 0 && !is_space(byte) {
        return declaration(lexer, scan, state, byte);
    }
    hook_outside(lexer, scan, byte)
}

/// Outside the states of declarations.
fn hook_outside(lexer: &mut Generic, scan: &mut Scan<'_>, byte: u8) -> bool {
    match byte {
        b'@' if is_alpha_(scan.peek(1)) => {
            let end = ident_end(scan, scan.pos() + 1);
            if scan.at(end) == b':' && is_alpha_(scan.at(end + 1)) {
                return false;
            }
            scan.emit_to(Token::NameDecorator, end);
            true
        }
        b'\'' => character(scan),
        b'?' if matches!(scan.peek(1), b'.' | b':') => emit(scan, Token::Operator, 2),
        b'!' if scan.peek(1) == b'!' => emit(scan, Token::Operator, 2),
        b':' if scan.peek(1) == b':' => emit(scan, Token::Operator, 2),
        b'.' if scan.peek(1) == b'.' => emit(scan, Token::Operator, 2),
        _ if is_alpha_(byte) || byte == b'`' => name(lexer, scan),
        _ => false,
    }
}

fn emit(scan: &mut Scan<'_>, token: Token, len: usize) -> bool {
    scan.emit(token, len);
    true
}

/// What stands behind a word that declares.
fn declaration(lexer: &mut Generic, scan: &mut Scan<'_>, state: u8, byte: u8) -> bool {
    let end = ident_end(scan, scan.pos());
    let is_name = end > scan.pos() && !byte.is_ascii_digit();
    match state {
        NAMESPACE => {
            lexer.stack.pop();
            let end = scan.name_end(scan.pos(), |b| is_ident(b) || matches!(b, b'.' | b'*' | b';'));
            scan.emit_to(Token::NameNamespace, end);
            return end > scan.pos();
        }
        CLASS if is_name => {
            lexer.stack.pop();
            scan.emit_to(Token::NameClass, end);
            return true;
        }
        FUNCTION if byte == b'<' => {
            lexer.stack.pop();
            return type_parameters(scan);
        }
        FUNCTION if is_name => {
            lexer.stack.pop();
            function_name(scan);
            return true;
        }
        PROPERTY if byte == b'(' => {
            lexer.stack.pop();
            lexer.stack.push(DESTRUCTURING);
            return emit(scan, Token::Punctuation, 1);
        }
        PROPERTY if is_name => {
            lexer.stack.pop();
            scan.emit_to(Token::NameProperty, end);
            return true;
        }
        DESTRUCTURING if byte == b')' => {
            lexer.stack.pop();
            return emit(scan, Token::Punctuation, 1);
        }
        DESTRUCTURING if is_name => {
            scan.emit_to(Token::NameProperty, end);
            return true;
        }
        DESTRUCTURING => return false,
        GENERICS => {
            match byte {
                b'>' => {
                    lexer.stack.pop();
                    scan.emit(Token::Punctuation, 1);
                }
                b'<' => {
                    lexer.stack.push(GENERICS);
                    scan.emit(Token::Punctuation, 1);
                }
                b'*' => scan.error(),
                _ => return hook_outside(lexer, scan, byte),
            }
            return true;
        }
        _ => {
            lexer.stack.pop();
        }
    }
    hook(lexer, scan)
}

/// A function's name with the types in front.
fn function_name(scan: &mut Scan<'_>) {
    loop {
        let end = ident_end(scan, scan.pos());
        if scan.at(end) != b'.' || end == scan.pos() {
            return scan.emit_to(Token::NameFunction, end);
        }
        scan.emit_to(Token::NameClass, end);
        scan.emit(Token::Punctuation, 1);
    }
}

/// Type parameters before a function's name, and the name.
fn type_parameters(scan: &mut Scan<'_>) -> bool {
    let mut depth = 0_usize;
    while !scan.eof() {
        let byte = scan.cur();
        if is_space(byte) {
            scan.emit_to(Token::Text, scan.space_end(scan.pos()));
        } else if is_alpha_(byte) {
            let end = ident_end(scan, scan.pos());
            if depth == 0 {
                function_name(scan);
                break;
            }
            scan.emit_to(word(scan.slice(scan.pos(), end)), end);
        } else {
            match byte {
                b'<' => depth += 1,
                b'>' => depth = depth.saturating_sub(1),
                _ if depth == 0 => break,
                _ => {}
            }
            scan.emit(Token::Punctuation, 1);
        }
    }
    true
}

fn name(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let end = ident_end(scan, scan.pos());
    let text = scan.slice(scan.pos(), end);
    let next = scan.space_end(end);
    let named = next > end && (is_alpha_(scan.at(next)) || scan.at(next) == b'`');
    match text {
        b"data" if scan.starts_at(next, b"class") => {
            lexer.stack.push(CLASS);
            scan.emit_to(Token::KeywordDeclaration, next + 5);
            scan.emit_to(Token::Text, scan.space_end(next + 5));
            return true;
        }
        b"companion" if scan.starts_at(next, b"object") => {
            scan.emit_to(Token::Keyword, end);
            scan.emit_to(Token::Text, next);
            scan.emit(Token::Keyword, 6);
            let name = scan.space_end(scan.pos());
            if is_alpha_(scan.at(name)) && is_space(scan.cur()) {
                scan.emit_to(Token::Text, name);
                lexer.stack.push(CLASS);
            }
            return true;
        }
        b"class" | b"interface" | b"object" if next > end => {
            lexer.stack.push(CLASS);
            scan.emit_to(Token::KeywordDeclaration, end);
            scan.emit_to(Token::Text, next);
            return true;
        }
        b"val" | b"var" => {
            lexer.stack.push(PROPERTY);
            scan.emit_to(Token::KeywordDeclaration, end);
            return true;
        }
        b"fun" if named || scan.at(next) == b'<' => lexer.stack.push(FUNCTION),
        b"import" | b"package" if named => lexer.stack.push(NAMESPACE),
        _ => {}
    }
    let token = word(text);
    if token == Token::Name && scan.at(end) == b'@' {
        scan.emit_to(Token::NameDecorator, end + 1);
        return true;
    }
    let call = scan.blank_end(end);
    let called = matches!(scan.at(call), b'(' | b'{');
    scan.emit_to(if token == Token::Name && called { Token::NameFunction } else { token }, end);
    if token == Token::NameClass && scan.cur() == b'<' {
        scan.emit(Token::Punctuation, 1);
        lexer.stack.push(GENERICS);
    }
    true
}
