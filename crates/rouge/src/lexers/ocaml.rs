//! OCaml.

use super::machine::{Grammar, Lists, Rule, always, groups, include, lists, rule};
use crate::Token;

const COMMON: &str = "as assert begin class constraint do done downto else end exception external for fun function \
    functor if in include inherit initializer lazy let module mutable new nonrec object of open rec sig struct then to try \
    type val virtual when while with";
const WORDS: Lists = &[
    ("match raise", Token::Keyword),
    (COMMON, Token::Keyword),
    ("and asr land lor lsl lxor mod or", Token::OperatorWord),
    ("array bool char float int list string unit", Token::KeywordType),
    ("true false", Token::NameBuiltinPseudo),
];

const NAME: &str = r"[a-z_][\w']*";

const ROOT: &[Rule] = &[
    rule(r"\s+", Token::Text),
    rule(r"\(\*", Token::Comment).push("comment"),
    rule(r"\(\)|\[\]", Token::NameBuiltinPseudo),
    rule(r"`[A-Za-z]\w*", Token::NameTag),
    groups(r"([A-Z][\w']*)(?:\s*\.)", &[Token::NameNamespace]).push("dotted"),
    rule(r"[A-Z][\w']*", Token::NameClass),
    lists(NAME, WORDS, Token::Name),
    rule(r"'(?:\\[\\\x22'ntbr ]|\\\d{3}|\\x[0-9A-Fa-f]{2}|[A-Za-z0-9._-])'", Token::LiteralStringChar).unless(r"\w"),
    rule(r"'", Token::Keyword),
    rule(r#"""#, Token::LiteralStringDouble).push("string"),
    rule(r"-?\d[\d_]*(?:\.[\d_]*)?[eE][+-]?\d[\d_]*", Token::LiteralNumberFloat),
    rule(r"0[xX][0-9A-Fa-f][0-9A-Fa-f_]*", Token::LiteralNumberHex),
    rule(r"0[oO][0-7][0-7_]*", Token::LiteralNumberOct),
    rule(r"0[bB][01][01_]*", Token::LiteralNumberBin),
    rule(r"\d[\d_]*", Token::LiteralNumberInteger),
    rule(r"[()\[\]{};]", Token::Punctuation),
    rule(r"[!$%&*+./:<=>?@^|~,#-]+", Token::Operator),
];

/// A comment of the ML family, in which others may stand.
pub(super) const NESTED_COMMENT: &[Rule] = &[
    rule(r"\(\*", Token::Comment).push("comment"),
    rule(r"\*\)", Token::Comment).pop(),
    rule(r"[^*(]+|[*(]", Token::Comment),
];

/// OCaml's tokens.
pub(super) static OCAML: Grammar = Grammar::new(&[
    ("root", ROOT),
    ("comment", NESTED_COMMENT),
    (
        "string",
        &[
            rule(r#"""#, Token::LiteralStringDouble).pop(),
            rule(r#"\\(?:[\\"'ntbr ]|\d{3}|x[0-9A-Fa-f]{2})"#, Token::LiteralStringEscape),
            rule(r#"[^"\\]+|\\"#, Token::LiteralStringDouble),
        ],
    ),
    // Behind a module's name.
    (
        "dotted",
        &[
            rule(r"\s+", Token::Text),
            rule(r"\.", Token::Punctuation),
            groups(r"([A-Z][\w']*)(?:\s*\.)", &[Token::NameNamespace]),
            rule(r"[A-Z][\w']*", Token::NameClass).pop(),
            rule(NAME, Token::Name).pop(),
            include("leave"),
        ],
    ),
    ("leave", &[always().pop()]),
]);
