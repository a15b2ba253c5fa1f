//! What the Sass compiler is held to beyond the recorded cases: the public suite, the stylesheets of real themes, and time.

#[path = "../../../sass/tests/spec/node.rs"]
mod node;
pub(crate) mod spec;
pub(crate) mod speed;
pub(crate) mod themes;
