//! Jekyll's converters: text of a file in, text of its output out (`lib/jekyll/converters/*.rb`).

mod commonmark;
mod dart_sass;
mod identity;
mod markdown;
mod sass;
mod sass_cache;
mod sass_loader;
mod smartypants;

use crate::Config;
use crate::plugin::Registry;
use hyde_sass::Syntax;
use std::sync::Arc;

/// The name of the Markdown converter.
pub(crate) const MARKDOWN: &str = "Jekyll::Converters::Markdown";

/// Registers the built-in converters, in the order in which Jekyll loads them.
pub(crate) fn register(registry: &mut Registry, config: &Config, environment: &str) {
    registry.converter(identity::Identity);
    registry.converter(markdown::Markdown::new(config));
    let dart = config.get_in("sass", "implementation").is_some_and(|name| name.to_s() == "dart");
    let dart = dart.then(|| Arc::new(dart_sass::DartSass::new(registry.outside().clone())));
    registry.converter(sass::Sass::new(Syntax::Scss, config, environment, dart.clone()));
    registry.converter(sass::Sass::new(Syntax::Indented, config, environment, dart));
    registry.converter(smartypants::SmartyPants::new(config));
}

/// The first Markdown extension of a configuration, with its dot.
pub(crate) fn markdown_ext(config: &Config) -> String {
    format!(".{}", config.markdown_extensions().first().map_or("md", String::as_str))
}
