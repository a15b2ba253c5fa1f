//! Jekyll's filters (`lib/jekyll/filters.rb`), a group per file: values in, values out.

mod addressable;

use hyde_liquid::Environment;

/// Registers all of Jekyll's filters.
pub(crate) fn register(_environment: &mut Environment) {}
