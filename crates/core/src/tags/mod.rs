//! Jekyll's tags (`lib/jekyll/tags/*.rb`), a tag per file.

use hyde_liquid::Environment;

/// Registers all of Jekyll's tags.
pub(crate) fn register(_environment: &mut Environment) {}
