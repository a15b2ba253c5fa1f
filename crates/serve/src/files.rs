//! What is served: a folder on disk, or files in memory. Paths are relative to the root, `/` between names, without
//! empty names, `.` or `..`; the empty path is the root.

use bytes::Bytes;
use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};
use std::time::SystemTime;

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
}

/// A name in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// How long the file is, in bytes; 0 for a folder.
    pub length: u64,
}

/// The bytes of a file.
#[derive(Debug)]
pub enum Body {
    /// In memory.
    Bytes(Bytes),
    /// On disk, opened.
    Opened(fs::File),
}

/// A file to serve.
#[derive(Debug)]
pub struct File {
    /// Its bytes.
    pub body: Body,
    /// How many there are.
    pub length: u64,
    /// When it was changed last, if that is known.
    pub modified: Option<SystemTime>,
    /// A text that differs whenever the bytes do.
    pub tag: String,
}

/// Files that can be served. Nothing outside of them may ever be reached through a path.
pub trait Files: Send + Sync + 'static {
    /// What stands at a path, if anything does.
    fn kind(&self, path: &str) -> Option<Kind>;

    /// Opens a file.
    ///
    /// # Errors
    /// When there is no such file, or it cannot be read.
    fn open(&self, path: &str) -> io::Result<File>;

    /// The names in a folder, sorted.
    ///
    /// # Errors
    /// When there is no such folder, or it cannot be read.
    fn entries(&self, path: &str) -> io::Result<Vec<Entry>>;
}

/// A folder on disk. Symbolic links are followed only where they stay inside.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Names a folder; it need not exist yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The real path of something inside the folder.
    fn inside(&self, path: &str) -> io::Result<PathBuf> {
        let root = fs::canonicalize(&self.root)?;
        let real = fs::canonicalize(root.join(path))?;
        if real.starts_with(&root) { Ok(real) } else { Err(io::ErrorKind::NotFound.into()) }
    }
}

fn kind_of(metadata: &fs::Metadata) -> Option<Kind> {
    if metadata.is_dir() { Some(Kind::Folder) } else { metadata.is_file().then_some(Kind::File) }
}

impl Files for Folder {
    fn kind(&self, path: &str) -> Option<Kind> {
        kind_of(&fs::metadata(self.inside(path).ok()?).ok()?)
    }

    fn open(&self, path: &str) -> io::Result<File> {
        let file = fs::File::open(self.inside(path)?)?;
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(io::ErrorKind::NotFound.into());
        }
        let modified = metadata.modified().ok();
        let nanoseconds = modified.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        let tag = format!("{:x}-{:x}-{:x}", serial(&metadata), metadata.len(), nanoseconds.map_or(0, |t| t.as_nanos()));
        Ok(File { body: Body::Opened(file), length: metadata.len(), modified, tag })
    }

    fn entries(&self, path: &str) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(self.inside(path)?)? {
            let Ok(name) = entry?.file_name().into_string() else { continue };
            let Ok(real) = self.inside(&join(path, &name)) else { continue };
            let Ok(metadata) = fs::metadata(real) else { continue };
            let Some(kind) = kind_of(&metadata) else { continue };
            entries.push(Entry { name, kind, length: if kind == Kind::File { metadata.len() } else { 0 } });
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }
}

/// What tells a file from the one that replaced it: its inode where there are inodes.
#[cfg(unix)]
fn serial(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn serial(_metadata: &fs::Metadata) -> u64 {
    0
}

fn join(folder: &str, name: &str) -> String {
    Path::new(folder).join(name).to_string_lossy().into_owned()
}

/// Files in memory, which a builder replaces while they are served: each request sees one state of them.
#[derive(Debug, Default)]
pub struct Memory {
    files: RwLock<BTreeMap<String, Bytes>>,
}

impl<P: AsRef<str>, B: Into<Vec<u8>>> FromIterator<(P, B)> for Memory {
    fn from_iter<I: IntoIterator<Item = (P, B)>>(files: I) -> Self {
        let memory = Self::default();
        memory.replace(files);
        memory
    }
}

impl Memory {
    /// Puts a new state in the place of the old one, all at once; gives the paths that are new, gone or different.
    pub fn replace<P: AsRef<str>, B: Into<Vec<u8>>>(&self, files: impl IntoIterator<Item = (P, B)>) -> Vec<String> {
        let key = |path: P| path.as_ref().trim_start_matches('/').to_owned();
        let new: BTreeMap<String, Bytes> =
            files.into_iter().map(|(path, bytes)| (key(path), Bytes::from(bytes.into()))).collect();
        let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
        let mut changed: Vec<String> = Vec::new();
        changed
            .extend(new.iter().filter(|(path, bytes)| files.get(*path) != Some(bytes)).map(|(path, _)| path.clone()));
        changed.extend(files.keys().filter(|path| !new.contains_key(*path)).cloned());
        *files = new;
        changed
    }
}

impl Files for Memory {
    fn kind(&self, path: &str) -> Option<Kind> {
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        if path.is_empty() {
            return Some(Kind::Folder);
        }
        if files.contains_key(path) {
            return Some(Kind::File);
        }
        let below = format!("{path}/");
        let (first, _) = files.range(below.clone()..).next()?;
        first.starts_with(&below).then_some(Kind::Folder)
    }

    fn open(&self, path: &str) -> io::Result<File> {
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        let bytes = files.get(path).cloned().ok_or(io::ErrorKind::NotFound)?;
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        let length = bytes.len() as u64;
        let tag = format!("{length:x}-{:x}", hasher.finish());
        Ok(File { body: Body::Bytes(bytes), length, modified: None, tag })
    }

    fn entries(&self, path: &str) -> io::Result<Vec<Entry>> {
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        let below = if path.is_empty() { String::new() } else { format!("{path}/") };
        let mut entries: Vec<Entry> = Vec::new();
        for (path, bytes) in files.range(below.clone()..) {
            let Some(rest) = path.strip_prefix(&below) else { break };
            let (name, kind, length) = match rest.split_once('/') {
                Some((name, _)) => (name, Kind::Folder, 0),
                None => (rest, Kind::File, bytes.len() as u64),
            };
            if entries.last().is_none_or(|last| last.name != name) {
                entries.push(Entry { name: name.to_owned(), kind, length });
            }
        }
        if entries.is_empty() { Err(io::ErrorKind::NotFound.into()) } else { Ok(entries) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Files, Folder, Kind, Memory};

    #[test]
    fn memory_tells_what_a_new_state_changed() {
        let memory = Memory::from_iter([("a.html", "1"), ("b/c.css", "2"), ("d", "3")]);
        assert_eq!(memory.kind("b"), Some(Kind::Folder));
        assert_eq!(memory.kind("b/c"), None);
        assert_eq!(
            memory.entries("").unwrap().iter().map(|entry| &*entry.name).collect::<Vec<_>>(),
            ["a.html", "b", "d"]
        );
        assert_eq!(memory.replace([("/a.html", "1"), ("b/c.css", "5"), ("e", "")]), ["b/c.css", "e", "d"]);
        assert!(memory.open("d").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_out_are_not_there() {
        let outside = tempfile::tempdir().unwrap();
        std::fs::write(outside.path().join("secret"), "s").unwrap();
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join("open"), "o").unwrap();
        std::os::unix::fs::symlink(outside.path().join("secret"), root.path().join("file")).unwrap();
        std::os::unix::fs::symlink(outside.path(), root.path().join("folder")).unwrap();
        std::os::unix::fs::symlink(root.path().join("open"), root.path().join("inner")).unwrap();
        let folder = Folder::new(root.path());
        assert_eq!(folder.kind("file"), None);
        assert_eq!(folder.kind("folder"), None);
        assert!(folder.open("folder/secret").is_err());
        assert!(folder.open("inner").is_ok());
        let names: Vec<String> = folder.entries("").unwrap().into_iter().map(|entry| entry.name).collect();
        assert_eq!(names, ["inner", "open"]);
    }
}
