//! BibTeX, names, LaTeX text, and references rendered by CSL as citeproc-ruby renders them: in go the texts of
//! `.bib`, `.csl` and locale files, out come entries, their fields as templates see them, and references as HTML.
//!
//! ```
//! use hyde_bibliography::{Bibliography, EntrySettings, ParseOptions};
//! let mut file = Bibliography::parse("@book{v98, author = {Voss, Quentin}, title = {The {Low} Water}}",
//!     &ParseOptions::default())?;
//! file.replace_strings();
//! file.join();
//! let entry = file.entry("v98").expect("the file has it");
//! assert_eq!(entry.context(&EntrySettings::default())["title"].as_text(), Some("The Low Water"));
//! # Ok::<(), hyde_bibliography::ParseError>(())
//! ```

mod bibtex;
mod context;
pub mod csl;
mod filters;
mod item;
pub mod latex;
mod names;
mod page;
mod query;

pub use bibtex::{Bibliography, Element, Entry, Field, ParseError, ParseOptions, Quotes, Token, Value};
pub use context::{ContextValue, EntrySettings};
pub use filters::{DEFAULT_FILTERS, Filter};
pub use item::{Item, ItemDate, ItemName, ItemValue};
pub use names::{NamaeName, Name, Names, parse_namae};
pub use page::{CiteCall, Cited, Markup};
pub use query::{Query, QueryError, compare_fields};
