//! Matlab.

use super::machine::{Grammar, groups, lists, rule};
use super::matlab_table::{BUILTINS, KEYWORDS};
use crate::Token;

/// Matlab's tokens.
pub(super) static MATLAB: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"\s+", Token::Text),
            rule(r"\{%", Token::CommentMultiline).through("%}"),
            rule(r"%[^\n]*", Token::CommentSingle),
            groups(r"(\.\.\.)([^\n]*)", &[Token::Keyword, Token::Comment]),
            rule(r"!", Token::Keyword).ahead(r"=").unless("="),
            lists(r"[A-Za-z][\w]*", &[(KEYWORDS, Token::Keyword), (BUILTINS, Token::NameBuiltin)], Token::Name),
            rule(r"\d+(?:\.\d*(?:[eE][+-]?\d+)?|[eE][+-]?\d+)", Token::LiteralNumberFloat),
            rule(r"\d+", Token::LiteralNumberInteger),
            rule(r"'", Token::LiteralStringSingle).ahead(r"(?:[^'\n]|'')*'").push("single"),
            rule(r#"""#, Token::LiteralStringDouble).ahead(r#"(?:[^"\n]|"")*""#).push("double"),
            rule(r"\.[*^']|[-+*=<>~&|@.^']", Token::Operator),
            rule(r"[(){}\[\];,:/\\]", Token::Punctuation),
        ],
    ),
    (
        "single",
        &[
            rule(r"''", Token::LiteralStringEscape),
            rule(r"'", Token::LiteralStringSingle).pop(),
            rule(r"[^'\n]+", Token::LiteralStringSingle),
        ],
    ),
    (
        "double",
        &[
            rule(r#""""#, Token::LiteralStringEscape),
            rule(r#"""#, Token::LiteralStringDouble).pop(),
            rule(r#"[^"\n]+"#, Token::LiteralStringDouble),
        ],
    ),
]);
