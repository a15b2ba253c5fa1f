//! From the path of a request to the names of folders and a file: nothing that could lead elsewhere passes.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// Why a path is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It is not a path at all, or tries to leave the site.
    Malformed,
    /// It can name no file.
    Nowhere,
}

/// The names of a decoded path, and whether a slash ends it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) names: Vec<String>,
    pub(crate) ends_with_slash: bool,
}

/// Reads the path of a request: decoded once, split into names, without empty ones and `.`.
pub(crate) fn read(path: &str) -> Result<Address, Refused> {
    if !path.starts_with('/') || has_broken_escape(path) {
        return Err(Refused::Malformed);
    }
    let decoded = percent_decode_str(path).decode_utf8().map_err(|_| Refused::Nowhere)?;
    if decoded.contains(['\0', '\\']) {
        return Err(Refused::Malformed);
    }
    let mut names = Vec::new();
    for name in decoded.split('/') {
        match name {
            "" | "." => {}
            ".." => return Err(Refused::Malformed),
            // WEBrick never discloses these.
            name if name.starts_with(".ht") || name.ends_with('~') => return Err(Refused::Nowhere),
            name => names.push(name.to_owned()),
        }
    }
    Ok(Address { names, ends_with_slash: decoded.ends_with('/') || decoded.ends_with("/.") })
}

fn has_broken_escape(path: &str) -> bool {
    let hex = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
    let bytes = path.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| *byte == b'%' && !(hex(bytes.get(at + 1)) && hex(bytes.get(at + 2))))
}

/// Everything that does not stand for itself in a path.
const NOT_IN_PATHS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'\\');

/// Writes a path for an address line or a link.
pub(crate) fn encode(path: &str) -> String {
    utf8_percent_encode(path, NOT_IN_PATHS).to_string()
}

#[cfg(test)]
mod tests {
    use super::{Refused, encode, read};

    #[test]
    fn names_are_decoded_once() {
        let address = read("/a%20b//./%C3%BC.html").unwrap();
        assert_eq!(address.names, ["a b", "ü.html"]);
        assert!(!address.ends_with_slash);
        assert_eq!(read("/%252e%252e/x").unwrap().names, ["%2e%2e", "x"]);
        assert!(read("/docs/").unwrap().ends_with_slash);
        assert_eq!(encode("/a b/ü?"), "/a%20b/%C3%BC%3F");
    }

    #[test]
    fn what_leads_out_is_refused() {
        for path in
            ["/..", "/a/../b", "/%2e%2e/x", "/..%2fx", "/%2E%2e%2Fx", "/..\\x", "/%5c..", "/%00", "/%zz", "/%", "x"]
        {
            assert_eq!(read(path), Err(Refused::Malformed), "{path}");
        }
        for path in ["/%ff", "/.htaccess", "/a/x~", "/%c0%ae%c0%ae/"] {
            assert_eq!(read(path), Err(Refused::Nowhere), "{path}");
        }
    }
}
