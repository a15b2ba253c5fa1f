//! What a document is made into: the seam between the loader and the trees that it grows.

use crate::keys::MapBuilder;
use crate::node::{Node, Position, Yaml};
use std::borrow::Cow;

/// Makes values of some type of what a document holds, in the order in which it ends.
///
/// ```
/// use hyde_yaml::{Build, Position, Yaml, parse_into};
/// use std::borrow::Cow;
///
/// /// Counts the scalars.
/// struct Count;
///
/// impl Build for Count {
///     type Value = usize;
///
///     fn text(&mut self, _: Cow<'_, str>, _: Position) -> usize {
///         1
///     }
///     fn scalar(&mut self, _: Yaml, _: Position) -> usize {
///         1
///     }
///     fn sequence(&mut self, items: impl ExactSizeIterator<Item = usize>, _: Position) -> usize {
///         items.sum()
///     }
///     fn map(&mut self, pairs: impl ExactSizeIterator<Item = (usize, usize)>, _: Position) -> usize {
///         pairs.map(|(_, value)| value).sum()
///     }
///     fn again(&mut self, value: &usize, _: Position) -> usize {
///         *value
///     }
///     fn entries(&mut self, _: usize) -> Result<Vec<(usize, usize)>, String> {
///         Ok(Vec::new())
///     }
///     fn is_nil(_: &usize) -> bool {
///         false
///     }
///     fn as_text(_: &usize) -> Option<&str> {
///         None
///     }
/// }
///
/// assert_eq!(parse_into("title: Hello\ntags: [a, 2]\n", Count)?, 3);
/// # Ok::<(), hyde_yaml::Error>(())
/// ```
pub trait Build {
    /// What is made.
    type Value: Clone;

    /// Makes a string.
    fn text(&mut self, text: Cow<'_, str>, position: Position) -> Self::Value;

    /// Makes a string that is a key of a map.
    fn key(&mut self, text: Cow<'_, str>, position: Position) -> Self::Value {
        self.text(text, position)
    }

    /// Makes a scalar that is no string.
    fn scalar(&mut self, value: Yaml, position: Position) -> Self::Value;

    /// Makes a sequence.
    fn sequence(&mut self, items: impl ExactSizeIterator<Item = Self::Value>, position: Position) -> Self::Value;

    /// Makes a map. A key may come more than once: the value that comes last stands in the place of the first.
    fn map(
        &mut self,
        pairs: impl ExactSizeIterator<Item = (Self::Value, Self::Value)>,
        position: Position,
    ) -> Self::Value;

    /// Makes what an alias stands for.
    fn again(&mut self, value: &Self::Value, position: Position) -> Self::Value;

    /// Gives the pairs of a map that is merged into another.
    ///
    /// # Errors
    /// Gives what Ruby calls a value that is no map.
    fn entries(&mut self, value: Self::Value) -> Result<Vec<(Self::Value, Self::Value)>, String>;

    /// Says whether a value is `nil`.
    fn is_nil(value: &Self::Value) -> bool;

    /// Gives the text of a string; `None` for all else.
    fn as_text(value: &Self::Value) -> Option<&str>;
}

/// Makes the nodes of [`parse`](crate::parse).
pub(crate) struct Nodes;

impl Build for Nodes {
    type Value = Node;

    fn text(&mut self, text: Cow<'_, str>, position: Position) -> Node {
        Node { value: Yaml::Str(text.into_owned()), position }
    }

    fn scalar(&mut self, value: Yaml, position: Position) -> Node {
        Node { value, position }
    }

    fn sequence(&mut self, items: impl ExactSizeIterator<Item = Node>, position: Position) -> Node {
        Node { value: Yaml::Seq(items.collect()), position }
    }

    fn map(&mut self, pairs: impl ExactSizeIterator<Item = (Node, Node)>, position: Position) -> Node {
        let mut map = MapBuilder::with_capacity(pairs.len());
        pairs.for_each(|(key, value)| map.insert(key, value));
        Node { value: Yaml::Map(map.finish()), position }
    }

    fn again(&mut self, value: &Node, position: Position) -> Node {
        Node { value: value.value.clone(), position }
    }

    fn entries(&mut self, value: Node) -> Result<Vec<(Node, Node)>, String> {
        match value.value {
            Yaml::Map(map) => Ok(map.into_iter().collect()),
            Yaml::Null => Err("nil".to_owned()),
            Yaml::Bool(flag) => Err(flag.to_string()),
            other => Err(other.ruby_class().to_owned()),
        }
    }

    fn is_nil(value: &Node) -> bool {
        value.value.is_null()
    }

    fn as_text(value: &Node) -> Option<&str> {
        value.as_str()
    }
}
