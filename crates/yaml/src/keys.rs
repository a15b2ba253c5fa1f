//! When two keys of a map are one, and the map while it is being filled.

use crate::node::{Map, Node, Yaml};
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

/// How many entries are searched one by one before an index is made.
const SEARCHED: usize = 12;

/// A map while it is being filled: a later value replaces an earlier one in its place.
#[derive(Default)]
pub(crate) struct MapBuilder {
    entries: Vec<(Node, Node)>,
    index: Option<Index>,
}

/// From the hash of a key to its entry. Keys whose hash is taken by another key are searched one by one.
struct Index {
    state: RandomState,
    slots: HashMap<u64, usize>,
}

impl MapBuilder {
    /// Makes an empty map with room for so many entries.
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self { entries: Vec::with_capacity(capacity), index: None }
    }

    pub(crate) fn insert(&mut self, key: Node, value: Node) {
        if self.index.is_none() && self.entries.len() >= SEARCHED {
            self.make_index();
        }
        let found = match &self.index {
            None => self.search(&key.value),
            Some(index) => match index.slots.get(&index.hash(&key.value)) {
                None => None,
                Some(at) if same(&self.entries[*at].0.value, &key.value) => Some(*at),
                Some(_) => self.search(&key.value),
            },
        };
        match found {
            Some(at) => self.entries[at].1 = value,
            None => {
                if let Some(index) = &mut self.index {
                    let hash = index.hash(&key.value);
                    index.slots.entry(hash).or_insert(self.entries.len());
                }
                self.entries.push((key, value));
            }
        }
    }

    pub(crate) fn finish(self) -> Map {
        Map::from_distinct(self.entries)
    }

    fn search(&self, key: &Yaml) -> Option<usize> {
        self.entries.iter().position(|(known, _)| same(&known.value, key))
    }

    fn make_index(&mut self) {
        let mut index = Index { state: RandomState::new(), slots: HashMap::new() };
        for (at, (key, _)) in self.entries.iter().enumerate() {
            let hash = index.hash(&key.value);
            index.slots.entry(hash).or_insert(at);
        }
        self.index = Some(index);
    }
}

impl Index {
    fn hash(&self, key: &Yaml) -> u64 {
        let mut hasher = self.state.build_hasher();
        hash_into(key, &mut hasher);
        hasher.finish()
    }
}

fn hash_into(key: &Yaml, hasher: &mut impl Hasher) {
    std::mem::discriminant(key).hash(hasher);
    match key {
        Yaml::Null => {}
        Yaml::Bool(flag) => flag.hash(hasher),
        Yaml::Int(number) => number.hash(hasher),
        Yaml::Float(number) if *number == 0.0 || number.is_nan() => number.is_nan().hash(hasher),
        Yaml::Float(number) => number.to_bits().hash(hasher),
        Yaml::BigInt(text) | Yaml::Str(text) => text.hash(hasher),
        Yaml::Binary(bytes) => bytes.hash(hasher),
        Yaml::Date(date) => date.hash(hasher),
        Yaml::Time(time) => (time.seconds, time.nanos).hash(hasher),
        Yaml::Seq(items) => items.iter().for_each(|item| hash_into(&item.value, hasher)),
        // Order does not count, so only the size does.
        Yaml::Map(map) => map.len().hash(hasher),
    }
}

/// Ruby's `eql?`: `1` and `1.0` are two keys, one moment shown with two offsets is one.
fn same(a: &Yaml, b: &Yaml) -> bool {
    match (a, b) {
        (Yaml::Str(a), Yaml::Str(b)) | (Yaml::BigInt(a), Yaml::BigInt(b)) => a == b,
        (Yaml::Null, Yaml::Null) => true,
        (Yaml::Bool(a), Yaml::Bool(b)) => a == b,
        (Yaml::Int(a), Yaml::Int(b)) => a == b,
        (Yaml::Float(a), Yaml::Float(b)) => a == b || (a.is_nan() && b.is_nan()),
        (Yaml::Binary(a), Yaml::Binary(b)) => a == b,
        (Yaml::Date(a), Yaml::Date(b)) => a == b,
        (Yaml::Time(a), Yaml::Time(b)) => (a.seconds, a.nanos) == (b.seconds, b.nanos),
        (Yaml::Seq(a), Yaml::Seq(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(&a.value, &b.value)),
        (Yaml::Map(a), Yaml::Map(b)) => {
            a.len() == b.len()
                && a.iter().all(|(key, value)| {
                    b.iter().any(|(other, its)| same(&key.value, &other.value) && same(&value.value, &its.value))
                })
        }
        _ => false,
    }
}
