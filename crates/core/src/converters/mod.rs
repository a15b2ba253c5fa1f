//! Jekyll's converters: text of a file in, text of its output out (`lib/jekyll/converters/*.rb`).

mod commonmark;
mod identity;
mod markdown;
mod sass;
mod smartypants;

use crate::Config;
use crate::plugin::Registry;
use hyde_sass::Syntax;

/// Registers the built-in converters, in the order in which Jekyll loads them.
pub(crate) fn register(registry: &mut Registry, config: &Config, environment: &str) {
    registry.converter(identity::Identity);
    registry.converter(markdown::Markdown::new(config));
    registry.converter(sass::Sass::new(Syntax::Scss, config, environment));
    registry.converter(sass::Sass::new(Syntax::Indented, config, environment));
    registry.converter(smartypants::SmartyPants::new(config));
}

/// The first Markdown extension of a configuration, with its dot.
pub(crate) fn markdown_ext(config: &Config) -> String {
    format!(".{}", config.markdown_extensions().first().map_or("md", String::as_str))
}
