//! A source and a destination in memory that change under a session's hands.

use hyde::outside::{Content, Destination, Entry, Existing, Kind, Mark, Metadata, Source, Stamp};
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Files by path relative to the root, with the times of their last change.
pub(crate) type Files = BTreeMap<String, (Vec<u8>, i128)>;

/// A folder in memory that others change, and beside it what builds keep in the cache folder.
#[derive(Clone, Default)]
pub(crate) struct Disk(pub(crate) Arc<Mutex<Files>>, pub(crate) Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

const ROOT: &str = "/site";

fn key(path: &str) -> &str {
    path.strip_prefix(ROOT).unwrap_or(path).trim_matches('/')
}

fn not_found() -> io::Error {
    io::ErrorKind::NotFound.into()
}

impl Source for Disk {
    fn root(&self) -> &str {
        ROOT
    }

    fn entries(&self, directory: &str) -> io::Result<Vec<Entry>> {
        let files = self.0.lock().unwrap();
        let prefix = if key(directory).is_empty() { String::new() } else { format!("{}/", key(directory)) };
        let mut entries: Vec<Entry> = Vec::new();
        for path in files.range(prefix.clone()..).map(|(path, _)| path) {
            let Some(rest) = path.strip_prefix(&prefix) else { break };
            let (name, kind) = match rest.split_once('/') {
                Some((name, _)) => (name, Kind::Directory),
                None => (rest, Kind::File),
            };
            if entries.last().is_none_or(|last| last.name != name) {
                entries.push(Entry { name: name.to_owned(), kind, symlink: false });
            }
        }
        if entries.is_empty() && !prefix.is_empty() { Err(not_found()) } else { Ok(entries) }
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        if let Some(kept) = self.1.lock().unwrap().get(path) {
            return Ok(kept.clone());
        }
        self.0.lock().unwrap().get(key(path)).map(|(bytes, _)| bytes.clone()).ok_or_else(not_found)
    }

    fn read_start(&self, path: &str, limit: usize) -> io::Result<Vec<u8>> {
        self.read(path).map(|bytes| bytes[..bytes.len().min(limit)].to_vec())
    }

    fn keep(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.1.lock().unwrap().insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn forget(&self, path: &str) -> io::Result<()> {
        self.1.lock().unwrap().remove(path);
        Ok(())
    }

    fn metadata(&self, path: &str) -> io::Result<Metadata> {
        if self.1.lock().unwrap().contains_key(path) {
            return Ok(Metadata { kind: Kind::File, modified: 0 });
        }
        let files = self.0.lock().unwrap();
        if let Some((_, modified)) = files.get(key(path)) {
            return Ok(Metadata { kind: Kind::File, modified: *modified });
        }
        let below = format!("{}/", key(path));
        let is_folder = key(path).is_empty()
            || files.range(below.clone()..).next().is_some_and(|(path, _)| path.starts_with(&below));
        if is_folder { Ok(Metadata { kind: Kind::Directory, modified: 0 }) } else { Err(not_found()) }
    }

    fn is_symlink(&self, _: &str) -> bool {
        false
    }

    fn real_path(&self, path: &str) -> io::Result<String> {
        self.metadata(path).map(|_| path.to_owned())
    }

    fn on_disk(&self, _: &str) -> Option<PathBuf> {
        None
    }
}

/// What was written.
#[derive(Default)]
pub(crate) struct Target(pub(crate) Mutex<BTreeMap<String, Vec<u8>>>);

impl Destination for Target {
    fn root(&self) -> &str {
        "/site/_site"
    }

    fn existing(&self) -> io::Result<Vec<Existing>> {
        Ok(self.0.lock().unwrap().keys().map(|path| Existing { path: path.clone(), directory: false }).collect())
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        let below = format!("{path}/");
        self.0.lock().unwrap().retain(|known, _| known != path && !known.starts_with(&below));
        Ok(())
    }

    fn write(&self, path: &str, content: Content<'_>, _: Stamp) -> io::Result<()> {
        let Content::Bytes(bytes) = content else { return Err(not_found()) };
        self.0.lock().unwrap().insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn mark(&self, path: &str) -> Option<Mark> {
        self.0.lock().unwrap().get(path).map(|bytes| Mark::of_content(bytes, 0))
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.0.lock().unwrap().get(path).cloned().ok_or_else(not_found)
    }
}
