//! What a site is written to.

use super::Mark;
use std::io;
use std::path::Path;

/// Something that already stands in the destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Existing {
    /// Its path relative to the destination.
    pub path: String,
    /// Whether it is a directory (a symbolic link to one is not).
    pub directory: bool,
}

/// The time and mode a copy gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stamp {
    /// Seconds since the epoch, if the copy gets its original's time.
    pub modified: Option<i64>,
}

/// What is written to a path.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Content<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// A copy of a file on disk, with its permission bits; a symbolic link stays one unless `follow` is set.
    Copy {
        /// The original.
        from: &'a Path,
        /// Whether the copy of a symbolic link is a copy of what it leads to.
        follow: bool,
    },
}

/// A folder that a site is written to. Paths are relative to it.
pub trait Destination: Send + Sync {
    /// The absolute path of the folder, without a trailing slash.
    fn root(&self) -> &str;

    /// Everything in the destination, hidden files included, parents before their children; nothing when it does not
    /// exist.
    fn existing(&self) -> io::Result<Vec<Existing>>;

    /// Removes a file, or a directory with everything in it.
    fn remove(&self, path: &str) -> io::Result<()>;

    /// Writes a file, making parent directories: whole, in the place of what stands there, or not at all.
    fn write(&self, path: &str, content: Content<'_>, stamp: Stamp) -> io::Result<()>;

    /// What tells the present state of a regular file from others, so that a later build can know it again; nothing where
    /// that cannot be told.
    fn mark(&self, path: &str) -> Option<Mark> {
        let _ = path;
        None
    }

    /// The bytes of a file that stands there.
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let _ = path;
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// A folder within a destination, as a destination of its own.
pub struct Within<'a> {
    outer: &'a dyn Destination,
    folder: String,
    root: String,
}

impl<'a> Within<'a> {
    /// Makes the destination of a folder, named by its path in the outer one.
    pub fn new(outer: &'a dyn Destination, folder: &str) -> Self {
        let root = format!("{}/{folder}", outer.root().trim_end_matches('/'));
        Self { outer, folder: folder.to_owned(), root }
    }

    fn inside(&self, path: &str) -> String {
        format!("{}/{path}", self.folder)
    }
}

impl Destination for Within<'_> {
    fn root(&self) -> &str {
        &self.root
    }

    fn existing(&self) -> io::Result<Vec<Existing>> {
        let within = |entry: Existing| {
            let path = entry.path.strip_prefix(&self.folder)?.strip_prefix('/')?.to_owned();
            Some(Existing { path, ..entry })
        };
        Ok(self.outer.existing()?.into_iter().filter_map(within).collect())
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        self.outer.remove(&self.inside(path))
    }

    fn write(&self, path: &str, content: Content<'_>, stamp: Stamp) -> io::Result<()> {
        self.outer.write(&self.inside(path), content, stamp)
    }

    fn mark(&self, path: &str) -> Option<Mark> {
        self.outer.mark(&self.inside(path))
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.outer.read(&self.inside(path))
    }
}
