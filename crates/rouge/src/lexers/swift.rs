//! Swift.

use super::generic::{Block, Generic, Numbers, PLAIN_NUMBERS, Spec, unicode_ident};
use super::words_table::{SWIFT_KEYWORD, SWIFT_KEYWORD_DECLARATION};
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_space};

/// Swift's tokens.
pub(super) const SWIFT: Spec = Spec {
    space: Token::Text,
    line_comments: &[("//", Token::CommentSingle)],
    block_comments: &[("/*", "*/", Token::CommentMultiline, Block::Nested)],
    strings: &[],
    ident: unicode_ident,
    word,
    numbers: Numbers {
        hex: Some(Token::LiteralNumberHex),
        octal: Some(Token::LiteralNumberOct),
        binary: Some(Token::LiteralNumberBin),
        underscores: true,
        exponent_alone: true,
        ..PLAIN_NUMBERS
    },
    operators: b"-/=+*%<>!&|^~.",
    punctuation: b"{}()[];,?:\\",
    hook,
};

/// In a string, in one of three quotes, and in an interpolation.
const STRING: u8 = 1;
const STRING3: u8 = 2;
const INTERPOLATION: u8 = 3;
/// Behind `let` and `var`, and in the parentheses behind them.
const VARIABLE: u8 = 4;
const TUPLE: u8 = 5;
/// Behind `func`.
const FUNCTION: u8 = 6;

fn word(word: &[u8]) -> Token {
    match word {
        b"true" | b"false" | b"nil" => Token::KeywordConstant,
        b"let" | b"var" => Token::Keyword,
        _ if SWIFT_KEYWORD.has(word) => Token::Keyword,
        _ if SWIFT_KEYWORD_DECLARATION.has(word) => Token::KeywordDeclaration,
        _ if word.first().is_some_and(u8::is_ascii_uppercase) => Token::KeywordType,
        _ => Token::Name,
    }
}

fn hook(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let (byte, start) = (scan.cur(), scan.pos());
    let state = lexer.state();
    match state {
        STRING | STRING3 => return string(lexer, scan, state == STRING3),
        INTERPOLATION if byte == b'(' => {
            lexer.stack.push(INTERPOLATION);
            scan.emit(Token::Punctuation, 1);
            return true;
        }
        INTERPOLATION if byte == b')' => {
            lexer.stack.pop();
            let inner = lexer.state() == INTERPOLATION;
            scan.emit(if inner { Token::Punctuation } else { Token::LiteralStringEscape }, 1);
            return true;
        }
        VARIABLE | FUNCTION if !is_space(byte) => {
            lexer.stack.pop();
            let end = scan.name_end(start, unicode_ident);
            if state == VARIABLE && byte == b'(' {
                lexer.stack.push(TUPLE);
                scan.emit(Token::Punctuation, 1);
                return true;
            }
            if end > start {
                scan.emit_to(if state == VARIABLE { Token::NameVariable } else { Token::NameFunction }, end);
                return true;
            }
        }
        TUPLE if byte == b')' => {
            lexer.stack.pop();
        }
        TUPLE if is_alpha_(byte) => {
            scan.emit_to(Token::NameVariable, scan.name_end(start, unicode_ident));
            return true;
        }
        _ => {}
    }
    match byte {
        b'"' => {
            let triple = scan.starts(b"\"\"\"");
            lexer.stack.push(if triple { STRING3 } else { STRING });
            scan.emit(Token::LiteralString, if triple { 3 } else { 1 });
        }
        b'#' if scan
            .slice(scan.base(), start)
            .iter()
            .rev()
            .find(|b| !matches!(b, b' ' | b'\t'))
            .is_none_or(|b| *b == b'\n') =>
        {
            scan.emit_to(Token::CommentPreproc, scan.line_end(start));
        }
        b'#' if is_alpha_(scan.peek(1)) => scan.emit_to(Token::Keyword, scan.word_end(start + 1)),
        b'@' if is_alpha_(scan.peek(1)) => scan.emit_to(Token::KeywordDeclaration, scan.word_end(start + 1)),
        b'$' if scan.peek(1).is_ascii_alphanumeric() => {
            scan.emit_to(Token::NameVariable, scan.word_end(start + 1));
        }
        b'`' => {
            let end = scan.name_end(start + 1, unicode_ident);
            if scan.at(end) == b'`' && end > start + 1 {
                scan.emit_to(Token::NameVariable, end + 1);
            } else {
                scan.error();
            }
        }
        _ if is_alpha_(byte) => name(lexer, scan),
        _ => return false,
    }
    true
}

fn name(lexer: &mut Generic, scan: &mut Scan<'_>) {
    let (start, end) = (scan.pos(), scan.name_end(scan.pos(), unicode_ident));
    let text = scan.slice(start, end);
    let mut token = word(text);
    match text {
        b"let" | b"var" => lexer.stack.push(VARIABLE),
        b"func" => lexer.stack.push(FUNCTION),
        b"try" if scan.at(end) == b'!' => return scan.emit_to(Token::Keyword, end + 1),
        b"private" | b"fileprivate" | b"internal" | b"public" if scan.starts_at(end, b"(set)") => {
            return scan.emit_to(Token::KeywordDeclaration, end + 5);
        }
        b"init" | b"subscript" if matches!(scan.at(end), b'(' | b'?' | b'!' | b'<') => token = Token::NameFunction,
        _ if token == Token::Name && scan.at(end) == b'(' => token = Token::NameFunction,
        _ if token == Token::Name && scan.at(end) == b':' => token = Token::NameVariable,
        _ => {}
    }
    scan.emit_to(token, end);
}

fn string(lexer: &mut Generic, scan: &mut Scan<'_>, triple: bool) -> bool {
    match scan.cur() {
        b'"' if !triple || scan.starts(b"\"\"\"") => {
            scan.emit(Token::LiteralString, if triple { 3 } else { 1 });
            lexer.stack.pop();
        }
        b'\\' if scan.peek(1) == b'(' => {
            lexer.stack.push(INTERPOLATION);
            scan.emit(Token::LiteralStringEscape, 2);
        }
        b'\\' if scan.starts(b"\\u{") => {
            let end = scan.while_at(scan.pos() + 3, |b| b.is_ascii_hexdigit());
            scan.emit_to(Token::LiteralStringEscape, end + 1);
        }
        b'\\' => scan.emit(Token::LiteralStringEscape, 2),
        _ => scan.emit_to(Token::LiteralString, scan.while_at(scan.pos() + 1, |b| b != b'"' && b != b'\\')),
    }
    true
}
