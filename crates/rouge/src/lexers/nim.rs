//! Nim.

use super::machine::{Grammar, groups, lists, rule};
use super::small_table::NIM_KEYWORDS;
use crate::Token;

/// Nim's tokens.
pub(super) static NIM: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"##[^\n]*", Token::LiteralStringDoc),
            rule(r"#\[", Token::Comment).push("comment"),
            rule(r"#[^\n]*", Token::Comment),
            rule(r"\s+", Token::Text),
            groups(
                r"((?:proc|func|method|macro|template|iterator|converter)\s+)([A-Za-z]\w*)",
                &[Token::Keyword, Token::NameFunction],
            ),
            rule(r#"[rR]""""#, Token::LiteralString).through(r#"""""#),
            rule(r#"""""#, Token::LiteralString).push("triple"),
            rule(r#"[rR]"[^"\n]*""#, Token::LiteralString),
            rule(r#"""#, Token::LiteralString).push("string"),
            rule(r"'(?:\\(?:\d+|x[0-9A-Fa-f]{2}|.)|[^'\\\n])'", Token::LiteralStringChar),
            lists(
                r"[A-Za-z]\w*",
                &[
                    (NIM_KEYWORDS, Token::Keyword),
                    ("and div in is isnot mod not notin or shl shr xor", Token::OperatorWord),
                    (
                        "array bool char float float32 float64 int int16 int32 int64 int8 range seq set string",
                        Token::KeywordType,
                    ),
                    ("false true", Token::KeywordPseudo),
                ],
                Token::Name,
            ),
            rule(r"0[xX][0-9A-Fa-f_]+", Token::LiteralNumberHex),
            rule(r"0[bB][01_]+", Token::LiteralNumberBin),
            rule(r"\d[\d_]*(?:\.\d[\d_]*(?:[eE][+-]?\d+)?|[eE][+-]?\d+)", Token::LiteralNumberFloat),
            rule(r"\d[\d_]*", Token::LiteralNumberFloat).ahead(r"\."),
            rule(r"\d[\d_]*(?:'[A-Za-z]\d+)?", Token::LiteralNumberInteger),
            rule(r"[(){},.:;`]|\.\.", Token::Punctuation),
            rule(r"[-+*/=<>!&|^%~@$?\[\]\\]", Token::Operator),
        ],
    ),
    (
        "comment",
        &[
            rule(r"#\[", Token::Comment).push("comment"),
            rule(r"\]#", Token::Comment).pop(),
            rule(r"[^#\]]+|[#\]]", Token::Comment),
        ],
    ),
    (
        "triple",
        &[
            rule(r#"""""#, Token::LiteralString).pop(),
            rule(r"\$(?:\d+|#|\$|[A-Za-z]\w*|\{\w+\})", Token::LiteralStringInterpol),
            rule(r#"[^"$]+|["$]"#, Token::LiteralString),
        ],
    ),
    (
        "string",
        &[
            rule(r#"""#, Token::LiteralString).pop(),
            rule(r"\\(?:\d+|x[0-9A-Fa-f]{2}|.)", Token::LiteralStringEscape),
            rule(r"\$(?:\d+|#|\$|[A-Za-z]\w*|\{\w+\})", Token::LiteralStringInterpol),
            rule(r#"[^"\\$]+|\$"#, Token::LiteralString),
        ],
    ),
]);
