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

/// Takes a text and gives it without what Ruby's `strip` takes off its ends: ASCII's white space and NUL. Other spaces of
/// Unicode stay, unlike with [`str::trim`].
///
/// ```
/// assert_eq!(hyde_liquid::strip(" \t{{ x }}\n"), "{{ x }}");
/// assert_eq!(hyde_liquid::strip("\u{a0}x "), "\u{a0}x");
/// ```
pub fn strip(text: &str) -> &str {
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

/// Gives how many characters a text has.
pub(crate) fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

/// Gives a range of characters.
pub(crate) fn slice(text: &str, range: std::ops::Range<usize>) -> &str {
    if text.is_ascii() {
        return &text[range.start.min(text.len())..range.end.min(text.len())];
    }
    let mut at = text.char_indices().map(|(at, _)| at);
    let start = at.nth(range.start).unwrap_or(text.len());
    let end = match range.end.checked_sub(range.start) {
        None | Some(0) => start,
        Some(count) => at.nth(count - 1).unwrap_or(text.len()),
    };
    &text[start..end]
}

/// Takes a text and gives the words between its white space, as Ruby's `split` does: ASCII's alone, unlike
/// [`str::split_whitespace`].
///
/// ```
/// assert_eq!(hyde_liquid::words(" a\tb\u{a0}c ").collect::<Vec<_>>(), ["a", "b\u{a0}c"]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_space).filter(|word| !word.is_empty())
}

/// Appends Ruby's `downcase`.
pub(crate) fn push_downcase(text: &str, out: &mut String) {
    if text.is_ascii() {
        let before = out.len();
        out.push_str(text);
        out[before..].make_ascii_lowercase();
    } else {
        out.push_str(&downcase(text));
    }
}

/// Appends Ruby's `upcase`.
pub(crate) fn push_upcase(text: &str, out: &mut String) {
    if text.is_ascii() {
        let before = out.len();
        out.push_str(text);
        out[before..].make_ascii_uppercase();
    } else {
        out.push_str(&text.to_uppercase());
    }
}

/// Ruby's `downcase`: letter by letter, whatever stands around.
pub(crate) fn downcase(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Appends Ruby's `capitalize`: the first letter as in a title, the rest in lower case.
pub(crate) fn push_capitalize(text: &str, out: &mut String) {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return };
    match first {
        'Ǆ' | 'ǅ' | 'ǆ' => out.push('ǅ'),
        'Ǉ' | 'ǈ' | 'ǉ' => out.push('ǈ'),
        'Ǌ' | 'ǋ' | 'ǌ' => out.push('ǋ'),
        'Ǳ' | 'ǲ' | 'ǳ' => out.push('ǲ'),
        // Georgian letters have no form of their own for titles.
        'ა'..='ჿ' => out.push(first),
        _ => {
            let mut upper = first.to_uppercase();
            out.extend(upper.next());
            out.extend(upper.flat_map(char::to_lowercase));
        }
    }
    push_downcase(chars.as_str(), out);
}
