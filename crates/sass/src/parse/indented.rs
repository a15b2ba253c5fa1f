//! What the indented syntax does differently: blocks by indentation, comments that reach as far as their lines are
//! indented, selectors over several lines.

use super::scanner::{Parser, is_newline};
use super::statements::Child;
use crate::ast::{Interp, Stmt, StmtKind};
use crate::span::Res;

impl<'a> Parser<'a> {
    pub(crate) fn indented_statements(&mut self, body: &mut Vec<Stmt>) -> Res<()> {
        if matches!(self.peek(), b' ' | b'\t') {
            // Blank lines may precede; anything else may not be indented.
            let start = self.pos;
            while matches!(self.peek(), b' ' | b'\t') {
                self.pos += 1;
            }
            if !self.at_line_end() {
                let at = self.range(start, self.pos);
                return self.fail("Indenting at the beginning of the document is illegal.", at);
            }
        }
        while !self.done() {
            if is_newline(self.peek()) {
                let indentation = self.peek_indentation()?;
                if indentation > 0 && !self.done() {
                    self.read_indentation()?;
                    let at = self.range(self.pos, self.pos);
                    return self.fail("Indenting at the beginning of the document is illegal.", at);
                }
                self.read_indentation()?;
                continue;
            }
            if let Some(stmt) = self.indented_child(Child::Statement, true)? {
                body.push(stmt);
            }
            if self.done() {
                break;
            }
            self.read_indentation()?;
        }
        Ok(())
    }

    fn indented_child(&mut self, child: Child, root: bool) -> Res<Option<Stmt>> {
        if self.at_line_end() {
            return Ok(None);
        }
        if root && !matches!(self.peek(), b'$' | b'/') {
            return self.statement(true).map(Some);
        }
        self.child_or_comment(child)
    }

    pub(crate) fn indented_children(&mut self, child: Child) -> Res<Vec<Stmt>> {
        let parent = self.indentation;
        let mut own = None;
        let mut list = Vec::new();
        while self.peek_indentation()? > parent {
            let indentation = self.read_indentation()?;
            let wanted = *own.get_or_insert(indentation);
            if wanted != indentation {
                let at = self.range(self.pos - indentation, self.pos);
                return self.fail(format!("Inconsistent indentation, expected {wanted} spaces."), at);
            }
            if let Some(stmt) = self.indented_child(child, false)?
                && !matches!(stmt.kind, StmtKind::Nothing)
            {
                list.push(stmt);
            }
        }
        Ok(list)
    }

    /// The indentation of the next line that is not blank.
    pub(crate) fn peek_indentation(&mut self) -> Res<usize> {
        if let Some((indentation, _)) = self.next_indentation {
            return Ok(indentation);
        }
        if self.done() {
            self.next_indentation = Some((0, self.pos));
            return Ok(0);
        }
        let back = self.pos;
        if !is_newline(self.peek()) {
            return Err(self.fail_here("expected newline."));
        }
        let (mut tabs, mut spaces, mut count);
        loop {
            // One line end, then its indentation.
            if self.peek() == b'\r' && self.peek_at(1) == b'\n' {
                self.pos += 1;
            }
            self.pos += 1;
            (tabs, spaces, count) = (false, false, 0);
            loop {
                match self.peek() {
                    b' ' => spaces = true,
                    b'\t' => tabs = true,
                    _ => break,
                }
                self.pos += 1;
                count += 1;
            }
            if self.done() {
                self.next_indentation = Some((0, self.pos));
                self.pos = back;
                return Ok(0);
            }
            if !is_newline(self.peek()) {
                break;
            }
        }
        self.check_indentation(tabs, spaces, count)?;
        if count > 0 {
            self.spaces.get_or_insert(spaces);
        }
        self.next_indentation = Some((count, self.pos));
        self.pos = back;
        Ok(count)
    }

    fn check_indentation(&mut self, tabs: bool, spaces: bool, count: usize) -> Res<()> {
        let at = self.range(self.pos - count, self.pos);
        match self.spaces {
            _ if tabs && spaces => self.fail("Tabs and spaces may not be mixed.", at),
            Some(true) if tabs => self.fail("Expected spaces, was tabs.", at),
            Some(false) if spaces => self.fail("Expected tabs, was spaces.", at),
            _ => Ok(()),
        }
    }

    pub(crate) fn read_indentation(&mut self) -> Res<usize> {
        self.peek_indentation()?;
        if let Some((indentation, position)) = self.next_indentation.take() {
            self.indentation = indentation;
            self.pos = position;
        }
        Ok(self.indentation)
    }

    pub(crate) fn indented_end_statement(&mut self, name: Option<&str>) -> Res<()> {
        self.blanks(false);
        let semicolon = self.scan(b';');
        self.blanks(false);
        while semicolon && self.scan(b';') {
            self.blanks(false);
        }
        if semicolon && self.looking_at("//") {
            self.skip_line();
        }
        if !self.at_line_end() {
            let message = if semicolon {
                "multiple statements on one line are not supported in the indented syntax."
            } else {
                "expected newline."
            };
            return Err(self.fail_here(message));
        }
        if self.peek_indentation()? <= self.indentation {
            return Ok(());
        }
        let position = self.next_indentation.map_or(self.pos, |(_, position)| position);
        let place = name.map_or_else(|| "here".to_owned(), |name| format!("beneath a {name}"));
        let at = self.range(position, position);
        self.fail(format!("Nothing may be indented {place}."), at)
    }

    /// Skips a `//` comment with the lines indented beneath it.
    pub(crate) fn indented_silent_comment(&mut self) -> Res<()> {
        let parent = self.indentation;
        self.skip_line();
        while !self.done() && self.peek_indentation()? > parent {
            if let Some((_, position)) = self.next_indentation.take() {
                self.pos = position;
            }
            self.skip_line();
        }
        self.next_indentation = None;
        Ok(())
    }

    /// A `/*` comment: its lines are starred and it is closed if it was not.
    pub(crate) fn indented_loud_comment(&mut self) -> Res<Stmt> {
        let start = self.pos;
        let parent = self.indentation;
        self.pos += 2;
        let mut buffer = self.buffer();
        buffer.push("/*", start, self.pos);
        let mut first = true;
        let mut end;
        loop {
            if first {
                // A comment that begins on the next line.
                let begin = self.pos;
                self.blanks(false);
                if self.at_line_end() && !self.done() {
                    self.read_comment_indentation()?;
                    buffer.push(" ", begin, begin + 1);
                } else {
                    self.copy_since(&mut buffer, begin);
                }
            } else {
                buffer.push("\n * ", self.pos, self.pos);
            }
            first = false;
            let extra =
                self.indentation.saturating_sub(parent + 3).min(if self.indentation > parent { usize::MAX } else { 0 });
            for _ in 0..extra {
                buffer.push(" ", self.pos, self.pos);
            }
            let mut closed = false;
            while !self.at_line_end() {
                let from = self.pos;
                match self.peek() {
                    b'#' if self.peek_at(1) == b'{' => {
                        let (expr, at) = self.interpolation()?;
                        buffer.expr(expr, at);
                    }
                    b'*' if self.peek_at(1) == b'/' => {
                        self.pos += 2;
                        self.copy_since(&mut buffer, from);
                        closed = true;
                        self.blanks(false);
                        if !self.at_line_end() {
                            return Err(self.fail_here("expected newline."));
                        }
                    }
                    _ => self.copy(&mut buffer),
                }
            }
            end = self.pos;
            if closed {
                let at = self.range(start, end);
                self.indentation = parent;
                return Ok(Stmt { kind: StmtKind::Comment(buffer.finish(at)), at });
            }
            if self.done() || self.peek_indentation()? <= parent {
                break;
            }
            // Blank lines inside stay.
            while self.blank_line_follows() {
                self.next_line();
                buffer.push("\n *", self.pos, self.pos);
            }
            self.next_indentation = None;
            self.read_comment_indentation()?;
        }
        buffer.trim_end();
        buffer.push(" */", end, end);
        let at = self.range(start, end);
        self.indentation = parent;
        self.next_indentation = None;
        Ok(Stmt { kind: StmtKind::Comment(buffer.finish(at)), at })
    }

    fn read_comment_indentation(&mut self) -> Res<usize> {
        self.read_indentation()
    }

    fn blank_line_follows(&self) -> bool {
        let bytes = self.src.as_bytes();
        let mut at = self.pos;
        if at >= bytes.len() || !is_newline(bytes[at]) {
            return false;
        }
        at += if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') { 2 } else { 1 };
        while at < bytes.len() && matches!(bytes[at], b' ' | b'\t') {
            at += 1;
        }
        at < bytes.len() && is_newline(bytes[at])
    }

    fn next_line(&mut self) {
        if self.peek() == b'\r' && self.peek_at(1) == b'\n' {
            self.pos += 1;
        }
        self.pos += 1;
        while matches!(self.peek(), b' ' | b'\t') {
            self.pos += 1;
        }
    }

    /// A selector, which goes on after a line that ends with a comma.
    pub(crate) fn indented_selector(&mut self) -> Res<Interp> {
        let start = self.pos;
        let mut buffer = self.buffer();
        loop {
            let part = self.almost_any_value(true)?;
            buffer.add(part);
            let from = self.pos;
            if !self.done() && is_newline(self.peek()) && buffer.text().trim_end().ends_with(',') {
                self.pos += 1;
                buffer.push("\n", from, self.pos);
                continue;
            }
            break;
        }
        let at = self.at(start);
        Ok(buffer.finish(at))
    }
}
