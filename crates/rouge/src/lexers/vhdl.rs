//! VHDL.

use super::machine::{Grammar, lists_nocase, rule};
use super::vhdl_table::{KEYWORDS, TYPES};
use crate::Token;

/// VHDL's tokens.
pub(super) static VHDL: Grammar = Grammar::new(&[(
    "root",
    &[
        rule(r"\s+", Token::Text),
        rule(r"--[^\n]*", Token::CommentSingle),
        rule(r"'[^'\n]'", Token::LiteralStringChar),
        rule(r"'[A-Za-z]\w*", Token::NameAttribute),
        rule(r#"(?i:[box]?"[^"\n]*")"#, Token::LiteralStringSingle),
        rule(r"\d+", Token::LiteralNumberInteger),
        lists_nocase(
            r"[A-Za-z]\w*",
            &[
                ("abs and mod nand nor not or rem rol ror sla sll sra srl xnor xor", Token::OperatorWord),
                (KEYWORDS, Token::Keyword),
                (TYPES, Token::KeywordType),
                ("true false null", Token::NameBuiltin),
            ],
            Token::Name,
        ),
        rule(r"[-+*/=<>&#@?.]+", Token::Operator),
        rule(r"[();:,]", Token::Punctuation),
    ],
)]);
