//! AWK.

use super::machine::{Grammar, always, lists, rule};
use crate::Token;

/// AWK's tokens.
pub(super) static AWK: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"\s+", Token::Text),
            rule(r"#[^\n]*", Token::CommentSingle),
            rule(r"/(?:\\[^\n]|[^/\\\n])+/", Token::LiteralStringRegex).push("behind"),
            rule(r#""(?:\\(?s:.)|[^"\\])*""#, Token::LiteralStringDouble).push("behind"),
            rule(r"\$[\w$]*", Token::NameVariable).push("behind"),
            rule(r"(?:BEGIN|END)\b", Token::KeywordReserved),
            rule(r"function\b", Token::KeywordDeclaration),
            rule(r"in\b", Token::Operator),
            rule(
                r"(?:break|continue|delete|do|else|exit|for|getline|if|nextfile|next|printf|print|return|while)\b",
                Token::Keyword,
            ),
            lists(
                r"[A-Za-z_]\w*",
                &[
                    ("ARGC ARGV CONVFMT ENVIRON FILENAME FNR FS NF NR OFMT OFS ORS RS SUBSEP", Token::KeywordConstant),
                    (
                        "atan2 cos exp gsub index int length log match rand sin split sprintf sqrt srand sub substr \
                         system tolower toupper",
                        Token::NameBuiltin,
                    ),
                ],
                Token::NameOther,
            )
            .push("behind"),
            rule(r"\d+\.\d+", Token::LiteralNumberFloat).push("behind"),
            rule(r"\d+", Token::LiteralNumberInteger).push("behind"),
            rule(r"[)\]]", Token::Punctuation).push("behind"),
            rule(r"[({}\[,;?:.]", Token::Punctuation),
            rule(r"[-+*/%^!=<>&|~]", Token::Operator),
        ],
    ),
    // Behind an operand, where a slash divides.
    (
        "behind",
        &[
            rule(r"[ \t]+", Token::Text),
            rule(r"[\\'@`\u{80}-\u{10ffff}]", Token::Error),
            rule(r"/", Token::Operator).pop(),
            always().pop(),
        ],
    ),
]);
