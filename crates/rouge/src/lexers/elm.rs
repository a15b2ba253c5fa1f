//! Elm.

use super::machine::{Grammar, lists, rule};
use crate::Token;

/// Elm's tokens.
pub(super) static ELM: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"\s+", Token::Text),
            rule(r"\{-", Token::CommentMultiline).push("comment"),
            rule(r"--[^\n]*", Token::CommentSingle),
            rule(r#"""""#, Token::LiteralString).through(r#"""""#),
            rule(r#"""#, Token::LiteralString).push("string"),
            rule(r"'(?:\\.|[^'\\\n])'", Token::LiteralStringChar),
            rule(r"[A-Z]\w*", Token::KeywordType),
            lists(
                r"[a-z_]\w*",
                &[("alias as case else exposing if import in let module of port then type", Token::Keyword)],
                Token::Name,
            ),
            rule(r"0[xX][0-9A-Fa-f]+", Token::LiteralNumberHex),
            rule(r"\d+(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)", Token::LiteralNumberFloat),
            rule(r"\d+", Token::LiteralNumberInteger),
            rule(r"[(){}\[\];]", Token::Punctuation),
            rule(r":", Token::Punctuation).unless(":"),
            rule(r"::|[-+*/=<>!&|^%~@#$.,?\\]", Token::Operator),
        ],
    ),
    (
        "comment",
        &[
            rule(r"\{-", Token::CommentMultiline).push("comment"),
            rule(r"-\}", Token::CommentMultiline).pop(),
            rule(r"[^{}-]+|[{}-]", Token::CommentMultiline),
        ],
    ),
    (
        "string",
        &[
            rule(r#"""#, Token::LiteralStringDouble).pop(),
            rule(r#"\\""#, Token::LiteralStringEscape),
            rule(r#"[^"\\]+"#, Token::LiteralStringDouble),
        ],
    ),
]);
