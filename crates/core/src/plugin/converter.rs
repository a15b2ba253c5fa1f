//! Converters: text of one format in, text of another out.

use super::Priority;
use crate::model::{Page, Site};
use crate::render::record;
use crate::{BuildError, Config, Position};
use hyde_diagnostic::Diagnostic;
use std::sync::{Mutex, PoisonError};

/// Turns the text of a file into its output, such as Markdown into HTML (`lib/jekyll/converter.rb`).
pub trait Converter: Send + Sync + 'static {
    /// The name that error messages call it by (`Jekyll::Converters::Markdown`).
    fn name(&self) -> &str;

    /// When it is asked, compared with other converters that match.
    fn priority(&self) -> Priority {
        Priority::NORMAL
    }

    /// Whether it works in safe mode.
    fn is_safe(&self) -> bool {
        true
    }

    /// Whether it takes files of this extension (with its dot, as the file has it).
    fn matches(&self, ext: &str) -> bool;

    /// The extension of the output; `None` where Ruby's `output_ext` gives `nil`.
    fn output_ext(&self, ext: &str) -> Option<String>;

    /// Whether it gives every text back as it is, so that it need not be asked.
    fn is_identity(&self) -> bool {
        false
    }

    /// Converts.
    ///
    /// # Errors
    /// What makes Jekyll print `Conversion error:` and stop.
    fn convert(&self, text: &str, cx: &Conversion<'_>) -> Result<String, BuildError>;

    /// The page that converting a page will add with [`Conversion::add_page`], if it will. Templates of pages behind it
    /// see that page in `site.pages` before it is known what is in it.
    fn page_to_add(&self, page: &Page) -> Option<Page> {
        let _ = page;
        None
    }

    /// What the `highlight` tag writes before and after its figure when this converter comes next.
    fn highlighter_prefix(&self) -> Option<&str> {
        None
    }

    /// See [`Converter::highlighter_prefix`].
    fn highlighter_suffix(&self) -> Option<&str> {
        None
    }
}

/// What a conversion knows of its surroundings.
pub struct Conversion<'a> {
    site: &'a Site,
    position: Option<Position>,
    ascii: bool,
    added: Mutex<Vec<(Page, String)>>,
    told: Mutex<Vec<Diagnostic>>,
}

impl<'a> Conversion<'a> {
    /// Makes the surroundings of a conversion of a page or document, or (`None`) of a filter's input.
    pub fn new(site: &'a Site, position: Option<Position>) -> Self {
        Self { site, position, ascii: false, added: Mutex::default(), told: Mutex::default() }
    }

    /// Says that Ruby would hold the text as US-ASCII, because of what Liquid made it from.
    pub(crate) fn of_ascii(mut self, ascii: bool) -> Self {
        self.ascii = ascii;
        self
    }

    /// Whether Ruby would hold the text as US-ASCII; kramdown then writes other characters as references.
    pub fn is_ascii(&self) -> bool {
        self.ascii
    }

    /// The site. A session renders what asks for this again after any change, so for settings [`Conversion::config`]
    /// is the better question.
    pub fn site(&self) -> &'a Site {
        record::whole(record::ANYTHING);
        self.site
    }

    /// The configuration.
    pub fn config(&self) -> &'a Config {
        &self.site.config
    }

    /// The site, for converters that read of it nothing but its settings, its own files and the page.
    pub(crate) fn site_unnoted(&self) -> &'a Site {
        self.site
    }

    /// What is converted, unless it is a filter's input.
    pub fn position(&self) -> Option<Position> {
        self.position
    }

    /// The page that is converted, if it is one.
    pub fn page(&self) -> Option<&'a Page> {
        match self.position {
            Some(Position::Page(index)) => self.site.pages.get(index).map(|page| &**page),
            _ => None,
        }
    }

    /// Tells the user something, in document order.
    pub fn tell(&self, diagnostic: Diagnostic) {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).push(diagnostic);
    }

    /// Takes what was told.
    pub(crate) fn take_told(&self) -> Vec<Diagnostic> {
        std::mem::take(&mut *self.told.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Adds a page with its output to the site, as the Sass converter adds source maps.
    pub fn add_page(&self, page: Page, output: String) {
        self.added.lock().unwrap_or_else(PoisonError::into_inner).push((page, output));
    }

    /// Takes the pages that were added.
    pub(crate) fn into_added(self) -> Vec<(Page, String)> {
        self.added.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}
