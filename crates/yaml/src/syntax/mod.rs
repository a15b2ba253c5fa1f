//! The grammar of YAML as libyaml reads it: text to tokens, tokens to events.
//!
//! Psych is a thin layer over the C library libyaml 0.2.5, so both what is accepted and how an error is worded and
//! placed are that library's. The structure here (a scanner that keeps possible simple keys and an indentation stack, a
//! parser with a stack of states) and the texts of the errors follow libyaml, © 2006-2016 Kirill Simonov and
//! © 2017-2020 Ingy döt Net, MIT licence. Unlike it, scalars are slices of the text wherever they can be, and no
//! input makes the scanner look at all open brackets for each token. Most texts need none of it: `usual` reads them.

mod cursor;
mod parser;
mod properties;
mod scalars;
mod scanner;
pub(crate) mod usual;

pub(crate) use cursor::Undecodable;
pub(crate) use parser::{Event, EventKind, Events};
