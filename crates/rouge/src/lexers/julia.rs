//! Julia.

use super::julia_table::{BUILTINS, KEYWORDS, TYPES};
use super::machine::{Grammar, groups, include, lists, rule};
use crate::Token;

const NAME: &str = r"[\p{L}\p{Nl}\p{S}_&&[^\x00-\x40\x5b-\x5e\x60\x7b-\x7f≠≤≥÷×]][\w\p{L}\p{N}\p{S}′!&&[^\x22-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f≠≤≥÷×]]*";

/// Julia's tokens.
pub(super) static JULIA: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"\s+", Token::Text),
            rule(r"#=", Token::CommentMultiline).push("comment"),
            rule(r"#[^\n]*", Token::Comment),
            rule(r"0x[0-9A-Fa-f_]+", Token::LiteralNumberHex),
            rule(r"0o[0-7_]+", Token::LiteralNumberOct),
            rule(r"0b[01_]+", Token::LiteralNumberBin),
            rule(r"\d+(?:_\d+)*(?:\.\d*(?:_\d+)*(?:[eEf][+-]?\d+)?|[eEf][+-]?\d+)", Token::LiteralNumberFloat),
            rule(r"\d+(?:_\d+)*", Token::LiteralNumberInteger),
            groups(
                r"(function|macro)(\s+(?:[\w\p{L}\p{N}!]+\.)*[\w\p{L}\p{N}!]*)",
                &[Token::Keyword, Token::NameFunction],
            ),
            groups(
                r"(mutable struct|struct|abstract type|primitive type)(\s+[\w\p{L}\p{N}]+)",
                &[Token::Keyword, Token::NameClass],
            ),
            rule(r"@[\w\p{L}.!]+", Token::NameDecorator),
            rule(r"'(?:\\[xuU][0-9A-Fa-f]+|\\.|[^\\'\n])'", Token::LiteralStringChar),
            rule(r#"""""#, Token::LiteralString).push("triple"),
            rule(r#"""#, Token::LiteralString).push("string"),
            rule(r"`[^`]*`", Token::LiteralStringBacktick),
            lists(
                NAME,
                &[
                    (KEYWORDS, Token::Keyword),
                    ("const global local", Token::KeywordDeclaration),
                    (TYPES, Token::KeywordType),
                    (BUILTINS, Token::NameBuiltin),
                ],
                Token::Name,
            ),
            rule(r"[-+*/\\^%&|<>=!~?:.$≠≤≥÷×]+", Token::Operator),
            rule(r"[()\[\]{},;]", Token::Other),
        ],
    ),
    (
        "comment",
        &[
            rule(r"=#", Token::CommentMultiline).pop(),
            rule(r"#=", Token::CommentMultiline).push("comment"),
            rule(r"[^#=]+|[#=]", Token::CommentMultiline),
        ],
    ),
    ("triple", &[rule(r#"""""#, Token::LiteralString).pop(), include("text"), rule(r#"""#, Token::LiteralString)]),
    ("string", &[rule(r#"""#, Token::LiteralString).pop(), include("text")]),
    (
        "text",
        &[
            rule(r#"\\["ntbfrv0ae]"#, Token::LiteralStringEscape),
            rule(r"\$", Token::LiteralStringInterpol),
            rule(r#"[^"\\$]+|\\"#, Token::LiteralString),
        ],
    ),
]);
