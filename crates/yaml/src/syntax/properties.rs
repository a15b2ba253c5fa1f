//! Directives, anchors, aliases and tags.

use super::cursor::{Mark, is_word};
use super::scanner::{Scanner, TokenKind};
use crate::error::Error;
use std::borrow::Cow;

const DIRECTIVE: &str = "while scanning a directive";
const VERSION: &str = "while scanning a %YAML directive";
const LONGEST_NUMBER: usize = 9;

impl<'a> Scanner<'a> {
    pub(super) fn scan_directive(&mut self) -> Result<TokenKind<'a>, Error> {
        let start = self.cursor.mark;
        self.cursor.skip();
        let name = self.cursor.skip_word();
        if name.is_empty() {
            return Err(self.error(DIRECTIVE, start, "could not find expected directive name"));
        }
        if !self.cursor.is_blank_break_or_end(0) {
            return Err(self.error(DIRECTIVE, start, "found unexpected non-alphabetical character"));
        }
        let kind = match name {
            "YAML" => self.scan_version(start)?,
            "TAG" => self.scan_tag_directive(start)?,
            _ => return Err(self.error(DIRECTIVE, start, "found unknown directive name")),
        };
        self.cursor.skip_blanks();
        self.cursor.skip_comment();
        if !self.cursor.is_break_or_end() {
            return Err(self.error(DIRECTIVE, start, "did not find expected comment or line break"));
        }
        self.cursor.skip_break();
        Ok(kind)
    }

    fn scan_version(&mut self, start: Mark) -> Result<TokenKind<'a>, Error> {
        self.cursor.skip_blanks();
        let major = self.scan_version_number(start)?;
        if !self.cursor.is(b'.') {
            return Err(self.error(VERSION, start, "did not find expected digit or '.' character"));
        }
        self.cursor.skip();
        let minor = self.scan_version_number(start)?;
        Ok(TokenKind::Version { major, minor })
    }

    fn scan_version_number(&mut self, start: Mark) -> Result<u32, Error> {
        let (mut value, mut length) = (0, 0);
        while self.cursor.byte(0).is_ascii_digit() {
            length += 1;
            if length > LONGEST_NUMBER {
                return Err(self.error(VERSION, start, "found extremely long version number"));
            }
            value = value * 10 + u32::from(self.cursor.byte(0) - b'0');
            self.cursor.skip();
        }
        if length == 0 {
            return Err(self.error(VERSION, start, "did not find expected version number"));
        }
        Ok(value)
    }

    fn scan_tag_directive(&mut self, start: Mark) -> Result<TokenKind<'a>, Error> {
        const CONTEXT: &str = "while scanning a %TAG directive";
        self.cursor.skip_blanks();
        let handle = self.scan_tag_handle(true, start)?;
        if !self.cursor.is_blank(0) {
            return Err(self.error(CONTEXT, start, "did not find expected whitespace"));
        }
        self.cursor.skip_blanks();
        let prefix = self.scan_tag_uri(true, true, "", start)?;
        if !self.cursor.is_blank_break_or_end(0) {
            return Err(self.error(CONTEXT, start, "did not find expected whitespace or line break"));
        }
        Ok(TokenKind::TagDirective { handle, prefix })
    }

    pub(super) fn scan_alias(&mut self) -> Result<TokenKind<'a>, Error> {
        self.scan_name("while scanning an alias").map(TokenKind::Alias)
    }

    pub(super) fn scan_anchor(&mut self) -> Result<TokenKind<'a>, Error> {
        self.scan_name("while scanning an anchor").map(TokenKind::Anchor)
    }

    fn scan_name(&mut self, context: &'static str) -> Result<&'a str, Error> {
        let start = self.cursor.mark;
        self.cursor.skip();
        let name = self.cursor.skip_word();
        let ends = self.cursor.is_blank_break_or_end(0)
            || matches!(self.cursor.byte(0), b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`');
        if name.is_empty() || !ends {
            return Err(self.error(context, start, "did not find expected alphabetic or numeric character"));
        }
        Ok(name)
    }

    pub(super) fn scan_tag(&mut self) -> Result<TokenKind<'a>, Error> {
        const CONTEXT: &str = "while scanning a tag";
        let start = self.cursor.mark;
        let (handle, suffix);
        if self.cursor.byte(1) == b'<' {
            self.cursor.skip_ascii(2);
            handle = "";
            suffix = self.scan_tag_uri(true, false, "", start)?;
            if !self.cursor.is(b'>') {
                return Err(self.error(CONTEXT, start, "did not find the expected '>'"));
            }
            self.cursor.skip();
        } else {
            let head = self.scan_tag_handle(false, start)?;
            if head.len() > 1 && head.ends_with('!') {
                handle = head;
                suffix = self.scan_tag_uri(false, false, "", start)?;
            } else {
                let rest = self.scan_tag_uri(false, false, head, start)?;
                // A lone `!` is a tag of its own.
                (handle, suffix) = if rest.is_empty() { ("", Cow::Borrowed("!")) } else { ("!", rest) };
            }
        }
        let ends = self.cursor.is_blank_break_or_end(0) || (self.flow_level > 0 && self.cursor.is(b','));
        if !ends {
            return Err(self.error(CONTEXT, start, "did not find expected whitespace or line break"));
        }
        Ok(TokenKind::Tag { handle: Cow::Borrowed(handle), suffix })
    }

    fn scan_tag_handle(&mut self, directive: bool, start: Mark) -> Result<&'a str, Error> {
        let from = self.cursor.at;
        if !self.cursor.is(b'!') {
            let context = if directive { "while scanning a tag directive" } else { "while scanning a tag" };
            return Err(self.error(context, start, "did not find expected '!'"));
        }
        self.cursor.skip();
        self.cursor.skip_word();
        if self.cursor.is(b'!') {
            self.cursor.skip();
        } else if directive && self.cursor.at - from != 1 {
            return Err(self.error("while parsing a tag directive", start, "did not find expected '!'"));
        }
        Ok(self.cursor.text(from, self.cursor.at))
    }

    /// Reads what follows `head`, which was read already and belongs to it but for its `!`.
    fn scan_tag_uri(&mut self, all: bool, directive: bool, head: &'a str, start: Mark) -> Result<Cow<'a, str>, Error> {
        let context = if directive { "while parsing a %TAG directive" } else { "while parsing a tag" };
        let from = self.cursor.at - head.len().saturating_sub(1);
        let mut decoded: Option<Vec<u8>> = None;
        let mut any = !head.is_empty();
        while is_word(self.cursor.byte(0))
            || matches!(
                self.cursor.byte(0),
                b';' | b'/' | b'?' | b':' | b'@' | b'&' | b'=' | b'+' | b'$' | b'.' | b'%' | b'!' | b'~' | b'*'
            )
            || matches!(self.cursor.byte(0), b'\'' | b'(' | b')')
            || (all && matches!(self.cursor.byte(0), b',' | b'[' | b']'))
        {
            any = true;
            if self.cursor.is(b'%') {
                let mut bytes =
                    decoded.take().unwrap_or_else(|| self.cursor.text(from, self.cursor.at).as_bytes().to_vec());
                self.scan_uri_escape(context, start, &mut bytes)?;
                decoded = Some(bytes);
            } else {
                if let Some(bytes) = &mut decoded {
                    bytes.push(self.cursor.byte(0));
                }
                self.cursor.skip();
            }
        }
        if !any {
            return Err(self.error(context, start, "did not find expected tag URI"));
        }
        Ok(match decoded {
            Some(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
            None => Cow::Borrowed(self.cursor.text(from, self.cursor.at)),
        })
    }

    /// Reads one character written as `%` and hexadecimal digits for each of its bytes.
    fn scan_uri_escape(&mut self, context: &'static str, start: Mark, out: &mut Vec<u8>) -> Result<(), Error> {
        let mut left = None;
        loop {
            let digit = |ahead| char::from(self.cursor.byte(ahead)).to_digit(16);
            let (true, Some(high), Some(low)) = (self.cursor.is(b'%'), digit(1), digit(2)) else {
                return Err(self.error(context, start, "did not find URI escaped octet"));
            };
            let octet = u8::try_from(high << 4 | low).unwrap_or_default();
            let width = match left {
                Some(left) => left,
                None => match octet {
                    0..0x80 => 1,
                    0xc0..0xe0 => 2,
                    0xe0..0xf0 => 3,
                    0xf0..0xf8 => 4,
                    _ => return Err(self.error(context, start, "found an incorrect leading UTF-8 octet")),
                },
            };
            if left.is_some() && octet & 0xc0 != 0x80 {
                return Err(self.error(context, start, "found an incorrect trailing UTF-8 octet"));
            }
            out.push(octet);
            self.cursor.skip_ascii(3);
            if width == 1 {
                return Ok(());
            }
            left = Some(width - 1);
        }
    }
}
