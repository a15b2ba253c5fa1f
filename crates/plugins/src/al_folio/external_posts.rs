//! External posts (`external-posts.rb`): entries of other sites' feeds as posts of this one. They come from the
//! network; without it the build goes on without them and says so once.

use hyde_core::plugin::{Generator, Plugin, Priority, Registry, Tools};
use hyde_core::{BuildError, Config, Site};
use hyde_diagnostic::Diagnostic;

const SETTING: &str = "external_sources";

/// The plugin.
pub(crate) struct ExternalPosts;

impl Plugin for ExternalPosts {
    fn name(&self) -> &str {
        "_plugins/external-posts.rb"
    }

    fn stands_for(&self, _: &str, text: &str) -> bool {
        text.contains(SETTING) && text.contains("Generator")
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.generator(Fetch);
        Ok(())
    }
}

struct Fetch;

impl Generator for Fetch {
    fn name(&self) -> &str {
        "ExternalPosts::ExternalPostsGenerator"
    }

    fn priority(&self) -> Priority {
        Priority::HIGH
    }

    fn generate(&self, site: &mut Site, _: &Tools<'_>) -> Result<(), BuildError> {
        let sources = site.config.get(SETTING).and_then(|sources| sources.items()).unwrap_or_default();
        let names: Vec<String> = sources.iter().map(|source| source.get("name").to_s()).collect();
        if !names.is_empty() {
            let told = format!("posts of {} come from the network and are left out.", names.join(", "));
            site.report.tell(Diagnostic::warning("External posts:", told));
        }
        Ok(())
    }
}
