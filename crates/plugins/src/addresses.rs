//! Absolute addresses for generators, which run before templates and their filters.

use hyde_core::Site;

/// Puts the site's URL and base URL before a path, as the `absolute_url` filter does. What is no URL stays as it is.
pub(crate) fn absolute(site: &Site, path: &str) -> String {
    site.absolute_url(path).unwrap_or_else(|_| path.to_owned())
}
