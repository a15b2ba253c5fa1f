//! What include files make use of, told from their text before any of them is parsed.

use super::payload::mentions_content;
use crate::model::Site;
use crate::outside::{Kind, Source};

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
        look_into(&*source, &directory, 0, &mut found);
    }
    found
}

fn look_into(source: &dyn Source, directory: &str, depth: usize, found: &mut Vec<IncludeUses>) {
    if depth > DEPTH_LIMIT {
        return;
    }
    for entry in source.entries(directory).unwrap_or_default() {
        let path = format!("{directory}/{}", entry.name);
        match entry.kind {
            Kind::Directory => look_into(source, &path, depth + 1, found),
            Kind::File => {
                if let Ok(bytes) = source.read(&path) {
                    found.push(uses_of(&String::from_utf8_lossy(&bytes)));
                }
            }
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
