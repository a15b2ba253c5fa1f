//! Files that `include` names by their path (`lib/jekyll/reader.rb`, `read_included_excludes`).

use super::load::{Body, load_if_header};
use super::pages;
use crate::error::BuildError;
use crate::model::Site;
use crate::url;
use std::collections::HashSet;
use std::sync::Arc;

/// Adds every file that the `include` setting names, unless it is there already.
pub(super) fn read(site: &mut Site) -> Result<(), BuildError> {
    let source = Arc::clone(&site.files);
    let encoding = site.config.text("encoding").unwrap_or_default();
    let mut known_pages: HashSet<String> = site.pages.iter().map(|page| page.relative_path()).collect();
    let mut known_files: HashSet<String> = site.static_files.iter().map(|file| file.relative_path.clone()).collect();
    for entry in site.config.texts("include") {
        let entry_path = url::in_directory(source.root(), &format!("/{entry}"));
        if !source.is_file(&entry_path) {
            continue;
        }
        let relative = entry_path[source.root().len()..].to_owned();
        let dir = match url::dirname(&relative) {
            "/" => "",
            dir => dir,
        };
        let name = url::basename(&relative);
        let loaded = load_if_header(&*source, &entry_path, &encoding)?;
        match loaded.body {
            Body::Text(text) => {
                if known_pages.insert(relative.trim_start_matches('/').to_owned()) {
                    let page = pages::page(site, dir, name, &entry_path, text)?;
                    if page.is_published(site) {
                        site.pages.push(page);
                    }
                }
            }
            Body::Static => {
                if known_files.insert(relative.clone()) {
                    let file = pages::static_file(site, dir, name, &entry_path, loaded.modified);
                    site.static_files.push(Arc::new(file));
                }
            }
        }
    }
    Ok(())
}
