//! The configuration of the Apache server.

use super::apache_table::DIRECTIVES;
use super::machine::{Grammar, groups, include, lists_nocase, rule};
use crate::Token;

const VALUES: &str = "add all allow always any append authconfig basic dbm default deny digest double email env error execcgi \
    expr fileinfo followsymlinks from full gone group host https includes includesnoexec indexes inherit int limit major \
    map merge minor multiviews never no none off on optional or order os permanent prg require rnd seeother set \
    symlinksifownermatch temp txt unlimited unset user";

/// Apache's tokens.
pub(super) static APACHE: Grammar = Grammar::new(&[
    (
        "root",
        &[
            include("blank"),
            groups(r"(</?)", &[Token::Punctuation]).push("section"),
            lists_nocase(r"\w+", &[(DIRECTIVES, Token::NameClass)], Token::Text).push("directive"),
            rule(r".", Token::Text),
        ],
    ),
    ("blank", &[rule(r"#[^\n]*", Token::Comment), rule(r"\s+", Token::Text)]),
    (
        "section",
        &[
            lists_nocase(r"\w+", &[(DIRECTIVES, Token::NameLabel)], Token::Text).goto("condition"),
            rule(r">\n?", Token::Punctuation).pop(),
            rule(r".", Token::Text).pop(),
        ],
    ),
    ("condition", &[rule(r">\n?", Token::Punctuation).pop(), rule(r"(?s)[^>]+", Token::LiteralStringRegex)]),
    (
        "directive",
        &[
            rule(r"\r?\n", Token::Text).pop(),
            include("blank"),
            lists_nocase(
                r"\S+",
                &[(VALUES, Token::LiteralStringSymbol), (DIRECTIVES, Token::LiteralStringSymbol)],
                Token::Text,
            ),
        ],
    ),
]);
