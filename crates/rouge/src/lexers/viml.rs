//! Vim's command language.

use super::machine::{Grammar, groups, lists, rule};
use super::viml_table::{COMMANDS, NAMES};
use crate::Token;

/// The tokens of Vim's command language.
pub(super) static VIML: Grammar = Grammar::new(&[(
    "root",
    &[
        groups(r#"([ \t]*)("[^\n]*)"#, &[Token::Text, Token::Comment]).bol(),
        rule(r"[ \t]*\\", Token::LiteralStringEscape).bol(),
        rule(r"[ \t]+|\n", Token::Text),
        rule(r#""(?:[^"\n\\]|\\[^\n])*""#, Token::LiteralStringDouble),
        rule(r"'[^'\n]*'", Token::LiteralStringSingle),
        rule(r"/(?:\\.|[^/\n\\])+/", Token::LiteralStringRegex),
        rule(r"[abgs]:\w+", Token::NameVariable),
        lists(r"[A-Za-z_]\w*", &[(COMMANDS, Token::Keyword), (NAMES, Token::NameBuiltin)], Token::Text),
        rule(r"-?\d+", Token::LiteralNumber),
        rule(r"[-=~!<>+,.:(){}\[\]|]", Token::Punctuation),
        rule(r".", Token::Text),
    ],
)]);
