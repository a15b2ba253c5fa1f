//! Ruby's hash: insertion-ordered, its keys mostly strings, but whatever YAML makes a key is one.

use super::Value;
use indexmap::{Equivalent, IndexMap};
use rustc_hash::FxBuildHasher;
use std::hash::{Hash as StdHash, Hasher};

/// An insertion-ordered map from values to values. Keys are equal as by Ruby's `eql?`: `1`, `1.0` and `"1"` are three
/// keys.
///
/// ```
/// use hyde_liquid::{Hash, Value};
/// let mut hash = Hash::new();
/// hash.insert("b", 1);
/// hash.insert(2020, "year");
/// assert_eq!(hash.get("b"), Some(&Value::Int(1)));
/// assert_eq!(hash.get_value(&Value::Int(2020)).and_then(Value::as_str), Some("year"));
/// ```
#[derive(Clone, Default, Debug)]
pub struct Hash(IndexMap<Key, Value, FxBuildHasher>);

/// A key: a value with `eql?` for equality.
#[derive(Clone, Debug)]
struct Key(Value);

/// A string to look up without making a key of it.
struct Text<'a>(&'a str);

/// Any value to look up without making a key of it.
struct Borrowed<'a>(&'a Value);

impl StdHash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.eql_hash(state);
    }
}

impl StdHash for Borrowed<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.eql_hash(state);
    }
}

impl StdHash for Text<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.0.eql(&other.0)
    }
}

impl Eq for Key {}

impl Equivalent<Key> for Text<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        matches!(&key.0, Value::Str(text) if text.as_str() == self.0)
    }
}

impl Equivalent<Key> for Borrowed<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        self.0.eql(&key.0)
    }
}

impl Hash {
    /// Makes an empty hash.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes an empty hash with room for `capacity` pairs.
    pub fn with_capacity(capacity: usize) -> Self {
        Self(IndexMap::with_capacity_and_hasher(capacity, FxBuildHasher))
    }

    /// Gives how many pairs there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Says whether there is no pair.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Looks up a string key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(&Text(key))
    }

    /// Looks up a string key for changing its value.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.0.get_mut(&Text(key))
    }

    /// Looks up a key of any type.
    pub fn get_value(&self, key: &Value) -> Option<&Value> {
        self.0.get(&Borrowed(key))
    }

    /// Looks up a key of any type for changing its value.
    pub fn get_value_mut(&mut self, key: &Value) -> Option<&mut Value> {
        self.0.get_mut(&Borrowed(key))
    }

    /// Makes room for that many more pairs.
    pub fn reserve(&mut self, more: usize) {
        self.0.reserve(more);
    }

    /// Says whether there is a string key.
    pub fn contains_key(&self, key: &str) -> bool {
        self.0.contains_key(&Text(key))
    }

    /// Says whether there is a key of any type.
    pub fn contains_value_key(&self, key: &Value) -> bool {
        self.0.contains_key(&Borrowed(key))
    }

    /// Sets a pair, keeping the place of a key that is there, and gives the former value.
    pub fn insert(&mut self, key: impl Into<Value>, value: impl Into<Value>) -> Option<Value> {
        self.0.insert(Key(key.into()), value.into())
    }

    /// Removes a string key, keeping the order of the others, and gives its value.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        self.0.shift_remove(&Text(key))
    }

    /// Gives the pair at a position.
    pub fn get_index(&self, index: usize) -> Option<(&Value, &Value)> {
        self.0.get_index(index).map(|(key, value)| (&key.0, value))
    }

    /// Gives the pairs in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Value, &Value)> + ExactSizeIterator {
        self.0.iter().map(|(key, value)| (&key.0, value))
    }

    /// Gives the pairs in order, the values for changing.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&Value, &mut Value)> + ExactSizeIterator {
        self.0.iter_mut().map(|(key, value)| (&key.0, value))
    }

    /// Gives the keys in order.
    pub fn keys(&self) -> Keys<'_> {
        Keys(self.0.keys())
    }

    /// Gives the values in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> + ExactSizeIterator {
        self.0.values()
    }

    /// Sorts the pairs, stably.
    pub fn sort_by(&mut self, mut compare: impl FnMut((&Value, &Value), (&Value, &Value)) -> std::cmp::Ordering) {
        self.0.sort_by(|k1, v1, k2, v2| compare((&k1.0, v1), (&k2.0, v2)));
    }
}

/// The keys of a [`Hash`] in order.
pub struct Keys<'a>(indexmap::map::Keys<'a, Key, Value>);

impl<'a> Iterator for Keys<'a> {
    type Item = &'a Value;

    fn next(&mut self) -> Option<&'a Value> {
        self.0.next().map(|key| &key.0)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl IntoIterator for Hash {
    type Item = (Value, Value);
    type IntoIter = IntoIter;

    fn into_iter(self) -> IntoIter {
        IntoIter(self.0.into_iter())
    }
}

/// The pairs of a [`Hash`] in order.
pub struct IntoIter(indexmap::map::IntoIter<Key, Value>);

impl Iterator for IntoIter {
    type Item = (Value, Value);

    fn next(&mut self) -> Option<(Value, Value)> {
        self.0.next().map(|(key, value)| (key.0, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for IntoIter {}

impl<K: Into<Value>, V: Into<Value>> FromIterator<(K, V)> for Hash {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let pairs = pairs.into_iter();
        let mut hash = Self::with_capacity(pairs.size_hint().0);
        hash.extend(pairs);
        hash
    }
}

impl<K: Into<Value>, V: Into<Value>> Extend<(K, V)> for Hash {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, pairs: I) {
        for (key, value) in pairs {
            self.insert(key, value);
        }
    }
}

impl PartialEq for Hash {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self.iter().all(|(key, value)| other.get_value(key).is_some_and(|theirs| value == theirs))
    }
}
