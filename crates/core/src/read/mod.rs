//! Read: a source in, the [`Site`]'s layouts, pages, posts, collections, data and static files out
//! (`lib/jekyll/reader.rb`). Files are read on several threads and joined in order.

mod cache;
mod collections;
mod csv;
mod data;
mod document;
mod entry_filter;
mod fnmatch;
mod globbing;
mod include_list;
mod includes;
mod layouts;
mod load;
mod merge_sort;
mod pages;
pub(crate) mod parallel;
mod posts;
mod theme_assets;
mod walk;

pub(crate) use cache::{Cache, Kept};
pub(crate) use document::parse_date;
pub use entry_filter::EntryFilter;
pub use fnmatch::fnmatch;
pub use globbing::glob;
pub use includes::{Include, locate_include};
pub(crate) use layouts::within_theme;
pub(crate) use merge_sort::merge_sort;
pub use pages::page_again;

use crate::error::BuildError;
use crate::model::Site;

/// Reads everything into a site that knows its configuration, source and theme.
///
/// # Errors
/// What stops Jekyll while reading: unreadable files, data that is no YAML, invalid dates and the like.
pub fn read(site: &mut Site) -> Result<(), BuildError> {
    layouts::read(site)?;
    walk::read(site)?;
    include_list::read(site)?;
    sort(site);
    collections::read(site)?;
    theme_assets::read(site)?;
    data::read(site)?;
    limit_posts(site);
    Ok(())
}

fn sort(site: &mut Site) {
    if let Some(posts) = site.collections.get_mut("posts") {
        let docs = std::mem::take(&mut posts.docs);
        posts.docs = document::sorted(docs.into_iter().collect()).into();
    }
    site.pages.sort_by(|a, b| a.name.cmp(&b.name));
    site.static_files.sort_by(|a, b| a.relative_path.cmp(&b.relative_path));
}

/// Keeps the newest posts.
fn limit_posts(site: &mut Site) {
    let limit = site.config.get("limit_posts").and_then(hyde_liquid::Value::as_int).unwrap_or(0);
    let Ok(limit @ 1..) = usize::try_from(limit) else { return };
    if let Some(posts) = site.collections.get_mut("posts")
        && posts.docs.len() > limit
    {
        posts.docs.remove_first(posts.docs.len() - limit);
    }
}
