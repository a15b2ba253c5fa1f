//! What a user is told, in one shape: a [`Diagnostic`] has a severity, Jekyll's topic, a message, a [`Place`],
//! the trace of includes and layouts that led there, and hints.
//!
//! In go the facts, out comes text. `{}` prints Jekyll's own line, byte for byte; `{:#}` adds the place, a code
//! frame with a caret, the trace and the hints. Nothing here reads a disk or writes to a terminal.
//!
//! ```
//! use hyde_diagnostic::{Diagnostic, Place};
//! let told = Diagnostic::error("Liquid Exception:", "Unknown tag 'nope' in index.md")
//!     .at(Place::new("index.md").line(3).column(4));
//! assert_eq!(told.to_string(), "  Liquid Exception: Unknown tag 'nope' in index.md");
//! ```

mod place;
mod render;

pub use place::Place;

/// How much a [`Diagnostic`] matters, in the order of Jekyll's log levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// Shown only with `--verbose`.
    Debug,
    /// Ordinary progress, on standard output.
    Info,
    /// Something to mend, while the build goes on.
    Warning,
    /// What stops the build or loses a file.
    Error,
}

/// One thing told to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// Jekyll's topic with its colon (`Liquid Exception:`), or a whole message where Jekyll passes one as topic.
    pub topic: String,
    /// The message; `None` where Jekyll logs a topic alone.
    pub message: Option<String>,
    /// Where it happened, when that is known.
    pub place: Option<Place>,
    /// The includes and layouts that led there, innermost first.
    pub trace: Vec<Place>,
    /// What the user may do about it, a sentence each.
    pub hints: Vec<String>,
    /// Whether the message is printed just as it stands and at every level: a compiler's own text, which it prints past
    /// Jekyll's logger.
    pub verbatim: bool,
}

impl Diagnostic {
    /// Makes a diagnostic of the given severity.
    pub fn new(severity: Severity, topic: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity,
            topic: topic.into(),
            message: Some(message.into()),
            place: None,
            trace: Vec::new(),
            hints: Vec::new(),
            verbatim: false,
        }
    }

    /// Makes an error.
    pub fn error(topic: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, topic, message)
    }

    /// Makes a warning.
    pub fn warning(topic: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, topic, message)
    }

    /// Makes an informational line.
    pub fn info(topic: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Info, topic, message)
    }

    /// Makes a line that only `--verbose` shows.
    pub fn debug(topic: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Debug, topic, message)
    }

    /// Makes a diagnostic that has a topic and no message, as Jekyll's logger prints it.
    pub fn topic_only(severity: Severity, topic: impl Into<String>) -> Self {
        Self { message: None, ..Self::new(severity, topic, "") }
    }

    /// Makes a diagnostic whose text is printed just as it stands.
    ///
    /// ```
    /// use hyde_diagnostic::Diagnostic;
    /// assert_eq!(Diagnostic::verbatim("a.scss:1 DEBUG:  x").to_string(), "a.scss:1 DEBUG:  x");
    /// ```
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self { verbatim: true, ..Self::new(Severity::Warning, "", text) }
    }

    /// Says where it happened.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Adds a step outwards to the trace.
    #[must_use]
    pub fn through(mut self, place: Place) -> Self {
        self.trace.push(place);
        self
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl std::error::Error for Diagnostic {}

/// Finds the name among `known` that a user who typed `wanted` most likely meant, if any is near enough: at most a
/// third of its letters differ.
///
/// ```
/// assert_eq!(hyde_diagnostic::nearest("inlcude", ["include", "highlight"]), Some("include"));
/// assert_eq!(hyde_diagnostic::nearest("zzz", ["include", "highlight"]), None);
/// ```
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = wanted.chars().count().div_ceil(3);
    known
        .into_iter()
        .map(|name| (distance(wanted, name, limit), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// Levenshtein distance, or `limit + 1` as soon as the lengths alone exceed `limit`.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let b: Vec<char> = b.chars().collect();
    let a_length = a.chars().count();
    if a_length.abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(x != *y)).min(above + 1).min(row[j] + 1);
            diagonal = above;
        }
    }
    row[b.len()]
}
