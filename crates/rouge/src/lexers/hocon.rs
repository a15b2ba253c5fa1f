//! HOCON, the configuration language.

use super::machine::{Grammar, groups, include, rule};
use crate::Token;

/// HOCON's tokens.
pub(super) static HOCON: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"\s+", Token::TextWhitespace),
            rule(r"(?://|#)[^\n]*", Token::CommentSingle),
            groups(r#"("[^"\n]*"|[A-Za-z][\w.-]*)(?:\s*(?:\+?=|:|\{))"#, &[Token::NameLabel]),
            rule(r"(?:true|false|null)\b", Token::KeywordConstant),
            rule(r#"""""#, Token::LiteralStringDouble).through(r#"""""#),
            rule(r#"""#, Token::LiteralStringDouble).push("string"),
            rule(r"\$\{\??", Token::LiteralStringInterpol).push("substitution"),
            rule(r"-?\d+\.\d+(?:[eE][+-]?\d+)?", Token::LiteralNumberFloat).unless(r"[\w.]"),
            rule(r"-?\d+", Token::LiteralNumberInteger).unless(r"[\w.]"),
            rule(r"[{}\[\],:=+()]", Token::Punctuation),
            rule(r#"[^\s$"{}\[\]:=,+#`^?!@*&\\()]+"#, Token::Literal),
        ],
    ),
    (
        "string",
        &[
            rule(r#"""#, Token::LiteralStringDouble).pop(),
            rule(r#"\\(?:[\\"/bfnrt]|u[0-9A-Fa-f]{4})"#, Token::LiteralStringEscape),
            rule(r"\$\{\??", Token::LiteralStringInterpol).push("substitution"),
            rule(r#"[^"\\$]+|[\\$]"#, Token::LiteralStringDouble),
        ],
    ),
    ("substitution", &[rule(r"\}", Token::LiteralStringInterpol).pop(), include("name")]),
    ("name", &[rule(r"[^}\s]+", Token::NameVariable), rule(r"\s+", Token::TextWhitespace)]),
]);
