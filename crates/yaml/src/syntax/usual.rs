//! The usual YAML: one map whose values are scalars on the line of their key, lists of such scalars, and collections in
//! brackets as JSON has them; or such a collection alone. Most front matter and data files hold nothing else, and so
//! much can be read without libyaml's states and tokens.
//!
//! A text with anything else in it, a fault above all, is left to [`Events`](super::Events) as a whole: it is read twice,
//! the first time only to see whether it is usual.

use super::parser::{Event, EventKind};
use crate::error::Error;
use crate::node::Position;
use std::borrow::Cow;

/// libyaml has rules of its own for keys that are far longer.
const LONGEST_KEY: usize = 200;

/// Collections that are nested deeper are left to the loader, which has a limit.
const DEEPEST: usize = 60;

/// Whether a text is usual.
pub(crate) fn is_usual(text: &str) -> bool {
    is_readable(text.as_bytes()) && Reader { only_looks: true, ..Reader::new(text, |_| Ok(())) }.document().is_ok()
}

/// Hands over the events of the document in a usual text, without those of its start and end.
///
/// # Errors
/// What `take` reports.
pub(crate) fn read<'a>(text: &'a str, take: impl FnMut(Event<'a>) -> Result<(), Error>) -> Result<(), Error> {
    match Reader::new(text, take).document() {
        Err(Stop::Error(error)) => Err(error),
        outcome => {
            debug_assert!(outcome.is_ok(), "the text was seen to be usual");
            Ok(())
        }
    }
}

/// Why reading ends early.
enum Stop {
    /// Here stands what is not usual.
    Unusual,
    Error(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

type Outcome<T = ()> = Result<T, Stop>;

fn usual<T>(value: Option<T>) -> Outcome<T> {
    value.ok_or(Stop::Unusual)
}

/// What stands below the last key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Below {
    /// All of its value is known.
    Nothing,
    /// Nothing stood on its line, which ends here; a list may follow.
    Empty(Position),
    /// A list whose items are indented that far.
    List(usize),
}

struct Reader<'a, F> {
    text: &'a str,
    at: usize,
    line: u32,
    /// A place on the line, and its column.
    column: (usize, u32),
    is_ascii: bool,
    /// Whether nobody wants the events, so that none are made.
    only_looks: bool,
    take: F,
}

impl<'a, F: FnMut(Event<'a>) -> Result<(), Error>> Reader<'a, F> {
    fn new(text: &'a str, take: F) -> Self {
        Self { text, at: 0, line: 1, column: (0, 1), is_ascii: text.is_ascii(), only_looks: false, take }
    }

    fn rest(&self) -> &'a [u8] {
        &self.text.as_bytes()[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Where a place on this line is, which lies behind those that were asked for before.
    fn position(&mut self, at: usize) -> Position {
        let (known, column) = self.column;
        let more = if self.is_ascii { at - known } else { self.text[known..at].chars().count() };
        let column = column.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        self.column = (at, column);
        Position { line: self.line, column }
    }

    fn give(&mut self, kind: EventKind<'a>, at: usize) -> Outcome {
        if self.only_looks {
            return Ok(());
        }
        let position = self.position(at);
        self.give_at(kind, position)
    }

    fn give_at(&mut self, kind: EventKind<'a>, position: Position) -> Outcome {
        Ok((self.take)(Event { kind, position })?)
    }

    fn scalar(&mut self, value: Cow<'a, str>, quoted: bool, at: usize) -> Outcome {
        self.give(EventKind::Scalar { anchor: None, tag: None, value, quoted }, at)
    }

    fn skip_blanks(&mut self) {
        self.at += self.rest().iter().take_while(|byte| **byte == b' ').count();
    }

    /// Goes behind the end of this line, or stays at the end of the text.
    fn next_line(&mut self) {
        if self.peek() == Some(b'\n') {
            self.at += 1;
            self.line += 1;
            self.column = (self.at, 1);
        }
    }

    /// Ends a line with nothing more on it.
    fn end_line(&mut self) -> Outcome {
        self.skip_blanks();
        match self.peek() {
            None | Some(b'\n') => {
                self.next_line();
                Ok(())
            }
            Some(_) => Err(Stop::Unusual),
        }
    }

    fn document(&mut self) -> Outcome {
        if self.text.starts_with("---") {
            self.at = 3;
            self.end_line()?;
        }
        let mut below = Below::Nothing;
        let mut is_map = false;
        while let Some(first) = self.peek() {
            match first {
                b'\n' => self.next_line(),
                b'#' => {
                    self.at += memchr::memchr(b'\n', self.rest()).unwrap_or(self.text.len() - self.at);
                    self.next_line();
                }
                b'{' | b'[' if !is_map => {
                    self.collection(0)?;
                    self.end_line()?;
                    return if self.rest().iter().all(|byte| *byte == b'\n') { Ok(()) } else { Err(Stop::Unusual) };
                }
                b' ' | b'-' => below = self.item(below)?,
                _ => {
                    if !is_map {
                        self.give(EventKind::MappingStart { anchor: None }, self.at)?;
                        is_map = true;
                    }
                    self.close(below)?;
                    below = self.entry()?;
                }
            }
        }
        self.close(below)?;
        if is_map { self.give(EventKind::MappingEnd, self.at) } else { Err(Stop::Unusual) }
    }

    /// Ends what stands below a key.
    fn close(&mut self, below: Below) -> Outcome {
        match below {
            Below::Nothing => Ok(()),
            Below::Empty(position) => {
                let kind = EventKind::Scalar { anchor: None, tag: None, value: Cow::Borrowed(""), quoted: false };
                self.give_at(kind, position)
            }
            Below::List(_) => self.give(EventKind::SequenceEnd, self.at),
        }
    }

    /// Reads a line with a key.
    fn entry(&mut self) -> Outcome<Below> {
        let start = self.at;
        let length = self.rest().iter().take_while(|byte| is_word(**byte)).count();
        let begins = self.rest().first().is_some_and(u8::is_ascii_alphabetic);
        if !begins || length > LONGEST_KEY || self.rest().get(length) != Some(&b':') {
            return Err(Stop::Unusual);
        }
        self.scalar(Cow::Borrowed(&self.text[start..start + length]), false, start)?;
        self.at += length + 1;
        let colon = self.at;
        self.skip_blanks();
        match self.peek() {
            None | Some(b'\n') => {
                let position = self.position(colon);
                self.next_line();
                Ok(Below::Empty(position))
            }
            Some(_) if self.at == colon => Err(Stop::Unusual),
            Some(_) => {
                self.value_of_line()?;
                Ok(Below::Nothing)
            }
        }
    }

    /// Reads a line with an item of a list.
    fn item(&mut self, below: Below) -> Outcome<Below> {
        let start = self.at;
        self.skip_blanks();
        let indentation = self.at - start;
        if !self.rest().starts_with(b"- ") {
            return Err(Stop::Unusual);
        }
        match below {
            Below::Empty(_) => self.give(EventKind::SequenceStart { anchor: None }, self.at)?,
            Below::List(known) if known == indentation => {}
            _ => return Err(Stop::Unusual),
        }
        self.at += 2;
        self.skip_blanks();
        self.value_of_line()?;
        Ok(Below::List(indentation))
    }

    /// Reads a value that ends with its line.
    fn value_of_line(&mut self) -> Outcome {
        match self.peek() {
            Some(b'{' | b'[') => self.collection(0)?,
            Some(quote @ (b'"' | b'\'')) => self.quoted(quote)?,
            _ => {
                let start = self.at;
                self.at += memchr::memchr(b'\n', self.rest()).unwrap_or(self.text.len() - start);
                let plain = self.text[start..self.at].trim_end_matches(' ');
                if !begins_plain(plain.as_bytes()) || !is_block_text(plain.as_bytes()) {
                    return Err(Stop::Unusual);
                }
                self.scalar(Cow::Borrowed(plain), false, start)?;
            }
        }
        self.end_line()
    }

    /// Reads a list or a map in brackets.
    fn collection(&mut self, depth: usize) -> Outcome {
        let is_map = self.peek() == Some(b'{');
        let (start, end, close) = match is_map {
            true => (EventKind::MappingStart { anchor: None }, EventKind::MappingEnd, b'}'),
            false => (EventKind::SequenceStart { anchor: None }, EventKind::SequenceEnd, b']'),
        };
        if depth >= DEEPEST {
            return Err(Stop::Unusual);
        }
        self.give(start, self.at)?;
        self.at += 1;
        self.skip_space()?;
        let mut more = self.peek() != Some(close);
        while more {
            if is_map {
                self.key()?;
            }
            self.value(depth)?;
            self.skip_space()?;
            more = match usual(self.peek())? {
                b',' => true,
                byte if byte == close => false,
                _ => return Err(Stop::Unusual),
            };
            if more {
                self.at += 1;
                self.skip_space()?;
            }
        }
        self.give(end, self.at)?;
        self.at += 1;
        Ok(())
    }

    /// Reads a key in brackets, and its colon.
    fn key(&mut self) -> Outcome {
        let start = self.at;
        let quote = self.peek().filter(|byte| matches!(byte, b'"' | b'\''));
        match quote {
            Some(quote) => self.quoted(quote)?,
            None => {
                let length = self.rest().iter().take_while(|byte| is_word(**byte)).count();
                if !self.rest().first().is_some_and(u8::is_ascii_alphabetic) {
                    return Err(Stop::Unusual);
                }
                self.at += length;
                self.scalar(Cow::Borrowed(&self.text[start..self.at]), false, start)?;
            }
        }
        if self.at - start > LONGEST_KEY || self.peek() != Some(b':') {
            return Err(Stop::Unusual);
        }
        self.at += 1;
        if quote.is_none() && !matches!(self.peek(), Some(b' ' | b'\n')) {
            return Err(Stop::Unusual);
        }
        self.skip_space()
    }

    /// Reads a value in brackets.
    fn value(&mut self, depth: usize) -> Outcome {
        let start = self.at;
        match self.peek() {
            Some(b'{' | b'[') => self.collection(depth + 1),
            Some(quote @ (b'"' | b'\'')) => self.quoted(quote),
            _ => {
                self.at += self.rest().iter().take_while(|byte| is_flow_text(**byte)).count();
                let plain = self.text[start..self.at].trim_end_matches(' ');
                if !begins_plain(plain.as_bytes()) {
                    return Err(Stop::Unusual);
                }
                self.scalar(Cow::Borrowed(plain), false, start)
            }
        }
    }

    /// Skips blanks and line ends in brackets.
    fn skip_space(&mut self) -> Outcome {
        loop {
            self.skip_blanks();
            if self.peek() != Some(b'\n') {
                return Ok(());
            }
            self.next_line();
            // At the start of a line dashes and dots may end the document.
            if matches!(self.peek(), Some(b'-' | b'.')) {
                return Err(Stop::Unusual);
            }
        }
    }

    /// Reads a scalar in quotes, which ends on its line.
    fn quoted(&mut self, quote: u8) -> Outcome {
        let start = self.at + 1;
        let mut text: Option<String> = None;
        let mut from = start;
        loop {
            let found = usual(memchr::memchr3(quote, b'\\', b'\n', &self.text.as_bytes()[from..]))?;
            let at = from + found;
            match self.text.as_bytes()[at] {
                b'\n' => return Err(Stop::Unusual),
                b'\\' if quote == b'"' => {
                    let (c, length) = usual(escaped(&self.text.as_bytes()[at + 1..]))?;
                    if !self.only_looks {
                        let text = text.get_or_insert_default();
                        text.push_str(&self.text[from..at]);
                        text.push(c);
                    }
                    from = at + 1 + length;
                }
                b'\\' => return Err(Stop::Unusual),
                _ => {
                    let value = match text {
                        None => Cow::Borrowed(&self.text[start..at]),
                        Some(text) => Cow::Owned(text + &self.text[from..at]),
                    };
                    self.scalar(value, true, start - 1)?;
                    self.at = at + 1;
                    // Two single quotes stand for one.
                    return if self.peek() == Some(quote) { Err(Stop::Unusual) } else { Ok(()) };
                }
            }
        }
    }
}

/// What an escape behind its backslash stands for, and its length.
fn escaped(bytes: &[u8]) -> Option<(char, usize)> {
    match bytes {
        [c @ (b'"' | b'\\' | b'/'), ..] => Some((char::from(*c), 1)),
        [b'n', ..] => Some(('\n', 1)),
        [b't', ..] => Some(('\t', 1)),
        [b'r', ..] => Some(('\r', 1)),
        [b'u', digits @ ..] => {
            let digits = std::str::from_utf8(digits.first_chunk::<4>()?).ok()?;
            let number =
                digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16))?;
            Some((char::from_u32(number.ok()?)?, 5))
        }
        _ => None,
    }
}

/// Whether a plain scalar begins here and nothing else can.
fn begins_plain(bytes: &[u8]) -> bool {
    match bytes {
        [b'-', next, ..] => next.is_ascii_alphanumeric(),
        [b'/' | b'.' | b'_' | b'(' | b'$' | b'<' | b'+' | b'^' | b';' | b'~' | b'=' | b'\\', ..] => true,
        [first, ..] => first.is_ascii_alphanumeric() || *first >= 0x80,
        [] => false,
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// Whether a plain scalar outside of brackets takes all of these bytes.
fn is_block_text(bytes: &[u8]) -> bool {
    let mut colons = memchr::memchr_iter(b':', bytes);
    memchr::memchr(b'#', bytes).is_none() && colons.all(|at| bytes.get(at + 1).is_some_and(|next| *next != b' '))
}

/// Whether a plain scalar within brackets takes a byte; nothing that could mean something there.
fn is_flow_text(byte: u8) -> bool {
    is_word(byte) || matches!(byte, b' ' | b'.' | b'/' | b'+' | b'(' | b')') || byte >= 0x80
}

/// Whether bytes of UTF-8 hold neither control characters nor the line ends of other scripts.
fn is_readable(bytes: &[u8]) -> bool {
    let is_control = |byte: u8| (byte < b' ') & (byte != b'\n') | (byte == 0x7f);
    // Without branches, so that many are compared at once.
    let controls = bytes.iter().fold(0_u8, |any, byte| any | u8::from(is_control(*byte)));
    controls == 0
        && memchr::memchr3_iter(0xc2, 0xe2, 0xef, bytes).all(|at| match &bytes[at..] {
            [0xc2, next, ..] => *next >= 0xa0,
            [0xe2, 0x80, last, ..] => !matches!(last, 0xa8 | 0xa9),
            [0xe2, ..] => true,
            // The mark of byte order and what is no character.
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use crate::build::Nodes;
    use crate::load::{load, load_decoded};

    /// What the loader alone makes of a text, and whether the text was usual.
    fn compare(text: &str) -> bool {
        if !super::is_usual(text) {
            return false;
        }
        assert_eq!(load(text, Nodes), load_decoded(text, None, Nodes), "{text:?}");
        true
    }

    #[test]
    fn usual_texts_are_known() {
        for text in [
            "---\nlayout: post\ntitle:  \"A: b # c\"  \ndate: 2025-04-26 08:00:00 +0000\ntags: [a, 'b c', 12, 1.5]\n",
            "a: 1\nb:\n\n# c\nc: ~\nd: yes\ne: []\nf: [ ]\ng: /x/:y/\nh: -1\ni: a:b\n",
            "a:\n- x\n- 'y'\n\n-  z z \nb:\n  - 1\n# c\n  - {no: 1}\nc: \u{e9}t\u{e9} \u{201c}x\u{201d}\nd: [\u{e9}, b]",
            "a: 1\na: 2\n",
            "a: {\"~\": 1, null: 2, \"<<\": {\"x\": 1}}\n",
            "---\n{\n  \"a\": [\n    1, 2\n  ],\n  \"\u{e9}\": \"\u{e9}\", \"b\": {}\n}\n\n",
            "a: {\"b\": [1, {\"c\":null}], c: \"\\u00e9\\n\\\"\\/\"}\n",
        ] {
            assert!(compare(text), "{text:?}");
        }
    }

    #[test]
    fn usual_texts_are_read_as_others_are() {
        let parts = [
            "a",
            "key",
            "yes",
            "null",
            ": ",
            ":",
            " ",
            "\n",
            "\n",
            "\n- ",
            "\n  - ",
            "- ",
            "-",
            "[",
            "]",
            ", ",
            ",",
            "'",
            "\"",
            "#",
            " #",
            "\n# c",
            "1",
            "1:30",
            "2020-01-02",
            "/",
            ".",
            "\\",
            "\t",
            "\r",
            "\u{85}",
            "\u{2028}",
            "\u{e9}",
            "\u{201c}",
            "\u{feff}",
            "<<",
            "&x ",
            "*x",
            "!",
            "|",
            ">",
            "{",
            "}",
            "---\n",
            "~",
            "?",
            "\u{7f}",
            "(",
            "1_0.0_",
            "a: b\n",
            "b: [c, d]\n",
            "e: 'f'\n",
            "g:\n",
            "- h\n",
            "+1",
            "0x1",
            "a_b-c",
            "=",
            "%",
            "@",
            "\0",
            "{\"k\":",
            "\"v\"",
            "\"\\u00e9\"",
            "\\n",
            "\\x",
            "}\n",
            "]\n",
            "i: {",
            "\"k\": ",
            "{a: 1}",
            "[1, ~]",
            "\"<<\":",
        ];
        let mut state = 7_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap_or(0) % below
        };
        let mut read = 0;
        for _ in 0..300_000 {
            let text: String = (0..1 + next(11)).map(|_| parts[next(parts.len())]).collect();
            read += usize::from(compare(&text));
        }
        assert!(read > 2_000, "only {read} texts were usual");
    }
}
