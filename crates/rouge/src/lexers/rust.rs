//! Rust.

use super::generic::{Block, Escape, Generic, Numbers, Quote, Spec, unicode_ident};
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_word};
use crate::words::Words;

static KEYWORDS: Words = Words::new(&[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "final", "fn", "for", "if", "impl", "in", "let", "log", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "try",
    "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
]);
static BUILTINS: Words = Words::new(&[
    "Add",
    "Arc",
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Pin",
    "Rc",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
    "bool",
    "char",
    "drop",
    "f32",
    "f64",
    "float",
    "i128",
    "i16",
    "i32",
    "i64",
    "i8",
    "isize",
    "str",
    "u128",
    "u16",
    "u32",
    "u64",
    "u8",
    "usize",
]);

/// Rust's tokens.
pub(super) const RUST: Spec = Spec {
    space: Token::Text,
    line_comments: &[("///", Token::CommentDoc), ("//!", Token::CommentDoc), ("//", Token::CommentSingle)],
    block_comments: &[
        ("/**", "*/", Token::CommentDoc, Block::Nested),
        ("/*!", "*/", Token::CommentDoc, Block::Nested),
        ("/*", "*/", Token::CommentMultiline, Block::Nested),
    ],
    strings: &[
        Quote { open: "\"", close: "\"", token: Token::LiteralString, escape: Escape::Strict(escape, 1), lines: true },
        Quote { open: "b\"", close: "\"", token: Token::LiteralString, escape: Escape::Strict(escape, 1), lines: true },
    ],
    ident: unicode_ident,
    word,
    numbers: Numbers {
        integer: Token::LiteralNumberInteger,
        float: Token::LiteralNumberFloat,
        hex: Some(Token::LiteralNumberInteger),
        octal: Some(Token::LiteralNumberInteger),
        binary: Some(Token::LiteralNumberInteger),
        underscores: true,
        exponent_alone: true,
        leading_dot: false,
        trailing_dot: true,
        integer_suffix: b"",
        float_suffix: b"",
    },
    operators: b"+-*/%&^<>=!@?~",
    punctuation: b"()[]{},;:|",
    hook,
};

fn word(word: &[u8]) -> Token {
    match word {
        b"true" | b"false" => Token::Keyword,
        _ if KEYWORDS.has(word) => Token::Keyword,
        _ if BUILTINS.has(word) => Token::NameBuiltin,
        _ => Token::Name,
    }
}

/// The escapes of strings.
fn escape(scan: &Scan<'_>) -> usize {
    let hex = |n: usize| (2..2 + n).all(|i| scan.peek(i).is_ascii_hexdigit());
    match scan.peek(1) {
        b'n' | b'r' | b't' | b'0' | b'\\' | b'\'' | b'"' => 2,
        b'x' if hex(2) => 4,
        b'u' if scan.peek(2) == b'{' => {
            let end = scan.while_at(scan.pos() + 3, |b| b.is_ascii_hexdigit() || b == b'_');
            if scan.at(end) == b'}' { end + 1 - scan.pos() } else { 0 }
        }
        _ => 0,
    }
}

/// In the brackets of a macro's call.
const MACRO: u8 = 1;

fn hook(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let byte = scan.cur();
    if lexer.state() == MACRO && in_macro(lexer, scan, byte) {
        return true;
    }
    match byte {
        b'#' if !matches!(scan.peek(1), b'[' | b'!') && line_begins(scan) => {
            scan.emit_to(Token::CommentSpecial, scan.line_end(scan.pos()));
            true
        }
        b'#' => attribute(scan),
        b'.' if lexer.state() == MACRO && scan.peek(1) == b'$' => emit(scan, Token::Text, 1),
        b'$' if lexer.state() == MACRO && !is_alpha_(scan.peek(1)) => emit(scan, Token::NameVariable, 1),
        b'\'' => character(scan, 1),
        b'b' if scan.peek(1) == b'\'' => character(scan, 2),
        b'r' | b'b' if raw_string(scan) => true,
        b'.' => dot(scan),
        b'=' if scan.peek(1) == b'>' => emit(scan, Token::Keyword, 2),
        b'-' if scan.peek(1) == b'>' => emit(scan, Token::Keyword, 2),
        b'$' if is_alpha_(scan.peek(1)) => {
            let end = scan.word_end(scan.pos() + 1);
            let kind = scan.at(end) == b':' && is_alpha_(scan.at(end + 1));
            scan.emit_to(Token::NameVariable, if kind { scan.word_end(end + 1) } else { end });
            true
        }
        b'0'..=b'9' => {
            number(scan);
            true
        }
        _ if byte >= 0x80 && !scan.char_at(scan.pos()).is_some_and(crate::scan::is_letter) => false,
        _ if unicode_ident(byte) => name(lexer, scan),
        _ => false,
    }
}

fn emit(scan: &mut Scan<'_>, token: Token, len: usize) -> bool {
    scan.emit(token, len);
    true
}

fn number(scan: &mut Scan<'_>) {
    super::generic::number(scan, &RUST.numbers);
    let end = scan.word_end(scan.pos());
    let suffix = scan.slice(scan.pos(), end);
    let kind = |token| matches!(suffix, b"f32" | b"f64") || token;
    if kind(matches!(
        suffix,
        b"u8" | b"u16" | b"u32" | b"u64" | b"u128" | b"usize" | b"i8" | b"i16" | b"i32" | b"i64" | b"i128" | b"isize"
    )) {
        scan.extend_to(end);
    }
}

/// What differs between a macro's brackets.
fn in_macro(lexer: &mut Generic, scan: &mut Scan<'_>, byte: u8) -> bool {
    match byte {
        b'(' | b'[' | b'{' => lexer.stack.push(MACRO),
        b')' | b']' | b'}' => {
            lexer.stack.pop();
        }
        _ => {
            let word = scan.slice(scan.pos(), scan.letters_end(scan.pos()));
            let constant = matches!(word, b"true" | b"false");
            if constant {
                scan.emit(Token::KeywordConstant, word.len());
            }
            return constant;
        }
    }
    scan.emit(Token::Punctuation, 1);
    true
}

/// A name before `!`, `(` or `::`, which say what it is.
fn name(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let end = scan.name_end(scan.pos(), unicode_ident);
    let word = scan.slice(scan.pos(), end);
    if scan.at(end) == b'!' && scan.at(end + 1) != b'=' && !KEYWORDS.has(word) {
        scan.emit_to(Token::NameDecorator, end + 1);
        if matches!(scan.cur(), b'(' | b'[' | b'{') {
            lexer.stack.push(MACRO);
            scan.emit(Token::Punctuation, 1);
        }
        return true;
    }
    if KEYWORDS.has(word) || matches!(word, b"true" | b"false") {
        return false;
    }
    let call = scan.space_end(end);
    if scan.starts_at(call, b"::") {
        scan.emit_to(Token::NameNamespace, end);
        return true;
    }
    if scan.at(call) == b'(' {
        scan.emit_to(Token::NameFunction, end);
        return true;
    }
    false
}

fn dot(scan: &mut Scan<'_>) -> bool {
    let next = scan.peek(1);
    if scan.starts(b"..=") || scan.starts(b"...") {
        return emit(scan, Token::Operator, 3);
    }
    if next == b'.' {
        return emit(scan, Token::Operator, 2);
    }
    if next.is_ascii_digit() {
        scan.emit_to(Token::NameAttribute, scan.digits_end(scan.pos() + 1));
        return true;
    }
    let name = scan.space_end(scan.pos() + 1);
    if !is_alpha_(scan.at(name)) {
        return emit(scan, Token::Operator, 1);
    }
    let end = scan.name_end(name, unicode_ident);
    let token = match scan.slice(name, end) {
        b"await" => Token::Keyword,
        _ if scan.at(end) == b'(' => Token::NameFunction,
        _ => Token::NameProperty,
    };
    scan.emit_to(token, end);
    true
}

/// Whether nothing but blanks stands before the position on its line.
fn line_begins(scan: &Scan<'_>) -> bool {
    let from = scan.base().max(scan.pos().saturating_sub(200));
    let before = scan.slice(from, scan.pos());
    before.iter().rev().find(|b| !matches!(b, b' ' | b'\t')).is_none_or(|b| *b == b'\n')
}

fn attribute(scan: &mut Scan<'_>) -> bool {
    let open = scan.pos() + 1 + usize::from(scan.peek(1) == b'!');
    if scan.at(open) != b'[' {
        return false;
    }
    let (mut depth, mut at) = (0_usize, open);
    while at < scan.end() {
        match scan.at(at) {
            b'[' if depth > 0 => {
                scan.emit_to(Token::NameDecorator, at);
                scan.error();
            }
            b'[' => depth += 1,
            b'!' => {
                scan.emit_to(Token::NameDecorator, at);
                scan.error();
            }
            b'0'..=b'9' if !is_word(scan.at(at - 1)) => {
                scan.emit_to(Token::NameDecorator, at);
                scan.emit_to(Token::LiteralNumberInteger, scan.digits_end(at));
                at = scan.pos();
                continue;
            }
            b']' => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            b'"' => {
                scan.emit_to(Token::NameDecorator, at);
                let end = scan.find_byte(at + 1, b'"').map_or(scan.end(), |end| end + 1);
                scan.emit_to(Token::LiteralString, end);
                at = end;
                continue;
            }
            byte if byte.is_ascii_whitespace() => {
                scan.emit_to(Token::NameDecorator, at);
                scan.emit_to(Token::Text, scan.space_end(at));
                at = scan.pos();
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    scan.emit_to(Token::NameDecorator, at + 1);
    true
}

/// A character or a lifetime; `before` is the length up to and including the quote.
fn character(scan: &mut Scan<'_>, before: usize) -> bool {
    let start = scan.pos() + before;
    let end = match scan.at(start) {
        b'\\' if scan.at(start + 1) == b'u' => {
            scan.while_at(start + 2, |b| b.is_ascii_hexdigit() || b"{}_".contains(&b))
        }
        b'\\' if scan.at(start + 1) == b'x' => scan.while_at(start + 2, |b| b.is_ascii_hexdigit()),
        b'\\' => start + 2,
        b'\'' => start,
        _ => start + scan.char_at(start).map_or(0, char::len_utf8),
    };
    if end > start && scan.at(end) == b'\'' {
        scan.emit_to(Token::LiteralStringChar, end + 1);
        return true;
    }
    if is_alpha_(scan.at(start)) && before == 1 {
        let end = scan.word_end(start);
        let token = if scan.slice(start, end) == b"static" { Token::Keyword } else { Token::NameVariable };
        scan.emit_to(token, end);
        return true;
    }
    false
}

fn raw_string(scan: &mut Scan<'_>) -> bool {
    let letters = if scan.starts(b"br") { 2 } else { usize::from(scan.cur() == b'r') };
    let quote = scan.while_at(scan.pos() + letters, |b| b == b'#');
    if letters == 0 || scan.at(quote) != b'"' || is_word(scan.prev()) && !scan.bol() {
        return false;
    }
    let mut close = vec![b'"'];
    close.resize(quote - scan.pos() - letters + 1, b'#');
    let end = scan.find(quote + 1, &close).map_or(scan.end(), |end| end + close.len());
    scan.emit_to(Token::LiteralString, end);
    true
}
