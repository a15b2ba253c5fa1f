//! JSON without white space and comments. Values are not touched.

use crate::al_folio_gems::ruby_json;
use hyde_liquid::strip;

/// Removes what is between the tokens; `None` where the text is not JSON.
pub(super) fn compress(text: &str) -> Option<String> {
    if strip(text).is_empty() {
        return Some(String::new());
    }
    ruby_json::parse(text.trim_start_matches('\u{FEFF}'))?;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '"' => {
                let length = string_length(rest);
                out.push_str(&rest[..length]);
                length
            }
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |at| at + 2),
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            c if c.is_whitespace() => c.len_utf8(),
            c => {
                out.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    Some(out)
}

/// The length of the string that the text starts with.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}
