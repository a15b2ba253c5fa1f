//! jekyll-terser: static scripts without what browsers do not need. The gem rewrites them by Terser; the minifier here
//! follows its rules as far as it goes, and a script that it does not understand stays.

use crate::javascript;
use hyde_core::plugin::{Event, Plugin, Priority, Registry, Tools};
use hyde_core::{BuildError, Config, Site};
use std::sync::Arc;

/// The plugin.
pub(crate) struct Terser;

impl Plugin for Terser {
    fn name(&self) -> &str {
        "jekyll-terser"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.site_hook(Event::PreRender, Priority::LOWEST, |site: &mut Site, _: &Tools<'_>| {
            for index in 0..site.static_files.len() {
                let file = &site.static_files[index];
                if file.extname != ".js" || file.name.ends_with(".min.js") || !file.is_written(site) {
                    continue;
                }
                let bytes = match &file.bytes {
                    Some(bytes) => bytes.clone(),
                    None => {
                        site.files.read(&file.path).map_err(|error| BuildError::io(&error, "rb_sysopen", &file.path))?
                    }
                };
                let smaller = String::from_utf8(bytes).ok().and_then(|text| javascript::minify(&text));
                if let Some(smaller) = smaller {
                    let mut file = (**file).clone();
                    file.bytes = Some(smaller.into_bytes());
                    site.static_files[index] = Arc::new(file);
                }
            }
            Ok(())
        });
        Ok(())
    }
}
