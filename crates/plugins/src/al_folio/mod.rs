//! The Ruby files that al-folio and Chirpy sites carry in `_plugins`, recognised by what they define and done natively.
//!
//! Sites copy these files and reformat them, so a file counts by the tag, filter or generator it defines, not by its
//! name or text.

mod active_support;
mod cache_bust;
mod citations;
mod details;
mod external_posts;
mod file_exists;
mod hide_custom_bibtex;
mod lastmod_hook;
mod localization_exists;
mod remove_accents;
mod third_party;

use hyde_core::plugin::Plugin;
use std::sync::Arc;

/// The plugins that stand for these files.
pub(crate) fn all() -> Vec<Arc<dyn Plugin>> {
    vec![
        Arc::new(cache_bust::CacheBust::Gem),
        Arc::new(cache_bust::CacheBust::File),
        Arc::new(details::Details),
        Arc::new(external_posts::ExternalPosts),
        Arc::new(file_exists::FileExists),
        Arc::new(citations::GoogleScholarCitations),
        Arc::new(hide_custom_bibtex::HideCustomBibtex),
        Arc::new(citations::InspireHepCitations),
        Arc::new(lastmod_hook::LastmodHook),
        Arc::new(localization_exists::LocalizationExists),
        Arc::new(remove_accents::RemoveAccents),
        Arc::new(third_party::ThirdPartyLibraries),
    ]
}

/// Says whether a Ruby text registers a Liquid tag of this name.
fn registers_tag(text: &str, name: &str) -> bool {
    text.lines().any(|line| {
        line.split_once("register_tag").is_some_and(|(_, rest)| {
            let rest = rest.trim_start_matches(['(', ' ']);
            let quoted = rest.trim_start_matches(['\'', '"', ':']);
            quoted.strip_prefix(name).is_some_and(|tail| tail.starts_with(['\'', '"', ',', ' ', ')']))
        })
    })
}

/// Says whether a Ruby text defines a method of this name.
fn defines(text: &str, method: &str) -> bool {
    text.lines().any(|line| {
        line.trim_start()
            .strip_prefix("def ")
            .and_then(|rest| rest.trim_start().strip_prefix(method))
            .is_some_and(|tail| !tail.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

#[cfg(test)]
mod tests {
    use super::{defines, registers_tag};

    #[test]
    fn tags_and_methods_are_found_however_they_are_laid_out() {
        assert!(registers_tag("  Liquid::Template.register_tag('details', X)", "details"));
        assert!(registers_tag("Liquid::Template.register_tag \"details\", X", "details"));
        assert!(!registers_tag("Liquid::Template.register_tag('details2', X)", "details"));
        assert!(defines("   def bust_css_cache(file_name)", "bust_css_cache"));
        assert!(!defines("# def x\n def bust_css_cache_twice", "bust_css_cache"));
    }
}
