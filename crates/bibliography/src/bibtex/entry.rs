//! One entry: its fields in order, and how it is written back.

use std::fmt;

use indexmap::IndexMap;

use super::value::Value;
use crate::names::Names;

/// A field's content.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Field {
    /// Text and names of strings.
    Value(Value),
    /// A list of people, in the fields that hold names.
    Names(Names),
}

impl Field {
    /// Gives the value, unless the field holds names.
    pub fn as_value(&self) -> Option<&Value> {
        match self {
            Self::Value(value) => Some(value),
            Self::Names(_) => None,
        }
    }

    /// Gives the names, if the field holds names.
    pub fn as_names(&self) -> Option<&Names> {
        match self {
            Self::Names(names) => Some(names),
            Self::Value(_) => None,
        }
    }

    /// Writes the field as it stands in a file, text between `quotes`.
    pub(crate) fn quoted(&self, quotes: [&str; 2]) -> String {
        match self {
            Self::Value(value) => value.quoted(quotes),
            Self::Names(names) => format!("{}{names}{}", quotes[0], quotes[1]),
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => value.fmt(f),
            Self::Names(names) => names.fmt(f),
        }
    }
}

/// What stands round a text when an entry is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotes {
    /// Before the text.
    pub open: String,
    /// Behind the text.
    pub close: String,
}

impl Default for Quotes {
    fn default() -> Self {
        Self { open: "{".to_owned(), close: "}".to_owned() }
    }
}

/// An entry such as `@article{key, title = {…}}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The type in lower case, such as `article`.
    pub kind: String,
    /// The cite key.
    pub key: String,
    /// The fields in order, names in lower case.
    pub fields: IndexMap<String, Field>,
    /// The line it starts on, from 1; 0 if it stood nowhere.
    pub line: usize,
}

impl Entry {
    /// Gives a field.
    pub fn get(&self, name: &str) -> Option<&Field> {
        self.fields.get(name)
    }

    /// Gives a field's text as templates see it, string names bare and joins with `#`.
    pub fn text(&self, name: &str) -> Option<String> {
        self.fields.get(name).map(ToString::to_string)
    }

    /// Writes the entry back as bibtex-ruby does: a field per line in order, without the fields in `skip`.
    ///
    /// ```
    /// use hyde_bibliography::{Bibliography, Quotes};
    /// let file = Bibliography::parse("@misc{k, title = \"T\", year = 2001}", &Default::default())?;
    /// let entry = file.entry("k").expect("the file has it");
    /// assert_eq!(entry.to_bibtex(&Quotes::default(), &["year"]), "@misc{k,\n  title = {T}\n}\n");
    /// # Ok::<(), hyde_bibliography::ParseError>(())
    /// ```
    pub fn to_bibtex(&self, quotes: &Quotes, skip: &[&str]) -> String {
        let quotes = [quotes.open.as_str(), quotes.close.as_str()];
        let fields: Vec<String> = self
            .fields
            .iter()
            .filter(|(name, _)| !skip.contains(&name.as_str()))
            .map(|(name, field)| format!("{name} = {}", field.quoted(quotes)))
            .collect();
        let body = fields.join(",\n").replace('\n', "\n  ");
        format!("@{}{{{},\n  {body}\n}}\n", self.kind, self.key)
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_bibtex(&Quotes::default(), &[]))
    }
}
