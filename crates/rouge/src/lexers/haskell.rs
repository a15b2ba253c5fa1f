//! Haskell.

use super::generic::{Block, Escape, Generic, Numbers, PLAIN_NUMBERS, Quote, Spec, unicode_ident};
use super::words_table::HASKELL_KEYWORD_RESERVED;
use crate::Token;
use crate::scan::{Scan, is_space};

/// Haskell's tokens.
pub(super) const HASKELL: Spec = Spec {
    space: Token::Text,
    line_comments: &[],
    block_comments: &[
        ("{-#", "#-}", Token::CommentPreproc, Block::Closed),
        ("{-", "-}", Token::CommentMultiline, Block::Nested),
    ],
    strings: &[Quote {
        open: "\"",
        close: "\"",
        token: Token::LiteralString,
        escape: Escape::Strict(escape, 1),
        lines: true,
    }],
    ident,
    word,
    numbers: Numbers {
        hex: Some(Token::LiteralNumberHex),
        octal: Some(Token::LiteralNumberOct),
        exponent_alone: true,
        ..PLAIN_NUMBERS
    },
    operators: b"",
    punctuation: b"[](),;`{}",
    hook,
};

/// Behind `module` or `import`, up to the module's name.
const MODULE: u8 = 1;
/// In the list of names behind it.
const NAMES: u8 = 2;

fn ident(byte: u8) -> bool {
    unicode_ident(byte) || byte == b'\''
}

fn symbol(byte: u8) -> bool {
    b"!#$%&*+./<=>?@\\^|-~:".contains(&byte)
}

fn word(word: &[u8]) -> Token {
    if HASKELL_KEYWORD_RESERVED.has(word) {
        Token::KeywordReserved
    } else if word.first().is_some_and(u8::is_ascii_uppercase) {
        Token::KeywordType
    } else {
        Token::Name
    }
}

/// The length of an escape in a string.
fn escape(scan: &Scan<'_>) -> usize {
    let run = |from: usize, accept: fn(u8) -> bool| scan.while_at(scan.pos() + from, accept) - scan.pos();
    match scan.peek(1) {
        b'a' | b'b' | b'f' | b'n' | b'r' | b't' | b'v' | b'\\' | b'"' | b'\'' | b'&' => 2,
        b'^' => 3,
        b'o' => run(2, |b| (b'0'..=b'7').contains(&b)),
        b'x' => run(2, |b| b.is_ascii_hexdigit()),
        b'0'..=b'9' => run(1, |b| b.is_ascii_digit()),
        b'A'..=b'Z' => run(1, |b| b.is_ascii_uppercase()),
        byte if is_space(byte) => {
            let end = scan.space_end(scan.pos() + 1);
            if scan.at(end) == b'\\' { end + 1 - scan.pos() } else { 0 }
        }
        _ => 0,
    }
}

fn hook(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let (byte, start) = (scan.cur(), scan.pos());
    if scan.starts(b"--") {
        let dashes = scan.while_at(start, |b| b == b'-');
        if !symbol(scan.at(dashes)) {
            let doc = scan.at(dashes) == b' ' && scan.at(dashes + 1) == b'|';
            let token = if doc { Token::CommentDoc } else { Token::CommentSingle };
            scan.emit_to(token, scan.line_end(start));
            return true;
        }
    }
    if scan.starts(b"{-") {
        return false;
    }
    match lexer.state() {
        MODULE => module(lexer, scan),
        NAMES => names(lexer, scan),
        _ => code(lexer, scan, byte),
    }
}

fn code(lexer: &mut Generic, scan: &mut Scan<'_>, byte: u8) -> bool {
    let start = scan.pos();
    match byte {
        b'\'' => character(scan),
        b'(' if scan.peek(1) == b')' => scan.emit(Token::NameBuiltin, 2),
        b'[' if scan.peek(1) == b']' => scan.emit(Token::KeywordType, 2),
        b'\\' if !symbol(scan.peek(1)) => scan.emit(Token::NameFunction, 1),
        _ if symbol(byte) => scan.emit_to(Token::Operator, scan.while_at(start, symbol)),
        b'a'..=b'z' => {
            let end = scan.while_at(start, ident);
            let word = scan.slice(start, end);
            if matches!(word, b"module" | b"import") {
                lexer.stack.push(MODULE);
            }
            scan.emit_to(self::word(word), end);
        }
        _ => return false,
    }
    true
}

/// A character, or a quote that belongs to a name.
fn character(scan: &mut Scan<'_>) {
    let start = scan.pos();
    if scan.at(start + 1) == b'\\' {
        scan.emit(Token::LiteralStringChar, 1);
        let len = escape(scan);
        scan.emit(Token::LiteralStringEscape, len.max(1));
        if scan.cur() == b'\'' {
            scan.emit(Token::LiteralStringChar, 1);
        }
        return;
    }
    let end = start + 1 + scan.char_at(start + 1).map_or(0, char::len_utf8);
    if scan.at(end) == b'\'' && end > start + 1 {
        scan.emit_to(Token::LiteralStringChar, end + 1);
    } else {
        scan.emit_to(Token::Name, scan.while_at(start, ident));
    }
}

/// The module's name, and the words around it.
fn module(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let start = scan.pos();
    if is_space(scan.cur()) {
        return false;
    }
    let end = scan.while_at(start, |b| ident(b) || b == b'.');
    match scan.slice(start, end) {
        b"qualified" => scan.emit_to(Token::Keyword, end),
        word if word.first().is_some_and(u8::is_ascii_uppercase) => {
            scan.emit_to(Token::NameNamespace, end);
            lexer.stack.pop();
            behind(lexer, scan);
        }
        _ => {
            lexer.stack.pop();
            return hook(lexer, scan);
        }
    }
    true
}

/// What stands behind a module's name: another name, and a list.
fn behind(lexer: &mut Generic, scan: &mut Scan<'_>) {
    let mut next = scan.space_end(scan.pos());
    if scan.starts_at(next, b"as") && is_space(scan.at(next + 2)) {
        scan.emit_to(Token::Text, next);
        scan.emit(Token::Keyword, 2);
        scan.emit_to(Token::Text, scan.space_end(scan.pos()));
        scan.emit_to(Token::Name, scan.while_at(scan.pos(), |b| ident(b) || b == b'.'));
        next = scan.space_end(scan.pos());
    }
    if scan.starts_at(next, b"hiding") && !ident(scan.at(next + 6)) {
        scan.emit_to(Token::Text, next);
        scan.emit(Token::Keyword, 6);
        next = scan.space_end(scan.pos());
    }
    if scan.at(next) == b'(' {
        scan.emit_to(Token::Text, next);
        scan.emit(Token::Punctuation, 1);
        lexer.stack.push(NAMES);
    }
}

fn names(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let (byte, start) = (scan.cur(), scan.pos());
    match byte {
        b'(' => lexer.stack.push(NAMES),
        b')' => {
            lexer.stack.pop();
        }
        _ if symbol(byte) => {
            scan.emit_to(Token::Operator, scan.while_at(start, symbol));
            return true;
        }
        b'a'..=b'z' | b'_' => {
            scan.emit_to(Token::NameFunction, scan.while_at(start, ident));
            return true;
        }
        _ => return false,
    }
    scan.emit(Token::Punctuation, 1);
    true
}
