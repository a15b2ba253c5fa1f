//! Nix.

use super::machine::{Grammar, include, rule};
use crate::Token;

/// Nix's tokens.
pub(super) static NIX: Grammar = Grammar::new(&[
    ("root", &[include("all")]),
    (
        "all",
        &[
            rule(r"\s+", Token::Text),
            rule(r"#[^\n]*", Token::Comment),
            rule(r"/\*", Token::Comment).push("comment"),
            rule(r#"""#, Token::LiteralStringDouble).push("string"),
            rule(r"''", Token::LiteralStringDouble).push("indented"),
            rule(r"\d+", Token::LiteralNumberInteger),
            rule(r"[A-Za-z][A-Za-z0-9+.-]*://[\w.-]+(?:/[\w.-]+)+", Token::LiteralStringOther),
            rule(r"//", Token::Operator),
            rule(r"~?(?:/[\w.-]+)+", Token::LiteralStringOther),
            rule(r"[\w.-]+(?:/[\w.-]+)+", Token::LiteralStringOther),
            rule(r"true|false|null", Token::KeywordConstant),
            rule(r"let\b", Token::KeywordDeclaration),
            rule(r"(?:if|then|else)\b", Token::Keyword),
            rule(r"(?:in|inherit|with)\b", Token::KeywordNamespace),
            rule(
                r"(?:abort|assert|baseNameOf|builtins|derivation|fetchTarball|import|isNull|map|rec|removeAttrs|throw|toString)\b",
                Token::KeywordReserved,
            ),
            rule(r"[A-Za-z_][\w-]*", Token::NameVariable),
            rule(r"\(", Token::Punctuation).push("paren"),
            rule(r"\[", Token::Punctuation).push("list"),
            rule(r"\{", Token::Punctuation).push("set"),
            rule(r"[:;,$]", Token::Punctuation),
            rule(r"\.\.\.|&&|\|\||[-+*/<>=!?.@]", Token::Operator),
        ],
    ),
    ("paren", &[rule(r"\)", Token::Punctuation).pop(), include("all")]),
    ("list", &[rule(r"\]", Token::Punctuation).pop(), include("all")]),
    ("set", &[rule(r"\}", Token::Punctuation).pop(), include("all")]),
    ("interpolation", &[rule(r"\}", Token::LiteralStringInterpol).pop(), include("all")]),
    ("comment", &[rule(r"\*/", Token::Comment).pop(), rule(r"[^*\n]+|\*", Token::Comment)]),
    (
        "string",
        &[
            rule(r#"""#, Token::LiteralStringDouble).pop(),
            rule(r"\$\$|\\[^\n]", Token::LiteralStringEscape),
            include("text"),
            rule(r#"[^"$\\\n]+|[$\\]"#, Token::LiteralStringDouble),
        ],
    ),
    ("text", &[rule(r"\$\{", Token::LiteralStringInterpol).push("interpolation")]),
    (
        "indented",
        &[
            rule(r"''(?:\$|'|\\[^\n])|\$\$", Token::LiteralStringEscape),
            rule(r"''", Token::LiteralStringDouble).pop(),
            include("text"),
            rule(r"[^'$\n]+|['$]", Token::LiteralStringDouble),
        ],
    ),
]);
