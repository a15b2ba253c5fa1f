//! Operators on values.

use super::{Separator, Text, Value, concat};
use crate::ast::{BinaryOp, UnaryOp};
use crate::span::{Fault, Res};
use std::cmp::Ordering;

fn undefined(op: BinaryOp, a: &Value, b: &Value) -> Box<Fault> {
    Fault::bare(format!("Undefined operation \"{} {} {}\".", a.inspect(), op.text(), b.inspect()))
}

/// Applies a binary operator.
pub(crate) fn binary(op: BinaryOp, a: &Value, b: &Value) -> Res<Value> {
    match op {
        BinaryOp::Eq => Ok(Value::Bool(a == b)),
        BinaryOp::Ne => Ok(Value::Bool(a != b)),
        BinaryOp::Gt | BinaryOp::Ge | BinaryOp::Lt | BinaryOp::Le => compare(op, a, b),
        BinaryOp::Plus => plus(a, b),
        BinaryOp::Minus => minus(a, b),
        BinaryOp::Times => match (a, b) {
            (Value::Number(a), Value::Number(b)) => Ok(Value::Number(a.times(b))),
            _ => Err(undefined(op, a, b)),
        },
        BinaryOp::Rem => match (a, b) {
            (Value::Number(a), Value::Number(b)) => Ok(Value::Number(a.rem(b)?)),
            _ => Err(undefined(op, a, b)),
        },
        BinaryOp::Over => match (a, b) {
            (Value::Number(a), Value::Number(b)) => Ok(Value::Number(a.over(b))),
            (Value::Color(_), Value::Number(_) | Value::Color(_)) => Err(undefined(op, a, b)),
            _ => joined(a, "/", b),
        },
        BinaryOp::SingleEq => joined(a, "=", b),
        BinaryOp::And => Ok(if a.truthy() { b.clone() } else { a.clone() }),
        BinaryOp::Or => Ok(if a.truthy() { a.clone() } else { b.clone() }),
    }
}

fn css(value: &Value) -> Res<String> {
    crate::serialize::to_css(value, true)
}

fn joined(a: &Value, sign: &str, b: &Value) -> Res<Value> {
    Ok(Value::unquoted(concat(&[&css(a)?, sign, &css(b)?])))
}

fn compare(op: BinaryOp, a: &Value, b: &Value) -> Res<Value> {
    let (Value::Number(x), Value::Number(y)) = (a, b) else { return Err(undefined(op, a, b)) };
    let ordering = x.compare(y)?;
    Ok(Value::Bool(match op {
        BinaryOp::Gt => ordering == Some(Ordering::Greater),
        BinaryOp::Ge => matches!(ordering, Some(Ordering::Greater | Ordering::Equal)),
        BinaryOp::Lt => ordering == Some(Ordering::Less),
        _ => matches!(ordering, Some(Ordering::Less | Ordering::Equal)),
    }))
}

fn plus(a: &Value, b: &Value) -> Res<Value> {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => Ok(Value::Number(x.plus(y)?)),
        (Value::String(x), _) => {
            let text = match b {
                Value::String(y) => concat(&[&x.text, &y.text]),
                other => concat(&[&x.text, &css(other)?]),
            };
            Ok(Value::String(Text { text, quoted: x.quoted }))
        }
        (Value::Number(_) | Value::Color(_), Value::Number(_) | Value::Color(_))
        | (Value::Calculation(_), Value::Number(_) | Value::Calculation(_))
        | (Value::Number(_), Value::Calculation(_))
        | (Value::Map(_) | Value::Function(_) | Value::Mixin(_), Value::Number(_) | Value::Color(_)) => {
            if let (Value::Map(_) | Value::Function(_) | Value::Mixin(_), _) = (a, b) {
                css(a)?;
            }
            Err(undefined(BinaryOp::Plus, a, b))
        }
        (Value::Calculation(_), _) if !matches!(b, Value::String(_)) => Err(undefined(BinaryOp::Plus, a, b)),
        (_, Value::Calculation(_))
            if !matches!(a, Value::String(_) | Value::List(_) | Value::Bool(_) | Value::Null) =>
        {
            Err(undefined(BinaryOp::Plus, a, b))
        }
        (_, Value::String(y)) => Ok(Value::String(Text { text: concat(&[&css(a)?, &y.text]), quoted: y.quoted })),
        _ => joined(a, "", b),
    }
}

fn minus(a: &Value, b: &Value) -> Res<Value> {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => Ok(Value::Number(x.minus(y)?)),
        (Value::Number(_) | Value::Color(_), Value::Number(_) | Value::Color(_))
        | (Value::Calculation(_), Value::Number(_) | Value::Calculation(_) | Value::Color(_))
        | (Value::Number(_) | Value::Color(_), Value::Calculation(_)) => Err(undefined(BinaryOp::Minus, a, b)),
        _ => joined(a, "-", b),
    }
}

/// Applies a unary operator.
pub(crate) fn unary(op: UnaryOp, value: Value) -> Res<Value> {
    match (op, &value) {
        (UnaryOp::Not, _) => Ok(Value::Bool(!value.truthy())),
        (UnaryOp::Plus, Value::Number(number)) => Ok(Value::Number(number.with(number.value))),
        (UnaryOp::Minus, Value::Number(number)) => Ok(Value::Number(number.with(-number.value))),
        (UnaryOp::Plus | UnaryOp::Minus, Value::Calculation(_)) => {
            let sign = if op == UnaryOp::Plus { "+" } else { "-" };
            Err(Fault::bare(format!("Undefined operation \"{sign}{}\".", value.inspect())))
        }
        (UnaryOp::Plus, _) => Ok(Value::unquoted(format!("+{}", css(&value)?))),
        (UnaryOp::Minus, _) => Ok(Value::unquoted(format!("-{}", css(&value)?))),
        (UnaryOp::Over, _) => Ok(Value::unquoted(format!("/{}", css(&value)?))),
    }
}

/// The separator that a joined list has when both lists leave it open.
pub(crate) fn decided(separator: Separator) -> Separator {
    if separator == Separator::Undecided { Separator::Space } else { separator }
}
