//! The verbs: [`parse`] and [`to_html`], and what they give.

use crate::block::Parser;
use crate::highlight::Highlighter;
use crate::options::{Input, Options};
use crate::render::Html;
use crate::tree::Tree;
use std::borrow::Cow;

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
    /// With what the text itself has set.
    options: Options,
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
    pub fn to_html(&self, highlighter: Option<&dyn Highlighter>) -> Output {
        let html = Html::new(&self.tree, &self.options, highlighter).document();
        Output { html, warnings: self.warnings.clone() }
    }
}

/// Takes Markdown and gives its tree.
///
/// ```
/// use hyde_kramdown::{Options, parse};
/// assert!(parse("fine", &Options::jekyll()).warnings().is_empty());
/// ```
pub fn parse(text: &str, options: &Options) -> Document {
    let parser = parsed(text, options);
    Document { tree: parser.tree, options: parser.options.into_owned(), warnings: parser.warnings }
}

/// Parses a text, giving the parser that has everything.
fn parsed<'o>(text: &str, options: &'o Options) -> Parser<'o> {
    let text = normal(text);
    let mut parser = Parser::new(Cow::Borrowed(options), text.len());
    let root = parser.tree.root();
    parser.parse_text(&text, root, 1);
    parser.finish();
    parser
}

/// Makes every line end with a line feed, the last one included.
fn normal(text: &str) -> Cow<'_, str> {
    let returns = memchr::memchr(b'\r', text.as_bytes()).is_some();
    if text.ends_with('\n') && !returns {
        return Cow::Borrowed(text);
    }
    let mut normal = if returns { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_string() };
    if !normal.ends_with('\n') {
        normal.push('\n');
    }
    Cow::Owned(normal)
}

/// Takes text and gives it with typographic quotes, dashes and ellipses, as Jekyll's `smartify` filter does; HTML in it
/// stays, Markdown in it means nothing.
///
/// ```
/// use hyde_kramdown::{Options, smartify};
/// assert_eq!(smartify("\"It's\" *so* -- <b>'x'</b>", &Options::jekyll()), "“It’s” *so* – <b>‘x’</b>");
/// ```
pub fn smartify(text: &str, options: &Options) -> String {
    let text = normal(text);
    let mut parser = Parser::new(Cow::Owned(options.clone().input(Input::Kramdown)), text.len());
    parser.typography_only = true;
    let root = parser.tree.root();
    parser.parse_lines(&text, root);
    parser.finish();
    let mut html = Html::new(&parser.tree, &parser.options, None).document();
    if html.ends_with('\n') {
        html.pop();
    }
    html
}

/// Takes Markdown and gives kramdown's HTML, with code highlighted by `highlighter` if there is one.
///
/// ```
/// use hyde_kramdown::{Options, to_html};
/// assert_eq!(to_html("a *b*", &Options::jekyll(), None).html, "<p>a <em>b</em></p>\n");
/// ```
pub fn to_html(text: &str, options: &Options, highlighter: Option<&dyn Highlighter>) -> Output {
    let parser = parsed(text, options);
    let html = Html::new(&parser.tree, &parser.options, highlighter).document();
    Output { html, warnings: parser.warnings }
}
