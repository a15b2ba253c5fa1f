//! A collection: its label, metadata, documents and static files (`lib/jekyll/collection.rb`).

use super::{Document, Items, StaticFile};
use crate::url;
use hyde_liquid::{Hash, Value};
use std::sync::Arc;

/// A collection of documents and static files. `posts` is the first one of every site.
#[derive(Debug, Clone, Default)]
pub struct Collection {
    /// The label, reduced to letters, digits, `_`, `.` and `-`.
    pub label: String,
    /// The configured metadata.
    pub metadata: Hash,
    /// The documents in their order.
    pub docs: Items<Document>,
    /// The static files in their order; each is in [`super::Site::static_files`] as well.
    pub files: Vec<Arc<StaticFile>>,
    /// The absolute path of its directory.
    pub directory: String,
    /// The template of its documents' URLs.
    pub url_template: String,
}

impl Collection {
    /// Makes an empty collection from its configured name and metadata, in the given directory of collections, with
    /// the site's permalink style.
    pub fn new(name: &str, metadata: Hash, collections_path: &str, style: &str) -> Self {
        let label: String =
            name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')).collect();
        let url_template = match metadata.get("permalink") {
            Some(value) if value.truthy() => value.to_s(),
            _ => url::add_permalink_suffix("/:collection/:path", style),
        };
        let directory = format!("{collections_path}/_{label}");
        Self { label, metadata, docs: Items::new(), files: Vec::new(), directory, url_template }
    }

    /// Whether its documents and files are written.
    pub fn is_written(&self) -> bool {
        self.metadata.get("output").is_some_and(Value::truthy)
    }

    /// The directory's name relative to the directory of collections (`_posts`).
    pub fn relative_directory(&self) -> String {
        format!("_{}", self.label)
    }
}
