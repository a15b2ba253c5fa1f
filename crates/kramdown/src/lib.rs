//! Markdown as kramdown 2.5 with GFM input renders it: in goes text, out comes HTML, byte for byte kramdown's.
//!
//! ```
//! use hyde_kramdown::{Options, to_html};
//! let output = to_html("It's *here*.", &Options::jekyll(), None);
//! assert_eq!(output.html, "<p>It’s <em>here</em>.</p>\n");
//! ```
//!
//! The steps one by one, for those who want the tree between text and HTML:
//!
//! ```
//! use hyde_kramdown::{Options, parse};
//! let document = parse("# Title\n\ntext", &Options::jekyll());
//! assert_eq!(document.tree().children(document.tree().root()).count(), 3);
//! assert_eq!(document.to_html(None).html, "<h1 id=\"title\">Title</h1>\n\n<p>text</p>\n");
//! ```

pub mod options;

mod abbreviations;
mod attribute_map;
mod attributes;
mod block;
mod document;
mod entities;
mod entity_table;
mod highlight;
mod html_model;
mod html_native;
mod post;
mod render;
mod scan;
mod source;
mod span;
mod transliterate;
mod tree;
mod unicode;
mod unicode_table;

pub use attribute_map::Attributes;
pub use document::{Document, Output, Warning, parse, smartify, to_html};
pub use entities::entity;
pub use highlight::{CodeKind, Highlighter};
pub use options::{EntityOutput, HighlightOptions, Input, MathEngine, Options, Setting, SyntaxHighlighter};
pub use tree::{
    Abbreviation, Alignment, AttributeList, Category, ContentModel, Ending, Kind, Node, NodeId, Quote, Slice, Symbol,
    Tree,
};
