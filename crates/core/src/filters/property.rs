//! How filters read a property of an item: dotted paths, and text that looks like a number as one.

use hyde_liquid::{Error, InspectStyle, Result, Value};

/// Reads a property as Jekyll's `item_property` does.
pub(super) fn item_property(item: &Value, property: &str) -> Result<Value> {
    let mut value = item.clone();
    if property.is_empty() {
        value = read(&value, "")?;
    }
    for key in property.trim_end_matches('.').split('.').filter(|_| !property.is_empty()) {
        value = match read(&value, key) {
            Ok(value) => value,
            Err(_) if item.is_array() => {
                return Err(Error::ruby(
                    "TypeError",
                    format!(
                        "Error accessing object ({}) with given key. Expected an integer but got \"{property}\" \
                         instead.",
                        item.inspect(InspectStyle::default())
                    ),
                ));
            }
            Err(error) => return Err(error),
        };
    }
    Ok(numeric(value))
}

/// Reads one key. What has no keys at all gives false, as Ruby's `respond_to?(:[]) && …` does.
fn read(value: &Value, key: &str) -> Result<Value> {
    match value {
        Value::Hash(_) => Ok(value.get(key)),
        Value::Object(_) if !value.is_array() => Ok(value.get(key)),
        Value::Str(text) => Ok(if text.contains(key) { Value::from(key) } else { Value::Nil }),
        Value::Array(_) | Value::Object(_) | Value::Int(_) | Value::BigInt(_) => {
            Err(Error::ruby("TypeError", "no implicit conversion of String into Integer"))
        }
        _ => Ok(Value::Bool(false)),
    }
}

/// Makes a number of text that looks like one.
pub(super) fn numeric(value: Value) -> Value {
    let Value::Str(text) = &value else { return value };
    let number = text.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\x0b');
    let digits = number.strip_prefix('-').unwrap_or(number);
    let Some(first) = digits.bytes().next() else { return value };
    if !first.is_ascii_digit() && first != b'.' {
        return value;
    }
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.parse::<num_bigint::BigInt>().map_or(value, Value::from);
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let looks_like_one = digits.contains('.') && all_digits(whole) && all_digits(fraction);
    if looks_like_one && digits.len() > 1 {
        return number.parse::<f64>().map_or(value, Value::from);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_looks_like_a_number_is_one() {
        for (text, expected) in [
            ("5.", "5.0"),
            (".5", "0.5"),
            (" 5\n", "5"),
            ("-.5", "-0.5"),
            ("05.50", "5.5"),
            ("01", "1"),
            ("99999999999999999999", "99999999999999999999"),
        ] {
            assert_eq!(numeric(Value::from(text)).to_s(), expected);
            assert_ne!(numeric(Value::from(text)).class_name(), "String");
        }
        for text in ["1e3", "+5", "1_0", "- 5", "0x1", "", ".", "-", "1.5.2"] {
            assert_eq!(numeric(Value::from(text)).as_str(), Some(text));
        }
    }

    #[test]
    fn what_has_no_keys_gives_false() {
        let item = Value::from_pairs([("v", Value::Nil)]);
        assert_eq!(item_property(&item, "v.a").ok(), Some(Value::Bool(false)));
        assert_eq!(item_property(&item, "v").ok(), Some(Value::Nil));
        assert_eq!(item_property(&item, "v.").ok(), Some(Value::Nil));
    }
}
