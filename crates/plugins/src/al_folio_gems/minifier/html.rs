//! HTML and XML as the gem htmlcompressor makes them smaller: white space runs become one space, comments go, and what
//! must keep its shape (`pre`, `textarea`, scripts) keeps it.

use super::css;
use crate::javascript;
use hyde_liquid::strip;

/// Where style sheets within a page break their lines.
const STYLE_BREAK: usize = 5_000;
/// Attributes that say by being there what their value says.
const BOOLEANS: [&str; 6] = ["checked", "selected", "disabled", "readonly", "multiple", "defer"];
/// Stand before and behind the number of a part that is kept.
const OPEN: char = '\u{F0000}';
const CLOSE: char = '\u{F0001}';

/// What is made smaller.
#[derive(Debug, Clone, Default)]
pub(super) struct Options {
    pub(super) comments: bool,
    pub(super) spaces: bool,
    pub(super) between_tags: bool,
    pub(super) inside_tags: bool,
    pub(super) line_breaks: bool,
    pub(super) doctype: bool,
    pub(super) quotes: bool,
    pub(super) script_attributes: bool,
    pub(super) style_attributes: bool,
    pub(super) link_attributes: bool,
    pub(super) form_attributes: bool,
    pub(super) input_attributes: bool,
    pub(super) javascript_protocol: bool,
    pub(super) http_protocol: bool,
    pub(super) https_protocol: bool,
    pub(super) boolean_attributes: bool,
    pub(super) css: bool,
    pub(super) scripts: bool,
}

/// Makes a page smaller.
pub(super) fn compress(html: &str, options: &Options) -> String {
    compress_part(html, options, 0)
}

fn compress_part(html: &str, options: &Options, depth: usize) -> String {
    let mut kept = Vec::new();
    let text = keep(html, options, depth, &mut kept);
    let text = if options.line_breaks { lines(&text) } else { text };
    let text = tags(&text, options);
    let text = if options.spaces { collapse(&text, options.line_breaks) } else { text };
    let text = if options.between_tags { without_gaps(&text) } else { text };
    let text = restore(&text, &kept);
    if options.line_breaks { text.trim_matches([' ', '\t']).to_owned() } else { strip(&text).to_owned() }
}

/// Takes what keeps its shape out of the text, and removes comments.
fn keep(html: &str, options: &Options, depth: usize, kept: &mut Vec<String>) -> String {
    let lower = html.to_ascii_lowercase();
    let mut out = String::with_capacity(html.len());
    let mut put = |part: String, out: &mut String| {
        out.push_str(&format!("{OPEN}{}{CLOSE}", kept.len()));
        kept.push(part);
    };
    // Searches that found nothing are not made again.
    let mut ends = [true; 4];
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        out.push_str(&html[at..at + found]);
        at += found;
        let rest = &lower[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            let Some(end) = rest.find("-->").map(|end| end + 3) else {
                out.push_str(&html[at..]);
                return out;
            };
            if comment.trim_start().starts_with("[if") {
                let end = rest.find("<![endif]-->").map_or(end, |end| end + 12);
                put(conditional(&html[at..at + end], options, depth), &mut out);
                at += end;
            } else {
                if !options.comments {
                    out.push_str(&html[at..at + end]);
                }
                at += end;
            }
            continue;
        }
        let block = [("pre", 0), ("textarea", 1), ("script", 2), ("style", 3)].into_iter().find(|(name, _)| {
            rest[1..].strip_prefix(name).is_some_and(|tail| tail.starts_with(['>', ' ', '\t', '\n', '\r', '/']))
        });
        let parts = block.filter(|(_, index)| ends[*index]).and_then(|(name, index)| {
            let start = rest.find('>')? + 1;
            let Some(end) = rest[start..].find(&format!("</{name}>")) else {
                ends[index] = false;
                return None;
            };
            Some((name, start, start + end))
        });
        match parts.filter(|(_, start, end)| !strip(&rest[*start..*end]).is_empty()) {
            Some((name, start, end)) => {
                out.push_str(&html[at..at + start]);
                let inner = &html[at + start..at + end];
                put(inside(name, &rest[..start], inner, options), &mut out);
                out.push_str(&html[at + end..at + end + name.len() + 3]);
                at += end + name.len() + 3;
            }
            None => {
                out.push('<');
                at += 1;
            }
        }
    }
    out.push_str(&html[at..]);
    out
}

/// A comment for certain browsers, with what is in it made smaller.
fn conditional(comment: &str, options: &Options, depth: usize) -> String {
    let close = "<![endif]-->";
    let parts = comment.find('>').map(|start| start + 1).filter(|start| comment.len() >= start + close.len());
    match parts {
        Some(start) if depth < 4 && comment.to_ascii_lowercase().ends_with(close) => {
            let end = comment.len() - close.len();
            let inner = compress_part(&comment[start..end], options, depth + 1);
            format!("{}{}{}", &comment[..start], inner, &comment[end..])
        }
        _ => comment.to_owned(),
    }
}

/// What is in an element that keeps its shape.
fn inside(name: &str, tag: &str, inner: &str, options: &Options) -> String {
    match name {
        "style" if options.css => css::compress(inner, Some(STYLE_BREAK)),
        "style" => strip(inner).to_owned(),
        "script" if is_script(tag) => {
            let smaller = if options.scripts { javascript::minify(inner) } else { None };
            smaller.unwrap_or_else(|| strip(inner).to_owned())
        }
        _ => inner.to_owned(),
    }
}

/// Whether a start tag is that of a script and not of other data.
fn is_script(tag: &str) -> bool {
    let Some((_, kind)) = tag.split_once("type=") else { return true };
    let kind = kind.trim_start_matches(['"', '\'']);
    let end = kind.find(['"', '\'', ' ', '>']).unwrap_or(kind.len());
    matches!(&kind[..end], "" | "text/javascript" | "application/javascript")
}

/// Removes white space around the ends of lines.
fn lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.truncate(out.trim_end_matches([' ', '\t', '\r']).len());
            out.push('\n');
            out.push_str(line.trim_start_matches([' ', '\t']));
        } else {
            out.push_str(line);
        }
    }
    out
}

/// Makes each run of white space one space; line breaks stay if they are wanted.
fn collapse(text: &str, line_breaks: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        let blank = (c.is_ascii_whitespace() || c == '\u{B}') && !(line_breaks && c == '\n');
        if blank && !gap {
            out.push(' ');
        } else if !blank {
            out.push(c);
        }
        gap = blank;
    }
    out
}

/// Removes white space between tags.
fn without_gaps(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('>') {
        out.push_str(&rest[..=at]);
        let tail = &rest[at + 1..];
        let trimmed = tail.trim_start();
        rest = if trimmed.starts_with('<') { trimmed } else { tail };
    }
    out + rest
}

/// Works on the tags of a text; what is between them stays.
fn tags(text: &str, options: &Options) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let tag = &rest[at..];
        let end = match tag.as_bytes().get(1) {
            Some(byte) if byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?') => tag_length(tag),
            _ => None,
        };
        let Some(end) = end else {
            out.push('<');
            rest = &tag[1..];
            continue;
        };
        if tag.as_bytes()[1] == b'!' {
            let is_doctype = tag.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"));
            out.push_str(if options.doctype && is_doctype { "<!DOCTYPE html>" } else { &tag[..end] });
        } else if tag.as_bytes()[1].is_ascii_alphabetic() {
            out.push_str(&start_tag(&tag[..end], options));
        } else {
            out.push_str(&tag[..end]);
        }
        rest = &tag[end..];
    }
    out + rest
}

/// The length of a tag; a `>` in a quoted value does not end it.
fn tag_length(tag: &str) -> Option<usize> {
    let first = tag.find('>')?;
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (byte, quote) {
            (b'"' | b'\'', None) if tag[..at].trim_end().ends_with('=') => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            (b'>', None) => return Some(at + 1),
            _ => {}
        }
    }
    Some(first + 1)
}

/// One piece of a start tag behind its name: the white space before it, its name, and its value as it is written.
struct Attribute<'a> {
    gap: &'a str,
    name: &'a str,
    equals: &'a str,
    value: &'a str,
}

impl Attribute<'_> {
    fn bare(&self) -> &str {
        let value = self.value;
        for quote in ['"', '\''] {
            if let Some(inner) = value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote)) {
                return inner;
            }
        }
        value
    }
}

fn start_tag(tag: &str, options: &Options) -> String {
    let name_end = tag.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(tag.len());
    let name = tag[1..name_end].to_ascii_lowercase();
    let (attributes, end) = attributes(&tag[name_end..]);
    let mut out = tag[..name_end].to_owned();
    for attribute in &attributes {
        let key = attribute.name.to_ascii_lowercase();
        let value = attribute.bare().to_ascii_lowercase();
        if is_default(&name, &key, &value, &attributes, options) {
            continue;
        }
        out.push_str(attribute.gap);
        out.push_str(attribute.name);
        if options.boolean_attributes && BOOLEANS.contains(&&*key) {
            continue;
        }
        out.push_str(if options.inside_tags { strip(attribute.equals) } else { attribute.equals });
        let value = shown_value(&key, attribute, &attributes, options);
        out.push_str(&if options.inside_tags { tight_equals(&value) } else { value.to_string() });
    }
    if options.inside_tags && end != "/>" {
        let trimmed = end.trim_start();
        let unquoted = out.ends_with(|c: char| c != '"' && c != '\'') && out.contains('=') && trimmed == "/>";
        if unquoted && end.len() > trimmed.len() {
            out.push(' ');
        }
        out.push_str(trimmed);
    } else {
        out.push_str(end);
    }
    out
}

/// Removes the space around equals signs that follow a word, which the gem does not only between attributes and their
/// values, but also in the values.
fn tight_equals(value: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('=') {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        let word = before.trim_end();
        let start = word.trim_end_matches(is_word);
        let follows_word = start.len() < word.len() && start.ends_with(|c: char| c.is_ascii_whitespace());
        let in_tag = after.find('<').is_none_or(|open| after.find('>').is_some_and(|close| close < open));
        if follows_word && in_tag {
            out.push_str(word);
            out.push('=');
            rest = after.trim_start();
        } else {
            out.push_str(&rest[..=at]);
            rest = after;
        }
    }
    out + rest
}

/// Splits what follows the name of a tag into attributes and the end.
fn attributes(text: &str) -> (Vec<Attribute<'_>>, &str) {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start();
        let gap = &rest[..rest.len() - trimmed.len()];
        if trimmed.is_empty() || trimmed == ">" || trimmed == "/>" {
            return (found, rest);
        }
        let stop = trimmed.find(|c: char| c.is_whitespace() || c == '=' || c == '>').unwrap_or(trimmed.len());
        let stop = if stop == 0 { trimmed.chars().next().map_or(0, char::len_utf8) } else { stop };
        let stop = if trimmed[stop..] == *">" && trimmed[..stop].ends_with('/') { stop - 1 } else { stop };
        let (name, after) = trimmed.split_at(stop.max(1).min(trimmed.len()));
        let behind = after.trim_start();
        let (equals, value) = match behind.strip_prefix('=') {
            Some(value) => {
                let value = value.trim_start();
                (&after[..after.len() - value.len()], value)
            }
            None => ("", ""),
        };
        if equals.is_empty() {
            found.push(Attribute { gap, name, equals: "", value: "" });
            rest = after;
            continue;
        }
        let length = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].find(quote).map_or(value.len() - 1, |end| end + 2),
            _ => value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len()),
        };
        found.push(Attribute { gap, name, equals, value: &value[..length] });
        rest = &value[length..];
    }
}

/// Whether an attribute says what is so without it.
fn is_default(tag: &str, key: &str, value: &str, all: &[Attribute<'_>], options: &Options) -> bool {
    let is_sheet = || {
        all.iter().any(|one| {
            one.name.eq_ignore_ascii_case("rel")
                && matches!(one.bare().to_ascii_lowercase().as_str(), "stylesheet" | "alternate stylesheet")
        })
    };
    match (tag, key, value) {
        ("script", "type", "text/javascript" | "application/javascript") | ("script", "language", "javascript") => {
            options.script_attributes
        }
        ("style", "type", "text/css") => options.style_attributes,
        ("link", "type", "text/css" | "text/plain") => options.link_attributes && is_sheet(),
        ("form", "method", "get") => options.form_attributes,
        ("input", "type", "text") => options.input_attributes,
        _ => false,
    }
}

fn shown_value(key: &str, attribute: &Attribute<'_>, all: &[Attribute<'_>], options: &Options) -> String {
    let mut value = attribute.value.to_owned();
    if key.starts_with("on") && options.javascript_protocol {
        value = value.replacen("javascript:", "", 1);
    }
    let external =
        all.iter().any(|one| one.name.eq_ignore_ascii_case("rel") && one.bare().eq_ignore_ascii_case("external"));
    if matches!(key, "href" | "src" | "cite" | "action") && !external {
        for (on, protocol) in [(options.http_protocol, "http:"), (options.https_protocol, "https:")] {
            let quoted = usize::from(value.starts_with(['"', '\'']));
            if on && value[quoted..].starts_with(protocol) {
                value.replace_range(quoted..quoted + protocol.len(), "");
            }
        }
    }
    let bare = Attribute { value: &value, ..*attribute };
    let plain = bare.bare();
    let is_simple = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if options.quotes && !plain.is_empty() && plain.chars().all(is_simple) {
        return plain.to_owned();
    }
    value
}

/// Puts the kept parts back.
fn restore(text: &str, kept: &[String]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(OPEN) {
        out.push_str(&rest[..at]);
        let tail = &rest[at + OPEN.len_utf8()..];
        let (number, after) = tail.split_once(CLOSE).unwrap_or((tail, ""));
        if let Some(part) = number.parse::<usize>().ok().and_then(|number| kept.get(number)) {
            out.push_str(part);
        }
        rest = after;
    }
    out + rest
}
