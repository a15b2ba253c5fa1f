//! Units of systemd.

use super::machine::{Grammar, groups, rule};
use crate::Token;

/// The tokens of a unit.
pub(super) static SYSTEMD: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"\s+", Token::Text),
            rule(r"[;#][^\n]*", Token::Comment),
            rule(r"\[[^\]\n]*\]", Token::Keyword).ahead(r"[ \t]*$"),
            groups(r"([^=\n]*)(=)", &[Token::NameTag, Token::Punctuation]).push("value"),
        ],
    ),
    (
        "value",
        &[rule(r"\\\n", Token::LiteralStringEscape), rule(r"\n", Token::Text).pop(), rule(r"[^\\\n]+|\\", Token::Text)],
    ),
]);
