//! jekyll-imagemagick: the gem has ImageMagick write responsive copies of a site's images next to them. hyde does not
//! convert images: copies that are already there are taken as they are, and where some are missing the user is told
//! once. Pages refer to the copies by name and are the same either way.

use hyde_core::plugin::{Generator, Plugin, Priority, Registry, Tools};
use hyde_core::{BuildError, Config, Site};
use hyde_diagnostic::Diagnostic;
use hyde_liquid::Value;
use std::collections::HashSet;

/// The plugin.
pub(crate) struct Imagemagick;

impl Plugin for Imagemagick {
    fn name(&self) -> &str {
        "jekyll-imagemagick"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.generator(Look);
        Ok(())
    }
}

struct Look;

impl Generator for Look {
    fn name(&self) -> &str {
        "JekyllImagemagick::ImageGenerator"
    }

    fn priority(&self) -> Priority {
        Priority::LOW
    }

    fn generate(&self, site: &mut Site, _: &Tools<'_>) -> Result<(), BuildError> {
        let settings = site.config.get("imagemagick").cloned().unwrap_or_default();
        if !settings.get("enabled").truthy() {
            return Ok(());
        }
        let texts = |key: &str| -> Vec<String> {
            settings.get(key).items().map(|items| items.iter().map(Value::to_s).collect()).unwrap_or_default()
        };
        let formats: Vec<String> = match settings.get("output_formats") {
            Value::Hash(formats) => formats.iter().map(|(format, _)| format.to_s()).collect(),
            _ => return Ok(()),
        };
        let (folders, inputs, widths) = (texts("input_directories"), texts("input_formats"), texts("widths"));
        let there: HashSet<&str> = site.static_files.iter().map(|file| file.relative_path.as_str()).collect();
        let is_input = |path: &str, ext: &str| {
            inputs.iter().any(|input| input == ext)
                && folders.iter().any(|folder| path.trim_start_matches('/').starts_with(folder.trim_matches('/')))
        };
        let missing = site
            .static_files
            .iter()
            .filter(|file| is_input(&file.relative_path, &file.extname))
            .filter(|file| {
                let stem = file.relative_path.strip_suffix(&*file.extname).unwrap_or(&file.relative_path);
                let mut copies = formats
                    .iter()
                    .flat_map(|format| widths.iter().map(move |width| format!("{stem}-{width}.{format}")));
                copies.any(|copy| !there.contains(&*copy))
            })
            .count();
        if missing > 0 {
            let told = format!("{missing} images have no responsive copies; hyde does not convert images.");
            let hint =
                "run ImageMagick once and keep the copies beside the images, or set imagemagick.enabled to false";
            site.report.tell(Diagnostic::warning("ImageMagick:", told).hint(hint));
        }
        Ok(())
    }
}
