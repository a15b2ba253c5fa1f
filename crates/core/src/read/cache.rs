//! What a session has read already: files that did not change are neither read nor parsed again.

use super::parallel;
use super::walk::Job;
use crate::model::{Document, Page, Shared, Site, StaticFile};
use hyde_liquid::Value;
use rustc_hash::FxHashMap;
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

/// Gives for every item what was made of its file earlier, or else loads it, in the order of the items. What is known
/// is looked up at once: a session that reads one file of thousands has no use for threads that wait for each other.
pub(super) fn kept_or_loaded<T: Sync, R: Send>(
    site: &Site,
    items: &[T],
    path: impl Fn(&T) -> &str,
    kept: impl Fn(Kept) -> Option<R>,
    load: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let Some(cache) = &site.cache else { return parallel::map(site.threads, items, load) };
    let mut all: Vec<Option<R>> = {
        let files = cache.files.lock().unwrap_or_else(PoisonError::into_inner);
        items.iter().map(|item| files.get(path(item)).cloned().and_then(&kept)).collect()
    };
    let missing: Vec<usize> = (0..items.len()).filter(|at| all[*at].is_none()).collect();
    let loaded = parallel::map(site.threads, &missing, |at| load(&items[*at]));
    for (at, loaded) in missing.into_iter().zip(loaded) {
        all[at] = Some(loaded);
    }
    all.into_iter().map(|found| found.expect("what is missing was loaded")).collect()
}

/// What was made of files, by their absolute paths, and which files there are.
#[derive(Default)]
pub(crate) struct Cache {
    files: Mutex<FxHashMap<String, Kept>>,
    walked: Mutex<Option<Arc<Vec<Job>>>>,
}

impl Cache {
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
