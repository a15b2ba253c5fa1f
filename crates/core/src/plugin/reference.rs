//! Values that stand for documents and pages until a site is rendered.
//!
//! A generator runs before anything can be shown to templates, so what it stores for them (the posts of a paginator, of
//! an archive) is a list of [`Reference`]s; when a template looks, these have become the documents themselves.

use crate::Position;
use crate::drops::{DocumentDrop, PageHash};
use crate::render::Core;
use hyde_liquid::{Hash, Object, Value};
use std::any::Any;
use std::sync::Arc;

/// A document or page by its position. It works in [`Page::pager`](crate::Page::pager) and
/// [`Page::liquid`](crate::Page::liquid), in arrays, hashes and [`NamedDrop`]s at any depth up to eight.
///
/// ```
/// use hyde_core::outside::Memory;
/// use hyde_core::plugin::Reference;
/// use hyde_core::{Config, Engine, Page, Position};
/// use hyde_liquid::{Hash, Value};
/// let engine = Engine::bare();
/// let mut site = engine.read(&Config::default(), Memory::from([("_posts/2024-01-01-a.md", "---\n---\n")]))?;
/// let mut page = Page::without_a_file("", "list.txt", Hash::new(), "{{ paginator.posts[0].url }}");
/// page.pager = Some(Value::from_pairs([("posts", Value::array([Reference::value(Position::Document(0, 0))]))]));
/// site.pages.push(page);
/// # let _ = engine.render(site)?;
/// # Ok::<(), hyde_core::BuildError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference(pub Position);

impl Reference {
    /// Makes the value that stands for what is at a position.
    pub fn value(position: Position) -> Value {
        Value::object(Self(position))
    }
}

impl Object for Reference {
    fn class_name(&self) -> &str {
        "Jekyll::Document"
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

/// A drop with a class name and fixed keys: it yields its keys when iterated and prints as its class.
#[derive(Debug, Clone)]
pub struct NamedDrop {
    class: Arc<str>,
    pairs: Hash,
}

impl NamedDrop {
    /// Makes a drop of a Ruby class with the given keys and values.
    pub fn new(class: &str, pairs: Hash) -> Self {
        Self { class: class.into(), pairs }
    }

    /// The Ruby class it stands for.
    pub(crate) fn class(&self) -> &str {
        &self.class
    }

    /// Its keys and values.
    pub(crate) fn pairs(&self) -> &Hash {
        &self.pairs
    }
}

impl Object for NamedDrop {
    fn get(&self, key: &str) -> Option<Value> {
        self.pairs.get(key).cloned()
    }

    fn contains_key(&self, key: &str) -> bool {
        self.pairs.contains_key(key)
    }

    fn keys(&self) -> Vec<Value> {
        self.pairs.keys().cloned().collect()
    }

    fn class_name(&self) -> &str {
        &self.class
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

/// How deep references are looked for.
const DEPTH_LIMIT: usize = 8;

/// Puts the documents and pages in the place of the references to them.
pub(crate) fn resolve(value: &Value, core: &Arc<Core>) -> Value {
    resolve_at(value, core, 0)
}

fn resolve_at(value: &Value, core: &Arc<Core>, depth: usize) -> Value {
    if depth >= DEPTH_LIMIT {
        return value.clone();
    }
    let pairs = |pairs: &Hash| -> Hash {
        pairs.iter().map(|(key, value)| (key.clone(), resolve_at(value, core, depth + 1))).collect()
    };
    match value {
        Value::Array(items) => Value::array(items.iter().map(|item| resolve_at(item, core, depth + 1))),
        Value::Hash(hash) => Value::from(pairs(hash)),
        Value::Object(_) => {
            if let Some(Reference(position)) = value.downcast::<Reference>() {
                match *position {
                    Position::Document(collection, index) if core.site.document(collection, index).is_some() => {
                        Value::object(DocumentDrop::new(core.clone(), collection, index))
                    }
                    Position::Page(index) if index < core.site.pages.len() => {
                        Value::object(PageHash::new(core.clone(), index, false))
                    }
                    _ => Value::Nil,
                }
            } else if let Some(NamedDrop { class, pairs: kept }) = value.downcast::<NamedDrop>() {
                Value::object(NamedDrop { class: class.clone(), pairs: pairs(kept) })
            } else {
                value.clone()
            }
        }
        _ => value.clone(),
    }
}
