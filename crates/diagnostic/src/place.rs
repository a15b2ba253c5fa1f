//! Where something happened: a file, a line, a column, and the source line itself for a code frame.

use std::fmt;
use std::ops::Range;

/// A place in a file. Lines and columns count from 1; columns count characters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Place {
    /// The file as the user knows it, mostly relative to the site's source.
    pub file: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
    /// The byte range in the file's text.
    pub span: Option<Range<usize>>,
    /// The text of the line, for the code frame.
    pub source_line: Option<String>,
}

impl Place {
    /// A place known only by its file.
    pub fn new(file: impl Into<String>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }

    /// Adds the line, from 1.
    #[must_use]
    pub fn line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    /// Adds the column in characters, from 1.
    #[must_use]
    pub fn column(mut self, column: usize) -> Self {
        self.column = Some(column);
        self
    }

    /// Fills line, column, span and source line from a byte range of `text`, the file's whole text.
    ///
    /// ```
    /// use hyde_diagnostic::Place;
    /// let place = Place::new("a.md").span_in("one\ntwo {{ x\n", 8..10);
    /// assert_eq!((place.line, place.column), (Some(2), Some(5)));
    /// assert_eq!(place.source_line.as_deref(), Some("two {{ x"));
    /// ```
    #[must_use]
    pub fn span_in(mut self, text: &str, span: Range<usize>) -> Self {
        let start = floor_char_boundary(text, span.start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        self.line = Some(text[..start].bytes().filter(|byte| *byte == b'\n').count() + 1);
        self.column = Some(text[line_start..start].chars().count() + 1);
        self.source_line = Some(text[line_start..line_end].trim_end_matches('\r').to_owned());
        self.span = Some(span);
        self
    }
}

fn floor_char_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        Ok(())
    }
}
