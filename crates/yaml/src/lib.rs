//! YAML typed as SafeYAML 1.0.5 types it, with source positions.
//!
//! In goes the text of a front matter, a configuration or a data file, out comes a [`Node`]: a tree of values, each
//! with the line and column it begins at. The grammar, its error texts and their positions are libyaml's; the types of
//! plain scalars, the merge of `<<` and the order of keys are SafeYAML's, which Jekyll loads everything with.
//!
//! ```
//! use hyde_yaml::{Yaml, parse};
//!
//! let page = parse("layout: post\ndraft: no\nlength: 1:30\n")?;
//! assert_eq!(page.get("layout").and_then(|layout| layout.as_str()), Some("post"));
//! assert_eq!(page.get("draft").map(|draft| &draft.value), Some(&Yaml::Bool(false)));
//! assert_eq!(page.get("length").map(|length| &length.value), Some(&Yaml::Float(90.0)));
//! # Ok::<(), hyde_yaml::Error>(())
//! ```

mod syntax;

mod build;
mod keys;
mod load;
mod scalar;
mod timestamp;

mod error;
mod node;
#[cfg(feature = "serde_yaml")]
mod serde_yaml;

pub use build::Build;
pub use error::{Error, ErrorKind};
pub use load::{MAX_ALIASED_NODES, MAX_DEPTH};
pub use node::{Date, Map, Node, Position, Time, Yaml};

/// Loads the first document of a text. An empty text gives `false`, as SafeYAML does.
///
/// ```
/// use hyde_yaml::{Yaml, parse};
/// assert_eq!(parse("12")?.value, Yaml::Int(12));
/// assert_eq!(parse("")?.value, Yaml::Bool(false));
/// # Ok::<(), hyde_yaml::Error>(())
/// ```
///
/// # Errors
/// Gives what Ruby would raise: mostly a syntax error.
pub fn parse(text: &str) -> Result<Node, Error> {
    load::load(text, build::Nodes)
}

/// Loads the first document of a text as [`parse`] does, into values of the caller's own kind.
///
/// # Errors
/// Gives what Ruby would raise: mostly a syntax error.
pub fn parse_into<B: Build>(text: &str, builder: B) -> Result<B::Value, Error> {
    load::load(text, builder)
}

/// Loads the bytes of a file as SafeYAML's `load_file` does: a byte order mark is dropped, and what is no UTF-8 is a
/// syntax error.
///
/// ```
/// use hyde_yaml::{Yaml, parse_file};
/// assert_eq!(parse_file(b"\xef\xbb\xbf12")?.value, Yaml::Int(12));
/// assert!(parse_file(b"\xff").is_err());
/// # Ok::<(), hyde_yaml::Error>(())
/// ```
///
/// # Errors
/// Gives what Ruby would raise.
pub fn parse_file(bytes: &[u8]) -> Result<Node, Error> {
    load::load_bytes(bytes, build::Nodes)
}

/// Loads the bytes of a file as [`parse_file`] does, into values of the caller's own kind.
///
/// # Errors
/// Gives what Ruby would raise.
pub fn parse_file_into<B: Build>(bytes: &[u8], builder: B) -> Result<B::Value, Error> {
    load::load_bytes(bytes, builder)
}
