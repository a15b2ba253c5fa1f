//! Scanners: each answers one question about the text at a place and changes nothing.

use crate::attribute_map::Attributes;
use crate::html_model;
use crate::unicode::{downcase, is_alnum, is_alpha, is_ascii_word, is_space, is_word};
use memchr::{memchr, memmem};

/// The place after the line that `pos` is in.
pub(crate) fn line_end(text: &str, pos: usize) -> usize {
    memchr(b'\n', &text.as_bytes()[pos..]).map_or(text.len(), |at| pos + at + 1)
}

/// The end of the blank lines at `pos`, if there is one at least.
pub(crate) fn blank_lines(text: &str, pos: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut end = None;
    let mut at = pos;
    while let Some(&byte) = bytes.get(at) {
        if !is_space(byte) {
            break;
        }
        at += 1;
        if byte == b'\n' {
            end = Some(at);
        }
    }
    end
}

/// The end of `\s*?\n` at `pos`: the rest of a line when it is blank. Blank lines before a line end count too, so the
/// first line end is taken.
pub(crate) fn blank_rest(text: &str, pos: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = pos;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        if byte == b'\n' {
            return Some(at);
        }
        if !is_space(byte) {
            return None;
        }
    }
    None
}

/// The end of `[ \t]*\n` at `pos`.
pub(crate) fn trailing_whitespace(text: &str, pos: usize) -> Option<usize> {
    let at = skip_blanks(text, pos);
    (text.as_bytes().get(at) == Some(&b'\n')).then_some(at + 1)
}

/// The place after blanks and tabs.
pub(crate) fn skip_blanks(text: &str, pos: usize) -> usize {
    let bytes = &text.as_bytes()[pos..];
    pos + bytes.iter().position(|b| !matches!(b, b' ' | b'\t')).unwrap_or(bytes.len())
}

/// The place after `\s*`.
pub(crate) fn skip_space(text: &str, pos: usize) -> usize {
    let bytes = &text.as_bytes()[pos..];
    pos + bytes.iter().position(|b| !is_space(*b)).unwrap_or(bytes.len())
}

/// The place after at most `most` blanks.
pub(crate) fn skip_indent(text: &str, pos: usize, most: usize) -> usize {
    pos + text.as_bytes()[pos..].iter().take(most).take_while(|b| **b == b' ').count()
}

/// Whether the line at `pos` is indented as code.
pub(crate) fn code_indent(text: &str, pos: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[pos..];
    if bytes.first() == Some(&b'\t') {
        Some(pos + 1)
    } else if bytes.starts_with(b"    ") {
        Some(pos + 4)
    } else {
        None
    }
}

/// A list or definition marker: what stands before and after it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marker {
    /// The width of indent and marker.
    pub(crate) width: usize,
    /// Whether it is a number.
    pub(crate) ordered: bool,
}

/// The list marker at `pos` behind at most `most` blanks, followed by a tab, a blank or a bar.
pub(crate) fn list_marker(text: &str, pos: usize, most: usize) -> Option<Marker> {
    let bytes = text.as_bytes();
    let mut at = skip_indent(text, pos, most);
    let ordered = match bytes.get(at)? {
        b'*' | b'+' | b'-' => false,
        b'0'..=b'9' => {
            while bytes.get(at + 1)?.is_ascii_digit() {
                at += 1;
            }
            at += 1;
            if bytes.get(at) != Some(&b'.') {
                return None;
            }
            true
        }
        _ => return None,
    };
    at += 1;
    (matches!(bytes.get(at)?, b'\t' | b'|' | b' ')).then_some(Marker { width: at - pos, ordered })
}

/// The definition marker at `pos`.
pub(crate) fn definition_marker(text: &str, pos: usize, most: usize) -> Option<Marker> {
    let bytes = text.as_bytes();
    let at = skip_indent(text, pos, most);
    (bytes.get(at) == Some(&b':') && matches!(bytes.get(at + 1)?, b'\t' | b'|' | b' '))
        .then_some(Marker { width: at + 1 - pos, ordered: false })
}

/// The end of a thematic break at `pos`.
pub(crate) fn horizontal_rule(text: &str, pos: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let start = skip_indent(text, pos, 3);
    let mark = *bytes.get(start)?;
    if !matches!(mark, b'*' | b'-' | b'_') {
        return None;
    }
    let mut count = 0;
    for (at, byte) in bytes[start..].iter().enumerate() {
        match byte {
            b' ' | b'\t' => {}
            b'\n' => return (count >= 3).then_some(start + at + 1),
            byte if *byte == mark => count += 1,
            _ => return None,
        }
    }
    None
}

/// The end of the `^` line at `pos`.
pub(crate) fn end_marker(text: &str, pos: usize) -> Option<usize> {
    (text.as_bytes().get(pos) == Some(&b'^')).then(|| blank_rest(text, pos + 1)).flatten()
}

/// The level and the end of the `#` run and its blanks, when a header with text begins at `pos`.
pub(crate) fn atx_start(text: &str, pos: usize, blank_needed: bool) -> Option<(u8, usize)> {
    let bytes = text.as_bytes();
    let level = bytes[pos..].iter().take(6).take_while(|b| **b == b'#').count();
    if level == 0 {
        return None;
    }
    let after = skip_blanks(text, pos + level);
    if blank_needed && after == pos + level {
        return None;
    }
    // The text may begin with a line end, as long as another line end follows.
    match bytes.get(after)? {
        b'\n' if blank_needed || after + 1 >= text.len() => None,
        _ => Some((u8::try_from(level).ok()?, after)),
    }
}

/// Whether a run of up to six `#` and a blank stand at `pos`, text behind them or not.
pub(crate) fn is_atx_start(text: &str, pos: usize) -> bool {
    let bytes = &text.as_bytes()[pos..];
    let level = bytes.iter().take(6).take_while(|b| **b == b'#').count();
    matches!(bytes.get(level), Some(b' ' | b'\t'))
}

/// The end of an XML name at `pos`, with at most one prefix.
pub(crate) fn name_end(text: &str, pos: usize) -> Option<usize> {
    let first = simple_name_end(text, pos)?;
    if text.as_bytes().get(first) == Some(&b':')
        && let Some(second) = simple_name_end(text, first + 1)
    {
        return Some(second);
    }
    Some(first)
}

/// The ASCII characters of which names are made.
const NAME_BYTE: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
        byte += 1;
    }
    table
};

fn simple_name_end(text: &str, pos: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let first = *bytes.get(pos)?;
    if first.is_ascii() {
        if !(first.is_ascii_alphabetic() || first == b'_') {
            return None;
        }
    } else if !text[pos..].chars().next().is_some_and(is_alpha) {
        return None;
    }
    let mut at = pos;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            if !NAME_BYTE[usize::from(byte)] {
                break;
            }
            at += 1;
        } else {
            match text[at..].chars().next() {
                Some(c) if is_alnum(c) => at += c.len_utf8(),
                _ => break,
            }
        }
    }
    Some(at)
}

/// An opening tag.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tag<'t> {
    pub(crate) name: &'t str,
    pub(crate) attributes: &'t str,
    pub(crate) closed: bool,
    pub(crate) end: usize,
}

/// The end of the value of an attribute whose name ends at `pos`, or `pos` when it has none.
fn attribute_value(text: &str, pos: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let equals = skip_space(text, pos);
    if bytes.get(equals) != Some(&b'=') {
        return Some(pos);
    }
    let value = skip_space(text, equals + 1);
    match bytes.get(value) {
        Some(&quote @ (b'"' | b'\'')) => Some(memchr(quote, &bytes[value + 1..]).map_or(pos, |at| value + 1 + at + 1)),
        Some(_) => {
            let length: usize = text[value..].chars().take_while(|c| is_word(*c)).map(char::len_utf8).sum();
            Some(if length == 0 { pos } else { value + length })
        }
        None => Some(pos),
    }
}

/// The opening tag at `pos`.
pub(crate) fn open_tag(text: &str, pos: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    if bytes.get(pos) != Some(&b'<') {
        return None;
    }
    let name_stop = name_end(text, pos + 1)?;
    let mut at = name_stop;
    loop {
        let start = skip_space(text, at);
        if start == at {
            break;
        }
        let Some(stop) = name_end(text, start) else { break };
        at = attribute_value(text, stop)?;
    }
    let attributes = &text[name_stop..at];
    let mut at = skip_space(text, at);
    let closed = bytes.get(at) == Some(&b'/');
    if closed {
        at += 1;
    }
    (bytes.get(at) == Some(&b'>')).then(|| Tag { name: &text[pos + 1..name_stop], attributes, closed, end: at + 1 })
}

/// The name and the end of the closing tag at `pos`.
pub(crate) fn close_tag(text: &str, pos: usize) -> Option<(&str, usize)> {
    if !text.as_bytes()[pos..].starts_with(b"</") {
        return None;
    }
    let stop = name_end(text, pos + 2)?;
    let at = skip_space(text, stop);
    (text.as_bytes().get(at) == Some(&b'>')).then(|| (&text[pos + 2..stop], at + 1))
}

/// Whether the closing tag of `name` is at `pos`; gives its end.
pub(crate) fn close_tag_of(text: &str, pos: usize, name: &str, any_case: bool) -> Option<usize> {
    let rest = text.as_bytes().get(pos..)?.strip_prefix(b"</")?;
    let found = rest.get(..name.len())?;
    let same = if any_case { found.eq_ignore_ascii_case(name.as_bytes()) } else { found == name.as_bytes() };
    if !same {
        return None;
    }
    let at = skip_space(text, pos + 2 + name.len());
    (text.as_bytes().get(at) == Some(&b'>')).then_some(at + 1)
}

/// Where the next closing tag of `name` (in any case) begins, and where it ends.
pub(crate) fn find_close_tag(text: &str, pos: usize, name: &str) -> Option<(usize, usize)> {
    memmem::find_iter(&text.as_bytes()[pos..], b"</")
        .find_map(|at| close_tag_of(text, pos + at, name, true).map(|end| (pos + at, end)))
}

/// The attributes of a tag in order, the last of equal names winning in the first one's place.
pub(crate) fn tag_attributes(text: &str, lower_case: bool) -> (Attributes, Vec<String>) {
    let bytes = text.as_bytes();
    let mut attributes = Attributes::default();
    let mut doubled = Vec::new();
    let mut at = skip_space(text, 0);
    while let Some(stop) = name_end(text, at) {
        let name = &text[at..stop];
        let name = if lower_case { downcase(name) } else { name.into() };
        let end = attribute_value(text, stop).unwrap_or(stop);
        let mut value = "";
        if end > stop {
            let start = skip_space(text, skip_space(text, stop) + 1);
            value = if matches!(bytes[start], b'"' | b'\'') { &text[start + 1..end - 1] } else { &text[start..end] };
        }
        if attributes.set(Attributes::name(&name), value) {
            doubled.push(name.to_string());
        }
        at = skip_space(text, end);
    }
    (attributes, doubled)
}

/// Whether a tag that ends a lazy line begins at `pos`: one of no span-level element.
pub(crate) fn lazy_end_tag(text: &str, pos: usize) -> bool {
    let bytes = text.as_bytes();
    if bytes.get(pos) != Some(&b'<') {
        return false;
    }
    let closing = bytes.get(pos + 1) == Some(&b'/');
    let start = pos + 1 + usize::from(closing);
    let Some(stop) = name_end(text, start) else { return false };
    // A span-level name excludes the tag when the name ends at a word boundary, as in `a-b` or `b:c`.
    let word = text[start..].find(|c| !is_word(c)).map_or(&text[start..], |at| &text[start..start + at]);
    if html_model::is_span(word) || word == "script" {
        return false;
    }
    !closing || bytes.get(skip_space(text, stop)) == Some(&b'>')
}

/// The end of `[A-Za-z0-9_][\w:-]*` at `pos`.
pub(crate) fn ald_name_end(text: &str, pos: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if !is_ascii_word(*bytes.get(pos)?) {
        return None;
    }
    let length = bytes[pos..].iter().take_while(|b| is_ascii_word(**b) || matches!(b, b':' | b'-')).count();
    Some(pos + length)
}

/// The places of closing braces that may end an attribute list whose content begins at `pos`, the preferred first:
/// the first brace without a backslash, then those with one, from the last to the first.
pub(crate) fn brace_ends(text: &str, pos: usize) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut escaped = Vec::new();
    let mut from = pos;
    while let Some(at) = memchr(b'}', &bytes[from..]) {
        let brace = from + at;
        from = brace + 1;
        if brace > pos && bytes[brace - 1] == b'\\' {
            escaped.push(brace);
        } else {
            let mut all = vec![brace];
            all.extend(escaped.into_iter().rev());
            return all;
        }
    }
    escaped.into_iter().rev().collect()
}

/// An attribute list in braces: its content and its end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Braces<'t> {
    pub(crate) content: &'t str,
    pub(crate) end: usize,
}

/// The attribute list `{: …}` that fills the line at `pos`, as a block's.
pub(crate) fn block_attributes(text: &str, pos: usize) -> Option<Braces<'_>> {
    let start = skip_indent(text, pos, 3);
    let bytes = text.as_bytes();
    if !bytes[start..].starts_with(b"{:") || matches!(bytes.get(start + 2), Some(b':' | b'/')) {
        return None;
    }
    let from = start + 2;
    brace_ends(text, from)
        .into_iter()
        .filter(|brace| *brace > from)
        .find_map(|brace| blank_rest(text, brace + 1).map(|end| Braces { content: &text[from..brace], end }))
}

/// The attribute list `{: …}` at `pos`, as a span's.
pub(crate) fn span_attributes(text: &str, pos: usize) -> Option<Braces<'_>> {
    if !text.as_bytes()[pos..].starts_with(b"{:") {
        return None;
    }
    let from = pos + 2;
    let brace = brace_ends(text, from).into_iter().find(|brace| *brace > from)?;
    Some(Braces { content: &text[from..brace], end: brace + 1 })
}

/// The attribute list at the beginning of a list item: content, and the end with the blanks that follow.
pub(crate) fn item_attributes(text: &str) -> Option<Braces<'_>> {
    let start = skip_space(text, 0);
    let bytes = text.as_bytes();
    if !bytes[start..].starts_with(b"{:") {
        return None;
    }
    let from = start + 2;
    // An attribute list definition (`{:name: …}`), an extension or a closing mark is no item's attribute list.
    let after_name = ald_name_end_short(text, from);
    if after_name.contains(&b':') || bytes.get(from) == Some(&b'/') {
        return None;
    }
    let brace = brace_ends(text, from).into_iter().find(|brace| *brace > from)?;
    Some(Braces { content: &text[from..brace], end: skip_space(text, brace + 1) })
}

/// The bytes that may follow an optional name at `pos`, taking into account that a name itself may hold colons.
fn ald_name_end_short(text: &str, pos: usize) -> Vec<u8> {
    let bytes = text.as_bytes();
    let end = ald_name_end(text, pos).unwrap_or(pos);
    let mut seen: Vec<u8> = bytes.get(end).copied().into_iter().collect();
    if end > pos && bytes[pos + 1..end].contains(&b':') {
        seen.push(b':');
    }
    seen
}

/// The fence at `pos`: how long its run of backticks and tildes is.
pub(crate) fn fence_length(text: &str, pos: usize) -> usize {
    text.as_bytes()[pos..].iter().take_while(|b| matches!(b, b'`' | b'~')).count()
}
