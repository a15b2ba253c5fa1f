//! Escaping, attributes and entities.

use crate::attribute_map::Attributes;
use crate::entities;
use crate::options::EntityOutput;
use crate::unicode::{is_ascii_word, strip};

/// Which characters are escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escape {
    /// `<`, `>` and `&`.
    All,
    /// The same, but references stay.
    Text,
    /// As text, and `"`.
    Attribute,
}

/// The length of the reference at the beginning of `text`.
fn reference(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let length = if bytes.get(1) == Some(&b'#') {
        if bytes.get(2) == Some(&b'x') {
            let digits = bytes[3..].iter().take_while(|b| b.is_ascii_hexdigit()).count();
            (digits > 0).then_some(3 + digits)
        } else {
            let digits = bytes[2..].iter().take_while(|b| b.is_ascii_digit()).count();
            (digits > 0).then_some(2 + digits)
        }
    } else {
        let name = bytes[1..].iter().take_while(|b| is_ascii_word(**b) || matches!(b, b'-' | b'.' | b':')).count();
        (name > 0 && !matches!(bytes[1], b'-' | b'.')).then_some(1 + name)
    }?;
    (bytes.get(length) == Some(&b';')).then_some(length + 1)
}

/// Writes `text` with its special characters escaped.
pub(super) fn escape(out: &mut String, text: &str, how: Escape) {
    let bytes = text.as_bytes();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = next_special(bytes, at, how) {
        let replacement = match bytes[found] {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => match reference(&text[found..]).filter(|_| how != Escape::All) {
                Some(length) => {
                    at = found + length;
                    continue;
                }
                None => "&amp;",
            },
        };
        out.push_str(&text[copied..found]);
        out.push_str(replacement);
        at = found + 1;
        copied = at;
    }
    out.push_str(&text[copied..]);
}

fn next_special(bytes: &[u8], from: usize, how: Escape) -> Option<usize> {
    let rest = &bytes[from..];
    let found = if how == Escape::Attribute {
        rest.iter().position(|b| matches!(b, b'<' | b'>' | b'&' | b'"'))
    } else {
        memchr::memchr3(b'<', b'>', b'&', rest)
    };
    found.map(|at| from + at)
}

/// Writes an element's attributes.
pub(super) fn attributes(out: &mut String, attributes: &Attributes) {
    for (name, value) in attributes.iter() {
        if name == "id" && strip(value).is_empty() {
            continue;
        }
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(out, value, Escape::Attribute);
        out.push('"');
    }
}

/// Writes the entity for `code` as the options ask.
pub(super) fn entity(out: &mut String, code: u32, original: &str, how: EntityOutput) {
    let special = matches!(code, 0x22 | 0x26 | 0x3c | 0x3e);
    let as_char = how == EntityOutput::AsChar || how == EntityOutput::AsAsciiChar && code < 0x80;
    if as_char && (!special || code == 0x22) {
        out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        return;
    }
    if how != EntityOutput::Numeric && how != EntityOutput::Symbolic && !original.is_empty() {
        out.push_str(original);
        return;
    }
    let named =
        original.strip_prefix('&').and_then(|rest| rest.strip_suffix(';')).filter(|name| !name.starts_with('#'));
    match named.or_else(|| standard_name(code)).filter(|_| how == EntityOutput::Symbolic || special) {
        Some(name) => {
            out.push('&');
            out.push_str(name);
            out.push(';');
        }
        None => out.push_str(&format!("&#{code};")),
    }
}

/// The name written for a code point; the entities that kramdown itself makes go by their usual names.
fn standard_name(code: u32) -> Option<&'static str> {
    match code {
        0x26 => Some("amp"),
        0x3c => Some("lt"),
        0x3e => Some("gt"),
        0x22 => Some("quot"),
        _ => entities::name(code),
    }
}
