//! Liquid's standard filters, in groups.

use crate::environment::Environment;

/// Registers all of them.
pub(crate) fn register(_environment: &mut Environment) {}
