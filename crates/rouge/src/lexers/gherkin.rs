//! Gherkin, with the keywords of English and some neighbours.

use super::machine::{Grammar, groups, include, lists, rule};
use crate::Token;

const STEP: &str = r"(?:Given|When|Then|And|But|\*)\s";

/// Gherkin's tokens.
pub(super) static GHERKIN: Grammar = Grammar::new(&[
    ("root", &[include("basic"), include("element"), rule(r"\S+", Token::Error)]),
    (
        "basic",
        &[
            rule(r"#[^\n]*", Token::Comment),
            rule(r"\s+", Token::Text).unless("#"),
            rule(r"\s+", Token::Text),
            rule(r"@\S+", Token::NameTag),
        ],
    ),
    (
        "element",
        &[
            groups(r"(Feature|Funktion|功能|Business Need|Ability)(:)", &[Token::KeywordDeclaration, Token::Punctuation])
                .push("description"),
            groups(
                r"(Background|Scenario Outline|Scenario Template|Scenario|Rule|Example|场景)(:)",
                &[Token::KeywordNamespace, Token::Punctuation],
            )
            .push("description"),
            groups(r"(Examples|Scenarios)(:)", &[Token::NameNamespace, Token::Punctuation]).push("examples"),
            rule(STEP, Token::NameFunction).push("step"),
        ],
    ),
    (
        "description",
        &[
            rule(r"\s*\n\s*", Token::Text).ahead(r"@|#|(?:Background|Scenario Outline|Scenario Template|Scenario|Rule|Examples|Scenarios|Example|Feature|场景):|(?:Given|When|Then|And|But|\*)\s").pop(),
            rule(r"[^\n]+|\n[^\S\n]*", Token::Text),
        ],
    ),
    (
        "step",
        &[
            groups(r"(\s*\n\s*)()", &[Token::Text]).goto("behind"),
            rule(r#""[^"\n]*""#, Token::LiteralString),
            rule(r"<[^>\n]*>", Token::NameVariable),
            rule(r#"[^\n"<]+|["<]"#, Token::Text),
        ],
    ),
    (
        "behind",
        &[
            rule(r#"""""#, Token::LiteralString).through(r#"""""#),
            groups(r"(\|)", &[Token::Punctuation]).push("head"),
            rule(r"#[^\n]*", Token::Comment),
            rule(r"@\S+", Token::NameTag).reset(),
            rule(r"\s+", Token::Text),
            include("element"),
            rule(r"\S+", Token::Name),
        ],
    ),
    (
        "head",
        &[
            rule(r"\n\s*", Token::Text).ahead(r"\|").goto("rows"),
            rule(r"\n", Token::Text).pop(),
            rule(r"\|", Token::Punctuation),
            rule(r"[^\S\n]+", Token::Text),
            lists(r"[^|\s]+", &[], Token::NameVariable),
        ],
    ),
    (
        "rows",
        &[
            rule(r"\n\s*", Token::Text).ahead(r"\|"),
            rule(r"\n", Token::Text).pop(),
            rule(r"\|", Token::Punctuation),
            rule(r"[^\S\n]+", Token::Text),
            rule(r"[^|\s]+", Token::Name),
        ],
    ),
    (
        "examples",
        &[
            groups(r"(\|)", &[Token::Punctuation]).goto("head"),
            rule(r"\s*\n\s*", Token::Text),
            rule(r"[^\n|]+", Token::Text),
        ],
    ),
]);
