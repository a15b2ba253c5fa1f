//! Headers of C modules for RISC OS.

use super::machine::{Grammar, rule};
use crate::Token;

/// The tokens.
pub(super) static CMHG: Grammar = Grammar::new(&[(
    "root",
    &[
        rule(r";[^\n]*", Token::Comment),
        rule(r"[a-z-]+:", Token::KeywordDeclaration),
        rule(r"[A-Za-z_]\w+", Token::NameEntity),
        rule(r#""[^"]*""#, Token::LiteralString),
        rule(r"0x[0-9A-Fa-f]+", Token::LiteralNumberHex),
        rule(r"\d+", Token::LiteralNumber),
        rule(r"[,/()]", Token::Punctuation),
        rule(r"[ \t\n]+", Token::Text),
    ],
)]);
