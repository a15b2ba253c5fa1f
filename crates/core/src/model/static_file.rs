//! A file that is copied as it is (`lib/jekyll/static_file.rb`).

use super::{Matched, Site};
use crate::url;
use hyde_liquid::Value;
use hyde_liquid::time::Time;
use std::sync::{Arc, OnceLock};

/// A static file of the source, a collection or the theme, or one that a plugin made in memory.
#[derive(Debug, Clone, Default)]
pub struct StaticFile {
    /// The absolute path of the file; for a file made in memory the path it would have.
    pub path: String,
    /// The path as templates see it: with a leading slash (`/assets/a.png`), within a collection without one.
    pub relative_path: String,
    /// The file name.
    pub name: String,
    /// The extension with its dot, or empty.
    pub extname: String,
    /// The file's time.
    pub modified: Option<Arc<Time>>,
    /// The label of its collection, if it is in one.
    pub collection: Option<String>,
    /// The bytes, for a file that a plugin made in memory.
    pub bytes: Option<Vec<u8>>,
    /// The URL, where a plugin dictates it.
    pub fixed_url: Option<String>,
    pub(crate) matched: OnceLock<Matched>,
    pub(crate) url: OnceLock<String>,
}

impl StaticFile {
    /// Makes a static file from its absolute path and the path templates see.
    pub fn new(path: impl Into<String>, relative_path: impl Into<String>) -> Self {
        let path = path.into();
        let name = url::basename(&path).to_owned();
        let extname = url::extname(&name).to_owned();
        Self { path, relative_path: relative_path.into(), name, extname, ..Self::default() }
    }

    /// Makes a static file that exists only in memory, from the path of its output (`assets/a.svg`) and its bytes.
    pub fn in_memory(path: &str, bytes: Vec<u8>) -> Self {
        let path = format!("/{}", path.trim_start_matches('/'));
        Self { bytes: Some(bytes), fixed_url: Some(path.clone()), ..Self::new(path.clone(), path) }
    }

    /// The file name without its extension and trailing dots.
    pub fn basename(&self) -> &str {
        self.name[..self.name.len() - self.extname.len()].trim_end_matches('.')
    }

    /// The URL, computed once.
    pub fn url(&self, site: &Site) -> &str {
        self.url.get_or_init(|| match &self.fixed_url {
            Some(url) => url.clone(),
            None => url::static_file_url(self, site),
        })
    }

    /// The absolute path of the file to write.
    pub fn destination(&self, site: &Site) -> String {
        url::in_directory(&site.destination, &url::unescape(self.url(site)))
    }

    /// The default sets that apply to its data.
    pub fn defaults(&self, site: &Site) -> &Matched {
        self.matched
            .get_or_init(|| site.defaults.matching(&self.relative_path, self.collection.as_deref(), &site.report))
    }

    /// Whether the file is written: its collection is, and the defaults do not unpublish it.
    pub fn is_written(&self, site: &Site) -> bool {
        let by_collection = self
            .collection
            .as_deref()
            .is_none_or(|label| site.collection(label).is_some_and(super::Collection::is_written));
        by_collection && (site.config.truthy("unpublished") || self.published_by_default(site))
    }

    fn published_by_default(&self, site: &Site) -> bool {
        if site.defaults.is_empty() {
            return true;
        }
        let matched = site.defaults.matching(self.url(site), self.collection.as_deref(), &site.report);
        matched.find(&site.defaults, "published").is_none_or(|value: Value| value.truthy())
    }
}
