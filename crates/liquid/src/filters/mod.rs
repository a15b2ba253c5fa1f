//! Liquid's standard filters, in groups.

pub(crate) mod arithmetic;
mod array;
mod date;
mod html;
mod math;
mod string;
mod strip_html;

pub(crate) use string::{after_strip_html, strip_html_for_words};

use crate::environment::Environment;
use crate::error::{Error, Result};
use crate::value::Value;

/// Registers all of them.
pub(crate) fn register(environment: &mut Environment) {
    math::register(environment);
    string::register(environment);
    html::register(environment);
    strip_html::register(environment);
    array::register(environment);
    date::register(environment);
}

/// Converts an argument that must be an integer: integers, and text that Ruby's `Integer()` takes.
fn integer(value: &Value) -> Result<i64> {
    let wrong = || Error::argument("invalid integer");
    match value {
        Value::Int(number) => Ok(*number),
        Value::BigInt(number) if **number > Default::default() => Ok(i64::MAX),
        Value::BigInt(_) => Ok(i64::MIN),
        Value::Str(text) => crate::number::strict_integer(text).ok_or_else(wrong),
        _ => Err(wrong()),
    }
}
