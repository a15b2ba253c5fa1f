//! Handlebars and Mustache templates.

use super::machine::{Found, Grammar, Machine, call, groups, include, rule};
use crate::Token;
use crate::scan::Scan;

/// Text up to the next mustache goes to HTML's lexer.
fn html(machine: &mut Machine, scan: &mut Scan<'_>, found: &Found) {
    machine.delegate(scan, "html", found.end);
}

/// The tokens of Handlebars.
pub(super) static HANDLEBARS: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"\{\{!--", Token::Comment).through("}}"),
            rule(r"\{\{!", Token::Comment).through("}}"),
            rule(r"\{\{~?(?:else|\^)\}\}", Token::Keyword),
            rule(r"\{\{\{~?", Token::Keyword).push("triple"),
            groups(r"(\{\{~?[#/])(\s*)(if|else|unless)\b", &[Token::Keyword, Token::Text, Token::Keyword])
                .push("mustache"),
            groups(r"(\{\{~?[#/])(\s*)([\w-]+)", &[Token::Keyword, Token::Text, Token::NameNamespace]).push("mustache"),
            groups(r"(\{\{~?)(else)\b", &[Token::Keyword, Token::Keyword]).push("mustache"),
            rule(r"\{\{~?[>&^]?", Token::Keyword).push("mustache"),
            call(r"(?:\\\{\{\{?[^}]*\}?|[^{\\]|\{(?:[^{]|$)|\\)+", html),
        ],
    ),
    ("triple", &[rule(r"~?\}\}\}", Token::Keyword).pop(), include("inside")]),
    ("mustache", &[rule(r"~?\}\}", Token::Keyword).pop(), include("inside")]),
    (
        "inside",
        &[
            rule(r"\s+", Token::Text),
            rule(r"(?:true|false)\b", Token::KeywordConstant),
            rule(r"this\b", Token::NameBuiltinPseudo),
            rule(r"@[\w-]+", Token::NameAttribute),
            rule(r#""(?:\\.|[^"\\])*""#, Token::LiteralStringDouble),
            rule(r"'(?:\\.|[^'\\])*'", Token::LiteralStringSingle),
            rule(r"\.\.", Token::NameVariable),
            rule(r"[./\[\]|()]", Token::Punctuation),
            rule(r"=", Token::Operator),
            rule(r"[\w-]+", Token::NameVariable),
        ],
    ),
]);
