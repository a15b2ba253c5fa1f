//! A source as a session sees it: what stands in folders is looked up once until something there changes, and which
//! files a rendering looks at is noted.

use super::{Entry, Kind, Metadata, Source};
use crate::render::record::{self, Name};
use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// A source with a memory.
pub(crate) struct Watched {
    inner: Arc<dyn Source>,
    entries: Mutex<HashMap<String, Arc<Vec<Entry>>>>,
    /// `None` for what is not there.
    metadata: Mutex<HashMap<String, Option<Metadata>>>,
    /// Whether a symbolic link was met: a file may then have several paths.
    has_links: AtomicBool,
}

impl Watched {
    /// Puts a memory before a source.
    pub(crate) fn new(inner: Arc<dyn Source>) -> Self {
        Self { inner, entries: Mutex::default(), metadata: Mutex::default(), has_links: AtomicBool::new(false) }
    }

    /// Forgets what is known of a path, of what is below it, and of the folders above it; says whether something may be
    /// new or gone there.
    pub(crate) fn forget(&self, path: &str) -> bool {
        let mut metadata = self.metadata.lock().unwrap_or_else(PoisonError::into_inner);
        let was_file = matches!(metadata.remove(path), Some(Some(Metadata { kind: Kind::File, .. })));
        // A file that is still one changes nothing around it.
        if was_file && self.inner.is_file(path) {
            return false;
        }
        let below = format!("{path}/");
        let is_near = |known: &str| {
            known == path
                || known.starts_with(&below)
                || path.strip_prefix(known).is_some_and(|rest| rest.starts_with('/') || known == "/")
        };
        metadata.retain(|known, _| !is_near(known));
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).retain(|known, _| !is_near(known));
        true
    }

    /// Whether a file may have several paths, of which a change names one.
    pub(crate) fn has_links(&self) -> bool {
        self.has_links.load(Ordering::Relaxed)
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        self.metadata.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn look(path: &str) {
        record::name(|| Name::File(path.to_owned()));
    }
}

fn not_found(path: &str) -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, format!("No such file or directory: {path}"))
}

impl Source for Watched {
    fn root(&self) -> &str {
        self.inner.root()
    }

    fn entries(&self, directory: &str) -> io::Result<Vec<Entry>> {
        Self::look(directory);
        if let Some(known) = self.entries.lock().unwrap_or_else(PoisonError::into_inner).get(directory) {
            return Ok(known.to_vec());
        }
        let entries = self.inner.entries(directory)?;
        if entries.iter().any(|entry| entry.symlink) {
            self.has_links.store(true, Ordering::Relaxed);
        }
        let known = Arc::new(entries.clone());
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).insert(directory.to_owned(), known);
        Ok(entries)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        Self::look(path);
        self.inner.read(path)
    }

    fn read_start(&self, path: &str, limit: usize) -> io::Result<Vec<u8>> {
        Self::look(path);
        self.inner.read_start(path, limit)
    }

    fn metadata(&self, path: &str) -> io::Result<Metadata> {
        Self::look(path);
        if let Some(known) = self.metadata.lock().unwrap_or_else(PoisonError::into_inner).get(path) {
            return known.ok_or_else(|| not_found(path));
        }
        let metadata = self.inner.metadata(path);
        let known = match &metadata {
            Ok(metadata) => Some(*metadata),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(_) => return metadata,
        };
        self.metadata.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), known);
        metadata
    }

    fn is_symlink(&self, path: &str) -> bool {
        Self::look(path);
        self.inner.is_symlink(path)
    }

    fn real_path(&self, path: &str) -> io::Result<String> {
        Self::look(path);
        self.inner.real_path(path)
    }

    fn on_disk(&self, path: &str) -> Option<PathBuf> {
        self.inner.on_disk(path)
    }

    fn note(&self, path: &str, text: &str) -> io::Result<()> {
        self.inner.note(path, text)
    }

    fn forget(&self, path: &str) -> io::Result<()> {
        self.inner.forget(path)
    }
}
