//! Values and trees as CSS text.

mod color;
pub(crate) mod css;
pub(crate) mod selector;

use crate::span::{Fault, Res};
use crate::value::number::is_fuzzy_int;
use crate::value::{CalcArg, CalcOp, Calculation, List, Number, Separator, Value};

/// How values are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mode {
    pub(crate) compressed: bool,
    pub(crate) inspect: bool,
    /// Whether quoted strings keep their quotes.
    pub(crate) quote: bool,
}

const INSPECT: Mode = Mode { compressed: false, inspect: true, quote: true };

/// A value as `meta.inspect` shows it.
pub(crate) fn inspect(value: &Value) -> String {
    let mut out = String::new();
    // Inspecting knows no value that it cannot show.
    let _ = write_value(&mut out, value, INSPECT);
    out
}

/// A number as messages show it.
pub(crate) fn inspect_number(number: &Number) -> String {
    let mut out = String::new();
    write_number(&mut out, number, INSPECT);
    out
}

/// A value as CSS; quoted strings keep their quotes with `quote`.
pub(crate) fn to_css(value: &Value, quote: bool) -> Res<String> {
    let mut out = String::new();
    write_value(&mut out, value, Mode { compressed: false, inspect: false, quote })?;
    Ok(out)
}

/// The name of a colour, if it has one.
pub(crate) fn color_name(color: &crate::value::Color) -> Option<&'static str> {
    color::name(color)
}

pub(crate) fn write_value(out: &mut String, value: &Value, mode: Mode) -> Res<()> {
    match value {
        Value::Null => {
            if mode.inspect {
                out.push_str("null");
            }
        }
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => {
            if let Some(slash) = number.slash() {
                write_value(out, &Value::Number(slash.0.clone()), mode)?;
                out.push('/');
                return write_value(out, &Value::Number(slash.1.clone()), mode);
            }
            write_number(out, number, mode);
        }
        Value::String(text) => {
            if text.quoted && mode.quote {
                write_quoted(out, &text.text, mode.compressed);
            } else {
                write_unquoted(out, &text.text, mode.compressed);
            }
        }
        Value::Color(color) => color::write_color(out, color, mode),
        Value::List(list) => write_list(out, list, value, mode)?,
        Value::Map(map) => {
            if !mode.inspect {
                return Err(not_css(value));
            }
            out.push('(');
            for (i, (key, item)) in map.iter().enumerate() {
                if i > 0 {
                    out.push_str(", ");
                }
                write_map_element(out, key, mode)?;
                out.push_str(": ");
                write_map_element(out, item, mode)?;
            }
            out.push(')');
        }
        Value::Calculation(calc) => write_calculation(out, calc, mode)?,
        Value::Function(function) => {
            if !mode.inspect {
                return Err(not_css(value));
            }
            out.push_str("get-function(");
            write_quoted(out, function.name(), mode.compressed);
            out.push(')');
        }
        Value::Mixin(mixin) => {
            if !mode.inspect {
                return Err(not_css(value));
            }
            out.push_str("get-mixin(");
            write_quoted(out, mixin.name(), mode.compressed);
            out.push(')');
        }
    }
    Ok(())
}

fn not_css(value: &Value) -> Box<Fault> {
    Fault::bare(format!("{} isn't a valid CSS value.", inspect(value)))
}

fn write_map_element(out: &mut String, value: &Value, mode: Mode) -> Res<()> {
    let parens = matches!(value, Value::List(list) if list.separator == Separator::Comma && !list.brackets && !list.items.is_empty());
    if parens {
        out.push('(');
    }
    write_value(out, value, mode)?;
    if parens {
        out.push(')');
    }
    Ok(())
}

fn write_list(out: &mut String, list: &List, value: &Value, mode: Mode) -> Res<()> {
    if list.brackets {
        out.push('[');
    } else if list.items.is_empty() {
        if !mode.inspect {
            return Err(not_css(value));
        }
        out.push_str("()");
        return Ok(());
    }
    let singleton =
        mode.inspect && list.items.len() == 1 && matches!(list.separator, Separator::Comma | Separator::Slash);
    if singleton && !list.brackets {
        out.push('(');
    }
    let separator = match list.separator {
        Separator::Comma if mode.compressed => ",",
        Separator::Comma => ", ",
        Separator::Slash if mode.compressed => "/",
        Separator::Slash => " / ",
        _ => " ",
    };
    let mut first = true;
    for item in &list.items {
        if !mode.inspect && item.is_blank() {
            continue;
        }
        if !first {
            out.push_str(separator);
        }
        first = false;
        let parens = mode.inspect && needs_parens(item, list.separator);
        if parens {
            out.push('(');
        }
        write_value(out, item, mode)?;
        if parens {
            out.push(')');
        }
    }
    if singleton {
        out.push(if list.separator == Separator::Comma { ',' } else { '/' });
        if !list.brackets {
            out.push(')');
        }
    }
    if list.brackets {
        out.push(']');
    }
    Ok(())
}

fn needs_parens(item: &Value, outer: Separator) -> bool {
    let Value::List(list) = item else { return false };
    if list.items.len() < 2 || list.brackets {
        return false;
    }
    match outer {
        Separator::Comma => list.separator == Separator::Comma,
        Separator::Slash => matches!(list.separator, Separator::Comma | Separator::Slash),
        _ => list.separator != Separator::Undecided,
    }
}

/// The digits of a float, at most ten after the point; compressed leaves out a leading zero.
pub(crate) fn number_text(value: f64, compressed: bool) -> String {
    let mut out = String::new();
    push_number(&mut out, value, compressed);
    out
}

/// Writes what [`number_text`] gives.
fn push_number(out: &mut String, value: f64, compressed: bool) {
    use std::fmt::Write;
    /// Up to here integers are written as such, which is quicker.
    const SMALL: f64 = 1e9;
    if !is_fuzzy_int(value) {
        if !push_short_fraction(out, value, compressed) {
            out.push_str(&fraction_text(value, compressed));
        }
        return;
    }
    let rounded = value.round();
    if rounded.abs() < SMALL {
        if rounded < 0.0 {
            out.push('-');
        }
        return push_digits(out, rounded.abs() as u32, 1);
    }
    // Writing to a text does not fail.
    let _ = write!(out, "{rounded}");
}

/// Writes a whole number with at least so many digits.
fn push_digits(out: &mut String, mut number: u32, least: usize) {
    let mut digits = [b'0'; 10];
    let mut first = digits.len();
    while number > 0 {
        first -= 1;
        digits[first] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    let shown = &digits[first.min(digits.len() - least)..];
    out.extend(shown.iter().map(|digit| char::from(*digit)));
}

/// Writes a number that a few digits after the point say exactly, if it is one: as no two numbers of so few digits are the
/// same float, these are its digits.
fn push_short_fraction(out: &mut String, value: f64, compressed: bool) -> bool {
    let size = value.abs();
    if size >= 1e5 {
        return false;
    }
    for (places, power) in [(1, 10_u32), (2, 100), (3, 1000), (4, 10_000)] {
        let scaled = (size * f64::from(power) + 0.5) as u32;
        if f64::from(scaled) / f64::from(power) != size {
            continue;
        }
        let (whole, rest) = (scaled / power, scaled % power);
        if value < 0.0 {
            out.push('-');
        }
        if !compressed || whole > 0 || value < 0.0 {
            push_digits(out, whole, 1);
        }
        out.push('.');
        push_digits(out, rest, places);
        return true;
    }
    false
}

fn fraction_text(value: f64, compressed: bool) -> String {
    use std::fmt::Write;
    // What comes in pieces would make room for each.
    let mut text = String::with_capacity(32);
    // Writing to a text does not fail.
    let _ = write!(text, "{value}");
    // Short texts only lose a zero before the point; of the others only those that are rounded do, whatever their sign.
    if text.len() < 12 {
        return match text.strip_prefix("0.") {
            Some(rest) if compressed => format!(".{rest}"),
            _ => text,
        };
    }
    let Some(point) = text.find('.').filter(|point| text.len() - point - 1 > 10) else { return text };
    let text = round_digits(&text, point);
    if compressed {
        if let Some(rest) = text.strip_prefix("0.") {
            return format!(".{rest}");
        }
        if let Some(rest) = text.strip_prefix("-0.") {
            return format!("-.{rest}");
        }
    }
    text
}

/// The digits of a float as `meta.inspect` shows them: all.
fn full_number_text(value: f64) -> String {
    if is_fuzzy_int(value) {
        return number_text(value, false);
    }
    format!("{value}")
}

/// Rounds decimal digits to ten after the point, halves away from zero, as the digits stand.
fn round_digits(text: &str, point: usize) -> String {
    let mut digits: Vec<u8> = text.as_bytes()[..point + 11].to_vec();
    if text.as_bytes()[point + 11] >= b'5' {
        let mut at = digits.len();
        loop {
            if at == 0 {
                digits.insert(0, b'1');
                break;
            }
            at -= 1;
            match digits[at] {
                b'.' => {}
                b'-' => {
                    digits.insert(1, b'1');
                    break;
                }
                b'9' => digits[at] = b'0',
                digit => {
                    digits[at] = digit + 1;
                    break;
                }
            }
        }
    }
    let text = String::from_utf8(digits).unwrap_or_default();
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

pub(crate) fn write_number(out: &mut String, number: &Number, mode: Mode) {
    if !number.value.is_finite() {
        let calc = Calculation { name: "calc".into(), args: vec![CalcArg::Number(number.clone())] };
        let _ = write_calculation(out, &calc, mode);
        return;
    }
    if number.complex_units() {
        out.push_str("calc(");
        write_complex_number(out, number, mode);
        out.push(')');
        return;
    }
    if mode.inspect {
        out.push_str(&full_number_text(number.value));
    } else {
        push_number(out, number.value, mode.compressed);
    }
    if let Some(unit) = number.units().numerators().first() {
        out.push_str(unit);
    }
}

/// A number with several units, as a product.
fn write_complex_number(out: &mut String, number: &Number, mode: Mode) {
    out.push_str(&number_text(number.value, mode.compressed));
    let mut numerators = number.units().numerators().iter();
    if let Some(first) = numerators.next() {
        out.push_str(first);
    }
    let (times, over) = if mode.compressed { ("*1", "/1") } else { (" * 1", " / 1") };
    for unit in numerators {
        out.push_str(times);
        out.push_str(unit);
    }
    for unit in number.units().denominators() {
        out.push_str(over);
        out.push_str(unit);
    }
}

fn write_calculation(out: &mut String, calc: &Calculation, mode: Mode) -> Res<()> {
    out.push_str(&calc.name);
    out.push('(');
    for (i, arg) in calc.args.iter().enumerate() {
        if i > 0 {
            out.push_str(if mode.compressed { "," } else { ", " });
        }
        write_calc_arg(out, arg, mode)?;
    }
    out.push(')');
    Ok(())
}

fn write_calc_arg(out: &mut String, arg: &CalcArg, mode: Mode) -> Res<()> {
    match arg {
        CalcArg::Number(number) if !number.value.is_finite() => {
            out.push_str(if number.value.is_nan() {
                "NaN"
            } else if number.value > 0.0 {
                "infinity"
            } else {
                "-infinity"
            });
            let (times, over) = if mode.compressed { ("*1", "/1") } else { (" * 1", " / 1") };
            for unit in number.units().numerators() {
                out.push_str(times);
                out.push_str(unit);
            }
            for unit in number.units().denominators() {
                out.push_str(over);
                out.push_str(unit);
            }
        }
        CalcArg::Number(number) if number.complex_units() => write_complex_number(out, number, mode),
        CalcArg::Number(number) => write_number(out, number, mode),
        CalcArg::Calc(calc) => write_calculation(out, calc, mode)?,
        CalcArg::Text(text) => write_unquoted(out, text, mode.compressed),
        CalcArg::Op(op, operands) => {
            let left_parens = match &operands.0 {
                CalcArg::Op(inner, _) => op.tight() && !inner.tight(),
                _ => false,
            };
            write_operand(out, &operands.0, left_parens, mode)?;
            let spaced = !mode.compressed || !op.tight();
            if spaced {
                out.push(' ');
            }
            out.push_str(op.text());
            if spaced {
                out.push(' ');
            }
            let right_parens = match &operands.1 {
                CalcArg::Op(inner, _) => match op {
                    CalcOp::Over => true,
                    CalcOp::Plus => false,
                    CalcOp::Times | CalcOp::Minus => !inner.tight(),
                },
                CalcArg::Number(number) => {
                    *op == CalcOp::Over
                        && (if number.value.is_finite() { number.complex_units() } else { number.has_units() })
                }
                _ => false,
            };
            write_operand(out, &operands.1, right_parens, mode)?;
        }
    }
    Ok(())
}

fn write_operand(out: &mut String, arg: &CalcArg, parens: bool, mode: Mode) -> Res<()> {
    if parens {
        out.push('(');
    }
    write_calc_arg(out, arg, mode)?;
    if parens {
        out.push(')');
    }
    Ok(())
}

fn is_private_use(c: char) -> bool {
    matches!(u32::from(c), 0xe000..=0xf8ff | 0xf_0000..=0xf_ffff | 0x10_0000..=0x10_ffff)
}

fn write_escape(out: &mut String, c: char, next: Option<char>) {
    use std::fmt::Write;
    let _ = write!(out, "\\{:x}", u32::from(c));
    if next.is_some_and(|next| next.is_ascii_hexdigit() || matches!(next, ' ' | '\t')) {
        out.push(' ');
    }
}

/// A string in quotes: double ones, unless only these occur in it.
pub(crate) fn write_quoted(out: &mut String, text: &str, compressed: bool) {
    let quote = if text.contains('"') && !text.contains('\'') { '\'' } else { '"' };
    out.push(quote);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\t' => out.push(c),
            c if c == quote || c == '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if (c as u32) < 0x20 || c == '\x7f' => write_escape(out, c, chars.peek().copied()),
            c if !compressed && is_private_use(c) => write_escape(out, c, chars.peek().copied()),
            c => out.push(c),
        }
    }
    out.push(quote);
}

fn write_unquoted(out: &mut String, text: &str, compressed: bool) {
    // Looking at all bytes at once is quicker than stopping at the first.
    if !text.bytes().fold(false, |found, c| found | (c == b'\n') | (c >= 0xee)) {
        out.push_str(text);
        return;
    }
    let mut after_newline = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' => {
                out.push(' ');
                after_newline = true;
                continue;
            }
            ' ' if after_newline => continue,
            c if !compressed && is_private_use(c) => write_escape(out, c, chars.peek().copied()),
            c => out.push(c),
        }
        after_newline = false;
    }
}
