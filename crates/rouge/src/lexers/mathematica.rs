//! Mathematica.

use super::machine::{Grammar, lists, rule};
use super::mathematica_table::BUILTINS;
use crate::Token;

/// Mathematica's tokens.
pub(super) static MATHEMATICA: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"[ \t]*(?:In|Out)\[\d+\]:?=", Token::GenericPrompt).bol(),
            rule(r"\s+", Token::TextWhitespace),
            rule(r"\(\*", Token::Comment).push("comment"),
            rule(r#""(?:\\(?s:.)|[^"\\])*""#, Token::LiteralString),
            rule(r"##?(?:[A-Za-z]+|\d+)?", Token::NameFunction),
            rule(r"\d+\^\^[0-9A-Za-z.]+|(?:\d[\d.]*|\.\d[\d.]*)(?:``?[\d.]*)?(?:\*\^-?\d+)?", Token::LiteralNumber),
            lists(
                r"(?:[A-Za-z$`]|\\\[\w+\])(?:[\w$`&&[^_]]|\\\[\w+\])*",
                &[("Block Module With", Token::NameBuiltinPseudo), (BUILTINS, Token::NameBuiltin)],
                Token::NameVariable,
            ),
            rule(r"[(){}\[\]]", Token::Punctuation),
            rule(r"[-+*/^=<>!&|@.,;:~?_'%]+", Token::Operator),
        ],
    ),
    (
        "comment",
        &[
            rule(r"\(\*", Token::Comment).push("comment"),
            rule(r"\*\)", Token::Comment).pop(),
            rule(r"[^*(\n]+|[*()]", Token::Comment),
        ],
    ),
]);
