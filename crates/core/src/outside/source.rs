//! What a site is read from.

use rustc_hash::FxHasher;
use std::hash::Hasher;
use std::io;
use std::path::PathBuf;

/// What stands at a path, symbolic links followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// Something else, or a symbolic link that leads nowhere.
    Other,
}

/// A name in a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name.
    pub name: String,
    /// What it is, symbolic links followed.
    pub kind: Kind,
    /// Whether the name itself is a symbolic link.
    pub symlink: bool,
}

/// What is known of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metadata {
    /// What it is.
    pub kind: Kind,
    /// The time of its last change, in nanoseconds since the epoch.
    pub modified: i128,
}

/// What tells one state of a file from the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: Kind,
    /// Its length in bytes; nothing of a directory.
    pub size: u64,
    /// The time of the last change of its content; nothing of a directory.
    pub modified: i128,
    /// The time of the last change of anything about it, where the system notes that and nobody can set it. `None` where
    /// `node` speaks for the content itself.
    pub changed: Option<i128>,
    /// Which file it is, or what is in it.
    pub node: u64,
}

impl Mark {
    /// Makes the mark of a file by what is in it.
    pub fn of_content(bytes: &[u8], modified: i128) -> Self {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Self { kind: Kind::File, size, modified, changed: None, node: print(bytes) }
    }
}

/// A number that tells contents apart.
pub(crate) fn print(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    // The length is no part of what the hasher is given.
    hasher.write_usize(bytes.len());
    hasher.finish()
}

/// A folder that a site or a theme is read from. Every path is absolute and lies within [`Source::root`] by name
/// (symbolic links within may lead out, as Jekyll follows them).
pub trait Source: Send + Sync {
    /// The absolute path of the folder, without a trailing slash.
    fn root(&self) -> &str;

    /// The names in a directory, in the order the system gives them, without `.` and `..`.
    fn entries(&self, directory: &str) -> io::Result<Vec<Entry>>;

    /// The bytes of a file.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// The first bytes of a file, up to `limit`.
    fn read_start(&self, path: &str, limit: usize) -> io::Result<Vec<u8>>;

    /// The bytes of a file and the time of its last change, in nanoseconds since the epoch; 0 where that is not known.
    fn read_dated(&self, path: &str) -> io::Result<(Vec<u8>, i128)> {
        let bytes = self.read(path)?;
        Ok((bytes, self.metadata(path).map_or(0, |metadata| metadata.modified)))
    }

    /// What stands at a path, symbolic links followed.
    fn metadata(&self, path: &str) -> io::Result<Metadata>;

    /// What tells this state of a file from the next: two marks are the same only where the file is.
    ///
    /// ```
    /// use hyde_core::outside::{Memory, Source};
    /// let (one, other) = (Memory::from([("a.txt", "1")]), Memory::from([("a.txt", "2")]));
    /// assert_eq!(one.mark("/site/a.txt").unwrap(), one.mark("/site/a.txt").unwrap());
    /// assert_ne!(one.mark("/site/a.txt").unwrap(), other.mark("/site/a.txt").unwrap());
    /// ```
    fn mark(&self, path: &str) -> io::Result<Mark> {
        let Metadata { kind, modified } = self.metadata(path)?;
        match kind {
            Kind::File => Ok(Mark::of_content(&self.read(path)?, modified)),
            kind => Ok(Mark { kind, size: 0, modified: 0, changed: None, node: 0 }),
        }
    }

    /// Whether the path itself is a symbolic link.
    fn is_symlink(&self, path: &str) -> bool;

    /// The path with every symbolic link resolved.
    fn real_path(&self, path: &str) -> io::Result<String>;

    /// Where the file is on disk, if it is on one, so that copying need not pass through memory.
    fn on_disk(&self, path: &str) -> Option<PathBuf>;

    /// Whether a regular file stands at the path.
    fn is_file(&self, path: &str) -> bool {
        self.metadata(path).is_ok_and(|metadata| metadata.kind == Kind::File)
    }

    /// Whether a directory stands at the path.
    fn is_directory(&self, path: &str) -> bool {
        self.metadata(path).is_ok_and(|metadata| metadata.kind == Kind::Directory)
    }

    /// Creates a small file unless it exists (the cache folder's `.gitignore`); folders in memory do nothing.
    fn note(&self, path: &str, text: &str) -> io::Result<()> {
        let _ = (path, text);
        Ok(())
    }

    /// Writes a file of the cache folder, whole or not at all; folders in memory do nothing.
    fn keep(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let _ = (path, bytes);
        Ok(())
    }

    /// Removes a file that an earlier build left in the source (`.jekyll-metadata`); folders in memory do nothing.
    fn forget(&self, path: &str) -> io::Result<()> {
        let _ = path;
        Ok(())
    }
}
