//! Liquid's own tags, one per file.

use crate::environment::Environment;

/// Registers all of them.
pub(crate) fn register(_environment: &mut Environment) {}
