//! jekyll-terser: the gem minifies scripts by Terser. hyde leaves them as they are and says so once.

use hyde_core::plugin::{Event, Plugin, Priority, Registry, Tools};
use hyde_core::{BuildError, Config, Site};
use hyde_diagnostic::Diagnostic;

/// The plugin.
pub(crate) struct Terser;

impl Plugin for Terser {
    fn name(&self) -> &str {
        "jekyll-terser"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.site_hook(Event::PostRead, Priority::NORMAL, |site: &mut Site, _: &Tools<'_>| {
            let is_script = |name: &str| name.ends_with(".js") && !name.ends_with(".min.js");
            let scripts = site.static_files.iter().filter(|file| is_script(&file.name)).count()
                + site.pages.iter().filter(|page| is_script(&page.name)).count();
            if scripts > 0 {
                let told = format!("{scripts} scripts are left as they are; hyde does not minify JavaScript.");
                site.report.tell(Diagnostic::warning("Terser:", told));
            }
            Ok(())
        });
        Ok(())
    }
}
