//! Stata.

use super::machine::{Found, Grammar, Machine, call, lists, rule};
use super::small_table::{STATA_FUNCTIONS, STATA_KEYWORDS, STATA_RESERVED, STATA_TYPES};
use crate::Token;
use crate::scan::Scan;

/// The first word of a line, which a command takes with the blanks before it.
fn command(_: &mut Machine, scan: &mut Scan<'_>, found: &Found) {
    let (start, end) = found.group(2);
    let word = scan.text(start, end);
    let is_in = |list: &str| list.split_whitespace().any(|known| known == word);
    let token = if is_in(STATA_RESERVED) {
        Token::KeywordReserved
    } else if is_in(STATA_TYPES) {
        Token::KeywordType
    } else if is_in(STATA_KEYWORDS) {
        return scan.emit_to(Token::Keyword, end);
    } else if scan.at(end) == b'(' && is_in(STATA_FUNCTIONS) {
        Token::NameFunction
    } else {
        Token::Name
    };
    scan.emit_to(Token::TextWhitespace, start);
    scan.emit_to(token, end);
}

/// Stata's tokens.
pub(super) static STATA: Grammar = Grammar::new(&[(
    "root",
    &[
        rule(r"[ \t]*\*[^\n]*", Token::CommentSingle).bol(),
        rule(r"//[^\n]*", Token::CommentSingle),
        rule(r"/\*", Token::CommentMultiline).through("*/"),
        rule(r"#[^\n]*", Token::CommentPreproc).bol(),
        call(r"([ \t]*)([A-Za-z_]\w*)", command).bol(),
        rule(r"\n+", Token::Text),
        rule(r"[ \t\r]+", Token::TextWhitespace),
        rule(r#"`"[^\n]{0,200}?"'"#, Token::LiteralStringDouble),
        rule(r#""[^"\n]*""#, Token::LiteralStringDouble),
        rule(r"`[^'\n]{0,100}'", Token::LiteralStringDouble),
        rule(r"\$\{?\w+\}?", Token::NameVariable),
        lists(r"[A-Za-z_]\w*", &[(STATA_FUNCTIONS, Token::NameFunction)], Token::Name).ahead(r"\("),
        lists(
            r"[A-Za-z_]\w*",
            &[(STATA_RESERVED, Token::KeywordReserved), (STATA_TYPES, Token::KeywordType)],
            Token::Name,
        ),
        rule(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?", Token::LiteralNumber),
        rule(r"[,(){}\[\];]", Token::Punctuation),
        rule(r"[-+*/^=<>&|!~.#:'\\]", Token::Operator),
    ],
)]);
