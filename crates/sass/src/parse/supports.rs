//! The conditions of `@supports`.

use super::interpolation::{Loose, unquoted};
use super::scanner::Parser;
use crate::ast::{Expr, ExprKind, Interp, Part, Parts, Supports};
use crate::span::Res;

const ANYTHING: Loose =
    Loose { empty: true, semicolon: true, colon: true, brace: true, silent_comments: true, lines: true };

impl<'a> Parser<'a> {
    pub(crate) fn supports_condition(&mut self, lines: bool) -> Res<Supports> {
        if self.scan_identifier("not") {
            self.ws(lines)?;
            return Ok(Supports::Not(Box::new(self.supports_in_parens()?)));
        }
        let first = self.supports_in_parens()?;
        self.ws(lines)?;
        self.supports_operations(first, lines)
    }

    fn supports_operations(&mut self, mut condition: Supports, lines: bool) -> Res<Supports> {
        let mut operator: Option<&str> = None;
        while self.looking_at_identifier() {
            match operator {
                Some(operator) => self.expect_word(operator, None)?,
                None if self.scan_identifier("or") => operator = Some("or"),
                None => {
                    self.expect_word("and", None)?;
                    operator = Some("and");
                }
            }
            self.ws(lines)?;
            let right = self.supports_in_parens()?;
            condition = Supports::Join {
                op: operator.unwrap_or("and").into(),
                left: Box::new(condition),
                right: Box::new(right),
            };
            self.ws(lines)?;
        }
        Ok(condition)
    }

    fn supports_in_parens(&mut self) -> Res<Supports> {
        self.deeper(Self::supports_in_parens_inner)
    }

    fn supports_in_parens_inner(&mut self) -> Res<Supports> {
        let start = self.pos;
        if self.looking_at_interpolated_identifier() {
            let identifier = self.interpolated_identifier()?;
            if identifier.as_plain().is_some_and(|text| text.eq_ignore_ascii_case("not")) {
                return self.fail("\"not\" is not a valid identifier here.", identifier.at);
            }
            if self.scan(b'(') {
                let arguments = self.loose_value(ANYTHING)?;
                self.expect(b')')?;
                return Ok(Supports::Function { name: identifier, arguments });
            }
            return match single_expression(identifier) {
                Ok(expr) => Ok(Supports::Interpolation(expr)),
                Err(identifier) => self.fail("Expected @supports condition.", identifier.at),
            };
        }
        self.expect(b'(')?;
        self.ws(true)?;
        if self.scan_identifier("not") {
            self.ws(true)?;
            let inner = self.supports_in_parens()?;
            self.ws(true)?;
            self.expect(b')')?;
            return Ok(Supports::Not(Box::new(inner)));
        }
        if self.peek() == b'(' {
            let inner = self.supports_condition(true)?;
            self.expect(b')')?;
            return Ok(inner);
        }
        let name_start = self.pos;
        let warnings = self.warnings.len();
        let attempt = self.expression_lines().and_then(|name| self.expect(b':').map(|()| name));
        match attempt {
            Ok(name) => {
                let declaration = self.supports_declaration(name)?;
                self.ws(true)?;
                self.expect(b')')?;
                Ok(declaration)
            }
            Err(fault) => {
                self.pos = name_start;
                self.warnings.truncate(warnings);
                let identifier = self.interpolated_identifier()?;
                self.supports_other(identifier, start, fault)
            }
        }
    }

    /// What is neither a declaration nor a condition: interpolations with operators, or anything at all.
    fn supports_other(&mut self, identifier: Interp, start: usize, fault: Box<crate::span::Fault>) -> Res<Supports> {
        let after = self.pos;
        if let Ok(expr) = single_expression(identifier.clone()) {
            self.ws(true)?;
            if self.looking_at_word("and") || self.looking_at_word("or") {
                let condition = self.supports_operations(Supports::Interpolation(expr), true)?;
                self.expect(b')')?;
                return Ok(condition);
            }
            self.pos = after;
        }
        let mut buffer = self.buffer();
        buffer.add(identifier);
        let rest = self.loose_value(Loose { colon: false, ..ANYTHING })?;
        buffer.add(rest);
        if self.peek() == b':' {
            return Err(fault);
        }
        let at = self.at(start + 1);
        self.expect(b')')?;
        Ok(Supports::Anything(buffer.finish(at)))
    }

    pub(crate) fn supports_declaration(&mut self, name: Expr) -> Res<Supports> {
        let custom =
            matches!(&*name.kind, ExprKind::String { text, quoted: false } if text.initial().starts_with("--"));
        let value = if custom {
            unquoted(self.loose_value(Loose { lines: true, ..Loose::default() })?)
        } else {
            self.ws(true)?;
            self.expression_lines()?
        };
        Ok(Supports::Declaration { name, value, custom })
    }
}

/// The one expression that an interpolated text consists of.
fn single_expression(text: Interp) -> Result<Expr, Interp> {
    match text.parts {
        Parts::One(Part::Expr(expr, _)) => Ok(expr),
        parts => Err(Interp { parts, at: text.at }),
    }
}
