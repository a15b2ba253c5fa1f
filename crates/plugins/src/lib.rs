//! The gems people use with Jekyll, natively: a folder per gem, each a [`Plugin`] that a
//! site switches on by the gem's name.

use hyde_core::plugin::Plugin;
use std::sync::Arc;

/// All plugins that come with hyde.
pub fn all() -> Vec<Arc<dyn Plugin>> {
    Vec::new()
}
