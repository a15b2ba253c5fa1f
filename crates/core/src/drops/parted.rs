//! Lists that note how much of them is looked at: only a session sees these.

use super::Views;
use crate::render::record::{self, Extent, List};
use hyde_liquid::{Object, ObjectKind, Value};
use std::sync::Arc;

/// A list of documents. Where all of it is wanted, an array takes its place.
pub(crate) struct PartedList {
    list: List,
    /// Whether its beginning is the end of what it is known as.
    is_reversed: bool,
    items: Arc<Vec<Value>>,
}

impl PartedList {
    /// Gives a list for an array of documents; the array itself where nobody takes notes.
    pub(crate) fn value(list: List, is_reversed: bool, items: &Value) -> Value {
        match items.as_array().filter(|_| record::is_on()) {
            Some(items) => Value::object(Self { list, is_reversed, items: Arc::clone(items) }),
            None => items.clone(),
        }
    }

    fn note(&self, extent: Extent) {
        record::list(&self.list, if self.is_reversed { extent.reversed() } else { extent });
    }

    fn all(&self) -> Value {
        Value::Array(Arc::clone(&self.items))
    }
}

impl Object for PartedList {
    fn kind(&self) -> ObjectKind {
        ObjectKind::Array
    }

    fn len(&self) -> usize {
        self.note(Extent::COUNT);
        self.items.len()
    }

    fn at(&self, index: usize) -> Option<Value> {
        self.note(Extent::first(index.saturating_add(1)));
        self.items.get(index).cloned()
    }

    fn whole(&self) -> Option<Value> {
        self.note(Extent::ALL);
        Some(self.all())
    }

    fn beginning(&self, count: usize) -> Option<Value> {
        // Even where nothing is wanted it is seen that there is a list.
        self.note(Extent::first(count.max(1)));
        Some(self.all())
    }

    fn class_name(&self) -> &str {
        "Array"
    }
}

/// The posts by tag or category. Where all of them are wanted, a hash takes its place.
pub(crate) struct PostsBy {
    views: Arc<Views>,
    key: &'static str,
}

impl PostsBy {
    /// `key` is `tags` or `categories`.
    pub(crate) fn new(views: Arc<Views>, key: &'static str) -> Self {
        Self { views, key }
    }

    fn list(&self, name: &str) -> List {
        match self.key {
            "tags" => List::Tag(name.to_owned()),
            _ => List::Category(name.to_owned()),
        }
    }

    fn all(&self) -> Value {
        self.views.posts_by(self.key)
    }
}

impl Object for PostsBy {
    fn kind(&self) -> ObjectKind {
        ObjectKind::Hash
    }

    fn get(&self, name: &str) -> Option<Value> {
        let list = self.list(name);
        match self.views.known_posts_by(self.key).as_hash().and_then(|all| all.get(name)) {
            Some(posts) => Some(PartedList::value(list, false, posts)),
            None => {
                record::list(&list, Extent::ALL);
                None
            }
        }
    }

    fn get_value(&self, key: &Value) -> Option<Value> {
        match key {
            Value::Str(name) => self.get(name),
            // A hash answers for any number.
            Value::Int(_) => Some(Value::Nil),
            _ => None,
        }
    }

    fn contains_key(&self, name: &str) -> bool {
        record::list(&self.list(name), Extent::first(1));
        self.views.known_posts_by(self.key).as_hash().is_some_and(|all| all.contains_key(name))
    }

    fn keys(&self) -> Vec<Value> {
        self.all().as_hash().map(|all| all.keys().cloned().collect()).unwrap_or_default()
    }

    fn len(&self) -> usize {
        self.all().as_hash().map_or(0, |all| all.len())
    }

    fn whole(&self) -> Option<Value> {
        Some(self.all())
    }

    fn class_name(&self) -> &str {
        "Hash"
    }
}
