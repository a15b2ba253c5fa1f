//! Ruby's three kinds of sameness: `==`, `eql?` and `<=>`.

use super::{Object, ObjectKind, Value};
use std::cmp::Ordering;
use std::hash::{Hash as StdHash, Hasher};
use std::sync::Arc;

/// How deep nested arrays and hashes are compared before they count as different.
const DEPTH_LIMIT: usize = 200;

impl PartialEq for Value {
    /// Ruby's `==`: `1 == 1.0`, but `1 != "1"`.
    fn eq(&self, other: &Self) -> bool {
        equal(self, other, DEPTH_LIMIT)
    }
}

fn equal(a: &Value, b: &Value, depth: usize) -> bool {
    match (a, b) {
        (Value::Nil, Value::Nil) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Int(a), Value::Int(b)) => a == b,
        (Value::BigInt(a), Value::BigInt(b)) => a == b,
        (Value::Float(a), Value::Float(b)) => a == b,
        (Value::Int(_) | Value::BigInt(_), Value::Float(_)) | (Value::Float(_), Value::Int(_) | Value::BigInt(_)) => {
            compare_numbers(a, b) == Some(Ordering::Equal)
        }
        (Value::Str(a), Value::Str(b)) => a == b,
        (Value::Range(a), Value::Range(b)) => a == b,
        (Value::Time(a), Value::Time(b)) => a.partial_cmp(b) == Some(Ordering::Equal),
        (Value::Date(a), Value::Date(b)) => a == b,
        (Value::Array(a), Value::Array(b)) => {
            Arc::ptr_eq(a, b)
                || (depth > 0 && a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| equal(a, b, depth - 1)))
        }
        (Value::Hash(a), Value::Hash(b)) => {
            Arc::ptr_eq(a, b)
                || (depth > 0
                    && a.len() == b.len()
                    && a.iter()
                        .all(|(key, value)| b.get_value(key).is_some_and(|theirs| equal(value, theirs, depth - 1))))
        }
        (Value::Object(a), _) => object_equal(a, b, depth),
        (_, Value::Object(b)) => object_equal(b, a, depth),
        _ => false,
    }
}

fn object_equal(object: &Arc<dyn Object>, other: &Value, depth: usize) -> bool {
    if let Value::Object(other) = other
        && Arc::ptr_eq(object, other)
    {
        return true;
    }
    if depth == 0 {
        return false;
    }
    match object.kind() {
        ObjectKind::Array if other.is_array() => {
            let length = match other {
                Value::Array(items) => items.len(),
                Value::Object(other) => other.len(),
                _ => return false,
            };
            object.len() == length
                && (0..length).all(|index| {
                    let mine = object.at(index).unwrap_or_default();
                    let theirs = match other {
                        Value::Array(items) => items[index].clone(),
                        Value::Object(other) => other.at(index).unwrap_or_default(),
                        _ => Value::Nil,
                    };
                    equal(&mine, &theirs, depth - 1)
                })
        }
        ObjectKind::Hash if other.is_hash() => {
            let pairs = object.pairs();
            let length = match other {
                Value::Hash(hash) => hash.len(),
                Value::Object(other) => other.len(),
                _ => return false,
            };
            pairs.len() == length
                && pairs.iter().all(|(key, value)| {
                    let theirs = match other {
                        Value::Hash(hash) => hash.get_value(key).cloned(),
                        Value::Object(other) => other.get_value(key),
                        _ => None,
                    };
                    theirs.is_some_and(|theirs| equal(value, &theirs, depth - 1))
                })
        }
        _ => object.equals(other),
    }
}

/// Compares numbers of any type; `None` if one is no number or NaN.
pub(crate) fn compare_numbers(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b),
        (Value::Int(a), Value::Float(b)) => compare_int_float(i128::from(*a), *b),
        (Value::Float(a), Value::Int(b)) => compare_int_float(i128::from(*b), *a).map(Ordering::reverse),
        (Value::BigInt(a), Value::BigInt(b)) => Some(a.cmp(b)),
        (Value::BigInt(a), Value::Int(_)) => Some(sign(a)),
        (Value::Int(_), Value::BigInt(b)) => Some(sign(b).reverse()),
        (Value::BigInt(a), Value::Float(b)) => compare_big_float(a, *b),
        (Value::Float(a), Value::BigInt(b)) => compare_big_float(b, *a).map(Ordering::reverse),
        _ => None,
    }
}

/// A big integer lies beyond all 64-bit ones, on the side of its sign.
fn sign(big: &num_bigint::BigInt) -> Ordering {
    if big.sign() == num_bigint::Sign::Minus { Ordering::Less } else { Ordering::Greater }
}

fn compare_int_float(int: i128, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    if float.abs() > 1e30 {
        return Some(if float > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let whole = float.trunc();
    Some(int.cmp(&(whole as i128)).then_with(|| 0.0_f64.partial_cmp(&(float - whole)).unwrap_or(Ordering::Equal)))
}

fn compare_big_float(big: &num_bigint::BigInt, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    match crate::number::big_from_float(float.trunc()) {
        Some(whole) => Some(big.cmp(&whole)),
        None => Some(if float > 0.0 { Ordering::Less } else { Ordering::Greater }),
    }
}

impl Value {
    /// Compares as Ruby's `<=>`: `None` where Ruby gives `nil`, as for values of different types.
    ///
    /// ```
    /// use hyde_liquid::Value;
    /// use std::cmp::Ordering;
    /// assert_eq!(Value::from(1).compare(&Value::from(1.5)), Some(Ordering::Less));
    /// assert_eq!(Value::from(1).compare(&Value::from("1")), None);
    /// ```
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        compare(self, other, DEPTH_LIMIT)
    }

    /// Says whether Ruby's `eql?` holds: as `==`, but numbers of different types differ. Keys of hashes and the `uniq`
    /// filter go by it.
    pub fn eql(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Int(_), Self::Float(_)) | (Self::Float(_), Self::Int(_)) => false,
            (Self::BigInt(_), Self::Float(_)) | (Self::Float(_), Self::BigInt(_)) => false,
            (Self::Array(a), Self::Array(b)) => {
                Arc::ptr_eq(a, b) || (a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.eql(b)))
            }
            (Self::Hash(a), Self::Hash(b)) => {
                Arc::ptr_eq(a, b)
                    || (a.len() == b.len()
                        && a.iter().all(|(key, value)| b.get_value(key).is_some_and(|theirs| value.eql(theirs))))
            }
            _ => self == other,
        }
    }

    /// Feeds a hasher so that values which are [`Value::eql`] feed the same. Containers feed little, so that deep data
    /// cannot make this expensive.
    pub(crate) fn eql_hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Str(text) => text.as_str().hash(state),
            Self::Nil => 0_u8.hash(state),
            Self::Bool(value) => value.hash(state),
            Self::Int(number) => number.hash(state),
            Self::BigInt(number) => number.hash(state),
            Self::Float(number) => (if *number == 0.0 { 0.0 } else { *number }).to_bits().hash(state),
            Self::Range(range) => range.hash(state),
            Self::Time(time) => (time.unix(), time.nanos()).hash(state),
            Self::Date(date) => date.hash(state),
            Self::Array(items) => {
                items.len().hash(state);
                for item in items.iter().take(4) {
                    item.shallow_hash(state);
                }
            }
            Self::Hash(hash) => {
                // Ruby's hashes are equal in any order of their pairs.
                hash.len().hash(state);
            }
            Self::Object(object) => match object.kind() {
                ObjectKind::Array | ObjectKind::Hash => object.len().hash(state),
                ObjectKind::Plain | ObjectKind::Keys => object.class_name().hash(state),
            },
        }
    }

    fn shallow_hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Array(items) => items.len().hash(state),
            other => other.eql_hash(state),
        }
    }
}

fn compare(a: &Value, b: &Value, depth: usize) -> Option<Ordering> {
    match (a, b) {
        (Value::Nil, Value::Nil) => Some(Ordering::Equal),
        (Value::Bool(a), Value::Bool(b)) => (a == b).then_some(Ordering::Equal),
        (Value::Int(_) | Value::Float(_) | Value::BigInt(_), Value::Int(_) | Value::Float(_) | Value::BigInt(_)) => {
            compare_numbers(a, b)
        }
        (Value::Str(a), Value::Str(b)) => Some(a.as_str().cmp(b.as_str())),
        (Value::Time(a), Value::Time(b)) => a.partial_cmp(b),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::Object(object), _) if matches!(object.kind(), ObjectKind::Plain | ObjectKind::Keys) => {
            object.compare(b).or_else(|| (a == b).then_some(Ordering::Equal))
        }
        _ if a.is_array() && b.is_array() => {
            if depth == 0 {
                return None;
            }
            let (a, b) = (a.items()?, b.items()?);
            for (a, b) in a.iter().zip(b.iter()) {
                match compare(a, b, depth - 1)? {
                    Ordering::Equal => {}
                    unequal => return Some(unequal),
                }
            }
            Some(a.len().cmp(&b.len()))
        }
        _ => (a == b).then_some(Ordering::Equal),
    }
}
