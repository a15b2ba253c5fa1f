//! AppleScript.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::applescript_table::PHRASES;
use super::machine::{Found, Grammar, Machine, call, groups, rule};
use crate::Token;
use crate::scan::{Scan, is_word};

/// AppleScript's tokens.
pub(super) static APPLESCRIPT: Grammar = Grammar::new(&[(
    "root",
    &[
        groups(r"(in|on|script|to)(\s+)", &[Token::Keyword, Token::Text]).bol(),
        rule(r"\s+", Token::TextWhitespace),
        rule(r"¬\n", Token::LiteralStringEscape),
        rule(r"'s\s+", Token::Text),
        rule(r"(?:--|#)[^\n]*", Token::CommentSingle),
        rule(r"\(\*", Token::CommentMultiline),
        rule(r"[(){}!,.:]", Token::Punctuation),
        groups("(«)([^»]+)(»)", &[Token::Text, Token::NameBuiltin, Token::Text]),
        groups(
            r"((?:considering|ignoring)\s+)(application responses|case|diacriticals|hyphens|numeric strings|punctuation|white space)",
            &[Token::Keyword, Token::NameBuiltin],
        ),
        groups(
            r"(as )((?:alias|boolean|class|constant|date|file|integer|list|number|POSIX file|real|record|reference|RGB color|script|text) |(?:text|unit types|Unicode text|string)\b)",
            &[Token::Keyword, Token::NameClass],
        ),
        rule(r"[-+*/÷^&=≠<>≤≥]", Token::Operator),
        rule(r"\d+(?:st|nd|rd|th)\b", Token::NameBuiltin),
        rule(r#""(?:\\\\|\\"|[^"])*""#, Token::LiteralStringDouble),
        call(r"[A-Za-z]\w*", phrase),
        rule(r"\d+\.\d*(?:E[-+]\d+)?", Token::LiteralNumberFloat),
        rule(r"\d+", Token::LiteralNumberInteger),
    ],
)]);

/// The phrases by their first word, longer ones first.
fn phrases() -> &'static HashMap<&'static [u8], Vec<(&'static [u8], Token)>> {
    static MAP: OnceLock<HashMap<&'static [u8], Vec<(&'static [u8], Token)>>> = OnceLock::new();
    MAP.get_or_init(|| {
        let mut map: HashMap<&[u8], Vec<(&[u8], Token)>> = HashMap::new();
        for (phrases, token) in PHRASES {
            for phrase in phrases.split(',').map(str::as_bytes) {
                let first = phrase.split(|byte| !is_word(*byte)).next().unwrap_or_default();
                map.entry(first).or_default().push((phrase, *token));
            }
        }
        map.values_mut().for_each(|list| list.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len())));
        map
    })
}

/// Gives the longest phrase that begins here its token; a word that begins none is a name.
fn phrase(_: &mut Machine, scan: &mut Scan<'_>, found: &Found) {
    let ends = |end: usize| !is_word(scan.at(end)) && !scan.letter_at(end);
    let known = phrases().get(scan.slice(found.start, found.end)).and_then(|list| {
        list.iter().find(|(phrase, _)| scan.starts_at(found.start, phrase) && ends(found.start + phrase.len()))
    });
    match known {
        Some((phrase, token)) => scan.emit(*token, phrase.len()),
        None if ends(found.end) => scan.emit_to(Token::NameVariable, found.end),
        None => scan.emit_to(Token::Error, found.end),
    }
}
