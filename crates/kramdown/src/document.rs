//! The verbs: [`parse`] and [`to_html`], and what they give.

use crate::highlight::Highlighter;
use crate::options::Options;
use crate::tree::Tree;

/// Something kramdown warns about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Warning {
    /// kramdown's text.
    pub message: String,
    /// The line of the text, counted from 1, where kramdown names one.
    pub line: Option<usize>,
}

/// HTML and the warnings met on the way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Output {
    /// The HTML, with kramdown's line ends and indentation.
    pub html: String,
    /// What kramdown's `show_warnings` would print, in order.
    pub warnings: Vec<Warning>,
}

/// A parsed text.
#[derive(Debug, Clone)]
pub struct Document {
    tree: Tree,
    warnings: Vec<Warning>,
}

impl Document {
    /// Gives the tree.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Gives the warnings of the parser.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Writes the document as HTML, with code highlighted by `highlighter` if there is one.
    ///
    /// ```
    /// use hyde_kramdown::{Options, parse};
    /// assert_eq!(parse("a *b*", &Options::jekyll()).to_html(None).html, "<p>a <em>b</em></p>\n");
    /// ```
    pub fn to_html(&self, _highlighter: Option<&dyn Highlighter>) -> Output {
        Output { html: String::new(), warnings: self.warnings.clone() }
    }
}

/// Takes Markdown and gives its tree.
///
/// ```
/// use hyde_kramdown::{Options, parse};
/// assert!(parse("fine", &Options::jekyll()).warnings().is_empty());
/// ```
pub fn parse(_text: &str, _options: &Options) -> Document {
    Document { tree: Tree::new(), warnings: Vec::new() }
}

/// Takes Markdown and gives kramdown's HTML, with code highlighted by `highlighter` if there is one.
///
/// ```
/// use hyde_kramdown::{Options, to_html};
/// assert_eq!(to_html("a *b*", &Options::jekyll(), None).html, "<p>a <em>b</em></p>\n");
/// ```
pub fn to_html(text: &str, options: &Options, highlighter: Option<&dyn Highlighter>) -> Output {
    parse(text, options).to_html(highlighter)
}
