//! Escaping as cmark does it.

/// Writes text with `&`, `<`, `>` and `"` as entities.
pub(super) fn html(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

/// Writes a URL for an attribute: what a URL may not hold is percent-encoded.
pub(super) fn href(out: &mut String, url: &str) {
    for byte in url.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            byte if byte.is_ascii_alphanumeric() || b"-_.+!*(),%#@?=;:/$~".contains(&byte) => {
                out.push(char::from(byte))
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
}

/// Makes the tags harmless that GitHub's tag filter names.
pub(super) fn filter_tags(html: &str) -> String {
    const TAGS: [&str; 9] =
        ["title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext"];
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let tag = &rest.as_bytes()[at + 1..];
        let named = TAGS
            .iter()
            .any(|name| tag.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())));
        out.push_str(if named { "&lt;" } else { "<" });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out
}
