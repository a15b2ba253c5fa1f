//! What a rendering's first piece is. Ruby joins the pieces of a body into a string with the first piece's encoding: a
//! number, `nil` or a body without pieces makes it US-ASCII, and it stays so until a character needs more. kramdown
//! then writes typographic characters as references.

use crate::value::Value;

/// The first piece of what has been rendered so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Lead {
    /// Nothing has been written yet, not even an empty piece.
    #[default]
    Open,
    /// A piece that Ruby holds as US-ASCII.
    Ascii,
    /// A piece that Ruby holds as UTF-8.
    Unicode,
}

impl Lead {
    /// Gives what a printed value is.
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Nil | Value::Bool(_) | Value::Int(_) | Value::BigInt(_) | Value::Float(_) | Value::Time(_) => {
                Self::Ascii
            }
            Value::Array(items) => items.first().map_or(Self::Ascii, Self::of),
            _ => Self::Unicode,
        }
    }
}

/// What the string is that a tag gives: of which encoding, if it is the first piece of its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Leads {
    /// A string of the tag's own.
    Text,
    /// What the tag's body gives, or the template that it renders.
    Body,
    /// Nothing at all: a block that is blank.
    Nothing,
}
