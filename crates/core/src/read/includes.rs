//! Includes: found by name in the site's folder, then in the theme's (`lib/jekyll/tags/include.rb`).

use crate::front_matter::decode;
use crate::model::Site;
use crate::outside::Source;
use crate::url;
use std::sync::Arc;

/// An include that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Include {
    /// The absolute path of the file.
    pub path: String,
    /// Its text, front matter included.
    pub text: String,
}

/// Finds an include by its name: in the site's includes folder, then in the theme's. In safe mode the file must really
/// lie in the folder; a theme's always must.
pub fn locate_include(site: &Site, name: &str) -> Option<Include> {
    let dir = site.config.text("includes_dir").unwrap_or_default();
    let encoding = site.config.text("encoding").unwrap_or_default();
    let own = (Arc::clone(&site.files), url::in_directory(&site.source, &format!("/{dir}")), site.config.is_safe());
    let theme = site
        .theme
        .as_ref()
        .map(|theme| (Arc::clone(&theme.source), url::in_directory(theme.source.root(), "/_includes"), true));
    [Some(own), theme].into_iter().flatten().find_map(|(source, folder, strict)| {
        let path = format!("{folder}/{name}");
        if !source.is_file(&path) || (strict && !lies_in(&*source, &path, &folder)) {
            return None;
        }
        let text = decode(source.read(&path).ok()?, &encoding).into_text();
        Some(Include { path, text })
    })
}

fn lies_in(source: &dyn Source, path: &str, folder: &str) -> bool {
    match (source.real_path(path), source.real_path(folder)) {
        (Ok(path), Ok(folder)) => path.starts_with(&format!("{folder}/")),
        _ => false,
    }
}
