//! Dart.

use super::generic::{Block, Escape, Generic, Numbers, PLAIN_NUMBERS, Quote, Spec, ascii_ident};
use super::words_table::{DART_KEYWORD, DART_KEYWORD_DECLARATION, DART_KEYWORD_NAMESPACE, DART_KEYWORD_TYPE};
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_space};

const fn raw(open: &'static str, close: &'static str) -> Quote {
    Quote { open, close, token: Token::LiteralStringOther, escape: Escape::None, lines: true }
}

/// Dart's tokens.
pub(super) const DART: Spec = Spec {
    space: Token::Text,
    line_comments: &[("//", Token::CommentSingle)],
    block_comments: &[("/*", "*/", Token::CommentMultiline, Block::Closed)],
    strings: &[raw("r\"\"\"", "\"\"\""), raw("r'''", "'''"), raw("r\"", "\""), raw("r'", "'")],
    ident,
    word,
    numbers: Numbers { hex: Some(Token::LiteralNumberHex), exponent_alone: true, ..PLAIN_NUMBERS },
    operators: b"~^*!%&|+=:/?-",
    punctuation: b"[](){}<>,.;",
    hook,
};

/// In a string between single or double quotes, and between three of them.
const SINGLE: u8 = 1;
const DOUBLE: u8 = 2;
const SINGLE3: u8 = 3;
const DOUBLE3: u8 = 4;
/// Behind `class` and behind `import`.
const CLASS: u8 = 5;
const IMPORT: u8 = 6;

fn ident(byte: u8) -> bool {
    ascii_ident(byte) || byte == b'$'
}

fn word(word: &[u8]) -> Token {
    match word {
        b"true" | b"false" | b"null" => Token::KeywordConstant,
        _ if DART_KEYWORD.has(word) => Token::Keyword,
        _ if DART_KEYWORD_DECLARATION.has(word) => Token::KeywordDeclaration,
        _ if DART_KEYWORD_TYPE.has(word) => Token::KeywordType,
        _ if DART_KEYWORD_NAMESPACE.has(word) => Token::KeywordNamespace,
        _ => Token::Name,
    }
}

fn hook(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let (byte, start) = (scan.cur(), scan.pos());
    match lexer.state() {
        state @ SINGLE..=DOUBLE3 => {
            let closes: &[u8] = [b"'".as_slice(), b"\"", b"'''", b"\"\"\""][usize::from(state - 1)];
            return string(lexer, scan, closes);
        }
        CLASS if !is_space(byte) => {
            lexer.stack.pop();
            if is_alpha_(byte) || byte == b'$' {
                scan.emit_to(Token::NameClass, scan.while_at(start, ident));
                return true;
            }
        }
        IMPORT if byte == b';' => {
            lexer.stack.pop();
            scan.emit(Token::Operator, 1);
            return true;
        }
        _ => {}
    }
    match byte {
        b'\'' | b'"' => {
            let triple = scan.peek(1) == byte && scan.peek(2) == byte;
            lexer.stack.push(if byte == b'"' { DOUBLE } else { SINGLE } + if triple { SINGLE3 - SINGLE } else { 0 });
            scan.emit(Token::LiteralString, if triple { 3 } else { 1 });
        }
        b'@' if is_alpha_(scan.peek(1)) => {
            scan.emit_to(Token::NameDecorator, scan.while_at(start + 1, |b| ident(b) || b == b'.'));
        }
        b'#' if is_alpha_(scan.peek(1)) => scan.emit_to(Token::LiteralStringSymbol, scan.while_at(start + 1, ident)),
        b'?' if scan.peek(1) == b'.' => {
            scan.emit(Token::Operator, 2);
            scan.emit_to(Token::NameAttribute, scan.while_at(scan.pos(), ident));
        }
        b'.' if is_alpha_(scan.peek(1)) || scan.peek(1) == b'$' => {
            scan.emit(Token::Operator, 1);
            scan.emit_to(Token::NameAttribute, scan.while_at(scan.pos(), ident));
        }
        b'r' if matches!(scan.peek(1), b'\'' | b'"') => return false,
        _ if is_alpha_(byte) || byte == b'$' => name(lexer, scan),
        _ => return false,
    }
    true
}

fn name(lexer: &mut Generic, scan: &mut Scan<'_>) {
    let (start, end) = (scan.pos(), scan.while_at(scan.pos(), ident));
    let text = scan.slice(start, end);
    let token = word(text);
    match text {
        b"class" | b"mixin" => lexer.stack.push(CLASS),
        _ if token == Token::KeywordNamespace && lexer.state() != IMPORT => lexer.stack.push(IMPORT),
        _ => {}
    }
    if scan.at(end) == b':' && token == Token::Name {
        return scan.emit_to(Token::NameLabel, end + 1);
    }
    scan.emit_to(token, end);
}

fn string(lexer: &mut Generic, scan: &mut Scan<'_>, closes: &[u8]) -> bool {
    let start = scan.pos();
    match scan.cur() {
        _ if scan.starts(closes) => {
            scan.emit(Token::LiteralString, closes.len());
            lexer.stack.pop();
        }
        b'\\' => scan.emit(Token::LiteralStringEscape, 2),
        b'$' if scan.peek(1) == b'{' => {
            let end = scan.while_at(start, |b| b != b'}' && b != b'\n');
            if scan.at(end) == b'}' {
                scan.emit_to(Token::LiteralStringInterpol, end + 1);
            } else {
                scan.emit_to(Token::LiteralString, end);
            }
        }
        b'$' if is_alpha_(scan.peek(1)) => scan.emit_to(Token::LiteralStringInterpol, scan.word_end(start + 1)),
        b'$' => scan.error(),
        _ => {
            let first = closes.first().copied().unwrap_or(b'"');
            let end = scan.while_at(start + 1, |b| b != first && b != b'\\' && b != b'$');
            scan.emit_to(Token::LiteralString, end);
        }
    }
    true
}
