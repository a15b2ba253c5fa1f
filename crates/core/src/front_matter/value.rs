//! YAML values as the values of templates.

use hyde_liquid::time::{Date, Time};
use hyde_liquid::{Hash, Str, Value};
use hyde_yaml::{Build, Node, Position, Yaml};
use std::borrow::Cow;

/// Turns a YAML node into a value: the same types and order, without the positions.
///
/// ```
/// let node = hyde_yaml::parse("tags: [a, 2]")?;
/// assert_eq!(hyde_core::front_matter::to_value(&node).to_s(), r#"{"tags"=>["a", 2]}"#);
/// # Ok::<(), hyde_yaml::Error>(())
/// ```
pub fn to_value(node: &Node) -> Value {
    match &node.value {
        Yaml::Str(text) => Value::from(text.as_str()),
        Yaml::Seq(items) => Value::array(items.iter().map(to_value)),
        Yaml::Map(map) => hash(map.iter().map(|(key, value)| match &key.value {
            Yaml::Str(text) => (Value::Str(Str::shared(text)), to_value(value)),
            _ => (to_value(key), to_value(value)),
        })),
        scalar => scalar_value(scalar),
    }
}

/// Parses YAML into a value: what [`to_value`] makes of its node, without making the node.
///
/// # Errors
/// When the text is no YAML.
pub(crate) fn parse_value(text: &str) -> Result<Value, hyde_yaml::Error> {
    hyde_yaml::parse_into(text, Values)
}

/// Parses the bytes of a file of YAML into a value.
///
/// # Errors
/// When they are no YAML.
pub(crate) fn parse_file_value(bytes: &[u8]) -> Result<Value, hyde_yaml::Error> {
    hyde_yaml::parse_file_into(bytes, Values)
}

/// Makes values of what a document holds.
struct Values;

impl Build for Values {
    type Value = Value;

    fn text(&mut self, text: Cow<'_, str>, _: Position) -> Value {
        Value::from(&*text)
    }

    fn key(&mut self, text: Cow<'_, str>, _: Position) -> Value {
        Value::Str(Str::shared(&text))
    }

    fn scalar(&mut self, value: Yaml, _: Position) -> Value {
        scalar_value(&value)
    }

    fn sequence(&mut self, items: impl ExactSizeIterator<Item = Value>, _: Position) -> Value {
        Value::array(items)
    }

    fn map(&mut self, pairs: impl ExactSizeIterator<Item = (Value, Value)>, _: Position) -> Value {
        hash(pairs)
    }

    fn again(&mut self, value: &Value, _: Position) -> Value {
        value.clone()
    }

    fn entries(&mut self, value: Value) -> Result<Vec<(Value, Value)>, String> {
        match &value {
            Value::Hash(hash) => Ok(hash.iter().map(|(key, value)| (key.clone(), value.clone())).collect()),
            Value::Nil => Err("nil".to_owned()),
            Value::Bool(flag) => Err(flag.to_string()),
            other => Err(other.class_name().to_owned()),
        }
    }

    fn is_nil(value: &Value) -> bool {
        value.is_nil()
    }

    fn as_text(value: &Value) -> Option<&str> {
        value.as_str()
    }
}

fn hash(pairs: impl ExactSizeIterator<Item = (Value, Value)>) -> Value {
    let mut hash = Hash::with_capacity(pairs.len());
    for (key, value) in pairs {
        hash.insert(key, value);
    }
    Value::from(hash)
}

/// A value that holds no others.
fn scalar_value(value: &Yaml) -> Value {
    match value {
        Yaml::Bool(flag) => Value::Bool(*flag),
        Yaml::Int(number) => Value::Int(*number),
        Yaml::BigInt(digits) => big(digits),
        Yaml::Float(number) => Value::Float(*number),
        Yaml::Binary(bytes) => Value::from(String::from_utf8_lossy(bytes).into_owned()),
        Yaml::Date(date) => match Date::from_ymd(i64::from(date.year), u32::from(date.month), u32::from(date.day)) {
            Some(date) => Value::Date(date),
            None => Value::from(format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)),
        },
        Yaml::Time(time) => Value::from(Time::with_offset(time.seconds, time.nanos, time.offset)),
        _ => Value::Nil,
    }
}

fn big(digits: &str) -> Value {
    match digits.parse::<num_bigint::BigInt>() {
        Ok(number) => Value::BigInt(std::sync::Arc::new(number)),
        Err(_) => Value::from(digits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_nodes() {
        for text in [
            "a: {b: [1, ~, 2.5, yes], b: x, c: 2020-01-31}\n? [k]\n: |\n  text\n",
            "x: &x {a: 1, b: 2}\ny: {b: 3, <<: *x, c: 4}\nz: [*x, *x]",
            "- {id: 1, name: a}\n- {id: 2, name: b}\n- {nd: 3, ngme: c}",
            "a: !binary /+4=\nb: 12345678901234567890123\nc: 2020-01-31 10:00:00 +0100",
            "",
            "~",
        ] {
            let nodes = to_value(&hyde_yaml::parse(text).expect("the text is YAML"));
            assert_eq!(parse_value(text).map(|value| value.to_s()), Ok(nodes.to_s()), "{text}");
        }
        let told = |text| parse_value(text).map_err(|error| error.to_string());
        let nodes = |text| hyde_yaml::parse(text).map(|node| to_value(&node)).map_err(|error| error.to_string());
        for text in ["<<: *x", "<<: yes", "<<: 2020-01-31", "a: {b: 1, <<: 1.5}", "a: [", "<<: [a]"] {
            assert_eq!(told(text), nodes(text), "{text}");
            assert!(told(text).is_err(), "{text}");
        }
    }
}
