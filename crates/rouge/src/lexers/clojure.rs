//! Clojure.

use super::clojure_table::{BUILTINS, KEYWORDS};
use super::machine::{Grammar, Lists, lists, rule};
use crate::Token;

const WORDS: Lists = &[(KEYWORDS, Token::Keyword), (BUILTINS, Token::NameBuiltin)];
const NAME: &str = r"[\w!$%*+,<=>?/.-]+";

/// Clojure's tokens.
pub(super) static CLOJURE: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r";[^\n]*", Token::CommentSingle),
            rule(r"\s+", Token::TextWhitespace),
            rule(r"-?\d+\.\d+", Token::LiteralNumberFloat),
            rule(r"-?\d+", Token::LiteralNumberInteger),
            rule(r"0x-?[0-9A-Fa-f]+", Token::LiteralNumberHex),
            rule(r#""(?:\\.|[^"\\])*""#, Token::LiteralString),
            rule(r"'[\w!$%*+,<=>?/.#-]+", Token::LiteralStringSymbol),
            rule(r"\\(?:[a-z]{2,}|(?s:.))", Token::LiteralStringChar),
            rule(r"::?[\w!$%*+,<=>?/.#-]+", Token::NameConstant),
            rule(r"#\^|~@|[~#@`'^&]", Token::Operator),
            rule(r"[(]", Token::Punctuation).push("head"),
            lists(NAME, WORDS, Token::Name),
            rule(r"[\[\]{})]", Token::Punctuation),
        ],
    ),
    ("head", &[lists(NAME, WORDS, Token::NameFunction).pop(), super::machine::always().pop()]),
]);
