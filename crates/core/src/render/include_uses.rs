//! What include files make use of, told from their text before any of them is parsed.

use super::payload::mentions_content;
use crate::model::Site;
use crate::outside::{Kind, Source};
use std::sync::Arc;

/// How deep folders of includes may nest.
const DEPTH_LIMIT: usize = 32;

/// What an include file may do that shows on other pages. A word in a comment counts as well: that costs time only.
#[derive(Debug, Clone, Default)]
pub(crate) struct IncludeUses {
    /// `cycle`, `ifchanged` or `offset:continue`.
    pub(crate) loops: bool,
    /// `increment` or `decrement`.
    pub(crate) counters: bool,
    /// `content` as a variable of its own.
    pub(crate) mentions_content: bool,
}

/// Looks through all include files of the site and its theme.
pub(crate) fn look(site: &Site) -> Vec<IncludeUses> {
    let mut found = Vec::new();
    for (source, directory) in super::templates::include_directories(site) {
        each_file(&*source, &directory, 0, &mut |path| {
            if let Ok(bytes) = source.read(path) {
                found.push(uses_of(&String::from_utf8_lossy(&bytes)));
            }
        });
    }
    found
}

/// Gives the names of all include files, as an include tag writes them.
pub(crate) fn names(directories: &[(Arc<dyn Source>, String)]) -> Vec<String> {
    let mut names = Vec::new();
    for (source, directory) in directories {
        each_file(&**source, directory, 0, &mut |path| {
            names.extend(path.strip_prefix(directory).map(|name| name.trim_start_matches('/').to_owned()));
        });
    }
    names
}

fn each_file(source: &dyn Source, directory: &str, depth: usize, visit: &mut dyn FnMut(&str)) {
    if depth > DEPTH_LIMIT {
        return;
    }
    for entry in source.entries(directory).unwrap_or_default() {
        let path = format!("{directory}/{}", entry.name);
        match entry.kind {
            Kind::Directory => each_file(source, &path, depth + 1, visit),
            Kind::File => visit(&path),
            _ => {}
        }
    }
}

/// Tells what a template's text may make use of.
pub(crate) fn uses_of(text: &str) -> IncludeUses {
    let has = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    let tags = has("{%");
    IncludeUses {
        loops: tags && (has("cycle") || has("ifchanged") || has("continue")),
        counters: tags && (has("increment") || has("decrement")),
        mentions_content: mentions_content(text),
    }
}
