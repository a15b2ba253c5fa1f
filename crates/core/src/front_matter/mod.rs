//! Front matter: a file's text in, its data and its body out (`lib/jekyll/document.rb`, `convertible.rb`,
//! `utils.rb`), and the defaults that fill its gaps.

mod defaults;
mod encoding;
mod split;
mod value;

pub use defaults::{FrontMatterDefaults, Matched};
pub(crate) use encoding::{Decoded, decode};
pub use split::{Split, has_header, split};
pub use value::to_value;
pub(crate) use value::{parse_file_value, parse_value};
