//! R.

use super::generic::{Escape, Generic, PLAIN_NUMBERS, Quote, Spec, unicode_ident};
use super::words_table::{R_KEYWORD, R_KEYWORD_CONSTANT, R_NAME_FUNCTION};
use crate::Token;
use crate::scan::{Scan, is_word};

/// R's tokens.
pub(super) const R: Spec = Spec {
    space: Token::TextWhitespace,
    line_comments: &[("#", Token::CommentSingle)],
    block_comments: &[],
    strings: &[
        Quote { open: "\"", close: "\"", token: Token::LiteralStringDouble, escape: Escape::Plain, lines: true },
        Quote { open: "'", close: "'", token: Token::LiteralStringSingle, escape: Escape::Plain, lines: true },
        Quote { open: "`", close: "`", token: Token::Name, escape: Escape::Plain, lines: true },
    ],
    ident,
    word,
    numbers: PLAIN_NUMBERS,
    operators: b"-<>=!&|*+^/:$@~?",
    punctuation: b"[]{}(),;",
    hook,
};

fn ident(byte: u8) -> bool {
    unicode_ident(byte) || byte == b'.'
}

fn word(word: &[u8]) -> Token {
    match word {
        b"T" | b"F" | b"pi" | b"LETTERS" | b"letters" | b"month.abb" | b"month.name" => Token::NameBuiltin,
        _ if R_KEYWORD.has(word) => Token::Keyword,
        _ if R_KEYWORD_CONSTANT.has(word) => Token::KeywordConstant,
        _ => Token::Name,
    }
}

fn hook(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let (byte, start) = (scan.cur(), scan.pos());
    let digit = |at: usize| scan.at(at).is_ascii_digit();
    match byte {
        b'#' if scan.peek(1) == b'\'' => scan.emit_to(Token::CommentDoc, scan.line_end(start)),
        b'%' => {
            let end = if start < lexer.mark { start } else { scan.while_at(start + 1, |b| b != b'%') };
            if scan.at(end) == b'%' && end > start {
                scan.emit_to(Token::Operator, end + 1);
            } else {
                lexer.mark = end.max(lexer.mark);
                scan.error();
            }
        }
        b'<' if scan.peek(1) == b'-' && !digit(start + 2) => scan.emit(Token::Operator, 2),
        b'0'..=b'9' => number(scan, start),
        b'+' | b'-' if digit(start + 1) || (scan.peek(1) == b'.' && digit(start + 2)) => number(scan, start + 1),
        b'.' if digit(start + 1) => number(scan, start),
        b'_' => scan.error(),
        _ if ident(byte) && byte < 0x80 => {
            let end = scan.name_end(start, ident);
            let text = scan.slice(start, end);
            let called = scan.at(end) == b'(' && R_NAME_FUNCTION.has(text);
            scan.emit_to(if called { Token::NameFunction } else { word(text) }, end);
        }
        _ => return false,
    }
    true
}

fn number(scan: &mut Scan<'_>, from: usize) {
    if scan.at(from) == b'0' && matches!(scan.at(from + 1), b'x' | b'X') {
        let end = scan.while_at(from + 2, |b| b.is_ascii_hexdigit());
        let suffix = usize::from(scan.at(end) == b'L');
        return scan.emit_to(Token::LiteralNumberHex, end + suffix);
    }
    let mut end = scan.digits_end(from);
    if scan.at(end) == b'.' && scan.at(end + 1).is_ascii_digit() {
        end = scan.digits_end(end + 1);
    }
    if matches!(scan.at(end), b'e' | b'E') {
        let sign = end + 1 + usize::from(matches!(scan.at(end + 1), b'+' | b'-'));
        if scan.at(sign).is_ascii_digit() {
            end = scan.digits_end(sign);
        }
    }
    let suffix = matches!(scan.at(end), b'L' | b'i') && !is_word(scan.at(end + 1));
    scan.emit_to(Token::LiteralNumber, end + usize::from(suffix));
}
