//! The arithmetic of Liquid's filters: integers of any size, and decimals for whatever has a fraction.

use crate::error::{Error, Result};
use crate::number::{self, Decimal};
use crate::value::Value;
use num_bigint::BigInt;
use std::cmp::Ordering;

/// More bits than this no number may have, so that a template cannot square its way to the end of memory.
const BIT_LIMIT: u64 = 1 << 22;

/// What a filter calculates with.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Number {
    Int(i64),
    Big(BigInt),
    Decimal(Decimal),
    /// What a float may be that has no digits.
    Special(f64),
}

/// What two numbers are calculated as.
enum Pair {
    Small(i64, i64),
    Big(BigInt, BigInt),
    Decimal(Decimal, Decimal),
    Special(f64, f64),
}

impl Number {
    /// Converts any value: numbers, text that is one through and through or begins with an integer; all else is 0.
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Int(number) => Self::Int(*number),
            Value::BigInt(number) => Self::Big((**number).clone()),
            Value::Float(number) if *number == 0.0 => Self::Special(*number),
            Value::Float(number) => Decimal::from_float(*number).map_or(Self::Special(*number), Self::Decimal),
            Value::Str(text) => {
                let text = crate::unicode::strip(text);
                match Decimal::parse(text) {
                    Some(decimal) => Self::Decimal(decimal),
                    None => match number::to_i(text) {
                        Value::BigInt(number) => Self::Big((*number).clone()),
                        other => Self::Int(other.as_int().unwrap_or(0)),
                    },
                }
            }
            _ => Self::Int(0),
        }
    }

    /// Makes a value: decimals become floats.
    pub(crate) fn into_value(self) -> Value {
        match self {
            Self::Int(number) => Value::Int(number),
            Self::Big(number) => Value::from(number),
            Self::Decimal(number) => Value::Float(number.to_f64()),
            Self::Special(number) => Value::Float(number),
        }
    }

    fn to_big(&self) -> BigInt {
        match self {
            Self::Int(number) => BigInt::from(*number),
            Self::Big(number) => number.clone(),
            Self::Decimal(_) | Self::Special(_) => BigInt::default(),
        }
    }

    fn to_decimal(&self) -> Decimal {
        match self {
            Self::Decimal(decimal) => decimal.clone(),
            other => Decimal::new(other.to_big(), 0),
        }
    }

    fn to_f64(&self) -> f64 {
        match self {
            Self::Special(number) => *number,
            other => other.to_decimal().to_f64(),
        }
    }

    fn bits(&self) -> u64 {
        match self {
            Self::Int(_) | Self::Special(_) => 64,
            Self::Big(number) => number.bits(),
            Self::Decimal(number) => number.bits(),
        }
    }

    pub(crate) fn is_negative(&self) -> bool {
        match self {
            Self::Int(number) => *number < 0,
            Self::Big(number) => *number < BigInt::default(),
            Self::Decimal(number) => number.is_negative(),
            Self::Special(number) => *number < 0.0,
        }
    }

    pub(crate) fn negated(self) -> Self {
        match self {
            Self::Int(number) => match number.checked_neg() {
                Some(number) => Self::Int(number),
                None => Self::Big(-BigInt::from(number)),
            },
            Self::Big(number) => Self::Big(-number),
            Self::Decimal(number) => Self::Decimal(number.negated()),
            Self::Special(number) => Self::Special(-number),
        }
    }

    pub(crate) fn compare(&self, other: &Self) -> Option<Ordering> {
        match pair(self, other) {
            Pair::Small(a, b) => Some(a.cmp(&b)),
            Pair::Big(a, b) => Some(a.cmp(&b)),
            Pair::Decimal(a, b) => Some(a.compare(&b)),
            Pair::Special(a, b) => a.partial_cmp(&b),
        }
    }
}

fn pair(a: &Number, b: &Number) -> Pair {
    match (a, b) {
        (Number::Int(a), Number::Int(b)) => Pair::Small(*a, *b),
        (Number::Special(_), _) | (_, Number::Special(_)) => Pair::Special(a.to_f64(), b.to_f64()),
        (Number::Decimal(_), _) | (_, Number::Decimal(_)) => Pair::Decimal(a.to_decimal(), b.to_decimal()),
        _ => Pair::Big(a.to_big(), b.to_big()),
    }
}

/// Adds a small number to a number value, as counters do.
pub(crate) fn add(value: &Value, step: i64) -> Value {
    match value {
        Value::Int(number) => Value::from(i128::from(*number) + i128::from(step)),
        Value::Float(number) => Value::Float(number + step as f64),
        Value::BigInt(number) => Value::from(&**number + BigInt::from(step)),
        other => other.clone(),
    }
}

/// Adds.
pub(crate) fn plus(a: &Number, b: &Number) -> Number {
    match pair(a, b) {
        Pair::Small(a, b) => match a.checked_add(b) {
            Some(sum) => Number::Int(sum),
            None => Number::Big(BigInt::from(a) + b),
        },
        Pair::Big(a, b) => Number::Big(a + b),
        Pair::Decimal(a, b) => Number::Decimal(a.plus(&b)),
        Pair::Special(a, b) => Number::Special(a + b),
    }
}

/// Multiplies.
pub(crate) fn times(a: &Number, b: &Number) -> Result<Number> {
    if a.bits() + b.bits() > BIT_LIMIT {
        return Err(Error::memory());
    }
    Ok(match pair(a, b) {
        Pair::Small(a, b) => match a.checked_mul(b) {
            Some(product) => Number::Int(product),
            None => Number::Big(BigInt::from(a) * b),
        },
        Pair::Big(a, b) => Number::Big(a * b),
        Pair::Decimal(a, b) if (a.is_zero() || b.is_zero()) && a.is_negative() != b.is_negative() => {
            Number::Special(-0.0)
        }
        Pair::Decimal(a, b) => Number::Decimal(a.times(&b)),
        Pair::Special(a, b) => Number::Special(a * b),
    })
}

/// Divides: integers downwards, an error for zero; decimals by zero give an infinity.
pub(crate) fn divided_by(a: &Number, b: &Number) -> Result<Number> {
    Ok(match pair(a, b) {
        Pair::Small(_, 0) => return Err(Error::zero_division()),
        Pair::Small(a, b) => match number::floor_division(a, b) {
            Some((quotient, _)) => Number::Int(quotient),
            None => Number::Big(-BigInt::from(a)),
        },
        Pair::Big(_, b) if b == BigInt::default() => return Err(Error::zero_division()),
        Pair::Big(a, b) => Number::Big(number::big_floor_division(&a, &b).0),
        Pair::Decimal(a, b) if b.is_zero() => Number::Special(if a.is_zero() {
            f64::NAN
        } else if a.is_negative() {
            f64::NEG_INFINITY
        } else {
            f64::INFINITY
        }),
        Pair::Decimal(a, b) => Number::Decimal(a.divided_by(&b)),
        Pair::Special(a, b) => Number::Special(a / b),
    })
}

/// Gives the rest of the division, with the sign of the divisor.
pub(crate) fn modulo(a: &Number, b: &Number) -> Result<Number> {
    Ok(match pair(a, b) {
        Pair::Small(_, 0) => return Err(Error::zero_division()),
        Pair::Small(a, b) => Number::Int(number::floor_division(a, b).map_or(0, |(_, rest)| rest)),
        Pair::Big(_, b) if b == BigInt::default() => return Err(Error::zero_division()),
        Pair::Big(a, b) => Number::Big(number::big_floor_division(&a, &b).1),
        Pair::Decimal(_, b) if b.is_zero() => return Err(Error::zero_division()),
        Pair::Decimal(a, b) => Number::Decimal(a.modulo(&b)),
        Pair::Special(_, 0.0) => return Err(Error::zero_division()),
        Pair::Special(a, b) if a.is_finite() && b.is_infinite() => {
            Number::Special(if (a < 0.0) == (b < 0.0) { a } else { b })
        }
        Pair::Special(..) => Number::Special(f64::NAN),
    })
}
