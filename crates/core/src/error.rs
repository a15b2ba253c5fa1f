//! What stops a build, with the name of the Ruby class that Jekyll would have raised.

use hyde_diagnostic::Place;

/// How Jekyll ends when this error is raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// One of `Jekyll::Errors::FatalException`: `ERROR: YOUR SITE COULD NOT BE BUILT:` and the message.
    Fatal,
    /// Anything else: Ruby's own report of an uncaught exception.
    Uncaught,
    /// Everything was said already; only the exit code remains.
    Told,
}

/// What stops a build.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{message}")]
#[non_exhaustive]
pub struct BuildError {
    /// How Jekyll ends.
    pub kind: ErrorKind,
    /// The Ruby class (`Jekyll::Errors::InvalidDateError`).
    pub class: String,
    /// The message.
    pub message: String,
    /// Where it happened, if that is known.
    pub place: Option<Box<Place>>,
    /// The error that Ruby was dealing with when it raised this one, which it reports as well.
    pub cause: Option<Box<BuildError>>,
}

impl BuildError {
    /// Makes an error of Jekyll's fatal family; `class` is the name below `Jekyll::Errors`.
    pub fn fatal(class: &str, message: impl Into<String>) -> Self {
        let class = format!("Jekyll::Errors::{class}");
        Self { kind: ErrorKind::Fatal, class, message: message.into(), place: None, cause: None }
    }

    /// Makes an error that Ruby reports as uncaught.
    pub fn uncaught(class: &str, message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Uncaught, class: class.to_owned(), message: message.into(), place: None, cause: None }
    }

    /// Says where it happened.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(Box::new(place));
        self
    }

    /// Names the error that this one came from.
    #[must_use]
    pub fn caused_by(mut self, cause: BuildError) -> Self {
        self.cause = Some(Box::new(cause));
        self
    }

    /// Makes an error of which everything was said already.
    pub fn told() -> Self {
        Self {
            kind: ErrorKind::Told,
            class: "SystemExit".to_owned(),
            message: "exit".to_owned(),
            place: None,
            cause: None,
        }
    }

    /// Makes the error Ruby raises for a failed file operation on a path.
    pub fn io(error: &std::io::Error, call: &str, path: &str) -> Self {
        use std::io::ErrorKind as Io;
        let (class, text) = match error.kind() {
            Io::NotFound => ("Errno::ENOENT", "No such file or directory".to_owned()),
            Io::PermissionDenied => ("Errno::EACCES", "Permission denied".to_owned()),
            Io::IsADirectory => ("Errno::EISDIR", "Is a directory".to_owned()),
            Io::NotADirectory => ("Errno::ENOTDIR", "Not a directory".to_owned()),
            Io::AlreadyExists => ("Errno::EEXIST", "File exists".to_owned()),
            Io::InvalidFilename => ("Errno::ENAMETOOLONG", "File name too long".to_owned()),
            _ => ("IOError", error.to_string()),
        };
        Self::uncaught(class, format!("{text} @ {call} - {path}"))
    }
}
