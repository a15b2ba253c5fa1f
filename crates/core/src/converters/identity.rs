//! The converter that changes nothing (`lib/jekyll/converters/identity.rb`).

use crate::BuildError;
use crate::plugin::{Conversion, Converter, Priority};

/// Takes every file and changes nothing.
pub(super) struct Identity;

impl Converter for Identity {
    fn name(&self) -> &str {
        "Jekyll::Converters::Identity"
    }

    fn priority(&self) -> Priority {
        Priority::LOWEST
    }

    fn is_identity(&self) -> bool {
        true
    }

    fn matches(&self, _: &str) -> bool {
        true
    }

    fn output_ext(&self, ext: &str) -> Option<String> {
        Some(ext.to_owned())
    }

    fn convert(&self, text: &str, _: &Conversion<'_>) -> Result<String, BuildError> {
        Ok(text.to_owned())
    }
}
