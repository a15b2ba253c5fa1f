//! `markdownify`, `smartify`, `sassify`, `scssify`, `jsonify`, `inspect` and `to_integer`.

use super::no_method;
use crate::drops::DocumentDrop;
use crate::plugin::no_site;
use crate::render::Scene;
use hyde_liquid::{Arity, Context, Environment, Result, Value};

pub(super) fn register(environment: &mut Environment) {
    environment.filter("markdownify", Arity::exactly(0), markdownify);
    environment.filter("smartify", Arity::exactly(0), smartify);
    environment.filter("sassify", Arity::exactly(0), sassify);
    environment.filter("scssify", Arity::exactly(0), scssify);
    environment.filter("jsonify", Arity::exactly(0), jsonify);
    environment.filter("inspect", Arity::exactly(0), inspect);
    environment.filter("to_integer", Arity::exactly(0), to_integer);
}

fn scene(cx: &Context) -> Result<&Scene> {
    cx.register::<Scene>().ok_or_else(no_site)
}

fn markdownify(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    let text = cx.to_s(input);
    Ok(Value::from(scene(cx)?.markdownify(&text)?))
}

fn smartify(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    let text = cx.to_s(input);
    Ok(Value::from(scene(cx)?.core.convert_by("SmartyPants", &text)?))
}

fn sassify(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    let text = cx.to_s(input);
    Ok(Value::from(scene(cx)?.core.convert_by("::Sass", &text)?))
}

fn scssify(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    let text = cx.to_s(input);
    Ok(Value::from(scene(cx)?.core.convert_by("::Scss", &text)?))
}

fn jsonify(input: &Value, _: &[Value], _: &mut Context) -> Result<Value> {
    Ok(Value::from(input.to_json()?))
}

fn inspect(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    let text = match input.downcast::<DocumentDrop>() {
        Some(document) => document.inspect_drop()?,
        None => input.inspect(cx.inspect_style()),
    };
    let mut escaped = String::new();
    super::text::escape_xml(&text, &mut escaped);
    Ok(Value::from(escaped))
}

fn to_integer(input: &Value, _: &[Value], _: &mut Context) -> Result<Value> {
    Ok(match input {
        Value::Bool(on) => Value::Int(i64::from(*on)),
        Value::Nil => Value::Int(0),
        Value::Int(_) | Value::BigInt(_) => input.clone(),
        Value::Float(number) if number.abs() < 9e18 => Value::Int(number.trunc() as i64),
        Value::Float(number) => whole(&format!("{:.0}", number.trunc())),
        Value::Str(text) => whole(leading_integer(text)),
        Value::Time(time) => Value::Int(time.unix()),
        other => {
            let hint = "\nDid you mean?  to_s\n               to_a\n               to_h";
            let error = no_method("to_i", other, "      input.to_i");
            return Err(hyde_liquid::Error::ruby("NoMethodError", format!("{}{hint}", error.message())));
        }
    })
}

/// The integer that a text begins with, as Ruby's `to_i` finds it; `0` without one.
fn leading_integer(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '\x0b');
    let sign = usize::from(text.starts_with(['+', '-']));
    let mut end = sign;
    let bytes = text.as_bytes();
    while end < bytes.len() {
        let joins = bytes[end] == b'_'
            && end > sign
            && bytes[end - 1].is_ascii_digit()
            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !bytes[end].is_ascii_digit() && !joins {
            break;
        }
        end += 1;
    }
    if end == sign { "0" } else { &text[..end] }
}

fn whole(digits: &str) -> Value {
    let digits = digits.trim_start_matches('+').replace('_', "");
    match digits.parse::<num_bigint::BigInt>() {
        Ok(number) => Value::from(number),
        Err(_) => Value::Int(0),
    }
}

#[cfg(test)]
mod tests {
    use super::leading_integer;

    #[test]
    fn leading_integers_are_rubys() {
        assert_eq!(leading_integer(" 12abc"), "12");
        assert_eq!(leading_integer("1_0_"), "1_0");
        assert_eq!(leading_integer("x"), "0");
        assert_eq!(leading_integer("-3.9"), "-3");
    }
}
