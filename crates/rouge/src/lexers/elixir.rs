//! Elixir.

use super::generic::{Generic, Numbers, PLAIN_NUMBERS, Spec, ascii_ident};
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_space, is_word};
use crate::words::Words;

static KEYWORDS: Words = Words::new(&[
    "after",
    "bc",
    "case",
    "catch",
    "cond",
    "def",
    "defdelegate",
    "defexception",
    "defguard",
    "defguardp",
    "defimpl",
    "defmacro",
    "defmacrop",
    "defmodule",
    "defp",
    "defprotocol",
    "defrecord",
    "defstruct",
    "do",
    "else",
    "end",
    "exit",
    "fn",
    "if",
    "lc",
    "loop",
    "raise",
    "receive",
    "rescue",
    "throw",
    "try",
    "unless",
]);
static NAMESPACES: Words = Words::new(&["import", "quote", "recur", "refer", "require", "super", "unquote", "use"]);
static PSEUDO: Words = Words::new(&["__FILE__", "__FUNCTION__", "__LINE__", "__MODULE__"]);

/// Elixir's tokens.
pub(super) const ELIXIR: Spec = Spec {
    space: Token::Text,
    line_comments: &[("#", Token::CommentSingle)],
    block_comments: &[],
    strings: &[],
    ident: ascii_ident,
    word,
    numbers: Numbers {
        hex: Some(Token::LiteralNumberHex),
        octal: Some(Token::LiteralNumberOct),
        binary: Some(Token::LiteralNumberBin),
        underscores: true,
        ..PLAIN_NUMBERS
    },
    operators: b"+-*/=<>|^&.",
    punctuation: b"(){}[],;:%\\",
    hook,
};

/// In a string: double quotes, single quotes, a quoted symbol.
const DOUBLE: u8 = 1;
const SINGLE: u8 = 2;
const SYMBOL: u8 = 3;
/// In the braces of an interpolation.
const BRACES: u8 = 4;

fn word(word: &[u8]) -> Token {
    match word {
        b"true" | b"false" | b"nil" => Token::NameConstant,
        b"and" | b"or" | b"not" | b"in" | b"when" | b"xor" => Token::OperatorWord,
        _ if KEYWORDS.has(word) => Token::Keyword,
        _ if NAMESPACES.has(word) => Token::KeywordNamespace,
        _ if PSEUDO.has(word) => Token::NameBuiltinPseudo,
        _ if word[0].is_ascii_uppercase() => Token::NameConstant,
        _ => Token::Name,
    }
}

fn hook(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let byte = scan.cur();
    match lexer.state() {
        BRACES if byte == b'}' => {
            scan.emit(Token::LiteralStringInterpol, 1);
            lexer.stack.pop();
            return true;
        }
        0 | BRACES => {}
        state => {
            string(lexer, scan, state);
            return true;
        }
    }
    match byte {
        b'"' if scan.starts(b"\"\"\"") => {
            let end = scan.find(scan.pos() + 3, b"\"\"\"").map_or(scan.end(), |end| end + 3);
            scan.emit_to(Token::LiteralStringDoc, end);
            true
        }
        b'\'' if scan.starts(b"'''") => {
            let end = scan.find(scan.pos() + 3, b"'''").map_or(scan.end(), |end| end + 3);
            scan.emit_to(Token::LiteralStringDoc, end);
            true
        }
        b'"' => open(lexer, scan, Token::LiteralStringDouble, 1, DOUBLE),
        b'\'' => open(lexer, scan, Token::LiteralStringSingle, 1, SINGLE),
        b':' => symbol(lexer, scan),
        b'~' if scan.peek(1).is_ascii_alphabetic() => sigil(scan),
        b'?' if scan.peek(1) != b'\\' && scan.pos() + 1 < scan.end() && !is_space(scan.peek(1)) => {
            let len = scan.char_at(scan.pos() + 1).map_or(1, char::len_utf8);
            scan.emit(Token::LiteralStringOther, 1 + len);
            true
        }
        b'@' | b'&' if is_alpha_(scan.peek(1)) && byte == b'@' || byte == b'&' && scan.peek(1).is_ascii_digit() => {
            scan.emit_to(Token::NameVariable, scan.word_end(scan.pos() + 1));
            true
        }
        b'&' if scan.peek(1) == b'&' => emit(scan, Token::Operator, 2),
        b'!' if scan.peek(1) == b'=' => emit(scan, Token::Operator, 2),
        b'!' => {
            let end = scan.word_end(scan.pos() + 1);
            scan.emit_to(Token::Name, end);
            true
        }
        b'0'..=b'9' => {
            super::generic::number(scan, &ELIXIR.numbers);
            true
        }
        _ if is_alpha_(byte) => {
            let end = scan.word_end(scan.pos());
            let mark = end + usize::from(matches!(scan.at(end), b'?' | b'!') && scan.at(end + 1) != b'=');
            let token = word(scan.slice(scan.pos(), end));
            if !matches!(token, Token::Keyword | Token::KeywordNamespace)
                && scan.at(mark) == b':'
                && is_space(scan.at(mark + 1))
            {
                scan.emit_to(Token::LiteralStringSymbol, mark + 1);
            } else {
                scan.emit_to(token, if token == Token::Name { mark } else { end });
            }
            true
        }
        _ => false,
    }
}

fn emit(scan: &mut Scan<'_>, token: Token, len: usize) -> bool {
    scan.emit(token, len);
    true
}

fn open(lexer: &mut Generic, scan: &mut Scan<'_>, token: Token, len: usize, state: u8) -> bool {
    scan.emit(token, len);
    lexer.stack.push(state);
    true
}

fn string(lexer: &mut Generic, scan: &mut Scan<'_>, state: u8) {
    let (token, quote) = match state {
        DOUBLE => (Token::LiteralStringDouble, b'"'),
        SINGLE => (Token::LiteralStringSingle, b'\''),
        _ => (Token::LiteralStringSymbol, b'"'),
    };
    match scan.cur() {
        b'\\' => {
            let hex = if scan.peek(1) == b'u' {
                scan.while_at(scan.pos() + 2, |b| b.is_ascii_hexdigit()).min(scan.pos() + 6)
            } else if scan.peek(1) == b'x' {
                scan.while_at(scan.pos() + 2, |b| b.is_ascii_hexdigit())
            } else {
                0
            };
            scan.emit_to(Token::LiteralStringEscape, hex.max(scan.pos() + 2));
        }
        b'#' if scan.peek(1) == b'{' => {
            scan.emit(Token::LiteralStringInterpol, 2);
            lexer.stack.push(BRACES);
        }
        byte if byte == quote => {
            scan.emit(token, 1);
            lexer.stack.pop();
        }
        _ => {
            let end = scan.while_at(scan.pos() + 1, |b| b != quote && b != b'\\' && b != b'#');
            scan.emit_to(token, end);
        }
    }
}

fn symbol(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    const OPERATORS: &[&[u8]] = &[
        b"...", b"<<>>", b"%{}", b"===", b"!==", b"++", b"--", b"<>", b"|>", b"==", b"!=", b"<=", b">=", b"&&", b"||",
        b"->", b"<-", b"{}", b"+", b"-", b"*", b"/", b"<", b">", b"=", b"!", b"^", b"&", b"|", b"%",
    ];
    let next = scan.peek(1);
    if next == b':' {
        return emit(scan, Token::Punctuation, 2);
    }
    if next == b'"' {
        return open(lexer, scan, Token::LiteralStringSymbol, 2, SYMBOL);
    }
    if is_alpha_(next) {
        let end = scan.while_at(scan.pos() + 1, |b| is_word(b) || b == b'@');
        scan.emit_to(Token::LiteralStringSymbol, end + usize::from(matches!(scan.at(end), b'?' | b'!')));
        return true;
    }
    match OPERATORS.iter().find(|operator| scan.starts_at(scan.pos() + 1, operator)) {
        Some(operator) => emit(scan, Token::LiteralStringSymbol, 1 + operator.len()),
        None => emit(scan, Token::Punctuation, 1),
    }
}

fn sigil(scan: &mut Scan<'_>) -> bool {
    let token = if matches!(scan.peek(1), b'r' | b'R') { Token::LiteralStringRegex } else { Token::LiteralStringOther };
    let close = match scan.peek(2) {
        b'(' => b')',
        b'[' => b']',
        b'{' => b'}',
        b'<' => b'>',
        quote @ (b'/' | b'|' | b'"' | b'\'') => quote,
        _ => return false,
    };
    let mut end = scan.pos() + 3;
    while end < scan.end() && scan.at(end) != close {
        end += 1;
    }
    let end = (end + 1).min(scan.end());
    scan.emit_to(token, scan.while_at(end, |b| b.is_ascii_lowercase()));
    true
}
