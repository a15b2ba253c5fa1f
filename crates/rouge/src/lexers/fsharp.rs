//! F#.

use super::machine::{Grammar, lists, rule, word};
use super::ocaml::NESTED_COMMENT;
use super::small_table::FSHARP_KEYWORDS;
use crate::Token;

/// What of a run of signs is part of the language.
const SIGNS: &str = "# & && ( ) * , - -> . .. : :: := :> ; ;; < <- <> <| = > >] ? ?? [ [< [> [| ] _ { | |> |] } ~";

fn sign(text: &[u8]) -> Token {
    match text {
        b"()" | b"[]" => Token::NameBuiltinPseudo,
        _ if SIGNS.split(' ').any(|known| known.as_bytes() == text) => Token::Punctuation,
        _ => Token::Operator,
    }
}

/// F#'s tokens.
pub(super) static FSHARP: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"\s+", Token::Text),
            rule(r"(?:true|false)\b", Token::NameBuiltinPseudo),
            rule(r"[A-Z][\w']*", Token::NameNamespace).ahead(r"\s*\."),
            rule(r"[A-Z][\w']*", Token::NameClass),
            rule(r"\(\*", Token::Comment).unless(r"\)").push("comment"),
            rule(r"//[^\n]*", Token::CommentSingle),
            lists(
                r"[a-z][\w']*",
                &[
                    (FSHARP_KEYWORDS, Token::Keyword),
                    ("array bool char float int list string unit", Token::KeywordType),
                    ("asr land lor lsl lxor mod", Token::OperatorWord),
                ],
                Token::Name,
            ),
            rule(r"``[^`\n]+``", Token::Name),
            word(r"[\[\](){};,|!$%&*+./:<=>?@^~#_-]+", sign),
            rule(r"\d[\d_]*(?:\.[\d_]*)?[eE][+-]?\d[\d_]*", Token::LiteralNumberFloat),
            rule(r"0[xX][0-9A-Fa-f][0-9A-Fa-f_]*", Token::LiteralNumberHex),
            rule(r"0[oO][0-7][0-7_]*", Token::LiteralNumberOct),
            rule(r"0[bB][01][01_]*", Token::LiteralNumberBin),
            rule(r"\d[\d_]*", Token::LiteralNumberInteger),
            rule(r#"'\\(?:[\\"'ntbr]|\d{3}|x[0-9A-Fa-f]{2})'"#, Token::LiteralStringChar),
            rule(r"'", Token::Keyword),
            rule(r#"""#, Token::LiteralStringDouble).push("string"),
        ],
    ),
    ("comment", NESTED_COMMENT),
    (
        "string",
        &[
            rule(r#"""#, Token::LiteralStringDouble).pop(),
            rule(r#"\\(?:[\\"'ntbr]|\d{3}|x[0-9A-Fa-f]{2})"#, Token::LiteralStringEscape),
            rule(r#"[^"\\]+"#, Token::LiteralStringDouble),
        ],
    ),
]);
