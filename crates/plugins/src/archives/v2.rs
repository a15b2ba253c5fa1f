//! jekyll-archives-v2: archives of any collection, each with settings of its own under `jekyll-archives`.

use super::Maker;
use hyde_core::plugin::{Generator, Plugin, Registry, Tools};
use hyde_core::{BuildError, Config, Site};
use hyde_liquid::Value;

/// The plugin.
pub(crate) struct ArchivesV2;

impl Plugin for ArchivesV2 {
    fn name(&self) -> &str {
        "jekyll-archives-v2"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.generator(AddArchives);
        Ok(())
    }
}

struct AddArchives;

impl Generator for AddArchives {
    fn name(&self) -> &str {
        "Jekyll::Archives::Archives"
    }

    fn generate(&self, site: &mut Site, _: &Tools<'_>) -> Result<(), BuildError> {
        let Some(Value::Hash(settings)) = site.config.get("jekyll-archives").cloned() else { return Ok(()) };
        let mut pages = Vec::new();
        for (label, settings) in settings.iter() {
            if let (Some(collection), Value::Hash(_)) = (label.as_str(), settings) {
                pages.extend(Maker { site, collection, settings: settings.clone(), is_v2: true }.pages());
            }
        }
        site.pages.extend(pages);
        Ok(())
    }
}
