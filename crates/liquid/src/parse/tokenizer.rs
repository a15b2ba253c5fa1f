//! Cuts a template into text, outputs (`{{ }}`) and tags (`{% %}`).

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Text,
    /// Begins with `{{`; ends with `}}`, or with a lone `}` or at once if it is broken.
    Output,
    /// Begins with `{%`; ends with `%}`, or at once if it is broken.
    Tag,
}

/// A piece of the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) span: Range<usize>,
}

/// Gives tokens one after another, in one pass over the text.
pub(crate) struct Tokenizer<'s> {
    source: &'s str,
    at: usize,
    /// Set once a search for a closing brace or tag end reached the end in vain: then none need be made again.
    no_brace: bool,
    no_tag_end: bool,
}

impl<'s> Tokenizer<'s> {
    pub(crate) fn new(source: &'s str) -> Self {
        Self { source, at: 0, no_brace: false, no_tag_end: false }
    }

    pub(crate) fn next(&mut self) -> Option<Token> {
        let bytes = self.source.as_bytes();
        let start = self.at;
        if start >= bytes.len() {
            return None;
        }
        let opening = find_opening(bytes, start);
        let (kind, end) = match opening {
            None => (TokenKind::Text, bytes.len()),
            Some(open) if open > start => (TokenKind::Text, open),
            Some(open) if bytes[open + 1] == b'{' => (TokenKind::Output, self.output_end(open)),
            Some(open) => (TokenKind::Tag, self.tag_end(open)),
        };
        self.at = end;
        Some(Token { kind, span: start..end })
    }

    /// An output ends after the first `}` or `}}`.
    fn output_end(&mut self, open: usize) -> usize {
        if !self.no_brace {
            let bytes = self.source.as_bytes();
            if let Some(found) = memchr::memchr(b'}', &bytes[open + 2..]) {
                let brace = open + 2 + found;
                return if bytes.get(brace + 1) == Some(&b'}') { brace + 2 } else { brace + 1 };
            }
            self.no_brace = true;
        }
        open + 2
    }

    fn tag_end(&mut self, open: usize) -> usize {
        if !self.no_tag_end {
            if let Some(found) = memchr::memmem::find(&self.source.as_bytes()[open + 2..], b"%}") {
                return open + 2 + found + 2;
            }
            self.no_tag_end = true;
        }
        open + 2
    }
}

/// Finds the next `{{` or `{%`.
fn find_opening(bytes: &[u8], from: usize) -> Option<usize> {
    memchr::memchr_iter(b'{', &bytes[from..])
        .map(|found| from + found)
        .find(|at| matches!(bytes.get(at + 1), Some(b'{' | b'%')))
}

#[cfg(test)]
mod tests {
    use super::Tokenizer;

    fn tokens(source: &str) -> Vec<&str> {
        let mut tokenizer = Tokenizer::new(source);
        std::iter::from_fn(|| tokenizer.next()).map(|token| &source[token.span]).collect()
    }

    #[test]
    fn text_outputs_and_tags_are_cut() {
        assert_eq!(tokens("a{{ b }}c{% d %}e"), ["a", "{{ b }}", "c", "{% d %}", "e"]);
        assert_eq!(tokens("{{ '}}' }}"), ["{{ '}}", "' }}"]);
        assert_eq!(tokens("{{ a } b"), ["{{ a }", " b"]);
        assert_eq!(tokens("{{ a"), ["{{", " a"]);
        assert_eq!(tokens("x{%a {{b}}"), ["x", "{%", "a ", "{{b}}"]);
    }
}
