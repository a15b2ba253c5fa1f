//! SPARQL, and Turtle, whose triples it asks for.

use super::machine::{Grammar, always, groups, lists_nocase, rule};
use super::small_table::{SPARQL_BUILTINS, SPARQL_KEYWORDS};
use crate::Token;

/// SPARQL's tokens.
pub(super) static SPARQL: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"\s+", Token::TextWhitespace),
            rule(r"#[^\n]*", Token::CommentSingle),
            rule(r#"""""#, Token::LiteralStringDouble).through(r#"""""#).push("tag"),
            rule(r#"""#, Token::LiteralStringDouble).push("double"),
            rule(r"'", Token::LiteralStringSingle).push("single"),
            rule(r"<[^>\n]*>", Token::NameNamespace),
            rule(r"[?$][\w\u{80}-\u{10ffff}]+", Token::NameVariable),
            groups(
                r"([A-Za-z_][\w-]*)(:)([\w\u{80}-\u{10ffff}-]+)?",
                &[Token::NameNamespace, Token::Operator, Token::LiteralStringSymbol],
            ),
            groups(r"(:)([\w\u{80}-\u{10ffff}-]+)?", &[Token::Operator, Token::LiteralStringSymbol]),
            rule(r"a\b", Token::Keyword),
            rule(r"(?i:true|false)\b", Token::KeywordConstant),
            lists_nocase(
                r"[A-Za-z]\w*",
                &[(SPARQL_KEYWORDS, Token::Keyword), (SPARQL_BUILTINS, Token::NameBuiltin)],
                Token::Error,
            ),
            rule(r"[+-]?\d+\.\d*(?:[eE][+-]?\d+)?", Token::LiteralNumberFloat),
            rule(r"[+-]?\d+", Token::LiteralNumberInteger),
            rule(r"[=(){}\[\].;,]", Token::Punctuation),
            rule(r"&&|\|\||\^\^|[!*/+<>]", Token::Operator),
        ],
    ),
    ("tag", &[groups(r"(@)([\w-]+)", &[Token::Operator, Token::NameProperty]).pop(), always().pop()]),
    (
        "double",
        &[
            rule(r#"""#, Token::LiteralStringDouble).goto("tag"),
            rule(r"\\(?s:.)", Token::LiteralStringEscape),
            rule(r#"[^"\\]+"#, Token::LiteralStringDouble),
        ],
    ),
    (
        "single",
        &[
            rule(r"'", Token::LiteralStringSingle).goto("tag"),
            rule(r"\\(?s:.)", Token::LiteralStringEscape),
            rule(r"[^'\\]+", Token::LiteralStringSingle),
        ],
    ),
]);

/// Turtle's tokens.
pub(super) static TURTLE: Grammar = Grammar::new(&[(
    "root",
    &[
        rule(r"\s+", Token::TextWhitespace),
        rule(r"@(?:prefix|base)\b|(?:PREFIX|BASE|GRAPH)\b", Token::KeywordDeclaration),
        rule(r"#[^\n]*", Token::CommentSingle),
        rule(r"(?:true|false)\b", Token::KeywordConstant),
        rule(r"a\b", Token::Keyword),
        rule(r"<[^>]*>", Token::NameLabel),
        rule(r#"""""#, Token::LiteralString).through(r#"""""#),
        rule(r"'''", Token::LiteralString).through("'''"),
        rule(r#""(?:\\(?s:.)|[^"\\])*"|'(?:\\(?s:.)|[^'\\])*'"#, Token::LiteralString),
        rule(r"@[A-Za-z][\w-]*", Token::NameAttribute),
        rule(r"[+-]?\d+\.\d+", Token::LiteralNumberFloat),
        rule(r"[+-]?\d+", Token::LiteralNumberInteger),
        rule(r"\^\^|[.,;()\[\]{}]", Token::Punctuation),
        rule(r"[\w-]*:", Token::NameNamespace),
        rule(r#"[^\s:;<>#@"'().,\[\]{}^]+"#, Token::Name),
    ],
)]);
