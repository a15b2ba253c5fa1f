//! A file's bytes to text, as Ruby reads it with the site's `encoding`.

/// What a file's bytes were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Decoded {
    /// Text.
    Text(String),
    /// Bytes that are no UTF-8: with replacement characters where they are wrong, and as they are.
    Invalid(String, Vec<u8>),
}

impl Decoded {
    /// The text, whether it was valid or not.
    pub(crate) fn into_text(self) -> String {
        match self {
            Self::Text(text) | Self::Invalid(text, _) => text,
        }
    }
}

/// Decodes a file. With an `encoding` that begins with `utf-` a byte order mark is dropped; Latin-1 and its kin are
/// read byte by byte.
pub(crate) fn decode(bytes: Vec<u8>, encoding: &str) -> Decoded {
    let encoding = encoding.to_ascii_lowercase();
    if matches!(encoding.as_str(), "iso-8859-1" | "latin1" | "iso8859-1" | "windows-1252" | "cp1252") {
        if bytes.is_ascii() {
            return decode_utf8(bytes);
        }
        return Decoded::Text(bytes.into_iter().map(char::from).collect());
    }
    let bytes = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) if encoding.starts_with("utf-") => rest.to_vec(),
        _ => bytes,
    };
    decode_utf8(bytes)
}

/// How much of a file tells whether it is all ASCII, probably.
const HEAD: usize = 2048;

fn decode_utf8(bytes: Vec<u8>) -> Decoded {
    // Other scripts are checked faster than the standard library does, by more than copying the text costs.
    if !bytes[..bytes.len().min(HEAD)].is_ascii()
        && let Ok(text) = simdutf8::basic::from_utf8(&bytes)
    {
        return Decoded::Text(text.to_owned());
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded::Text(text),
        Err(error) => {
            let bytes = error.into_bytes();
            Decoded::Invalid(String::from_utf8_lossy(&bytes).into_owned(), bytes)
        }
    }
}
