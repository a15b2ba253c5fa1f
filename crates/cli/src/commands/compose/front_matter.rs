//! The front matter of a file that is made or moved: read, changed at single keys, and written as Psych writes it.

use super::dump::dump;
use hyde::front_matter::{split, to_value};
use hyde::yaml::{self, Node, Yaml};
use hyde::{Hash, Value};

/// Keys and values, in the order they are written.
pub(super) struct FrontMatter(Hash);

/// A text taken apart: its front matter, if it has one that can be read, and what follows.
pub(super) enum Read<'a> {
    /// It has none.
    Without,
    /// It has one that Ruby stumbles over, with what Ruby says.
    Refused(String),
    /// It has one.
    With(FrontMatter, &'a str),
}

impl FrontMatter {
    /// Makes an empty front matter.
    pub(super) fn new() -> Self {
        Self(Hash::new())
    }

    /// Sets a key; a new one comes last.
    pub(super) fn set(&mut self, key: &str, value: Value) {
        self.0.insert(key, value);
    }

    /// Sets a key that need not be a text.
    pub(super) fn set_value(&mut self, key: Value, value: Value) {
        self.0.insert(key, value);
    }

    /// Whether a key has a value.
    pub(super) fn has(&self, key: &str) -> bool {
        self.0.get(key).is_some_and(Value::truthy)
    }

    /// Takes a key out.
    pub(super) fn remove(&mut self, key: &str) {
        self.0.remove(key);
    }

    /// The front matter between its fences, with a text behind it.
    pub(super) fn before(&self, body: &str) -> String {
        format!("---\n{}---\n{body}", dump(&self.0))
    }
}

/// Reads the front matter of a text. `access` is the method by which Ruby changes it, for what Ruby says when there is
/// nothing to change.
pub(super) fn read<'a>(text: &'a str, access: &str) -> Read<'a> {
    let Some(parts) = split(text) else { return Read::Without };
    let node = match yaml::parse(parts.header) {
        Ok(node) => node,
        Err(error) => return Read::Refused(error.to_string()),
    };
    if let Some(class) = unspecified(&node, 0) {
        return Read::Refused(format!("Tried to load unspecified class: {class}"));
    }
    match to_value(&node) {
        Value::Hash(hash) => Read::With(FrontMatter((*hash).clone()), parts.body),
        Value::Array(_) => Read::Refused("no implicit conversion of String into Integer".to_owned()),
        _ => Read::Refused(format!("undefined method `{access}' for nil:NilClass")),
    }
}

/// The class of a value that Psych does not load when it is told to be safe.
fn unspecified(node: &Node, depth: usize) -> Option<&'static str> {
    const DEPTH_LIMIT: usize = 64;
    match &node.value {
        Yaml::Date(_) => Some("Date"),
        Yaml::Time(_) => Some("Time"),
        Yaml::Seq(items) if depth < DEPTH_LIMIT => items.iter().find_map(|item| unspecified(item, depth + 1)),
        Yaml::Map(map) if depth < DEPTH_LIMIT => {
            map.iter().find_map(|(key, value)| unspecified(key, depth + 1).or_else(|| unspecified(value, depth + 1)))
        }
        _ => None,
    }
}
