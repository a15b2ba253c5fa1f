//! Places inside the compiler: a source file's text with its lines, and ranges of bytes in it.

use crate::error::{Frame, Location, Span};
use crate::value::QuickMap;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// A range of bytes in one file of a compilation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct At {
    pub(crate) file: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl At {
    /// No place at all: whoever knows a place fills it in.
    pub(crate) const NONE: Self = Self { file: u32::MAX, start: 0, end: 0 };

    pub(crate) fn is_none(self) -> bool {
        self.file == u32::MAX
    }

    /// From the start of this range to the end of another.
    pub(crate) fn to(self, other: Self) -> Self {
        Self { file: self.file, start: self.start, end: other.end.max(self.start) }
    }
}

/// A place that does not count when the things that have it are compared.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place(pub(crate) At);

impl Default for Place {
    fn default() -> Self {
        Self(At::NONE)
    }
}

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Place {}

impl std::hash::Hash for Place {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

/// One loaded text.
#[derive(Debug)]
pub(crate) struct SourceFile {
    pub(crate) url: String,
    pub(crate) display: String,
    pub(crate) text: String,
    /// Where lines start; of many files nobody asks for it.
    lines: OnceCell<Vec<u32>>,
    /// For each character outside ASCII, the offset after it and by how much bytes outnumber UTF-16 units up to there.
    surplus: OnceCell<Vec<(u32, u32)>>,
    /// UTF-16 units that columns of the first line are short of, because of a byte order mark taken off.
    pub(crate) mark: bool,
}

impl SourceFile {
    pub(crate) fn new(url: String, display: String, text: String, mark: bool) -> Self {
        Self { url, display, text, lines: OnceCell::new(), surplus: OnceCell::new(), mark }
    }

    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let mut lines = vec![0];
            let bytes = self.text.as_bytes();
            for i in memchr::memchr3_iter(b'\n', 0x0c, b'\r', bytes) {
                if bytes[i] != b'\r' || bytes.get(i + 1) != Some(&b'\n') {
                    lines.push(i as u32 + 1);
                }
            }
            lines
        })
    }

    fn surplus(&self) -> &[(u32, u32)] {
        self.surplus.get_or_init(|| {
            let mut surplus = Vec::new();
            if !self.text.is_ascii() {
                let mut sum = 0;
                for (at, c) in self.text.char_indices().filter(|(_, c)| !c.is_ascii()) {
                    sum += (c.len_utf8() - c.len_utf16()) as u32;
                    surplus.push(((at + c.len_utf8()) as u32, sum));
                }
            }
            surplus
        })
    }

    /// How many UTF-16 units stand before a byte offset.
    fn units(&self, offset: usize) -> usize {
        let surplus = self.surplus();
        if surplus.is_empty() {
            return offset;
        }
        let before = surplus.partition_point(|(end, _)| *end as usize <= offset);
        offset - before.checked_sub(1).map_or(0, |last| surplus[last].1 as usize)
    }

    /// The line (from 0) that a byte offset is on.
    pub(crate) fn line(&self, offset: u32) -> usize {
        self.lines().partition_point(|start| *start <= offset) - 1
    }

    /// The byte offset where a line starts.
    pub(crate) fn line_start(&self, line: usize) -> usize {
        self.lines()[line] as usize
    }

    /// The text of a line, without its end.
    pub(crate) fn line_text(&self, line: usize) -> &str {
        let start = self.line_start(line);
        let end = self.lines().get(line + 1).map_or(self.text.len(), |next| *next as usize);
        self.text[start..end].trim_end_matches(['\n', '\r', '\x0c'])
    }

    /// Line and column (from 0, in UTF-16 units) of a byte offset.
    pub(crate) fn place(&self, offset: u32) -> (usize, usize) {
        let line = self.line(offset);
        let start = self.line_start(line);
        (line, self.units(offset as usize) - self.units(start))
    }

    /// As [`Self::place`], quicker if the line is one of the given ones or follows one of them soon. It becomes the first
    /// of them; values are from elsewhere than what they are put into, and both places go on.
    pub(crate) fn place_near(&self, offset: u32, near: &mut [usize; 2]) -> (usize, usize) {
        const SOON: usize = 8;
        let lines = self.lines();
        let ends_behind = |line: &usize| lines.get(line + 1).is_none_or(|next| *next > offset);
        let find = |near: usize| {
            let close = lines.get(near).is_some_and(|start| *start <= offset);
            close.then(|| (near..near + SOON).find(ends_behind)).flatten()
        };
        let line = match find(near[0]) {
            Some(line) => line,
            None => {
                near.swap(0, 1);
                find(near[0]).unwrap_or_else(|| self.line(offset))
            }
        };
        near[0] = line;
        let start = self.line_start(line);
        (line, self.units(offset as usize) - self.units(start))
    }

    fn location(&self, offset: u32) -> Location {
        let (line, column) = self.place(offset);
        Location { offset: self.units(offset as usize), line, column }
    }
}

/// How many UTF-16 code units begin with a byte of UTF-8: of characters of four bytes two do.
pub(crate) fn utf16_units(c: u8) -> usize {
    usize::from(c & 0xc0 != 0x80) + usize::from(c >= 0xf0)
}

/// All files of a compilation.
#[derive(Debug, Default)]
pub(crate) struct Files {
    all: RefCell<Vec<Rc<SourceFile>>>,
    /// By URL, what traces call files that were found through load paths.
    nicknames: RefCell<QuickMap<String, String>>,
}

impl Files {
    pub(crate) fn add(&self, file: SourceFile) -> u32 {
        let mut files = self.all.borrow_mut();
        files.push(Rc::new(file));
        files.len() as u32 - 1
    }

    pub(crate) fn get(&self, id: u32) -> Rc<SourceFile> {
        self.all.borrow()[id as usize].clone()
    }

    /// Gives the texts of files as they were read.
    pub(crate) fn into_texts(self, ids: &[u32]) -> Vec<String> {
        let mut all: Vec<Option<Rc<SourceFile>>> = self.all.into_inner().into_iter().map(Some).collect();
        let take = |id: &u32| {
            let file = all.get_mut(*id as usize).and_then(Option::take)?;
            let mark = file.mark;
            let mut text = Rc::try_unwrap(file).map_or_else(|file| file.text.clone(), |file| file.text);
            if mark {
                text.insert(0, '\u{feff}');
            }
            Some(text)
        };
        ids.iter().filter_map(take).collect()
    }

    pub(crate) fn text(&self, at: At) -> String {
        if at.is_none() {
            return String::new();
        }
        self.get(at.file).text[at.start as usize..at.end as usize].to_owned()
    }

    pub(crate) fn span(&self, at: At) -> Span {
        if at.is_none() {
            return Span::default();
        }
        let file = self.get(at.file);
        Span {
            url: file.url.clone(),
            start: file.location(at.start),
            end: file.location(at.end),
            text: file.text[at.start as usize..at.end as usize].to_owned(),
        }
    }

    /// Gives a file a name for traces, unless it has one that is no longer.
    pub(crate) fn nickname(&self, url: &str, name: String) {
        let mut nicknames = self.nicknames.borrow_mut();
        if nicknames.get(url).is_none_or(|old| name.len() < old.len()) {
            nicknames.insert(url.to_owned(), name);
        }
    }

    /// How messages call the file of a place, and line and column there (from 1).
    pub(crate) fn shown(&self, at: At) -> (String, usize, usize) {
        let file = self.get(at.file);
        let (line, column) = file.place(at.start);
        (file.display.clone(), line + 1, column + 1)
    }

    pub(crate) fn frame(&self, at: At, member: String) -> Frame {
        if at.is_none() {
            return Frame { file: "-".to_owned(), line: 1, column: 1, member };
        }
        let file = self.get(at.file);
        let (line, column) = file.place(at.start);
        let name = self.nicknames.borrow().get(&file.url).cloned().unwrap_or_else(|| file.display.clone());
        Frame { file: name, line: line + 1, column: column + 1, member }
    }
}

/// Why something fails, before it is known to whom it is told.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) message: String,
    pub(crate) at: At,
    pub(crate) label: String,
    pub(crate) others: Vec<(At, String)>,
    pub(crate) trace: Option<Vec<Frame>>,
    /// The evaluated text that is wrong, where it is not the source's own.
    pub(crate) generated: Option<Generated>,
    /// The place that an indirect fault came from.
    pub(crate) from: Option<At>,
}

/// A range of an evaluated text.
#[derive(Debug)]
pub(crate) struct Generated {
    pub(crate) text: Rc<str>,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// The result of anything that can fail inside the compiler.
pub(crate) type Res<T> = Result<T, Box<Fault>>;

impl Fault {
    pub(crate) fn new(message: impl Into<String>, at: At) -> Box<Self> {
        Box::new(Self {
            message: message.into(),
            at,
            label: String::new(),
            others: Vec::new(),
            trace: None,
            generated: None,
            from: None,
        })
    }

    /// A fault whose place the caller will know.
    pub(crate) fn bare(message: impl Into<String>) -> Box<Self> {
        Self::new(message, At::NONE)
    }

    /// A fault of an argument, by the argument's name without `$`.
    pub(crate) fn argument(name: &str, message: impl Into<String>) -> Box<Self> {
        let message = message.into();
        if name.is_empty() { Self::bare(message) } else { Self::bare(format!("${name}: {message}")) }
    }

    pub(crate) fn label(mut self: Box<Self>, label: &str) -> Box<Self> {
        self.label = label.to_owned();
        self
    }

    pub(crate) fn other(mut self: Box<Self>, at: At, label: &str) -> Box<Self> {
        self.others.push((at, label.to_owned()));
        self
    }

    /// Notes the place that led to the fault, if it is known.
    pub(crate) fn come_from(mut self: Box<Self>, at: At) -> Box<Self> {
        if !at.is_none() {
            self.from = Some(at);
        }
        self
    }

    /// Fills in the place if none is known yet.
    pub(crate) fn place(mut self: Box<Self>, at: At) -> Box<Self> {
        if self.at.is_none() {
            self.at = at;
        }
        self
    }
}
