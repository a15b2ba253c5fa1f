//! Texts with `#{…}` in them: identifiers, strings, URLs, and the loosely tokenised values of declarations and at-rules.

use super::buffer::Buffer;
use super::scanner::{Parser, is_name, is_name_start, is_newline, is_space};
use crate::ast::{Expr, ExprKind, Interp};
use crate::span::{At, Res};
use std::borrow::Cow;

/// How a loose value ends and what is kept of it.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent permission of the grammar")]
pub(crate) struct Loose {
    pub(crate) empty: bool,
    pub(crate) semicolon: bool,
    pub(crate) colon: bool,
    pub(crate) brace: bool,
    pub(crate) silent_comments: bool,
    pub(crate) lines: bool,
}

impl Default for Loose {
    fn default() -> Self {
        Self { empty: false, semicolon: false, colon: true, brace: true, silent_comments: true, lines: false }
    }
}

impl<'a> Parser<'a> {
    /// `#{…}`: gives the expression and the place of the whole.
    pub(crate) fn interpolation(&mut self) -> Res<(Expr, At)> {
        let start = self.pos;
        self.expect(b'#')?;
        self.expect(b'{')?;
        self.ws(true)?;
        let expr = self.deeper(|parser| {
            let parens = std::mem::replace(&mut parser.in_parens, false);
            let expr = parser.expression_lines();
            parser.in_parens = parens;
            expr
        })?;
        self.ws(true)?;
        self.expect(b'}')?;
        let at = self.at(start);
        if self.css() {
            return self.fail("Interpolation isn't allowed in plain CSS.", at);
        }
        Ok((expr, at))
    }

    fn interpolation_into(&mut self, buffer: &mut Buffer<'a>) -> Res<()> {
        let (expr, at) = self.interpolation()?;
        buffer.expr(expr, at);
        Ok(())
    }

    pub(crate) fn interpolated_identifier(&mut self) -> Res<Interp> {
        let start = self.pos;
        let mut buffer = self.buffer();
        if self.scan(b'-') {
            buffer.push("-", start, self.pos);
            if self.scan(b'-') {
                buffer.push("-", start + 1, self.pos);
                self.interpolated_identifier_body(&mut buffer)?;
                return Ok(buffer.finish(self.at(start)));
            }
        }
        match self.peek() {
            b'\\' => self.copy_escape(&mut buffer, true)?,
            b'#' if self.peek_at(1) == b'{' => self.interpolation_into(&mut buffer)?,
            c if is_name_start(c) => self.copy(&mut buffer),
            _ => return Err(self.fail_here("Expected identifier.")),
        }
        self.interpolated_identifier_body(&mut buffer)?;
        Ok(buffer.finish(self.at(start)))
    }

    fn copy_escape(&mut self, buffer: &mut Buffer<'a>, start_of_name: bool) -> Res<()> {
        let start = self.pos;
        let escape = self.escape(start_of_name)?;
        buffer.push(&escape, start, self.pos);
        Ok(())
    }

    pub(crate) fn interpolated_identifier_body(&mut self, buffer: &mut Buffer<'a>) -> Res<()> {
        loop {
            match self.peek() {
                b'\\' => self.copy_escape(buffer, false)?,
                b'#' if self.peek_at(1) == b'{' => self.interpolation_into(buffer)?,
                c if is_name(c) => {
                    let start = self.pos;
                    while is_name(self.peek()) {
                        self.pos += 1;
                    }
                    self.copy_since(buffer, start);
                }
                _ => return Ok(()),
            }
        }
    }

    /// A quoted string; the parts hold characters with escapes resolved.
    pub(crate) fn interpolated_string(&mut self) -> Res<Interp> {
        let start = self.pos;
        let quote = self.peek();
        self.bump();
        let mut buffer = self.buffer();
        loop {
            let from = self.pos;
            match self.peek() {
                c if c == quote => {
                    self.pos += 1;
                    break;
                }
                0 if self.done() => return Err(self.unclosed_string(quote)),
                c if is_newline(c) => return Err(self.unclosed_string(quote)),
                b'\\' => match self.peek_at(1) {
                    b'\r' if self.peek_at(2) == b'\n' => self.pos += 3,
                    c if is_newline(c) => self.pos += 2,
                    _ => {
                        let c = self.escape_char()?;
                        buffer.push(c.encode_utf8(&mut [0; 4]), from, self.pos);
                    }
                },
                b'#' if self.peek_at(1) == b'{' => self.interpolation_into(&mut buffer)?,
                _ => {
                    self.bump();
                    while !self.done()
                        && !matches!(self.peek(), b'\\' | b'#' | b'"' | b'\'')
                        && !is_newline(self.peek())
                    {
                        self.pos += 1;
                    }
                    self.copy_since(&mut buffer, from);
                }
            }
        }
        Ok(buffer.finish(self.at(start)))
    }

    fn unclosed_string(&self, quote: u8) -> Box<crate::span::Fault> {
        let shown = if quote == b'"' { "\"" } else { "'" };
        crate::span::Fault::new(format!("Expected {shown}."), self.range(self.pos, self.pos))
    }

    /// A quoted string copied as it is written, with its interpolations live.
    fn copy_string(&mut self, buffer: &mut Buffer<'a>) -> Res<()> {
        let quote = self.peek();
        self.copy(buffer);
        loop {
            match self.peek() {
                c if c == quote && !self.done() => {
                    self.copy(buffer);
                    return Ok(());
                }
                c if self.done() || is_newline(c) => return Err(self.unclosed_string(quote)),
                b'\\' => {
                    self.copy(buffer);
                    self.copy(buffer);
                }
                b'#' if self.peek_at(1) == b'{' => self.interpolation_into(buffer)?,
                _ => self.copy(buffer),
            }
        }
    }

    /// `url(` with an unquoted address, if that is what follows; the whole text with its interpolations.
    pub(crate) fn try_url_contents(&mut self, start: usize, name: Option<&str>) -> Res<Option<Interp>> {
        let back = self.pos;
        if !self.scan(b'(') {
            return Ok(None);
        }
        self.blanks(true);
        let mut buffer = self.buffer();
        buffer.push(name.unwrap_or("url"), start, back);
        buffer.push("(", back, back + 1);
        loop {
            match self.peek() {
                0 if self.done() => break,
                b'\\' => self.copy_escape(&mut buffer, false)?,
                b'#' if self.peek_at(1) == b'{' => self.interpolation_into(&mut buffer)?,
                b'!' | b'#' | b'%' | b'&' | b'*'..=b'~' | 0x80.. => self.copy(&mut buffer),
                b')' => {
                    self.copy(&mut buffer);
                    return Ok(Some(buffer.finish(self.at(start))));
                }
                c if is_space(c) => {
                    self.blanks(true);
                    if self.peek() != b')' {
                        break;
                    }
                }
                _ => break,
            }
        }
        self.pos = back;
        Ok(None)
    }

    /// Copies the identifier here, its escapes as they are kept.
    fn copy_identifier(&mut self, buffer: &mut Buffer<'a>) -> Res<()> {
        let start = self.pos;
        match self.identifier()? {
            Cow::Borrowed(_) => buffer.mark(start, self.pos),
            Cow::Owned(name) => buffer.push(&name, start, self.pos),
        }
        Ok(())
    }

    /// Copies either a `url(…)` or the identifier here.
    fn copy_url_or_identifier(&mut self, buffer: &mut Buffer<'a>) -> Res<()> {
        let start = self.pos;
        let name = self.identifier()?;
        if !name.eq_ignore_ascii_case("url") && !name.eq_ignore_ascii_case("url-prefix") {
            buffer.push(&name, start, self.pos);
            return Ok(());
        }
        match self.try_url_contents(start, Some(&name))? {
            Some(url) => buffer.add(url),
            None => buffer.push(&name, start, self.pos),
        }
        Ok(())
    }

    /// A value read token by token up to where a block or statement ends: for selectors and unknown at-rules.
    pub(crate) fn almost_any_value(&mut self, omit_comments: bool) -> Res<Interp> {
        let start = self.pos;
        let mut buffer = self.buffer();
        self.copy_almost_any_value(&mut buffer, omit_comments)?;
        Ok(buffer.finish(self.at(start)))
    }

    /// Copies what stands for nothing but itself, wherever it stands in a selector.
    fn copy_ordinary(&mut self, buffer: &mut Buffer<'a>) {
        let start = self.pos;
        let rest = &self.src.as_bytes()[start..];
        let lines = !self.indented();
        let ordinary = |c: &u8| {
            is_name(*c)
                || matches!(
                    c,
                    b' ' | b'\t' | b'.' | b':' | b',' | b'>' | b'+' | b'~' | b'*' | b'&' | b'%' | b'=' | b'|'
                )
                || (lines && is_newline(*c))
        };
        let mut length = rest.iter().position(|c| !ordinary(c)).unwrap_or(rest.len());
        // An escape belongs to the name before it, and a parenthesis may make an address of it.
        if matches!(rest.get(length), Some(b'\\' | b'(')) {
            length = rest[..length].iter().rposition(|c| !is_name(*c)).map_or(0, |before| before + 1);
        }
        if length > 0 {
            self.pos += length;
            self.copy_since(buffer, start);
        }
    }

    /// As [`Self::almost_any_value`], where its beginning has been read already.
    pub(crate) fn copy_almost_any_value(&mut self, buffer: &mut Buffer<'a>, omit_comments: bool) -> Res<()> {
        let mut brackets: Vec<u8> = Vec::new();
        loop {
            self.copy_ordinary(buffer);
            let from = self.pos;
            match self.peek() {
                0 if self.done() => break,
                b'\\' => {
                    self.pos += 1;
                    self.bump();
                    self.copy_since(buffer, from);
                }
                b'"' | b'\'' => self.copy_string(buffer)?,
                b'/' => match self.peek_at(1) {
                    b'*' => {
                        self.loud_comment()?;
                        if !omit_comments {
                            self.copy_since(buffer, from);
                        }
                    }
                    b'/' if !self.css() => {
                        self.skip_line();
                        if !omit_comments {
                            self.copy_since(buffer, from);
                        }
                    }
                    _ => self.copy(buffer),
                },
                b'#' if self.peek_at(1) == b'{' => self.interpolation_into(buffer)?,
                c if is_newline(c) && self.indented() && brackets.is_empty() => break,
                c @ (b'(' | b'[') => {
                    brackets.push(if c == b'(' { b')' } else { b']' });
                    self.copy(buffer);
                }
                c @ (b')' | b']') => {
                    match brackets.pop() {
                        Some(wanted) if wanted != c => {
                            self.expect(wanted)?;
                        }
                        Some(_) => {}
                        None => return Err(self.fail_here(format!("unmatched \"{}\".", c as char))),
                    }
                    self.copy(buffer);
                }
                b'!' | b';' | b'{' | b'}' if brackets.is_empty() => break,
                b';' | b'{' | b'}' => {
                    let wanted = brackets.pop().unwrap_or(b')');
                    self.expect(wanted)?;
                }
                b'u' | b'U' => self.copy_url_or_identifier(buffer)?,
                _ => {
                    if self.looking_at_identifier() {
                        self.copy_identifier(buffer)?;
                    } else {
                        self.copy(buffer);
                    }
                }
            }
        }
        if let Some(wanted) = brackets.pop() {
            self.expect(wanted)?;
        }
        Ok(())
    }

    /// A value kept verbatim, as those of custom properties are, brackets balanced.
    pub(crate) fn loose_value(&mut self, rules: Loose) -> Res<Interp> {
        let start = self.pos;
        let mut buffer = self.buffer();
        let mut brackets: Vec<u8> = Vec::new();
        let mut wrote_newline = false;
        loop {
            let from = self.pos;
            let c = self.peek();
            match c {
                0 if self.done() => break,
                b'\\' => self.copy_escape(&mut buffer, true)?,
                b'"' | b'\'' => self.copy_string(&mut buffer)?,
                b'/' => match self.peek_at(1) {
                    b'*' => {
                        self.loud_comment()?;
                        self.copy_since(&mut buffer, from);
                    }
                    b'/' if rules.silent_comments && !self.css() => self.skip_line(),
                    _ => self.copy(&mut buffer),
                },
                b'#' if self.peek_at(1) == b'{' => self.interpolation_into(&mut buffer)?,
                b' ' | b'\t' => {
                    let next = self.peek_at(1);
                    if wrote_newline || !is_space(next) || self.pos + 1 >= self.src.len() {
                        self.copy(&mut buffer);
                    } else {
                        self.pos += 1;
                    }
                    continue;
                }
                c if is_newline(c) => {
                    if self.indented() && brackets.is_empty() && !rules.lines {
                        break;
                    }
                    if !is_newline(self.before()) {
                        buffer.push("\n", from, from + 1);
                    }
                    self.pos += 1;
                    wrote_newline = true;
                    continue;
                }
                b'{' if !rules.brace => break,
                b'(' | b'{' | b'[' => {
                    self.copy(&mut buffer);
                    brackets.push(match c {
                        b'(' => b')',
                        b'{' => b'}',
                        _ => b']',
                    });
                }
                b')' | b'}' | b']' => {
                    let Some(wanted) = brackets.pop() else { break };
                    self.expect(wanted)?;
                    self.copy_since(&mut buffer, from);
                }
                b';' if !rules.semicolon && brackets.is_empty() => break,
                b':' if !rules.colon && brackets.is_empty() => break,
                b'u' | b'U' => self.copy_url_or_identifier(&mut buffer)?,
                _ => {
                    if self.looking_at_identifier() {
                        self.copy_identifier(&mut buffer)?;
                    } else {
                        self.copy(&mut buffer);
                    }
                }
            }
            wrote_newline = false;
        }
        if let Some(wanted) = brackets.pop() {
            self.expect(wanted)?;
        }
        if !rules.empty && buffer.is_empty() {
            return Err(self.fail_here("Expected token."));
        }
        Ok(buffer.finish(self.at(start)))
    }
}

/// An unquoted string expression.
pub(crate) fn unquoted(text: Interp) -> Expr {
    let at = text.at;
    Expr::new(ExprKind::String { text, quoted: false }, at)
}
