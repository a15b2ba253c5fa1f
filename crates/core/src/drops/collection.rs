//! A collection in templates (`lib/jekyll/drops/collection_drop.rb`).

use super::Views;
use crate::render::{Core, record};
use hyde_liquid::{InspectStyle, Object, Value};
use std::sync::{Arc, Weak};

const METHODS: [&str; 6] = ["label", "files", "output", "docs", "relative_directory", "directory"];

/// A collection with its documents and files.
pub(crate) struct CollectionDrop {
    views: Weak<Views>,
    core: Arc<Core>,
    index: usize,
}

impl CollectionDrop {
    /// The views hold the list of these drops, so the drops hold the views only weakly.
    pub(crate) fn new(views: &Arc<Views>, index: usize) -> Self {
        Self { views: Arc::downgrade(views), core: views.core.clone(), index }
    }

    fn documents(&self) -> Value {
        record::group(self.index, record::MEMBERS);
        self.views.upgrade().map(|views| views.documents(self.index)).unwrap_or_default()
    }

    fn collection(&self) -> &crate::model::Collection {
        &self.core.site.collections[self.index]
    }
}

impl Object for CollectionDrop {
    fn get(&self, key: &str) -> Option<Value> {
        let collection = self.collection();
        Some(match key {
            "label" => Value::from(collection.label.as_str()),
            "files" => {
                record::whole(record::STATIC);
                self.views.upgrade().map(|views| views.collection_files(self.index)).unwrap_or_default()
            }
            "output" => Value::from(collection.is_written()),
            "docs" => self.documents(),
            "relative_directory" => Value::from(collection.relative_directory()),
            "directory" => Value::from(collection.directory.as_str()),
            _ => return collection.metadata.get(key).cloned(),
        })
    }

    fn keys(&self) -> Vec<Value> {
        let mut keys: Vec<Value> = METHODS.iter().map(|name| Value::from(*name)).collect();
        let rest = self.collection().metadata.keys();
        keys.extend(rest.filter(|key| !key.as_str().is_some_and(|key| METHODS.contains(&key))).cloned());
        keys
    }

    fn class_name(&self) -> &str {
        "Jekyll::Drops::CollectionDrop"
    }

    /// Prints its documents as Ruby prints an array of them.
    fn write_to(&self, out: &mut String, style: InspectStyle) {
        self.documents().write_s(out, style);
    }
}
