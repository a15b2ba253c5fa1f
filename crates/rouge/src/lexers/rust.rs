//! Rust.

use super::generic::{Block, Escape, Generic, Numbers, Quote, Spec, unicode_ident};
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_space, is_word};
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
    "BitAnd",
    "BitOr",
    "BitXor",
    "Box",
    "Clone",
    "Copy",
    "DIR",
    "Default",
    "Div",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "FILE",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Index",
    "Into",
    "IntoIterator",
    "Iterator",
    "Mul",
    "Neg",
    "None",
    "Ok",
    "Option",
    "Ord",
    "Owned",
    "PartialEq",
    "PartialOrd",
    "Pin",
    "Rc",
    "Result",
    "Send",
    "Shl",
    "Shr",
    "Sized",
    "Some",
    "String",
    "Sub",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
    "bool",
    "c_char",
    "c_double",
    "c_float",
    "c_int",
    "c_long",
    "c_longlong",
    "c_schar",
    "c_short",
    "c_uchar",
    "c_uint",
    "c_ulong",
    "c_ulonglong",
    "c_ushort",
    "c_void",
    "char",
    "clock_t",
    "dev_t",
    "dirent",
    "drop",
    "f32",
    "f64",
    "float",
    "fpos_t",
    "i128",
    "i16",
    "i32",
    "i64",
    "i8",
    "ino_t",
    "int",
    "intptr_t",
    "isize",
    "mode_t",
    "off_t",
    "pid_t",
    "ptrdiff_t",
    "size_t",
    "ssize_t",
    "str",
    "time_t",
    "u128",
    "u16",
    "u32",
    "u64",
    "u8",
    "uint",
    "uintptr_t",
    "usize",
]);

/// Rust's tokens.
pub(super) const RUST: Spec = Spec {
    space: Token::Text,
    line_comments: &[("///", Token::CommentDoc), ("//!", Token::CommentDoc), ("//", Token::CommentSingle)],
    block_comments: &[
        ("/*", "*/", Token::CommentMultiline, Block::Nested),
        ("/*", "*/", Token::CommentDoc, Block::Nested),
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

/// Behind the name of a macro that is called, until its brackets are closed: a dollar is text.
const CALL: u8 = 1;
/// Behind `macro_rules!`, until its brackets are closed: a dollar begins a variable.
const RULES: u8 = 2;

fn hook(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let byte = scan.cur();
    if lexer.state() != 0 && in_macro(lexer, scan, byte) {
        return true;
    }
    match byte {
        b'#' if is_space(scan.peek(1)) && line_begins(scan) => {
            scan.emit_to(Token::CommentSpecial, scan.line_end(scan.pos() + 2));
            true
        }
        b'#' => attribute(scan),
        b'/' if scan.starts(b"////") => {
            scan.emit_to(Token::CommentSingle, scan.line_end(scan.pos()));
            true
        }
        b'/' if scan.peek(1) == b'*' => {
            comment(lexer, scan);
            true
        }
        b'\'' => character(scan, 1),
        b'b' if scan.peek(1) == b'\'' => character(scan, 2),
        b'r' | b'b' if raw_string(lexer, scan) => true,
        b'.' => dot(scan),
        b'=' if scan.peek(1) == b'>' => emit(scan, Token::Keyword, 2),
        b'-' if scan.peek(1) == b'>' => emit(scan, Token::Keyword, 2),
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

/// A comment: one that documents has two stars or an exclamation mark, and `/**/` and `/***/` are whole.
fn comment(lexer: &mut Generic, scan: &mut Scan<'_>) {
    let start = scan.pos();
    let stars = scan.while_at(start + 1, |b| b == b'*');
    if matches!(stars - start, 3 | 4) && scan.at(stars) == b'/' {
        scan.emit_to(Token::CommentMultiline, stars + 1);
    } else {
        let doc = stars - start == 3 || scan.peek(2) == b'!';
        lexer.open_comment(scan, usize::from(doc), stars);
    }
}

fn number(scan: &mut Scan<'_>) {
    let float_at = |scan: &Scan<'_>, at: usize| scan.starts_at(at, b"f32") || scan.starts_at(at, b"f64");
    let digits = scan.while_at(scan.pos(), |b| b.is_ascii_digit() || b == b'_');
    if float_at(scan, digits) {
        return scan.emit_to(Token::LiteralNumberFloat, digits + 3);
    }
    super::generic::number(scan, &RUST.numbers);
    let end = scan.pos();
    let size = ["size", "128", "16", "32", "64", "8"].iter().find(|size| scan.starts_at(end + 1, size.as_bytes()));
    match (scan.at(end), size) {
        (b'i' | b'u', Some(size)) => scan.extend_to(end + 1 + size.len()),
        (b'u', None) => scan.extend_to(end + 1),
        _ if float_at(scan, end) => scan.extend_to(end + 3),
        _ => {}
    }
}

/// What differs behind a macro's name and between its brackets.
fn in_macro(lexer: &mut Generic, scan: &mut Scan<'_>, byte: u8) -> bool {
    let rules = lexer.state() == RULES;
    match byte {
        b'(' | b'[' | b'{' | b')' | b']' | b'}' => {
            bracket(lexer, byte);
            emit(scan, Token::Punctuation, 1)
        }
        b'$' if rules => {
            let mut end = scan.name_end(scan.pos() + 1, unicode_ident);
            if scan.at(scan.pos() + 1).is_ascii_digit() {
                end = scan.pos() + 1;
            } else if end > scan.pos() + 1 && scan.at(end) == b':' && is_alpha_(scan.at(end + 1)) {
                end = scan.word_end(end + 1);
            }
            scan.emit_to(Token::NameVariable, end);
            true
        }
        b'$' | b'\\' | b'`' => emit(scan, Token::Text, 1),
        b'#' if !(is_space(scan.peek(1)) && line_begins(scan) || attribute(scan)) => emit(scan, Token::Text, 1),
        b'.' if !dot_begins(scan) => emit(scan, Token::Text, 1),
        b't' | b'f' => {
            let word = scan.slice(scan.pos(), scan.word_end(scan.pos()));
            let constant = matches!(word, b"true" | b"false");
            if constant {
                scan.emit(Token::KeywordConstant, word.len());
            }
            constant
        }
        _ => false,
    }
}

/// Counts a bracket; the macro ends with one that leaves as many of each kind closed as were opened.
fn bracket(lexer: &mut Generic, byte: u8) {
    let (kind, step) = match byte {
        b'(' => (0, 1),
        b'[' => (1, 1),
        b'{' => (2, 1),
        b')' => (0, -1),
        b']' => (1, -1),
        _ => (2, -1),
    };
    lexer.brackets[kind] += step;
    if step < 0 && lexer.brackets == [0; 3] {
        lexer.stack.pop();
    }
}

/// A name before `!`, `(` or `::`, which say what it is.
fn name(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let end = scan.name_end(scan.pos(), unicode_ident);
    let word = scan.slice(scan.pos(), end);
    let keyword = KEYWORDS.has(word) || matches!(word, b"true" | b"false");
    if scan.at(end) == b'!' && (!keyword || word == b"self") {
        let (inside, rules) = (lexer.state() != 0, word == b"macro_rules");
        scan.emit_to(Token::NameDecorator, end + 1);
        if !inside {
            lexer.stack.push(if rules { RULES } else { CALL });
        }
        return true;
    }
    if keyword {
        return false;
    }
    let token = if scan.starts_at(end, b"::") {
        Token::NameNamespace
    } else if scan.at(scan.space_end(end)) == b'(' {
        Token::NameFunction
    } else {
        return false;
    };
    scan.emit_to(token, end);
    true
}

/// Whether the dot begins an operator, an index or a name.
fn dot_begins(scan: &Scan<'_>) -> bool {
    let next = scan.peek(1);
    next == b'.' || next.is_ascii_digit() || begins_name(scan, scan.space_end(scan.pos() + 1))
}

fn begins_name(scan: &Scan<'_>, at: usize) -> bool {
    is_alpha_(scan.at(at)) || scan.at(at) >= 0x80 && scan.char_at(at).is_some_and(crate::scan::is_letter)
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
    if !begins_name(scan, name) {
        scan.error();
        return true;
    }
    let end = scan.name_end(name, unicode_ident);
    let token = match scan.slice(name, end) {
        _ if scan.at(scan.space_end(end)) == b'(' => Token::NameFunction,
        b"await" => Token::Keyword,
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

/// An attribute: up to the first bracket that closes; literals and comments in it have their tokens.
fn attribute(scan: &mut Scan<'_>) -> bool {
    let open = scan.pos() + 1 + usize::from(scan.peek(1) == b'!');
    if scan.at(open) != b'[' {
        return false;
    }
    scan.emit_to(Token::NameDecorator, open + 1);
    while !scan.eof() {
        let byte = scan.cur();
        match byte {
            b']' => return emit(scan, Token::NameDecorator, 1),
            b'r' | b'b' if scan.peek(1) == b'"' => {
                scan.emit(Token::LiteralString, 1);
                string(scan);
            }
            b'"' => string(scan),
            b'0'..=b'9' => number(scan),
            b'\'' | b'b' if scan.starts(b"'") || scan.starts(b"b'") => {
                if !literal(scan, 1 + usize::from(byte == b'b')) {
                    let token = if byte == b'b' { Token::NameDecorator } else { Token::Error };
                    scan.emit(token, 1);
                }
            }
            b'/' if scan.peek(1) == b'/' => scan.emit_to(Token::CommentSingle, scan.line_end(scan.pos())),
            b'/' if scan.peek(1) == b'*' => {
                let end = scan.find(scan.pos() + 2, b"*/").map_or(scan.end(), |end| end + 2);
                scan.emit_to(Token::CommentMultiline, end);
            }
            b'(' | b')' | b',' | b'=' | b':' => scan.emit(Token::NameDecorator, 1),
            _ if is_space(byte) => scan.emit_to(Token::Text, scan.space_end(scan.pos())),
            _ if unicode_ident(byte) => {
                let end = scan.name_end(scan.pos(), unicode_ident);
                let constant = matches!(scan.slice(scan.pos(), end), b"true" | b"false");
                scan.emit_to(if constant { Token::KeywordConstant } else { Token::NameDecorator }, end);
            }
            _ => scan.error(),
        }
    }
    true
}

/// A string with its escapes.
fn string(scan: &mut Scan<'_>) {
    scan.emit(Token::LiteralString, 1);
    while !scan.eof() {
        match scan.cur() {
            b'"' => return scan.emit(Token::LiteralString, 1),
            b'\\' => match escape(scan) {
                0 => scan.error(),
                len => scan.emit(Token::LiteralStringEscape, len),
            },
            _ => scan.emit_to(Token::LiteralString, scan.while_at(scan.pos(), |b| b != b'"' && b != b'\\')),
        }
    }
}

/// A character's literal; `before` is the length up to and including the quote.
fn literal(scan: &mut Scan<'_>, before: usize) -> bool {
    let start = scan.pos() + before;
    let hex = |from: usize| scan.while_at(from, |b| b.is_ascii_hexdigit() || b == b'_');
    let end = match (scan.at(start), scan.at(start + 1)) {
        (b'\\', b'u') if scan.at(start + 2) == b'{' => {
            let end = hex(start + 3);
            if end > start + 3 && end <= start + 9 && scan.at(end) == b'}' { end + 1 } else { start }
        }
        (b'\\', b'x') => {
            let end = hex(start + 2);
            if end == start + 4 { end } else { start }
        }
        (b'\\', b'0' | b'n' | b'r' | b't' | b'\\' | b'\'' | b'"') => start + 2,
        (b'\\', _) => start,
        _ => start + scan.char_at(start).map_or(0, char::len_utf8),
    };
    let whole = end > start && scan.at(end) == b'\'';
    if whole {
        scan.emit_to(Token::LiteralStringChar, end + 1);
    }
    whole
}

/// A character or a lifetime; `before` is the length up to and including the quote.
fn character(scan: &mut Scan<'_>, before: usize) -> bool {
    if literal(scan, before) {
        return true;
    }
    let start = scan.pos() + before;
    if is_alpha_(scan.at(start)) && before == 1 {
        let end = scan.word_end(start);
        let token = if scan.slice(start, end) == b"static" { Token::Keyword } else { Token::NameVariable };
        scan.emit_to(token, end);
        return true;
    }
    false
}

/// A string without escapes, between as many hashes; what nothing closes is none.
fn raw_string(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let letters = if scan.starts(b"br") { 2 } else { usize::from(scan.cur() == b'r') };
    let quote = scan.while_at(scan.pos() + letters, |b| b == b'#');
    if letters == 0 || scan.at(quote) != b'"' || is_word(scan.prev()) && !scan.bol() {
        return false;
    }
    let hashes = quote - scan.pos() - letters;
    // The mark is one more than the fewest hashes that nothing closed; more are not closed either.
    if lexer.mark > 0 && hashes + 1 >= lexer.mark {
        return false;
    }
    let mut close = vec![b'"'];
    close.resize(hashes + 1, b'#');
    let end = scan.find(quote + 1, &close);
    match end {
        Some(end) => scan.emit_to(Token::LiteralString, end + close.len()),
        None => lexer.mark = hashes + 1,
    }
    end.is_some()
}
