//! From text to tokens.

use super::cursor::{Cursor, Mark, Undecodable};
use crate::error::Error;
use std::borrow::Cow;
use std::collections::VecDeque;

/// A simple key is on one line and at most so many characters long.
const LONGEST_KEY: usize = 1_024;

#[derive(Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: TokenKind<'a>,
    pub(super) start: Mark,
    pub(super) end: Mark,
}

#[derive(Debug)]
pub(super) enum TokenKind<'a> {
    StreamStart,
    StreamEnd,
    Version { major: u32, minor: u32 },
    TagDirective { handle: &'a str, prefix: Cow<'a, str> },
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias(&'a str),
    Anchor(&'a str),
    Tag { handle: Cow<'a, str>, suffix: Cow<'a, str> },
    Scalar { value: Cow<'a, str>, plain: bool },
}

/// A token that turns out to be a key if a `:` follows it.
struct SimpleKey {
    flow_level: usize,
    /// Whether only a key can stand there.
    required: bool,
    /// The number of its first token.
    token: usize,
    mark: Mark,
    index: usize,
}

/// Reads tokens as far ahead as it takes to know which of them are keys.
pub(super) struct Scanner<'a> {
    pub(super) cursor: Cursor<'a>,
    started: bool,
    /// Tokens read and not yet taken.
    tokens: VecDeque<Token<'a>>,
    /// How many tokens were taken.
    taken: usize,
    /// Whether the front token is known not to be preceded by another.
    settled: bool,
    pub(super) flow_level: usize,
    /// The column of the block collection being read, -1 outside of all.
    pub(super) indent: i64,
    indents: Vec<i64>,
    pub(super) simple_key_allowed: bool,
    /// At most one for each flow level, outermost first, which is also the oldest first.
    simple_keys: VecDeque<SimpleKey>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, undecodable: Option<Undecodable>) -> Self {
        Self {
            cursor: Cursor::new(text, undecodable),
            started: false,
            tokens: VecDeque::new(),
            taken: 0,
            settled: false,
            flow_level: 0,
            indent: -1,
            indents: Vec::new(),
            simple_key_allowed: true,
            simple_keys: VecDeque::new(),
        }
    }

    /// Gives the next token without taking it.
    #[inline]
    pub(super) fn peek(&mut self) -> Result<&mut Token<'a>, Error> {
        if !self.settled {
            self.settle()?;
        }
        Ok(self.tokens.front_mut().expect("fetching ends with a token in the queue"))
    }

    /// Reads until the front token is known.
    fn settle(&mut self) -> Result<(), Error> {
        let fetched = self.fetch();
        self.cursor.check()?;
        fetched?;
        self.settled = true;
        Ok(())
    }

    /// Takes the token that was peeked at.
    pub(super) fn take(&mut self) {
        self.settled = false;
        self.taken += 1;
        self.tokens.pop_front();
    }

    /// An error whose construct began at `began`.
    pub(super) fn error(&self, context: &'static str, began: Mark, problem: &'static str) -> Error {
        Error::syntax(Some(context), began.position(), problem, self.cursor.mark.position())
    }

    fn fetch(&mut self) -> Result<(), Error> {
        loop {
            if !self.tokens.is_empty() {
                self.drop_stale_keys()?;
                // The oldest key is the only one that can be the front token.
                if self.simple_keys.front().is_none_or(|key| key.token != self.taken) {
                    return Ok(());
                }
            }
            self.fetch_next()?;
        }
    }

    fn fetch_next(&mut self) -> Result<(), Error> {
        if !self.started {
            self.started = true;
            self.push(TokenKind::StreamStart, Mark::default());
            return Ok(());
        }
        self.skip_to_next_token();
        self.drop_stale_keys()?;
        self.unroll_indent(i64::from(self.cursor.mark.column));
        let at_line_start = self.cursor.mark.column == 0;
        let in_flow = self.flow_level > 0;
        match self.cursor.byte(0) {
            0 => self.fetch_stream_end(),
            b'%' if at_line_start => self.fetch_directive(),
            b'-' if at_line_start && self.cursor.is_indicator(b'-') => {
                self.fetch_document_indicator(TokenKind::DocumentStart)
            }
            b'.' if at_line_start && self.cursor.is_indicator(b'.') => {
                self.fetch_document_indicator(TokenKind::DocumentEnd)
            }
            b'[' => self.fetch_flow_start(TokenKind::FlowSequenceStart),
            b'{' => self.fetch_flow_start(TokenKind::FlowMappingStart),
            b']' => self.fetch_flow_end(TokenKind::FlowSequenceEnd),
            b'}' => self.fetch_flow_end(TokenKind::FlowMappingEnd),
            b',' => {
                self.remove_simple_key()?;
                self.simple_key_allowed = true;
                self.push_indicator(TokenKind::FlowEntry, 1);
                Ok(())
            }
            b'-' if self.cursor.is_blank_break_or_end(1) => self.fetch_block_entry(),
            b'?' if in_flow || self.cursor.is_blank_break_or_end(1) => self.fetch_key(),
            b':' if in_flow || self.cursor.is_blank_break_or_end(1) => self.fetch_value(),
            b'*' => self.fetch_key_token(Self::scan_alias),
            b'&' => self.fetch_key_token(Self::scan_anchor),
            b'!' => self.fetch_key_token(Self::scan_tag),
            b'|' if !in_flow => self.fetch_block_scalar(true),
            b'>' if !in_flow => self.fetch_block_scalar(false),
            b'\'' => self.fetch_key_token(|scanner| scanner.scan_quoted(b'\'')),
            b'"' => self.fetch_key_token(|scanner| scanner.scan_quoted(b'"')),
            // A blank here is a tab where no key may begin.
            b'#' | b'|' | b'>' | b'%' | b'@' | b'`' | b'\t' | b' ' => Err(self.no_token()),
            _ => self.fetch_key_token(Self::scan_plain),
        }
    }

    fn no_token(&self) -> Error {
        let mark = self.cursor.mark;
        self.error("while scanning for the next token", mark, "found character that cannot start any token")
    }

    fn skip_to_next_token(&mut self) {
        loop {
            let cursor = &mut self.cursor;
            // A byte order mark may begin any line.
            if cursor.mark.column == 0 && cursor.is(0xef) && cursor.byte(1) == 0xbb && cursor.byte(2) == 0xbf {
                cursor.skip();
            }
            while cursor.is(b' ') || (cursor.is(b'\t') && (self.flow_level > 0 || !self.simple_key_allowed)) {
                cursor.skip();
            }
            cursor.skip_comment();
            if !cursor.is_break(0) {
                return;
            }
            cursor.skip_break();
            if self.flow_level == 0 {
                self.simple_key_allowed = true;
            }
        }
    }

    fn push(&mut self, kind: TokenKind<'a>, start: Mark) {
        let end = self.cursor.mark;
        self.tokens.push_back(Token { kind, start, end });
    }

    fn push_indicator(&mut self, kind: TokenKind<'a>, length: usize) {
        let start = self.cursor.mark;
        self.cursor.skip_ascii(length);
        self.push(kind, start);
    }

    fn drop_stale_keys(&mut self) -> Result<(), Error> {
        while let Some(key) = self.simple_keys.front() {
            if key.mark.line == self.cursor.mark.line && key.index + LONGEST_KEY >= self.cursor.index {
                break;
            }
            self.check_not_required(key)?;
            self.simple_keys.pop_front();
        }
        Ok(())
    }

    fn check_not_required(&self, key: &SimpleKey) -> Result<(), Error> {
        if key.required {
            return Err(self.error("while scanning a simple key", key.mark, "could not find expected ':'"));
        }
        Ok(())
    }

    fn save_simple_key(&mut self) -> Result<(), Error> {
        if self.simple_key_allowed {
            self.remove_simple_key()?;
            let (mark, index) = (self.cursor.mark, self.cursor.index);
            self.simple_keys.push_back(SimpleKey {
                flow_level: self.flow_level,
                required: self.flow_level == 0 && self.indent == i64::from(mark.column),
                token: self.taken + self.tokens.len(),
                mark,
                index,
            });
        }
        Ok(())
    }

    /// Takes the key of this flow level out, if there is one.
    fn take_simple_key(&mut self) -> Option<SimpleKey> {
        let here = self.simple_keys.back().is_some_and(|key| key.flow_level == self.flow_level);
        if here { self.simple_keys.pop_back() } else { None }
    }

    fn remove_simple_key(&mut self) -> Result<(), Error> {
        match self.take_simple_key() {
            Some(key) => self.check_not_required(&key),
            None => Ok(()),
        }
    }

    /// Begins a block collection at a column, before the token of a number or (`None`) before what comes next.
    fn roll_indent(&mut self, start: Mark, token: Option<usize>, kind: TokenKind<'a>) {
        let column = i64::from(start.column);
        if self.flow_level > 0 || self.indent >= column {
            return;
        }
        self.indents.push(self.indent);
        self.indent = column;
        let at = token.map_or(self.tokens.len(), |token| token.saturating_sub(self.taken));
        self.tokens.insert(at.min(self.tokens.len()), Token { kind, start, end: start });
    }

    fn unroll_indent(&mut self, column: i64) {
        if self.flow_level > 0 {
            return;
        }
        while self.indent > column {
            self.push(TokenKind::BlockEnd, self.cursor.mark);
            self.indent = self.indents.pop().unwrap_or(-1);
        }
    }

    fn fetch_stream_end(&mut self) -> Result<(), Error> {
        if self.cursor.mark.column != 0 {
            self.cursor.mark = Mark { line: self.cursor.mark.line + 1, column: 0 };
        }
        self.leave_blocks()?;
        self.push(TokenKind::StreamEnd, self.cursor.mark);
        Ok(())
    }

    fn leave_blocks(&mut self) -> Result<(), Error> {
        self.unroll_indent(-1);
        self.remove_simple_key()?;
        self.simple_key_allowed = false;
        Ok(())
    }

    fn fetch_directive(&mut self) -> Result<(), Error> {
        self.leave_blocks()?;
        let start = self.cursor.mark;
        let kind = self.scan_directive()?;
        self.push(kind, start);
        Ok(())
    }

    fn fetch_document_indicator(&mut self, kind: TokenKind<'a>) -> Result<(), Error> {
        self.leave_blocks()?;
        self.push_indicator(kind, 3);
        Ok(())
    }

    fn fetch_flow_start(&mut self, kind: TokenKind<'a>) -> Result<(), Error> {
        self.save_simple_key()?;
        self.flow_level += 1;
        self.simple_key_allowed = true;
        self.push_indicator(kind, 1);
        Ok(())
    }

    fn fetch_flow_end(&mut self, kind: TokenKind<'a>) -> Result<(), Error> {
        self.remove_simple_key()?;
        self.flow_level = self.flow_level.saturating_sub(1);
        self.simple_key_allowed = false;
        self.push_indicator(kind, 1);
        Ok(())
    }

    /// Refuses an indicator where no block collection may begin, or begins one.
    fn begin_block(&mut self, kind: TokenKind<'a>, refusal: &'static str) -> Result<(), Error> {
        if self.flow_level > 0 {
            return Ok(());
        }
        let mark = self.cursor.mark;
        if !self.simple_key_allowed {
            return Err(Error::syntax(None, mark.position(), refusal, mark.position()));
        }
        self.roll_indent(mark, None, kind);
        Ok(())
    }

    fn fetch_block_entry(&mut self) -> Result<(), Error> {
        self.begin_block(TokenKind::BlockSequenceStart, "block sequence entries are not allowed in this context")?;
        self.remove_simple_key()?;
        self.simple_key_allowed = true;
        self.push_indicator(TokenKind::BlockEntry, 1);
        Ok(())
    }

    fn fetch_key(&mut self) -> Result<(), Error> {
        self.begin_block(TokenKind::BlockMappingStart, "mapping keys are not allowed in this context")?;
        self.remove_simple_key()?;
        self.simple_key_allowed = self.flow_level == 0;
        self.push_indicator(TokenKind::Key, 1);
        Ok(())
    }

    fn fetch_value(&mut self) -> Result<(), Error> {
        if let Some(key) = self.take_simple_key() {
            let at = key.token.saturating_sub(self.taken).min(self.tokens.len());
            self.tokens.insert(at, Token { kind: TokenKind::Key, start: key.mark, end: key.mark });
            self.roll_indent(key.mark, Some(key.token), TokenKind::BlockMappingStart);
            self.simple_key_allowed = false;
        } else {
            self.begin_block(TokenKind::BlockMappingStart, "mapping values are not allowed in this context")?;
            self.simple_key_allowed = self.flow_level == 0;
        }
        self.push_indicator(TokenKind::Value, 1);
        Ok(())
    }

    /// Reads a token that may be a key or stand before one.
    fn fetch_key_token(&mut self, scan: impl FnOnce(&mut Self) -> Result<TokenKind<'a>, Error>) -> Result<(), Error> {
        self.save_simple_key()?;
        self.simple_key_allowed = false;
        let start = self.cursor.mark;
        let kind = scan(self)?;
        self.push(kind, start);
        Ok(())
    }

    fn fetch_block_scalar(&mut self, literal: bool) -> Result<(), Error> {
        self.remove_simple_key()?;
        self.simple_key_allowed = true;
        let start = self.cursor.mark;
        let kind = self.scan_block_scalar(literal)?;
        self.push(kind, start);
        Ok(())
    }
}
