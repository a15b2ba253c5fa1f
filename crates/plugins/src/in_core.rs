//! Gems whose work the core does itself: sites list them, and there is nothing left to register.

use hyde_core::plugin::{Plugin, Registry};
use hyde_core::{BuildError, Config};

/// A gem of that kind, by its name.
pub(crate) struct InCore(pub(crate) &'static str);

/// The names of these gems; jekyll-compose is commands of the command line alone.
pub(crate) const NAMES: [&str; 5] = [
    "jekyll-commonmark",
    "jekyll-commonmark-ghpages",
    "jekyll-compose",
    "jekyll-remote-theme",
    "jekyll-sass-converter",
];

impl Plugin for InCore {
    fn name(&self) -> &str {
        self.0
    }

    fn register(&self, _: &mut Registry, _: &Config) -> Result<(), BuildError> {
        Ok(())
    }
}
