//! Collecting the parts of an interpolated text.

use super::scanner::{Names, Parser};
use crate::ast::{Expr, Interp, Part, Parts};
use crate::span::At;

/// Collects the parts of an interpolated text. As long as the text is what the source says, it is only marked there.
#[derive(Debug)]
pub(crate) struct Buffer<'a> {
    src: &'a str,
    parts: Parts,
    /// The text since the last expression, where it stands in the source.
    marked: (usize, usize),
    /// The text since the last expression, where it is not what the source says; else it is empty.
    own: String,
    text_at: Option<(usize, usize)>,
}

impl<'a> Buffer<'a> {
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.text().is_empty()
    }

    fn note(&mut self, start: usize, end: usize) {
        match &mut self.text_at {
            Some((_, old)) => *old = end,
            None => self.text_at = Some((start, end)),
        }
    }

    /// Adds a text that comes from a range of the source, be it what the source says or not.
    pub(crate) fn push(&mut self, text: &str, start: usize, end: usize) {
        if text.is_empty() {
            return;
        }
        if self.own.is_empty() && self.src.as_bytes().get(start..end) == Some(text.as_bytes()) {
            return self.mark(start, end);
        }
        self.note(start, end);
        if self.own.is_empty() {
            let marked = &self.src[self.marked.0..self.marked.1];
            // Growing from nothing takes several steps.
            self.own.reserve((marked.len() + text.len()).max(32));
            self.own.push_str(marked);
            self.marked = (0, 0);
        }
        self.own.push_str(text);
    }

    /// Adds a range of the source as it stands.
    pub(crate) fn mark(&mut self, start: usize, end: usize) {
        if start >= end {
            return;
        }
        self.note(start, end);
        if !self.own.is_empty() {
            self.own.push_str(&self.src[start..end]);
        } else if self.marked.0 == self.marked.1 {
            self.marked = (start, end);
        } else if self.marked.1 == start {
            self.marked.1 = end;
        } else {
            let (first, second) = (&self.src[self.marked.0..self.marked.1], &self.src[start..end]);
            self.own = [first, second].concat();
            self.marked = (0, 0);
        }
    }

    /// The text since the last expression.
    pub(crate) fn text(&self) -> &str {
        if self.own.is_empty() { &self.src[self.marked.0..self.marked.1] } else { &self.own }
    }

    /// The text before the first expression.
    pub(crate) fn initial(&self) -> &str {
        match self.parts.first() {
            Some(Part::Text(text, _)) => text,
            Some(Part::Expr(..)) => "",
            None => self.text(),
        }
    }

    fn flush(&mut self, file: u32) {
        if self.text().is_empty() {
            return;
        }
        let (start, end) = self.text_at.take().unwrap_or((0, 0));
        let at = At { file, start: start as u32, end: end as u32 };
        let text = self.text().into();
        self.parts.push(Part::Text(text, at));
        self.own.clear();
        self.marked = (0, 0);
    }

    pub(crate) fn expr(&mut self, expr: Expr, at: At) {
        self.flush(at.file);
        self.parts.push(Part::Expr(expr, at));
    }

    pub(crate) fn add(&mut self, other: Interp) {
        for part in other.parts {
            match part {
                Part::Text(text, at) => self.push(&text, at.start as usize, at.end as usize),
                Part::Expr(expr, at) => self.expr(expr, at),
            }
        }
    }

    pub(crate) fn trim_end(&mut self) {
        let length = self.text().trim_end_matches([' ', '\t', '\n', '\r', '\x0c']).len();
        if self.own.is_empty() {
            self.marked.1 = self.marked.0 + length;
        } else {
            self.own.truncate(length);
        }
    }

    pub(crate) fn has_expr(&self) -> bool {
        !self.parts.is_empty()
    }

    /// As [`Self::finish`], for a text that is likely to come again.
    pub(crate) fn finish_name(self, at: At, names: &mut Names) -> Interp {
        let (start, end) = self.marked;
        match self.text_at {
            Some((from, to)) if self.parts.is_empty() && start < end => {
                let text_at = At { file: at.file, start: from as u32, end: to as u32 };
                let text = names.intern(&self.src[start..end]).into();
                Interp { parts: Parts::One(Part::Text(text, text_at)), at }
            }
            _ => self.finish(at),
        }
    }

    pub(crate) fn finish(mut self, at: At) -> Interp {
        self.flush(at.file);
        Interp { parts: self.parts, at }
    }
}

impl<'a> Parser<'a> {
    /// An empty buffer for text of this source.
    pub(crate) fn buffer(&self) -> Buffer<'a> {
        Buffer { src: self.src, parts: Parts::None, marked: (0, 0), own: String::new(), text_at: None }
    }

    /// Copies one character into a buffer.
    pub(crate) fn copy(&mut self, buffer: &mut Buffer<'a>) {
        let start = self.pos;
        self.bump();
        buffer.mark(start, self.pos);
    }

    /// Copies what was read since `start` into a buffer.
    pub(crate) fn copy_since(&self, buffer: &mut Buffer<'a>, start: usize) {
        buffer.mark(start, self.pos);
    }
}
