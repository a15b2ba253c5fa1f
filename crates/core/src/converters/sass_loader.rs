//! The files that stylesheets load: those of the site and of its theme.

use super::sass::relative_path;
use crate::model::Site;
use crate::outside::{Entry, Kind, Source};
use hyde_sass::Loader;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::collections::BTreeSet;
use std::io;
use std::sync::{Mutex, PoisonError};

/// Gives the compiler the files of the site and its theme, for one compilation.
pub(super) struct SiteLoader<'a> {
    site: &'a Site,
    state: State,
}

/// What a compilation keeps of its questions.
enum State {
    /// The paths of files that were looked for, where that is noted. What stands in folders is known by then.
    Noted(Mutex<BTreeSet<String>>),
    /// What stands in the folders where files were looked for.
    Listed(Mutex<FxHashMap<String, Listing>>),
}

/// The names in a folder in lower case, as some file systems do not tell cases apart, with whether that is a file's very
/// name.
enum Listing {
    Names(FxHashMap<String, bool>),
    /// A folder that cannot be listed, or with names that a file system may know by others.
    Unknown,
}

impl Listing {
    fn of(source: &dyn Source, folder: &str) -> Self {
        let entries = match source.entries(folder) {
            Ok(entries) => entries,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Vec::new(),
            Err(_) => return Self::Unknown,
        };
        if entries.iter().any(|entry| !entry.name.is_ascii()) {
            return Self::Unknown;
        }
        let mut names = FxHashMap::with_capacity_and_hasher(entries.len(), FxBuildHasher);
        for Entry { mut name, kind, .. } in entries {
            let is_file = kind == Kind::File && !name.bytes().any(|c| c.is_ascii_uppercase());
            name.make_ascii_lowercase();
            *names.entry(name).or_insert(false) |= is_file;
        }
        Self::Names(names)
    }

    /// Whether a file of a name is there; `None` where that has to be looked at.
    fn is_file(&self, name: &str) -> Option<bool> {
        let Self::Names(names) = self else { return None };
        match names.get(name) {
            Some(is_file) => is_file.then_some(true),
            // Windows has short names with tildes too.
            None => name.bytes().all(|c| c.is_ascii() && !c.is_ascii_uppercase() && c != b'~').then_some(false),
        }
    }

    fn lacks(&self, name: &str) -> bool {
        self.is_file(name) == Some(false)
    }
}

impl<'a> SiteLoader<'a> {
    /// Makes the loader of a compilation. With `notes` it keeps which files were looked for.
    pub(super) fn new(site: &'a Site, notes: bool) -> Self {
        Self { site, state: if notes { State::Noted(Mutex::default()) } else { State::Listed(Mutex::default()) } }
    }

    /// The paths of files that were looked for.
    pub(super) fn into_looked(self) -> BTreeSet<String> {
        match self.state {
            State::Noted(looked) => looked.into_inner().unwrap_or_else(PoisonError::into_inner),
            State::Listed(_) => BTreeSet::new(),
        }
    }

    fn files(&self, path: &str) -> &dyn Source {
        match &self.site.theme {
            Some(theme) if path.strip_prefix(&*theme.root).is_some_and(|rest| rest.starts_with('/')) => &*theme.source,
            _ => &*self.site.files,
        }
    }

    /// What the folder of a path says of it. Of each path several spellings in several folders are tried, and most of
    /// these are no files.
    fn listed(&self, listings: &Mutex<FxHashMap<String, Listing>>, path: &str) -> Option<bool> {
        let (folder, name) = path.rsplit_once('/')?;
        let mut listings = listings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(listing) = listings.get(folder) {
            return listing.is_file(name);
        }
        // A folder that the one around it does not have need not be listed.
        let around = folder.rsplit_once('/').and_then(|(outer, own)| Some((listings.get(outer)?, own)));
        let listing = match around {
            Some((outer, own)) if outer.lacks(own) => Listing::Names(FxHashMap::default()),
            _ => Listing::of(self.files(path), folder),
        };
        let is_file = listing.is_file(name);
        listings.insert(folder.to_owned(), listing);
        is_file
    }
}

impl Loader for SiteLoader<'_> {
    /// Paths are shown as seen from the source, where Jekyll is run, unless they are longer so.
    fn display(&self, path: &str) -> String {
        let parts = |path: &str| path.split('/').filter(|part| !part.is_empty()).count();
        let relative = relative_path(path, &self.site.source);
        if parts(&relative) > parts(path) + 1 { path.to_owned() } else { relative }
    }

    fn is_file(&self, path: &str) -> bool {
        let listed = match &self.state {
            State::Noted(looked) => {
                looked.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
                None
            }
            State::Listed(listings) => self.listed(listings, path),
        };
        listed.unwrap_or_else(|| self.files(path).is_file(path))
    }

    fn load(&self, path: &str) -> Result<String, String> {
        // Files of a known length are read at once.
        let (bytes, _) =
            self.files(path).read_dated(path).map_err(|error| format!("Cannot open file: {path} ({error})"))?;
        String::from_utf8(bytes).map_err(|_| "Invalid UTF-8.".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Listing;
    use crate::outside::{Folder, Memory, Source};

    #[test]
    fn a_listing_lacks_what_no_file_system_may_find() {
        let source = Memory::from([("_sass/_Main.scss", ""), ("_sass/sub/a.scss", "")]);
        let listing = Listing::of(&source, "/site/_sass");
        assert!(listing.lacks("main.scss"));
        for name in ["_main.scss", "_Main.scss", "_MAIN.scss", "Other.scss", "m\u{e4}in.scss", "main~1.css", "sub"] {
            assert!(!listing.lacks(name), "{name}");
        }
        assert_eq!(listing.is_file("sub"), None);
        assert_eq!(listing.is_file("_main.scss"), None, "a file system may tell cases apart");
        assert_eq!(Listing::of(&source, "/site/_sass/sub").is_file("a.scss"), Some(true));
    }

    #[test]
    fn names_in_other_scripts_make_a_listing_useless() {
        let source = Memory::from([("_sass/_\u{212a}.scss", "")]);
        assert!(!Listing::of(&source, "/site/_sass").lacks("_k.scss"));
    }

    #[test]
    fn a_folder_that_is_not_there_lacks_everything() {
        assert!(Listing::of(&Memory::new(), "/site/none").lacks("a.scss"));
        let root = env!("CARGO_MANIFEST_DIR");
        let source = Folder::new(root);
        assert!(source.is_file(&format!("{root}/Cargo.toml")));
        assert!(Listing::of(&source, &format!("{root}/Cargo.toml")).lacks("a.scss"));
        assert!(Listing::of(&source, &format!("{root}/none")).lacks("a.scss"));
    }
}
