//! BibTeX as bibtex-ruby reads and writes it: a `.bib` file in, a [`Bibliography`] of [`Element`]s in order out.

mod bibliography;
mod dates;
mod entry;
mod lexer;
mod parser;
pub(crate) mod ruby_text;
mod value;

pub use bibliography::{Bibliography, ParseOptions};
pub use entry::{Entry, Field, Quotes};
pub(crate) use value::leading_integer;
pub use value::{Token, Value};

/// One object of a `.bib` file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Element {
    /// `@article{…}` and all other entries.
    Entry(Entry),
    /// `@string{key = value}`; the key is in lower case.
    String {
        /// The name the string is used by.
        key: String,
        /// What it stands for.
        value: Value,
    },
    /// `@preamble{…}`.
    Preamble(Value),
    /// `@comment{…}`.
    Comment(String),
    /// An object that could not be read; reading went on behind it.
    Error {
        /// Pairs of token name and text, the last being the complaint.
        trace: Vec<(&'static str, Option<String>)>,
        /// The line the object starts on, from 1.
        line: usize,
    },
}

/// Why a whole `.bib` file could not be parsed: bibtex-ruby's message and the place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
#[non_exhaustive]
pub struct ParseError {
    /// bibtex-ruby's message.
    pub message: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

impl ParseError {
    pub(crate) fn at(message: String, text: &str, offset: usize) -> Self {
        let before = &text[..offset];
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            message,
            line: before.bytes().filter(|b| *b == b'\n').count() + 1,
            column: before[start..].chars().count() + 1,
        }
    }
}
