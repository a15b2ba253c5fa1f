//! One file from the source: its time, its front matter and its body.

use super::cache::Kept;
use crate::error::BuildError;
use crate::front_matter::{Decoded, decode, has_header, parse_value, split};
use crate::outside::Source;
use hyde_diagnostic::Place;
use hyde_liquid::Value;
use std::io;
use std::sync::Arc;

/// How much of a file is looked at to see whether it has front matter.
const START: usize = 1024;

/// A file that was read.
pub(crate) struct Loaded {
    /// The file's time, in nanoseconds since the epoch.
    pub(crate) modified: i128,
    /// What was in it.
    pub(crate) body: Body,
}

/// A file that was read now, or what was made of it before.
pub(crate) enum Found {
    Loaded(Loaded),
    Kept(Kept),
}

/// What was in a file.
pub(crate) enum Body {
    /// No front matter: the content was not read.
    Static,
    /// Text, taken apart.
    Text(Text),
}

/// The text of a file.
pub(crate) struct Text {
    /// Everything after the front matter; the whole text when there is none.
    pub(crate) content: String,
    /// How many lines stand before `content`.
    pub(crate) body_line: usize,
    /// Whether the file was valid in its encoding.
    pub(crate) valid: bool,
    /// The bytes of a file that was not.
    pub(crate) bytes: Option<Arc<[u8]>>,
    /// The front matter, if there is a complete one.
    pub(crate) header: Option<Header>,
    /// Why the file could not be read at all.
    pub(crate) unreadable: Option<BuildError>,
}

impl Text {
    /// Whether there is nothing to tell of the file.
    pub(crate) fn is_sound(&self) -> bool {
        self.valid && self.unreadable.is_none() && !matches!(self.header, Some(Err(_)))
    }
}

/// The YAML of a file, or why it is none.
pub(crate) type Header = Result<Value, Box<YamlFault>>;

/// Why a text is no YAML.
pub(crate) struct YamlFault {
    /// Ruby's class.
    pub(crate) class: &'static str,
    /// Ruby's message.
    pub(crate) message: String,
    /// Where the fault is.
    pub(crate) place: Place,
}

impl YamlFault {
    /// Whether Ruby raises Psych's syntax error.
    pub(crate) fn is_syntax(&self) -> bool {
        self.class == "Psych::SyntaxError"
    }
}

/// Reads a file that counts as a page or document only when it has front matter.
pub(crate) fn load_if_header(source: &dyn Source, path: &str, encoding: &str) -> Result<Loaded, BuildError> {
    let start = source.read_start(path, START).map_err(|error| BuildError::io(&error, "rb_sysopen", path))?;
    let modified = modified(source, path);
    if !has_header(&start) {
        return Ok(Loaded { modified, body: Body::Static });
    }
    let bytes = if start.len() < START { Ok(start) } else { source.read(path) };
    Ok(Loaded { modified, body: Body::Text(take_apart(bytes, source, path, encoding)?) })
}

/// Reads a file that is text in any case. One that cannot be read is a text without anything in it, and says why.
pub(crate) fn load(source: &dyn Source, path: &str, encoding: &str) -> Result<Loaded, BuildError> {
    let (text, modified) = match source.read_dated(path) {
        Ok((bytes, modified)) => (take_apart(Ok(bytes), source, path, encoding)?, modified),
        Err(error) => {
            let text = Text {
                content: String::new(),
                body_line: 0,
                valid: true,
                bytes: None,
                header: None,
                unreadable: Some(BuildError::io(&error, "rb_sysopen", path)),
            };
            (text, modified(source, path))
        }
    };
    Ok(Loaded { modified, body: Body::Text(text) })
}

pub(crate) fn modified(source: &dyn Source, path: &str) -> i128 {
    source.metadata(path).map_or(0, |metadata| metadata.modified)
}

fn take_apart(bytes: io::Result<Vec<u8>>, source: &dyn Source, path: &str, encoding: &str) -> Result<Text, BuildError> {
    let bytes = bytes.map_err(|error| BuildError::io(&error, "rb_sysopen", path))?;
    let mut content = match decode(bytes, encoding) {
        Decoded::Text(text) => text,
        Decoded::Invalid(content, bytes) => {
            let bytes = Some(bytes.into());
            return Ok(Text { content, body_line: 0, valid: false, bytes, header: None, unreadable: None });
        }
    };
    let Some(found) = split(&content) else {
        return Ok(Text { content, body_line: 0, valid: true, bytes: None, header: None, unreadable: None });
    };
    let header = parse_yaml(found.header, relative(source, path));
    let body_line = found.body_line;
    content.drain(..content.len() - found.body.len());
    Ok(Text { content, body_line, valid: true, bytes: None, header: Some(header), unreadable: None })
}

/// Parses YAML, with its faults placed in the file that users know by `file`.
pub(crate) fn parse_yaml(text: &str, file: &str) -> Header {
    parse_value(text).map_err(|error| {
        Box::new(YamlFault { class: error.ruby_class(), place: error.place(file, text), message: error.to_string() })
    })
}

/// A path as users know it: relative to the source.
pub(crate) fn relative<'a>(source: &dyn Source, path: &'a str) -> &'a str {
    path.strip_prefix(source.root()).map_or(path, |path| path.trim_start_matches('/'))
}
