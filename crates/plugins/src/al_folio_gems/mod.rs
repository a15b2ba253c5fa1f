//! The gems that al-folio sites list, natively: one file or folder per gem.

mod diagrams;
mod get_json;
mod imagemagick;
mod jupyter_notebook;
mod mentions;
mod minifier;
mod regex_replace;
pub(crate) mod ruby_json;
pub(crate) mod ruby_regex;
mod social_data;
mod socials;
mod tabs;
mod target_blank;
mod terser;
mod twitter;

use hyde_core::plugin::Plugin;
use std::sync::Arc;

/// The plugins that stand for these gems.
pub(crate) fn all() -> Vec<Arc<dyn Plugin>> {
    vec![
        Arc::new(diagrams::Diagrams),
        Arc::new(get_json::GetJson),
        Arc::new(imagemagick::Imagemagick),
        Arc::new(jupyter_notebook::JupyterNotebook),
        Arc::new(mentions::Mentions),
        Arc::new(minifier::Minifier),
        Arc::new(regex_replace::RegexReplace),
        Arc::new(socials::Socials),
        Arc::new(tabs::Tabs::default()),
        Arc::new(target_blank::TargetBlank),
        Arc::new(terser::Terser),
        Arc::new(twitter::Twitter),
    ]
}
