//! Headers: behind `#` signs and above lines of `=` or `-`.

use super::{Frame, Parser};
use crate::scan;
use crate::source::Source;
use crate::tree::Kind;
use crate::unicode::{is_alnum, is_alpha, is_space, rstrip};

impl Parser<'_> {
    pub(super) fn atx_header(&mut self, source: &mut Source<'_>, frame: &mut Frame) -> bool {
        let quirk = self.paragraphs_end();
        let Some((level, from)) = scan::atx_start(source.text, source.pos, self.is_gfm()) else { return false };
        if !quirk && !self.after_boundary(frame) {
            return false;
        }
        // The text may begin with a line end and take the next line.
        let first = scan::line_end(source.text, from);
        let end = if first == from + 1 { scan::line_end(source.text, first) } else { first };
        let (text, id) = split_id(&source.text[from..end]);
        let text = without_closing_signs(text, quirk);
        if text.is_empty() {
            return false;
        }
        let line = source.line();
        source.pos = end;
        self.add_header(frame, level, text, id, line);
        true
    }

    pub(super) fn setext_header(&mut self, source: &mut Source<'_>, frame: &mut Frame) -> bool {
        if !self.after_boundary(frame) {
            return false;
        }
        let text = source.text;
        let from = scan::skip_indent(text, source.pos, 3);
        let end = scan::line_end(text, from);
        let bytes = source.bytes();
        let level = match bytes.get(end) {
            Some(b'=') => 1,
            Some(b'-') => 2,
            _ => return false,
        };
        if matches!(bytes[from], b' ' | b'\t') {
            return false;
        }
        let run = bytes[end..].iter().take_while(|b| matches!(b, b'-' | b'=')).count();
        let mut stop = end + run;
        while bytes.get(stop).is_some_and(|b| *b != b'\n' && is_space(*b)) {
            stop += 1;
        }
        if bytes.get(stop) != Some(&b'\n') {
            return false;
        }
        let (content, id) = split_id(&text[from..end]);
        let line = source.line();
        source.pos = stop + 1;
        self.add_header(frame, level, content, id, line);
        true
    }

    fn add_header(&mut self, frame: &mut Frame, level: u8, text: &str, id: Option<&str>, line: u32) {
        let header = self.add_block(frame, Kind::Header { level, raw_text: text.into() }, line);
        if !text.is_empty() {
            self.append_raw(header, text, line);
        }
        if let Some(id) = id {
            self.tree.node_mut(header).set_attribute("id", id);
        }
    }
}

/// Takes `{#id}` from the end of a header's text.
fn split_id(text: &str) -> (&str, Option<&str>) {
    let text = rstrip(text);
    let Some(open) = text.strip_suffix('}').and_then(|rest| rest.rfind("{#")) else { return (text, None) };
    let id = &text[open + 2..text.len() - 1];
    let before = &text[..open];
    let begins = |c: char| is_alpha(c) || matches!(c, '_' | ':');
    let named = id.starts_with(begins) && id.chars().all(|c| is_alnum(c) || matches!(c, '-' | '.' | '_' | ':'));
    if named && before.ends_with([' ', '\t']) { (rstrip(before), Some(id)) } else { (text, None) }
}

/// Takes a closing run of `#` signs from a header's text.
fn without_closing_signs(text: &str, blank_needed: bool) -> &str {
    let before = text.trim_end_matches('#');
    if before.len() < text.len() && (!(blank_needed || before.ends_with('\\')) || before.ends_with([' ', '\t'])) {
        rstrip(before)
    } else {
        text
    }
}
