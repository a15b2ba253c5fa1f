//! The language of 1C:Enterprise, whose words are Russian and English.

use super::machine::{Found, Grammar, Machine, call, rule, word};
use super::small_table::{BSL_BUILTINS, BSL_KEYWORDS};
use crate::Token;
use crate::scan::Scan;

fn is_in(list: &str, text: &str) -> bool {
    let lower = text.to_lowercase();
    list.split_whitespace().any(|known| known == lower)
}

fn name(text: &[u8]) -> Token {
    let text = std::str::from_utf8(text).unwrap_or_default();
    if is_in(BSL_KEYWORDS, text) { Token::Keyword } else { Token::NameVariable }
}

/// A word before a parenthesis may be a function of the language, and takes the white space between them.
fn called(_: &mut Machine, scan: &mut Scan<'_>, found: &Found) {
    let (start, end) = found.group(1);
    let text = scan.text(start, end);
    if !is_in(BSL_KEYWORDS, text) && is_in(BSL_BUILTINS, text) {
        scan.emit_to(Token::NameBuiltin, found.group(2).1);
    } else {
        scan.emit_to(name(text.as_bytes()), end);
    }
}

/// 1C's tokens.
pub(super) static BSL: Grammar = Grammar::new(&[(
    "root",
    &[
        rule(r"\s+", Token::Text),
        rule(r"//[^\n]*", Token::CommentSingle),
        rule(r"[#&][^\n]*", Token::KeywordDeclaration),
        rule(r#""(?:""|[^"\n])*"?"#, Token::LiteralStringSingle),
        rule(r#"\|(?:""|[^"\n])*"?"#, Token::LiteralString),
        rule(r"'[^'\n]*'", Token::LiteralDate),
        call(r"([A-Za-zА-Яа-яЁё_][\wА-Яа-яЁё]*)(\s*)\(", called),
        word(r"[\wА-Яа-яЁё]+", name),
        rule(r"[-+*/=<>?.%]", Token::Operator),
        rule(r"[\[\](),;:]", Token::Punctuation),
    ],
)]);
