//! Lua.

use super::generic::{Generic, Numbers, PLAIN_NUMBERS, Spec, ascii_ident};
use super::words_table::{LUA_KEYWORD, LUA_NAME_BUILTIN};
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_space};

/// Lua's tokens.
pub(super) const LUA: Spec = Spec {
    space: Token::Text,
    line_comments: &[("--", Token::CommentSingle)],
    block_comments: &[],
    strings: &[],
    ident: ascii_ident,
    word,
    numbers: Numbers { hex: Some(Token::LiteralNumberHex), exponent_alone: true, ..PLAIN_NUMBERS },
    operators: b"=<>|~+-*/%^#",
    punctuation: b"[]{}().,:;",
    hook,
};

/// In a string.
const SINGLE: u8 = 1;
const DOUBLE: u8 = 2;
/// Behind `function`.
const FUNCTION: u8 = 3;
/// Behind `gsub`, and in its strings, which are patterns.
const GSUB: u8 = 4;
const PATTERN: u8 = 5;

fn word(word: &[u8]) -> Token {
    match word {
        b"and" | b"not" | b"or" => Token::OperatorWord,
        b"true" | b"false" | b"nil" => Token::KeywordConstant,
        b"local" => Token::KeywordDeclaration,
        _ if LUA_KEYWORD.has(word) => Token::Keyword,
        _ if LUA_NAME_BUILTIN.has(word) => Token::NameBuiltin,
        _ => Token::Name,
    }
}

/// The end of a long bracket that opens at an offset; `None` where none opens.
fn long(lexer: &mut Generic, scan: &Scan<'_>, at: usize) -> Option<usize> {
    if scan.at(at) != b'[' || at < lexer.mark {
        return None;
    }
    let open = scan.while_at(at + 1, |b| b == b'=');
    if scan.at(open) != b'[' {
        lexer.mark = if open > at + 1 { open } else { lexer.mark };
        return None;
    }
    let close = format!("]{}]", "=".repeat(open - at - 1));
    let end = scan.find(open, close.as_bytes());
    if end.is_none() {
        // What is not closed is no long bracket, and none is looked for behind it.
        lexer.mark = scan.end();
    }
    end.map(|end| end + close.len())
}

fn hook(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let (byte, start) = (scan.cur(), scan.pos());
    match lexer.state() {
        SINGLE => return string(lexer, scan, b'\'', Token::LiteralStringSingle),
        DOUBLE => return string(lexer, scan, b'"', Token::LiteralStringDouble),
        FUNCTION if !is_space(byte) => return function(lexer, scan),
        GSUB if !is_space(byte) => return gsub(lexer, scan, byte),
        PATTERN => return pattern(lexer, scan, byte),
        _ => {}
    }
    match byte {
        b'#' if start == scan.base() && scan.peek(1) == b'!' => {
            scan.emit_to(Token::CommentPreproc, scan.line_end(start));
        }
        b'-' if scan.peek(1) == b'-' => match long(lexer, scan, start + 2) {
            Some(end) => scan.emit_to(Token::CommentMultiline, end),
            None => return false,
        },
        b'[' => match long(lexer, scan, start) {
            Some(end) => scan.emit_to(Token::LiteralString, end),
            None => return false,
        },
        b'\'' | b'"' => {
            let single = byte == b'\'';
            lexer.stack.push(if single { SINGLE } else { DOUBLE });
            scan.emit(if single { Token::LiteralStringSingle } else { Token::LiteralStringDouble }, 1);
        }
        b'~' if scan.peek(1) != b'=' => scan.error(),
        b'0' if scan.peek(1) == b'x' && !scan.peek(2).is_ascii_hexdigit() => scan.emit(Token::LiteralNumberHex, 2),
        b'0'..=b'9' => {
            let end = scan.digits_end(start);
            if scan.at(end) != b'.' {
                return false;
            }
            scan.emit_to(Token::LiteralNumberInteger, end);
        }
        b'.' => {
            let end = scan.while_at(start, |b| b == b'.');
            scan.emit_to(if end > start + 1 { Token::Operator } else { Token::Punctuation }, end);
        }
        b'|' => scan.error(),
        _ if is_alpha_(byte) => name(lexer, scan),
        _ => return false,
    }
    true
}

fn name(lexer: &mut Generic, scan: &mut Scan<'_>) {
    let (start, end) = (scan.pos(), scan.word_end(scan.pos()));
    let dotted = if scan.at(end) == b'.' { scan.word_end(end + 1) } else { end };
    if dotted > end && LUA_NAME_BUILTIN.has(scan.slice(start, dotted)) {
        return scan.emit_to(Token::NameBuiltin, dotted);
    }
    let text = scan.slice(start, end);
    let is_field = is_alpha_(scan.at(end + 1)) && matches!(word(text), Token::Name | Token::NameBuiltin);
    if dotted > end && is_field && text != b"function" {
        // A field's name is nothing but that.
        scan.emit_to(Token::Name, end);
        scan.emit(Token::Punctuation, 1);
        return scan.emit_to(Token::Name, dotted);
    }
    match text {
        b"function" => lexer.stack.push(FUNCTION),
        b"gsub" => {
            lexer.stack.push(GSUB);
            return scan.emit_to(Token::NameBuiltin, end);
        }
        _ => {}
    }
    scan.emit_to(word(text), end);
}

/// A function's name, with the table's in front.
fn function(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    lexer.stack.pop();
    let end = scan.word_end(scan.pos());
    if end == scan.pos() {
        return hook(lexer, scan);
    }
    if scan.at(end) == b'.' {
        scan.emit_to(Token::NameClass, end);
        scan.emit(Token::Punctuation, 1);
        scan.emit_to(Token::NameFunction, scan.word_end(scan.pos()));
    } else {
        scan.emit_to(Token::NameFunction, end);
    }
    true
}

/// What stands behind `gsub` up to the closing parenthesis: nothing but strings is known.
fn gsub(lexer: &mut Generic, scan: &mut Scan<'_>, byte: u8) -> bool {
    match byte {
        b'(' | b',' => scan.emit(Token::Punctuation, 1),
        b')' => {
            lexer.stack.pop();
            scan.emit(Token::Punctuation, 1);
        }
        b'"' | b'\'' => {
            lexer.stack.push(PATTERN);
            scan.emit(Token::LiteralStringRegex, 1);
        }
        b'\\' => scan.emit(Token::LiteralStringEscape, 1),
        _ => scan.error(),
    }
    true
}

/// A string of `gsub`'s, which any quote ends.
fn pattern(lexer: &mut Generic, scan: &mut Scan<'_>, byte: u8) -> bool {
    match byte {
        b'"' | b'\'' => {
            lexer.stack.pop();
            scan.emit(Token::LiteralStringRegex, 1);
        }
        b'[' => scan.emit(Token::LiteralStringEscape, 1 + usize::from(scan.peek(1) == b'^')),
        b']' | b'(' | b')' => scan.emit(Token::LiteralStringEscape, 1),
        b'\\' if escape(scan) > 0 => scan.emit(Token::LiteralStringEscape, escape(scan)),
        b'\\' => scan.emit(Token::LiteralStringEscape, 1),
        b'\n' => scan.error(),
        _ => {
            let stops = |b: u8| matches!(b, b'"' | b'\'' | b'[' | b']' | b'(' | b')' | b'\\' | b'\n');
            scan.emit_to(Token::LiteralStringRegex, scan.while_at(scan.pos(), |b| !stops(b)));
        }
    }
    true
}

/// How long the escape at the position is; 0 where it is none.
fn escape(scan: &Scan<'_>) -> usize {
    match scan.peek(1) {
        b'a' | b'b' | b'f' | b'n' | b'r' | b't' | b'v' | b'\\' | b'"' | b'\'' => 2,
        b'0'..=b'9' => 1 + (1..4).take_while(|i| scan.peek(*i).is_ascii_digit()).count(),
        _ => 0,
    }
}

fn string(lexer: &mut Generic, scan: &mut Scan<'_>, quote: u8, token: Token) -> bool {
    match scan.cur() {
        byte if byte == quote => {
            scan.emit(token, 1);
            lexer.stack.pop();
        }
        b'\\' => match escape(scan) {
            0 => scan.error(),
            len => scan.emit(Token::LiteralStringEscape, len),
        },
        _ => scan.emit_to(token, scan.while_at(scan.pos(), |b| b != quote && b != b'\\')),
    }
    true
}
