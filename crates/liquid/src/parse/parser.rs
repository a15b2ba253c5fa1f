//! The strict parser. As in Ruby, an expression comes out as normalised text, which [`super::Expression`] then reads.

use super::lexer::{Kind, lex};
use crate::error::{Error, Result};
use crate::value::{InspectStyle, Value};

/// How deep brackets and ranges may nest.
const DEPTH_LIMIT: usize = 200;

/// Reads the tokens of one piece of markup.
pub(crate) struct Parser<'m> {
    tokens: Vec<(Kind, &'m str)>,
    at: usize,
    depth: usize,
}

impl<'m> Parser<'m> {
    pub(crate) fn new(markup: &'m str) -> Result<Self> {
        Ok(Self { tokens: lex(markup)?, at: 0, depth: 0 })
    }

    fn peek(&self) -> (Kind, &'m str) {
        self.tokens.get(self.at).copied().unwrap_or((Kind::End, ""))
    }

    /// Says whether the token so many ahead is of a kind.
    pub(crate) fn look(&self, kind: Kind, ahead: usize) -> bool {
        self.tokens.get(self.at + ahead).is_some_and(|token| token.0 == kind)
    }

    /// Takes a token that must be of a kind.
    pub(crate) fn consume(&mut self, kind: Kind) -> Result<&'m str> {
        let (found, text) = self.peek();
        if found != kind {
            return Err(Error::syntax(format!("Expected {} but found {}", kind.name(), found.name())));
        }
        self.at += 1;
        Ok(text)
    }

    /// Takes a token if it is of a kind.
    pub(crate) fn accept(&mut self, kind: Kind) -> Option<&'m str> {
        let (found, text) = self.peek();
        (found == kind).then(|| {
            self.at += 1;
            text
        })
    }

    /// Takes a certain word if it comes next.
    pub(crate) fn accept_word(&mut self, word: &str) -> bool {
        let found = self.peek() == (Kind::Id, word);
        self.at += usize::from(found);
        found
    }

    /// Reads an expression and appends its normalised text.
    pub(crate) fn expression(&mut self, out: &mut String) -> Result<()> {
        self.depth += 1;
        if self.depth > DEPTH_LIMIT {
            return Err(Error::stack_level());
        }
        let (kind, text) = self.peek();
        match kind {
            Kind::Id => self.lookup(out)?,
            Kind::Str | Kind::Number => {
                self.at += 1;
                out.push_str(text);
            }
            Kind::OpenRound => {
                self.at += 1;
                out.push('(');
                self.expression(out)?;
                self.consume(Kind::DotDot)?;
                out.push_str("..");
                self.expression(out)?;
                self.consume(Kind::CloseRound)?;
                out.push(')');
            }
            _ => return Err(Error::syntax(format!("{} is not a valid expression", inspect(kind, text)))),
        }
        self.depth -= 1;
        Ok(())
    }

    /// Reads an expression and gives its normalised text.
    pub(crate) fn expression_text(&mut self) -> Result<String> {
        let mut out = String::new();
        self.expression(&mut out)?;
        Ok(out)
    }

    /// Reads a filter's argument, a keyword in front kept: `key: value`.
    pub(crate) fn argument(&mut self) -> Result<String> {
        let mut out = String::new();
        if self.look(Kind::Id, 0) && self.look(Kind::Colon, 1) {
            out.push_str(self.consume(Kind::Id)?);
            self.consume(Kind::Colon)?;
            out.push_str(": ");
        }
        self.expression(&mut out)?;
        Ok(out)
    }

    fn lookup(&mut self, out: &mut String) -> Result<()> {
        out.push_str(self.consume(Kind::Id)?);
        loop {
            if self.accept(Kind::OpenSquare).is_some() {
                out.push('[');
                self.expression(out)?;
                self.consume(Kind::CloseSquare)?;
                out.push(']');
            } else if self.accept(Kind::Dot).is_some() {
                out.push('.');
                out.push_str(self.consume(Kind::Id)?);
            } else {
                return Ok(());
            }
        }
    }
}

fn inspect(kind: Kind, text: &str) -> String {
    match kind {
        Kind::End => "[:end_of_string]".to_owned(),
        _ => format!("[:{}, {}]", kind.name(), Value::from(text).inspect(InspectStyle::Ruby31)),
    }
}
