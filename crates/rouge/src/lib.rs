//! Code to Rouge 4.7 tokens and HTML: a language's name and code come in, tokens or highlighted HTML go out.
//!
//! ```
//! let html = hyde_rouge::highlight("puts 1\n", "ruby").expect("Rouge knows Ruby");
//! assert_eq!(html, "<span class=\"nb\">puts</span> <span class=\"mi\">1</span>\n");
//! ```
//!
//! The pieces: [`find`] gives the [`Lexer`] for a name, [`Lexer::lex`] the [`Tokens`], and a [`Formatter`] the HTML.
//! [`style`] prints the CSS of Rouge's themes.

mod formatter;
mod guess;
mod language;
mod language_data;
mod lexers;
mod scan;
mod theme;
mod token;
mod words;

pub use formatter::{Formatter, Table, escape};
pub use language::{Lexer, Tokens, find, find_fancy, guesses, highlight, is_known, languages};
pub use theme::{style, style_scoped, themes};
pub use token::Token;
