//! Single signs: entities, typographic symbols, line breaks, escapes, and formulas.

use super::Spans;
use crate::entities;
use crate::tree::{Category, Kind, NodeId, Symbol};
use crate::unicode::{is_ascii_word, strip};
use memchr::memmem;

/// Whether a backslash escapes `byte`.
pub(super) fn is_escapable(byte: u8, gfm: bool) -> bool {
    matches!(
        byte,
        b'\\'
            | b'.'
            | b'*'
            | b'_'
            | b'+'
            | b'`'
            | b'<'
            | b'>'
            | b'('
            | b')'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'#'
            | b'!'
            | b':'
            | b'|'
            | b'"'
            | b'\''
            | b'$'
            | b'='
            | b'-'
    ) || (gfm && byte == b'~')
}

/// What code points in the range of Windows-1252's extra characters stand for.
fn windows_1252(code: u32) -> u32 {
    const TABLE: [u32; 32] = [
        0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d,
        0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d,
        0x17e, 0x178,
    ];
    code.checked_sub(0x80).and_then(|at| TABLE.get(at as usize)).copied().unwrap_or(code)
}

/// Reads the entity at the beginning of `text`: its code point, if it has one, and its length.
pub(crate) fn entity(text: &str) -> Option<(Option<u32>, usize)> {
    let bytes = text.as_bytes();
    let is_name = |b: &u8| is_ascii_word(*b) || matches!(b, b':' | b'.' | b'-');
    if bytes.get(1) != Some(&b'#') {
        let first = *bytes.get(1)?;
        if !(is_ascii_word(first) || first == b':') {
            return None;
        }
        let length = bytes[1..].iter().take_while(|b| is_name(b)).count();
        let name = &text[1..=length];
        return (bytes.get(1 + length) == Some(&b';')).then(|| (entities::code_point(name), length + 2));
    }
    let (digits, radix) = if bytes.get(2) == Some(&b'x') { (3, 16) } else { (2, 10) };
    let length = bytes.get(digits..)?.iter().take_while(|b| char::from(**b).is_digit(radix)).count();
    if length == 0 || bytes.get(digits + length) != Some(&b';') {
        return None;
    }
    let code = u32::from_str_radix(&text[digits..digits + length], radix).unwrap_or(u32::MAX);
    Some((Some(windows_1252(code)), digits + length + 1))
}

impl Spans<'_, '_, '_> {
    pub(super) fn html_entity(&mut self, el: NodeId) -> bool {
        let Some((code, length)) = entity(self.rest()) else { return false };
        let text = &self.text[self.pos..self.pos + length];
        match code {
            Some(code) => {
                self.add(el, Kind::Entity { code, original: text.into() });
                self.pos += length;
            }
            None => {
                self.add(el, Kind::Entity { code: 38, original: "&amp;".into() });
                self.add_text(el, &text[1..]);
                self.pos += length;
            }
        }
        true
    }

    pub(super) fn typographic(&mut self, el: NodeId) -> bool {
        let rest = self.rest();
        let found = match rest.as_bytes()[0] {
            b'-' if rest.starts_with("---") => (Symbol::EmDash, 3),
            b'-' if rest.starts_with("--") => (Symbol::EnDash, 2),
            b'.' if rest.starts_with("...") => (Symbol::Ellipsis, 3),
            b'<' if rest.starts_with("<< ") => (Symbol::LeftGuillemetSpace, 3),
            b'<' if rest.starts_with("<<") => (Symbol::LeftGuillemet, 2),
            b' ' if rest.starts_with(" >>") => (Symbol::RightGuillemetSpace, 3),
            b'>' if rest.starts_with(">>") => (Symbol::RightGuillemet, 2),
            b'\\' if rest.starts_with("\\<<") || rest.starts_with("\\>>") => {
                let code = u32::from(rest.as_bytes()[1]);
                for _ in 0..2 {
                    self.add(el, Kind::Entity { code, original: String::new() });
                }
                self.pos += 3;
                return true;
            }
            _ => return false,
        };
        self.add(el, Kind::Typographic(found.0));
        self.pos += found.1;
        true
    }

    pub(super) fn line_break(&mut self, el: NodeId) -> bool {
        if self.rest().starts_with("  \n") || self.rest().starts_with("\\\\\n") {
            self.add(el, Kind::LineBreak);
            self.pos += 2;
            return true;
        }
        false
    }

    pub(super) fn escaped(&mut self, el: NodeId) -> bool {
        let gfm = self.parser.is_gfm();
        if !self.byte(self.pos + 1).is_some_and(|b| is_escapable(b, gfm)) {
            return false;
        }
        let text = &self.text[self.pos + 1..self.pos + 2];
        self.add_text(el, text);
        self.pos += 2;
        true
    }

    pub(super) fn inline_math(&mut self, el: NodeId) -> bool {
        let escaped = self.bytes()[self.pos] == b'\\';
        let open = self.pos + usize::from(escaped);
        if !self.text[open..].starts_with("$$") || !Self::occurs(&mut self.facts.last_math, self.text, b"$$", open + 2)
        {
            return false;
        }
        let Some(stop) = memmem::find(&self.bytes()[open + 2..], b"$$").map(|at| open + 2 + at) else { return false };
        if escaped {
            self.add_text(el, "$$");
            self.pos = open + 2;
            return true;
        }
        let source = strip(&self.text[open + 2..stop]).to_string();
        self.add(el, Kind::Math { source, category: Category::Span });
        self.pos = stop + 2;
        true
    }
}
