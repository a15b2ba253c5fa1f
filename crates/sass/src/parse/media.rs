//! Media queries as they stand in a stylesheet, with SassScript in their features.

use super::buffer::Buffer;
use super::expression::{PLAIN, Rules, Until};
use super::scanner::{Parser, is_space};
use crate::ast::{Expr, Interp};
use crate::span::Res;

impl<'a> Parser<'a> {
    pub(crate) fn media_query_list(&mut self) -> Res<Interp> {
        let start = self.pos;
        let mut buffer = self.buffer();
        loop {
            self.ws(false)?;
            self.media_query(&mut buffer)?;
            self.ws(false)?;
            if !self.scan(b',') {
                break;
            }
            self.put(&mut buffer, ", ");
            self.ws(true)?;
        }
        let at = self.at(start);
        Ok(buffer.finish(at))
    }

    /// Adds text that is not copied from here.
    fn put(&self, buffer: &mut Buffer<'a>, text: &str) {
        buffer.push(text, self.pos, self.pos);
    }

    fn put_expr(&self, buffer: &mut Buffer<'a>, expr: Expr) {
        let at = expr.at;
        buffer.expr(expr, at);
    }

    pub(crate) fn expect_space(&mut self) -> Res<()> {
        if self.done() || !(is_space(self.peek()) || self.looking_at("/*") || self.looking_at("//")) {
            return Err(self.fail_here("Expected whitespace."));
        }
        self.ws(true)
    }

    fn media_query(&mut self, buffer: &mut Buffer<'a>) -> Res<()> {
        if self.peek() == b'(' {
            self.media_in_parens(buffer)?;
            self.ws(false)?;
            return self.media_logic(buffer);
        }
        let first = self.interpolated_identifier()?;
        if first.as_plain().is_some_and(|text| text.eq_ignore_ascii_case("not")) {
            self.expect_space()?;
            if !self.looking_at_interpolated_identifier() {
                self.put(buffer, "not ");
                return self.media_or_interpolation(buffer);
            }
        }
        self.ws(false)?;
        buffer.add(first);
        if !self.looking_at_interpolated_identifier() {
            return Ok(());
        }
        self.put(buffer, " ");
        let second = self.interpolated_identifier()?;
        if second.as_plain().is_some_and(|text| text.eq_ignore_ascii_case("and")) {
            self.expect_space()?;
            self.put(buffer, "and ");
        } else {
            self.ws(false)?;
            buffer.add(second);
            if !self.scan_identifier("and") {
                return Ok(());
            }
            self.expect_space()?;
            self.put(buffer, " and ");
        }
        if self.scan_identifier("not") {
            self.expect_space()?;
            self.put(buffer, "not ");
            return self.media_or_interpolation(buffer);
        }
        self.media_sequence(buffer, "and")
    }

    fn media_logic(&mut self, buffer: &mut Buffer<'a>) -> Res<()> {
        for word in ["and", "or"] {
            if self.scan_identifier(word) {
                self.put(buffer, " ");
                self.put(buffer, word);
                self.put(buffer, " ");
                self.expect_space()?;
                return self.media_sequence(buffer, word);
            }
        }
        Ok(())
    }

    fn media_sequence(&mut self, buffer: &mut Buffer<'a>, word: &str) -> Res<()> {
        loop {
            self.media_or_interpolation(buffer)?;
            self.ws(false)?;
            if !self.scan_identifier(word) {
                return Ok(());
            }
            self.expect_space()?;
            self.put(buffer, " ");
            self.put(buffer, word);
            self.put(buffer, " ");
        }
    }

    fn media_or_interpolation(&mut self, buffer: &mut Buffer<'a>) -> Res<()> {
        if self.peek() == b'#' {
            let (expr, at) = self.interpolation()?;
            buffer.expr(expr, at);
            return Ok(());
        }
        self.media_in_parens(buffer)
    }

    fn media_in_parens(&mut self, buffer: &mut Buffer<'a>) -> Res<()> {
        self.deeper(|parser| {
            if !parser.scan(b'(') {
                return Err(parser.fail_here("expected media condition in parentheses."));
            }
            buffer.push("(", parser.pos - 1, parser.pos);
            parser.ws(true)?;
            if parser.peek() == b'(' {
                parser.media_in_parens(buffer)?;
                parser.ws(true)?;
                parser.media_logic(buffer)?;
            } else if parser.scan_identifier("not") {
                parser.put(buffer, "not ");
                parser.expect_space()?;
                parser.media_or_interpolation(buffer)?;
            } else {
                parser.media_feature(buffer)?;
            }
            parser.ws(true)?;
            let close = parser.pos;
            parser.expect(b')')?;
            parser.copy_since(buffer, close);
            parser.ws(false)
        })
    }

    fn media_feature(&mut self, buffer: &mut Buffer<'a>) -> Res<()> {
        let operand = Rules { until: Until::Comparison, lines: true, ..PLAIN };
        let first = self.expression_with(operand)?;
        self.put_expr(buffer, first);
        if self.scan(b':') {
            self.ws(true)?;
            self.put(buffer, ": ");
            let value = self.expression_lines()?;
            self.put_expr(buffer, value);
            return Ok(());
        }
        let sign = self.peek();
        if !matches!(sign, b'<' | b'>' | b'=') {
            return Ok(());
        }
        self.comparison(buffer, sign);
        self.ws(true)?;
        let second = self.expression_with(operand)?;
        self.put_expr(buffer, second);
        if sign != b'=' && self.peek() == sign {
            self.comparison(buffer, sign);
            self.ws(true)?;
            let third = self.expression_with(operand)?;
            self.put_expr(buffer, third);
        }
        Ok(())
    }

    fn comparison(&mut self, buffer: &mut Buffer<'a>, sign: u8) {
        self.pos += 1;
        self.put(buffer, " ");
        self.put(buffer, &(sign as char).to_string());
        if sign != b'=' && self.scan(b'=') {
            self.put(buffer, "=");
        }
        self.put(buffer, " ");
    }
}
