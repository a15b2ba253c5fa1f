//! A folder in memory, as source and as destination: for embedders and tests.

use super::{Content, Destination, Entry, Existing, Kind, Metadata, Source, Stamp};
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// A site in memory: paths relative to its root, with their bytes.
///
/// ```
/// use hyde_core::outside::{Memory, Source};
/// let source = Memory::from([("_posts/2024-01-01-a.md", "---\n---\nHi")]);
/// assert_eq!(source.entries("/site").unwrap()[0].name, "_posts");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// Makes an empty folder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a file at a path relative to the root, replacing one that is there.
    pub fn insert(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.trim_start_matches('/').to_owned(), bytes.into());
    }

    fn key<'a>(&self, path: &'a str) -> &'a str {
        path.strip_prefix(ROOT).unwrap_or(path).trim_matches('/')
    }

    fn kind(&self, key: &str) -> Option<Kind> {
        if key.is_empty() {
            return Some(Kind::Directory);
        }
        if self.files.contains_key(key) {
            return Some(Kind::File);
        }
        let prefix = format!("{key}/");
        self.files.range(prefix.clone()..).next().filter(|(path, _)| path.starts_with(&prefix)).map(|_| Kind::Directory)
    }
}

const ROOT: &str = "/site";

impl<P: AsRef<str>, B: Into<Vec<u8>>, const N: usize> From<[(P, B); N]> for Memory {
    fn from(files: [(P, B); N]) -> Self {
        files.into_iter().collect()
    }
}

impl<P: AsRef<str>, B: Into<Vec<u8>>> FromIterator<(P, B)> for Memory {
    fn from_iter<I: IntoIterator<Item = (P, B)>>(files: I) -> Self {
        let mut memory = Self::new();
        for (path, bytes) in files {
            memory.insert(path.as_ref(), bytes);
        }
        memory
    }
}

fn not_found(path: &str) -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, format!("No such file or directory: {path}"))
}

impl Source for Memory {
    fn root(&self) -> &str {
        ROOT
    }

    fn entries(&self, directory: &str) -> io::Result<Vec<Entry>> {
        let key = self.key(directory);
        let prefix = if key.is_empty() { String::new() } else { format!("{key}/") };
        let mut entries: Vec<Entry> = Vec::new();
        for path in self.files.range(prefix.clone()..).map(|(path, _)| path) {
            let Some(rest) = path.strip_prefix(&prefix) else { break };
            let (name, kind) = match rest.split_once('/') {
                Some((name, _)) => (name, Kind::Directory),
                None => (rest, Kind::File),
            };
            if entries.last().is_none_or(|last| last.name != name) {
                entries.push(Entry { name: name.to_owned(), kind, symlink: false });
            }
        }
        if entries.is_empty() && !key.is_empty() {
            return Err(not_found(directory));
        }
        Ok(entries)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files.get(self.key(path)).cloned().ok_or_else(|| not_found(path))
    }

    fn read_start(&self, path: &str, limit: usize) -> io::Result<Vec<u8>> {
        let bytes = self.files.get(self.key(path)).ok_or_else(|| not_found(path))?;
        Ok(bytes[..bytes.len().min(limit)].to_vec())
    }

    fn metadata(&self, path: &str) -> io::Result<Metadata> {
        let kind = self.kind(self.key(path)).ok_or_else(|| not_found(path))?;
        Ok(Metadata { kind, modified: 0 })
    }

    fn is_symlink(&self, _path: &str) -> bool {
        false
    }

    fn real_path(&self, path: &str) -> io::Result<String> {
        self.kind(self.key(path)).ok_or_else(|| not_found(path)).map(|_| super::clean_path(path))
    }

    fn on_disk(&self, _path: &str) -> Option<PathBuf> {
        None
    }
}

/// A destination in memory that keeps what was written.
#[derive(Debug, Default)]
pub struct Written {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl Written {
    /// Makes an empty destination.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes out the files by their paths relative to the destination.
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Destination for Written {
    fn root(&self) -> &str {
        "/site/_site"
    }

    fn existing(&self) -> io::Result<Vec<Existing>> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(files.keys().map(|path| Existing { path: path.clone(), directory: false }).collect())
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
        Ok(())
    }

    fn write(&self, path: &str, content: Content<'_>, _stamp: Stamp) -> io::Result<()> {
        let bytes = match content {
            Content::Bytes(bytes) => bytes.to_vec(),
            Content::Copy { from, .. } => std::fs::read(from)?,
        };
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), bytes);
        Ok(())
    }
}
