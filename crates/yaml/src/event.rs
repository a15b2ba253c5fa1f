//! The events of a YAML stream: what libyaml tells about a text, piece by piece.

use crate::error::{Error, ErrorKind};
use crate::node::Position;
use libyaml_safer::{EventData, Mark, Parser};
use std::borrow::Cow;

pub(crate) struct Event<'a> {
    pub(crate) data: EventKind<'a>,
    pub(crate) position: Position,
}

pub(crate) enum EventKind<'a> {
    /// The start of the stream or of a document.
    Start,
    DocumentEnd,
    StreamEnd,
    Alias(Cow<'a, str>),
    Scalar {
        anchor: Option<Cow<'a, str>>,
        tag: Option<Cow<'a, str>>,
        value: Cow<'a, str>,
        quoted: bool,
    },
    SequenceStart {
        anchor: Option<Cow<'a, str>>,
    },
    SequenceEnd,
    MappingStart {
        anchor: Option<Cow<'a, str>>,
    },
    MappingEnd,
}

pub(crate) struct Events<'a> {
    parser: Parser<&'a [u8]>,
}

impl<'a> Events<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let mut parser = Parser::new();
        parser.set_input(text.as_bytes());
        Self { parser }
    }

    pub(crate) fn next(&mut self) -> Result<Event<'a>, Error> {
        let event = self.parser.parse().map_err(convert)?;
        let data = match event.data {
            EventData::StreamStart { .. } | EventData::DocumentStart { .. } => EventKind::Start,
            EventData::StreamEnd => EventKind::StreamEnd,
            EventData::DocumentEnd { .. } => EventKind::DocumentEnd,
            EventData::Alias { anchor } => EventKind::Alias(anchor.into()),
            EventData::Scalar { anchor, tag, value, quoted_implicit, .. } => EventKind::Scalar {
                anchor: anchor.map(Into::into),
                tag: tag.map(Into::into),
                value: value.into(),
                quoted: quoted_implicit,
            },
            EventData::SequenceStart { anchor, .. } => EventKind::SequenceStart { anchor: anchor.map(Into::into) },
            EventData::SequenceEnd => EventKind::SequenceEnd,
            EventData::MappingStart { anchor, .. } => EventKind::MappingStart { anchor: anchor.map(Into::into) },
            EventData::MappingEnd => EventKind::MappingEnd,
        };
        Ok(Event { data, position: position(event.start_mark) })
    }
}

fn position(mark: Mark) -> Position {
    let count = |number: u64| u32::try_from(number + 1).unwrap_or(u32::MAX);
    Position { line: count(mark.line), column: count(mark.column) }
}

fn convert(error: libyaml_safer::Error) -> Error {
    let found_at = error.problem_mark().map(position).unwrap_or_default();
    let began = match (error.context_mark(), error.kind()) {
        (Some(mark), _) => position(mark),
        (None, libyaml_safer::ErrorKind::Scanner) => found_at,
        _ => Position::default(),
    };
    let _ = ErrorKind::Syntax;
    Error::syntax(error.context(), began, error.problem(), found_at)
}
