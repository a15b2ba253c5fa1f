//! Putting pieces of HTML side by side without doubling punctuation.

use std::borrow::Cow;

/// How pieces join in a language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Joiner {
    /// Whether a comma or full stop behind a closing quotation mark moves before it.
    pub(super) into_quotes: bool,
}

const CLOSING: [char; 2] = ['”', '’'];

impl Joiner {
    /// Puts `b` behind `a`: of two equal marks one stays, a full stop gives way to any mark before it.
    pub(super) fn concat(self, a: &str, b: &str) -> String {
        if a.is_empty() || b.is_empty() {
            return [a, b].concat();
        }
        let Some(mark) = b.chars().next() else { return a.to_owned() };
        let rest = &b[mark.len_utf8()..];
        if self.into_quotes && matches!(mark, '.' | ',') {
            let inside = before_closing(a);
            if inside < a.len() {
                let (text, closing) = a.split_at(inside);
                let joined = if gives_way(text, mark) { text.to_owned() } else { format!("{text}{mark}") };
                return format!("{joined}{closing}{rest}");
            }
        }
        if gives_way(a, mark) { format!("{a}{rest}") } else { format!("{a}{b}") }
    }

    /// Puts non-empty pieces side by side with a delimiter between.
    pub(super) fn join<'p>(self, pieces: impl IntoIterator<Item = &'p str>, delimiter: &str) -> String {
        let mut out = String::new();
        for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
            if out.is_empty() {
                out.push_str(piece);
                continue;
            }
            out = self.concat(&self.concat(&out, delimiter), piece);
        }
        out
    }

    /// Puts a prefix before and a suffix behind a text that is not empty.
    pub(super) fn affix(self, text: String, prefix: Option<&str>, suffix: Option<&str>) -> String {
        if text.is_empty() {
            return text;
        }
        let text = match prefix {
            Some(prefix) if !prefix.is_empty() => self.concat(&escape(prefix), &text),
            _ => text,
        };
        match suffix {
            Some(suffix) if !suffix.is_empty() => self.concat(&text, &escape(suffix)),
            _ => text,
        }
    }
}

/// Escapes what a style puts round a text.
fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}

/// Finds where the closing quotation marks at the end begin, tags between them included; the end if there are none.
fn before_closing(text: &str) -> usize {
    let mut rest = text;
    let mut found = text.len();
    loop {
        if let Some(shorter) = rest.strip_suffix(CLOSING) {
            rest = shorter;
            found = rest.len();
        } else if let Some(shorter) = without_tag(rest) {
            rest = shorter;
        } else {
            return found;
        }
    }
}

/// Takes a closing tag off the end.
fn without_tag(text: &str) -> Option<&str> {
    let inner = text.strip_suffix('>')?;
    let start = inner.rfind('<')?;
    inner[start + 1..].starts_with('/').then(|| &text[..start])
}

/// Tells whether `mark` is left out behind `text`.
fn gives_way(text: &str, mark: char) -> bool {
    let mut text = text;
    while let Some(shorter) = without_tag(text) {
        text = shorter;
    }
    let Some(last) = text.chars().next_back() else { return false };
    if last == mark {
        return matches!(mark, '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '[' | ']') || mark.is_whitespace();
    }
    match mark {
        '.' => matches!(last, ',' | ';' | ':' | '!' | '?'),
        ',' => matches!(last, ';' | ':'),
        ';' => matches!(last, ',' | ':'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Joiner;

    #[test]
    fn marks_are_not_doubled() {
        let join = Joiner { into_quotes: true };
        for (a, b, both) in [
            ("x?", ". P", "x? P"),
            ("<i>x.</i>", ". P", "<i>x.</i> P"),
            ("“x”", ", P", "“x,” P"),
            ("“<i>x</i>”", ".", "“<i>x</i>.”"),
            ("“x?”", ", P", "“x?,” P"),
            ("“‘y’”", ",", "“‘y,’”"),
            ("x ", "  y", "x  y"),
            ("x", "xb", "xxb"),
            ("x, ", ", P", "x, , P"),
        ] {
            assert_eq!(join.concat(a, b), both);
        }
        assert_eq!(join.affix("T".to_owned(), Some("<"), Some(" & ")), "&lt;T &amp; ");
        assert_eq!(Joiner { into_quotes: false }.concat("‘x’", "."), "‘x’.");
    }
}
