//! `date`: formats times, and whatever text or number can be read as one.

use crate::context::Context;
use crate::environment::{Arity, Environment};
use crate::error::Result;
use crate::number;
use crate::time::{self, Time};
use crate::unicode;
use crate::value::Value;

pub(super) fn register(environment: &mut Environment) {
    environment.text_filter("date", Arity::exactly(1), date);
}

fn date(input: &Value, args: &[Value], cx: &mut Context, out: &mut String) -> Result<Option<Value>> {
    let format = cx.text(&args[0]);
    if format.is_empty() {
        return Ok(Some(input.clone()));
    }
    let limit = cx.text_limit();
    match input {
        Value::Time(time) => time.write_strftime(out, &format, limit)?,
        Value::Date(date) => date.write_strftime(out, &format, limit)?,
        Value::Int(seconds) => at(*seconds, cx).write_strftime(out, &format, limit)?,
        Value::Str(text) => match read(text, cx) {
            Some(time) => time.write_strftime(out, &format, limit)?,
            None => return Ok(Some(input.clone())),
        },
        _ => return Ok(Some(input.clone())),
    }
    Ok(None)
}

fn at(seconds: i64, cx: &Context) -> Time {
    // Beyond this no calendar helps, and sums would overflow.
    let limit = 30_000_000_000_000_000;
    Time::from_unix(seconds.clamp(-limit, limit), 0, cx.environment().time_zone())
}

fn read(text: &str, cx: &Context) -> Option<Time> {
    if text.is_empty() {
        return None;
    }
    let now = cx.environment().now();
    let text = unicode::downcase(text);
    if text == "now" || text == "today" {
        return now;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(at(number::to_i(&text).as_int().unwrap_or(i64::MAX), cx));
    }
    time::parse_time(&text, now.as_ref(), cx.environment().time_zone())
}
