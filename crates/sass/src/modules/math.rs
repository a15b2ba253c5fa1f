//! `sass:math`.

use crate::Deprecation;
use crate::eval::Eval;
use crate::eval::callable::Builtin;
use crate::span::{Fault, Res};
use crate::value::number::{fuzzy_eq, fuzzy_round};
use crate::value::{Number, Value, operators};
use std::cmp::Ordering;

pub(crate) const VARIABLES: &[(&str, f64)] = &[
    ("e", std::f64::consts::E),
    ("pi", std::f64::consts::PI),
    ("epsilon", f64::EPSILON),
    ("max-safe-integer", 9_007_199_254_740_991.0),
    ("min-safe-integer", -9_007_199_254_740_991.0),
    ("max-number", f64::MAX),
    ("min-number", 5e-324),
];

macro_rules! math {
    ($($name:literal $signature:literal $run:expr;)*) => {
        pub(crate) static FUNCTIONS: &[Builtin] = &[
            $(Builtin { name: $name, module: "math", overloads: &[($signature, $run)] },)*
        ];
    };
}

math! {
    "abs" "$number" |_, v| keep_units(v, f64::abs);
    "ceil" "$number" |_, v| keep_units(v, f64::ceil);
    "floor" "$number" |_, v| keep_units(v, f64::floor);
    "round" "$number" |_, v| keep_units(v, fuzzy_round);
    "max" "$numbers..." |_, v| extreme(v, Ordering::Less);
    "min" "$numbers..." |_, v| extreme(v, Ordering::Greater);
    "clamp" "$min, $number, $max" clamp;
    "hypot" "$numbers..." hypot;
    "log" "$number, $base: null" log;
    "pow" "$base, $exponent" pow;
    "sqrt" "$number" |_, v| unitless(v, f64::sqrt);
    "exp" "$number" |_, v| unitless(v, f64::exp);
    "sign" "$number" |_, v| keep_units(v, |value| if value == 0.0 || value.is_nan() { value } else { value.signum() });
    "cos" "$number" |_, v| angle(v, f64::cos);
    "sin" "$number" |_, v| angle(v, f64::sin);
    "tan" "$number" |_, v| angle(v, f64::tan);
    "acos" "$number" |_, v| inverse(v, f64::acos);
    "asin" "$number" |_, v| inverse(v, f64::asin);
    "atan" "$number" |_, v| inverse(v, f64::atan);
    "atan2" "$y, $x" atan2;
    "compatible" "$number1, $number2" |_, v| {
        Ok(Value::Bool(v[0].as_number("number1")?.comparable(v[1].as_number("number2")?)))
    };
    "is-unitless" "$number" |_, v| Ok(Value::Bool(!v[0].as_number("number")?.has_units()));
    "unit" "$number" |_, v| Ok(Value::quoted(v[0].as_number("number")?.unit_text()));
    "percentage" "$number" percentage;
    "random" "$limit: null" random;
    "div" "$number1, $number2" div;
}

fn keep_units(v: &[Value], run: impl Fn(f64) -> f64) -> Res<Value> {
    let number = v[0].as_number("number")?;
    Ok(Value::Number(number.with(run(number.value))))
}

fn unitless(v: &[Value], run: impl Fn(f64) -> f64) -> Res<Value> {
    let number = v[0].as_number("number")?;
    number.assert_no_units("number")?;
    Ok(Value::number(run(number.value)))
}

fn angle(v: &[Value], run: impl Fn(f64) -> f64) -> Res<Value> {
    let number = v[0].as_number("number")?;
    Ok(Value::number(run(number.coerce_to_unit("rad", "number")?)))
}

fn inverse(v: &[Value], run: impl Fn(f64) -> f64) -> Res<Value> {
    let number = v[0].as_number("number")?;
    number.assert_no_units("number")?;
    Ok(Value::Number(Number::unit(run(number.value).to_degrees(), "deg")))
}

fn extreme(v: &[Value], wanted: Ordering) -> Res<Value> {
    let mut best: Option<Number> = None;
    for value in v[0].as_list() {
        let number = value.as_number("")?.clone();
        match &best {
            Some(old) if old.compare(&number)? != Some(wanted) => {}
            _ => best = Some(number),
        }
    }
    best.map(Value::Number).ok_or_else(|| Fault::bare("At least one argument must be passed."))
}

fn same_units(a: &Number, a_name: &str, b: &Number, b_name: &str) -> Res<f64> {
    if a.has_units() == b.has_units()
        && let Some(value) = b.convert_value(a)
    {
        return Ok(value);
    }
    let a_text = format!("${a_name}: {}", a.show());
    let b_text = format!("${b_name}: {}", b.show());
    // The later parameter is the one at fault.
    Err(Fault::bare(crate::value::number::incompatible_text(&b_text, b, &a_text, a)))
}

fn clamp(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let (min, number, max) = (v[0].as_number("min")?, v[1].as_number("number")?, v[2].as_number("max")?);
    same_units(min, "min", number, "number")?;
    same_units(min, "min", max, "max")?;
    let at_least = |a: &Number, b: &Number| {
        Ok::<_, Box<Fault>>(matches!(a.compare(b)?, Some(Ordering::Greater | Ordering::Equal)))
    };
    Ok(Value::Number(if at_least(min, max)? || at_least(min, number)? {
        min.clone()
    } else if at_least(number, max)? {
        max.clone()
    } else {
        number.clone()
    }))
}

fn hypot(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let mut numbers = Vec::new();
    for value in v[0].as_list() {
        numbers.push(value.as_number("")?.clone());
    }
    let Some(first) = numbers.first().cloned() else {
        return Err(Fault::bare("At least one argument must be passed."));
    };
    let mut sum = 0.0;
    for (i, number) in numbers.iter().enumerate() {
        let value = same_units(&first, "numbers[1]", number, &format!("numbers[{}]", i + 1))?;
        sum += value * value;
    }
    Ok(Value::Number(first.with(sum.sqrt())))
}

fn log(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let number = v[0].as_number("number")?;
    number.assert_no_units("number")?;
    if v[1].is_null() {
        return Ok(Value::number(number.value.ln()));
    }
    let base = v[1].as_number("base")?;
    base.assert_no_units("base")?;
    if fuzzy_eq(base.value, 2.0) {
        return Ok(Value::number(number.value.log2()));
    }
    if fuzzy_eq(base.value, 10.0) {
        return Ok(Value::number(number.value.log10()));
    }
    Ok(Value::number(number.value.ln() / base.value.ln()))
}

fn pow(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let (base, exponent) = (v[0].as_number("base")?, v[1].as_number("exponent")?);
    base.assert_no_units("base")?;
    exponent.assert_no_units("exponent")?;
    Ok(Value::number(base.value.powf(exponent.value)))
}

fn atan2(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let (y, x) = (v[0].as_number("y")?, v[1].as_number("x")?);
    let x = same_units(y, "y", x, "x")?;
    Ok(Value::Number(Number::unit(y.value.atan2(x).to_degrees(), "deg")))
}

fn percentage(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let number = v[0].as_number("number")?;
    number.assert_no_units("number")?;
    Ok(Value::Number(Number::unit(number.value * 100.0, "%")))
}

fn random(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    if v[0].is_null() {
        return Ok(Value::number(eval.next_random()));
    }
    let limit = v[0].as_number("limit")?;
    if limit.has_units() {
        let shown = limit.show();
        let message = format!(
            "math.random() will no longer ignore $limit units ({shown}) in a future release.\n\nRecommendation: \
             math.random(math.div($limit, 1{unit})) * 1{unit}\n\nTo preserve current behavior: \
             math.random(math.div($limit, 1{unit}))\n\nMore info: https://sass-lang.com/d/function-units",
            unit = limit.unit_text()
        );
        let at = eval.call_at;
        eval.deprecated(Deprecation::FunctionUnits, message, at)?;
    }
    let max = limit.assert_int("limit")?;
    if max < 1 {
        return Err(Fault::argument("limit", format!("Must be greater than 0, was {}.", limit.show())));
    }
    Ok(Value::number((eval.next_random() * max as f64).floor() + 1.0))
}

fn div(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    if !matches!((&v[0], &v[1]), (Value::Number(_), Value::Number(_))) {
        let at = eval.call_at;
        eval.advise(
            "math.div() will only support number arguments in a future release.\nUse list.slash() instead for a slash \
             separator."
                .to_owned(),
            at,
        );
    }
    operators::binary(crate::ast::BinaryOp::Over, &v[0], &v[1])
}
