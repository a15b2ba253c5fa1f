//! Definitions that leave no block behind: of links, footnotes and abbreviations.

use super::code::code_end;
use super::{FootnoteDefinition, Frame, LinkDefinition, Parser, normalize_link_id};
use crate::scan;
use crate::source::Source;
use crate::tree::{Ending, Kind};
use crate::unicode::strip;
use memchr::{memchr, memchr_iter, memmem};

/// What a link definition says, and where it ends.
struct LinkLine<'t> {
    id: &'t str,
    url: &'t str,
    title: Option<&'t str>,
    end: usize,
    bare: bool,
}

/// Reads a link definition at `pos`.
fn link_line(text: &str, pos: usize) -> Option<LinkLine<'_>> {
    let bytes = text.as_bytes();
    let open = scan::skip_indent(text, pos, 3);
    let line_stop = scan::line_end(text, open);
    let close = open + 1 + memchr(b']', &bytes[open + 1..line_stop])?;
    let id = &text[open + 1..close];
    if id.is_empty() || bytes.get(close + 1) != Some(&b':') {
        return None;
    }
    let from = scan::skip_blanks(text, close + 2);
    if bytes.get(from) == Some(&b'<') {
        let found = memchr_iter(b'>', &bytes[from + 1..line_stop])
            .map(|at| from + 1 + at)
            .find_map(|stop| rest_of_definition(text, stop + 1).map(|(title, end)| (stop, title, end)));
        if let Some((stop, title, end)) = found {
            return Some(LinkLine { id, url: &text[from + 1..stop], title, end, bare: false });
        }
    }
    plain_target(text, from, line_stop.min(text.len())).map(|(url_end, title, end)| LinkLine {
        id,
        url: &text[from..url_end],
        title,
        end,
        bare: true,
    })
}

/// Finds the end of a bare URL that begins at `from`.
fn plain_target(text: &str, from: usize, line_stop: usize) -> Option<(usize, Option<&str>, usize)> {
    let bytes = text.as_bytes();
    if from >= line_stop || bytes[from] == b'\n' {
        return None;
    }
    (from + 1..line_stop)
        .filter(|at| matches!(bytes[*at], b' ' | b'\t' | b'\n'))
        .find_map(|at| rest_of_definition(text, at).map(|(title, end)| (at, title, end)))
}

/// Reads an optional title, then the end of the line, behind a URL.
fn rest_of_definition(text: &str, at: usize) -> Option<(Option<&str>, usize)> {
    let bytes = text.as_bytes();
    let blanks = scan::skip_blanks(text, at);
    let title_from = if bytes.get(blanks) == Some(&b'\n') {
        scan::skip_blanks(text, blanks + 1)
    } else if blanks > at {
        blanks
    } else {
        text.len()
    };
    if let Some(&quote @ (b'"' | b'\'')) = bytes.get(title_from) {
        let stop = scan::line_end(text, title_from);
        let found = memchr_iter(quote, &bytes[title_from + 1..stop])
            .map(|found| title_from + 1 + found)
            .filter(|close| *close > title_from + 1)
            .find_map(|close| scan::trailing_whitespace(text, close + 1).map(|end| (close, end)));
        if let Some((close, end)) = found {
            return Some((Some(&text[title_from + 1..close]), end));
        }
    }
    scan::trailing_whitespace(text, at).map(|end| (None, end))
}

impl Parser<'_> {
    pub(super) fn link_definition(&mut self, source: &mut Source<'_>, frame: &mut Frame) -> bool {
        let Some(found) = link_line(source.text, source.pos) else { return false };
        // A blank before a quotation mark means that this is a broken title.
        let pairs = found.url.bytes().zip(found.url.bytes().skip(1));
        let broken_title = |(a, b)| matches!(a, b' ' | b'\t') && matches!(b, b'"' | b'\'');
        if found.bare && pairs.into_iter().any(broken_title) {
            return false;
        }
        let line = source.line();
        source.pos = found.end;
        let id = normalize_link_id(found.id);
        if let Some(old) = self.links.get(&id) {
            let (from, next) = (old.line, source.line());
            self.warn(format!("Duplicate link ID '{id}' on line {next} - overwriting"), Some(from));
        }
        let node = self.add_block(frame, Kind::End(Ending::LinkDefinition), line);
        let definition =
            LinkDefinition { url: found.url.into(), title: found.title.map(String::from), node: Some(node), line };
        self.links.insert(id, definition);
        true
    }

    pub(super) fn footnote_definition(&mut self, source: &mut Source<'_>, frame: &mut Frame) -> bool {
        let text = source.text;
        let open = scan::skip_indent(text, source.pos, 3);
        if !source.bytes()[open..].starts_with(b"[^") {
            return false;
        }
        let Some(stop) = scan::ald_name_end(text, open + 2) else { return false };
        if !source.bytes()[stop..].starts_with(b"]:") {
            return false;
        }
        let name = text[open + 2..stop].to_string();
        let line = source.line();
        let from = stop + 2;
        let first_end = scan::line_end(text, from);
        let end = code_end(source, first_end);
        let mut content = String::with_capacity(end - from);
        for piece in text[from..end].split_inclusive('\n') {
            content.push_str(&piece[scan::code_indent(piece, 0).unwrap_or(0)..]);
        }
        source.pos = end;
        let node = self.tree.add(Kind::FootnoteContent, line);
        self.parse_text(&content, node, line);
        let definition = FootnoteDefinition { name: name.clone(), content: node, line, used: false };
        match self.footnote_places.get(&name) {
            Some(&at) => {
                let old = self.footnotes[at].line;
                self.warn(format!("Duplicate footnote name '{name}' on line {line} - overwriting"), Some(old));
                self.footnotes[at] = definition;
            }
            None => {
                self.footnote_places.insert(name, self.footnotes.len());
                self.footnotes.push(definition);
            }
        }
        self.add_block(frame, Kind::End(Ending::FootnoteDefinition), line);
        true
    }

    pub(super) fn abbreviation_definition(&mut self, source: &mut Source<'_>, frame: &mut Frame) -> bool {
        let text = source.text;
        let open = scan::skip_indent(text, source.pos, 3);
        if !source.bytes()[open..].starts_with(b"*[") {
            return false;
        }
        let stop = scan::line_end(text, open);
        // At least one character is abbreviated.
        let Some(first) = text[open + 2..stop].chars().next().map(|c| open + 2 + c.len_utf8()) else { return false };
        let Some(close) = memmem::find(&source.bytes()[first.min(stop)..stop], b"]:").map(|at| first + at) else {
            return false;
        };
        let name = text[open + 2..close].to_string();
        let title = strip(&text[close + 2..stop]).to_string();
        let line = source.line();
        source.pos = stop;
        let node = self.add_block(frame, Kind::End(Ending::AbbreviationDefinition), line);
        if self.abbreviations.contains_key(&name) {
            self.warn(format!("Duplicate abbreviation ID '{name}' on line {line} - overwriting"), Some(line));
        }
        self.abbreviations.insert(name, (title, node));
        true
    }
}
