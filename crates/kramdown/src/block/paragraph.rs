//! Paragraphs: what no other block takes.

use super::{Frame, Parser};
use crate::scan;
use crate::source::Source;
use crate::tree::Kind;
use crate::unicode::{lstrip, rstrip};

impl Parser<'_> {
    /// Whether a paragraph ends before the line at `pos`.
    fn paragraph_ends(&self, source: &mut Source<'_>, pos: usize) -> bool {
        let text = source.text;
        let start = scan::skip_indent(text, pos, 3);
        let Some(&byte) = source.bytes().get(start) else { return true };
        match byte {
            b':' => scan::definition_marker(text, pos, 3).is_some(),
            b'*' | b'+' | b'-' | b'0'..=b'9' if self.paragraphs_end() => scan::list_marker(text, pos, 3).is_some(),
            b'#' if self.paragraphs_end() => start == pos && scan::is_atx_start(text, pos),
            b'>' => self.paragraphs_end(),
            b'`' | b'~' => self.paragraphs_end() && scan::fence_length(text, start) >= 3,
            _ => source.lazy_end(pos),
        }
    }

    /// Takes a paragraph, or text that continues the one before.
    pub(super) fn paragraph(&mut self, source: &mut Source<'_>, frame: &mut Frame) {
        let (text, pos) = (source.text, source.pos);
        let line = source.line();
        let start = scan::skip_indent(text, pos, 3);
        if matches!(source.bytes()[start], b' ' | b'\t') {
            // Blanks and tabs that make neither code nor a paragraph.
            let end = scan::line_end(text, pos);
            source.pos = end;
            self.warn("Warning: this should not occur - no block parser handled the line", Some(line));
            self.append_raw_text(frame, &text[pos..end], line);
            return;
        }
        let mut end = scan::line_end(text, pos);
        while !self.paragraph_ends(source, end) {
            end = scan::line_end(text, end);
        }
        source.pos = end;
        let content = rstrip(&text[pos..end]);
        if let Some(last) = self.tree.last_child(frame.parent)
            && matches!(self.tree.kind(last), Kind::Paragraph { .. })
        {
            let joiner = if text[..pos].ends_with("  \n") { "  \n" } else { "\n" };
            let inner = self.tree.last_child(last);
            if let Some(Kind::RawText(value)) = inner.map(|inner| &mut self.tree.node_mut(inner).kind) {
                value.push_str(&mut self.raw, joiner);
                value.push_str(&mut self.raw, content);
            } else if !content.is_empty() {
                self.append_raw(last, content, line);
            }
            return;
        }
        let paragraph = self.add_block(frame, Kind::Paragraph { transparent: false }, line);
        let content = lstrip(content);
        if !content.is_empty() {
            self.append_raw(paragraph, content, line);
        }
    }

    pub(super) fn append_raw_text(&mut self, frame: &Frame, text: &str, line: u32) {
        if let Some(last) = self.tree.last_child(frame.parent)
            && let Kind::RawText(value) = &mut self.tree.node_mut(last).kind
        {
            value.push_str(&mut self.raw, text);
            return;
        }
        self.append_raw(frame.parent, text, line);
    }
}
