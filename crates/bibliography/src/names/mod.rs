//! Names of people: a field's text in, parts out, split as bibtex-ruby splits them.

mod namae;
mod parser;

use std::fmt;

pub use namae::{NamaeName, parse as parse_namae};

/// One person or institution.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Name {
    /// Given names.
    pub first: Option<String>,
    /// The family name, or the whole name of an institution.
    pub last: Option<String>,
    /// Particles such as `van der`.
    pub prefix: Option<String>,
    /// `Jr.` and the like.
    pub suffix: Option<String>,
}

impl Name {
    /// Writes the name family name first: `van der Berg, Jr., Karel`.
    pub fn sort_order(&self) -> String {
        let family = join([&self.prefix, &self.last], " ");
        join([&Some(family), &self.suffix, &self.first], ", ")
    }

    /// Writes the name given name first: `Karel van der Berg Jr.`.
    pub fn display_order(&self) -> String {
        join([&self.first, &self.prefix, &self.last, &self.suffix], " ")
    }

    /// Rewrites every part.
    pub(crate) fn convert(&self, change: &impl Fn(&str) -> String) -> Self {
        let part = |part: &Option<String>| part.as_deref().map(change);
        Self {
            first: part(&self.first),
            last: part(&self.last),
            prefix: part(&self.prefix),
            suffix: part(&self.suffix),
        }
    }
}

fn join<const N: usize>(parts: [&Option<String>; N], delimiter: &str) -> String {
    let present: Vec<&str> = parts.iter().filter_map(|part| part.as_deref()).filter(|p| !p.is_empty()).collect();
    present.join(delimiter)
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sort_order())
    }
}

/// The names of a field, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Names(pub Vec<Name>);

impl Names {
    /// Splits a field's text at `and` and each name into its parts. A text in which any name cannot be split gives no
    /// names at all, as in bibtex-ruby.
    ///
    /// ```
    /// use hyde_bibliography::Names;
    /// let names = Names::parse("van der Berg, Jr., Karel and Kim Rho");
    /// assert_eq!(names.to_string(), "van der Berg, Jr., Karel and Rho, Kim");
    /// assert_eq!(names.0[0].prefix.as_deref(), Some("van der"));
    /// ```
    pub fn parse(text: &str) -> Self {
        Self(parser::parse(text).unwrap_or_default())
    }

    /// Rewrites every part of every name.
    pub(crate) fn convert(&self, change: impl Fn(&str) -> String) -> Self {
        Self(self.0.iter().map(|name| name.convert(&change)).collect())
    }
}

impl fmt::Display for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, name) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(" and ")?;
            }
            name.fmt(f)?;
        }
        Ok(())
    }
}
