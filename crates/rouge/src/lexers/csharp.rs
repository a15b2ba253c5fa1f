//! C#.

use super::generic::{Block, Generic, Numbers, Spec};
use super::java::character;
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
        trailing_dot: true,
        integer_suffix: b"uUlLfFdDmM",
        float_suffix: b"fFdDmM",
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
        CLASS | NAMESPACE if byte == b' ' || byte == b'\t' || byte == b'\n' => return false,
        CLASS => {
            // Nothing but a name ends the wait for one.
            let end = name_end(scan, scan.pos());
            if end > scan.pos() {
                lexer.stack.pop();
                scan.emit_to(Token::NameClass, end);
            } else {
                scan.error();
            }
            return true;
        }
        NAMESPACE => {
            lexer.stack.pop();
            if is_alpha_(byte) && !matches!(scan.slice(scan.pos(), scan.word_end(scan.pos())), b"static" | b"var") {
                let mut end = name_end(scan, scan.pos());
                while scan.at(end) == b'.' {
                    end = name_end(scan, end + 1);
                }
                scan.emit_to(Token::NameNamespace, end);
                return true;
            }
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
        b'$' if scan.peek(1) == b'"' => open(lexer, scan, INTERPOLATED, 2),
        b'$' if scan.starts(b"$@\"") => open(lexer, scan, VERBATIM, 3),
        b'@' if scan.starts(b"@$\"") => open(lexer, scan, VERBATIM, 3),
        b'@' if name_end(scan, scan.pos() + 1) > scan.pos() + 1 => {
            scan.emit_to(Token::Name, name_end(scan, scan.pos() + 1));
            true
        }
        b'\'' => character(scan),
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

fn open(lexer: &mut Generic, scan: &mut Scan<'_>, state: u8, len: usize) -> bool {
    scan.emit(Token::LiteralString, len);
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
    scan.emit_rest(Token::LiteralString);
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
        b'{' if scan.peek(1) == b'{' => scan.emit(Token::LiteralString, 2),
        b'{' => {
            scan.emit(Token::Punctuation, 1);
            lexer.stack.push(BRACES);
        }
        b'\\' if !verbatim => scan.emit(Token::LiteralString, 2),
        _ => {
            let end = scan.while_at(scan.pos() + 1, |b| !matches!(b, b'"' | b'{' | b'\\'));
            scan.emit_to(Token::LiteralString, end);
        }
    }
}

fn name(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let end = name_end(scan, scan.pos());
    let text = scan.slice(scan.pos(), end);
    match text {
        b"class" | b"struct" | b"interface" => lexer.stack.push(CLASS),
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
