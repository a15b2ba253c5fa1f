//! Warnings, deprecations and `@debug`.

use super::Eval;
use crate::Deprecation;
use crate::ast::ParseWarning;
use crate::error::{Frame, Warning, WarningKind, format_trace};
use crate::highlight::highlight;
use crate::span::{At, Fault, Res};

/// How often one deprecation is told.
const REPETITIONS: usize = 5;

impl Eval<'_> {
    /// Tells of a deprecated feature at a place.
    pub(crate) fn deprecated(&mut self, deprecation: Deprecation, message: impl Into<String>, at: At) -> Res<()> {
        self.deprecated_with(deprecation, message.into(), at, "", &[])
    }

    /// As [`Self::deprecated`], for a message that the place and `key` determine. It is put together only where it is
    /// told for the first time: sheets come by some of these places thousands of times.
    pub(crate) fn deprecated_as(
        &mut self,
        deprecation: Deprecation,
        key: (&'static str, &'static str),
        at: At,
        message: impl FnOnce(&Self) -> String,
    ) -> Res<()> {
        if self.quiet() || !self.warned_keys.insert((deprecation, key, at)) {
            return Ok(());
        }
        self.tell_deprecated(deprecation, message, at, "", &[])
    }

    /// Whether nothing is told of the file that runs. Another file may run the same code.
    pub(super) fn quiet(&self) -> bool {
        let quiet = self.options.quiet_deps && self.running.dependency;
        if quiet {
            self.memo.note_more();
        }
        quiet
    }

    pub(crate) fn deprecated_with(
        &mut self,
        deprecation: Deprecation,
        message: String,
        at: At,
        label: &str,
        others: &[(At, String)],
    ) -> Res<()> {
        if self.quiet() || !self.warned.insert((message.clone(), at)) {
            return Ok(());
        }
        self.tell_deprecated(deprecation, |_| message, at, label, others)
    }

    /// Tells of a deprecated feature unless that was done often enough; only then the message is put together.
    fn tell_deprecated(
        &mut self,
        deprecation: Deprecation,
        message: impl FnOnce(&Self) -> String,
        at: At,
        label: &str,
        others: &[(At, String)],
    ) -> Res<()> {
        self.memo.note_more();
        if self.options.fatal_deprecations.contains(&deprecation) {
            let message = format!(
                "{}\n\nThis is only an error because you've set the {} deprecation to be fatal.\nRemove this \
                 setting if you need to keep using this feature.",
                message(self),
                deprecation.id()
            );
            let mut fault = Fault::new(message, at).label(label);
            fault.others = others.to_vec();
            return Err(self.place(fault, at));
        }
        if self.options.silence_deprecations.contains(&deprecation) {
            return Ok(());
        }
        let future = matches!(deprecation, Deprecation::MixedDecls | Deprecation::FsImporterCwd);
        if future && !self.options.future_deprecations.contains(&deprecation) {
            return Ok(());
        }
        let count = self.counts.entry(deprecation).or_default();
        *count += 1;
        if *count > REPETITIONS && !self.options.verbose {
            return Ok(());
        }
        let message = message(self);
        let heading = format!("DEPRECATION WARNING [{}]: {message}", deprecation.id());
        let frame = highlight(self.files, at, label, others);
        let trace = self.trace(at);
        let formatted = format!("{heading}\n\n{}\n{}\n", indent_frame(&frame), indent_trace(&trace));
        self.warnings.push(Warning {
            kind: WarningKind::Deprecation,
            message,
            deprecation: Some(deprecation),
            span: Some(self.files.span(at)),
            trace,
            formatted,
        });
        Ok(())
    }

    /// Gives advice about a place.
    pub(crate) fn advise(&mut self, message: String, at: At) {
        if self.quiet() || !self.warned.insert((message.clone(), at)) {
            return;
        }
        self.memo.note_more();
        let frame = highlight(self.files, at, "", &[]);
        let trace = self.trace(at);
        let formatted = format!("WARNING: {message}\n\n{}\n{}\n", indent_frame(&frame), indent_trace(&trace));
        self.warnings.push(Warning {
            kind: WarningKind::Warn,
            message,
            deprecation: None,
            span: Some(self.files.span(at)),
            trace,
            formatted,
        });
    }

    /// `@warn`.
    pub(crate) fn warn_rule(&mut self, message: String, at: At) {
        self.memo.note_more();
        let trace = self.trace(at);
        let formatted = format!("WARNING: {message}\n{}\n", indent_trace(&trace));
        self.warnings.push(Warning {
            kind: WarningKind::Warn,
            message,
            deprecation: None,
            span: None,
            trace,
            formatted,
        });
    }

    /// `@debug`.
    pub(crate) fn debug_rule(&mut self, message: String, at: At) {
        self.memo.note_more();
        let (file, line, _) = self.files.shown(at);
        let formatted = format!("{file}:{line} DEBUG: {message}\n");
        self.warnings.push(Warning {
            kind: WarningKind::Debug,
            message,
            deprecation: None,
            span: Some(self.files.span(at)),
            trace: Vec::new(),
            formatted,
        });
    }

    pub(crate) fn parse_warnings(&mut self, warnings: &[ParseWarning]) -> Res<()> {
        for warning in warnings {
            match warning.deprecation {
                Some(deprecation) => self.deprecated_with(
                    deprecation,
                    warning.message.clone(),
                    warning.at,
                    &warning.label,
                    &warning.others,
                )?,
                None => self.advise(warning.message.clone(), warning.at),
            }
        }
        Ok(())
    }

    /// Says how many warnings were left out.
    pub(crate) fn summarize_warnings(&mut self) {
        if self.options.verbose {
            return;
        }
        let mut omitted = 0;
        #[expect(clippy::iter_over_hash_type, reason = "a sum knows no order")]
        for count in self.counts.values() {
            omitted += count.saturating_sub(REPETITIONS);
        }
        if omitted > 0 {
            let message =
                format!("{omitted} repetitive deprecation warnings omitted.\nRun in verbose mode to see all warnings.");
            let formatted = format!("WARNING: {message}\n\n");
            self.warnings.push(Warning {
                kind: WarningKind::Warn,
                message,
                deprecation: None,
                span: None,
                trace: Vec::new(),
                formatted,
            });
        }
    }
}

fn indent_frame(frame: &str) -> String {
    frame.to_owned()
}

fn indent_trace(trace: &[Frame]) -> String {
    let mut out = String::new();
    for line in format_trace(trace).lines() {
        out.push_str("    ");
        out.push_str(line);
        out.push('\n');
    }
    out
}
