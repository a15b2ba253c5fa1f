//! Cypher, the query language of graphs.

use super::machine::{Found, Grammar, Lists, Machine, call, groups, lists_nocase, rule};
use super::small_table::{CYPHER_FUNCTIONS, CYPHER_KEYWORDS};
use crate::Token;
use crate::scan::Scan;

const WORDS: Lists = &[
    ("all and any contains exists has in none not or single xor", Token::OperatorWord),
    (CYPHER_KEYWORDS, Token::Keyword),
];

/// A word before a parenthesis, with the white space between them.
fn called(_: &mut Machine, scan: &mut Scan<'_>, found: &Found) {
    let (start, end) = found.group(1);
    let word = scan.text(start, end).to_ascii_lowercase();
    let is_in = |list: &str| list.split_whitespace().any(|known| known == word);
    let token = match WORDS.iter().find(|(list, _)| is_in(list)) {
        Some((_, token)) => *token,
        None if is_in(CYPHER_FUNCTIONS) => Token::NameFunction,
        None => Token::Name,
    };
    scan.emit_to(token, end);
    scan.emit_to(Token::TextWhitespace, found.group(2).1);
}

/// Cypher's tokens.
pub(super) static CYPHER: Grammar = Grammar::new(&[(
    "root",
    &[
        rule(r"\s+", Token::Text),
        rule(r"//[^\n]*", Token::CommentSingle),
        rule(r"/\*", Token::CommentMultiline).through("*/"),
        groups(
            r"([A-Za-z_]\w*)(:)(\s*)(\d+)",
            &[Token::NameLabel, Token::LiteralStringDelimiter, Token::TextWhitespace, Token::LiteralNumber],
        ),
        rule(r"[A-Za-z_]\w*:", Token::NameProperty),
        rule(r":[A-Za-z_]\w*", Token::NameClass),
        call(r"([A-Za-z_][\w]*)(\s*)\(", called),
        lists_nocase(r"[A-Za-z_$][\w.$]*", WORDS, Token::Name),
        rule(r#""(?:\\(?s:.)|[^"\\])*""#, Token::LiteralStringDouble),
        rule(r"'(?:\\(?s:.)|[^'\\])*'", Token::LiteralStringSingle),
        rule(r"`(?:\\(?s:.)|[^`\\])*`", Token::LiteralStringBacktick),
        groups(r"(\d+)(\.\.)(\d+)", &[Token::LiteralNumber, Token::Operator, Token::LiteralNumber]),
        rule(r"0x[0-9A-Fa-f]+", Token::LiteralNumberHex),
        rule(r"\d+(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)", Token::LiteralNumberFloat),
        rule(r"\d+", Token::LiteralNumberInteger),
        rule(r"[(){}\[\],;]", Token::LiteralStringSymbol),
        rule(r"[-+*/%^=<>!&|~.]", Token::Operator),
    ],
)]);
