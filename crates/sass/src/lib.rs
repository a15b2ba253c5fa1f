//! Sass as dart-sass 1.99 compiles it: in go a stylesheet ([`Source`]), [`Options`] and a [`Loader`] for the files it
//! uses; out come the CSS bytes dart-sass would write, a source map, warnings, and the list of files read.
//!
//! The crate never touches a disk and never prints: a [`Loader`] hands it files, and warnings are part of the
//! [`Output`].
//!
//! ```
//! use hyde_sass::{Memory, Options, Source, compile};
//! let loader = Memory::from([("_colors.scss", "$main: red;")]);
//! let source = Source::new("main.scss", "@use 'colors';\na { b { color: colors.$main } }");
//! let output = compile(&source, &Options::default(), &loader).unwrap();
//! assert_eq!(output.css, "a b {\n  color: red;\n}");
//! assert_eq!(output.loaded, ["main.scss", "_colors.scss"]);
//! ```

mod compile;
mod deprecation;
mod loader;
mod options;

mod ast;
mod error;
mod eval;
mod extend;
mod highlight;
mod modules;
mod parse;
mod selector;
mod serialize;
mod source_map;
mod span;
mod value;

/// Names this version of the compiler. Two builds of the crate with the same name give the same output for the same
/// input, so what one compiled can be kept for the other.
pub const FINGERPRINT: &str = concat!(env!("CARGO_PKG_VERSION"), "-", env!("HYDE_SASS_SOURCES"));

pub use compile::{Output, Source, compile};
pub use deprecation::Deprecation;
pub use error::{Error, Frame, Location, Span, Warning, WarningKind};
pub use loader::{Loader, Memory};
pub use options::{Options, Style, Syntax};
pub use source_map::SourceMap;
