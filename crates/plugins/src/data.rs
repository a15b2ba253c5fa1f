//! jekyll-data 1.1: themes bring data files. Jekyll reads these itself since 4.3, so nothing is left to do.

use hyde_core::plugin::{Plugin, Registry};
use hyde_core::{BuildError, Config};

/// The plugin.
pub(crate) struct Data;

impl Plugin for Data {
    fn name(&self) -> &str {
        "jekyll-data"
    }

    fn register(&self, _: &mut Registry, _: &Config) -> Result<(), BuildError> {
        Ok(())
    }
}
