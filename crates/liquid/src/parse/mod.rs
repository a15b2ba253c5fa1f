//! From text to a tree: tokens, then nodes whose expressions, filters and tags are resolved.
//!
//! Liquid 4 has two parsers. The strict one has a grammar; what it refuses goes to the lax one, which picks out what
//! looks like an expression and skips the rest. Both are here, in each place where markup is read.

mod body;
mod condition;
mod expression;
mod lexer;
mod parser;
mod scan;
mod switch;
mod tokenizer;
mod variable;

pub use body::{Body, ParseContext, Render, Stop, Tag};
pub use condition::Condition;
pub use expression::Expression;
pub use variable::Variable;

pub(crate) use body::{Unknown, document};
pub(crate) use condition::is_empty;
pub(crate) use expression::{first, last};
pub(crate) use lexer::Kind;
pub(crate) use parser::Parser;
pub(crate) use scan::{attributes, find_fragment, name, quoted, quoted_fragment, skip_space, word};
