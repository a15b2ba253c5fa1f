//! Verilog and SystemVerilog.

use super::machine::{Grammar, groups, lists, rule};
use super::verilog_table::{BUILTINS, KEYWORDS, TYPES};
use crate::Token;

/// Verilog's tokens.
pub(super) static VERILOG: Grammar = Grammar::new(&[
    (
        "root",
        &[
            groups(r"(\s+)((?:begin|default):)", &[Token::Text, Token::NameLabel]),
            rule(r"\s+", Token::Text),
            rule(r"//[^\n]*", Token::CommentSingle),
            rule(r"/\*", Token::CommentMultiline).through("*/"),
            rule(r"`[A-Za-z_]\w*", Token::CommentPreproc),
            rule(r#"""#, Token::LiteralString).push("string"),
            rule(r"\d*'[hH][0-9A-Fa-fxzXZ?_]+", Token::LiteralNumberHex),
            rule(r"\d*'[bB][01xzXZ?_]+|'[01xzXZ]", Token::LiteralNumberBin),
            rule(r"\d*'[dD][0-9_]+", Token::LiteralNumberInteger),
            rule(r"\d[\d_]*(?:\.\d[\d_]*(?:[eE][+-]?\d+)?|[eE][+-]?\d+)", Token::LiteralNumberFloat),
            rule(r"[\d_]+", Token::LiteralNumberInteger).unless(r"'"),
            rule(r"\d+", Token::LiteralNumberInteger),
            lists(
                r"[A-Za-z_]\w*",
                &[(KEYWORDS, Token::Keyword), (TYPES, Token::KeywordType), (BUILTINS, Token::NameBuiltin)],
                Token::Name,
            ),
            rule(r"@\*|[-+*/%&|^~!<>=?:@{}]+", Token::Operator),
            rule(r"[()\[\],;.$#]", Token::Punctuation),
        ],
    ),
    (
        "string",
        &[
            rule(r#"""#, Token::LiteralString).pop(),
            rule(r#"\\(?:[\\abfnrtv"']|x[0-9A-Fa-f]{2,4}|[0-7]{1,3})"#, Token::LiteralStringEscape),
            rule(r#"[^"\\]+|\\"#, Token::LiteralString),
        ],
    ),
]);
