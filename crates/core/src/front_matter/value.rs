//! YAML values as the values of templates.

use hyde_liquid::time::{Date, Time};
use hyde_liquid::{Hash, Str, Value};
use hyde_yaml::{Node, Yaml};

/// Turns a YAML node into a value: the same types and order, without the positions.
///
/// ```
/// let node = hyde_yaml::parse("tags: [a, 2]")?;
/// assert_eq!(hyde_core::front_matter::to_value(&node).to_s(), r#"{"tags"=>["a", 2]}"#);
/// # Ok::<(), hyde_yaml::Error>(())
/// ```
pub fn to_value(node: &Node) -> Value {
    match &node.value {
        Yaml::Null => Value::Nil,
        Yaml::Bool(flag) => Value::Bool(*flag),
        Yaml::Int(number) => Value::Int(*number),
        Yaml::BigInt(digits) => big(digits),
        Yaml::Float(number) => Value::Float(*number),
        Yaml::Str(text) => Value::from(text.as_str()),
        Yaml::Binary(bytes) => Value::from(String::from_utf8_lossy(bytes).into_owned()),
        Yaml::Date(date) => match Date::from_ymd(i64::from(date.year), u32::from(date.month), u32::from(date.day)) {
            Some(date) => Value::Date(date),
            None => Value::from(format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)),
        },
        Yaml::Time(time) => Value::from(Time::with_offset(time.seconds, time.nanos, time.offset)),
        Yaml::Seq(items) => Value::array(items.iter().map(to_value)),
        Yaml::Map(map) => {
            let mut hash = Hash::with_capacity(map.len());
            for (key, value) in map {
                let key = match &key.value {
                    Yaml::Str(text) => Value::Str(Str::shared(text)),
                    _ => to_value(key),
                };
                hash.insert(key, to_value(value));
            }
            Value::from(hash)
        }
        _ => Value::Nil,
    }
}

fn big(digits: &str) -> Value {
    match digits.parse::<num_bigint::BigInt>() {
        Ok(number) => Value::BigInt(std::sync::Arc::new(number)),
        Err(_) => Value::from(digits),
    }
}
