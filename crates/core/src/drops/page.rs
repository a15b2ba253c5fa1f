//! A page in templates: a hash, which Jekyll builds anew whenever it is asked for one (`lib/jekyll/convertible.rb`,
//! `to_liquid`) and which is built once here.

use crate::Position;
use crate::config::deep_merge;
use crate::render::{Core, record};
use hyde_liquid::{Hash, Object, ObjectKind, Value};
use std::any::Any;
use std::sync::Arc;

/// A page's defaults, front matter and attributes.
pub(crate) struct PageHash {
    core: Arc<Core>,
    index: usize,
    number: usize,
    /// Whether this is the page of its own payload, which keeps showing the content it had at the start.
    own: bool,
    /// Whether this is the page's hash, not the page as it stands in arrays.
    is_hash: bool,
}

impl PageHash {
    pub(crate) fn new(core: Arc<Core>, index: usize, own: bool) -> Self {
        let number = core.order.number(Position::Page(index));
        Self { core, index, number, own, is_hash: false }
    }

    fn hash(&self) -> &Hash {
        self.core.memos[self.number].page.get_or_init(|| build(&self.core, self.index))
    }

    fn content(&self) -> Value {
        if self.own { self.core.raw_content(self.number) } else { self.core.content(self.number) }
    }
}

/// Merges defaults, front matter and attributes; the content is only a place in the order.
fn build(core: &Arc<Core>, index: usize) -> Hash {
    let site = &core.site;
    let page = &site.pages[index];
    let matched = page.defaults(site);
    let mut hash =
        if matched.is_empty() { page.data.clone() } else { deep_merge(&matched.all(&site.defaults), &page.data) };
    hash.insert("content", "");
    hash.insert("dir", page.url_dir(site));
    if !hash.contains_key("excerpt") {
        hash.insert("excerpt", Value::Nil);
    }
    hash.insert("name", page.name.as_str());
    hash.insert("path", page.path(site));
    hash.insert("url", page.url(site));
    hash
}

impl Object for PageHash {
    fn kind(&self) -> ObjectKind {
        ObjectKind::Hash
    }

    fn get(&self, key: &str) -> Option<Value> {
        record::item(self.number, record::aspect(key));
        if key == "excerpt" && self.core.excerpt(self.number).is_some() {
            // Made anew each time: kept in the core it would keep the core alive.
            let position = Position::Page(self.index);
            return Some(Value::object(super::ExcerptDrop::new(self.core.clone(), position)));
        }
        if key == "content" { Some(self.content()) } else { self.hash().get(key).cloned() }
    }

    fn get_value(&self, key: &Value) -> Option<Value> {
        match key.as_str() {
            Some(key) => self.get(key),
            None => {
                record::item(self.number, record::ALL);
                self.hash().get_value(key).cloned()
            }
        }
    }

    fn contains_key(&self, key: &str) -> bool {
        record::item(self.number, record::aspect(key));
        self.hash().contains_key(key)
    }

    fn keys(&self) -> Vec<Value> {
        record::item(self.number, record::ALL);
        self.hash().keys().cloned().collect()
    }

    fn len(&self) -> usize {
        record::item(self.number, record::ALL);
        self.hash().len()
    }

    fn class_name(&self) -> &str {
        "Hash"
    }

    fn equals(&self, other: &Value) -> bool {
        other.downcast::<Self>().is_some_and(|theirs| theirs.number == self.number)
    }

    fn to_drop(&self) -> Option<Value> {
        (!self.is_hash).then(|| Value::object(Self { core: self.core.clone(), is_hash: true, ..*self }))
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}
