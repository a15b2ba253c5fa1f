//! C#.

use super::generic::{Block, Generic, Numbers, Spec, number};
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_word};
use crate::words::Words;

static KEYWORDS: Words = Words::new(&[
    "abstract",
    "add",
    "alias",
    "and",
    "as",
    "ascending",
    "async",
    "await",
    "base",
    "break",
    "by",
    "case",
    "catch",
    "checked",
    "class",
    "const",
    "continue",
    "default",
    "delegate",
    "descending",
    "do",
    "else",
    "enum",
    "equals",
    "event",
    "explicit",
    "extern",
    "false",
    "finally",
    "fixed",
    "for",
    "foreach",
    "from",
    "get",
    "global",
    "goto",
    "group",
    "if",
    "implicit",
    "in",
    "init",
    "interface",
    "internal",
    "into",
    "is",
    "join",
    "let",
    "lock",
    "nameof",
    "namespace",
    "new",
    "notnull",
    "null",
    "on",
    "operator",
    "orderby",
    "out",
    "override",
    "params",
    "partial",
    "private",
    "protected",
    "public",
    "readonly",
    "record",
    "ref",
    "remove",
    "return",
    "sealed",
    "set",
    "sizeof",
    "stackalloc",
    "static",
    "struct",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "unchecked",
    "unmanaged",
    "unsafe",
    "using",
    "value",
    "virtual",
    "void",
    "volatile",
    "when",
    "where",
    "while",
    "with",
    "yield",
]);
static TYPES: Words = Words::new(&[
    "bool", "byte", "char", "decimal", "double", "dynamic", "float", "int", "long", "nint", "nuint", "object", "sbyte",
    "short", "string", "uint", "ulong", "ushort", "var",
]);

/// C#'s tokens.
pub(super) const CSHARP: Spec = Spec {
    space: Token::Text,
    line_comments: &[("//", Token::CommentSingle)],
    block_comments: &[("/*", "*/", Token::CommentMultiline, Block::Closed)],
    strings: &[],
    ident: crate::scan::is_word,
    word,
    numbers: Numbers {
        integer: Token::LiteralNumber,
        float: Token::LiteralNumber,
        hex: Some(Token::LiteralNumber),
        octal: None,
        binary: Some(Token::LiteralNumber),
        underscores: true,
        exponent_alone: true,
        leading_dot: false,
        trailing_dot: false,
        integer_suffix: b"",
        float_suffix: b"",
    },
    operators: b"",
    punctuation: b"~!%^&*()+=|[]{}:;,.<>/?-",
    hook,
};

/// In the name behind `class` or `struct`.
const CLASS: u8 = 1;
/// In the name behind `namespace` or `using`.
const NAMESPACE: u8 = 2;
/// In a string that interpolates; a verbatim one.
const INTERPOLATED: u8 = 3;
const VERBATIM: u8 = 4;
/// In the braces of such a string.
const BRACES: u8 = 5;

fn word(word: &[u8]) -> Token {
    match word {
        _ if KEYWORDS.has(word) => Token::Keyword,
        _ if TYPES.has(word) => Token::KeywordType,
        _ => Token::Name,
    }
}

/// A letter of a script that has letter case; others cannot stand in a name.
fn is_cased(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase() || c.to_lowercase().ne([c])
}

/// The end of the name at an offset, which is the offset itself where none starts.
fn name_end(scan: &Scan<'_>, from: usize) -> usize {
    if scan.at(from).is_ascii_digit() {
        return from;
    }
    let mut end = scan.while_at(from, is_word);
    while scan.at(end) >= 0x80 {
        match scan.char_at(end).filter(|c| is_cased(*c) || (end > from && c.is_numeric())) {
            Some(c) => end = scan.while_at(end + c.len_utf8(), is_word),
            None => break,
        }
    }
    end
}

fn hook(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let byte = scan.cur();
    match lexer.state() {
        INTERPOLATED | VERBATIM => {
            interpolated(lexer, scan);
            return true;
        }
        BRACES if byte == b'}' => {
            scan.emit(Token::Punctuation, 1);
            lexer.stack.pop();
            return true;
        }
        BRACES if byte == b'{' => return open(lexer, scan, Token::Punctuation, BRACES, 1),
        CLASS | NAMESPACE if crate::scan::is_space(byte) || scan.starts(b"//") || scan.starts(b"/*") => return false,
        // Nothing but a name ends the wait for one.
        state @ (CLASS | NAMESPACE) => {
            let mut end = name_end(scan, at_name(scan, scan.pos()));
            while state == NAMESPACE && end > scan.pos() && scan.at(end) == b'.' {
                end = name_end(scan, at_name(scan, end + 1));
            }
            if end > scan.pos() {
                lexer.stack.pop();
                scan.emit_to(if state == CLASS { Token::NameClass } else { Token::NameNamespace }, end);
            } else {
                scan.error();
            }
            return true;
        }
        _ => {}
    }
    match byte {
        b']' if scan.peek(1) == b'>' => {
            scan.emit(Token::Keyword, 2);
            true
        }
        b'#' if scan.bol() => {
            scan.emit_to(Token::CommentPreproc, scan.next_line(scan.pos()));
            true
        }
        b'"' => {
            let mut end = scan.pos() + 1;
            while end < scan.end() && !matches!(scan.at(end), b'"' | b'\n') {
                end += 1 + usize::from(scan.at(end) == b'\\' && scan.at(end + 1) != b'\n');
            }
            // The newline that ends a string is the string's.
            scan.emit_to(Token::LiteralString, end + 1);
            true
        }
        b'@' if scan.peek(1) == b'"' => verbatim(scan),
        b'$' if scan.peek(1) == b'"' => open(lexer, scan, Token::LiteralString, INTERPOLATED, 2),
        b'$' if scan.starts(b"$@\"") => open(lexer, scan, Token::LiteralString, VERBATIM, 3),
        b'@' if name_end(scan, scan.pos() + 1) > scan.pos() + 1 => name(lexer, scan),
        b'\'' => character(scan),
        b'0'..=b'9' => {
            number(scan, &lexer.spec().numbers);
            // Of the letters behind a number one belongs to it, which merges with it.
            if b"fFlLuUdDmM".contains(&scan.cur()) {
                scan.emit(Token::LiteralNumber, 1);
            }
            true
        }
        _ if is_alpha_(byte) => name(lexer, scan),
        _ if byte >= 0x80 => {
            let end = name_end(scan, scan.pos());
            if end == scan.pos() {
                scan.error();
                return true;
            }
            name(lexer, scan)
        }
        _ => false,
    }
}

/// The offset behind the sign in front of a name that may be a keyword.
fn at_name(scan: &Scan<'_>, from: usize) -> usize {
    let named = scan.at(from) == b'@' && name_end(scan, from + 1) > from + 1;
    from + usize::from(named)
}

fn character(scan: &mut Scan<'_>) -> bool {
    let start = scan.pos() + 1;
    let escaped = scan.at(start) == b'\\' && scan.at(start + 2) == b'\'' && scan.at(start + 1) != b'\n';
    let end = if escaped { start + 2 } else { start + scan.char_at(start).map_or(0, char::len_utf8) };
    let closed = end > start && scan.at(end) == b'\'' && scan.at(start) != b'\n';
    if closed {
        scan.emit_to(Token::LiteralStringChar, end + 1);
    }
    closed
}

fn open(lexer: &mut Generic, scan: &mut Scan<'_>, token: Token, state: u8, len: usize) -> bool {
    scan.emit(token, len);
    lexer.stack.push(state);
    true
}

fn verbatim(scan: &mut Scan<'_>) -> bool {
    let mut end = scan.pos() + 2;
    while let Some(quote) = scan.find_byte(end, b'"') {
        end = quote + 1;
        if scan.at(end) != b'"' {
            scan.emit_to(Token::LiteralString, end);
            return true;
        }
        end += 1;
    }
    scan.error();
    true
}

fn interpolated(lexer: &mut Generic, scan: &mut Scan<'_>) {
    let verbatim = lexer.state() == VERBATIM;
    match scan.cur() {
        b'"' if verbatim && scan.peek(1) == b'"' => scan.emit(Token::LiteralString, 2),
        b'"' => {
            scan.emit(Token::LiteralString, 1);
            lexer.stack.pop();
        }
        b'\n' if verbatim => scan.error(),
        b'\n' => {
            scan.emit(Token::LiteralString, 1);
            lexer.stack.pop();
        }
        b'{' => {
            scan.emit(Token::Punctuation, 1);
            lexer.stack.push(BRACES);
        }
        b'\\' if !verbatim => scan.emit(Token::LiteralString, 2),
        _ => {
            let end = scan.while_at(scan.pos() + 1, |b| !matches!(b, b'"' | b'{' | b'\\' | b'\n'));
            scan.emit_to(Token::LiteralString, end);
        }
    }
}

fn name(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let end = name_end(scan, at_name(scan, scan.pos()));
    let text = scan.slice(scan.pos(), end);
    match text {
        b"class" | b"record" | b"struct" | b"interface" => lexer.stack.push(CLASS),
        b"namespace" | b"using" if scan.at(scan.space_end(end)) != b'(' => lexer.stack.push(NAMESPACE),
        _ => {}
    }
    let token = word(text);
    let call = scan.space_end(end);
    if token == Token::Name && scan.at(call) == b'(' {
        scan.emit_to(Token::NameFunction, end);
    } else {
        scan.emit_to(token, end);
    }
    true
}
