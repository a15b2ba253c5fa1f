//! `date_to_xmlschema`, `date_to_rfc822`, `date_to_string` and `date_to_long_string`.

use hyde_liquid::time::{Time, parse_time};
use hyde_liquid::{Arity, Context, Environment, Error, Result, Value};
use std::sync::Arc;

pub(super) fn register(environment: &mut Environment) {
    environment.filter("date_to_xmlschema", Arity::exactly(0), date_to_xmlschema);
    environment.filter("date_to_rfc822", Arity::exactly(0), date_to_rfc822);
    environment.filter("date_to_string", Arity::between(0, 2), date_to_string);
    environment.filter("date_to_long_string", Arity::between(0, 2), date_to_long_string);
}

/// Makes a local time of a filter's input.
pub(crate) fn local_time(input: &Value, cx: &Context) -> Result<Time> {
    let zone = cx.environment().time_zone();
    let time = match input {
        Value::Time(time) => Some(Arc::unwrap_or_clone(time.clone())),
        Value::Date(date) => Some(date.to_time(zone)),
        Value::Int(seconds) => Some(Time::from_unix(*seconds, 0, zone)),
        Value::Str(text) => {
            if text.eq_ignore_ascii_case("now") || text.eq_ignore_ascii_case("today") {
                cx.environment().now()
            } else if text.bytes().all(|byte| byte.is_ascii_digit()) {
                text.parse().ok().map(|seconds| Time::from_unix(seconds, 0, zone))
            } else {
                parse_time(text, cx.environment().now().as_ref(), zone)
            }
        }
        _ => None,
    };
    match time {
        Some(time) => Ok(time.in_zone(zone)),
        None => Err(Error::ruby(
            "Jekyll::Errors::InvalidDateError",
            format!("Invalid Date: '{}' is not a valid datetime.", input.inspect(cx.inspect_style())),
        )),
    }
}

/// Whether a filter gives its input back untouched.
fn is_blank(input: &Value) -> bool {
    match input {
        Value::Nil => true,
        Value::Str(text) => text.is_empty(),
        _ => false,
    }
}

fn date_to_xmlschema(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    if is_blank(input) {
        return Ok(input.clone());
    }
    Ok(Value::from(local_time(input, cx)?.strftime("%Y-%m-%dT%H:%M:%S%:z")))
}

fn date_to_rfc822(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    if is_blank(input) {
        return Ok(input.clone());
    }
    Ok(Value::from(local_time(input, cx)?.strftime("%a, %d %b %Y %H:%M:%S %z")))
}

fn date_to_string(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    stringify(input, "%b", args, cx)
}

fn date_to_long_string(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    stringify(input, "%B", args, cx)
}

fn stringify(input: &Value, month: &str, args: &[Value], cx: &Context) -> Result<Value> {
    if is_blank(input) {
        return Ok(input.clone());
    }
    let time = local_time(input, cx)?;
    if args.first().and_then(Value::as_str) != Some("ordinal") {
        return Ok(Value::from(time.strftime(&format!("%d {month} %Y"))));
    }
    let day = time.civil().day;
    let ordinal = format!("{day}{}", ordinal_suffix(day));
    let format = if args.get(1).and_then(Value::as_str) == Some("US") {
        format!("{month} {ordinal}, %Y")
    } else {
        format!("{ordinal} {month} %Y")
    };
    Ok(Value::from(time.strftime(&format)))
}

fn ordinal_suffix(day: u32) -> &'static str {
    match (day % 100, day % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::ordinal_suffix;

    #[test]
    fn ordinals_are_english() {
        let suffixes: Vec<_> = [1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 30].map(ordinal_suffix).to_vec();
        assert_eq!(suffixes, ["st", "nd", "rd", "th", "th", "th", "th", "st", "nd", "rd", "th"]);
    }
}
