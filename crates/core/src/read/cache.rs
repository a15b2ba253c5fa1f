//! What a session has read already: files that did not change are neither read nor parsed again.

use super::walk::Job;
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

/// What was made of files, by their absolute paths, and which files there are.
#[derive(Default)]
pub(crate) struct Cache {
    files: Mutex<HashMap<String, Kept>>,
    walked: Mutex<Option<Arc<Vec<Job>>>>,
}

impl Cache {
    /// What was made of a file that did not change since.
    pub(crate) fn get(&self, path: &str) -> Option<Kept> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }

    /// Keeps what was made of a file.
    pub(crate) fn put(&self, path: &str, kept: Kept) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), kept);
    }

    /// Everything that was made of files, by path.
    pub(crate) fn all(&self) -> Vec<(String, Kept)> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all: Vec<_> = files.iter().map(|(path, kept)| (path.clone(), kept.clone())).collect();
        all.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        all
    }

    /// What the walk through the folders found, if nothing is new or gone since.
    pub(super) fn walked(&self) -> Option<Arc<Vec<Job>>> {
        self.walked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps what the walk through the folders found.
    pub(super) fn put_walked(&self, jobs: &Arc<Vec<Job>>) {
        *self.walked.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(jobs));
    }

    /// Forgets a file, or a folder with everything in it.
    pub(crate) fn forget(&self, path: &str) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if files.remove(path).is_none() {
            let below = format!("{path}/");
            files.retain(|known, _| !known.starts_with(&below));
        }
    }

    /// Forgets which files there are.
    pub(crate) fn forget_walk(&self) {
        *self.walked.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        self.forget_walk();
        self.files.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
