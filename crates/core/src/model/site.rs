//! The site: everything read, plain data that generators change and rendering only looks at (`lib/jekyll/site.rb`).

use super::{Collection, Document, Items, Layout, Page, Shared, StaticFile, Theme};
use crate::config::{Config, Zone};
use crate::front_matter::FrontMatterDefaults;
use crate::outside::Source;
use crate::report::Report;
use hyde_liquid::time::Time;
use hyde_liquid::{Hash, Value};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::any::Any;
use std::fmt;
use std::sync::Arc;

/// Tells which extension the converters give the output of a file with a certain extension.
pub trait Extensions: Any + Send + Sync {
    /// The output's extension, dots included, for a source extension (`.md` gives `.html`, `.png` gives `.png`).
    fn output_ext(&self, ext: &str) -> String;
}

/// A site in memory.
#[derive(Clone)]
pub struct Site {
    /// The whole configuration.
    pub config: Config,
    /// The time of the build, in the site's zone.
    pub time: Arc<Time>,
    /// The site's time zone.
    pub zone: Zone,
    /// `JEKYLL_ENV`, or `development`.
    pub environment: String,
    /// Whether `JEKYLL_ENV` itself is exactly `development` (the default does not count; themes show their root then).
    pub development_by_env: bool,
    /// The absolute path of the source.
    pub source: String,
    /// The absolute path of the destination.
    pub destination: String,
    /// The folder the site is read from.
    pub files: Arc<dyn Source>,
    /// The theme, if one is used.
    pub theme: Option<Theme>,
    /// The layouts by name; the site's own hide the theme's.
    pub layouts: IndexMap<String, Layout>,
    /// The pages in their order.
    pub pages: Items<Page>,
    /// All static files in their order, those of collections included.
    pub static_files: Vec<Arc<StaticFile>>,
    /// The collections by configured name, in configuration order, posts first.
    pub collections: IndexMap<String, Collection>,
    /// `site.data`.
    pub data: Value,
    /// The front matter defaults.
    pub defaults: FrontMatterDefaults,
    /// What converters make of extensions.
    pub extensions: Arc<dyn Extensions>,
    /// How many threads may read, render and write; at least one.
    pub threads: usize,
    /// Where diagnostics go.
    pub report: Report,
    /// What a session has read already.
    pub(crate) cache: Option<Arc<crate::read::Cache>>,
}

/// The position of a document or page in rendering order: documents by collection, then pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Position {
    /// The document at this index of the collection at this index.
    Document(usize, usize),
    /// The page at this index.
    Page(usize),
}

impl Site {
    /// The collection of the given label.
    pub fn collection(&self, label: &str) -> Option<&Collection> {
        match self.collections.get(label) {
            Some(found) if found.label == label => Some(found),
            _ => self.collections.values().find(|collection| collection.label == label),
        }
    }

    /// Puts the site's `url` and `baseurl` before a path, as the filter `absolute_url` does.
    ///
    /// # Errors
    /// What Ruby says of a text that is no URL.
    pub fn absolute_url(&self, path: &str) -> Result<String, String> {
        crate::filters::absolute_url(path, &self.config)
    }

    /// The posts, oldest first.
    pub fn posts(&self) -> &[Shared<Document>] {
        self.collections.get("posts").map_or(&[], |posts| &posts.docs)
    }

    /// All positions in the order Jekyll renders them.
    pub fn positions(&self) -> impl Iterator<Item = Position> + '_ {
        self.collections
            .values()
            .enumerate()
            .flat_map(|(at, collection)| (0..collection.docs.len()).map(move |index| Position::Document(at, index)))
            .chain((0..self.pages.len()).map(Position::Page))
    }

    /// The document at a position of rendering order.
    pub fn document(&self, collection: usize, index: usize) -> Option<&Document> {
        self.collections.get_index(collection)?.1.docs.get(index).map(|document| &**document)
    }

    /// All documents, by collection.
    pub fn documents(&self) -> impl Iterator<Item = &Document> + '_ {
        self.collections.values().flat_map(|collection| &collection.docs).map(|document| &**document)
    }

    /// The metadata hash of `site.config`.
    pub fn settings(&self) -> &Hash {
        self.config.hash()
    }

    /// The positions in `posts` of every post with a given tag or category: in first-seen order over ascending posts,
    /// each list newest first. `key` is `tags` or `categories`.
    pub fn posts_by(&self, key: &str) -> IndexMap<String, Vec<usize>, FxBuildHasher> {
        let mut by: IndexMap<String, Vec<usize>, FxBuildHasher> = IndexMap::default();
        for (index, post) in self.posts().iter().enumerate() {
            if let Some(Value::Array(values)) = post.listed_by(key) {
                for value in values.iter() {
                    let name = value.text();
                    match by.get_mut(&*name) {
                        Some(list) => list.push(index),
                        None => _ = by.insert(name.into_owned(), vec![index]),
                    }
                }
            }
        }
        for list in by.values_mut() {
            list.reverse();
        }
        by
    }
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Site").field("source", &self.source).field("pages", &self.pages.len()).finish_non_exhaustive()
    }
}
