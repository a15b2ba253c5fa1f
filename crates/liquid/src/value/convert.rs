//! From Rust's types to values and back.

use super::{Hash, Object, Range, Str, Value};
use crate::error::{Error, Result};
use crate::time::{Date, Time};
use num_bigint::BigInt;
use std::collections::BTreeMap;
use std::sync::Arc;

impl Value {
    /// Makes a hash from pairs, in their order.
    pub fn from_pairs<K: Into<Value>, V: Into<Value>>(pairs: impl IntoIterator<Item = (K, V)>) -> Self {
        Self::Hash(Arc::new(pairs.into_iter().collect()))
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

macro_rules! from_small_integers {
    ($($type:ty),*) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::Int(i64::from(value))
            }
        }
    )*};
}
from_small_integers!(i8, i16, i32, i64, u8, u16, u32);

macro_rules! from_wide_integers {
    ($($type:ty),*) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                i64::try_from(value).map_or_else(|_| Self::from(BigInt::from(value)), Self::Int)
            }
        }
    )*};
}
from_wide_integers!(u64, usize, isize, i128, u128);

impl From<BigInt> for Value {
    fn from(value: BigInt) -> Self {
        i64::try_from(&value).map_or_else(|_| Self::BigInt(Arc::new(value)), Self::Int)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<f32> for Value {
    fn from(value: f32) -> Self {
        Self::Float(f64::from(value))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Str(Str::from(value))
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Str(Str::from(value))
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Str(Str::from(value.as_str()))
    }
}

impl From<Arc<str>> for Value {
    fn from(value: Arc<str>) -> Self {
        Self::Str(Str::from(value))
    }
}

impl From<Str> for Value {
    fn from(value: Str) -> Self {
        Self::Str(value)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Self::array(items.into_iter().map(Into::into))
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(items: [T; N]) -> Self {
        Self::array(items.into_iter().map(Into::into))
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nil, Into::into)
    }
}

impl From<Arc<Vec<Value>>> for Value {
    fn from(items: Arc<Vec<Value>>) -> Self {
        Self::Array(items)
    }
}

impl From<Hash> for Value {
    fn from(hash: Hash) -> Self {
        Self::Hash(Arc::new(hash))
    }
}

impl From<Arc<Hash>> for Value {
    fn from(hash: Arc<Hash>) -> Self {
        Self::Hash(hash)
    }
}

impl<T: Into<Value>> From<BTreeMap<String, T>> for Value {
    fn from(map: BTreeMap<String, T>) -> Self {
        Self::from_pairs(map)
    }
}

impl From<Range> for Value {
    fn from(range: Range) -> Self {
        Self::Range(range)
    }
}

impl From<Time> for Value {
    fn from(time: Time) -> Self {
        Self::Time(Arc::new(time))
    }
}

impl From<Date> for Value {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<Arc<dyn Object>> for Value {
    fn from(object: Arc<dyn Object>) -> Self {
        Self::Object(object)
    }
}

impl FromIterator<Value> for Value {
    fn from_iter<I: IntoIterator<Item = Value>>(items: I) -> Self {
        Self::array(items)
    }
}

/// What a plain Rust closure that serves as a filter takes: each parameter is made from a value.
pub trait FromValue: Sized {
    /// Converts a value with Ruby's coercions: text from anything, numbers from text.
    fn from_value(value: &Value) -> Result<Self>;

    /// Gives what stands for an argument that the template left out; `None` makes that an error.
    fn missing() -> Option<Self> {
        None
    }
}

impl FromValue for Value {
    fn from_value(value: &Value) -> Result<Self> {
        Ok(value.clone())
    }
}

impl FromValue for String {
    fn from_value(value: &Value) -> Result<Self> {
        Ok(value.to_s())
    }
}

impl FromValue for bool {
    fn from_value(value: &Value) -> Result<Self> {
        Ok(value.truthy())
    }
}

impl FromValue for i64 {
    fn from_value(value: &Value) -> Result<Self> {
        match value {
            Value::Int(number) => Ok(*number),
            Value::Float(number) if number.is_finite() => Ok(*number as i64),
            Value::Str(text) => text.trim().parse().map_err(|_| Error::argument("invalid integer")),
            _ => Err(Error::argument("invalid integer")),
        }
    }
}

impl FromValue for usize {
    fn from_value(value: &Value) -> Result<Self> {
        Self::try_from(i64::from_value(value)?).map_err(|_| Error::argument("invalid integer"))
    }
}

impl FromValue for f64 {
    fn from_value(value: &Value) -> Result<Self> {
        match value {
            Value::Int(number) => Ok(*number as f64),
            Value::Float(number) => Ok(*number),
            Value::Str(text) => text.trim().parse().map_err(|_| Error::argument("invalid number")),
            _ => Err(Error::argument("invalid number")),
        }
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Result<Self> {
        if value.is_nil() { Ok(None) } else { T::from_value(value).map(Some) }
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromValue> FromValue for Vec<T> {
    fn from_value(value: &Value) -> Result<Self> {
        match value.items() {
            Some(items) => items.iter().map(T::from_value).collect(),
            None if value.is_nil() => Ok(Vec::new()),
            None => Ok(vec![T::from_value(value)?]),
        }
    }
}
