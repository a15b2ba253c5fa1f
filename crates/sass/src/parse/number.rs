//! Operands that digits make: numbers, Unicode ranges and colours in hexadecimal.

use super::interpolation::unquoted;
use super::scanner::{Parser, is_name};
use crate::ast::{Expr, ExprKind, Interp};
use crate::span::Res;
use crate::value::color::Spelling;
use crate::value::{Color, Units};
use std::rc::Rc;

impl<'a> Parser<'a> {
    pub(crate) fn number(&mut self) -> Res<Expr> {
        let start = self.pos;
        if matches!(self.peek(), b'+' | b'-') {
            self.pos += 1;
        }
        let digits = self.pos;
        while self.peek().is_ascii_digit() {
            self.pos += 1;
        }
        if self.peek() == b'.' {
            if self.peek_at(1).is_ascii_digit() {
                self.pos += 1;
                while self.peek().is_ascii_digit() {
                    self.pos += 1;
                }
            } else if self.pos == digits {
                self.pos += 1;
                return Err(self.fail_here("Expected digit."));
            }
        } else if self.pos == digits {
            return Err(self.fail_here("Expected digit."));
        }
        self.exponent()?;
        let value = float(self.slice(start));
        let units = if self.scan(b'%') {
            Units::one("%")
        } else if self.looking_at_identifier() && !(self.peek() == b'-' && self.peek_at(1) == b'-') {
            let unit = self.identifier_with(false, true)?;
            Units::one(&unit)
        } else {
            Units::NONE
        };
        Ok(Expr::new(ExprKind::Number(value, units), self.at(start)))
    }

    fn exponent(&mut self) -> Res<()> {
        if !matches!(self.peek(), b'e' | b'E') {
            return Ok(());
        }
        let next = self.peek_at(1);
        if !next.is_ascii_digit() && !matches!(next, b'+' | b'-') {
            return Ok(());
        }
        let back = self.pos;
        self.pos += 1;
        if matches!(next, b'+' | b'-') {
            self.pos += 1;
        }
        if !self.peek().is_ascii_digit() {
            if next == b'-' {
                // Such as `1e-x`, which is a unit.
                self.pos = back;
                return Ok(());
            }
            return Err(self.fail_here("Expected digit."));
        }
        while self.peek().is_ascii_digit() {
            self.pos += 1;
        }
        Ok(())
    }

    pub(crate) fn unicode_range(&mut self) -> Res<Expr> {
        let start = self.pos;
        self.pos += 2;
        let mut first = 0;
        while self.peek().is_ascii_hexdigit() {
            self.pos += 1;
            first += 1;
        }
        let mut question = false;
        while self.scan(b'?') {
            question = true;
            first += 1;
        }
        if first == 0 {
            return Err(self.fail_here("Expected hex digit or \"?\"."));
        }
        if first > 6 {
            let at = self.at(start);
            return self.fail("Expected at most 6 digits.", at);
        }
        if !question && self.scan(b'-') {
            let second_start = self.pos;
            while self.peek().is_ascii_hexdigit() {
                self.pos += 1;
            }
            if self.pos == second_start {
                return Err(self.fail_here("Expected hex digit."));
            }
            if self.pos - second_start > 6 {
                let at = self.at(second_start);
                return self.fail("Expected at most 6 digits.", at);
            }
        }
        // After a question mark comes a new token.
        if !question && (self.looking_at_interpolated_identifier() || is_name(self.peek())) {
            return Err(self.fail_here("Expected end of identifier."));
        }
        let at = self.at(start);
        Ok(unquoted(Interp::plain(self.slice(start), at)))
    }

    /// `#`: a colour, or an identifier with interpolation.
    pub(crate) fn hash(&mut self) -> Res<Expr> {
        if self.peek_at(1) == b'{' {
            return self.identifier_like();
        }
        let start = self.pos;
        self.pos += 1;
        if self.peek().is_ascii_digit() {
            return self.hex_color(start);
        }
        let after = self.pos;
        let identifier = self.interpolated_identifier()?;
        if let Some(text) = identifier.as_plain()
            && matches!(text.len(), 3 | 4 | 6 | 8)
            && text.bytes().all(|c| c.is_ascii_hexdigit())
        {
            self.pos = after;
            return self.hex_color(start);
        }
        let mut buffer = self.buffer();
        buffer.push("#", start, start + 1);
        buffer.add(identifier);
        let at = self.at(start);
        Ok(unquoted(buffer.finish(at)))
    }

    fn hex_digit(&mut self) -> Res<u32> {
        match (self.peek() as char).to_digit(16) {
            Some(digit) if !self.done() => {
                self.pos += 1;
                Ok(digit)
            }
            _ => Err(self.fail_here("Expected hex digit.")),
        }
    }

    fn hex_color(&mut self, start: usize) -> Res<Expr> {
        let mut d = [self.hex_digit()?, self.hex_digit()?, self.hex_digit()?, 0, 0, 0, 0, 0];
        let mut count = 3;
        if self.peek().is_ascii_hexdigit() {
            d[3] = self.hex_digit()?;
            count = 4;
            if self.peek().is_ascii_hexdigit() {
                d[4] = self.hex_digit()?;
                d[5] = self.hex_digit()?;
                count = 6;
                if self.peek().is_ascii_hexdigit() {
                    d[6] = self.hex_digit()?;
                    d[7] = self.hex_digit()?;
                    count = 8;
                }
            }
        }
        let channel = |i: usize| f64::from(if count <= 4 { d[i] * 17 } else { d[2 * i] * 16 + d[2 * i + 1] });
        let opaque = matches!(count, 3 | 6);
        let alpha = if opaque { 1.0 } else { channel(3) / 255.0 };
        let mut color = Color::rgb(channel(0), channel(1), channel(2), alpha);
        if opaque {
            color = color.spelled(Spelling::Literal(self.slice(start).into()));
        }
        Ok(Expr::new(ExprKind::Color(Rc::new(color)), self.at(start)))
    }
}

/// The value of a number's text, which most often is a short integer.
fn float(text: &str) -> f64 {
    match text.parse::<u32>() {
        Ok(integer) => f64::from(integer),
        _ => text.parse().unwrap_or(f64::NAN),
    }
}
