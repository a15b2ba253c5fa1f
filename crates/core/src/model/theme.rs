//! A gem-based theme (`lib/jekyll/theme.rb`).

use crate::outside::Source;
use std::fmt;
use std::sync::Arc;

/// A theme: the folder of a gem, laid under the site.
#[derive(Clone)]
pub struct Theme {
    /// The name of the gem.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The absolute path of its folder.
    pub root: String,
    /// The folder itself; nothing outside it is read through it.
    pub source: Arc<dyn Source>,
    /// What the gem's specification says of its authors.
    pub authors: String,
    /// What the gem's specification says the theme is.
    pub description: String,
    /// The gems it needs at run time, which Jekyll requires as plugins.
    pub dependencies: Vec<String>,
}

impl fmt::Debug for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Theme").field("name", &self.name).field("version", &self.version).finish_non_exhaustive()
    }
}
