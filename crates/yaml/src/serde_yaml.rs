//! Conversions from and to `serde_yaml::Value`.
//!
//! `serde_yaml` knows neither dates nor integers beyond 64 bits: they become strings, written as they would be in a
//! file, and do not come back.

use crate::node::{Map, Node, Yaml};
use serde_yaml::value::TaggedValue;
use serde_yaml::{Mapping, Value};

impl From<Node> for Value {
    /// Drops the positions.
    fn from(node: Node) -> Self {
        node.value.into()
    }
}

impl From<Yaml> for Value {
    fn from(value: Yaml) -> Self {
        match value {
            Yaml::Null => Self::Null,
            Yaml::Bool(flag) => Self::Bool(flag),
            Yaml::Int(number) => Self::Number(number.into()),
            Yaml::BigInt(digits) => match digits.parse::<u64>() {
                Ok(number) => Self::Number(number.into()),
                Err(_) => Self::String(digits),
            },
            Yaml::Float(number) => Self::Number(number.into()),
            Yaml::Str(text) => Self::String(text),
            Yaml::Binary(bytes) => Self::String(String::from_utf8_lossy(&bytes).into_owned()),
            Yaml::Date(date) => Self::String(date.to_string()),
            Yaml::Time(time) => Self::String(time.to_string()),
            Yaml::Seq(items) => Self::Sequence(items.into_iter().map(Self::from).collect()),
            Yaml::Map(map) => {
                let entries = map.into_iter().map(|(key, value)| (key.into(), value.into()));
                Self::Mapping(entries.collect::<Mapping>())
            }
        }
    }
}

impl From<Value> for Yaml {
    /// Drops tags.
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(flag) => Self::Bool(flag),
            Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => Self::Int(number),
                (None, Some(number)) => Self::BigInt(number.to_string()),
                (None, None) => Self::Float(number.as_f64().unwrap_or(f64::NAN)),
            },
            Value::String(text) => Self::Str(text),
            Value::Sequence(items) => Self::Seq(items.into_iter().map(Node::from).collect()),
            Value::Mapping(mapping) => {
                Self::Map(mapping.into_iter().map(|(key, value)| (Node::from(key), Node::from(value))).collect::<Map>())
            }
            Value::Tagged(tagged) => {
                let TaggedValue { value, .. } = *tagged;
                value.into()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let node = crate::parse("a: [1, 1.5, yes, ~, x]\n2: {b: 18446744073709551615}\n").unwrap();
        let value = Value::from(node.clone());
        assert_eq!(value["a"][2], Value::Bool(true));
        let back = Value::from(Yaml::from(value.clone()));
        assert_eq!(back, value);
        assert_eq!(Value::from(crate::parse("2020-01-01 10:00:00 +0100").unwrap()), "2020-01-01 10:00:00 +01:00");
    }
}
