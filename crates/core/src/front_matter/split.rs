//! Where front matter ends and the body begins.

/// A text with front matter, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split<'a> {
    /// The YAML, opening fence included.
    pub header: &'a str,
    /// Everything after the closing fence and the blank lines that follow it.
    pub body: &'a str,
    /// How many lines stand before the body.
    pub body_line: usize,
}

/// Whether a file begins with `---` and a line break, by its first bytes.
///
/// ```
/// use hyde_core::front_matter::has_header;
/// assert!(has_header(b"---  \nx: 1\n"));
/// assert!(!has_header(b"---"));
/// assert!(!has_header(b"--- # c\n"));
/// ```
pub fn has_header(start: &[u8]) -> bool {
    let Some(rest) = start.strip_prefix(b"---") else { return false };
    // `\s*` spans line breaks, but only the first line is looked at.
    let line_end = rest.iter().position(|byte| *byte == b'\n');
    line_end.is_some_and(|end| rest[..end].iter().all(|byte| is_space(*byte)))
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0x0b | 0x0c)
}

/// Splits a text into front matter and body; `None` when it has no complete front matter.
///
/// ```
/// use hyde_core::front_matter::split;
/// let text = "---\ntitle: A\n---\n\n  Hello\n";
/// let split = split(text).expect("it has front matter");
/// assert_eq!(split.header, "---\ntitle: A\n");
/// assert_eq!(split.body, "  Hello\n");
/// assert_eq!(split.body_line, 4);
/// ```
pub fn split(text: &str) -> Option<Split<'_>> {
    let bytes = text.as_bytes();
    if !bytes.starts_with(b"---") {
        return None;
    }
    let spaces = bytes[3..].iter().take_while(|byte| is_space(**byte)).count();
    // The opening takes all white space up to its last line break.
    let last_break = 3 + bytes[3..3 + spaces].iter().rposition(|byte| *byte == b'\n')?;
    closing(text, last_break + 1)
}

/// Looks for the closing fence on the lines from `from`, which is the start of a line.
fn closing(text: &str, from: usize) -> Option<Split<'_>> {
    let bytes = text.as_bytes();
    let mut line = from;
    loop {
        let rest = &bytes[line..];
        if rest.starts_with(b"---") || rest.starts_with(b"...") {
            let mut at = line + 3;
            while at < bytes.len() && is_space(bytes[at]) {
                at += 1;
            }
            if let Some(end) = fence_end(bytes, line + 3, at) {
                let body_line = memchr::memchr_iter(b'\n', &bytes[..end]).count();
                return Some(Split { header: &text[..line], body: &text[end..], body_line });
            }
        }
        line += memchr::memchr(b'\n', rest)? + 1;
        if line >= bytes.len() {
            return None;
        }
    }
}

/// Where the body begins after a fence that is followed by white space from `start` to `end`: after the last line break
/// of it; at the end of the text all of it goes. `None` when other text follows on the fence's line.
fn fence_end(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    if end == bytes.len() {
        return Some(end);
    }
    bytes[start..end].iter().rposition(|byte| *byte == b'\n').map(|at| start + at + 1)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn dots_close_and_text_after_dashes_does_not() {
        let found = split("---\na: 1\n--- foo\nb: 2\n...\nbody").expect("closed by dots");
        assert_eq!(found.header, "---\na: 1\n--- foo\nb: 2\n");
        assert_eq!(found.body, "body");
    }

    #[test]
    fn an_unclosed_header_is_none() {
        assert_eq!(split("---\na: 1\n"), None);
        assert_eq!(split("---"), None);
        assert_eq!(split("---\n"), None);
    }

    #[test]
    fn blank_lines_after_the_fence_go_but_indentation_stays() {
        let found = split("---\n---\n \n\n   x").expect("closed");
        assert_eq!(found.body, "   x");
        assert_eq!(found.body_line, 4);
    }

    #[test]
    fn the_fence_may_end_the_text() {
        let found = split("---\na: 1\n---").expect("closed");
        assert_eq!((found.header, found.body), ("---\na: 1\n", ""));
    }
}
