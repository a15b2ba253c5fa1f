//! A whole file: elements in order, entries by key, strings, and what children take over from parents.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::dates::{self, MONTHS};
use super::entry::{Entry, Field};
use super::parser::{self, Raw, RawEntry};
use super::value::{Token, Value};
use super::{Element, ParseError, ruby_text};
use crate::names::Names;

/// The fields that hold names.
const NAME_FIELDS: [&str; 6] = ["author", "editor", "translator", "director", "producer", "composer"];

/// How a file is read; the default is what jekyll-scholar does without settings.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParseOptions {
    /// Joins the lines of multi-line values into one. Off by default.
    pub strip: bool,
    /// Reads `month` and adds `month_numeric`. On by default.
    pub parse_months: bool,
    /// Reads the name fields. On by default.
    pub parse_names: bool,
    /// Takes every `@` between objects for the start of one. On by default.
    pub strict: bool,
    /// Makes a key for entries that have none, in place of an error. Off by default.
    pub allow_missing_keys: bool,
}

impl Default for ParseOptions {
    fn default() -> Self {
        Self { strip: false, parse_months: true, parse_names: true, strict: true, allow_missing_keys: false }
    }
}

/// The elements of one or more `.bib` files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bibliography {
    /// All elements in order.
    elements: Vec<Element>,
    by_key: HashMap<String, usize>,
}

impl Bibliography {
    /// Parses a file. An object that cannot be read becomes an [`Element::Error`]; a token out of place is an error
    /// for the whole file, as in bibtex-ruby.
    ///
    /// ```
    /// use hyde_bibliography::Bibliography;
    /// let file = Bibliography::parse("@string{j = \"Tides\"} @article{a1, journal = j # \" B\"}", &Default::default())?;
    /// assert_eq!(file.keys().collect::<Vec<_>>(), ["a1"]);
    /// let mut file = file;
    /// file.replace_strings();
    /// file.join();
    /// assert_eq!(file.entry("a1").and_then(|entry| entry.text("journal")), Some("Tides B".to_owned()));
    /// # Ok::<(), hyde_bibliography::ParseError>(())
    /// ```
    pub fn parse(text: &str, options: &ParseOptions) -> Result<Self, ParseError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut file = Self::default();
        for raw in parser::parse(text, options.strict, options.allow_missing_keys)? {
            match raw {
                Raw::Element(mut element) => {
                    if let (true, Element::String { value, .. } | Element::Preamble(value)) =
                        (options.strip, &mut element)
                    {
                        strip(value);
                    }
                    file.elements.push(element);
                }
                Raw::Entry(entry) => file.add(finish(entry, options)),
            }
        }
        Ok(file)
    }

    /// Adds an entry at the end; a key that is taken is counted up with Ruby's `succ` until it is free.
    pub fn add(&mut self, mut entry: Entry) {
        while self.by_key.contains_key(&entry.key) {
            entry.key = ruby_text::succ(&entry.key);
        }
        self.by_key.insert(entry.key.clone(), self.elements.len());
        self.elements.push(Element::Entry(entry));
    }

    /// Adds all elements of another bibliography behind these.
    pub fn append(&mut self, other: Self) {
        for element in other.elements {
            match element {
                Element::Entry(entry) => self.add(entry),
                other => self.elements.push(other),
            }
        }
    }

    /// Gives all elements in order.
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// Gives the entries in order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.elements.iter().filter_map(|element| match element {
            Element::Entry(entry) => Some(entry),
            _ => None,
        })
    }

    /// Gives the entries' keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries().map(|entry| entry.key.as_str())
    }

    /// Finds an entry by its key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        match self.elements.get(*self.by_key.get(key)?)? {
            Element::Entry(entry) => Some(entry),
            _ => None,
        }
    }

    /// Keeps the first of entries that have the type and the given fields in common, a missing field being like an
    /// empty one.
    pub fn remove_duplicates(&mut self, fields: &[&str]) {
        let mut seen = std::collections::HashSet::new();
        self.elements.retain(|element| match element {
            Element::Entry(entry) => {
                let parts: Vec<String> = fields.iter().map(|name| entry.text(name).unwrap_or_default()).collect();
                seen.insert((entry.kind.clone(), parts))
            }
            _ => true,
        });
        self.by_key = self
            .elements
            .iter()
            .enumerate()
            .filter_map(|(index, element)| match element {
                Element::Entry(entry) => Some((entry.key.clone(), index)),
                _ => None,
            })
            .collect();
    }

    /// Puts the values of `@string`s in the place of their names, everywhere; the last definition counts.
    pub fn replace_strings(&mut self) {
        let mut strings: HashMap<String, Value> = HashMap::new();
        for element in &self.elements {
            if let Element::String { key, value } = element {
                strings.insert(key.clone(), value.clone());
            }
        }
        if strings.is_empty() {
            return;
        }
        resolve(&mut strings);
        for element in &mut self.elements {
            match element {
                Element::Entry(entry) => {
                    for field in entry.fields.values_mut() {
                        if let Field::Value(value) = field {
                            value.replace(|name| strings.get(name));
                        }
                    }
                }
                Element::Preamble(value) | Element::String { value, .. } => value.replace(|name| strings.get(name)),
                Element::Comment(_) | Element::Error { .. } => {}
            }
        }
    }

    /// Joins texts side by side, everywhere.
    pub fn join(&mut self) {
        for element in &mut self.elements {
            match element {
                Element::Entry(entry) => {
                    for field in entry.fields.values_mut() {
                        if let Field::Value(value) = field {
                            value.join();
                        }
                    }
                }
                Element::Preamble(value) | Element::String { value, .. } => value.join(),
                Element::Comment(_) | Element::Error { .. } => {}
            }
        }
    }

    /// Finds the entry that another one names in `crossref`.
    pub fn parent(&self, entry: &Entry) -> Option<&Entry> {
        self.entry(&entry.text("crossref")?)
    }

    /// Lists the fields an entry takes over from its parent: those the parent has, the entry lacks, and its type may
    /// use. A parent's title serves as `booktitle`.
    pub fn inherited(&self, entry: &Entry) -> Vec<String> {
        let Some(parent) = self.parent(entry) else { return Vec::new() };
        let mut names: Vec<String> =
            parent.fields.keys().filter(|name| !entry.fields.contains_key(*name)).cloned().collect();
        if parent.fields.contains_key("title") && !entry.fields.contains_key("booktitle") {
            names.push("booktitle".to_owned());
        }
        names.sort();
        names
    }

    /// Gives a field of an entry or, when it has none, of its parent; `booktitle` is then the parent's booktitle or
    /// title.
    pub fn field<'a>(&'a self, entry: &'a Entry, name: &str) -> Option<&'a Field> {
        if let Some(field) = entry.fields.get(name) {
            return Some(field);
        }
        let parent = self.parent(entry)?;
        match parent.fields.get(name) {
            None if name == "booktitle" => parent.fields.get("title"),
            found => found,
        }
    }
}

/// Lets strings that use other strings be spelled out, a bounded number of times so that circles end.
fn resolve(strings: &mut HashMap<String, Value>) {
    for _ in 0..strings.len().min(16) {
        let before = strings.clone();
        let mut changed = false;
        let mut keys: Vec<&String> = before.keys().collect();
        keys.sort();
        for key in keys {
            let Some(value) = strings.get_mut(key) else { continue };
            if value.tokens.len() > 1000 {
                continue;
            }
            value.replace(|name| before.get(name).filter(|_| name != key));
            changed |= before.get(key) != Some(value);
        }
        if !changed {
            break;
        }
    }
}

/// Turns white space that holds a line break into one space, as `strip: true` does.
fn strip(value: &mut Value) {
    for token in &mut value.tokens {
        if let Token::Text(text) = token {
            *text = join_lines(text);
        }
    }
}

fn join_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(found) = rest.find(['\n', '\r']) {
        out.push_str(rest[..found].trim_end());
        out.push(' ');
        rest = rest[found..].trim_start();
    }
    out.push_str(rest);
    out
}

fn finish(raw: RawEntry, options: &ParseOptions) -> Entry {
    let key = raw.key.clone().unwrap_or_else(|| default_key(&raw.fields));
    let mut fields: IndexMap<String, Field> = IndexMap::with_capacity(raw.fields.len() + 1);
    let mut month = None;
    for (name, mut value) in raw.fields {
        if options.strip {
            strip(&mut value);
        }
        if options.parse_names && NAME_FIELDS.contains(&name.as_str()) {
            fields.insert(name, Field::Names(Names::parse(&value.to_string())));
            continue;
        }
        if options.parse_months && name == "month" {
            month = dates::month(&value.to_string());
            if let Some(number) = month {
                value = Value::symbol(MONTHS[number - 1]);
            }
        }
        fields.insert(name, Field::Value(value));
    }
    if let Some(number) = month {
        fields.insert("month_numeric".to_owned(), Field::Value(Value::text(number.to_string())));
    }
    Entry { kind: raw.kind, key, fields, line: raw.line }
}

/// Makes a key from the first word of the authors or editors and the year: `vera2001a`.
fn default_key(fields: &IndexMap<String, Value>) -> String {
    let text = |name: &str| fields.get(name).map(ToString::to_string);
    let people = text("author").or_else(|| text("editor")).unwrap_or_else(|| "unknown".to_owned());
    let word: String = people
        .chars()
        .skip_while(|c| !c.is_alphabetic())
        .take_while(|c| c.is_alphabetic() || matches!(c, '\'' | '’'))
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .map(unaccented)
        .collect();
    let year: String = text("year")
        .or_else(|| text("date"))
        .map(|year| year.chars().take_while(char::is_ascii_digit).take(4).collect())
        .filter(|year: &String| !year.is_empty())
        .unwrap_or_else(|| "-".to_owned());
    format!("{word}{year}a")
}

/// The letter without its accents, where Unicode takes them apart.
fn unaccented(letter: char) -> char {
    use unicode_normalization::UnicodeNormalization;
    std::iter::once(letter).nfd().next().unwrap_or(letter)
}
