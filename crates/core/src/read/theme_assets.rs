//! Assets of the theme (`lib/jekyll/readers/theme_assets_reader.rb`).

use super::load::{Body, load_if_header};
use super::{globbing, layouts, pages};
use crate::error::BuildError;
use crate::messages;
use crate::model::Site;
use crate::outside::{Kind, join};
use crate::url;
use std::collections::HashSet;
use std::sync::Arc;

/// Adds every asset of the theme that the site does not have itself.
pub(super) fn read(site: &mut Site) -> Result<(), BuildError> {
    let Some(source) = site.theme.as_ref().map(|theme| Arc::clone(&theme.source)) else { return Ok(()) };
    let assets = join(source.root(), "assets");
    if !source.is_directory(&assets) || !layouts::within_theme(&*source, &assets) {
        return Ok(());
    }
    let encoding = site.config.text("encoding").unwrap_or_default();
    let known_pages: HashSet<String> = site.pages.iter().map(|page| page.relative_path()).collect();
    let known_files: HashSet<String> = site.static_files.iter().map(|file| file.relative_path.clone()).collect();
    for (entry, kind) in globbing::everything(&*source, &assets, true) {
        let path = join(&assets, &entry);
        if kind == Kind::Directory {
            continue;
        }
        if source.is_symlink(&path) {
            site.report.tell(messages::theme_symlink(&path));
            continue;
        }
        let relative = format!("/assets/{entry}");
        let (dir, name) = (url::dirname(&relative), url::basename(&relative));
        let loaded = load_if_header(&*source, &path, &encoding)?;
        match loaded.body {
            Body::Text(text) => {
                if !known_pages.contains(relative.trim_start_matches('/')) {
                    let page = pages::page(site, dir, name, &path, text)?;
                    site.pages.push(page);
                }
            }
            Body::Static => {
                if !known_files.contains(&relative) {
                    let file = pages::static_file(site, dir, name, &path, loaded.modified);
                    site.static_files.push(Arc::new(file));
                }
            }
        }
    }
    Ok(())
}
