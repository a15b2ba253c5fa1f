//! The switch between the strict and the lax parser.

use super::ParseContext;
use crate::environment::ErrorMode;
use crate::error::{ErrorKind, Result};

impl ParseContext<'_> {
    /// Parses strictly and, where the error mode allows, laxly after a warning. `markup` is quoted in the warning.
    pub fn strict_or_lax<T>(
        &mut self,
        markup: &str,
        strict: impl FnOnce(&mut Self) -> Result<T>,
        lax: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let quoted = crate::unicode::strip(markup);
        self.switch(self.line(), &format_args!("in \"{quoted}\""), strict, lax)
    }

    pub(super) fn switch<T>(
        &mut self,
        line: usize,
        context: &dyn std::fmt::Display,
        strict: impl FnOnce(&mut Self) -> Result<T>,
        lax: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let mode = self.environment().error_mode();
        if mode == ErrorMode::Lax {
            return lax(self);
        }
        match strict(self) {
            Err(error) if *error.kind() == ErrorKind::Syntax => {
                let error = self.place(error.or_line(line).or_markup_context(context.to_string()));
                if mode == ErrorMode::Strict {
                    return Err(error);
                }
                self.warn(error);
                lax(self)
            }
            other => other,
        }
    }
}
