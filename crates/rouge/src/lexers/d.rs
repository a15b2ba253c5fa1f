//! D.

use super::machine::{Found, Grammar, Machine, call, include, lists, rule};
use crate::Token;
use crate::scan::Scan;

const KEYWORDS: &str = "\
    __gshared __parameters __traits __vector abstract alias align asm assert auto body break case cast catch class \
    const continue debug default delegate delete deprecated do else enum export extern final finally for foreach \
    foreach_reverse function goto if immutable import in inout interface invariant is lazy mixin module new nothrow \
    out override package pragma private protected public pure ref return scope shared static struct super switch \
    synchronized template this throw try typedef typeid typeof union unittest version volatile while with";

/// D's tokens.
pub(super) static D: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"\s+", Token::Text),
            rule(r"//[^\n]*", Token::CommentSingle),
            rule(r"/\*", Token::CommentMultiline).through("*/"),
            rule(r"/\+", Token::CommentMultiline).push("comment"),
            rule(r"#line\s[^\n]*\n", Token::CommentSpecial),
            rule(r"0[xX](?:[\h_]*\.[\h_]+|[\h_]+)[pP][+-]?\d[\d_]*[fFLi]?", Token::LiteralNumberFloat),
            rule(r"(?:\d[\d_]*)?(?:\.\d[\d_]*)[eE][+-]?\d[\d_]*[fFLi]?", Token::LiteralNumberFloat),
            rule(r"\d[\d_]*[eE][+-]?\d[\d_]*[fFLi]?", Token::LiteralNumberFloat),
            rule(r"\d[\d_]*\.(?:\d[\d_]*)?[fFLi]?|\.\d[\d_]*[fFLi]?", Token::LiteralNumberFloat),
            rule(r"0[bB][01_]+", Token::LiteralNumberBin),
            rule(r"0[xX][\h_]+", Token::LiteralNumberHex),
            rule(r"0[0-7_]+", Token::LiteralNumberOct),
            rule(r"\d[\d_]*[LUu]?", Token::LiteralNumberInteger),
            rule(
                r#"'(?:\\(?:['"?\\abfnrtv]|x\h{2}|[0-7]{1,3}|u\h{4}|U\h{8}|&\w+;)|[^'\\])'"#,
                Token::LiteralStringChar,
            ),
            rule(r#"[rx]"[^"]*"[cwd]?"#, Token::LiteralString),
            rule(r"`[^`]*`[cwd]?", Token::LiteralString),
            rule(r#"q"\["#, Token::LiteralString).push("square"),
            rule(r#"q"<"#, Token::LiteralString).push("angle"),
            rule(r#"q"\{"#, Token::LiteralString).push("brace"),
            rule(r#"q"\("#, Token::LiteralString).push("round"),
            call(r#"q""#, delimited),
            rule(r"q\{", Token::LiteralString).push("tokens"),
            rule(r#""(?:\\\\|\\"|[^"])*"[cwd]?"#, Token::LiteralString),
            rule(r"\\&\w+;", Token::LiteralString),
            lists(
                r"[A-Za-z_]\w*",
                &[
                    (KEYWORDS, Token::Keyword),
                    (
                        "bool byte cdouble cent cfloat char creal dchar double float idouble ifloat int ireal long real \
                         short ubyte ucent uint ulong ushort void wchar",
                        Token::KeywordType,
                    ),
                    ("false null true", Token::KeywordConstant),
                    ("macro", Token::KeywordReserved),
                    (
                        "__DATE__ __EOF__ __FILE_FULL_PATH__ __FILE__ __FUNCTION__ __LINE__ __MODULE__ \
                         __PRETTY_FUNCTION__ __TIMESTAMP__ __TIME__ __VENDOR__ __VERSION__",
                        Token::KeywordPseudo,
                    ),
                    ("dstring ptrdiff_t size_t string wstring", Token::NameBuiltin),
                ],
                Token::Name,
            ),
            rule(r"@\w*", Token::NameDecorator),
            rule(r"[-~!%^*()+=|\[\]:;,.<>/?{}$&]", Token::Punctuation),
        ],
    ),
    (
        "comment",
        &[
            rule(r"/\+", Token::CommentMultiline).push("comment"),
            rule(r"\+/", Token::CommentMultiline).pop(),
            rule(r"[^+/]+|[+/]", Token::CommentMultiline),
        ],
    ),
    // Code in a string.
    (
        "tokens",
        &[rule(r"\{", Token::Punctuation).push("braced"), rule(r"\}", Token::LiteralString).pop(), include("root")],
    ),
    (
        "braced",
        &[rule(r"\{", Token::Punctuation).push("braced"), rule(r"\}", Token::Punctuation).pop(), include("root")],
    ),
    // Delimited strings, in which the delimiters may nest.
    (
        "square",
        &[
            rule(r#"\]""#, Token::LiteralString).pop(),
            rule(r"\[", Token::LiteralString).push("in square"),
            include("any"),
        ],
    ),
    (
        "in square",
        &[rule(r"\]", Token::LiteralString).pop(), rule(r"\[", Token::LiteralString).push("in square"), include("any")],
    ),
    (
        "angle",
        &[rule(r#">""#, Token::LiteralString).pop(), rule(r"<", Token::LiteralString).push("in angle"), include("any")],
    ),
    (
        "in angle",
        &[rule(r">", Token::LiteralString).pop(), rule(r"<", Token::LiteralString).push("in angle"), include("any")],
    ),
    (
        "brace",
        &[
            rule(r#"\}""#, Token::LiteralString).pop(),
            rule(r"\{", Token::LiteralString).push("in brace"),
            include("any"),
        ],
    ),
    (
        "in brace",
        &[rule(r"\}", Token::LiteralString).pop(), rule(r"\{", Token::LiteralString).push("in brace"), include("any")],
    ),
    (
        "round",
        &[
            rule(r#"\)""#, Token::LiteralString).pop(),
            rule(r"\(", Token::LiteralString).push("in round"),
            include("any"),
        ],
    ),
    (
        "in round",
        &[rule(r"\)", Token::LiteralString).pop(), rule(r"\(", Token::LiteralString).push("in round"), include("any")],
    ),
    ("any", &[rule(r"[^\[\]<>{}()]+|[\[\]<>{}()]", Token::LiteralString)]),
]);

/// How many closing texts may be missing before strings with such are not looked for any more.
const MAX_MISSING: usize = 64;

/// A string between lines of one name, or between two of the same character.
fn delimited(machine: &mut Machine, scan: &mut Scan<'_>, found: &Found) {
    let name = scan.word_end(found.end);
    let named = name > found.end && scan.at(name) == b'\n' && !scan.at(found.end).is_ascii_digit();
    let mut end = None;
    if named {
        let closer = format!("\n{}\"", scan.text(found.end, name));
        end = close(machine, scan, closer, name, scan.end());
    }
    if let Some(c) = scan.char_at(found.end).filter(|c| *c != '\n' && end.is_none()) {
        let (from, line) = (found.end + c.len_utf8(), scan.line_end(found.end));
        end = close(machine, scan, format!("{c}\""), from, line);
    }
    match end {
        Some(end) => scan.emit_to(Token::LiteralString, end),
        None => scan.emit(Token::Name, 1),
    }
}

/// Where a closing text ends, if it stands before an offset; that it does not is remembered.
fn close(machine: &mut Machine, scan: &Scan<'_>, closer: String, from: usize, until: usize) -> Option<usize> {
    let key = format!("{until}{closer}");
    if machine.texts.len() > MAX_MISSING || machine.texts.contains(&key) {
        return None;
    }
    let found = memchr::memmem::find(scan.slice(from.min(until), until), closer.as_bytes());
    if found.is_none() {
        machine.texts.push(key);
    }
    found.map(|at| from + at + closer.len())
}
