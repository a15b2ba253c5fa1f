//! Go.

use super::generic::{Block, Escape, Generic, Numbers, Quote, Spec, c_escape, unicode_ident};
use crate::Token;
use crate::scan::Scan;
use crate::words::Words;

static KEYWORDS: Words = Words::new(&[
    "break",
    "case",
    "chan",
    "const",
    "continue",
    "default",
    "defer",
    "else",
    "fallthrough",
    "for",
    "func",
    "go",
    "goto",
    "if",
    "import",
    "interface",
    "map",
    "package",
    "range",
    "return",
    "select",
    "struct",
    "switch",
    "type",
    "var",
]);
static TYPES: Words = Words::new(&[
    "bool",
    "byte",
    "complex128",
    "complex64",
    "error",
    "float32",
    "float64",
    "int",
    "int16",
    "int32",
    "int64",
    "int8",
    "rune",
    "string",
    "uint",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "uintptr",
]);
static BUILTINS: Words = Words::new(&[
    "append", "cap", "close", "complex", "copy", "delete", "imag", "len", "make", "new", "panic", "print", "println",
    "real", "recover",
]);

/// Go's tokens.
pub(super) const GO: Spec = Spec {
    space: Token::Text,
    line_comments: &[("//", Token::Comment)],
    block_comments: &[("/*", "*/", Token::Comment, Block::Closed)],
    strings: &[
        Quote {
            open: "\"",
            close: "\"",
            token: Token::LiteralString,
            escape: Escape::Strict(c_escape, 2),
            lines: true,
        },
        Quote { open: "`", close: "`", token: Token::LiteralString, escape: Escape::None, lines: true },
    ],
    ident: unicode_ident,
    word,
    numbers: Numbers {
        integer: Token::LiteralNumber,
        float: Token::LiteralNumber,
        hex: Some(Token::LiteralNumber),
        octal: Some(Token::LiteralNumber),
        binary: Some(Token::LiteralNumber),
        underscores: true,
        exponent_alone: true,
        leading_dot: true,
        trailing_dot: true,
        integer_suffix: b"i",
        float_suffix: b"i",
    },
    operators: b"+-*/%&|^<>=!:.",
    punctuation: b"()[]{},;",
    hook,
};

fn word(word: &[u8]) -> Token {
    match word {
        b"true" | b"false" | b"nil" | b"iota" => Token::NameConstant,
        _ if KEYWORDS.has(word) => Token::Keyword,
        _ if TYPES.has(word) => Token::KeywordType,
        _ if BUILTINS.has(word) => Token::NameBuiltin,
        _ => Token::Name,
    }
}

fn hook(_: &mut Generic, scan: &mut Scan<'_>) -> bool {
    if scan.cur() != b'\'' {
        return false;
    }
    let start = scan.pos() + 1;
    let end = match scan.at(start) {
        b'\\' => scan.while_at(start + 2, |b| b.is_ascii_hexdigit()),
        _ => start + scan.char_at(start).map_or(0, char::len_utf8),
    };
    if scan.at(end) != b'\'' || end == start {
        return false;
    }
    scan.emit_to(Token::LiteralStringChar, end + 1);
    true
}
