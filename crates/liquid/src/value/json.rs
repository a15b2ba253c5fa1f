//! Ruby's `JSON.generate` and `JSON.pretty_generate`.

use super::Value;
use crate::bytes::find_byte;
use crate::error::{Error, Result};
use std::fmt::Write as _;

/// Ruby's `max_nesting`.
const DEPTH_LIMIT: usize = 100;

/// Writes JSON as Ruby's json 2 does: no escaping of `/` or `<`, floats with their point, keys by `to_s`.
pub struct JsonWriter<'a> {
    out: &'a mut String,
    pretty: bool,
    depth: usize,
}

impl<'a> JsonWriter<'a> {
    /// Makes a writer that appends to `out`.
    pub fn new(out: &'a mut String, pretty: bool) -> Self {
        Self { out, pretty, depth: 0 }
    }

    /// Gives how many arrays and objects are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Writes any value.
    pub fn value(&mut self, value: &Value) -> Result<()> {
        match value {
            Value::Nil => self.out.push_str("null"),
            Value::Bool(_) | Value::Int(_) | Value::BigInt(_) => _ = write!(self.out, "{value}"),
            Value::Float(number) if number.is_finite() => super::write_float(self.out, *number),
            Value::Float(_) => {
                return Err(Error::ruby("JSON::GeneratorError", format!("{} not allowed in JSON", value.to_s())));
            }
            Value::Str(text) => self.string(text),
            Value::Array(items) => self.array(items.iter().cloned())?,
            Value::Hash(hash) => self.object(hash.iter().map(|(key, value)| (key.clone(), value.clone())))?,
            Value::Range(_) | Value::Time(_) | Value::Date(_) => self.string(&value.to_s()),
            Value::Object(object) => object.write_json(self)?,
        }
        Ok(())
    }

    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        self.out.push('"');
        let bytes = text.as_bytes();
        let mut rest = 0;
        while let Some(found) = find_byte(&bytes[rest..], |byte| (byte < 0x20) | (byte == b'"') | (byte == b'\\')) {
            let (at, byte) = (rest + found, bytes[rest + found]);
            let escape = match byte {
                b'"' => "\\\"",
                b'\\' => "\\\\",
                b'\n' => "\\n",
                b'\r' => "\\r",
                b'\t' => "\\t",
                0x0c => "\\f",
                0x08 => "\\b",
                _ => "",
            };
            self.out.push_str(&text[rest..at]);
            if escape.is_empty() {
                _ = write!(self.out, "\\u{byte:04x}");
            } else {
                self.out.push_str(escape);
            }
            rest = at + 1;
        }
        self.out.push_str(&text[rest..]);
        self.out.push('"');
    }

    /// Writes an array.
    pub fn array(&mut self, items: impl IntoIterator<Item = Value>) -> Result<()> {
        self.open('[')?;
        let mut first = true;
        for item in items {
            self.separate(first);
            first = false;
            self.value(&item)?;
        }
        self.close(']', first);
        Ok(())
    }

    /// Writes an object.
    pub fn object(&mut self, pairs: impl IntoIterator<Item = (Value, Value)>) -> Result<()> {
        self.open('{')?;
        let mut first = true;
        for (key, value) in pairs {
            self.separate(first);
            first = false;
            self.string(&key.to_s());
            self.out.push_str(if self.pretty { ": " } else { ":" });
            self.value(&value)?;
        }
        self.close('}', first);
        Ok(())
    }

    fn open(&mut self, bracket: char) -> Result<()> {
        self.depth += 1;
        if self.depth > DEPTH_LIMIT {
            return Err(Error::ruby("JSON::NestingError", format!("nesting of {} is too deep", self.depth)));
        }
        self.out.push(bracket);
        Ok(())
    }

    fn separate(&mut self, first: bool) {
        if !first {
            self.out.push(',');
        }
        if self.pretty {
            self.line();
        }
    }

    fn close(&mut self, bracket: char, empty: bool) {
        self.depth -= 1;
        if self.pretty && !empty {
            self.line();
        }
        self.out.push(bracket);
    }

    fn line(&mut self) {
        self.out.push('\n');
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
    }
}

impl Value {
    /// Gives what Ruby's `to_json` gives.
    ///
    /// ```
    /// use hyde_liquid::Value;
    /// let value = Value::from_pairs([("a", Value::from(vec![Value::from(2.0), Value::from("</é"), Value::Nil]))]);
    /// assert_eq!(value.to_json()?, r#"{"a":[2.0,"</é",null]}"#);
    /// # Ok::<(), hyde_liquid::Error>(())
    /// ```
    pub fn to_json(&self) -> Result<String> {
        let mut out = String::new();
        JsonWriter::new(&mut out, false).value(self)?;
        Ok(out)
    }

    /// Gives what Ruby's `JSON.pretty_generate` gives.
    ///
    /// ```
    /// use hyde_liquid::Value;
    /// let value = Value::from_pairs([("a", Value::from(vec![1])), ("b", Value::array([]))]);
    /// assert_eq!(value.to_json_pretty()?, "{\n  \"a\": [\n    1\n  ],\n  \"b\": []\n}");
    /// # Ok::<(), hyde_liquid::Error>(())
    /// ```
    pub fn to_json_pretty(&self) -> Result<String> {
        let mut out = String::new();
        JsonWriter::new(&mut out, true).value(self)?;
        Ok(out)
    }
}
