//! The gems people use with Jekyll, natively: a folder per gem, each a [`Plugin`] that uses core's public API and
//! nothing else.

use hyde_core::plugin::Plugin;
use std::sync::Arc;

/// Gives all bundled plugins; a site switches them on by their names.
///
/// ```
/// let mut engine = hyde_core::Engine::bare();
/// engine.plugins(hyde_plugins::bundled());
/// ```
pub fn bundled() -> Vec<Arc<dyn Plugin>> {
    Vec::new()
}
