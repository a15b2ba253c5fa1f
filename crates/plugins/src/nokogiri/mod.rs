//! HTML as Nokogiri reads and writes it through libxml2: an HTML 4 parser that mends what it meets, and a serialiser
//! with its own ideas of line breaks. Gems that edit finished pages (jemoji, jekyll-toc, jekyll-link-attributes) pass
//! everything through it, so their pages show its handwriting.
//!
//! Text goes in, a [`Tree`] comes out; [`Tree::to_html`] writes it.

mod parse;
mod tag_table;
mod tree;
mod write;

#[cfg(test)]
mod tests;

pub(crate) use parse::{document, fragment};
pub(crate) use tree::{Data, NodeId, Tree};
