//! The configuration of SSH.

use super::machine::{Grammar, rule};
use crate::Token;

/// The tokens.
pub(super) static SSH: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"[A-Za-z0-9]+", Token::Keyword).push("value"),
            rule(r"\s+", Token::Text),
            rule(r"#[^\n]*", Token::CommentSingle),
            rule(r".", Token::Text).push("value"),
        ],
    ),
    (
        "value",
        &[
            rule(r"\n", Token::Text).pop(),
            rule(r"[ \t\r]+", Token::Text),
            rule(r"#[^\n]*", Token::CommentSingle),
            rule(r"(?:yes|no|ask|auto|always|never|force|none|confirm)\b", Token::NameConstant),
            rule(r"\d+", Token::LiteralNumber),
            rule(r"[^\s\d][^\s]*", Token::Text),
        ],
    ),
]);
