//! Compares a built site with its expected output, file by file and byte by byte: what golden tests of themes need.
//!
//! In go two trees of files, out comes a [`Comparison`]: `{}` prints a line for each file that differs and totals per
//! kind of file, `{:#}` adds a diff of each text file.
//!
//! ```
//! use hyde::golden::{Tree, compare};
//! let expected = Tree::from([("index.html", "<p>Hi</p>\n"), ("feed.xml", "<feed/>")]);
//! let actual = Tree::from([("index.html", "<p>Ho</p>\n"), ("feed.xml", "<feed/>")]);
//! let comparison = compare(&expected, &actual);
//! assert!(!comparison.is_identical());
//! assert_eq!(comparison.identical(), 1);
//! assert!(comparison.to_string().starts_with("differs  index.html  line 1: want \"<p>Hi</p>\" got \"<p>Ho</p>\"\n"));
//! ```

mod comparison;

pub use comparison::{Comparison, Entry, Kind, Outcome, Totals, compare};

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// The deepest folder that [`Tree::read`] enters: deeper is a loop of links or an attack.
const MAX_DEPTH: usize = 200;

/// Files by their path below a root, with `/` between folders, in the order of the paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    files: BTreeMap<String, Vec<u8>>,
}

impl Tree {
    /// Reads every file below `root`; links are read as what they lead to, broken ones are left out.
    ///
    /// # Errors
    /// Whatever the file system answers for a folder or file that cannot be read.
    pub fn read(root: &Path) -> io::Result<Self> {
        let mut tree = Self::default();
        tree.add_folder(root, "", 0)?;
        Ok(tree)
    }

    fn add_folder(&mut self, folder: &Path, prefix: &str, depth: usize) -> io::Result<()> {
        if depth > MAX_DEPTH {
            return Err(io::Error::other(format!("{} is nested too deeply", folder.display())));
        }
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let Ok(metadata) = std::fs::metadata(entry.path()) else { continue };
            if metadata.is_dir() {
                self.add_folder(&entry.path(), &format!("{path}/"), depth + 1)?;
            } else {
                self.files.insert(path, std::fs::read(entry.path())?);
            }
        }
        Ok(())
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }

    /// The bytes of a file, if the tree has it.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// All files with their paths, in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Keeps the files whose path `wanted` accepts.
    pub fn retain(&mut self, mut wanted: impl FnMut(&str) -> bool) {
        self.files.retain(|path, _| wanted(path));
    }
}

impl<P: Into<String>, B: Into<Vec<u8>>, const N: usize> From<[(P, B); N]> for Tree {
    fn from(files: [(P, B); N]) -> Self {
        files.into_iter().collect()
    }
}

impl<P: Into<String>, B: Into<Vec<u8>>> FromIterator<(P, B)> for Tree {
    fn from_iter<I: IntoIterator<Item = (P, B)>>(files: I) -> Self {
        Self { files: files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect() }
    }
}
