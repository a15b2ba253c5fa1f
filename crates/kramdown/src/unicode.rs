//! Character classes as Ruby's regular expressions have them.

use crate::unicode_table::{ALNUM, ALPHA, WORD};
use std::borrow::Cow;

fn within(table: &[(u32, u32)], c: char) -> bool {
    let code = c as u32;
    let after = table.partition_point(|(first, _)| *first <= code);
    after > 0 && code <= table[after - 1].1
}

/// `[[:alpha:]]`
pub(crate) fn is_alpha(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { within(ALPHA, c) }
}

/// `[[:alnum:]]`
pub(crate) fn is_alnum(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { within(ALNUM, c) }
}

/// `\p{Word}`, also what `\b` looks at.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || c == '_' } else { within(WORD, c) }
}

/// `\w`, which is ASCII.
pub(crate) fn is_ascii_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_'
}

/// `\s`, which is ASCII.
pub(crate) fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | 0x0b | 0x0c | b'\r')
}

/// What `String#rstrip` takes away: blanks and NUL.
pub(crate) fn rstrip(text: &str) -> &str {
    text.trim_end_matches(|c: char| c == '\0' || (c.is_ascii() && is_space(c as u8)))
}

/// What `String#lstrip` takes away: blanks and NUL.
pub(crate) fn lstrip(text: &str) -> &str {
    text.trim_start_matches(|c: char| c == '\0' || (c.is_ascii() && is_space(c as u8)))
}

/// `String#strip`.
pub(crate) fn strip(text: &str) -> &str {
    lstrip(rstrip(text))
}

/// `String#downcase`: letter by letter, so that a final sigma is no exception.
pub(crate) fn downcase(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        Cow::Borrowed(text)
    } else if text.is_ascii() {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        text.chars().flat_map(char::to_lowercase).collect()
    }
}
