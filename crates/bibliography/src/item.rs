//! An entry as a citation processor sees it: BibTeX's fields turned into CSL's variables, as bibtex-ruby turns them.

use indexmap::IndexMap;

use crate::bibtex::{Bibliography, Entry, Field, leading_integer};

/// A date: up to two ends of year, month and day, or words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ItemDate {
    /// Year, month and day of each end, as far as known.
    Parts(Vec<Vec<i64>>),
    /// Text that is no date, such as `in press`.
    Literal(String),
}

/// A person or institution of an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemName {
    /// Family name, or the whole name.
    pub family: Option<String>,
    /// Given names.
    pub given: Option<String>,
    /// `Jr.` and the like.
    pub suffix: Option<String>,
    /// A particle such as `van der`.
    pub particle: Option<String>,
}

/// A variable's content.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ItemValue {
    /// Text.
    Text(String),
    /// People.
    Names(Vec<ItemName>),
    /// A date.
    Date(ItemDate),
}

/// What is cited: CSL variables by name, with `id` and `type` among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// The variables.
    pub variables: IndexMap<String, ItemValue>,
}

impl Item {
    /// Gives a text variable.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.variables.get(name)? {
            ItemValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Gives the people of a variable.
    pub fn names(&self, name: &str) -> Option<&[ItemName]> {
        match self.variables.get(name)? {
            ItemValue::Names(names) => Some(names),
            _ => None,
        }
    }

    /// Gives a date variable.
    pub fn date(&self, name: &str) -> Option<&ItemDate> {
        match self.variables.get(name)? {
            ItemValue::Date(date) => Some(date),
            _ => None,
        }
    }

    /// Tells whether a variable holds anything.
    pub fn has(&self, name: &str) -> bool {
        match self.variables.get(name) {
            None => false,
            Some(ItemValue::Text(text)) => !text.is_empty(),
            Some(ItemValue::Names(names)) => !names.is_empty(),
            Some(ItemValue::Date(ItemDate::Literal(text))) => !text.is_empty(),
            Some(ItemValue::Date(ItemDate::Parts(parts))) => !parts.is_empty(),
        }
    }
}

/// The variable a field becomes, where it has another name.
fn variable(field: &str) -> &str {
    match field {
        "address" => "publisher-place",
        "booktitle" | "journal" | "journaltitle" => "container-title",
        "doi" => "DOI",
        "howpublished" | "institution" | "organization" | "school" => "publisher",
        "isbn" => "ISBN",
        "number" => "issue",
        "pages" => "page",
        "pmcid" => "PMCID",
        "pmid" => "PMID",
        "series" => "collection-title",
        "type" => "genre",
        "url" => "URL",
        other => other,
    }
}

fn csl_type(kind: &str) -> &str {
    match kind {
        "article" => "article-journal",
        "booklet" => "pamphlet",
        "conference" | "inproceedings" => "paper-conference",
        "inbook" | "incollection" => "chapter",
        "manual" | "proceedings" => "book",
        "mastersthesis" | "phdthesis" => "thesis",
        "techreport" => "report",
        "unpublished" => "manuscript",
        other => other,
    }
}

impl Bibliography {
    /// Makes the item of an entry whose fields have been filtered; what it lacks is taken from its parent, but not
    /// the date.
    ///
    /// ```
    /// use hyde_bibliography::Bibliography;
    /// let file = Bibliography::parse("@article{k, journal = {J}, year = 2001}", &Default::default())?;
    /// let item = file.item(file.entry("k").expect("the file has it"), &[]);
    /// assert_eq!(item.text("container-title"), Some("J"));
    /// # Ok::<(), hyde_bibliography::ParseError>(())
    /// ```
    pub fn item(&self, entry: &Entry, filters: &[crate::Filter]) -> Item {
        let own = entry.convert(filters);
        let inherited: Vec<(String, Field)> = self
            .inherited(entry)
            .into_iter()
            .filter(|name| !is_date_field(name))
            .filter_map(|name| Some((name.clone(), self.field(entry, &name)?.clone())))
            .collect();
        let mut parent = Entry::new("", "");
        parent.fields.extend(inherited);
        let parent = parent.convert(filters);
        make(&own, &parent)
    }
}

fn is_date_field(name: &str) -> bool {
    matches!(name, "year" | "month" | "day" | "date" | "urldate" | "accessed" | "month_numeric")
}

fn make(entry: &Entry, parent: &Entry) -> Item {
    let mut item = Item::default();
    let variables = &mut item.variables;
    for (name, field) in entry.fields.iter().chain(&parent.fields) {
        match name.as_str() {
            "year" | "month" | "day" | "date" => {}
            "urldate" | "accessed" => {
                let text = field.to_string();
                variables.insert("accessed".to_owned(), ItemValue::Date(accessed(&text)));
            }
            "howpublished" if field.to_string().contains("url") => {
                let url = url_in(&field.to_string());
                variables.insert("URL".to_owned(), ItemValue::Text(url));
            }
            name => {
                let target = variable(name);
                let target = if target != name && variables.contains_key(target) { name } else { target };
                variables.insert(target.to_owned(), value(field));
            }
        }
    }
    variables.insert("id".to_owned(), ItemValue::Text(entry.key.clone()));
    adjust(entry, variables);
    if let Some(issued) = issued(entry) {
        variables.insert("issued".to_owned(), ItemValue::Date(issued));
    }
    variables.insert("type".to_owned(), ItemValue::Text(csl_type(&entry.kind).to_owned()));
    item
}

/// Adds what only some types have.
fn adjust(entry: &Entry, variables: &mut IndexMap<String, ItemValue>) {
    match entry.kind.as_str() {
        "conference" | "inproceedings" | "proceedings" | "techreport" | "report" => {
            if let Some(number) = entry.text("number").filter(|_| entry.kind.ends_with("report")) {
                variables.insert("number".to_owned(), ItemValue::Text(number));
            }
            if entry.kind.ends_with("report") {
                return;
            }
            if let Some(organization) = variables.get("organization").cloned() {
                variables.insert("authority".to_owned(), organization);
            }
            if let Some(place) = variables.get("publisher-place").cloned() {
                variables.insert("event-place".to_owned(), place);
            }
        }
        "mastersthesis" | "phdthesis" if !variables.contains_key("genre") => {
            let genre = if entry.kind == "phdthesis" { "PhD thesis" } else { "Master's thesis" };
            variables.insert("genre".to_owned(), ItemValue::Text(genre.to_owned()));
        }
        _ => {}
    }
}

fn value(field: &Field) -> ItemValue {
    match field {
        Field::Value(value) => ItemValue::Text(value.to_string()),
        Field::Names(names) => ItemValue::Names(
            names
                .0
                .iter()
                .map(|name| ItemName {
                    family: name.last.clone(),
                    given: name.first.clone(),
                    suffix: name.suffix.clone(),
                    particle: name.prefix.clone(),
                })
                .collect(),
        ),
    }
}

/// What stands behind the last `url`, up to a closing brace, its opening one left out.
fn url_in(text: &str) -> String {
    let found = text.find("url").map_or(0, |found| found + 3);
    let rest = &text[found..];
    match rest.strip_prefix('{') {
        Some(inner) => inner[..inner.find('}').unwrap_or(inner.len())].to_owned(),
        None => rest[..rest.find('}').unwrap_or(rest.len())].to_owned(),
    }
}

fn accessed(text: &str) -> ItemDate {
    let is_date = !text.trim().is_empty()
        && text.trim().chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/'))
        && text.contains(|c: char| c.is_ascii_digit());
    if is_date { ItemDate::Parts(date_parts(text)) } else { ItemDate::Literal(text.to_owned()) }
}

/// Reads `2011-03-15/2011-04`, whatever stands between dashes and slashes as a number.
fn date_parts(text: &str) -> Vec<Vec<i64>> {
    if text.is_empty() {
        return Vec::new();
    }
    let mut ends: Vec<&str> = text.split('/').collect();
    while ends.last().is_some_and(|end| end.is_empty()) {
        ends.pop();
    }
    ends.into_iter().map(|end| end.split('-').map(leading_integer).collect()).collect()
}

fn issued(entry: &Entry) -> Option<ItemDate> {
    if let Some(date) = entry.text("date") {
        return Some(ItemDate::Parts(date_parts(&date)));
    }
    let year = entry.text("year")?;
    if year.is_empty() || !year.bytes().all(|b| b.is_ascii_digit()) {
        return Some(ItemDate::Literal(year));
    }
    let mut parts = vec![leading_integer(&year)];
    let number = |name: &str| entry.get(name).and_then(Field::as_value).map(crate::Value::to_i);
    if let Some(month) = number("month_numeric") {
        parts.push(month);
        if let Some(day) = number("day").filter(|day| *day != 0) {
            parts.push(day);
        }
    }
    Some(ItemDate::Parts(vec![parts]))
}
