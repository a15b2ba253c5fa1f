//! Source maps: the table from places in the CSS to places in the sources, version 3.

use crate::span::{At, Files, SourceFile};
use crate::value::QuickMap;
use std::rc::Rc;

/// A source map, version 3, without `file` and `sourceRoot`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct SourceMap {
    /// The mappings in their VLQ spelling.
    pub mappings: String,
    /// The canonical names of the files that the mappings point into, in the order of their first use.
    pub sources: Vec<String>,
    /// The text of each of `sources`.
    pub sources_content: Vec<String>,
    /// Always empty, as dart-sass writes no names.
    pub names: Vec<String>,
}

/// A place in the CSS with the place that it comes from. Neither is as large as places can count.
struct Entry {
    file: u32,
    source_line: u32,
    source_column: u32,
    line: u32,
    column: u32,
}

/// Collects mappings while CSS is written.
#[derive(Default)]
pub(crate) struct MapBuilder {
    entries: Vec<Entry>,
    /// By their numbers the files that places were in, with lines of the last ones: the next comes from close by.
    near: Vec<Option<(Rc<SourceFile>, [usize; 2])>>,
}

impl MapBuilder {
    /// An empty table with room for about as many entries.
    pub(crate) fn with_room(entries: usize) -> Self {
        Self { entries: Vec::with_capacity(entries), near: Vec::new() }
    }

    /// Notes that what is written at a line and column comes from the start of a range.
    pub(crate) fn add(&mut self, files: &Files, at: At, line: usize, column: usize) {
        let (source_line, source_column) = self.place(files, at);
        let (line, column) = (line as u32, column as u32);
        if let Some(last) = self.entries.last() {
            // Browsers look up lines, so a second entry from one line to one line is of no use.
            if last.source_line == source_line && last.line == line {
                return;
            }
            if last.line == line && last.column == column {
                return;
            }
        }
        self.entries.push(Entry { file: at.file, source_line, source_column, line, column });
    }

    fn place(&mut self, files: &Files, at: At) -> (u32, u32) {
        let number = at.file as usize;
        if number >= self.near.len() {
            self.near.resize(number + 1, None);
        }
        let (file, near) = self.near[number].get_or_insert_with(|| (files.get(at.file), [0; 2]));
        let (line, column) = file.place_near(at.start, near);
        (line as u32, column as u32)
    }

    /// Notes that a line ends at a place; inside a mapped text, the next line maps to where the last entry does.
    pub(crate) fn newline(&mut self, line: usize, column: usize, inside: bool) {
        let (line, column) = (line as u32, column as u32);
        let Some(last) = self.entries.last() else { return };
        let (file, source_line, source_column) = (last.file, last.source_line, last.source_column);
        if last.line == line && last.column == column {
            self.entries.pop();
        }
        if inside {
            self.entries.push(Entry { file, source_line, source_column, line: line + 1, column: 0 });
        }
    }

    /// Writes the map; everything moves by what is put before the CSS. Gives it without the texts of its files, and the
    /// numbers of these.
    pub(crate) fn finish(
        self,
        files: &Files,
        extra_lines: usize,
        extra_columns: usize,
        count_mark: bool,
    ) -> (SourceMap, Vec<u32>) {
        let mut map = SourceMap::default();
        let mut mappings: Vec<u8> = Vec::with_capacity(self.entries.len() * 6);
        let mut ids: Vec<u32> = Vec::new();
        let mut urls: Vec<String> = Vec::new();
        // The number of each file's URL among them, by the file's own.
        let mut numbers: QuickMap<u32, i64> = QuickMap::default();
        let (mut last_file, mut source, mut marked) = (None, 0, false);
        let (mut line, mut column) = (0, 0_i64);
        let (mut last_source, mut last_line, mut last_column) = (0_i64, 0_i64, 0_i64);
        let mut first_on_line = true;
        for entry in &self.entries {
            let target_line = entry.line as usize + extra_lines;
            let target_column = entry.column as usize + if entry.line == 0 { extra_columns } else { 0 };
            while line < target_line {
                mappings.push(b';');
                line += 1;
                column = 0;
                first_on_line = true;
            }
            if !first_on_line {
                mappings.push(b',');
            }
            first_on_line = false;
            if last_file != Some(entry.file) {
                last_file = Some(entry.file);
                let file = files.get(entry.file);
                marked = count_mark && file.mark;
                source = *numbers.entry(entry.file).or_insert_with(|| {
                    let known = urls.iter().position(|url| *url == file.url);
                    known.unwrap_or_else(|| {
                        ids.push(entry.file);
                        urls.push(file.url.clone());
                        urls.len() - 1
                    }) as i64
                });
            }
            let mark = u32::from(marked && entry.source_line == 0);
            let (source_line, source_column) = (i64::from(entry.source_line), i64::from(entry.source_column + mark));
            push_digits(&mut mappings, target_column as i64 - column);
            push_digits(&mut mappings, source - last_source);
            push_digits(&mut mappings, source_line - last_line);
            push_digits(&mut mappings, source_column - last_column);
            column = target_column as i64;
            (last_source, last_line, last_column) = (source, source_line, source_column);
        }
        map.mappings = String::from_utf8(mappings).expect("digits, commas and semicolons are ASCII");
        map.sources = urls;
        (map, ids)
    }
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Writes a number of an entry, five bits a digit.
#[inline]
fn push_digits(out: &mut Vec<u8>, value: i64) {
    let mut rest = if value < 0 { (value.unsigned_abs() << 1) | 1 } else { (value as u64) << 1 };
    // Most are small, and those are few digits.
    while rest > 31 {
        out.push(DIGITS[32 | (rest & 31) as usize]);
        rest >>= 5;
    }
    out.push(DIGITS[(rest & 31) as usize]);
}
