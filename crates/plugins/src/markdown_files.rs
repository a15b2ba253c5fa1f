//! Which files are Markdown, for the gems that only look at those.

use hyde_core::Site;

/// Says whether an extension (with its dot) is one of Markdown's by the site's configuration.
pub(crate) fn is_markdown(site: &Site, ext: &str) -> bool {
    let Some(ext) = ext.strip_prefix('.') else { return false };
    site.config.markdown_extensions().iter().any(|known| known.eq_ignore_ascii_case(ext))
}

/// Reads a setting that is a hash of a gem's options; a key that is not there is `None`.
pub(crate) fn option(site: &Site, gem: &str, key: &str) -> Option<hyde_liquid::Value> {
    site.config.get_in(gem, key).cloned()
}

/// Says whether an option is on, with what holds when it is not set.
pub(crate) fn is_on(site: &Site, gem: &str, key: &str, default: bool) -> bool {
    match option(site, gem, key) {
        None | Some(hyde_liquid::Value::Nil) => default,
        Some(value) => value.truthy(),
    }
}
