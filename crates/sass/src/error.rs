//! What goes wrong and what is merely worth telling, in dart-sass's words.

use hyde_diagnostic::{Diagnostic, Place};
use std::fmt;

/// A point in a file. Everything counts from 0, in UTF-16 code units, as dart-sass counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Location {
    /// The distance from the start of the text.
    pub offset: usize,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A stretch of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Span {
    /// The file's canonical name; empty for a text without one.
    pub url: String,
    /// Where the stretch starts.
    pub start: Location,
    /// Where the stretch ends, exclusively.
    pub end: Location,
    /// The text of the stretch.
    pub text: String,
}

/// A step of a Sass stack trace.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Frame {
    /// The file as messages show it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What was running: `root stylesheet`, `m()`, `@use`.
    pub member: String,
}

/// Why a stylesheet does not compile. `{}` prints dart-sass's whole text: message, source frame and trace.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{formatted}")]
#[non_exhaustive]
pub struct Error {
    /// The message alone.
    pub message: String,
    /// The stretch of source that is at fault.
    pub span: Box<Span>,
    /// The calls that led there, innermost first.
    pub trace: Vec<Frame>,
    /// Message, source frame and trace as dart-sass formats them, without the leading `Error: `.
    pub formatted: String,
    /// What was told before the compilation failed.
    pub warnings: Vec<Warning>,
}

/// What a warning stems from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WarningKind {
    /// `@warn`, or the compiler's own advice.
    Warn,
    /// A deprecated feature.
    Deprecation,
    /// `@debug`.
    Debug,
}

/// Something told while a stylesheet compiles. `{}` prints what `sass` writes to standard error.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Warning {
    /// What it stems from.
    pub kind: WarningKind,
    /// The message alone.
    pub message: String,
    /// The deprecation, if it is about one.
    pub deprecation: Option<crate::Deprecation>,
    /// The stretch of source it is about, if it is about one.
    pub span: Option<Span>,
    /// The calls that led there, innermost first.
    pub trace: Vec<Frame>,
    /// The text that `sass` writes to standard error, without colours.
    pub formatted: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.formatted)
    }
}

impl Error {
    /// Gives the trace as one text, a line per step, as dart-sass's API calls it `sassStack`.
    pub fn stack(&self) -> String {
        format_trace(&self.trace)
    }
}

impl Warning {
    /// Gives the trace as one text, a line per step.
    pub fn stack(&self) -> String {
        format_trace(&self.trace)
    }
}

/// Puts a trace into columns: places padded to the longest, two blanks, the member.
pub(crate) fn format_trace(trace: &[Frame]) -> String {
    let places: Vec<String> =
        trace.iter().map(|frame| format!("{} {}:{}", frame.file, frame.line, frame.column)).collect();
    let width = places.iter().map(|place| place.chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    for (place, frame) in places.iter().zip(trace) {
        let pad = width - place.chars().count();
        out.push_str(place);
        out.extend(std::iter::repeat_n(' ', pad + 2));
        out.push_str(&frame.member);
        out.push('\n');
    }
    out
}

fn place_of(frame: &Frame) -> Place {
    Place::new(frame.file.clone()).line(frame.line).column(frame.column)
}

impl From<&Error> for Diagnostic {
    fn from(error: &Error) -> Self {
        let mut diagnostic = Diagnostic::error("Conversion error:", error.message.clone());
        if let Some(first) = error.trace.first() {
            diagnostic = diagnostic.at(place_of(first));
        }
        error.trace.iter().skip(1).fold(diagnostic, |diagnostic, frame| diagnostic.through(place_of(frame)))
    }
}

impl From<&Warning> for Diagnostic {
    fn from(warning: &Warning) -> Self {
        // Whoever prints it ends the line.
        let text = warning.formatted.strip_suffix('\n').unwrap_or(&warning.formatted);
        let diagnostic = Diagnostic::verbatim(text);
        let mut places = warning.trace.iter().map(place_of);
        let diagnostic = match places.next() {
            Some(first) => diagnostic.at(first),
            None => diagnostic,
        };
        places.fold(diagnostic, Diagnostic::through)
    }
}
