//! Typographic quotes, dashes and ellipses for the `smartify` filter (`lib/jekyll/converters/smartypants.rb`). It takes
//! no files.

use crate::plugin::{Conversion, Converter, Priority};
use crate::{BuildError, Config};
use hyde_kramdown::Options;

/// kramdown reduced to its typography.
pub(super) struct SmartyPants {
    options: Options,
}

impl SmartyPants {
    pub(super) fn new(config: &Config) -> Self {
        let mut options = Options::jekyll();
        if let Some(quotes) = config.get_in("kramdown", "smart_quotes") {
            // A value that kramdown refuses leaves the default.
            let _ = options.set("smart_quotes", quotes.to_s());
        }
        Self { options }
    }
}

impl Converter for SmartyPants {
    fn name(&self) -> &str {
        "Jekyll::Converters::SmartyPants"
    }

    fn priority(&self) -> Priority {
        Priority::LOW
    }

    fn matches(&self, _: &str) -> bool {
        false
    }

    fn output_ext(&self, _: &str) -> Option<String> {
        None
    }

    fn convert(&self, text: &str, _: &Conversion<'_>) -> Result<String, BuildError> {
        Ok(hyde_kramdown::smartify(text, &self.options))
    }
}
