//! What goes wrong while parsing or rendering, with Liquid's own text.
//!
//! In goes a kind and a message, out comes the line that Liquid prints (`Liquid error (line 2): divided by 0`) through
//! `Display`, and a [`Diagnostic`] with the true place in the file.

use crate::source::Spot;
use hyde_diagnostic::{Diagnostic, Place, Severity};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// The result of everything that parses or renders.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Which of Liquid's exceptions an [`Error`] stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// `Liquid::SyntaxError`: the template could not be parsed.
    Syntax,
    /// `Liquid::ArgumentError`: a filter or tag was given what it cannot take.
    Argument,
    /// `Liquid::ContextError`.
    Context,
    /// `Liquid::FileSystemError`.
    FileSystem,
    /// `Liquid::StackLevelError`: nested too deep.
    StackLevel,
    /// `Liquid::ZeroDivisionError`.
    ZeroDivision,
    /// `Liquid::FloatDomainError`.
    FloatDomain,
    /// `Liquid::UndefinedVariable`, with `strict_variables`.
    UndefinedVariable,
    /// `Liquid::UndefinedDropMethod`, with `strict_variables`.
    UndefinedDropMethod,
    /// `Liquid::UndefinedFilter`, with `strict_filters`.
    UndefinedFilter,
    /// `Liquid::MemoryError`: a resource limit was passed.
    Memory,
    /// Any other Ruby exception, by its class name: its text has no `Liquid error` in front.
    Ruby(Cow<'static, str>),
}

/// An error of a template. Cheap to move; see [`ErrorKind`] for what it may be.
///
/// ```
/// use hyde_liquid::{Environment, ErrorKind};
/// let error = Environment::new().parse("page.html", "a\n{% nope %}").unwrap_err();
/// assert_eq!(error.to_string(), "Liquid syntax error (line 2): Unknown tag 'nope'");
/// assert_eq!(error.kind(), &ErrorKind::Syntax);
/// ```
#[derive(Debug, Clone)]
pub struct Error(Box<Repr>);

#[derive(Debug, Clone)]
struct Repr {
    kind: ErrorKind,
    message: String,
    line: Option<usize>,
    template_name: Option<Arc<str>>,
    markup_context: Option<String>,
    spot: Option<Spot>,
    trace: Vec<Place>,
    hints: Vec<String>,
}

impl Error {
    /// Makes an error of the given kind with the message that follows Liquid's prefix.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Repr {
            kind,
            message: message.into(),
            line: None,
            template_name: None,
            markup_context: None,
            spot: None,
            trace: Vec::new(),
            hints: Vec::new(),
        }))
    }

    /// Makes a syntax error.
    pub fn syntax(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Syntax, message)
    }

    /// Makes an argument error, which is what filters report.
    pub fn argument(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Argument, message)
    }

    /// Makes the error of dividing by zero.
    pub fn zero_division() -> Self {
        Self::new(ErrorKind::ZeroDivision, "divided by 0")
    }

    /// Makes the error of templates nested too deep.
    pub fn stack_level() -> Self {
        Self::new(ErrorKind::StackLevel, "Nesting too deep")
    }

    /// Makes the error of a passed resource limit.
    pub fn memory() -> Self {
        Self::new(ErrorKind::Memory, "Memory limits exceeded")
    }

    /// Makes an error that stands for a Ruby exception which is not Liquid's own, such as `TypeError` or `IOError`:
    /// its text is the bare message.
    pub fn ruby(class: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Ruby(class.into()), message)
    }

    /// Gives the kind.
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// Gives the message without Liquid's prefix.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Gives the line as Liquid counts it, from the first line of the template's text.
    pub fn line(&self) -> Option<usize> {
        self.0.line
    }

    /// Gives the template name that Liquid prints, which is set for includes only.
    pub fn template_name(&self) -> Option<&str> {
        self.0.template_name.as_deref()
    }

    /// Gives the place in the file: line and column from 1, the file's leading lines counted.
    pub fn place(&self) -> Option<&Place> {
        self.0.spot.as_ref().map(Spot::place)
    }

    /// Gives the includes that led to the error, innermost first.
    pub fn trace(&self) -> &[Place] {
        &self.0.trace
    }

    /// Gives the hints, such as the nearest known tag.
    pub fn hints(&self) -> &[String] {
        &self.0.hints
    }

    /// Sets Liquid's line unless it is known.
    #[must_use]
    pub fn or_line(mut self, line: usize) -> Self {
        self.0.line.get_or_insert(line);
        self
    }

    /// Sets the template name that Liquid prints, replacing any.
    #[must_use]
    pub fn in_template(mut self, name: impl Into<Arc<str>>) -> Self {
        self.0.template_name = Some(name.into());
        self
    }

    /// Sets the template name that Liquid prints unless there is one.
    #[must_use]
    pub(crate) fn or_template(mut self, name: Option<&Arc<str>>) -> Self {
        if self.0.template_name.is_none() {
            self.0.template_name = name.cloned();
        }
        self
    }

    /// Sets the text that Liquid appends after the message (Jekyll's `included `) unless there is one.
    #[must_use]
    pub fn or_markup_context(mut self, context: impl Into<String>) -> Self {
        self.0.markup_context.get_or_insert_with(|| context.into());
        self
    }

    /// Sets the place unless it is known.
    #[must_use]
    pub fn or_place(mut self, place: impl FnOnce() -> Place) -> Self {
        if self.0.spot.is_none() {
            self.0.spot = Some(Spot::from(place()));
        }
        self
    }

    /// Sets the place, which is only looked for when somebody asks, unless it is known.
    #[must_use]
    pub(crate) fn or_spot(mut self, spot: impl FnOnce() -> Spot) -> Self {
        if self.0.spot.is_none() {
            self.0.spot = Some(spot());
        }
        self
    }

    /// Gives the name of the file that the place is in.
    pub(crate) fn file(&self) -> Option<&str> {
        self.0.spot.as_ref().map(Spot::file)
    }

    /// Adds a step outwards to the trace.
    #[must_use]
    pub fn through(mut self, place: Place) -> Self {
        self.0.trace.push(place);
        self
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hints.push(hint.into());
        self
    }

    /// Gives the text that Liquid renders in the place of the faulty node when errors do not stop it; foreign Ruby
    /// exceptions are then called `internal`.
    ///
    /// ```
    /// use hyde_liquid::Error;
    /// assert_eq!(Error::ruby("TypeError", "oh").or_line(1).inline(), "Liquid error (line 1): internal");
    /// ```
    pub fn inline(&self) -> String {
        match self.0.kind {
            ErrorKind::Ruby(_) => format!("{}internal", self.prefix("Liquid error")),
            _ => self.to_string(),
        }
    }

    /// Turns the error into what a user is told, under Jekyll's topic `Liquid Exception:`.
    pub fn to_diagnostic(&self, severity: Severity, topic: &str) -> Diagnostic {
        let mut told = Diagnostic::new(severity, topic, self.to_string());
        told.place = self.place().cloned();
        told.trace.clone_from(&self.0.trace);
        told.hints.clone_from(&self.0.hints);
        told
    }

    fn prefix(&self, name: &str) -> String {
        let mut text = name.to_owned();
        if let Some(line) = self.0.line {
            text.push_str(" (");
            if let Some(template) = &self.0.template_name {
                text.push_str(template);
                text.push(' ');
            }
            text.push_str(&format!("line {line})"));
        }
        text.push_str(": ");
        text
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.kind {
            ErrorKind::Syntax => f.write_str(&self.prefix("Liquid syntax error"))?,
            ErrorKind::Ruby(_) => return f.write_str(&self.0.message),
            _ => f.write_str(&self.prefix("Liquid error"))?,
        }
        f.write_str(&self.0.message)?;
        match &self.0.markup_context {
            Some(context) => write!(f, " {context}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

impl From<Error> for Diagnostic {
    fn from(error: Error) -> Self {
        error.to_diagnostic(Severity::Error, "Liquid Exception:")
    }
}
