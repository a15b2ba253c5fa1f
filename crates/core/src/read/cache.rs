//! What a session has read already: files that did not change are neither read nor parsed again.

use crate::model::{Document, Page, Shared, Site, StaticFile};
use hyde_liquid::Value;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What was made of a file.
#[derive(Clone)]
pub(crate) enum Kept {
    Document(Shared<Document>),
    Page(Shared<Page>),
    Static(Arc<StaticFile>),
    Data(Value),
}

/// Keeps what was made of a file, if the site is built by a session.
pub(super) fn keep(site: &Site, path: &str, kept: impl FnOnce() -> Kept) {
    if let Some(cache) = &site.cache {
        cache.put(path, kept());
    }
}

/// What was made of files, by their absolute paths.
#[derive(Default)]
pub(crate) struct Cache(Mutex<HashMap<String, Kept>>);

impl Cache {
    /// What was made of a file that did not change since.
    pub(crate) fn get(&self, path: &str) -> Option<Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }

    /// Keeps what was made of a file.
    pub(crate) fn put(&self, path: &str, kept: Kept) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), kept);
    }

    /// Forgets a file, or a folder with everything in it.
    pub(crate) fn forget(&self, path: &str) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.remove(path).is_none() {
            let below = format!("{path}/");
            kept.retain(|known, _| !known.starts_with(&below));
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
