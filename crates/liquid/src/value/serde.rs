//! Values through serde: whatever a data format can say becomes a value, and values are written in the nearest form.

use super::{Hash, InspectStyle, ObjectKind, Str, Value};
use num_bigint::BigInt;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};
use std::fmt;

/// How deep nested values are written before it is an error.
const DEPTH_LIMIT: usize = 200;

/// A value with the depth that is left for what is in it.
struct Nested<'v>(&'v Value, usize);

impl Serialize for Value {
    /// Writes ranges, times, dates and plain objects as their text; integers beyond 64 bits too, where the format has
    /// no 128 bits or these do not do.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Nested(self, DEPTH_LIMIT).serialize(serializer)
    }
}

impl Serialize for Nested<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(value, depth) = *self;
        let Some(depth) = depth.checked_sub(1) else {
            return Err(S::Error::custom(format!("nested deeper than {DEPTH_LIMIT}")));
        };
        match value {
            Value::Nil => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Int(number) => serializer.serialize_i64(*number),
            Value::BigInt(number) => match i128::try_from(&**number) {
                Ok(number) => serializer.serialize_i128(number),
                Err(_) => serializer.serialize_str(&number.to_string()),
            },
            Value::Float(number) => serializer.serialize_f64(*number),
            Value::Str(text) => serializer.serialize_str(text),
            Value::Array(items) => sequence(serializer, items.iter().map(|item| Nested(item, depth))),
            Value::Hash(hash) => {
                let mut map = serializer.serialize_map(Some(hash.len()))?;
                for (key, value) in hash.iter() {
                    map.serialize_entry(&*key_text(key), &Nested(value, depth))?;
                }
                map.end()
            }
            Value::Object(object) => match object.kind() {
                ObjectKind::Array => {
                    let items: Vec<Value> = (0..object.len()).map(|at| object.at(at).unwrap_or_default()).collect();
                    sequence(serializer, items.iter().map(|item| Nested(item, depth)))
                }
                ObjectKind::Hash | ObjectKind::Keys => {
                    let pairs = object.pairs();
                    let mut map = serializer.serialize_map(Some(pairs.len()))?;
                    for (key, value) in &pairs {
                        map.serialize_entry(&*key_text(key), &Nested(value, depth))?;
                    }
                    map.end()
                }
                ObjectKind::Plain => serializer.serialize_str(&value.to_s()),
            },
            Value::Range(_) | Value::Time(_) | Value::Date(_) => {
                serializer.serialize_str(&value.to_s_styled(InspectStyle::default()))
            }
        }
    }
}

fn sequence<'v, S: Serializer>(
    serializer: S,
    items: impl ExactSizeIterator<Item = Nested<'v>>,
) -> Result<S::Ok, S::Error> {
    let mut sequence = serializer.serialize_seq(Some(items.len()))?;
    for item in items {
        sequence.serialize_element(&item)?;
    }
    sequence.end()
}

fn key_text(key: &Value) -> std::borrow::Cow<'_, str> {
    match key {
        Value::Str(text) => text.as_str().into(),
        other => other.to_s().into(),
    }
}

struct Values;

impl<'de> Visitor<'de> for Values {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok(Value::from(BigInt::from(value)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::Str(Str::from(value)))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Nil)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Nil)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::with_capacity(items.size_hint().unwrap_or(0).min(1024));
        while let Some(item) = items.next_element::<Value>()? {
            array.push(item);
        }
        Ok(Value::from(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Value, A::Error> {
        let mut hash = Hash::new();
        while let Some((key, value)) = pairs.next_entry::<Value, Value>()? {
            hash.insert(key, value);
        }
        Ok(Value::from(hash))
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Values)
    }
}

#[cfg(test)]
mod tests {
    use crate::Value;

    #[test]
    fn json_goes_through_unchanged() {
        let text = r#"{"b":[1,2.5,null,true,"é"],"a":{"z":{},"y":[]},"big":18446744073709551615}"#;
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(value.get("b").at(1), Value::from(2.5));
        assert_eq!(serde_json::to_string(&value).unwrap(), text);
    }

    #[test]
    fn times_and_ranges_are_text() {
        let value = Value::array([crate::time::Time::utc(0, 0).into(), crate::Range { start: 1, end: 3 }.into()]);
        assert_eq!(serde_json::to_string(&value).unwrap(), r#"["1970-01-01 00:00:00 UTC","1..3"]"#);
    }
}
