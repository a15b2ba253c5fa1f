//! Configuration files of no language in particular.

use super::machine::{Grammar, rule};
use crate::Token;

/// The tokens.
pub(super) static CONF: Grammar = Grammar::new(&[(
    "root",
    &[
        rule(r"#[^\n]*\n?", Token::Comment),
        rule(r#""[^"\n]*""#, Token::LiteralStringDouble),
        rule(r"'[^'\n]*'", Token::LiteralStringSingle),
        rule(r"[A-Za-z]\w*", Token::Name),
        rule(r"\d+", Token::LiteralNumber),
        rule(r#"[^\dA-Za-z"'#]"#, Token::Text),
    ],
)]);
