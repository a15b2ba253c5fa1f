//! The text of a template and where it stands in its file.

use hyde_diagnostic::Place;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A longer line is not shown with an error.
const LINE_LIMIT: usize = 4096;

/// Where a template's text comes from. A clone shares it.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) name: Arc<str>,
    pub(crate) text: Arc<str>,
    first_line: usize,
    /// Where lines end, once somebody has asked.
    line_ends: Arc<OnceLock<Vec<usize>>>,
}

impl Source {
    /// `first_line` is the line of the file on which the text begins.
    pub(crate) fn new(name: &str, text: &str, first_line: usize) -> Self {
        Self { name: name.into(), text: text.into(), first_line: first_line.max(1), line_ends: Arc::default() }
    }

    /// Finds line, column and source line of a byte range, which lies at characters.
    pub(crate) fn place(&self, span: &Range<usize>) -> Place {
        let ends = self.line_ends.get_or_init(|| memchr::memchr_iter(b'\n', self.text.as_bytes()).collect());
        let start = span.start.min(self.text.len());
        let line = ends.partition_point(|end| *end < start);
        let line_start = line.checked_sub(1).map_or(0, |before| ends[before] + 1);
        let line_end = ends.get(line).copied().unwrap_or(self.text.len());
        let mut place = Place::new(&*self.name)
            .line(line + self.first_line)
            .column(self.text[line_start..start].chars().count() + 1);
        place.span = Some(span.clone());
        if line_end - line_start <= LINE_LIMIT {
            place.source_line = Some(self.text[line_start..line_end].trim_end_matches('\r').to_owned());
        }
        place
    }
}

/// A place in a file that is only looked for when somebody asks: a template may give a warning for every output in it.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    source: Option<(Source, Range<usize>)>,
    place: OnceLock<Place>,
}

impl Spot {
    pub(crate) fn new(source: &Source, span: Range<usize>) -> Self {
        Self { source: Some((source.clone(), span)), place: OnceLock::new() }
    }

    pub(crate) fn file(&self) -> &str {
        match &self.source {
            Some((source, _)) => &source.name,
            None => &self.place().file,
        }
    }

    pub(crate) fn place(&self) -> &Place {
        self.place.get_or_init(|| match &self.source {
            Some((source, span)) => source.place(span),
            None => Place::new(""),
        })
    }
}

impl From<Place> for Spot {
    fn from(place: Place) -> Self {
        Self { source: None, place: OnceLock::from(place) }
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn places_are_found_by_line_and_column() {
        let source = Source::new("a", "one\ntwo \u{e9}x\r\n", 5);
        let place = source.place(&(10..11));
        assert_eq!((place.line, place.column, place.source_line.as_deref()), (Some(6), Some(6), Some("two \u{e9}x")));
        assert_eq!(source.place(&(3..4)).line, Some(5));
        assert_eq!(source.place(&(0..1)).column, Some(1));
        assert_eq!(source.place(&(99..99)).line, Some(7));
    }
}
