//! What the lax parser recognises in markup, each as a function from a position to where the piece ends.

use crate::unicode::{is_space, is_word};

/// Gives the position after white space.
pub(crate) fn skip_space(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = at;
    while bytes.get(at).is_some_and(|byte| is_space(char::from(*byte))) {
        at += 1;
    }
    at
}

/// Gives the end of a quoted string at a position, if one begins there and is closed.
pub(crate) fn quoted(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let quote = *bytes.get(at)?;
    if quote != b'\'' && quote != b'"' {
        return None;
    }
    memchr::memchr(quote, &bytes[at + 1..]).map(|found| at + 1 + found + 1)
}

/// Gives the end of a fragment at a position: a quoted string alone, or a run of characters other than white space,
/// comma, bar and quotes, in which quoted strings may be embedded.
pub(crate) fn quoted_fragment(text: &str, at: usize) -> Option<usize> {
    if let Some(end) = quoted(text, at) {
        return Some(end);
    }
    let bytes = text.as_bytes();
    let mut end = at;
    while let Some(&byte) = bytes.get(end) {
        match byte {
            b'\'' | b'"' => match quoted(text, end) {
                Some(after) => end = after,
                None => break,
            },
            b' ' | b'\t' | b'\n' | 0x0b | 0x0c | b'\r' | b',' | b'|' => break,
            _ => end += 1,
        }
    }
    (end > at).then_some(end)
}

/// Finds the first fragment from a position on.
pub(crate) fn find_fragment(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    while at < text.len() {
        if text.is_char_boundary(at)
            && let Some(end) = quoted_fragment(text, at)
        {
            return Some((at, end));
        }
        at += 1;
    }
    None
}

/// Gives the end of a run of word characters, if there is one at the position.
pub(crate) fn word(text: &str, at: usize) -> Option<usize> {
    let length = text.as_bytes()[at..].iter().take_while(|byte| is_word(**byte)).count();
    (length > 0).then_some(at + length)
}

/// Gives the end of a run of word characters and hyphens, if there is one at the position.
pub(crate) fn name(text: &str, at: usize) -> Option<usize> {
    let length = text.as_bytes()[at..].iter().take_while(|byte| is_word(**byte) || **byte == b'-').count();
    (length > 0).then_some(at + length)
}

/// Finds all `key: fragment` pairs in markup.
pub(crate) fn attributes(markup: &str) -> Vec<(&str, &str)> {
    let mut pairs = Vec::new();
    let mut at = 0;
    while at < markup.len() {
        let Some(end) = word(markup, at) else {
            at += 1;
            continue;
        };
        let colon = skip_space(markup, end);
        if markup[colon..].starts_with(':') {
            let value = skip_space(markup, colon + 1);
            if let Some(value_end) = quoted_fragment(markup, value) {
                pairs.push((&markup[at..end], &markup[value..value_end]));
                at = value_end;
                continue;
            }
        }
        at = end;
    }
    pairs
}
