//! What a template sees of an entry: `entry.title`, `entry.author_array`, `entry.author_0_last`, `entry.bibtex`.

use indexmap::IndexMap;

use crate::bibtex::{Entry, Field, Quotes};
use crate::filters::{self, DEFAULT_FILTERS, Filter};

/// A value of a template's `entry`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ContextValue {
    /// Text.
    Text(String),
    /// People: `first`, `last`, `prefix` and `suffix` of each.
    People(Vec<IndexMap<&'static str, String>>),
}

impl ContextValue {
    /// Gives the text, unless these are people.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::People(_) => None,
        }
    }
}

/// How entries are shown to templates and citations; the default is jekyll-scholar's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EntrySettings {
    /// Run over every field's text.
    pub filters: Vec<Filter>,
    /// Run over `entry.bibtex`'s fields.
    pub raw_filters: Vec<Filter>,
    /// The fields left out of `entry.bibtex`.
    pub skip_fields: Vec<String>,
    /// What stands round texts in `entry.bibtex`.
    pub quotes: Quotes,
}

impl Default for EntrySettings {
    fn default() -> Self {
        Self {
            filters: DEFAULT_FILTERS.to_vec(),
            raw_filters: Vec::new(),
            skip_fields: vec!["abstract".to_owned(), "month_numeric".to_owned()],
            quotes: Quotes::default(),
        }
    }
}

impl Entry {
    /// Rewrites every field with filters; names of strings become text with it.
    pub fn convert(&self, filters: &[Filter]) -> Self {
        if filters.is_empty() {
            return self.clone();
        }
        let change = |text: &str| filters::apply_all(filters, text);
        let fields = self
            .fields
            .iter()
            .map(|(name, field)| {
                let field = match field {
                    Field::Value(value) => Field::Value(value.convert(change)),
                    Field::Names(names) => Field::Names(names.convert(change)),
                };
                (name.clone(), field)
            })
            .collect();
        Self { kind: self.kind.clone(), key: self.key.clone(), fields, line: self.line }
    }

    /// Writes `entry.bibtex`.
    pub fn raw_bibtex(&self, settings: &EntrySettings) -> String {
        let skip: Vec<&str> = settings.skip_fields.iter().map(String::as_str).collect();
        self.convert(&settings.raw_filters).to_bibtex(&settings.quotes, &skip)
    }

    /// Makes the hash that a template sees as `entry`.
    ///
    /// ```
    /// use hyde_bibliography::{Bibliography, ContextValue, EntrySettings};
    /// let file = Bibliography::parse("@misc{k, title = {On {DNA}}}", &Default::default())?;
    /// let context = file.entry("k").expect("the file has it").context(&EntrySettings::default());
    /// assert_eq!(context["title"], ContextValue::Text("On DNA".to_owned()));
    /// # Ok::<(), hyde_bibliography::ParseError>(())
    /// ```
    pub fn context(&self, settings: &EntrySettings) -> IndexMap<String, ContextValue> {
        let mut context = IndexMap::new();
        context.insert("key".to_owned(), ContextValue::Text(self.key.clone()));
        context.insert("type".to_owned(), ContextValue::Text(self.kind.clone()));
        context.insert("bibtex".to_owned(), ContextValue::Text(self.raw_bibtex(settings)));
        for (name, field) in self.convert(&settings.filters).fields {
            context.insert(name.clone(), ContextValue::Text(field.to_string()));
            let Field::Names(names) = field else { continue };
            let people: Vec<IndexMap<&'static str, String>> = names
                .0
                .iter()
                .map(|person| {
                    [
                        ("first", &person.first),
                        ("last", &person.last),
                        ("prefix", &person.prefix),
                        ("suffix", &person.suffix),
                    ]
                    .into_iter()
                    .map(|(part, text)| (part, text.clone().unwrap_or_default()))
                    .collect()
                })
                .collect();
            context.insert(format!("{name}_array"), ContextValue::People(people.clone()));
            for (index, person) in people.into_iter().enumerate() {
                for (part, text) in person {
                    context.insert(format!("{name}_{index}_{part}"), ContextValue::Text(text));
                }
            }
        }
        context
    }
}
