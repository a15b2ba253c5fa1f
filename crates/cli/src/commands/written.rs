//! A destination that is written to again and again: what did not change is left alone, what did is remembered.

use hyde::outside::{Content, Destination, Existing, Folder, Stamp};
use std::collections::HashMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// What was written to a path last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Bytes, by their hash.
    Bytes(u64),
    /// A copy of a file of this length and time.
    Copy(u64, Option<SystemTime>),
}

/// What earlier builds of this process wrote, by absolute path: a site may have several destinations.
#[derive(Debug, Default)]
pub(super) struct Written {
    marks: Mutex<HashMap<String, Mark>>,
    changed: Mutex<Vec<String>>,
}

impl Written {
    /// Takes out the paths below a folder that were written differently or removed since the last call, sorted.
    pub(super) fn take_changed(&self, folder: &str) -> Vec<String> {
        let changed = std::mem::take(&mut *self.changed.lock().unwrap_or_else(PoisonError::into_inner));
        let below = |path: String| path.strip_prefix(folder).map(|path| path.trim_start_matches('/').to_owned());
        let mut changed: Vec<String> = changed.into_iter().filter_map(below).collect();
        changed.sort();
        changed.dedup();
        changed
    }

    /// How many files stand in the destination by earlier builds.
    pub(super) fn count(&self) -> usize {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Notes what is about to be written; says whether it stands there already.
    fn is_known(&self, path: &str, mark: Mark) -> bool {
        let mut marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        marks.insert(path.to_owned(), mark) == Some(mark)
    }

    fn forget(&self, path: &str) {
        let below = format!("{path}/");
        let mut marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        marks.retain(|known, _| known != path && !known.starts_with(&below));
    }

    fn note(&self, path: &str) {
        self.changed.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
    }
}

/// A folder on disk, with the memory of what was written to it.
#[derive(Debug)]
pub(super) struct Remembering<'a> {
    folder: Folder,
    written: &'a Written,
}

impl<'a> Remembering<'a> {
    /// Puts a memory beside a folder, named by its absolute path.
    pub(super) fn new(folder: &str, written: &'a Written) -> Self {
        Self { folder: Folder::new(folder), written }
    }

    fn full(&self, path: &str) -> String {
        format!("{}/{path}", self.root())
    }
}

fn mark_of(content: Content<'_>) -> Option<Mark> {
    match content {
        Content::Bytes(bytes) => {
            let mut hasher = DefaultHasher::new();
            bytes.hash(&mut hasher);
            Some(Mark::Bytes(hasher.finish()))
        }
        Content::Copy { from, .. } => {
            let metadata = fs::symlink_metadata(from).ok()?;
            // Where a link leads may change while the link does not.
            metadata.is_file().then(|| Mark::Copy(metadata.len(), metadata.modified().ok()))
        }
        _ => None,
    }
}

impl Destination for Remembering<'_> {
    fn root(&self) -> &str {
        Destination::root(&self.folder)
    }

    fn existing(&self) -> io::Result<Vec<Existing>> {
        self.folder.existing()
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        let full = self.full(path);
        self.written.forget(&full);
        self.written.note(&full);
        self.folder.remove(path)
    }

    fn write(&self, path: &str, content: Content<'_>, stamp: Stamp) -> io::Result<()> {
        let (mark, full) = (mark_of(content), self.full(path));
        let known = mark.is_some_and(|mark| self.written.is_known(&full, mark));
        // Somebody else may have taken the file away meanwhile.
        if known && Path::new(&full).symlink_metadata().is_ok() {
            return Ok(());
        }
        let outcome = self.folder.write(path, content, stamp);
        if outcome.is_err() || mark.is_none() {
            self.written.forget(&full);
        }
        self.written.note(&full);
        outcome
    }

    fn mark(&self, path: &str) -> Option<hyde::outside::Mark> {
        Destination::mark(&self.folder, path)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        Destination::read(&self.folder, path)
    }
}

#[cfg(test)]
mod tests {
    use super::{Remembering, Written};
    use hyde::outside::{Content, Destination, Stamp};

    #[test]
    fn only_what_differs_is_written() {
        let home = tempfile::tempdir().unwrap();
        let written = Written::default();
        let root = home.path().to_str().unwrap();
        let folder = Remembering::new(root, &written);
        let write = |path: &str, text: &str| {
            folder.write(path, Content::Bytes(text.as_bytes()), Stamp::default()).unwrap();
        };
        write("a.html", "1");
        write("css/b.css", "2");
        assert_eq!(written.take_changed(root), ["a.html", "css/b.css"]);
        write("a.html", "1");
        write("css/b.css", "3");
        assert_eq!(written.take_changed(root), ["css/b.css"]);
        folder.remove("css").unwrap();
        write("css/b.css", "3");
        std::fs::remove_file(home.path().join("a.html")).unwrap();
        write("a.html", "1");
        assert_eq!(written.take_changed(root), ["a.html", "css", "css/b.css"]);
        assert_eq!(std::fs::read_to_string(home.path().join("a.html")).unwrap(), "1");
    }
}
