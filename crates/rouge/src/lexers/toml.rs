//! TOML.

use super::machine::{Grammar, always, groups, include, rule, word};
use crate::Token;

/// Dates, times, truth values and numbers.
const SCALAR: &str = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z|\d{2}:\d{2}:\d{2}(?:\.\d+)?|(?:true|false)\b|[+-]?(?:inf|nan)\b|0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+|[+-]?\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?[\d_]+)?";

/// The token of a scalar.
fn scalar(text: &[u8]) -> Token {
    match text {
        b"true" | b"false" => Token::KeywordConstant,
        [b'0', b'x', ..] => Token::LiteralNumberHex,
        [b'0', b'o', ..] => Token::LiteralNumberOct,
        [b'0', b'b', ..] => Token::LiteralNumberBin,
        _ if text.contains(&b':') => Token::LiteralDate,
        _ if text.iter().any(|b| b".eEin".contains(b)) => Token::LiteralNumberFloat,
        _ => Token::LiteralNumberInteger,
    }
}

/// TOML's tokens.
pub(super) static TOML: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"\s+", Token::Text),
            rule(r"#[^\n]*", Token::Comment),
            groups(r"(\[\[?)", &[Token::Keyword]).push("table"),
            include("strings"),
            rule(r"[\w-]+", Token::Name),
            rule(r"\.", Token::Punctuation),
            groups(r"(=)(\s*)", &[Token::Operator, Token::TextWhitespace]).push("value"),
        ],
    ),
    (
        "table",
        &[
            rule(r"\]\]?", Token::Keyword).pop(),
            rule(r"[ \t]+", Token::TextWhitespace),
            rule(r"\.", Token::Keyword),
            include("strings"),
            rule(r"[\w-]+", Token::Name),
        ],
    ),
    // Until there is a value, everything is an error, white space too.
    (
        "value",
        &[
            rule(r"\[", Token::Punctuation).goto("array"),
            rule(r"\{", Token::Punctuation).goto("inline"),
            word(SCALAR, scalar).pop(),
            rule(r#"""""#, Token::LiteralString).goto("triple"),
            rule(r"'''", Token::LiteralString).goto("raw"),
            rule(r#"""#, Token::LiteralString).goto("string"),
            rule(r"'", Token::LiteralString).goto("quoted"),
        ],
    ),
    (
        "array",
        &[
            rule(r"\]", Token::Punctuation).pop(),
            rule(r"\s+", Token::Text),
            rule(r"#[^\n]*", Token::Comment),
            rule(r",", Token::Punctuation),
            always().push("value"),
        ],
    ),
    (
        "inline",
        &[
            rule(r"\}", Token::Punctuation).pop(),
            rule(r"[^\S\n]+", Token::TextWhitespace),
            rule(r"[,.]", Token::Punctuation),
            groups(r"(=)(\s*)", &[Token::Punctuation, Token::TextWhitespace]).push("value"),
            include("strings"),
            rule(r"[\w-]+", Token::Name),
        ],
    ),
    (
        "strings",
        &[
            rule(r#"""""#, Token::LiteralString).push("triple"),
            rule(r"'''", Token::LiteralString).push("raw"),
            rule(r#"""#, Token::LiteralString).push("string"),
            rule(r"'", Token::LiteralString).push("quoted"),
        ],
    ),
    (
        "triple",
        &[
            rule(r#"""""#, Token::LiteralString).pop(),
            include("escapes"),
            rule(r#"[^"\\]+|["\\]"#, Token::LiteralString),
        ],
    ),
    (
        "string",
        &[
            rule(r#"""#, Token::LiteralString).pop(),
            include("escapes"),
            rule(r#"[^"\\\n]+"#, Token::LiteralString),
            rule(r"\n", Token::Error).pop(),
        ],
    ),
    ("raw", &[rule(r"'''", Token::LiteralString).pop(), rule(r"[^']+|'", Token::LiteralString)]),
    (
        "quoted",
        &[
            rule(r"'", Token::LiteralString).pop(),
            rule(r"[^'\n]+", Token::LiteralString),
            rule(r"\n", Token::Error).pop(),
        ],
    ),
    ("escapes", &[rule(r#"\\[0abtnfr"\\\n]"#, Token::LiteralStringEscape)]),
]);
