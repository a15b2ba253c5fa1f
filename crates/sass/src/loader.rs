//! Where stylesheets come from: the [`Loader`] trait, and a loader over texts in memory.

use std::collections::BTreeMap;

/// Gives the compiler the files it asks for.
///
/// Paths are texts with `/` between their parts; the compiler makes them from the path of the file that asks, the
/// load paths and the URL in the stylesheet, with `.` and `..` resolved, and tries Sass's partials, index files and
/// extensions itself. A path for which [`is_file`](Loader::is_file) says yes is the file's canonical name from then
/// on: in traces, in [`Output::loaded`](crate::Output) and in source maps.
pub trait Loader: Sync {
    /// Says whether a file can be loaded under exactly this path.
    fn is_file(&self, path: &str) -> bool;

    /// Gives the text of a file, or a message why it cannot be read.
    fn load(&self, path: &str) -> Result<String, String>;

    /// Takes a path that [`is_file`](Loader::is_file) affirmed and gives the one name of that file, for loaders where
    /// a file can be reached by several paths.
    fn canonical(&self, path: &str) -> String {
        path.to_owned()
    }

    /// Takes a file's canonical name and gives the path that messages and traces show.
    fn display(&self, path: &str) -> String {
        path.to_owned()
    }
}

/// A [`Loader`] over texts in memory.
///
/// ```
/// use hyde_sass::{Loader, Memory};
/// let loader = Memory::from([("_a.scss", "b { c: d }")]);
/// assert!(loader.is_file("_a.scss"));
/// assert_eq!(loader.load("_a.scss").unwrap(), "b { c: d }");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Memory {
    files: BTreeMap<String, String>,
}

impl Memory {
    /// Adds a file, or replaces it.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.files.insert(path.into(), text.into());
    }
}

impl<P: Into<String>, T: Into<String>> FromIterator<(P, T)> for Memory {
    fn from_iter<I: IntoIterator<Item = (P, T)>>(files: I) -> Self {
        Self { files: files.into_iter().map(|(path, text)| (path.into(), text.into())).collect() }
    }
}

impl<P: Into<String>, T: Into<String>, const N: usize> From<[(P, T); N]> for Memory {
    fn from(files: [(P, T); N]) -> Self {
        files.into_iter().collect()
    }
}

impl Loader for Memory {
    fn is_file(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    fn load(&self, path: &str) -> Result<String, String> {
        self.files.get(path).cloned().ok_or_else(|| format!("Cannot open file: {path}"))
    }
}
