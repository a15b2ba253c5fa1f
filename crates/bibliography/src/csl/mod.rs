//! References by CSL: a style, a locale and an [`Item`](crate::Item) in, HTML out, as citeproc-ruby renders them.

mod affix;
mod case;
mod dates;
mod format;
mod locale;
mod names;
mod numbers;
mod render;
mod style;

pub use locale::Locale;
pub use render::{Cite, Previous, Processor};
pub use style::{Style, StyleError};
