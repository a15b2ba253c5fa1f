//! The parser's lowest layer: characters, white space, comments, identifiers, escapes.

use crate::Syntax;
use crate::ast::ParseWarning;
use crate::span::{At, Fault, Res};
use crate::value::{Name, QuickMap};
use std::borrow::Cow;
use std::rc::Rc;

/// How deep brackets, blocks and operators may nest before a stylesheet is refused.
const DEPTH_LIMIT: usize = 1200;

/// Identifiers seen so far, so that equal ones share their text.
#[derive(Debug, Default)]
pub(crate) struct Names(QuickMap<Rc<str>, Name>);

impl Names {
    pub(crate) fn intern(&mut self, text: &str) -> Name {
        if let Some(name) = self.0.get(text) {
            return name.clone();
        }
        let name = Name::from(text);
        self.0.insert(name.text().clone(), name.clone());
        name
    }
}

/// Where a parser is and what surrounds it.
#[expect(clippy::struct_excessive_bools, reason = "each flag is a fact about the context that grammar rules ask for")]
pub(crate) struct Parser<'a> {
    pub(crate) src: &'a str,
    pub(crate) pos: usize,
    pub(crate) file: u32,
    pub(crate) syntax: Syntax,
    pub(crate) names: &'a mut Names,
    pub(crate) warnings: Vec<ParseWarning>,
    pub(crate) depth: usize,
    /// Bytes that were parsed, found to be something else and parsed again.
    pub(crate) reread: usize,
    pub(crate) in_mixin: bool,
    pub(crate) in_content_block: bool,
    pub(crate) in_control: bool,
    pub(crate) in_unknown_at_rule: bool,
    pub(crate) in_style_rule: bool,
    pub(crate) in_expression: bool,
    pub(crate) in_parens: bool,
    pub(crate) use_allowed: bool,
    pub(crate) saw_content: bool,
    pub(crate) declares: bool,
    pub(crate) uses_modules: bool,
    /// The indentation of the current line, in the indented syntax.
    pub(crate) indentation: usize,
    pub(crate) next_indentation: Option<(usize, usize)>,
    pub(crate) spaces: Option<bool>,
}

pub(crate) fn is_newline(c: u8) -> bool {
    matches!(c, b'\n' | b'\r' | 0x0c)
}

pub(crate) fn is_space(c: u8) -> bool {
    matches!(c, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

/// A byte that a name goes on with.
const IN_NAME: u8 = 1;
/// Of such bytes, those that a name may start with.
const STARTS_NAME: u8 = 2;
const UNDERSCORE: u8 = 4;
const HYPHEN: u8 = 8;

/// What bytes are in names; most bytes of a sheet are asked.
const NAMES: [u8; 256] = {
    let mut table = [0; 256];
    let mut c = 0;
    while c < 256 {
        table[c] = match c as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | 0x80.. => IN_NAME | STARTS_NAME,
            b'0'..=b'9' => IN_NAME,
            b'_' => IN_NAME | STARTS_NAME | UNDERSCORE,
            b'-' => IN_NAME | HYPHEN,
            _ => 0,
        };
        c += 1;
    }
    table
};

pub(crate) fn is_name_start(c: u8) -> bool {
    NAMES[usize::from(c)] & STARTS_NAME != 0
}

pub(crate) fn is_name(c: u8) -> bool {
    NAMES[usize::from(c)] != 0
}

/// How many bytes begin a text that are small letters, digits or hyphens, which most names consist of. It may stop early
/// near the text's end.
fn plain_run(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let mut length = 0;
    for word in bytes.as_chunks::<8>().0 {
        let word = u64::from_le_bytes(*word);
        // No byte carries into the next, as all have their highest bit clear before they are added to.
        let low = word & !HIGH;
        let from = |first: u8| low + ONES * u64::from(0x80 - first);
        let letters = from(b'a') & !from(b'z' + 1);
        let digits = from(b'0') & !from(b'9' + 1);
        let hyphens = !((low ^ (ONES * u64::from(b'-'))) + ONES * 0x7f);
        let others = !((letters | digits | hyphens) & !word) & HIGH;
        if others != 0 {
            return length + others.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    length
}

impl<'a> Parser<'a> {
    pub(crate) fn indented(&self) -> bool {
        self.syntax == Syntax::Indented
    }

    pub(crate) fn css(&self) -> bool {
        self.syntax == Syntax::Css
    }

    /// The byte at a distance from here; 0 beyond the ends. (A real NUL byte is an error everywhere anyway.)
    pub(crate) fn peek_at(&self, ahead: usize) -> u8 {
        self.src.as_bytes().get(self.pos + ahead).copied().unwrap_or(0)
    }

    pub(crate) fn peek(&self) -> u8 {
        self.peek_at(0)
    }

    pub(crate) fn before(&self) -> u8 {
        if self.pos == 0 { 0 } else { self.src.as_bytes()[self.pos - 1] }
    }

    pub(crate) fn done(&self) -> bool {
        self.pos >= self.src.len()
    }

    pub(crate) fn looking_at(&self, text: &str) -> bool {
        self.src.as_bytes()[self.pos..].starts_with(text.as_bytes())
    }

    pub(crate) fn at(&self, start: usize) -> At {
        At { file: self.file, start: start as u32, end: self.pos as u32 }
    }

    pub(crate) fn range(&self, start: usize, end: usize) -> At {
        At { file: self.file, start: start as u32, end: end as u32 }
    }

    pub(crate) fn slice(&self, start: usize) -> &'a str {
        &self.src[start..self.pos]
    }

    /// The character here, of which there must be one.
    pub(crate) fn char(&self) -> Option<char> {
        self.src[self.pos..].chars().next()
    }

    /// Steps over one character.
    pub(crate) fn bump(&mut self) {
        self.pos += self.char().map_or(0, char::len_utf8);
    }

    pub(crate) fn scan(&mut self, c: u8) -> bool {
        let found = self.peek() == c && !self.done();
        if found {
            self.pos += 1;
        }
        found
    }

    #[inline]
    pub(crate) fn expect(&mut self, c: u8) -> Res<()> {
        if self.scan(c) { Ok(()) } else { self.expected(c) }
    }

    #[cold]
    fn expected(&self, c: u8) -> Res<()> {
        let shown = if c == b'"' { "\\\"".to_owned() } else { (c as char).to_string() };
        Err(self.fail_here(format!("expected \"{shown}\".")))
    }

    pub(crate) fn fail<T>(&self, message: impl Into<String>, at: At) -> Res<T> {
        Err(self.fault(message.into(), at))
    }

    pub(crate) fn fail_here(&self, message: impl Into<String>) -> Box<Fault> {
        self.fault(message.into(), self.range(self.pos, self.pos))
    }

    /// A fault; where something was expected but lines end before, it is placed at the first line's end.
    pub(crate) fn fault(&self, message: String, mut at: At) -> Box<Fault> {
        if at.start == at.end && message.len() > 8 && message[..8].eq_ignore_ascii_case("expected") {
            let bytes = self.src.as_bytes();
            let mut newline = None;
            let mut index = at.start as usize;
            while index > 0 && is_space(bytes[index - 1]) {
                index -= 1;
                if is_newline(bytes[index]) {
                    newline = Some(index);
                }
            }
            if index > 0
                && let Some(newline) = newline
            {
                at = self.range(newline, newline);
            }
        }
        Fault::new(message, at)
    }

    /// Runs a parser one level deeper, refusing to go too deep.
    pub(crate) fn deeper<T>(&mut self, run: impl FnOnce(&mut Self) -> Res<T>) -> Res<T> {
        if self.depth > DEPTH_LIMIT {
            return Err(self.fail_here("Stack Overflow: the stylesheet is nested too deeply."));
        }
        self.depth += 1;
        let result = run(self);
        self.depth -= 1;
        result
    }

    // White space and comments.

    /// Skips white space and comments; line ends only with `lines` or where they mean nothing.
    #[inline]
    pub(crate) fn ws(&mut self, lines: bool) -> Res<()> {
        // Between most tokens there is nothing, or one blank.
        match self.peek() {
            b' ' if !matches!(self.peek_at(1), b'/' | b' ' | b'\t' | b'\n' | b'\r' | 0x0c) => {
                self.pos += 1;
                Ok(())
            }
            b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'/' => self.skip_ws(lines),
            _ => Ok(()),
        }
    }

    #[inline(never)]
    fn skip_ws(&mut self, lines: bool) -> Res<()> {
        loop {
            self.blanks(lines);
            if !self.skip_comment()? {
                return Ok(());
            }
        }
    }

    pub(crate) fn blanks(&mut self, lines: bool) {
        let lines = lines || !self.indented();
        let rest = &self.src.as_bytes()[self.pos..];
        self.pos += rest.iter().position(|c| !is_space(*c) || (!lines && is_newline(*c))).unwrap_or(rest.len());
    }

    /// The text that [`Self::ws`] skips.
    pub(crate) fn raw_ws(&mut self) -> Res<&'a str> {
        let start = self.pos;
        self.ws(false)?;
        Ok(self.slice(start))
    }

    fn skip_comment(&mut self) -> Res<bool> {
        if self.peek() != b'/' {
            return Ok(false);
        }
        match self.peek_at(1) {
            b'/' => {
                if self.css() {
                    let start = self.pos;
                    self.pos += 2;
                    self.skip_line();
                    let at = self.at(start);
                    return self.fail("Silent comments aren't allowed in plain CSS.", at);
                }
                self.skip_line();
                Ok(true)
            }
            b'*' => {
                self.loud_comment()?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    pub(crate) fn skip_line(&mut self) {
        let rest = &self.src.as_bytes()[self.pos..];
        self.pos += memchr::memchr3(b'\n', b'\r', 0x0c, rest).unwrap_or(rest.len());
    }

    pub(crate) fn loud_comment(&mut self) -> Res<()> {
        self.pos += 2;
        match memfind(&self.src.as_bytes()[self.pos..], b"*/") {
            Some(length) => {
                self.pos += length + 2;
                Ok(())
            }
            None => {
                self.pos = self.src.len();
                Err(self.fail_here("expected more input."))
            }
        }
    }

    // Identifiers.

    /// Whether an identifier starts at a distance from here.
    pub(crate) fn looking_at_identifier_at(&self, ahead: usize) -> bool {
        let c = self.peek_at(ahead);
        if is_name_start(c) || c == b'\\' {
            return true;
        }
        if c != b'-' {
            return false;
        }
        let next = self.peek_at(ahead + 1);
        is_name_start(next) || next == b'\\' || next == b'-'
    }

    pub(crate) fn looking_at_identifier(&self) -> bool {
        self.looking_at_identifier_at(0)
    }

    pub(crate) fn looking_at_interpolated_identifier(&self) -> bool {
        match self.peek() {
            b'#' => self.peek_at(1) == b'{',
            b'-' => match self.peek_at(1) {
                b'#' => self.peek_at(2) == b'{',
                c => is_name_start(c) || c == b'\\' || c == b'-',
            },
            c => is_name_start(c) || c == b'\\',
        }
    }

    pub(crate) fn identifier(&mut self) -> Res<Cow<'a, str>> {
        self.identifier_with(false, false)
    }

    /// An identifier; `normalize` turns `_` into `-`, `unit` stops before a `-` that starts a number.
    pub(crate) fn identifier_with(&mut self, normalize: bool, unit: bool) -> Res<Cow<'a, str>> {
        if let Some(length) = self.ordinary_identifier(normalize, unit) {
            let start = self.pos;
            self.pos += length;
            return Ok(Cow::Borrowed(self.slice(start)));
        }
        let mut out = String::new();
        if self.scan(b'-') {
            out.push('-');
            if self.scan(b'-') {
                out.push('-');
                self.identifier_body(&mut out, normalize, unit)?;
                return Ok(Cow::Owned(out));
            }
        }
        match self.peek() {
            b'\\' => out.push_str(&self.escape(true)?),
            b'_' if normalize => {
                self.pos += 1;
                out.push('-');
            }
            c if is_name_start(c) => self.push_char(&mut out),
            _ => return Err(self.fail_here("Expected identifier.")),
        }
        self.identifier_body(&mut out, normalize, unit)?;
        Ok(Cow::Owned(out))
    }

    /// Steps over the identifier here if it is kept as it is written and no interpolation follows.
    pub(crate) fn scan_ordinary_identifier(&mut self) -> Option<&'a str> {
        let length = self.ordinary_identifier(false, false)?;
        if self.peek_at(length) == b'#' && self.peek_at(length + 1) == b'{' {
            return None;
        }
        let start = self.pos;
        self.pos += length;
        Some(self.slice(start))
    }

    /// The length of the identifier here if it is kept as it is written, as nearly all are.
    fn ordinary_identifier(&self, normalize: bool, unit: bool) -> Option<usize> {
        let rest = &self.src.as_bytes()[self.pos..];
        let starts = match rest {
            [b'-', next, ..] => is_name_start(*next) || *next == b'-',
            [first, ..] => is_name_start(*first),
            [] => false,
        };
        if !starts {
            return None;
        }
        let (mut length, mut seen) = (if unit { 0 } else { plain_run(rest) }, 0);
        for c in &rest[length..] {
            let class = NAMES[usize::from(*c)];
            if class == 0 {
                break;
            }
            seen |= class;
            length += 1;
        }
        let unkept = if normalize { UNDERSCORE } else { 0 } | if unit { HYPHEN } else { 0 };
        (seen & unkept == 0 && rest.get(length) != Some(&b'\\')).then_some(length)
    }

    pub(crate) fn push_char(&mut self, out: &mut String) {
        if let Some(c) = self.char() {
            out.push(c);
            self.pos += c.len_utf8();
        }
    }

    pub(crate) fn identifier_body(&mut self, out: &mut String, normalize: bool, unit: bool) -> Res<()> {
        loop {
            match self.peek() {
                b'-' if unit => {
                    let next = self.peek_at(1);
                    if next == b'.' || next.is_ascii_digit() {
                        return Ok(());
                    }
                    self.pos += 1;
                    out.push('-');
                }
                b'_' if normalize => {
                    self.pos += 1;
                    out.push('-');
                }
                b'\\' => out.push_str(&self.escape(false)?),
                c if is_name(c) => {
                    // A run of ordinary characters at once.
                    let start = self.pos;
                    while is_name(self.peek()) && !(normalize && self.peek() == b'_') && !(unit && self.peek() == b'-')
                    {
                        self.pos += 1;
                    }
                    out.push_str(&self.src[start..self.pos]);
                }
                _ => return Ok(()),
            }
        }
    }

    /// An escape in an identifier, as it is kept: the plain character where that is safe.
    pub(crate) fn escape(&mut self, start_of_name: bool) -> Res<String> {
        let start = self.pos;
        self.expect(b'\\')?;
        let value = match self.peek() {
            0 if self.done() => return Err(self.fail_here("Expected escape sequence.")),
            c if is_newline(c) => return Err(self.fail_here("Expected escape sequence.")),
            c if c.is_ascii_hexdigit() => self.hex_escape(),
            _ => {
                let c = self.char().map_or(0, |c| c as u32);
                self.bump();
                c
            }
        };
        let Some(c) = char::from_u32(value) else {
            let at = self.at(start);
            return self.fail("Invalid Unicode code point.", at);
        };
        let name_start = c.is_ascii_alphabetic() || c == '_' || value >= 0x80;
        let plain = if start_of_name { name_start } else { name_start || c.is_ascii_digit() || c == '-' };
        Ok(if plain {
            c.to_string()
        } else if value <= 0x1f || value == 0x7f || (start_of_name && c.is_ascii_digit()) {
            format!("\\{value:x} ")
        } else {
            format!("\\{c}")
        })
    }

    fn hex_escape(&mut self) -> u32 {
        let mut value = 0;
        for _ in 0..6 {
            let Some(digit) = (self.peek() as char).to_digit(16) else { break };
            value = value * 16 + digit;
            self.pos += 1;
        }
        if self.peek() == b'\r' && self.peek_at(1) == b'\n' {
            self.pos += 2;
        } else if is_space(self.peek()) && !self.done() {
            self.pos += 1;
        }
        value
    }

    /// An escape in a quoted string: the character it stands for.
    pub(crate) fn escape_char(&mut self) -> Res<char> {
        self.expect(b'\\')?;
        if self.done() {
            return Ok('\u{fffd}');
        }
        if is_newline(self.peek()) {
            return Err(self.fail_here("Expected escape sequence."));
        }
        if self.peek().is_ascii_hexdigit() {
            let value = self.hex_escape();
            return Ok(char::from_u32(value).filter(|c| *c != '\0').unwrap_or('\u{fffd}'));
        }
        let c = self.char().unwrap_or('\u{fffd}');
        self.bump();
        Ok(c)
    }

    /// Steps over an identifier if it is this one, given in lower case.
    pub(crate) fn scan_identifier(&mut self, text: &str) -> bool {
        self.scan_identifier_case(text, false)
    }

    pub(crate) fn scan_identifier_case(&mut self, text: &str, case_sensitive: bool) -> bool {
        if !self.looking_at_identifier() {
            return false;
        }
        let start = self.pos;
        for wanted in text.bytes() {
            if !self.scan_ident_char(wanted, case_sensitive) {
                self.pos = start;
                return false;
            }
        }
        if is_name(self.peek()) || self.peek() == b'\\' {
            self.pos = start;
            return false;
        }
        true
    }

    /// Whether this identifier is next, without stepping over it.
    pub(crate) fn looking_at_word(&mut self, text: &str) -> bool {
        let start = self.pos;
        let found = self.scan_identifier(text);
        self.pos = start;
        found
    }

    pub(crate) fn scan_ident_char(&mut self, wanted: u8, case_sensitive: bool) -> bool {
        let matches = |c: char| {
            if case_sensitive { c == wanted as char } else { c.eq_ignore_ascii_case(&(wanted as char)) }
        };
        match self.peek() {
            b'\\' => {
                let start = self.pos;
                if self.escape_char().is_ok_and(matches) {
                    return true;
                }
                self.pos = start;
                false
            }
            c if matches(c as char) && !self.done() => {
                self.pos += 1;
                true
            }
            _ => false,
        }
    }

    pub(crate) fn expect_word(&mut self, text: &str, name: Option<&str>) -> Res<()> {
        let start = self.pos;
        let shown = || name.map_or_else(|| format!("\"{text}\""), str::to_owned);
        for wanted in text.bytes() {
            if !self.scan_ident_char(wanted, false) {
                return self.fail(format!("Expected {}.", shown()), self.range(start, start));
            }
        }
        if is_name(self.peek()) || self.peek() == b'\\' {
            return self.fail(format!("Expected {}", shown()), self.range(start, start));
        }
        Ok(())
    }

    /// A name after `$`, normalised.
    pub(crate) fn variable_name(&mut self) -> Res<Name> {
        self.expect(b'$')?;
        let name = self.identifier_with(true, false)?;
        Ok(self.names.intern(&name))
    }

    pub(crate) fn warn(&mut self, deprecation: Option<crate::Deprecation>, message: impl Into<String>, at: At) {
        self.warnings.push(ParseWarning {
            deprecation,
            message: message.into(),
            at,
            label: String::new(),
            others: Vec::new(),
        });
    }
}

/// The first place of a short text in a longer one.
pub(crate) fn memfind(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::find(haystack, needle)
}

#[cfg(test)]
mod tests {
    use super::plain_run;

    #[test]
    fn small_letters_digits_and_hyphens_are_one_run() {
        for c in 0..=255_u8 {
            let plain = matches!(c, b'a'..=b'z' | b'0'..=b'9' | b'-');
            for at in 0..8 {
                let mut text = *b"az-09-gm";
                text[at] = c;
                assert_eq!(plain_run(&text), if plain { 8 } else { at }, "{c} at {at}");
                // What comes before or after says nothing of it.
                let mut text = *b"\xffZ\xff\0\x80`{:";
                text[at] = c;
                assert_eq!(plain_run(&text) > 0, plain && at == 0, "{c} at {at}");
            }
        }
    }
}
