//! Erlang.

use super::generic::{Generic, PLAIN_NUMBERS, Spec, ascii_ident};
use super::words_table::{ERLANG_KEYWORD, ERLANG_NAME_BUILTIN, ERLANG_OPERATOR_WORD};
use crate::Token;
use crate::scan::Scan;

/// Erlang's tokens.
pub(super) const ERLANG: Spec = Spec {
    space: Token::Text,
    line_comments: &[],
    block_comments: &[],
    strings: &[],
    ident: ascii_ident,
    word: |_| Token::Name,
    numbers: PLAIN_NUMBERS,
    operators: b"+*/<>=!?-",
    punctuation: b"[](){},.:;|_",
    hook,
};

/// In a string.
const STRING: u8 = 1;
/// Behind `-record(` and `-define(`.
const RECORD: u8 = 2;
const MACRO: u8 = 3;

fn hook(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let (byte, start) = (scan.cur(), scan.pos());
    match lexer.state() {
        STRING => {
            string(lexer, scan, byte);
            return true;
        }
        state @ (RECORD | MACRO) if !matches!(byte, b'(' | b' ') => {
            lexer.stack.pop();
            let end = scan.word_end(start);
            if end > start {
                scan.emit_to(if state == RECORD { Token::NameLabel } else { Token::NameConstant }, end);
                return true;
            }
        }
        _ => {}
    }
    match byte {
        b'%' => scan.emit_to(Token::Comment, scan.next_line(start)),
        b'"' => {
            scan.emit(Token::LiteralString, 1);
            lexer.stack.push(STRING);
        }
        b'$' => {
            let end = if scan.peek(1) == b'\\' { start + 2 } else { start + 1 };
            let len = scan.char_at(end).map_or(0, char::len_utf8);
            scan.emit_to(Token::LiteralStringChar, end + len);
        }
        b'-' if scan.bol() && scan.peek(1).is_ascii_lowercase() => directive(lexer, scan),
        b'#' if scan.peek(1).is_ascii_lowercase() => {
            let end = scan.word_end(start + 1);
            let field = scan.at(end) == b'.' && scan.at(end + 1).is_ascii_lowercase();
            scan.emit_to(Token::NameLabel, if field { scan.word_end(end + 1) } else { end });
        }
        b'0'..=b'9' => {
            let end = scan.digits_end(start);
            let based = scan.at(end) == b'#' && scan.at(end + 1).is_ascii_alphanumeric();
            scan.emit_to(Token::LiteralNumberInteger, if based { scan.word_end(end + 1) } else { end });
        }
        b'A'..=b'Z' => scan.emit_to(Token::NameVariable, scan.word_end(start)),
        b'=' if scan.starts(b"=:=") => scan.emit(Token::Operator, 3),
        b'_' => scan.emit(Token::Punctuation, 1),
        b'a'..=b'z' | b'\'' => return atom(scan),
        _ => return false,
    }
    true
}

fn string(lexer: &mut Generic, scan: &mut Scan<'_>, byte: u8) {
    match byte {
        b'"' => {
            scan.emit(Token::LiteralString, 1);
            lexer.stack.pop();
        }
        b'\\' => scan.emit(Token::LiteralStringEscape, 2),
        b'~' => {
            let mut end = scan.while_at(scan.pos() + 1, |b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'*'));
            end = scan.while_at(end, |b| b == b't' && scan.at(end + 1).is_ascii_alphabetic());
            if scan.at(end).is_ascii_alphabetic() || scan.at(end) == b'~' {
                scan.emit_to(Token::LiteralStringInterpol, end + 1);
            } else {
                scan.emit(Token::LiteralString, 1);
            }
        }
        _ => scan.emit_to(Token::LiteralString, scan.while_at(scan.pos(), |b| !matches!(b, b'"' | b'\\' | b'~'))),
    }
}

/// What a file says about its module.
fn directive(lexer: &mut Generic, scan: &mut Scan<'_>) {
    scan.emit(Token::Punctuation, 1);
    let end = scan.word_end(scan.pos());
    match scan.slice(scan.pos(), end) {
        b"record" => lexer.stack.push(RECORD),
        b"define" => lexer.stack.push(MACRO),
        _ => {}
    }
    scan.emit_to(Token::NameEntity, end);
}

fn atom(scan: &mut Scan<'_>) -> bool {
    let start = scan.pos();
    let end = if scan.cur() == b'\'' {
        match scan.while_at(start + 1, |b| b != b'\'' && b != b'\n') {
            end if scan.at(end) == b'\'' && end > start + 1 => end + 1,
            _ => {
                scan.error();
                return true;
            }
        }
    } else {
        scan.while_at(start, |b| ascii_ident(b) || b == b'@')
    };
    let word = scan.slice(start, end);
    let token = if ERLANG_KEYWORD.has(word) {
        Token::Keyword
    } else if ERLANG_OPERATOR_WORD.has(word) {
        Token::OperatorWord
    } else if scan.at(end) == b':' && scan.at(end + 1) != b':' {
        Token::NameNamespace
    } else if scan.at(end) == b'(' {
        if ERLANG_NAME_BUILTIN.has(word) { Token::NameBuiltin } else { Token::NameFunction }
    } else {
        Token::Name
    };
    scan.emit_to(token, end);
    true
}
