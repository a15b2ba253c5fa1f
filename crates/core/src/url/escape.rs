//! Escaping of placeholder values and of whole URLs.

use std::fmt::Write;

/// Percent-encodes a placeholder's value. Values of which a line is made of letters, digits, `.`, `/` and `-` alone
/// stay as they are; the first `#` is always encoded, `?` never.
///
/// ```
/// use hyde_core::url::escape_path;
/// assert_eq!(escape_path("a b"), "a%20b");
/// assert_eq!(escape_path("50%"), "50%25");
/// assert_eq!(escape_path("c#?"), "c%23?");
/// ```
pub fn escape_path(value: &str) -> String {
    let plain = |line: &str| {
        !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'/' | b'-'))
    };
    if value.is_empty() || value.split('\n').any(plain) {
        return value.to_owned();
    }
    encode_uri(value).replacen('#', "%23", 1)
}

/// Which characters a part of a URI keeps.
type Keeps = fn(u8) -> bool;

fn keeps_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/".contains(&byte)
}

fn keeps_query(byte: u8) -> bool {
    keeps_path(byte) || byte == b'?'
}

fn keeps_scheme(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-+.".contains(&byte)
}

fn keeps_authority(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@[]".contains(&byte)
}

/// Splits text into the parts of a URI and encodes each with the characters it may keep.
fn encode_uri(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    if let Some(at) = rest.find([':', '/', '?', '#'])
        && at > 0
        && rest.as_bytes()[at] == b':'
    {
        encode(&rest[..at], keeps_scheme, &mut out);
        out.push(':');
        rest = &rest[at + 1..];
    }
    if let Some(authority) = rest.strip_prefix("//") {
        let end = authority.find(['/', '?', '#']).unwrap_or(authority.len());
        out.push_str("//");
        encode(&authority[..end], keeps_authority, &mut out);
        rest = &authority[end..];
    }
    let (rest, fragment) = match rest.split_once('#') {
        Some((rest, fragment)) => (rest, Some(fragment)),
        None => (rest, None),
    };
    match rest.split_once('?') {
        Some((path, query)) => {
            encode(path, keeps_path, &mut out);
            out.push('?');
            encode(query, keeps_query, &mut out);
        }
        None => encode(rest, keeps_path, &mut out),
    }
    if let Some(fragment) = fragment {
        out.push('#');
        encode(fragment, keeps_query, &mut out);
    }
    out
}

fn encode(text: &str, keeps: Keeps, out: &mut String) {
    for c in text.chars() {
        if c.is_ascii() && keeps(c as u8) {
            out.push(c);
        } else {
            let mut buffer = [0; 4];
            for byte in c.encode_utf8(&mut buffer).bytes() {
                // Writing to a string cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

/// Decodes percent-encoded bytes; what is no hexadecimal pair stays.
///
/// ```
/// assert_eq!(hyde_core::url::unescape("/a%20b%zz"), "/a b%zz");
/// ```
pub fn unescape(url: &str) -> String {
    if !url.contains('%') {
        return url.to_owned();
    }
    let bytes = url.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'%'
            && let (Some(high), Some(low)) = (hex(bytes.get(at + 1)), hex(bytes.get(at + 2)))
        {
            out.push(high * 16 + low);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    match String::from_utf8(out) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }
}

fn hex(byte: Option<&u8>) -> Option<u8> {
    char::from(*byte?).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// Makes a generated URL safe: a leading slash, no `..`, no `./`, no repeated slashes.
///
/// ```
/// use hyde_core::url::sanitize;
/// assert_eq!(sanitize("a..b//c"), "/a/b/c");
/// assert_eq!(sanitize("/d./e"), "/de");
/// ```
pub fn sanitize(url: &str) -> String {
    let joined = format!("/{url}").replace("..", "/").replace("./", "");
    let mut out = String::with_capacity(joined.len());
    for c in joined.chars() {
        if c != '/' || !out.ends_with('/') {
            out.push(c);
        }
    }
    out
}
