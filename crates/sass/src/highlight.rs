//! Source frames: the lines of a file with the faulty stretches underlined, as dart-sass draws them.

use crate::span::{At, Files, SourceFile};
use std::fmt::Write;
use std::rc::Rc;

struct Mark {
    primary: bool,
    label: String,
    start: (usize, usize),
    end: (usize, usize),
}

impl Mark {
    fn multiline(&self) -> bool {
        self.start.0 != self.end.0
    }
}

struct Line {
    number: usize,
    text: String,
    marks: Vec<usize>,
}

/// Draws the frame for a primary range and further ones with their labels; lines end with a line feed but the last.
pub(crate) fn highlight(files: &Files, primary: At, label: &str, others: &[(At, String)]) -> String {
    if primary.is_none() {
        return String::new();
    }
    // Files in order of first mention, the primary's first.
    let mut groups: Vec<(u32, Rc<SourceFile>, Vec<Mark>)> = Vec::new();
    let ranges = std::iter::once((primary, label, true)).chain(others.iter().map(|(at, label)| (*at, &**label, false)));
    for (at, label, primary) in ranges {
        if at.is_none() {
            continue;
        }
        let file = files.get(at.file);
        let mark = make_mark(&file, at, label, primary);
        match groups.iter_mut().find(|group| group.0 == at.file) {
            Some(group) => group.2.push(mark),
            None => groups.push((at.file, file, vec![mark])),
        }
    }
    let several = groups.len() > 1;
    let mut all_lines = Vec::new();
    for (_, file, marks) in &mut groups {
        all_lines.push(collect_lines(file, marks));
    }
    let widest = all_lines.iter().flatten().map(|line| line.number + 1).max().unwrap_or(1);
    let gutter = widest.to_string().len().max(if has_gap(&all_lines) { 3 } else { 1 });
    let mut out = String::new();
    for ((_, file, marks), lines) in groups.iter().zip(&all_lines) {
        let mut drawer = Drawer { out: &mut out, gutter, marks, open: vec![None; columns(lines, marks)] };
        if several && file.display != crate::eval::NO_NAME {
            let _ = write!(drawer.out, "{:gutter$} ┌──> {}", "", file.display);
        } else {
            let _ = write!(drawer.out, "{:gutter$} ╷", "");
        }
        drawer.out.push('\n');
        drawer.lines(lines);
        let _ = write!(drawer.out, "{:gutter$} ╵", "");
        drawer.out.push('\n');
    }
    out.pop();
    out
}

fn has_gap(all: &[Vec<Line>]) -> bool {
    all.iter().any(|lines| lines.windows(2).any(|pair| pair[1].number > pair[0].number + 1))
}

fn make_mark(file: &SourceFile, at: At, label: &str, primary: bool) -> Mark {
    let start = char_place(file, at.start);
    let mut end = char_place(file, at.end);
    // A range that ends right after a line feed is drawn as if it ended with the line itself.
    if at.end > at.start && end.1 == 0 && end.0 > start.0 {
        end = (end.0 - 1, file.line_text(end.0 - 1).chars().count());
    }
    Mark { primary, label: label.to_owned(), start, end }
}

fn char_place(file: &SourceFile, offset: u32) -> (usize, usize) {
    let line = file.line(offset);
    let start = file.line_start(line);
    let text = file.text.get(start..offset as usize).unwrap_or("");
    (line, text.trim_end_matches(['\n', '\r']).chars().count())
}

fn collect_lines(file: &SourceFile, marks: &[Mark]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        for number in mark.start.0..=mark.end.0 {
            match lines.iter_mut().find(|line| line.number == number) {
                Some(line) => line.marks.push(index),
                None => lines.push(Line { number, text: file.line_text(number).to_owned(), marks: vec![index] }),
            }
        }
    }
    lines.sort_by_key(|line| line.number);
    lines
}

/// How many columns multi-line marks need beside the text.
fn columns(lines: &[Line], marks: &[Mark]) -> usize {
    lines.iter().map(|line| line.marks.iter().filter(|mark| marks[**mark].multiline()).count()).max().unwrap_or(0)
}

struct Drawer<'a> {
    out: &'a mut String,
    gutter: usize,
    marks: &'a [Mark],
    open: Vec<Option<usize>>,
}

impl Drawer<'_> {
    fn lines(&mut self, lines: &[Line]) {
        for (i, line) in lines.iter().enumerate() {
            if i > 0 && lines[i - 1].number + 1 != line.number {
                let _ = write!(self.out, "{:<width$}│", "...", width = self.gutter + 1);
                self.out.push('\n');
            }
            // Multi-line marks that start here take the first free column.
            for index in line.marks.iter().rev() {
                let mark = &self.marks[*index];
                if mark.multiline() && mark.start.0 == line.number && self.starts_line(mark, line) {
                    self.take(*index);
                }
            }
            let _ = write!(self.out, "{:<width$}│ ", line.number + 1, width = self.gutter + 1);
            self.multiline_columns(line);
            if !self.open.is_empty() {
                self.out.push(' ');
            }
            self.text(&line.text);
            self.out.push('\n');
            self.under(line);
        }
    }

    fn take(&mut self, index: usize) {
        if let Some(slot) = self.open.iter_mut().find(|slot| slot.is_none()) {
            *slot = Some(index);
        }
    }

    fn starts_line(&self, mark: &Mark, line: &Line) -> bool {
        line.text.chars().take(mark.start.1).all(char::is_whitespace)
    }

    fn ends_line(&self, mark: &Mark, line: &Line) -> bool {
        mark.end.1 >= line.text.chars().count()
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if c == '\t' {
                self.out.push_str("    ");
            } else {
                self.out.push(c);
            }
        }
    }

    /// The columns of multi-line marks beside a line of text.
    fn multiline_columns(&mut self, line: &Line) {
        for slot in 0..self.open.len() {
            let Some(index) = self.open[slot] else {
                self.out.push(' ');
                continue;
            };
            let mark = &self.marks[index];
            if mark.start.0 == line.number {
                self.out.push('┌');
            } else if mark.end.0 == line.number && self.ends_line(mark, line) && mark.label.is_empty() {
                self.out.push('└');
            } else {
                self.out.push('│');
            }
        }
    }

    fn margin(&mut self) {
        let _ = write!(self.out, "{:width$}│ ", "", width = self.gutter + 1);
    }

    fn bars(&mut self, except: Option<usize>) {
        for slot in 0..self.open.len() {
            self.out.push(if self.open[slot].is_some() && Some(slot) != except { '│' } else { ' ' });
        }
        if !self.open.is_empty() {
            self.out.push(' ');
        }
    }

    /// What stands below a line: underlines, and where multi-line marks start or end.
    fn under(&mut self, line: &Line) {
        for index in &line.marks {
            let mark = &self.marks[*index];
            if !mark.multiline() {
                self.margin();
                self.bars(None);
                self.underline(line, mark);
            } else if mark.start.0 == line.number {
                if !self.starts_line(mark, line) {
                    self.take(*index);
                    let slot = self.open.iter().position(|open| *open == Some(*index)).unwrap_or(0);
                    self.arrow(line, slot, '┌', mark.start.1, "", mark.primary);
                }
            } else if mark.end.0 == line.number {
                let slot = self.open.iter().position(|open| *open == Some(*index)).unwrap_or(0);
                if self.ends_line(mark, line) && mark.label.is_empty() {
                    self.release(slot);
                } else {
                    let label = mark.label.clone();
                    let column = if self.ends_line(mark, line) { None } else { Some(mark.end.1.saturating_sub(1)) };
                    match column {
                        Some(column) => self.arrow(line, slot, '└', column, &label, mark.primary),
                        None => {
                            self.margin();
                            for at in 0..slot {
                                self.out.push(if self.open[at].is_some() { '│' } else { ' ' });
                            }
                            let dashes = "─".repeat(self.open.len() - slot + 2);
                            let _ = write!(self.out, "└{dashes} {label}");
                            self.out.push('\n');
                        }
                    }
                    self.release(slot);
                }
            }
        }
    }

    fn release(&mut self, slot: usize) {
        if let Some(open) = self.open.get_mut(slot) {
            *open = None;
        }
    }

    fn arrow(&mut self, line: &Line, slot: usize, corner: char, column: usize, label: &str, primary: bool) {
        self.margin();
        for at in 0..slot {
            self.out.push(if self.open[at].is_some() { '│' } else { ' ' });
        }
        self.out.push(corner);
        let tabs = line.text.chars().take(column).filter(|c| *c == '\t').count();
        let extra = self.open.len().saturating_sub(slot + 1);
        self.out.push_str(&"─".repeat(1 + extra + column + tabs * 3));
        self.out.push(if primary { '^' } else { '━' });
        if !label.is_empty() {
            self.out.push(' ');
            self.out.push_str(label);
        }
        self.out.push('\n');
    }

    fn underline(&mut self, line: &Line, mark: &Mark) {
        let before: usize = line.text.chars().take(mark.start.1).map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let inside: usize = line
            .text
            .chars()
            .skip(mark.start.1)
            .take(mark.end.1.saturating_sub(mark.start.1))
            .map(|c| if c == '\t' { 4 } else { 1 })
            .sum();
        self.out.push_str(&" ".repeat(before));
        self.out.push_str(&(if mark.primary { "^" } else { "━" }).repeat(inside.max(1)));
        if !mark.label.is_empty() {
            let mut lines = mark.label.lines();
            // A label of blanks leaves no more than its gap.
            let _ = write!(self.out, " {}", lines.next().unwrap_or("").trim_end());
        }
        self.out.push('\n');
    }
}
