//! URIs as the Addressable gem takes them apart and normalises them. In go strings from templates and
//! configuration, out come percent-encoded URIs or the gem's message about what is wrong.
//!
//! Behaviour observed on Addressable 2.8.7.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The parts of a URI, as RFC 3986 splits it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Uri<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

impl<'a> Uri<'a> {
    /// Takes `text` apart, or says what is wrong with it in the gem's words.
    pub(crate) fn parse(text: &'a str) -> Result<Self, String> {
        let (rest, fragment) = split_first(text, '#');
        let (rest, query) = split_first(rest, '?');
        let (scheme, rest) = match rest.find([':', '/']) {
            Some(at) if at > 0 && rest.as_bytes()[at] == b':' => (Some(&rest[..at]), &rest[at + 1..]),
            _ => (None, rest),
        };
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => {
                let end = rest.find('/').unwrap_or(rest.len());
                (Some(&rest[..end]), &rest[end..])
            }
            None => (None, rest),
        };
        let uri = Self { scheme, authority, path, query, fragment };
        uri.check(text)?;
        Ok(uri)
    }

    fn check(&self, text: &str) -> Result<(), String> {
        if let Some(scheme) = self.scheme {
            let mut letters = scheme.chars();
            let starts_well = letters.next().is_some_and(|c| c.is_ascii_alphabetic());
            if !starts_well || !letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-')) {
                return Err(format!("Invalid scheme format: '{scheme}'"));
            }
            let no_host = self.authority.is_none_or(|authority| authority.is_empty() && scheme != "file");
            if no_host && self.path.is_empty() {
                return Err(format!("Absolute URI missing hierarchical segment: '{text}'"));
            }
        } else if self.authority.is_none() && ambiguous(self.path) {
            return Err(format!("Cannot assemble URI string with ambiguous path: '{}'", self.path));
        }
        if let Some(authority) = self.authority {
            let parts = Authority::split(authority);
            if let Some(port) = parts.port.filter(|port| !port.bytes().all(|b| b.is_ascii_digit())) {
                return Err(format!("Invalid port number: {port:?}"));
            }
            let bad =
                |c: char| c.is_ascii_whitespace() || matches!(c, '<' | '>' | '"' | '\\' | '^' | '`' | '{' | '}' | '|');
            if !parts.host.starts_with('[') && parts.host.contains(bad) {
                return Err(format!("Invalid character in host: '{}'", parts.host));
            }
        }
        Ok(())
    }

    /// Says whether the URI has a scheme.
    pub(crate) fn is_absolute(&self) -> bool {
        self.scheme.is_some()
    }

    /// Gives the normal form: lower-case scheme and host, no default port, dot segments resolved, everything outside
    /// the characters of each part percent-encoded.
    pub(crate) fn normalize(&self) -> Result<String, String> {
        let mut out = String::with_capacity(self.path.len() + 16);
        let scheme = self.scheme.map(str::to_ascii_lowercase);
        if let Some(scheme) = &scheme {
            out.push_str(scheme);
            out.push(':');
        }
        if let Some(authority) = self.authority {
            out.push_str("//");
            Authority::split(authority).normalize(scheme.as_deref(), &mut out);
        }
        let path = self.normalized_path(scheme.as_deref());
        if self.scheme.is_none() && self.authority.is_none() && ambiguous(&path) {
            return Err(format!("Cannot assemble URI string with ambiguous path: '{path}'"));
        }
        out.push_str(&path);
        if let Some(query) = self.query.filter(|query| !query.is_empty()) {
            out.push('?');
            for (at, pair) in query.split('&').enumerate() {
                if at > 0 {
                    out.push('&');
                }
                normalize_into(
                    pair,
                    |b| is_pchar(b) && b != b'&' && b != b';' || matches!(b, b'/' | b'?'),
                    b"+",
                    &mut out,
                );
            }
        }
        if let Some(fragment) = self.fragment.filter(|fragment| !fragment.is_empty()) {
            out.push('#');
            normalize_into(fragment, |b| is_pchar(b) || matches!(b, b'/' | b'?'), b"", &mut out);
        }
        Ok(out)
    }

    fn normalized_path(&self, scheme: Option<&str>) -> String {
        let path = self.path.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\0');
        if path.is_empty() {
            let needs_root = self.authority.is_some_and(|authority| !authority.is_empty()) && scheme != Some("file");
            return if needs_root { "/".to_owned() } else { String::new() };
        }
        let mut encoded = String::with_capacity(path.len());
        normalize_into(path, |b| is_pchar(b) || b == b'/', b"", &mut encoded);
        remove_dot_segments(&encoded)
    }
}

/// Tells whether a path without a scheme would be read back as one with a scheme.
fn ambiguous(path: &str) -> bool {
    path.split('/').next().is_some_and(|first| first.contains(':'))
}

fn split_first(text: &str, at: char) -> (&str, Option<&str>) {
    match text.split_once(at) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

struct Authority<'a> {
    userinfo: Option<&'a str>,
    host: &'a str,
    port: Option<&'a str>,
}

impl<'a> Authority<'a> {
    fn split(text: &'a str) -> Self {
        let (userinfo, rest) = match text.rsplit_once('@') {
            Some((userinfo, rest)) => (Some(userinfo), rest),
            None => (None, text),
        };
        let host_end = rest.rfind(']').map_or(0, |at| at + 1);
        match rest[host_end..].rfind(':') {
            Some(at) => Self { userinfo, host: &rest[..host_end + at], port: Some(&rest[host_end + at + 1..]) },
            None => Self { userinfo, host: rest, port: None },
        }
    }

    fn normalize(&self, scheme: Option<&str>, out: &mut String) {
        if let Some(userinfo) = self.userinfo.filter(|userinfo| !userinfo.is_empty()) {
            normalize_into(userinfo, |b| is_pchar(b) && b != b'@', b"", out);
            out.push('@');
        }
        let decoded = decode(self.host, b"");
        let host = String::from_utf8_lossy(&decoded).trim_end_matches('.').to_lowercase();
        if host.starts_with('[') {
            out.push_str(&host);
        } else {
            for (at, label) in host.split('.').enumerate() {
                if at > 0 {
                    out.push('.');
                }
                if label.is_ascii() {
                    encode_into(label.as_bytes(), |b| is_unreserved(b) || is_sub_delim(b), out);
                } else {
                    out.push_str("xn--");
                    punycode(&label.nfc().collect::<Vec<char>>(), out);
                }
            }
        }
        let default_port = match scheme {
            Some("http" | "ws") => "80",
            Some("https" | "wss") => "443",
            Some("ftp") => "21",
            _ => "",
        };
        if let Some(port) = self.port.filter(|port| !port.is_empty() && *port != default_port) {
            out.push(':');
            out.push_str(port);
        }
    }
}

/// Percent-encodes what is in no URI and leaves what is already encoded or has a meaning in a URI: the `uri_escape`
/// filter.
pub(crate) fn normalize_component(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    normalize_into(text, |b| is_pchar(b) || matches!(b, b'/' | b'?' | b'#' | b'[' | b']'), b"", &mut out);
    out
}

/// Decodes `text`, composes it, and encodes all bytes but the allowed ones again. Bytes in `keep` stay encoded when
/// they were.
fn normalize_into(text: &str, allowed: impl Fn(u8) -> bool, keep: &[u8], out: &mut String) {
    if text.bytes().all(|b| b != b'%' && allowed(b)) {
        out.push_str(text);
        return;
    }
    let mut parts = text;
    // What must stay encoded is copied over between the stretches that are decoded.
    while let Some(at) = keep.first().and_then(|kept| find_encoded(parts, *kept)) {
        decode_and_encode(&parts[..at], &allowed, out);
        out.push_str(&parts[at..at + 3].to_ascii_uppercase());
        parts = &parts[at + 3..];
    }
    decode_and_encode(parts, &allowed, out);
}

fn decode_and_encode(text: &str, allowed: &impl Fn(u8) -> bool, out: &mut String) {
    let bytes = decode(text, b"");
    match std::str::from_utf8(&bytes) {
        Ok(text) if !text.is_ascii() => encode_into(text.nfc().collect::<String>().as_bytes(), allowed, out),
        _ => encode_into(&bytes, allowed, out),
    }
}

fn find_encoded(text: &str, byte: u8) -> Option<usize> {
    let wanted = format!("%{byte:02X}");
    text.as_bytes().windows(3).position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

fn decode<'a>(text: &'a str, _keep: &[u8]) -> Cow<'a, [u8]> {
    let bytes = text.as_bytes();
    if !bytes.contains(&b'%') {
        return Cow::Borrowed(bytes);
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = (bytes.get(at + 1).copied().and_then(hex_value), bytes.get(at + 2).copied().and_then(hex_value));
        if let (b'%', (Some(high), Some(low))) = (bytes[at], pair) {
            out.push(high * 16 + low);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    Cow::Owned(out)
}

fn hex_value(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

fn encode_into(bytes: &[u8], allowed: impl Fn(u8) -> bool, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in bytes {
        if byte.is_ascii() && allowed(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn is_sub_delim(byte: u8) -> bool {
    matches!(byte, b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=')
}

fn is_pchar(byte: u8) -> bool {
    is_unreserved(byte) || is_sub_delim(byte) || matches!(byte, b':' | b'@')
}

/// Resolves `.` and `..` segments. A path without a leading slash only loses leading dots and `/./`.
fn remove_dot_segments(path: &str) -> String {
    if !path.contains('.') {
        return path.to_owned();
    }
    let rooted = path.starts_with('/');
    let mut rest = path;
    if !rooted {
        while let Some(shorter) = rest.strip_prefix("./").or_else(|| rest.strip_prefix("../")) {
            rest = shorter;
        }
        if rest == "." || rest == ".." {
            return String::new();
        }
    }
    let mut kept: Vec<&str> = Vec::new();
    let segments: Vec<&str> = rest.split('/').collect();
    let first = usize::from(rooted);
    let last = segments.len() - 1;
    for (at, segment) in segments.iter().enumerate().skip(first) {
        match *segment {
            "." => {
                if at == last {
                    kept.push("");
                }
            }
            ".." if rooted || kept.len() > 1 => {
                kept.pop();
                if at == last {
                    kept.push("");
                }
            }
            other => kept.push(other),
        }
    }
    let joined = kept.join("/");
    if rooted { format!("/{joined}") } else { joined }
}

/// Writes the Punycode form of a host label (RFC 3492).
fn punycode(label: &[char], out: &mut String) {
    const BASE: u32 = 36;
    let basic: String = label.iter().filter(|c| c.is_ascii()).collect();
    out.push_str(&basic);
    let basic_count = u32::try_from(basic.len()).unwrap_or(u32::MAX);
    if basic_count > 0 {
        out.push('-');
    }
    let (mut code, mut delta, mut bias, mut handled) = (128_u32, 0_u32, 72_u32, basic_count);
    let total = u32::try_from(label.len()).unwrap_or(u32::MAX);
    while handled < total {
        let Some(next) = label.iter().map(|c| u32::from(*c)).filter(|c| *c >= code).min() else { return };
        delta = delta.saturating_add((next - code).saturating_mul(handled + 1));
        code = next;
        for c in label.iter().map(|c| u32::from(*c)) {
            if c < code {
                delta = delta.saturating_add(1);
            }
            if c != code {
                continue;
            }
            let mut rest = delta;
            let mut k = BASE;
            loop {
                let threshold = k.saturating_sub(bias).clamp(1, 26);
                if rest < threshold {
                    break;
                }
                out.push(punycode_digit(threshold + (rest - threshold) % (BASE - threshold)));
                rest = (rest - threshold) / (BASE - threshold);
                k += BASE;
            }
            out.push(punycode_digit(rest));
            bias = adapt(delta, handled + 1, handled == basic_count);
            delta = 0;
            handled += 1;
        }
        delta = delta.saturating_add(1);
        code += 1;
    }
}

fn punycode_digit(value: u32) -> char {
    char::from_digit(value, 36).map_or('?', |_| {
        let byte = u8::try_from(value).unwrap_or(0);
        char::from(if byte < 26 { b'a' + byte } else { b'0' + byte - 26 })
    })
}

fn adapt(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(text: &str) -> String {
        Uri::parse(text).and_then(|uri| uri.normalize()).unwrap_or_else(|message| format!("ERR {message}"))
    }

    #[test]
    fn normal_forms_are_the_gems() {
        for (input, expected) in [
            ("/blog/a b/é", "/blog/a%20b/%C3%A9"),
            ("/a/../b/./c", "/b/c"),
            ("/a/%7eb", "/a/~b"),
            ("/a/%2fb%e9", "/a//b%E9"),
            ("/a?x=é y&z=%2f", "/a?x=%C3%A9%20y&z=/"),
            ("http://ex.com:80", "http://ex.com/"),
            ("http://münchen.de/ä", "http://xn--mnchen-3ya.de/%C3%A4"),
            ("http://faß.de", "http://xn--fa-hia.de/"),
            ("http://ex.com#x", "http://ex.com/#x"),
            ("//a//b", "//a//b"),
            ("a/../b", "a/../b"),
            ("../a", "a"),
            ("?", ""),
            ("/%zz", "/%25zz"),
            ("/a?b=%2B&c=%26%3B%3D%23x", "/a?b=%2B&c=%26%3B=%23x"),
            ("/a?b=1;c=2", "/a?b=1%3Bc=2"),
            ("/a/b/..", "/a/"),
            ("/.", "/"),
            ("a/./b", "a/b"),
            ("a/..", "a/.."),
            ("file:///a/b", "file:///a/b"),
            ("http:/x", "http:/x"),
            ("mailto:X@Y.com", "mailto:X@Y.com"),
            ("/%65%CC%81", "/%C3%A9"),
            ("http://%65x.com", "http://ex.com/"),
            (" a b ", "a%20b"),
            ("a b:c", "ERR Invalid scheme format: 'a b'"),
            (":x", "ERR Cannot assemble URI string with ambiguous path: ':x'"),
            ("http://", "ERR Absolute URI missing hierarchical segment: 'http://'"),
            ("http://ex.com:8x/", "ERR Invalid port number: \"8x\""),
            ("http://a b/c", "ERR Invalid character in host: 'a b'"),
        ] {
            assert_eq!(normal(input), expected, "{input:?}");
        }
    }

    #[test]
    fn components_keep_what_is_encoded_and_reserved() {
        assert_eq!(normalize_component("foo, bar \\baz? é#x%20[1]"), "foo,%20bar%20%5Cbaz?%20%C3%A9#x%20[1]");
        assert_eq!(normalize_component("%zz%2f%e9"), "%25zz/%E9");
    }
}
