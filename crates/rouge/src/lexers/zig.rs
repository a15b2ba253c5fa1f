//! Zig.

use super::machine::{Grammar, groups, lists, rule};
use super::small_table::ZIG_KEYWORDS;
use crate::Token;

/// Zig's tokens.
pub(super) static ZIG: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"\s+", Token::Text),
            rule(r"//[^\n]*", Token::Comment),
            rule(r"@\w+", Token::NameBuiltin),
            rule(r"\.\.+", Token::Operator),
            groups(r"(\.)([A-Za-z_]\w*)", &[Token::Punctuation, Token::NameFunction]).ahead(r"\s*\("),
            groups(r"(\.)([A-Za-z_]\w*)", &[Token::Punctuation, Token::NameProperty]),
            rule(r"(?:[iu]\d+|[iu]size|f(?:16|32|64|128))\b", Token::KeywordType),
            lists(
                r"[A-Za-z_]\w*",
                &[(ZIG_KEYWORDS, Token::Keyword), ("false null true", Token::KeywordConstant)],
                Token::Name,
            ),
            rule(r"\d[\d_]*(?:\.\d[\d_]*(?:[eE][+-]?\d+)?|[eE][+-]?\d+)", Token::LiteralNumberFloat),
            rule(r"0x[0-9A-Fa-f_]+|0b[01_]+|\d[\d_]*", Token::LiteralNumberInteger),
            rule(r#"""#, Token::LiteralString).push("string"),
            rule(r"'(?:\\.|[^'\\\n])'", Token::LiteralStringChar),
            rule(r"[(){}\[\];:,|]", Token::Punctuation),
            rule(r"[-+*/%=!<>&^~?.]", Token::Operator),
        ],
    ),
    (
        "string",
        &[
            rule(r#"""#, Token::LiteralString).pop(),
            rule(r#"\\(?:[nrt'"\\]|x[0-9A-Fa-f]{2}|u\{[0-9A-Fa-f]+\})"#, Token::LiteralStringEscape),
            rule(r#"[^"\\]+"#, Token::LiteralString),
        ],
    ),
]);
