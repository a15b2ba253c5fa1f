//! Tables as Ruby's CSV reads them.

use crate::error::BuildError;
use crate::model::Site;
use hyde_diagnostic::Place;
use hyde_liquid::time::{Date, parse_date};
use hyde_liquid::{Hash, Value};

/// The settings `csv_reader` and `tsv_reader`.
pub(super) struct TableOptions {
    pub(super) csv: Reading,
    pub(super) tsv: Reading,
}

/// How one kind of table is read.
pub(super) struct Reading {
    headers: bool,
    converters: Vec<String>,
    pub(super) encoding: String,
}

impl TableOptions {
    /// Takes the settings of a site.
    pub(super) fn of(site: &Site) -> Self {
        Self { csv: Reading::of(site, "csv_reader"), tsv: Reading::of(site, "tsv_reader") }
    }
}

impl Reading {
    fn of(site: &Site, key: &str) -> Self {
        let get = |inner: &str| site.config.get_in(key, inner).cloned();
        Self {
            headers: get("headers").is_none_or(|value| value.truthy()),
            converters: match get("csv_converters") {
                Some(Value::Array(names)) => names.iter().map(Value::to_s).collect(),
                Some(Value::Str(name)) => vec![name.to_string()],
                _ => Vec::new(),
            },
            // A byte order mark stays in the first header, so the encoding is not one that drops it.
            encoding: get("encoding").map_or_else(|| "utf8".to_owned(), |value| value.to_s().replace("utf-", "utf")),
        }
    }
}

/// A field: `None` where nothing stands between the separators.
type Field = Option<String>;

/// Reads a table: with headers an array of hashes, without an array of arrays.
pub(super) fn parse_table(text: &str, separator: char, reading: &Reading, path: &str) -> Result<Value, BuildError> {
    let rows = Scanner { text, separator, at: 0, line: 1, row_end: row_end(text) }.rows().map_err(|fault| {
        BuildError::uncaught("CSV::MalformedCSVError", format!("{} in line {}.", fault.what, fault.line))
            .at(Place::new(path).line(fault.line))
    })?;
    let mut rows = rows.into_iter();
    let convert = |field: Field| field.map_or(Value::Nil, |text| converted(text, &reading.converters));
    if !reading.headers {
        return Ok(Value::array(rows.map(|row| Value::array(row.into_iter().map(convert)))));
    }
    // Blank lines before the header are skipped.
    let Some(headers) = rows.find(|row| !row.is_empty()) else { return Ok(Value::array([])) };
    let headers: Vec<Value> = headers.into_iter().map(|field| field.map_or(Value::Nil, Value::from)).collect();
    Ok(Value::array(rows.map(|row| {
        let width = headers.len().max(row.len());
        let mut hash = Hash::with_capacity(width);
        let mut fields = row.into_iter();
        for column in 0..width {
            let header = headers.get(column).cloned().unwrap_or_default();
            let value = fields.next().map_or(Value::Nil, convert);
            if !hash.contains_value_key(&header) {
                hash.insert(header, value);
            }
        }
        Value::from(hash)
    })))
}

fn row_end(text: &str) -> &'static str {
    match text.find(['\r', '\n']) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        Some(at) if text[at..].starts_with('\r') => "\r",
        _ => "\n",
    }
}

struct Fault {
    what: String,
    line: usize,
}

struct Scanner<'a> {
    text: &'a str,
    separator: char,
    at: usize,
    line: usize,
    row_end: &'static str,
}

impl Scanner<'_> {
    fn rows(mut self) -> Result<Vec<Vec<Field>>, Fault> {
        let mut rows = Vec::new();
        while self.at < self.text.len() {
            rows.push(self.row()?);
            self.line += 1;
        }
        Ok(rows)
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn row(&mut self) -> Result<Vec<Field>, Fault> {
        if self.rest().starts_with(self.row_end) {
            self.at += self.row_end.len();
            return Ok(Vec::new());
        }
        let mut row = Vec::new();
        loop {
            let field = if self.rest().starts_with('"') { Some(self.quoted()?) } else { self.plain()? };
            row.push(field);
            if self.rest().starts_with(self.separator) {
                self.at += self.separator.len_utf8();
            } else {
                if self.rest().starts_with(self.row_end) {
                    self.at += self.row_end.len();
                }
                return Ok(row);
            }
        }
    }

    fn plain(&mut self) -> Result<Field, Fault> {
        let rest = self.rest();
        let end = rest.find([self.separator, '\r', '\n', '"']).unwrap_or(rest.len());
        let field = rest[..end].to_owned();
        let after = &rest[end..];
        if after.starts_with('"') {
            return Err(self.fault("Illegal quoting"));
        }
        if !after.is_empty() && !after.starts_with(self.separator) && !after.starts_with(self.row_end) {
            let shown = if after.starts_with('\r') { "\\r" } else { "\\n" };
            return Err(self.fault(&format!("Unquoted fields do not allow new line <\"{shown}\">")));
        }
        self.at += end;
        Ok((!field.is_empty()).then_some(field))
    }

    fn quoted(&mut self) -> Result<String, Fault> {
        let mut field = String::new();
        self.at += 1;
        let first_line = self.line;
        loop {
            let rest = &self.text[self.at..];
            let Some(end) = rest.find('"') else {
                return Err(Fault { what: "Unclosed quoted field".to_owned(), line: first_line });
            };
            field.push_str(&rest[..end]);
            self.line += rest[..end].matches('\n').count();
            self.at += end + 1;
            if self.rest().starts_with('"') {
                field.push('"');
                self.at += 1;
                continue;
            }
            let rest = self.rest();
            if rest.is_empty() || rest.starts_with(self.separator) || rest.starts_with(self.row_end) {
                return Ok(field);
            }
            return Err(self.fault("Any value after quoted field isn't allowed"));
        }
    }

    fn fault(&self, what: &str) -> Fault {
        Fault { what: what.to_owned(), line: self.line }
    }
}

/// Applies Ruby's named converters, of which the first that changes the field ends the chain.
fn converted(text: String, converters: &[String]) -> Value {
    for name in converters {
        let value = match name.as_str() {
            "integer" => integer(&text),
            "float" => float(&text),
            "numeric" => integer(&text).or_else(|| float(&text)),
            "date" => date(&text),
            "all" => integer(&text).or_else(|| float(&text)).or_else(|| date(&text)),
            _ => None,
        };
        if let Some(value) = value {
            return value;
        }
    }
    Value::from(text)
}

fn integer(text: &str) -> Option<Value> {
    let text = text.trim();
    if text.starts_with('_') || text.ends_with('_') || text.contains("__") {
        return None;
    }
    text.replace('_', "").parse().ok().map(Value::Int)
}

fn float(text: &str) -> Option<Value> {
    let text = text.trim();
    let shaped = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    let complete = text.bytes().next_back().is_some_and(|byte| byte.is_ascii_digit()) && !text.starts_with('.');
    if shaped && complete { text.parse().ok().map(Value::Float) } else { None }
}

fn date(text: &str) -> Option<Value> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits < 3 {
        return None;
    }
    parse_date(text, None).map(|date: Date| Value::Date(date))
}
