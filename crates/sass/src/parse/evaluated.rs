//! Parsing texts that evaluation made: selectors, media queries, keyframe blocks, `@at-root` queries.

use super::scanner::{Names, Parser};
use crate::Syntax;
use crate::span::{At, Fault, Generated, Res};

/// The file number of places in a text that is in no file.
const NO_FILE: u32 = u32::MAX - 1;

/// A piece of an evaluated text: where it starts there, and where it is from.
#[derive(Debug, Clone, Copy)]
enum Piece {
    /// Text that stands in the source as it is.
    Text(u32, At),
    /// What an interpolation gave: the place of the whole `#{…}`, and of the expression in it.
    Value(u32, At, At),
}

impl Piece {
    fn start(&self) -> usize {
        match self {
            Self::Text(start, _) | Self::Value(start, ..) => *start as usize,
        }
    }
}

/// Where the pieces of an evaluated text come from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origin {
    /// Most texts have no more pieces than these.
    few: [Option<Piece>; 6],
    count: usize,
    more: Vec<Piece>,
}

impl Origin {
    /// Notes that source text goes on at an offset of the evaluated text.
    pub(crate) fn text(&mut self, offset: usize, at: At) {
        self.push(Piece::Text(offset as u32, at));
    }

    /// Notes that the value of an interpolation starts at an offset of the evaluated text.
    pub(crate) fn value(&mut self, offset: usize, whole: At, expression: At) {
        self.push(Piece::Value(offset as u32, whole, expression));
    }

    fn push(&mut self, piece: Piece) {
        match self.few.get_mut(self.count) {
            Some(place) => *place = Some(piece),
            None => self.more.push(piece),
        }
        self.count += 1;
    }

    fn piece(&self, offset: usize) -> Option<Piece> {
        if self.count < 2 {
            return self.few[0];
        }
        let few = self.few.iter().rev().flatten();
        self.more.iter().rev().chain(few).find(|piece| piece.start() <= offset).copied().or(self.few[0])
    }

    fn is_value(&self, offset: usize) -> bool {
        matches!(self.piece(offset), Some(Piece::Value(..)))
    }

    /// Where the text starts in its source; interpolations that gave nothing are passed over.
    pub(crate) fn start(&self, whole: At) -> u32 {
        match self.piece(0) {
            Some(Piece::Text(0, at)) => at.start,
            _ => whole.start,
        }
    }

    /// The place of a range of the text.
    pub(crate) fn place(&self, start: usize, end: usize) -> At {
        let (Some(first), Some(last)) = (self.piece(start), self.piece(end)) else { return At::NONE };
        let offset = |offset: usize, from: u32, at: At| (at.start + (offset as u32).saturating_sub(from)).min(at.end);
        if let (Piece::Value(.., first), Piece::Value(.., last)) = (first, last) {
            return first.to(last);
        }
        let (file, start) = match first {
            Piece::Text(from, at) => (at.file, offset(start, from, at)),
            Piece::Value(_, whole, _) => (whole.file, whole.start),
        };
        let end = match last {
            Piece::Text(from, at) => offset(end, from, at),
            Piece::Value(_, whole, _) => whole.end,
        };
        At { file, start, end: end.max(start) }
    }
}

/// Parses an evaluated text to its end; faults are placed through `origin`, and show the text itself where what is
/// wrong came from an interpolation.
pub(crate) fn parse<T>(
    text: &str,
    origin: &Origin,
    leftover: &str,
    parse: impl FnOnce(&mut Parser<'_>) -> Res<T>,
) -> Res<T> {
    let mut names = Names::default();
    let mut parser = Parser::new(NO_FILE, text, Syntax::Scss, &mut names);
    let result =
        parse(&mut parser).and_then(|value| if parser.done() { Ok(value) } else { Err(parser.fail_here(leftover)) });
    result.map_err(|fault| locate(fault, text, origin))
}

fn locate(mut fault: Box<Fault>, text: &str, origin: &Origin) -> Box<Fault> {
    if fault.at.file != NO_FILE {
        return fault;
    }
    let (start, end) = (fault.at.start, fault.at.end);
    fault.at = origin.place(start as usize, end as usize);
    if origin.is_value(start as usize) || origin.is_value(end as usize) {
        fault.generated = Some(Generated { text: text.into(), start, end });
    }
    fault
}
