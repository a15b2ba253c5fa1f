//! Common Lisp.

use super::common_lisp_table::{BUILTINS, CLASSES, KEYWORDS, TYPES};
use super::machine::{Grammar, groups, include, lists, rule};
use crate::Token;

const SYMBOL: &str =
    r"(?:\|[^|]*\||(?:\\.|[A-Za-z0-9!$%&*+\-/<=>?@\[\]^_{}~.])(?:\\.|[A-Za-z0-9!$%&*+\-/<=>?@\[\]^_{}~.#:])*)";

/// Common Lisp's tokens.
pub(super) static COMMON_LISP: Grammar = Grammar::new(&[
    ("root", &[include("form")]),
    (
        "comment",
        &[
            rule(r"\|#", Token::CommentMultiline).pop(),
            rule(r"#\|", Token::CommentMultiline).push("comment"),
            rule(r"[^#|]+|[#|]", Token::CommentMultiline),
        ],
    ),
    ("list", &[rule(r"\)", Token::Punctuation).pop(), include("form")]),
    (
        "form",
        &[
            rule(r"\s+", Token::Text),
            rule(r"#\|", Token::CommentMultiline).push("comment"),
            rule(r";[^\n]*", Token::CommentSingle),
            rule(r"#nil\b[^\n]*", Token::Comment),
            rule(r"\*[^\s()*'\x22;]+\*", Token::NameVariableGlobal),
            rule(r"[:][^\s()'\x22;]+|'[^\s()\x22;]*[^\s()\x22;']|'[^\s()\x22;']", Token::LiteralStringSymbol),
            rule(r"'", Token::Operator),
            rule(r"`", Token::Operator),
            rule(r"[-+]?\d+\.?", Token::LiteralNumberInteger).unless(r"[\w!$%&*+/<=>?@^~.-]"),
            rule(r"[-+]?\d+/\d+", Token::LiteralNumber).unless(r"[\w!$%&*+/<=>?@^~.-]"),
            rule(
                r"[-+]?(?:\d*\.\d+(?:[defslDEFSL][-+]?\d+)?|\d+(?:\.\d*)?[defslDEFSL][-+]?\d+)",
                Token::LiteralNumberFloat,
            )
            .unless(r"[\w!$%&*+/<=>?@^~.-]"),
            rule(r#""(?:\\.|[^"\\])*""#, Token::LiteralString),
            rule(r"#\\(?:[A-Za-z][\w-]+|(?s:.))", Token::LiteralStringChar),
            rule(r"#\(", Token::Operator).push("list"),
            rule(r"#\d+[=#]", Token::Operator),
            rule(r"#[bB][-+]?[01]+(?:/[01]+)?", Token::LiteralNumberBin),
            rule(r"#[oO][-+]?[0-7]+(?:/[0-7]+)?", Token::LiteralNumberOct),
            rule(r"#[xX][-+]?[0-9A-Fa-f]+", Token::LiteralNumberHex),
            groups(r"(#')", &[Token::NameFunction]),
            rule(r"#[cC]\(", Token::LiteralNumber).push("list"),
            rule(r"#[SsAaPp]", Token::LiteralStringOther),
            rule(r"#[.+-]|,@|,", Token::Operator),
            lists(
                SYMBOL,
                &[
                    (BUILTINS, Token::NameBuiltin),
                    (KEYWORDS, Token::Keyword),
                    (TYPES, Token::KeywordType),
                    (CLASSES, Token::NameClass),
                    ("t nil", Token::NameConstant),
                    (".", Token::Operator),
                ],
                Token::NameVariable,
            ),
            rule(r"\(", Token::Punctuation).push("list"),
            rule(r"#", Token::Operator),
        ],
    ),
]);
