//! Ruby's `to_s` and `inspect`.

use super::{ObjectKind, Value};
use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// Which Ruby's `inspect` is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum InspectStyle {
    /// Ruby 3.1 to 3.3: `{"a"=>1}`.
    #[default]
    Ruby31,
    /// Ruby 3.4 and later: `{"a" => 1}`.
    Ruby34,
}

/// Nested deeper than this, arrays and hashes print as Ruby prints recursive ones.
const DEPTH_LIMIT: usize = 200;

impl Value {
    /// Gives what Ruby's `to_s` gives, in the style of Ruby 3.1: arrays and hashes are inspected, `nil` is empty.
    pub fn to_s(&self) -> String {
        self.to_s_styled(InspectStyle::default())
    }

    /// Gives the text that [`Value::to_s`] makes, without a copy where the value is one.
    ///
    /// ```
    /// use hyde_liquid::Value;
    /// assert_eq!(Value::from("a").text() + Value::from(1).text(), "a1");
    /// ```
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Str(text) => Cow::Borrowed(text),
            other => Cow::Owned(other.to_s()),
        }
    }

    /// Gives what Ruby's `to_s` gives.
    pub fn to_s_styled(&self, style: InspectStyle) -> String {
        let mut out = String::new();
        self.write_s(&mut out, style);
        out
    }

    /// Writes what Ruby's `to_s` gives.
    pub fn write_s(&self, out: &mut String, style: InspectStyle) {
        match self {
            Self::Nil => {}
            Self::Str(text) => out.push_str(text),
            Self::Time(time) => _ = write!(out, "{time}"),
            Self::Date(date) => _ = write!(out, "{date}"),
            Self::Object(object) => object.write_to(out, style),
            other => other.inspect_to(out, style),
        }
    }

    /// Writes what `{{ value }}` prints: as `to_s`, but arrays print their elements one after another.
    pub fn write_output(&self, out: &mut String, style: InspectStyle) {
        write_joined(self, out, style, DEPTH_LIMIT);
    }

    /// Gives what Ruby's `inspect` gives.
    ///
    /// ```
    /// use hyde_liquid::{InspectStyle, Value};
    /// let value = Value::from_pairs([("a", Value::from(vec![Value::Nil, Value::from("\"\n")]))]);
    /// assert_eq!(value.inspect(InspectStyle::Ruby31), r#"{"a"=>[nil, "\"\n"]}"#);
    /// assert_eq!(value.inspect(InspectStyle::Ruby34), r#"{"a" => [nil, "\"\n"]}"#);
    /// ```
    pub fn inspect(&self, style: InspectStyle) -> String {
        let mut out = String::new();
        self.inspect_to(&mut out, style);
        out
    }

    /// Writes what Ruby's `inspect` gives.
    pub fn inspect_to(&self, out: &mut String, style: InspectStyle) {
        inspect(self, out, style, DEPTH_LIMIT);
    }
}

fn write_joined(value: &Value, out: &mut String, style: InspectStyle, depth: usize) {
    match value {
        Value::Array(items) if depth > 0 => {
            for item in items.iter() {
                write_joined(item, out, style, depth - 1);
            }
        }
        Value::Object(object) if depth > 0 && object.kind() == ObjectKind::Array => {
            for index in 0..object.len() {
                write_joined(&object.at(index).unwrap_or_default(), out, style, depth - 1);
            }
        }
        Value::Array(_) => out.push_str("[...]"),
        other => other.write_s(out, style),
    }
}

fn inspect(value: &Value, out: &mut String, style: InspectStyle, depth: usize) {
    match value {
        Value::Nil => out.push_str("nil"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Int(number) => _ = write!(out, "{number}"),
        Value::BigInt(number) => _ = write!(out, "{number}"),
        Value::Float(number) => write_float(out, *number),
        Value::Str(text) => inspect_str(text, out),
        Value::Range(range) => _ = write!(out, "{}..{}", range.start, range.end),
        Value::Time(time) => out.push_str(&time.inspect()),
        Value::Date(date) => out.push_str(&date.inspect()),
        Value::Array(_) if depth == 0 => out.push_str("[...]"),
        Value::Hash(_) if depth == 0 => out.push_str("{...}"),
        Value::Array(items) => inspect_items(items.iter(), out, style, depth),
        Value::Hash(hash) => inspect_pairs(hash.iter(), out, style, depth),
        Value::Object(object) => object.inspect_to(out, style),
    }
}

fn inspect_items<'a>(items: impl Iterator<Item = &'a Value>, out: &mut String, style: InspectStyle, depth: usize) {
    out.push('[');
    for (index, item) in items.enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        inspect(item, out, style, depth - 1);
    }
    out.push(']');
}

fn inspect_pairs<'a>(
    pairs: impl Iterator<Item = (&'a Value, &'a Value)>,
    out: &mut String,
    style: InspectStyle,
    depth: usize,
) {
    out.push('{');
    for (index, (key, value)) in pairs.enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        inspect(key, out, style, depth - 1);
        out.push_str(match style {
            InspectStyle::Ruby31 => "=>",
            InspectStyle::Ruby34 => " => ",
        });
        inspect(value, out, style, depth - 1);
    }
    out.push('}');
}

/// Inspects an object as what it acts as.
pub(super) fn inspect_object(object: &(impl super::Object + ?Sized), out: &mut String, style: InspectStyle) {
    match object.kind() {
        ObjectKind::Array => {
            let items: Vec<Value> = (0..object.len()).map(|index| object.at(index).unwrap_or_default()).collect();
            inspect_items(items.iter(), out, style, DEPTH_LIMIT);
        }
        ObjectKind::Hash => {
            let pairs = object.pairs();
            inspect_pairs(pairs.iter().map(|(key, value)| (key, value)), out, style, DEPTH_LIMIT);
        }
        ObjectKind::Plain | ObjectKind::Keys => out.push_str(object.class_name()),
    }
}

/// Writes a string as Ruby's `inspect` quotes it.
fn inspect_str(text: &str, out: &mut String) {
    out.push('"');
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\x0c' => out.push_str("\\f"),
            '\x0b' => out.push_str("\\v"),
            '\x08' => out.push_str("\\b"),
            '\x07' => out.push_str("\\a"),
            '\x1b' => out.push_str("\\e"),
            '#' if matches!(chars.peek(), Some('{' | '$' | '@')) => out.push_str("\\#"),
            c if crate::unicode::is_printable(c) => out.push(c),
            c if u32::from(c) > 0xffff => _ = write!(out, "\\u{{{:X}}}", u32::from(c)),
            // Ruby writes control characters of a UTF-8 string by their code point, DEL by its byte.
            '\x7f' => out.push_str("\\x7F"),
            c => _ = write!(out, "\\u{:04X}", u32::from(c)),
        }
    }
    out.push('"');
}

/// Writes a float as Ruby does: always with a point, with an exponent from 1e16 and below 1e-4.
pub(crate) fn write_float(out: &mut String, number: f64) {
    if number.is_nan() {
        return out.push_str("NaN");
    }
    if number.is_infinite() {
        return out.push_str(if number > 0.0 { "Infinity" } else { "-Infinity" });
    }
    // Rust's `{:e}` gives the shortest digits that read back as the same number, as Ruby does.
    let text = format!("{number:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if number != 0.0 && !(-4..16).contains(&exponent) {
        out.push_str(mantissa);
        if !mantissa.contains('.') {
            out.push_str(".0");
        }
        let sign = if exponent < 0 { '-' } else { '+' };
        _ = write!(out, "e{sign}{:02}", exponent.abs());
        return;
    }
    let plain = format!("{number}");
    out.push_str(&plain);
    if !plain.contains('.') {
        out.push_str(".0");
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.inspect(InspectStyle::default()))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_s())
    }
}
