//! From tokens to events.

use super::cursor::{Mark, Undecodable};
use super::scanner::{Scanner, Token, TokenKind};
use crate::error::Error;
use crate::node::Position;
use std::borrow::Cow;

/// A piece of the tree and where it begins.
pub(crate) struct Event<'a> {
    pub(crate) kind: EventKind<'a>,
    pub(crate) position: Position,
}

pub(crate) enum EventKind<'a> {
    /// The start of a document.
    DocumentStart,
    DocumentEnd,
    StreamEnd,
    Alias(&'a str),
    /// `quoted` says that it was written in quotes or as a block, and without a tag.
    Scalar {
        anchor: Option<&'a str>,
        tag: Option<Cow<'a, str>>,
        value: Cow<'a, str>,
        quoted: bool,
    },
    SequenceStart {
        anchor: Option<&'a str>,
    },
    SequenceEnd,
    MappingStart {
        anchor: Option<&'a str>,
    },
    MappingEnd,
}

/// What is expected next.
#[derive(Clone, Copy)]
enum State {
    DocumentStart,
    DocumentContent,
    DocumentEnd,
    BlockNode,
    BlockSequenceFirstEntry,
    BlockSequenceEntry,
    IndentlessSequenceEntry,
    BlockMappingFirstKey,
    BlockMappingKey,
    BlockMappingValue,
    FlowSequenceFirstEntry,
    FlowSequenceEntry,
    FlowPairKey,
    FlowPairValue,
    FlowPairEnd,
    FlowMappingFirstKey,
    FlowMappingKey,
    FlowMappingValue,
    FlowMappingEmptyValue,
    End,
}

/// Reads the events of the first document of a text.
pub(crate) struct Events<'a> {
    scanner: Scanner<'a>,
    state: State,
    states: Vec<State>,
    /// Where the open collections began.
    marks: Vec<Mark>,
    tags: Vec<(&'a str, Cow<'a, str>)>,
}

type Parsed<'a> = Result<Event<'a>, Error>;

impl<'a> Events<'a> {
    pub(crate) fn new(text: &'a str, undecodable: Option<Undecodable>) -> Self {
        Self {
            scanner: Scanner::new(text, undecodable),
            state: State::DocumentStart,
            states: Vec::new(),
            marks: Vec::new(),
            tags: Vec::new(),
        }
    }

    /// Gives the next event; after the end of the document, the end of the stream.
    pub(crate) fn next(&mut self) -> Parsed<'a> {
        match self.state {
            State::DocumentStart => self.document_start(),
            State::DocumentContent => self.document_content(),
            State::DocumentEnd => self.document_end(),
            State::BlockNode => self.node(true, false),
            State::BlockSequenceFirstEntry => self.block_sequence_entry(true),
            State::BlockSequenceEntry => self.block_sequence_entry(false),
            State::IndentlessSequenceEntry => self.indentless_sequence_entry(),
            State::BlockMappingFirstKey => self.block_mapping_key(true),
            State::BlockMappingKey => self.block_mapping_key(false),
            State::BlockMappingValue => self.block_mapping_value(),
            State::FlowSequenceFirstEntry => self.flow_sequence_entry(true),
            State::FlowSequenceEntry => self.flow_sequence_entry(false),
            State::FlowPairKey => self.flow_pair_key(),
            State::FlowPairValue => self.flow_pair_value(),
            State::FlowPairEnd => {
                self.state = State::FlowSequenceEntry;
                let mark = self.scanner.peek()?.start;
                Ok(event(EventKind::MappingEnd, mark))
            }
            State::FlowMappingFirstKey => self.flow_mapping_key(true),
            State::FlowMappingKey => self.flow_mapping_key(false),
            State::FlowMappingValue => self.flow_mapping_value(),
            State::FlowMappingEmptyValue => {
                self.state = State::FlowMappingKey;
                let mark = self.scanner.peek()?.start;
                Ok(empty(mark))
            }
            State::End => Ok(event(EventKind::StreamEnd, Mark::default())),
        }
    }

    fn pop(&mut self) -> State {
        self.states.pop().unwrap_or(State::End)
    }

    /// Reads a node after which `then` is expected.
    fn node_then(&mut self, then: State, block: bool, indentless: bool) -> Parsed<'a> {
        self.states.push(then);
        self.node(block, indentless)
    }

    fn document_start(&mut self) -> Parsed<'a> {
        if matches!(self.scanner.peek()?.kind, TokenKind::StreamStart) {
            self.scanner.take();
        }
        let token = self.scanner.peek()?;
        let mark = token.start;
        match token.kind {
            TokenKind::StreamEnd => {
                self.state = State::End;
                Ok(event(EventKind::StreamEnd, mark))
            }
            TokenKind::Version { .. } | TokenKind::TagDirective { .. } | TokenKind::DocumentStart => {
                self.directives()?;
                let token = self.scanner.peek()?;
                if !matches!(token.kind, TokenKind::DocumentStart) {
                    return Err(bare("did not find expected <document start>", token.start));
                }
                self.scanner.take();
                self.states.push(State::DocumentEnd);
                self.state = State::DocumentContent;
                Ok(event(EventKind::DocumentStart, mark))
            }
            _ => {
                self.default_tags();
                self.states.push(State::DocumentEnd);
                self.state = State::BlockNode;
                Ok(event(EventKind::DocumentStart, mark))
            }
        }
    }

    fn directives(&mut self) -> Result<(), Error> {
        let mut version_seen = false;
        loop {
            let token = self.scanner.peek()?;
            let mark = token.start;
            match &mut token.kind {
                TokenKind::Version { major, minor } => {
                    if version_seen {
                        return Err(bare("found duplicate %YAML directive", mark));
                    }
                    if !matches!((major, minor), (1, 1 | 2)) {
                        return Err(bare("found incompatible YAML document", mark));
                    }
                    version_seen = true;
                }
                TokenKind::TagDirective { handle, prefix } => {
                    let (handle, prefix) = (*handle, std::mem::take(prefix));
                    if self.tags.iter().any(|(known, _)| *known == handle) {
                        return Err(bare("found duplicate %TAG directive", mark));
                    }
                    self.tags.push((handle, prefix));
                }
                _ => break,
            }
            self.scanner.take();
        }
        self.default_tags();
        Ok(())
    }

    fn default_tags(&mut self) {
        for (handle, prefix) in [("!", "!"), ("!!", "tag:yaml.org,2002:")] {
            if self.tags.iter().all(|(known, _)| *known != handle) {
                self.tags.push((handle, Cow::Borrowed(prefix)));
            }
        }
    }

    fn document_content(&mut self) -> Parsed<'a> {
        let token = self.scanner.peek()?;
        let mark = token.start;
        match token.kind {
            TokenKind::Version { .. }
            | TokenKind::TagDirective { .. }
            | TokenKind::DocumentStart
            | TokenKind::DocumentEnd
            | TokenKind::StreamEnd => {
                self.state = self.pop();
                Ok(empty(mark))
            }
            _ => self.node(true, false),
        }
    }

    fn document_end(&mut self) -> Parsed<'a> {
        let mark = self.scanner.peek()?.start;
        self.state = State::End;
        Ok(event(EventKind::DocumentEnd, mark))
    }

    fn node(&mut self, block: bool, indentless: bool) -> Parsed<'a> {
        let token = self.scanner.peek()?;
        let start = token.start;
        if let TokenKind::Alias(name) = token.kind {
            self.state = self.pop();
            self.scanner.take();
            return Ok(event(EventKind::Alias(name), start));
        }
        let (anchor, tag) = self.properties(start)?;
        let token = self.scanner.peek()?;
        let next = match &mut token.kind {
            TokenKind::BlockEntry if indentless => State::IndentlessSequenceEntry,
            TokenKind::Scalar { value, plain } => {
                let value = std::mem::take(value);
                let quoted = !*plain && tag.is_none();
                self.state = self.pop();
                self.scanner.take();
                return Ok(event(EventKind::Scalar { anchor, tag, value, quoted }, start));
            }
            TokenKind::FlowSequenceStart => State::FlowSequenceFirstEntry,
            TokenKind::FlowMappingStart => State::FlowMappingFirstKey,
            TokenKind::BlockSequenceStart if block => State::BlockSequenceFirstEntry,
            TokenKind::BlockMappingStart if block => State::BlockMappingFirstKey,
            _ if anchor.is_some() || tag.is_some() => {
                self.state = self.pop();
                let value = Cow::Borrowed("");
                return Ok(event(EventKind::Scalar { anchor, tag, value, quoted: false }, start));
            }
            _ => {
                let context = if block { "while parsing a block node" } else { "while parsing a flow node" };
                return Err(broken(context, start, "did not find expected node content", token));
            }
        };
        self.state = next;
        let kind = match next {
            State::FlowMappingFirstKey | State::BlockMappingFirstKey => EventKind::MappingStart { anchor },
            _ => EventKind::SequenceStart { anchor },
        };
        Ok(event(kind, start))
    }

    /// Reads an anchor and a tag, in either order, both or none.
    fn properties(&mut self, start: Mark) -> Result<(Option<&'a str>, Option<Cow<'a, str>>), Error> {
        let (mut anchor, mut tag) = (None, None);
        loop {
            let token = self.scanner.peek()?;
            let mark = token.start;
            match &mut token.kind {
                TokenKind::Anchor(name) if anchor.is_none() => anchor = Some(*name),
                TokenKind::Tag { handle, suffix } if tag.is_none() => {
                    tag = Some((std::mem::take(handle), std::mem::take(suffix), mark));
                }
                _ => break,
            }
            self.scanner.take();
        }
        let Some((handle, suffix, mark)) = tag else { return Ok((anchor, None)) };
        if handle.is_empty() {
            return Ok((anchor, Some(suffix)));
        }
        match self.tags.iter().find(|(known, _)| *known == handle) {
            Some((_, prefix)) => Ok((anchor, Some(Cow::Owned(format!("{prefix}{suffix}"))))),
            None => Err(Error::syntax(
                Some("while parsing a node"),
                start.position(),
                "found undefined tag handle",
                mark.position(),
            )),
        }
    }

    /// At the first entry of a collection, takes the token that begins it and keeps its place.
    fn begin(&mut self, first: bool) -> Result<(), Error> {
        if first {
            let mark = self.scanner.peek()?.start;
            self.marks.push(mark);
            self.scanner.take();
        }
        Ok(())
    }

    /// At the end of a collection, takes the token that ends it.
    fn end(&mut self, kind: EventKind<'a>) -> Parsed<'a> {
        let mark = self.scanner.peek()?.start;
        self.state = self.pop();
        self.marks.pop();
        self.scanner.take();
        Ok(event(kind, mark))
    }

    /// An error about the collection being read.
    fn collection_error(&mut self, context: &'static str, problem: &'static str) -> Result<Error, Error> {
        let began = self.marks.last().copied().unwrap_or_default();
        Ok(broken(context, began, problem, self.scanner.peek()?))
    }

    fn block_sequence_entry(&mut self, first: bool) -> Parsed<'a> {
        self.begin(first)?;
        let token = self.scanner.peek()?;
        let end = token.end;
        match token.kind {
            TokenKind::BlockEntry => {
                self.scanner.take();
                if matches!(self.scanner.peek()?.kind, TokenKind::BlockEntry | TokenKind::BlockEnd) {
                    self.state = State::BlockSequenceEntry;
                    return Ok(empty(end));
                }
                self.node_then(State::BlockSequenceEntry, true, false)
            }
            TokenKind::BlockEnd => self.end(EventKind::SequenceEnd),
            _ => Err(self.collection_error("while parsing a block collection", "did not find expected '-' indicator")?),
        }
    }

    fn indentless_sequence_entry(&mut self) -> Parsed<'a> {
        let token = self.scanner.peek()?;
        let (start, end) = (token.start, token.end);
        if !matches!(token.kind, TokenKind::BlockEntry) {
            self.state = self.pop();
            return Ok(event(EventKind::SequenceEnd, start));
        }
        self.scanner.take();
        match self.scanner.peek()?.kind {
            TokenKind::BlockEntry | TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => {
                self.state = State::IndentlessSequenceEntry;
                Ok(empty(end))
            }
            _ => self.node_then(State::IndentlessSequenceEntry, true, false),
        }
    }

    fn block_mapping_key(&mut self, first: bool) -> Parsed<'a> {
        self.begin(first)?;
        match self.scanner.peek()?.kind {
            TokenKind::Key => self.block_mapping_node(State::BlockMappingValue),
            TokenKind::BlockEnd => self.end(EventKind::MappingEnd),
            _ => Err(self.collection_error("while parsing a block mapping", "did not find expected key")?),
        }
    }

    fn block_mapping_value(&mut self) -> Parsed<'a> {
        let token = self.scanner.peek()?;
        let start = token.start;
        if matches!(token.kind, TokenKind::Value) {
            return self.block_mapping_node(State::BlockMappingKey);
        }
        self.state = State::BlockMappingKey;
        Ok(empty(start))
    }

    /// Reads what follows `?` or `:`, which may be nothing.
    fn block_mapping_node(&mut self, then: State) -> Parsed<'a> {
        let end = self.scanner.peek()?.end;
        self.scanner.take();
        match self.scanner.peek()?.kind {
            TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => {
                self.state = then;
                Ok(empty(end))
            }
            _ => self.node_then(then, true, true),
        }
    }

    fn flow_sequence_entry(&mut self, first: bool) -> Parsed<'a> {
        self.begin(first)?;
        if !matches!(self.scanner.peek()?.kind, TokenKind::FlowSequenceEnd) {
            if !first {
                if !matches!(self.scanner.peek()?.kind, TokenKind::FlowEntry) {
                    return Err(
                        self.collection_error("while parsing a flow sequence", "did not find expected ',' or ']'")?
                    );
                }
                self.scanner.take();
            }
            let token = self.scanner.peek()?;
            let start = token.start;
            match token.kind {
                TokenKind::Key => {
                    self.scanner.take();
                    self.state = State::FlowPairKey;
                    return Ok(event(EventKind::MappingStart { anchor: None }, start));
                }
                TokenKind::FlowSequenceEnd => {}
                _ => return self.node_then(State::FlowSequenceEntry, false, false),
            }
        }
        self.end(EventKind::SequenceEnd)
    }

    fn flow_pair_key(&mut self) -> Parsed<'a> {
        let token = self.scanner.peek()?;
        let end = token.end;
        match token.kind {
            // libyaml takes the token here, so that the value is empty too.
            TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowSequenceEnd => {
                self.scanner.take();
                self.state = State::FlowPairValue;
                Ok(empty(end))
            }
            _ => self.node_then(State::FlowPairValue, false, false),
        }
    }

    fn flow_pair_value(&mut self) -> Parsed<'a> {
        if matches!(self.scanner.peek()?.kind, TokenKind::Value) {
            self.scanner.take();
            if !matches!(self.scanner.peek()?.kind, TokenKind::FlowEntry | TokenKind::FlowSequenceEnd) {
                return self.node_then(State::FlowPairEnd, false, false);
            }
        }
        self.state = State::FlowPairEnd;
        Ok(empty(self.scanner.peek()?.start))
    }

    fn flow_mapping_key(&mut self, first: bool) -> Parsed<'a> {
        self.begin(first)?;
        if !matches!(self.scanner.peek()?.kind, TokenKind::FlowMappingEnd) {
            if !first {
                if !matches!(self.scanner.peek()?.kind, TokenKind::FlowEntry) {
                    return Err(
                        self.collection_error("while parsing a flow mapping", "did not find expected ',' or '}'")?
                    );
                }
                self.scanner.take();
            }
            match self.scanner.peek()?.kind {
                TokenKind::Key => {
                    self.scanner.take();
                    let token = self.scanner.peek()?;
                    let start = token.start;
                    return match token.kind {
                        TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowMappingEnd => {
                            self.state = State::FlowMappingValue;
                            Ok(empty(start))
                        }
                        _ => self.node_then(State::FlowMappingValue, false, false),
                    };
                }
                TokenKind::FlowMappingEnd => {}
                _ => return self.node_then(State::FlowMappingEmptyValue, false, false),
            }
        }
        self.end(EventKind::MappingEnd)
    }

    fn flow_mapping_value(&mut self) -> Parsed<'a> {
        if matches!(self.scanner.peek()?.kind, TokenKind::Value) {
            self.scanner.take();
            if !matches!(self.scanner.peek()?.kind, TokenKind::FlowEntry | TokenKind::FlowMappingEnd) {
                return self.node_then(State::FlowMappingKey, false, false);
            }
        }
        self.state = State::FlowMappingKey;
        Ok(empty(self.scanner.peek()?.start))
    }
}

fn event(kind: EventKind<'_>, mark: Mark) -> Event<'_> {
    Event { kind, position: mark.position() }
}

/// A scalar that is not written at all.
fn empty<'a>(mark: Mark) -> Event<'a> {
    event(EventKind::Scalar { anchor: None, tag: None, value: Cow::Borrowed(""), quoted: false }, mark)
}

fn broken(context: &'static str, began: Mark, problem: &'static str, token: &Token<'_>) -> Error {
    Error::syntax(Some(context), began.position(), problem, token.start.position())
}

/// An error without a context, which Psych places at the start of the text.
fn bare(problem: &'static str, mark: Mark) -> Error {
    Error::syntax(None, Position::default(), problem, mark.position())
}
