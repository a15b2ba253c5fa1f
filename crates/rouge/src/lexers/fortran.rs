//! Fortran in free form.

use super::fortran_table::{BUILTINS, KEYWORDS, TYPES};
use super::machine::{Grammar, groups, lists_nocase, rule};
use crate::Token;

/// Fortran's tokens.
pub(super) static FORTRAN: Grammar = Grammar::new(&[
    (
        "root",
        &[
            groups(r"(\d+)(?:[^\n]*)", &[Token::NameLabel]).bol(),
            rule(r"#[^\n]*", Token::CommentPreproc).bol(),
            rule(r"\s+", Token::TextWhitespace),
            rule(r"![^\n]*", Token::CommentSingle),
            groups(r"(?i)(format)(\s*)(\()", &[Token::Keyword, Token::TextWhitespace, Token::Punctuation])
                .push("format"),
            rule(r"(?i:error\s+stop)\b", Token::Keyword),
            rule(r"(?i:double\s+(?:precision|complex))\b", Token::KeywordType),
            rule(r#"(?i:b'[01]*'|b"[01]*")"#, Token::LiteralNumberBin),
            rule(r#"(?i:o'[0-7]*'|o"[0-7]*")"#, Token::LiteralNumberOct),
            rule(r#"(?i:z'[0-9a-f]*'|z"[0-9a-f]*")"#, Token::LiteralNumberHex),
            rule(
                r"[+-]?(?:\d+\.\d*|\.\d+)(?:[eEdD][+-]?\d+)?(?:_[A-Za-z0-9]\w*)?|[+-]?\d+[eEdD][+-]?\d+(?:_[A-Za-z0-9]\w*)?",
                Token::LiteralNumberFloat,
            ),
            rule(r"[+-]?\d+(?:_[A-Za-z0-9]\w*)?", Token::LiteralNumberInteger),
            rule(r"(?i:\.(?:true|false)\.(?:_[a-z]\w*|_\d+)?)", Token::KeywordConstant),
            rule(r"\.[A-Za-z]+\.", Token::OperatorWord),
            lists_nocase(
                r"[A-Za-z]\w*",
                &[(KEYWORDS, Token::Keyword), (TYPES, Token::KeywordType), (BUILTINS, Token::NameBuiltin)],
                Token::Name,
            ),
            rule(r"'", Token::LiteralStringSingle).push("single"),
            rule(r#"""#, Token::LiteralStringDouble).push("double"),
            rule(r"\*\*|=>|==|<=|>=|=\*|[-+*=<>%]", Token::Operator),
            rule(r"//|\(/|/\)|::|[(),:;&/\[\]]", Token::Punctuation),
        ],
    ),
    (
        "single",
        &[
            rule(r"''", Token::LiteralStringEscape),
            rule(r"'", Token::LiteralStringSingle).pop(),
            rule(r"[^']+", Token::LiteralStringSingle),
        ],
    ),
    (
        "double",
        &[
            rule(r#""""#, Token::LiteralStringEscape),
            rule(r#"""#, Token::LiteralStringDouble).pop(),
            rule(r#"[^"]+"#, Token::LiteralStringDouble),
        ],
    ),
    (
        "format",
        &[
            rule(r"\s+", Token::TextWhitespace),
            rule(r"'", Token::LiteralStringSingle).push("single"),
            rule(r#"""#, Token::LiteralStringDouble).push("double"),
            rule(r"\(", Token::Punctuation).again(),
            rule(r"\)", Token::Punctuation).pop(),
            rule(r"[,&]", Token::Punctuation),
            rule(r#"[^\s'"(),&]+"#, Token::Literal),
        ],
    ),
]);
