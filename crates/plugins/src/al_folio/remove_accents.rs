//! The filter `remove_accents`: letters without their accents, and `?` for what has no plain form.

use super::defines;
use hyde_core::plugin::{Plugin, Registry};
use hyde_core::url::transliterate;
use hyde_core::{BuildError, Config};

/// The plugin.
pub(crate) struct RemoveAccents;

impl Plugin for RemoveAccents {
    fn name(&self) -> &str {
        "_plugins/remove-accents.rb"
    }

    fn stands_for(&self, _: &str, text: &str) -> bool {
        defines(text, "remove_accents")
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.function("remove_accents", |text: String| transliterate(&text));
        Ok(())
    }
}
