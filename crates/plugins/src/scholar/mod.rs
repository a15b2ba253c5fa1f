//! jekyll-scholar 7.3: lists of references, citations and pages of details from BibTeX files.
//!
//! In go a site's `.bib` files and `scholar:` settings, out come the tags `bibliography`, `bibliography_count`, `cite`,
//! `nocite`, `reference`, `quote`, `cite_details` and `details_link`, and a page per entry where the site has a layout
//! for it. References are rendered by CSL: a style is a file of the site, a file in the folder that `scholar: csl:`
//! names (a checkout of the styles and locales), in an installed gem csl-styles, or one of the bundled ones
//! (`csl/README.md`).

mod bundled;
mod call;
mod details;
mod library;
mod listing;
mod options;
mod settings;
mod tags;

use hyde_core::plugin::{Plugin, Registry};
use hyde_core::{BuildError, Config};
use std::sync::Arc;

/// The plugin.
pub(crate) struct Scholar;

impl Plugin for Scholar {
    fn name(&self) -> &str {
        "jekyll-scholar"
    }

    fn aliases(&self) -> &[&str] {
        &["jekyll/scholar"]
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        let library = Arc::new(library::Library::new(registry.outside().clone()));
        tags::register(registry, &library);
        registry.generator(details::Details(library));
        Ok(())
    }
}
