//! The questions about characters that Ruby answers and Rust's standard library does not.

/// Says whether Ruby's `inspect` shows the character as it is.
pub(crate) fn is_printable(c: char) -> bool {
    // Rust's own escaping knows Unicode's unprintable characters, but also escapes quotes and combining marks.
    if c.is_ascii() {
        return (' '..='~').contains(&c);
    }
    if c == '\u{a0}' || (c.is_whitespace() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{85}')) {
        return true;
    }
    let mut escaped = c.escape_debug();
    escaped.len() == 1 || c.is_alphanumeric() || is_mark(c) && escaped.next() == Some('\\')
}

/// Says whether the character is one of the combining marks that Rust's debug output escapes.
fn is_mark(c: char) -> bool {
    // Grapheme extenders are what Rust escapes besides unprintables; all of these blocks hold only marks.
    matches!(u32::from(c),
        0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5c7 | 0x610..=0x61a | 0x64b..=0x65f | 0x670
        | 0x6d6..=0x6dc | 0x6df..=0x6e4 | 0x6e7..=0x6e8 | 0x6ea..=0x6ed | 0x900..=0x903 | 0x93a..=0x94f
        | 0xe31..=0xe3a | 0xe47..=0xe4e | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x200c | 0x20d0..=0x20f0
        | 0x302a..=0x302f | 0x3099..=0x309a | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f | 0xe0100..=0xe01ef)
}

/// Says whether Ruby's `\s` matches: blank, tab, line feed, vertical tab, form feed, carriage return.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\x0b' | '\x0c' | '\r')
}

/// Says whether Ruby's `\w` matches.
pub(crate) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Strips what Ruby's `strip` strips: white space and NUL, at the left end white space (and NUL) alike.
pub(crate) fn strip(text: &str) -> &str {
    rstrip(lstrip(text))
}

/// Strips what Ruby's `lstrip` strips.
pub(crate) fn lstrip(text: &str) -> &str {
    text.trim_start_matches(|c| is_space(c) || c == '\0')
}

/// Strips what Ruby's `rstrip` strips.
pub(crate) fn rstrip(text: &str) -> &str {
    text.trim_end_matches(|c| is_space(c) || c == '\0')
}

/// Strips white space as Ruby's `\s` knows it.
pub(crate) fn strip_space(text: &str) -> &str {
    text.trim_matches(is_space)
}
