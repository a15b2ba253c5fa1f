//! What stands right of a field's `=`: text, names of strings, and joins of both with `#`.

use std::fmt;

use crate::bibtex::ruby_text;

/// One operand of a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Token {
    /// Text that stood in braces or quotes, or a number.
    Text(String),
    /// The name of an `@string`, in lower case.
    Symbol(String),
}

impl Token {
    /// Gives the text or the name.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Text(text) | Self::Symbol(text) => text,
        }
    }

    /// Shows the token as Ruby's `inspect` does.
    pub(crate) fn inspect(&self) -> String {
        match self {
            Self::Text(text) => ruby_text::inspect(text),
            Self::Symbol(name) => ruby_text::inspect_symbol(name),
        }
    }
}

/// A field's value: operands joined by `#`, most often one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Value {
    /// The operands in order.
    pub tokens: Vec<Token>,
}

impl Value {
    /// Makes a value of one text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { tokens: vec![Token::Text(text.into())] }
    }

    /// Makes a value of one string name.
    pub fn symbol(name: impl Into<String>) -> Self {
        Self { tokens: vec![Token::Symbol(name.into())] }
    }

    /// Puts the values of strings in the place of their names; names that `lookup` does not know stay.
    pub(crate) fn replace<'a>(&mut self, lookup: impl Fn(&str) -> Option<&'a Self>) {
        if !self.tokens.iter().any(|token| matches!(token, Token::Symbol(_))) {
            return;
        }
        self.tokens = std::mem::take(&mut self.tokens)
            .into_iter()
            .flat_map(|token| match &token {
                Token::Symbol(name) => lookup(name).map_or_else(|| vec![token.clone()], |value| value.tokens.clone()),
                Token::Text(_) => vec![token],
            })
            .collect();
    }

    /// Joins texts that stand side by side into one.
    pub(crate) fn join(&mut self) {
        if self.tokens.len() < 2 {
            return;
        }
        let mut joined: Vec<Token> = Vec::with_capacity(self.tokens.len());
        for token in std::mem::take(&mut self.tokens) {
            match (joined.last_mut(), &token) {
                (Some(Token::Text(before)), Token::Text(text)) => before.push_str(text),
                _ => joined.push(token),
            }
        }
        self.tokens = joined;
    }

    /// Rewrites every operand's text; names of strings become text with it, as bibtex-ruby's filters make them.
    pub(crate) fn convert(&self, change: impl Fn(&str) -> String) -> Self {
        Self { tokens: self.tokens.iter().map(|token| Token::Text(change(token.as_str()))).collect() }
    }

    /// Writes the value as it stands in a file: a text between `quotes`, a name bare, a join with `#`.
    pub(crate) fn quoted(&self, quotes: [&str; 2]) -> String {
        match self.tokens.as_slice() {
            [Token::Text(text)] => format!("{}{text}{}", quotes[0], quotes[1]),
            [Token::Symbol(name)] => name.clone(),
            _ => self.to_string(),
        }
    }

    /// Reads the leading digits, as Ruby's `to_i` does.
    pub(crate) fn to_i(&self) -> i64 {
        self.tokens.first().map_or(0, |token| leading_integer(token.as_str()))
    }
}

/// Reads the integer a text starts with, or 0.
pub(crate) fn leading_integer(text: &str) -> i64 {
    let text = text.trim_start();
    let (sign, digits) = match text.as_bytes().first() {
        Some(b'-') => (-1, &text[1..]),
        Some(b'+') => (1, &text[1..]),
        _ => (1, text),
    };
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse::<i64>().unwrap_or(if end == 0 { 0 } else { i64::MAX }).saturating_mul(sign)
}

impl fmt::Display for Value {
    /// A single operand bare, a join with its texts in quotes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [token] = self.tokens.as_slice() {
            return f.write_str(token.as_str());
        }
        for (index, token) in self.tokens.iter().enumerate() {
            if index > 0 {
                f.write_str(" # ")?;
            }
            match token {
                Token::Text(text) => write!(f, "\"{text}\"")?,
                Token::Symbol(name) => f.write_str(name)?,
            }
        }
        Ok(())
    }
}
