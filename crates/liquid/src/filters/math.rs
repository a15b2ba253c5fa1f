//! `abs`, `plus`, `minus`, `times`, `divided_by`, `modulo`, `round`, `ceil`, `floor`, `at_least`, `at_most`.

use super::arithmetic::{self, Number};
use crate::context::Context;
use crate::environment::{Arity, Environment};
use crate::error::{Error, ErrorKind, Result};
use crate::number::Decimal;
use crate::value::Value;
use num_bigint::BigInt;
use std::cmp::Ordering;

pub(super) fn register(environment: &mut Environment) {
    let (none, one) = (Arity::exactly(0), Arity::exactly(1));
    environment
        .filter("abs", none, abs)
        .filter("plus", one, plus)
        .filter("minus", one, minus)
        .filter("times", one, times)
        .filter("divided_by", one, divided_by)
        .filter("modulo", one, modulo)
        .filter("round", Arity::between(0, 1), round)
        .filter("ceil", none, ceil)
        .filter("floor", none, floor)
        .filter("at_least", one, at_least)
        .filter("at_most", one, at_most);
}

fn abs(input: &Value, _: &[Value], _: &mut Context) -> Result<Value> {
    let number = Number::of(input);
    Ok(if number.is_negative() { number.negated() } else { number }.into_value())
}

fn plus(input: &Value, args: &[Value], _: &mut Context) -> Result<Value> {
    Ok(arithmetic::plus(&Number::of(input), &Number::of(&args[0])).into_value())
}

fn minus(input: &Value, args: &[Value], _: &mut Context) -> Result<Value> {
    Ok(arithmetic::plus(&Number::of(input), &Number::of(&args[0]).negated()).into_value())
}

fn times(input: &Value, args: &[Value], _: &mut Context) -> Result<Value> {
    arithmetic::times(&Number::of(input), &Number::of(&args[0])).map(Number::into_value)
}

fn divided_by(input: &Value, args: &[Value], _: &mut Context) -> Result<Value> {
    arithmetic::divided_by(&Number::of(input), &Number::of(&args[0])).map(Number::into_value)
}

fn modulo(input: &Value, args: &[Value], _: &mut Context) -> Result<Value> {
    arithmetic::modulo(&Number::of(input), &Number::of(&args[0])).map(Number::into_value)
}

fn round(input: &Value, args: &[Value], _: &mut Context) -> Result<Value> {
    let places = match args.first().map(Number::of) {
        None => 0,
        Some(Number::Int(places)) => i32::try_from(places.clamp(-400, 400)).unwrap_or(0),
        Some(Number::Decimal(places)) => places.to_f64() as i32,
        Some(_) => 0,
    };
    Ok(match Number::of(input) {
        Number::Decimal(decimal) if places > 0 => Value::Float(decimal.round(places).to_f64()),
        Number::Decimal(decimal) => Value::from(decimal.round(places).floor()),
        Number::Int(number) if places < 0 => round_integer(BigInt::from(number), places),
        Number::Big(number) if places < 0 => round_integer(number, places),
        Number::Special(number) if places > 0 => Value::Float(number),
        Number::Special(0.0) => Value::Int(0),
        Number::Special(number) => return Err(float_domain(number)),
        whole => whole.into_value(),
    })
}

fn round_integer(number: BigInt, places: i32) -> Value {
    Value::from(Decimal::new(number, 0).round(places).floor())
}

fn ceil(input: &Value, _: &[Value], _: &mut Context) -> Result<Value> {
    whole(input, Decimal::ceil)
}

fn floor(input: &Value, _: &[Value], _: &mut Context) -> Result<Value> {
    whole(input, Decimal::floor)
}

fn whole(input: &Value, convert: impl Fn(&Decimal) -> BigInt) -> Result<Value> {
    match Number::of(input) {
        Number::Decimal(decimal) => Ok(Value::from(convert(&decimal))),
        Number::Special(0.0) => Ok(Value::Int(0)),
        Number::Special(number) => Err(float_domain(number)),
        whole => Ok(whole.into_value()),
    }
}

fn float_domain(number: f64) -> Error {
    let shown = if number.is_nan() {
        "NaN"
    } else if number > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    };
    let message = match shown {
        "NaN" => "Computation results in 'NaN' (Not a Number)".to_owned(),
        shown => format!("Computation results in '{shown}'"),
    };
    Error::new(ErrorKind::FloatDomain, message)
}

fn at_least(input: &Value, args: &[Value], _: &mut Context) -> Result<Value> {
    clamp(input, &args[0], Ordering::Greater)
}

fn at_most(input: &Value, args: &[Value], _: &mut Context) -> Result<Value> {
    clamp(input, &args[0], Ordering::Less)
}

/// Takes the bound if it lies on the given side of the input.
fn clamp(input: &Value, bound: &Value, side: Ordering) -> Result<Value> {
    let (number, bound) = (Number::of(input), Number::of(bound));
    Ok(if bound.compare(&number) == Some(side) { bound } else { number }.into_value())
}

#[cfg(test)]
mod tests {
    use crate::{Environment, Value};

    fn rendered(source: &str) -> String {
        Environment::new().parse("a", source).and_then(|template| template.render(&Value::Nil)).unwrap()
    }

    #[test]
    fn fractions_are_decimal() {
        assert_eq!(rendered("{{ 0.1 | plus: 0.2 }} {{ 1.15 | times: 100 }} {{ 4.0 | plus: 0 }}"), "0.3 115.0 4.0");
        assert_eq!(
            rendered("{{ 1 | divided_by: 3.0 }} {{ 20 | divided_by: 7.0 }}"),
            "0.3333333333333333 2.857142857142857"
        );
    }

    #[test]
    fn integers_grow_and_divide_downwards() {
        assert_eq!(rendered("{{ 9223372036854775807 | plus: 1 }}"), "9223372036854775808");
        assert_eq!(rendered("{{ -7 | divided_by: 2 }} {{ -7 | modulo: 3 }} {{ 7 | modulo: -3 }}"), "-4 2 -2");
        assert_eq!(rendered("{{ -9223372036854775808 | divided_by: -1 }}"), "9223372036854775808");
    }

    #[test]
    fn rounding_is_half_away_from_zero() {
        assert_eq!(
            rendered("{{ 2.5 | round }} {{ -2.5 | round }} {{ 1.0 | round: 1 }} {{ 25 | round: -1 }}"),
            "3 -3 1.0 30"
        );
    }
}
