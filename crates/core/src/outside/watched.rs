//! A source as a session sees it: what stands in folders is looked up once until something there changes, and which
//! files a rendering looks at is noted.

use super::{Entry, Kind, Mark, Metadata, Source};
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
    /// What was looked at, where a later process will ask for that.
    seen: Mutex<Option<HashMap<String, Glimpse>>>,
}

/// What there was to see at a path, at whatever moments somebody looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glimpse {
    There,
    Missing,
    /// Now this, now that.
    Changing,
}

impl Watched {
    /// Puts a memory before a source.
    pub(crate) fn new(inner: Arc<dyn Source>) -> Self {
        Self {
            inner,
            entries: Mutex::default(),
            metadata: Mutex::default(),
            has_links: AtomicBool::new(false),
            seen: Mutex::default(),
        }
    }

    /// Notes from now on what is looked at.
    pub(crate) fn take_notes(&self) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(HashMap::new());
    }

    /// Gives what was noted, and notes no more.
    pub(crate) fn take_seen(&self) -> HashMap<String, Glimpse> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default()
    }

    /// What stood in the folders that were listed.
    pub(crate) fn listed(&self) -> Vec<(String, Arc<Vec<Entry>>)> {
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let mut listed: Vec<_> = entries.iter().map(|(path, entries)| (path.clone(), Arc::clone(entries))).collect();
        listed.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        listed
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

    /// Notes what somebody saw.
    fn saw<T>(&self, path: &str, outcome: io::Result<T>) -> io::Result<T> {
        if let Some(seen) = &mut *self.seen.lock().unwrap_or_else(PoisonError::into_inner) {
            let now = match &outcome {
                Ok(_) => Glimpse::There,
                Err(error) if error.kind() == io::ErrorKind::NotFound => Glimpse::Missing,
                Err(_) => Glimpse::Changing,
            };
            match seen.get_mut(path) {
                Some(before) if *before != now => *before = Glimpse::Changing,
                Some(_) => {}
                None => _ = seen.insert(path.to_owned(), now),
            }
        }
        outcome
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
        let entries = self.saw(directory, self.inner.entries(directory))?;
        if entries.iter().any(|entry| entry.symlink) {
            self.has_links.store(true, Ordering::Relaxed);
        }
        let known = Arc::new(entries.clone());
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).insert(directory.to_owned(), known);
        Ok(entries)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        Self::look(path);
        self.saw(path, self.inner.read(path))
    }

    fn read_dated(&self, path: &str) -> io::Result<(Vec<u8>, i128)> {
        Self::look(path);
        let known = self.metadata.lock().unwrap_or_else(PoisonError::into_inner).get(path).copied();
        if let Some(known) = known {
            let bytes = self.saw(path, self.inner.read(path))?;
            return Ok((bytes, known.map_or(0, |metadata| metadata.modified)));
        }
        let (bytes, modified) = self.saw(path, self.inner.read_dated(path))?;
        let metadata = Some(Metadata { kind: Kind::File, modified });
        self.metadata.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), metadata);
        Ok((bytes, modified))
    }

    fn read_start(&self, path: &str, limit: usize) -> io::Result<Vec<u8>> {
        Self::look(path);
        self.saw(path, self.inner.read_start(path, limit))
    }

    fn metadata(&self, path: &str) -> io::Result<Metadata> {
        Self::look(path);
        if let Some(known) = self.metadata.lock().unwrap_or_else(PoisonError::into_inner).get(path) {
            return known.ok_or_else(|| not_found(path));
        }
        let metadata = self.saw(path, self.inner.metadata(path));
        let known = match &metadata {
            Ok(metadata) => Some(*metadata),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(_) => return metadata,
        };
        self.metadata.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), known);
        metadata
    }

    fn mark(&self, path: &str) -> io::Result<Mark> {
        self.inner.mark(path)
    }

    fn is_symlink(&self, path: &str) -> bool {
        Self::look(path);
        // The answer says nothing of whether the path is there, which is what a later process compares: this notes it.
        _ = self.metadata(path);
        self.inner.is_symlink(path)
    }

    fn real_path(&self, path: &str) -> io::Result<String> {
        Self::look(path);
        self.saw(path, self.inner.real_path(path))
    }

    fn on_disk(&self, path: &str) -> Option<PathBuf> {
        self.inner.on_disk(path)
    }

    fn note(&self, path: &str, text: &str) -> io::Result<()> {
        self.inner.note(path, text)
    }

    fn keep(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.inner.keep(path, bytes)
    }

    fn forget(&self, path: &str) -> io::Result<()> {
        self.inner.forget(path)
    }
}
