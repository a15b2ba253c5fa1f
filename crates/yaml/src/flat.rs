//! The usual front matter, line by line: one map whose values are scalars on the line of their key and lists of such
//! scalars. Most files hold nothing else, and so much can be seen without libyaml's states and tokens.
//!
//! A text with anything else in it, a fault above all, is left to the loader as a whole.

use crate::build::Build;
use crate::node::{Position, Yaml};
use crate::scalar::{self, Scalar};
use std::borrow::Cow;

/// libyaml has rules of its own for keys that are far longer.
const LONGEST_KEY: usize = 200;

/// Loads a text of such lines; `None` when it holds something else.
pub(crate) fn load<B: Build>(text: &str, builder: &mut B) -> Option<B::Value> {
    Lines::read(text).map(|lines| lines.build(builder))
}

/// Where something begins: a line and what stands before it there.
#[derive(Clone, Copy)]
struct Start<'a> {
    line: u32,
    before: &'a str,
}

impl Start<'_> {
    fn position(self) -> Position {
        let column = u32::try_from(self.before.chars().count()).unwrap_or(u32::MAX).saturating_add(1);
        Position { line: self.line, column }
    }
}

/// A key and what it holds.
struct Entry<'a> {
    key: &'a str,
    line: u32,
    value: Value<'a>,
    start: Start<'a>,
}

enum Value<'a> {
    /// Nothing, on the line of the key.
    Empty,
    Scalar(Scalar<'a>),
    /// A list in brackets: how many of the items are its.
    Flow(usize),
    /// A list on lines of its own: the same.
    Block(usize),
}

/// The lines of a text, known to be usual.
struct Lines<'a> {
    entries: Vec<Entry<'a>>,
    /// The items of all lists.
    items: Vec<(Scalar<'a>, Start<'a>)>,
}

impl<'a> Lines<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let mut lines = Self { entries: Vec::new(), items: Vec::new() };
        let mut rest = text;
        let mut number = 0;
        while !rest.is_empty() {
            let (line, after) = match memchr::memchr(b'\n', rest.as_bytes()) {
                Some(end) => (&rest[..end], &rest[end + 1..]),
                None => (rest, ""),
            };
            rest = after;
            number += 1;
            match line.as_bytes().first() {
                None => {}
                Some(b'#') if is_readable(line.as_bytes()) => {}
                Some(b'-') if number == 1 && line.trim_end_matches(' ') == "---" => {}
                Some(b' ' | b'-') => lines.item(line, number)?,
                Some(_) => lines.entry(line, number)?,
            }
        }
        (!lines.entries.is_empty()).then_some(lines)
    }

    /// Reads a line with an item of a list.
    fn item(&mut self, line: &'a str, number: u32) -> Option<()> {
        let list = &line[..line.len() - line.trim_start_matches(' ').len()];
        let content = line[list.len()..].strip_prefix("- ")?.trim_start_matches(' ');
        let entry = self.entries.last_mut()?;
        match &mut entry.value {
            Value::Empty => {
                entry.value = Value::Block(1);
                entry.start = Start { line: number, before: list };
            }
            Value::Block(count) if entry.start.before == list => *count += 1,
            _ => return None,
        }
        let start = Start { line: number, before: &line[..line.len() - content.len()] };
        self.items.push((scalar_of(content.trim_end_matches(' '), is_block_text)?, start));
        Some(())
    }

    /// Reads a line with a key.
    fn entry(&mut self, line: &'a str, number: u32) -> Option<()> {
        let length = line.bytes().take_while(|byte| is_word(*byte)).count();
        let (key, rest) = line.split_at(length);
        let rest = rest.strip_prefix(':')?;
        if length > LONGEST_KEY || !line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        if !matches!(scalar::resolve(Cow::Borrowed(key)), Ok(Scalar::Text(_))) {
            return None;
        }
        let content = rest.trim_start_matches(' ');
        let mut start = Start { line: number, before: &line[..line.len() - content.len()] };
        let content = content.trim_end_matches(' ');
        let value = match content.as_bytes().first() {
            None => {
                start.before = &line[..=length];
                Value::Empty
            }
            Some(_) if !rest.starts_with(' ') => return None,
            Some(b'[') => Value::Flow(self.flow(line, start, content)?),
            Some(_) => Value::Scalar(scalar_of(content, is_block_text)?),
        };
        self.entries.push(Entry { key, line: number, value, start });
        Some(())
    }

    /// Reads a list in brackets; says how many items it has.
    fn flow(&mut self, line: &'a str, list: Start<'a>, content: &'a str) -> Option<usize> {
        let inner = content[1..].strip_suffix(']')?;
        if inner.bytes().all(|byte| byte == b' ') {
            return Some(0);
        }
        let mut from = list.before.len() + 1;
        let mut count = 0;
        for part in inner.split(',') {
            let item = part.trim_start_matches(' ');
            let start = Start { before: &line[..from + part.len() - item.len()], ..list };
            self.items.push((scalar_of(item.trim_end_matches(' '), is_flow_text)?, start));
            from += part.len() + 1;
            count += 1;
        }
        Some(count)
    }

    fn build<B: Build>(self, builder: &mut B) -> B::Value {
        let first = self.entries.first().map_or(1, |entry| entry.line);
        let mut items = self.items.into_iter();
        let mut pairs = Vec::with_capacity(self.entries.len());
        for Entry { key, line, value, start } in self.entries {
            let key = builder.key(Cow::Borrowed(key), Position { line, column: 1 });
            let value = match value {
                Value::Empty => builder.scalar(Yaml::Null, start.position()),
                Value::Scalar(scalar) => build_scalar(scalar, start, builder),
                Value::Flow(count) | Value::Block(count) => {
                    let list: Vec<B::Value> = items
                        .by_ref()
                        .take(count)
                        .map(|(scalar, start)| build_scalar(scalar, start, builder))
                        .collect();
                    builder.sequence(list.into_iter(), start.position())
                }
            };
            pairs.push((key, value));
        }
        builder.map(pairs.into_iter(), Position { line: first, column: 1 })
    }
}

fn build_scalar<B: Build>(scalar: Scalar<'_>, start: Start<'_>, builder: &mut B) -> B::Value {
    match scalar {
        Scalar::Text(text) => builder.text(text, start.position()),
        Scalar::Other(value) => builder.scalar(value, start.position()),
    }
}

/// Reads a scalar that is the whole of a text: quoted without escapes, or plain, as `is_text` allows it.
fn scalar_of(text: &str, is_text: fn(&[u8]) -> bool) -> Option<Scalar<'_>> {
    match text.as_bytes() {
        [quote @ (b'"' | b'\''), inner @ .., last] => {
            let ends = |byte: &u8| byte == quote || *byte == b'\\';
            let simple = quote == last && !inner.iter().any(ends) && is_readable(inner);
            simple.then(|| Scalar::Text(Cow::Borrowed(&text[1..text.len() - 1])))
        }
        bytes if begins_plain(bytes) && is_text(bytes) && is_readable(bytes) => {
            scalar::resolve(Cow::Borrowed(text)).ok()
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

/// Whether a plain scalar within brackets takes all of these bytes; nothing that could mean something there.
fn is_flow_text(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| is_word(*byte) || matches!(byte, b' ' | b'.' | b'/' | b'+' | b'(' | b')') || *byte >= 0x80)
}

/// Whether bytes of UTF-8 hold neither control characters nor line ends, those of other scripts included.
fn is_readable(bytes: &[u8]) -> bool {
    let plain = bytes.iter().fold(true, |all, byte| all & (*byte >= b' ') & (*byte < 0x7f));
    plain
        || bytes.iter().enumerate().all(|(at, byte)| match (byte, bytes.get(at + 1)) {
            (0xc2, Some(next)) => *next >= 0xa0,
            (0xe2, Some(0x80)) => !matches!(bytes.get(at + 2), Some(0xa8 | 0xa9)),
            // The mark of byte order and what is no character.
            (0xef, _) => false,
            (byte, _) => *byte >= b' ' && *byte != 0x7f,
        })
}

#[cfg(test)]
mod tests {
    use crate::build::Nodes;

    /// What the loader alone makes of a text, and whether these lines were enough.
    fn compare(text: &str) -> bool {
        let Some(flat) = super::load(text, &mut Nodes) else { return false };
        assert_eq!(Ok(flat), crate::load::load_decoded(text, None, Nodes), "{text:?}");
        true
    }

    #[test]
    fn the_usual_front_matter_is_enough() {
        for text in [
            "---\nlayout: post\ntitle:  \"A: b # c\"  \ndate: 2025-04-26 08:00:00 +0000\ntags: [a, 'b c', 12, 1.5]\n",
            "a: 1\nb:\n\n# c\nc: ~\nd: yes\ne: []\nf: [ ]\ng: /x/:y/\nh: -1\ni: a:b\n",
            "a:\n- x\n- 'y'\n\n-  z z \nb:\n  - 1\n# c\n  - no\nc: \u{e9}t\u{e9} \u{201c}x\u{201d}\nd: [\u{e9}, b]",
            "a: 1\na: 2\n",
        ] {
            assert!(compare(text), "{text:?}");
        }
    }

    #[test]
    fn what_is_read_by_lines_is_what_the_loader_reads() {
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
        ];
        let mut state = 7_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap_or(0) % below
        };
        let mut read = 0;
        for _ in 0..200_000 {
            let text: String = (0..1 + next(10)).map(|_| parts[next(parts.len())]).collect();
            read += usize::from(compare(&text));
        }
        assert!(read > 1_000, "only {read} texts were read by lines");
    }
}
