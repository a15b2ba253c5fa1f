//! Why a text could not be loaded, in Ruby's words.

use crate::node::Position;
use hyde_diagnostic::{Diagnostic, Place, Severity};

/// What kind of fault it is, which is also which Ruby class would be raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text is no YAML: `Psych::SyntaxError`.
    Syntax,
    /// A number is written in a way that looks like a Float and is none: `ArgumentError`.
    Float,
    /// A file is in UTF-16 or UTF-32: `ArgumentError`.
    Encoding,
    /// `<<` is given something else than a map: `TypeError`.
    Merge,
    /// Collections are nested too deep: `SystemStackError`.
    Depth,
    /// Aliases stand for more nodes than is sensible, or for a collection that contains them.
    Alias,
}

/// Why a text could not be loaded. `{}` prints Ruby's message.
///
/// ```
/// let error = hyde_yaml::parse("title: [draft] x").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "(<unknown>): did not find expected key while parsing a block mapping at line 1 column 1"
/// );
/// assert_eq!((error.line, error.column), (1, 1));
/// assert_eq!((error.found_at.line, error.found_at.column), (1, 16));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
#[non_exhaustive]
pub struct Error {
    /// What kind of fault it is.
    pub kind: ErrorKind,
    /// The line that Psych names, from 1: where the construct began that could not be read.
    pub line: usize,
    /// The column that Psych names, from 1.
    pub column: usize,
    /// What was found wrong.
    pub problem: String,
    /// What was being read when it was found.
    pub context: Option<&'static str>,
    /// The byte that could not be decoded, counted from 0; 0 for all other faults, as in Psych.
    pub offset: usize,
    /// Where the fault itself is, which is what a user wants to see.
    pub found_at: Position,
    /// The file's name for the message; `<unknown>` where there is none.
    pub file: Option<String>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, problem: String, found_at: Position) -> Self {
        Self {
            kind,
            line: found_at.line as usize,
            column: found_at.column as usize,
            problem,
            context: None,
            offset: 0,
            found_at,
            file: None,
        }
    }

    /// Makes a syntax error from what was being read, where that began, and what was found where.
    pub(crate) fn syntax(
        context: Option<&'static str>,
        began: Position,
        problem: &'static str,
        found_at: Position,
    ) -> Self {
        Self {
            line: began.line as usize,
            column: began.column as usize,
            context,
            ..Self::new(ErrorKind::Syntax, problem.to_owned(), found_at)
        }
    }

    /// Names the file in the message, as Psych does when it loads a file.
    ///
    /// ```
    /// let error = hyde_yaml::parse("}").unwrap_err().in_file("_data/a.yml");
    /// assert!(error.to_string().starts_with("(_data/a.yml): did not find expected node content"));
    /// ```
    #[must_use]
    pub fn in_file(mut self, name: impl Into<String>) -> Self {
        self.file = Some(name.into());
        self
    }

    /// Gives the name of the Ruby class that Jekyll would rescue or print.
    pub fn ruby_class(&self) -> &'static str {
        match self.kind {
            ErrorKind::Syntax => "Psych::SyntaxError",
            ErrorKind::Float | ErrorKind::Encoding => "ArgumentError",
            ErrorKind::Merge => "TypeError",
            ErrorKind::Depth => "SystemStackError",
            ErrorKind::Alias => "Psych::BadAlias",
        }
    }

    /// Gives the place of the fault in `file`, with the line of `text` (the text that was parsed) for a code frame.
    ///
    /// ```
    /// let text = "a: 1\nb: [c\nd: 2\n";
    /// let place = hyde_yaml::parse(text).unwrap_err().place("x.md", text);
    /// assert_eq!(place.to_string(), "x.md:3:2");
    /// assert_eq!(place.source_line.as_deref(), Some("d: 2"));
    /// ```
    pub fn place(&self, file: impl Into<String>, text: &str) -> Place {
        let line = self.found_at.line as usize;
        let mut place = Place::new(file).line(line).column(self.found_at.column as usize);
        place.source_line = text.lines().nth(line - 1).map(str::to_owned);
        place
    }

    /// Gives a diagnostic with the message under a topic of the caller's, at the place of the fault.
    pub fn diagnostic(
        &self,
        severity: Severity,
        topic: impl Into<String>,
        file: impl Into<String>,
        text: &str,
    ) -> Diagnostic {
        Diagnostic::new(severity, topic, self.to_string()).at(self.place(file, text))
    }

    fn message(&self) -> String {
        if self.kind != ErrorKind::Syntax {
            return self.problem.clone();
        }
        let file = self.file.as_deref().unwrap_or("<unknown>");
        let blank = if self.context.is_some() { " " } else { "" };
        let context = self.context.unwrap_or_default();
        format!("({file}): {}{blank}{context} at line {} column {}", self.problem, self.line, self.column)
    }
}
