//! Protocol buffers.

use super::generic::{Block, Escape, Generic, Numbers, PLAIN_NUMBERS, Quote, Spec, ascii_ident};
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_space};
use crate::words::Words;

/// The tokens of protocol buffers.
pub(super) const PROTOBUF: Spec = Spec {
    space: Token::Text,
    line_comments: &[("//", Token::CommentSingle)],
    block_comments: &[("/*", "*/", Token::CommentMultiline, Block::Closed)],
    strings: &[
        Quote { open: "\"", close: "\"", token: Token::LiteralString, escape: Escape::Plain, lines: true },
        Quote { open: "'", close: "'", token: Token::LiteralString, escape: Escape::Plain, lines: true },
    ],
    ident: ascii_ident,
    word,
    numbers: Numbers { hex: Some(Token::LiteralNumberHex), exponent_alone: true, ..PLAIN_NUMBERS },
    operators: b"~!%^&*+=|?:<./-",
    punctuation: b"[](){},;",
    hook,
};

/// Behind `package` and behind `message`.
const PACKAGE: u8 = 1;
const MESSAGE: u8 = 2;

static KEYWORDS: Words = Words::new(&[
    "ctype",
    "default",
    "extensions",
    "import",
    "max",
    "oneof",
    "option",
    "optional",
    "packed",
    "repeated",
    "required",
    "returns",
    "rpc",
    "to",
]);
static TYPES: Words = Words::new(&[
    "bool", "bytes", "double", "fixed32", "fixed64", "float", "int32", "int64", "sfixed32", "sfixed64", "sint32",
    "sint64", "string", "uint32", "uint64",
]);

fn word(word: &[u8]) -> Token {
    match word {
        b"true" | b"false" => Token::KeywordConstant,
        b"enum" | b"extend" | b"message" | b"service" => Token::KeywordDeclaration,
        b"package" => Token::KeywordNamespace,
        _ if KEYWORDS.has(word) => Token::Keyword,
        _ if TYPES.has(word) => Token::KeywordType,
        _ => Token::Name,
    }
}

fn hook(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let (byte, start) = (scan.cur(), scan.pos());
    if !is_alpha_(byte) {
        return false;
    }
    let simple = scan.word_end(start);
    if let Some(state) = lexer.stack.pop() {
        scan.emit_to(if state == PACKAGE { Token::NameNamespace } else { Token::NameClass }, simple);
        return true;
    }
    let mut end = simple;
    while scan.at(end) == b'.' && is_alpha_(scan.at(end + 1)) {
        end = scan.word_end(end + 1);
    }
    let text = scan.slice(start, end);
    let token = word(text);
    match text {
        b"package" => lexer.stack.push(PACKAGE),
        b"message" | b"extend" => lexer.stack.push(MESSAGE),
        _ => {}
    }
    let sign = scan.while_at(end, is_space);
    let assigned = token == Token::Name && end == simple && scan.at(sign) == b'=';
    scan.emit_to(if assigned { Token::NameAttribute } else { token }, end);
    true
}
