//! What the Sass compiler is held to beyond the recorded cases: the public suite, the stylesheets of real themes, and time.

mod archive;
mod node;
pub(crate) mod spec;
pub(crate) mod speed;
pub(crate) mod themes;
