//! The strict parser's tokens.

use crate::error::{Error, Result};
use crate::unicode::is_space;

/// What a token of markup is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Id,
    Number,
    Str,
    Comparison,
    DotDot,
    Pipe,
    Dot,
    Colon,
    Comma,
    OpenSquare,
    CloseSquare,
    OpenRound,
    CloseRound,
    Question,
    Dash,
    End,
}

impl Kind {
    /// Gives the name that error texts use.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Number => "number",
            Self::Str => "string",
            Self::Comparison => "comparison",
            Self::DotDot => "dotdot",
            Self::Pipe => "pipe",
            Self::Dot => "dot",
            Self::Colon => "colon",
            Self::Comma => "comma",
            Self::OpenSquare => "open_square",
            Self::CloseSquare => "close_square",
            Self::OpenRound => "open_round",
            Self::CloseRound => "close_round",
            Self::Question => "question",
            Self::Dash => "dash",
            Self::End => "end_of_string",
        }
    }
}

/// Cuts markup into tokens with their text, the last being [`Kind::End`].
pub(crate) fn lex(markup: &str) -> Result<Vec<(Kind, &str)>> {
    let bytes = markup.as_bytes();
    let mut tokens = Vec::with_capacity(8);
    let mut at = 0;
    loop {
        at = super::skip_space(markup, at);
        if at >= bytes.len() {
            break;
        }
        let (kind, length) = token(&bytes[at..]).ok_or_else(|| {
            let c = markup[at..].chars().next().unwrap_or_default();
            Error::syntax(format!("Unexpected character {c}"))
        })?;
        tokens.push((kind, &markup[at..at + length]));
        at += length;
    }
    tokens.push((Kind::End, ""));
    Ok(tokens)
}

fn token(rest: &[u8]) -> Option<(Kind, usize)> {
    let second = rest.get(1).copied();
    Some(match rest[0] {
        b'=' if second == Some(b'=') => (Kind::Comparison, 2),
        b'!' if second == Some(b'=') => (Kind::Comparison, 2),
        b'<' if matches!(second, Some(b'=' | b'>')) => (Kind::Comparison, 2),
        b'>' if second == Some(b'=') => (Kind::Comparison, 2),
        b'<' | b'>' => (Kind::Comparison, 1),
        quote @ (b'\'' | b'"') => (Kind::Str, memchr::memchr(quote, &rest[1..])? + 2),
        b'0'..=b'9' => (Kind::Number, number(rest)),
        b'-' if second.is_some_and(|byte| byte.is_ascii_digit()) => (Kind::Number, 1 + number(&rest[1..])),
        b'a'..=b'z' | b'A'..=b'Z' | b'_' => word(rest),
        b'.' if second == Some(b'.') => (Kind::DotDot, 2),
        b'|' => (Kind::Pipe, 1),
        b'.' => (Kind::Dot, 1),
        b':' => (Kind::Colon, 1),
        b',' => (Kind::Comma, 1),
        b'[' => (Kind::OpenSquare, 1),
        b']' => (Kind::CloseSquare, 1),
        b'(' => (Kind::OpenRound, 1),
        b')' => (Kind::CloseRound, 1),
        b'?' => (Kind::Question, 1),
        b'-' => (Kind::Dash, 1),
        _ => return None,
    })
}

fn digits(rest: &[u8]) -> usize {
    rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

fn number(rest: &[u8]) -> usize {
    let whole = digits(rest);
    let fraction = if rest.get(whole) == Some(&b'.') { digits(&rest[whole + 1..]) } else { 0 };
    if fraction > 0 { whole + 1 + fraction } else { whole }
}

/// A name; `contains` before white space is an operator, however the word goes on before it is looked at.
fn word(rest: &[u8]) -> (Kind, usize) {
    const CONTAINS: &[u8] = b"contains";
    if rest.starts_with(CONTAINS) && rest.get(CONTAINS.len()).is_some_and(|byte| is_space(char::from(*byte))) {
        return (Kind::Comparison, CONTAINS.len());
    }
    let mut length = rest.iter().take_while(|byte| crate::unicode::is_word(**byte) || **byte == b'-').count();
    if rest.get(length) == Some(&b'?') {
        length += 1;
    }
    (Kind::Id, length)
}
