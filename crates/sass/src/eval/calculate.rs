//! Calculations: `calc()` and the other mathematical functions of CSS, simplified as far as known.

use super::Eval;
use crate::Deprecation;
use crate::ast::{Args, BinaryOp, Expr, ExprKind};
use crate::parse::scanner::is_space;
use crate::span::{At, Fault, Res};
use crate::value::number::{fuzzy_eq, fuzzy_round, modulo};
use crate::value::units_table::definitely_incompatible;
use crate::value::{CalcArg, CalcOp, Calculation, Number, Separator, Value};
use std::cmp::Ordering;
use std::rc::Rc;

const CALCULATIONS: [&str; 22] = [
    "calc",
    "clamp",
    "hypot",
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "sqrt",
    "exp",
    "sign",
    "mod",
    "rem",
    "atan2",
    "pow",
    "log",
    "calc-size",
    "min",
    "max",
    "round",
    "abs",
];

/// The calculation that a function's name means, in whatever case it is written.
pub(crate) fn calculation_name(original: &str) -> Option<&'static str> {
    CALCULATIONS.iter().copied().find(|name| original.eq_ignore_ascii_case(name))
}

/// Whether Sass had a function of a calculation's name before CSS did.
pub(crate) fn is_legacy(calculation: &str) -> bool {
    matches!(calculation, "min" | "max" | "round" | "abs")
}

impl Eval<'_> {
    /// A call that is a calculation; `None` when the arguments say it is not.
    pub(crate) fn calculation_call(&mut self, name: &str, args: &Args, at: At) -> Res<Option<Value>> {
        let legacy = is_legacy(name);
        if legacy && (!args.named.is_empty() || args.rest.is_some() || !args.positional.iter().all(is_safe)) {
            return Ok(None);
        }
        self.calculation(name, args, legacy, at).map(Some)
    }

    fn calculation(&mut self, name: &str, args: &Args, legacy: bool, at: At) -> Res<Value> {
        if !args.named.is_empty() {
            return self.fail("Keyword arguments can't be used with calculations.", at);
        }
        if args.rest.is_some() {
            return self.fail("Rest arguments can't be used with calculations.", at);
        }
        let limit = match name {
            "min" | "max" | "hypot" => usize::MAX,
            "pow" | "atan2" | "log" | "mod" | "rem" | "calc-size" => 2,
            "round" | "clamp" => 3,
            _ => 1,
        };
        let count = args.positional.len();
        if count == 0 {
            return self.fail("Missing argument.", at);
        }
        if count > limit {
            let plural = if limit == 1 { "argument" } else { "arguments" };
            let were = if count == 1 { "was" } else { "were" };
            return self.fail(format!("Only {limit} {plural} allowed, but {count} {were} passed."), at);
        }
        let mut operands = Vec::with_capacity(count);
        for arg in &args.positional {
            operands.push(self.calc_operand(arg, legacy)?);
        }
        if self.in_supports {
            return Ok(Value::Calculation(Rc::new(Calculation { name: name.into(), args: operands })));
        }
        self.warn_legacy_calc(name, &operands, args, legacy, at)?;
        simplify_call(name, operands, legacy).map_err(|fault| {
            // Numbers that do not fit are shown where they stand.
            self.place(fault, at)
        })
    }

    fn warn_legacy_calc(&mut self, name: &str, operands: &[CalcArg], args: &Args, legacy: bool, at: At) -> Res<()> {
        let [CalcArg::Number(number)] = operands else { return Ok(()) };
        if !legacy {
            return Ok(());
        }
        if name == "abs" && number.has_unit("%") {
            let shown = number.show();
            let message = format!(
                "Passing percentage units to the global abs() function is deprecated.\nIn the future, this will emit \
                 a CSS abs() function to be resolved by the browser.\nTo preserve current behavior: \
                 math.abs({shown})\nTo emit a CSS abs() now: abs(#{{{shown}}})\nMore info: \
                 https://sass-lang.com/d/abs-percent"
            );
            return self.deprecated(Deprecation::AbsPercent, message, at);
        }
        if name == "round" && number.has_units() {
            let _ = args;
            let message = "In future versions of Sass, round() will be interpreted as a CSS round() calculation. This \
                           requires an explicit modulus when rounding numbers with units. If you want to use the Sass \
                           function, call math.round() instead.\n\nSee https://sass-lang.com/d/import";
            return self.deprecated(Deprecation::GlobalBuiltin, message, at);
        }
        Ok(())
    }

    fn calc_operand(&mut self, expr: &Expr, legacy: bool) -> Res<CalcArg> {
        self.deeper(expr.at, |eval| eval.calc_operand_inner(expr, legacy))
    }

    fn calc_operand_inner(&mut self, expr: &Expr, legacy: bool) -> Res<CalcArg> {
        match &*expr.kind {
            ExprKind::Paren(inner) => {
                let result = self.calc_operand(inner, legacy)?;
                Ok(match result {
                    CalcArg::Text(text) => CalcArg::Text(format!("({text})").into()),
                    other => other,
                })
            }
            ExprKind::String { text, quoted: false } if is_safe(expr) => {
                if let Some(plain) = text.as_plain() {
                    let constant = match &*plain.to_ascii_lowercase() {
                        "pi" => Some(std::f64::consts::PI),
                        "e" => Some(std::f64::consts::E),
                        "infinity" => Some(f64::INFINITY),
                        "-infinity" => Some(f64::NEG_INFINITY),
                        "nan" => Some(f64::NAN),
                        _ => None,
                    };
                    if let Some(value) = constant {
                        return Ok(CalcArg::Number(Number::new(value)));
                    }
                }
                Ok(CalcArg::Text(self.interpolate(text)?.into()))
            }
            ExprKind::Binary { op, left, right, op_at, .. } => {
                let op = match op {
                    BinaryOp::Plus => CalcOp::Plus,
                    BinaryOp::Minus => CalcOp::Minus,
                    BinaryOp::Times => CalcOp::Times,
                    BinaryOp::Over => CalcOp::Over,
                    _ => return self.fail("This operation can't be used in a calculation.", *op_at),
                };
                self.check_calc_spaces(op, left, right, *op_at)?;
                let a = self.calc_operand(left, legacy)?;
                let b = self.calc_operand(right, legacy)?;
                if self.in_supports {
                    return Ok(CalcArg::Op(op, Rc::new((a, b))));
                }
                operate(op, a, b, legacy).map_err(|fault| self.place(fault, expr.at))
            }
            ExprKind::Number(..)
            | ExprKind::Variable { .. }
            | ExprKind::Call(_)
            | ExprKind::CallInterp { .. }
            | ExprKind::LegacyIf(_)
            | ExprKind::If(_) => {
                let value = self.expression(expr)?;
                match value {
                    Value::Number(number) => Ok(CalcArg::Number(number.without_slash())),
                    Value::Calculation(calc) => Ok(CalcArg::Calc(calc)),
                    Value::String(text) if !text.quoted => Ok(CalcArg::Text(text.text)),
                    other => self.fail(format!("Value {} can't be used in a calculation.", other.inspect()), expr.at),
                }
            }
            ExprKind::List { items, separator: Separator::Space, brackets: false } if items.len() > 1 => {
                let mut out = String::new();
                let mut previous: Option<CalcArg> = None;
                for (i, item) in items.iter().enumerate() {
                    let arg = self.calc_operand(item, legacy)?;
                    if let Some(previous) = &previous {
                        if !matches!(previous, CalcArg::Text(_)) && !matches!(arg, CalcArg::Text(_)) {
                            let at = items[i - 1].at.to(item.at);
                            return self.fail("Missing math operator.", at);
                        }
                        out.push(' ');
                    }
                    let text = crate::serialize::to_css(&arg.clone().into_text_value(), true)?;
                    if matches!(arg, CalcArg::Op(..)) && matches!(*item.kind, ExprKind::Paren(_)) {
                        out.push('(');
                        out.push_str(&text);
                        out.push(')');
                    } else {
                        out.push_str(&text);
                    }
                    previous = Some(arg);
                }
                Ok(CalcArg::Text(out.into()))
            }
            _ => self.fail("This expression can't be used in a calculation.", expr.at),
        }
    }

    fn check_calc_spaces(&self, op: CalcOp, left: &Expr, right: &Expr, op_at: At) -> Res<()> {
        if op.tight() || left.at.file != right.at.file || left.at.end > right.at.start {
            return Ok(());
        }
        let file = self.files.get(left.at.file);
        let between = &file.text.as_bytes()[left.at.end as usize..right.at.start as usize];
        let fine = |first: Option<&u8>| {
            first.is_some_and(|c| is_space(*c) || *c == b'/' || *c == b'*' || *c == b'(' || *c == b')')
        };
        if fine(between.first()) && fine(between.last()) {
            return Ok(());
        }
        self.fail("\"+\" and \"-\" must be surrounded by whitespace in calculations.", op_at)
    }
}

impl CalcArg {
    /// A value that serialises as this operand does inside a calculation.
    fn into_text_value(self) -> Value {
        match self {
            CalcArg::Op(op, operands) => {
                let calc = Calculation { name: "".into(), args: vec![CalcArg::Op(op, operands)] };
                let text = crate::serialize::inspect(&Value::Calculation(Rc::new(calc)));
                let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(&text).to_owned();
                Value::unquoted(inner)
            }
            other => other.into(),
        }
    }
}

/// Whether an expression may stand in a calculation.
fn is_safe(expr: &Expr) -> bool {
    match &*expr.kind {
        ExprKind::Number(..)
        | ExprKind::Variable { .. }
        | ExprKind::Call(_)
        | ExprKind::LegacyIf(_)
        | ExprKind::If(_)
        | ExprKind::CallInterp { .. } => true,
        ExprKind::Paren(inner) => is_safe(inner),
        ExprKind::Binary {
            op: BinaryOp::Plus | BinaryOp::Minus | BinaryOp::Times | BinaryOp::Over,
            left,
            right,
            ..
        } => is_safe(left) && is_safe(right),
        ExprKind::List { items, separator: Separator::Space, brackets: false } => {
            items.len() > 1 && items.iter().all(is_safe)
        }
        ExprKind::String { text, quoted: false } => {
            let start = text.initial().as_bytes();
            !matches!(start.first(), Some(b'!' | b'#' | b'%'))
                && start.get(1) != Some(&b'+')
                && start.get(3) != Some(&b'(')
        }
        _ => false,
    }
}

/// Inner `calc()`s dissolve.
fn simplify(arg: CalcArg) -> CalcArg {
    match arg {
        CalcArg::Calc(calc) if &*calc.name == "calc" && calc.args.len() == 1 => match &calc.args[0] {
            CalcArg::Text(text) if needs_parens(text) => CalcArg::Text(format!("({text})").into()),
            inner => inner.clone(),
        },
        other => other,
    }
}

/// Whether a text put into a larger calculation could be torn apart.
fn needs_parens(text: &str) -> bool {
    let bytes = text.as_bytes();
    (bytes.len() >= 4 && bytes[..4].eq_ignore_ascii_case(b"var("))
        || bytes.iter().any(|c| is_space(*c) || matches!(c, b'/' | b'*'))
}

pub(crate) fn operate(op: CalcOp, a: CalcArg, b: CalcArg, legacy: bool) -> Res<CalcArg> {
    let (a, b) = (simplify(a), simplify(b));
    if op.tight() {
        return Ok(match (&a, &b) {
            (CalcArg::Number(x), CalcArg::Number(y)) => {
                CalcArg::Number(if op == CalcOp::Times { x.times(y) } else { x.over(y) })
            }
            _ => CalcArg::Op(op, Rc::new((a, b))),
        });
    }
    if let (CalcArg::Number(x), CalcArg::Number(y)) = (&a, &b)
        && if legacy { x.comparable(y) } else { x.compatible(y) }
    {
        return Ok(CalcArg::Number(if op == CalcOp::Plus { x.plus(y)? } else { x.minus(y)? }));
    }
    verify(&[a.clone(), b.clone()])?;
    if let CalcArg::Number(number) = &b
        && number.value < 0.0
        && !fuzzy_eq(number.value, 0.0)
    {
        let flipped = if op == CalcOp::Plus { CalcOp::Minus } else { CalcOp::Plus };
        return Ok(CalcArg::Op(flipped, Rc::new((a, CalcArg::Number(number.with(-number.value))))));
    }
    Ok(CalcArg::Op(op, Rc::new((a, b))))
}

/// Refuses numbers that CSS cannot calculate with together.
fn verify(args: &[CalcArg]) -> Res<()> {
    let numbers: Vec<&Number> =
        args.iter().filter_map(|arg| if let CalcArg::Number(number) = arg { Some(number) } else { None }).collect();
    for number in &numbers {
        if number.complex_units() {
            return Err(Fault::bare(format!("Number {} isn't compatible with CSS calculations.", number.show())));
        }
    }
    for (i, one) in numbers.iter().enumerate() {
        for two in &numbers[i + 1..] {
            let possible = match (one.units().numerators().first(), two.units().numerators().first()) {
                (None, None) => true,
                (Some(a), Some(b)) => !definitely_incompatible(a, b),
                _ => false,
            };
            if !possible {
                return Err(Fault::bare(format!("{} and {} are incompatible.", one.show(), two.show())));
            }
        }
    }
    Ok(())
}

fn unsimplified(name: &str, args: Vec<CalcArg>) -> Value {
    Value::Calculation(Rc::new(Calculation { name: name.into(), args }))
}

fn number_value(number: Number) -> Value {
    Value::Number(number)
}

fn simplify_call(name: &str, args: Vec<CalcArg>, legacy: bool) -> Res<Value> {
    let mut args: Vec<CalcArg> = args.into_iter().map(simplify).collect();
    match name {
        "calc" => Ok(match args.pop() {
            Some(CalcArg::Number(number)) => Value::Number(number),
            Some(CalcArg::Calc(calc)) => Value::Calculation(calc),
            Some(other) => unsimplified("calc", vec![other]),
            None => Value::Null,
        }),
        "min" | "max" => least_or_greatest(name, args),
        "clamp" => clamp(args),
        "round" => round(args, legacy),
        "hypot" => hypot(args),
        "pow" | "log" | "atan2" | "mod" | "rem" => two_numbers(name, args),
        "calc-size" => {
            verify(&args)?;
            Ok(unsimplified(name, args))
        }
        _ => one_number(name, args),
    }
}

fn least_or_greatest(name: &str, args: Vec<CalcArg>) -> Res<Value> {
    let mut best: Option<Number> = None;
    let mut all = true;
    for arg in &args {
        let CalcArg::Number(number) = arg else {
            all = false;
            break;
        };
        match &best {
            Some(old) if !old.comparable(number) => {
                all = false;
                break;
            }
            Some(old) => {
                let ordering = old.compare(number)?;
                let wanted = if name == "min" { Ordering::Greater } else { Ordering::Less };
                if ordering == Some(wanted) {
                    best = Some(number.clone());
                }
            }
            None => best = Some(number.clone()),
        }
    }
    match best.filter(|_| all) {
        Some(number) => Ok(number_value(number)),
        None => {
            verify(&args)?;
            Ok(unsimplified(name, args))
        }
    }
}

fn clamp(args: Vec<CalcArg>) -> Res<Value> {
    if let [CalcArg::Number(min), CalcArg::Number(value), CalcArg::Number(max)] = &args[..]
        && min.compatible(value)
        && min.compatible(max)
    {
        if matches!(value.compare(min)?, Some(Ordering::Less | Ordering::Equal)) {
            return Ok(number_value(min.clone()));
        }
        if matches!(value.compare(max)?, Some(Ordering::Greater | Ordering::Equal)) {
            return Ok(number_value(max.clone()));
        }
        return Ok(number_value(value.clone()));
    }
    if args.len() < 3 && !args.iter().any(|arg| matches!(arg, CalcArg::Text(_))) {
        let were = if args.len() == 1 { "was" } else { "were" };
        return Err(Fault::bare(format!("3 arguments required, but only {} {were} passed.", args.len())));
    }
    verify(&args)?;
    Ok(unsimplified("clamp", args))
}

fn round(mut args: Vec<CalcArg>, _legacy: bool) -> Res<Value> {
    let strategy = |arg: &CalcArg| match arg {
        CalcArg::Text(text) => matches!(&*text.to_ascii_lowercase(), "nearest" | "up" | "down" | "to-zero"),
        _ => false,
    };
    let is_special =
        |arg: &CalcArg| matches!(arg, CalcArg::Text(text) if Value::unquoted(text.clone()).is_special_number());
    match &args[..] {
        [CalcArg::Number(number)] => return Ok(number_value(number.with(fuzzy_round(number.value)))),
        [only] if strategy(only) => {
            return Err(Fault::bare("Number to round and step arguments are required."));
        }
        [CalcArg::Number(number), CalcArg::Number(step)] => {
            if number.compatible(step) {
                return Ok(number_value(round_to("nearest", number, step)));
            }
            verify(&args)?;
        }
        [first, second] if strategy(first) && !is_special(second) => {
            return Err(Fault::bare("If strategy is not null, step is required."));
        }
        [CalcArg::Text(strategy_name), CalcArg::Number(number), CalcArg::Number(step)] if strategy(&args[0]) => {
            if number.compatible(step) {
                return Ok(number_value(round_to(&strategy_name.to_ascii_lowercase(), number, step)));
            }
            verify(&args[1..])?;
        }
        [first, _, _] if !strategy(first) && !is_special(first) => {
            let shown = Value::from(first.clone()).inspect();
            return Err(Fault::bare(format!("{shown} must be either nearest, up, down or to-zero.")));
        }
        _ => {}
    }
    Ok(unsimplified("round", std::mem::take(&mut args)))
}

fn round_to(strategy: &str, number: &Number, step: &Number) -> Number {
    let step = step.convert_value(number).unwrap_or(step.value);
    let value = number.value;
    if step == 0.0 || (value.is_infinite() && step.is_infinite()) || step.is_nan() || value.is_nan() {
        return number.with(f64::NAN);
    }
    if value.is_infinite() {
        return number.with(value);
    }
    if step.is_infinite() {
        let result = match strategy {
            _ if value == 0.0 => value,
            "up" if value > 0.0 => f64::INFINITY,
            "down" if value < 0.0 => f64::NEG_INFINITY,
            _ => 0.0_f64.copysign(value),
        };
        return number.with(result);
    }
    let quotient = value / step;
    let rounded = match strategy {
        "up" => {
            if step < 0.0 {
                quotient.floor()
            } else {
                quotient.ceil()
            }
        }
        "down" => {
            if step < 0.0 {
                quotient.ceil()
            } else {
                quotient.floor()
            }
        }
        "to-zero" => {
            if value < 0.0 {
                quotient.ceil()
            } else {
                quotient.floor()
            }
        }
        _ => fuzzy_round(quotient),
    };
    number.with(rounded * step)
}

fn hypot(args: Vec<CalcArg>) -> Res<Value> {
    verify(&args)?;
    let Some(CalcArg::Number(first)) = args.first() else { return Ok(unsimplified("hypot", args)) };
    if first.has_unit("%") {
        return Ok(unsimplified("hypot", args));
    }
    let mut sum = 0.0;
    for arg in &args {
        let CalcArg::Number(number) = arg else { return Ok(unsimplified("hypot", args)) };
        let Some(value) = number.convert_value(first) else { return Ok(unsimplified("hypot", args)) };
        sum += value * value;
    }
    Ok(number_value(first.with(sum.sqrt())))
}

fn two_numbers(name: &str, args: Vec<CalcArg>) -> Res<Value> {
    if name == "log" && args.len() == 1 {
        let [CalcArg::Number(number)] = &args[..] else { return Ok(unsimplified(name, args)) };
        number.assert_no_units("")?;
        return Ok(Value::number(number.value.ln()));
    }
    let [CalcArg::Number(a), CalcArg::Number(b)] = &args[..] else {
        if args.len() == 1 && name != "log" {
            let special = matches!(&args[0], CalcArg::Text(text) if Value::unquoted(text.clone()).is_special_number());
            if !special {
                return Err(Fault::bare("2 arguments required, but only 1 was passed."));
            }
        }
        if matches!(name, "mod" | "rem" | "atan2") {
            verify(&args)?;
        }
        return Ok(unsimplified(name, args));
    };
    match name {
        "pow" => {
            a.assert_no_units("")?;
            b.assert_no_units("")?;
            Ok(Value::number(pow(a.value, b.value)))
        }
        "log" => {
            a.assert_no_units("")?;
            b.assert_no_units("")?;
            Ok(Value::number(a.value.ln() / b.value.ln()))
        }
        _ => {
            let Some(converted) = b.convert_value(a) else {
                verify(&args)?;
                return Ok(unsimplified(name, args));
            };
            Ok(match name {
                "atan2" => {
                    if a.has_unit("%") {
                        return Ok(unsimplified(name, args));
                    }
                    Value::Number(Number::unit(a.value.atan2(converted).to_degrees(), "deg"))
                }
                "mod" => number_value(a.with(modulo(a.value, converted))),
                _ => number_value(a.with(remainder(a.value, converted))),
            })
        }
    }
}

fn remainder(a: f64, b: f64) -> f64 {
    if b.is_infinite() {
        return if a.is_infinite() { f64::NAN } else { a };
    }
    a % b
}

/// The power, exact where the base is 1 or the exponent 0.
pub(crate) fn pow(a: f64, b: f64) -> f64 {
    a.powf(b)
}

fn one_number(name: &str, args: Vec<CalcArg>) -> Res<Value> {
    let [CalcArg::Number(number)] = &args[..] else { return Ok(unsimplified(name, args)) };
    Ok(match name {
        "abs" => number_value(number.with(number.value.abs())),
        "sign" => {
            if number.has_unit("%") {
                return Ok(unsimplified(name, args));
            }
            if number.value.is_nan() || number.value == 0.0 {
                number_value(number.with(number.value))
            } else {
                number_value(number.with(number.value.signum()))
            }
        }
        "sin" | "cos" | "tan" => {
            let radians = number.coerce_to_unit("rad", "")?;
            Value::number(match name {
                "sin" => radians.sin(),
                "cos" => radians.cos(),
                _ => radians.tan(),
            })
        }
        _ => {
            number.assert_no_units("")?;
            let value = number.value;
            match name {
                "sqrt" => Value::number(value.sqrt()),
                "exp" => Value::number(value.exp()),
                "asin" => Value::Number(Number::unit(value.asin().to_degrees(), "deg")),
                "acos" => Value::Number(Number::unit(value.acos().to_degrees(), "deg")),
                _ => Value::Number(Number::unit(value.atan().to_degrees(), "deg")),
            }
        }
    })
}
