//! Prolog.

use super::machine::{Grammar, rule};
use crate::Token;

/// Prolog's tokens.
pub(super) static PROLOG: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"\s+", Token::Text),
            rule(r"#[^\n]*", Token::CommentSingle).bol(),
            rule(r"%[^\n]*", Token::CommentSingle),
            rule(r"/\*", Token::CommentMultiline).push("comment"),
            rule(r"[\[\](){}|.,;!]", Token::Punctuation),
            rule(r":-|-->", Token::Punctuation),
            rule(r#""[^"]*""#, Token::LiteralStringDouble),
            rule(r"\d+\.\d+", Token::LiteralNumberFloat),
            rule(r"\d+", Token::LiteralNumber),
            rule(r"[A-Z_][\w]*", Token::NameVariable),
            rule(r"[a-z\u{80}-\u{10ffff}][\w\u{80}-\u{10ffff}]*", Token::LiteralStringSymbol),
            rule(r"'[^']*'", Token::LiteralStringSymbol),
            rule(r"[-#$&*+/:<=>?@^~\\]+", Token::Operator),
        ],
    ),
    (
        "comment",
        &[
            rule(r"/\*", Token::CommentMultiline).push("comment"),
            rule(r"\*/", Token::CommentMultiline).pop(),
            rule(r"[^*/]+|[*/]", Token::CommentMultiline),
        ],
    ),
]);
