//! Printing, as Jekyll's logger does it: information on standard output, warnings in yellow and errors in red on
//! standard error, terminal or not.

use hyde::diagnostic::{Diagnostic, Severity};
use std::io::{self, Write};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, PoisonError};

/// Where everything is printed through.
pub(crate) struct Console {
    level: AtomicU8,
    /// Keeps lines of several threads apart; says whether a line of progress stands on the terminal.
    progress: Mutex<bool>,
}

impl Console {
    /// Makes a console of the level that `JEKYLL_LOG_LEVEL` names.
    pub(crate) fn new(level: Option<&str>) -> Self {
        let level = match level {
            Some("debug") => Severity::Debug,
            Some("warn") => Severity::Warning,
            Some("error") => Severity::Error,
            _ => Severity::Info,
        };
        Self { level: AtomicU8::new(rank(level)), progress: Mutex::new(false) }
    }

    /// Makes a console that shows nothing but errors.
    pub(crate) fn silent() -> Self {
        Self::new(Some("error"))
    }

    /// Shows errors only.
    pub(crate) fn quiet(&self) {
        self.level.store(rank(Severity::Error), Ordering::Relaxed);
    }

    /// Shows everything.
    pub(crate) fn verbose(&self) {
        self.level.store(rank(Severity::Debug), Ordering::Relaxed);
    }

    /// Whether everything is shown.
    pub(crate) fn is_verbose(&self) -> bool {
        self.level.load(Ordering::Relaxed) == rank(Severity::Debug)
    }

    /// Prints a diagnostic if its severity is shown.
    pub(crate) fn tell(&self, told: &Diagnostic) {
        if told.verbatim {
            return self.error_line(&told.to_string());
        }
        if rank(told.severity) < self.level.load(Ordering::Relaxed) {
            return;
        }
        match told.severity {
            Severity::Warning => self.error_line(&format!("\u{1b}[33m{told}\u{1b}[0m")),
            Severity::Error => self.error_line(&format!("\u{1b}[31m{told}\u{1b}[0m")),
            _ => self.plain_line(&told.to_string()),
        }
    }

    /// Prints information under a topic.
    pub(crate) fn info(&self, topic: &str, message: &str) {
        self.tell(&Diagnostic::info(topic, message));
    }

    /// Prints information that is its own topic.
    pub(crate) fn topic_info(&self, topic: &str) {
        self.tell(&Diagnostic::topic_only(Severity::Info, topic));
    }

    /// Prints a warning.
    pub(crate) fn warning(&self, topic: &str, message: &str) {
        self.tell(&Diagnostic::warning(topic, message));
    }

    /// Prints an error.
    pub(crate) fn error(&self, topic: &str, message: &str) {
        self.tell(&Diagnostic::error(topic, message));
    }

    /// Prints an error that is its own topic.
    pub(crate) fn topic_error(&self, topic: &str) {
        self.tell(&Diagnostic::topic_only(Severity::Error, topic));
    }

    /// Prints a line on standard output, whatever the level.
    pub(crate) fn plain(&self, text: &str) {
        self.plain_line(text);
    }

    /// Prints a line on standard error, whatever the level and without colour.
    pub(crate) fn plain_error(&self, text: &str) {
        self.error_line(text);
    }

    /// Sees to it that everything printed has left the process.
    pub(crate) fn flush(&self) {
        // A closed pipe is not worth an error of its own.
        let _ = io::stdout().flush();
    }

    /// Draws a line of progress on the terminal, over the former one. Any other line takes it away.
    pub(crate) fn draw(&self, line: &str) {
        let mut stands = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        *stands = true;
        let mut error = io::stderr().lock();
        let _ = write!(error, "\r\u{1b}[K{line}").and_then(|()| error.flush());
    }

    /// Takes the line of progress away.
    pub(crate) fn erase(&self) {
        erase(&mut self.progress.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Whether information is shown.
    pub(crate) fn shows_information(&self) -> bool {
        self.level.load(Ordering::Relaxed) <= rank(Severity::Info)
    }

    fn plain_line(&self, line: &str) {
        let mut stands = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        erase(&mut stands);
        let mut out = io::stdout().lock();
        let _ = writeln!(out, "{line}").and_then(|()| out.flush());
    }

    fn error_line(&self, line: &str) {
        let mut stands = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        erase(&mut stands);
        let _ = writeln!(io::stderr().lock(), "{line}");
    }
}

fn erase(stands: &mut bool) {
    if std::mem::take(stands) {
        let mut error = io::stderr().lock();
        let _ = write!(error, "\r\u{1b}[K").and_then(|()| error.flush());
    }
}

fn rank(severity: Severity) -> u8 {
    match severity {
        Severity::Debug => 0,
        Severity::Info => 1,
        Severity::Warning => 2,
        _ => 3,
    }
}
