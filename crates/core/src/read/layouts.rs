//! Layouts of the site and its theme (`lib/jekyll/readers/layout_reader.rb`).

use super::load::{Body, load};
use super::{EntryFilter, globbing, pages, parallel};
use crate::error::BuildError;
use crate::messages;
use crate::model::{Layout, Site};
use crate::outside::{Kind, Source, join};
use crate::url;
use std::sync::Arc;

/// Reads all layouts; a site's layout hides the theme's of the same name.
pub(super) fn read(site: &mut Site) -> Result<(), BuildError> {
    let dir = site.config.text("layouts_dir").unwrap_or_default();
    let own = read_folder(site, Arc::clone(&site.files), &dir, true)?;
    let themed = match &site.theme {
        Some(theme) => read_folder(site, Arc::clone(&theme.source), "_layouts", false)?,
        None => Vec::new(),
    };
    for layout in own {
        site.layouts.insert(layout.name.clone(), layout);
    }
    for layout in themed {
        site.layouts.entry(layout.name.clone()).or_insert(layout);
    }
    Ok(())
}

fn read_folder(site: &Site, source: Arc<dyn Source>, dir: &str, own: bool) -> Result<Vec<Layout>, BuildError> {
    let path = url::in_directory(source.root(), &format!("/{dir}"));
    if !source.is_directory(&path) || (!own && !within_theme(&*source, &path)) {
        return Ok(Vec::new());
    }
    globbing::enter(&*source, &path)?;
    let filter = EntryFilter::new(&site.config, &*site.files, &site.report);
    let entries: Vec<String> = globbing::everything(&*source, &path, false)
        .into_iter()
        .filter(|(entry, kind)| *kind != Kind::Directory && url::basename(entry).contains('.'))
        .filter(|(entry, _)| filter.accepts("", entry))
        .map(|(entry, _)| entry)
        .collect();
    let encoding = site.config.text("encoding").unwrap_or_default();
    let loaded = parallel::map(site.threads, &entries, |entry| load(&*source, &join(&path, entry), &encoding));
    let mut layouts = Vec::with_capacity(entries.len());
    for (entry, loaded) in entries.into_iter().zip(loaded) {
        let file = join(&path, &entry);
        let Body::Text(text) = loaded?.body else { continue };
        site.report.detail(|| messages::reading(file.strip_prefix(source.root()).unwrap_or(&file)));
        let (body_line, invalid) = (text.body_line, text.bytes.is_some());
        let (data, content) = pages::convertible(site, &file, text)?;
        let ext = url::extname(&entry).to_owned();
        layouts.push(Layout {
            // A name is the path without everything after the first dot of its last extension.
            name: entry[..entry.rfind('.').unwrap_or(entry.len())].to_owned(),
            relative_path: file.strip_prefix(source.root()).unwrap_or(&file).trim_start_matches('/').to_owned(),
            path: file,
            ext,
            data,
            content,
            body_line,
            invalid,
        });
    }
    Ok(layouts)
}

/// Whether a theme's folder really lies in the theme.
pub(crate) fn within_theme(source: &dyn Source, path: &str) -> bool {
    let Ok(root) = source.real_path(source.root()) else { return false };
    source.real_path(path).is_ok_and(|real| real.starts_with(&format!("{root}/")))
}
