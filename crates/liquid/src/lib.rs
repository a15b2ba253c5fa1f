//! The Liquid 4.0.4 language: a template's text and data come in, its output goes out, byte for byte as Ruby's Liquid
//! writes it.
//!
//! An [`Environment`] knows tags and filters and parses a [`Template`]; a [`Context`] carries the data and the state of
//! one rendering. Nothing here knows Jekyll, and nothing touches a disk, a clock or a thread.
//!
//! ```
//! use hyde_liquid::{Environment, Value};
//! let mut environment = Environment::new();
//! environment.function("shout", |text: String| text.to_uppercase());
//! let template = environment.parse("hello.html", "Hello {{ name | shout }}!")?;
//! let globals = Value::from_pairs([("name", "world")]);
//! assert_eq!(template.render(&globals)?, "Hello WORLD!");
//! # Ok::<(), hyde_liquid::Error>(())
//! ```

mod bytes;
mod environment;
mod error;
mod function;
mod number;
mod scope;
mod sort;
mod source;
mod unicode;

mod lead;
mod parse;
mod template;

mod context;
mod filters;
mod loader;
mod tags;

#[cfg(feature = "liquid")]
mod interop;
pub mod time;
mod value;

pub use bytes::find_byte;
pub use context::{Context, ErrorHandling, State, Undefined};
pub use environment::{Arity, Blank, Environment, ErrorMode, Filter, Limits};
pub use error::{Error, ErrorKind, Result};
pub use function::{Function, IntoValue};
pub use lead::Leads;
pub use loader::{Cache, Loader};
pub use parse::{Body, Condition, Expression, ParseContext, Render, Stop, Tag, Variable};
pub use sort::{compare_or_fail, merge_sort};
pub use template::{Template, Uses};
pub use unicode::{strip, words};
pub use value::{FromValue, Hash, InspectStyle, JsonWriter, Keys, Object, ObjectKind, Range, Str, Value};
