//! `sass:string`.

use crate::eval::Eval;
use crate::eval::callable::Builtin;
use crate::span::{Fault, Res};
use crate::value::{Separator, Text, Value, concat};

macro_rules! string {
    ($($name:literal $signature:literal $run:expr;)*) => {
        pub(crate) static FUNCTIONS: &[Builtin] = &[
            $(Builtin { name: $name, module: "string", overloads: &[($signature, $run)] },)*
        ];
    };
}

string! {
    "unquote" "$string" |_, v| Ok(Value::String(Text { quoted: false, ..v[0].as_string("string")?.clone() }));
    "quote" "$string" |_, v| Ok(Value::String(Text { quoted: true, ..v[0].as_string("string")?.clone() }));
    "length" "$string" |_, v| Ok(Value::number(v[0].as_string("string")?.text.chars().count() as f64));
    "insert" "$string, $insert, $index" insert;
    "index" "$string, $substring" index;
    "slice" "$string, $start-at, $end-at: -1" slice;
    "to-upper-case" "$string" |_, v| cased(v, str::to_ascii_uppercase);
    "to-lower-case" "$string" |_, v| cased(v, str::to_ascii_lowercase);
    "unique-id" "" |eval, _| Ok(Value::unquoted(eval.unique_id()));
    "split" "$string, $separator, $limit: null" split;
}

fn cased(v: &[Value], change: impl Fn(&str) -> String) -> Res<Value> {
    let string = v[0].as_string("string")?;
    Ok(Value::String(Text { text: change(&string.text).into(), quoted: string.quoted }))
}

fn insert(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let string = v[0].as_string("string")?;
    let insert = v[1].as_string("insert")?;
    let index = v[2].as_number("index")?;
    index.assert_no_units("index")?;
    let mut index = index.assert_int("index")?;
    let length = string.text.chars().count() as i64;
    // A negative index counts from behind the last character.
    if index < 0 {
        index = (length + index + 2).max(1);
    }
    let at = (index - 1).clamp(0, length) as usize;
    let byte = string.text.char_indices().nth(at).map_or(string.text.len(), |(byte, _)| byte);
    let text = concat(&[&string.text[..byte], &insert.text, &string.text[byte..]]);
    Ok(Value::String(Text { text, quoted: string.quoted }))
}

fn index(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let string = v[0].as_string("string")?;
    let substring = v[1].as_string("substring")?;
    Ok(match string.text.find(&*substring.text) {
        Some(byte) => Value::number(string.text[..byte].chars().count() as f64 + 1.0),
        None => Value::Null,
    })
}

/// An index from the start or the end as a number of characters from the start.
fn code_point(index: i64, length: i64, allow_negative: bool) -> i64 {
    if index == 0 {
        return 0;
    }
    if index > 0 {
        return (index - 1).min(length);
    }
    let result = length + index;
    if result < 0 && !allow_negative { 0 } else { result }
}

fn slice(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let string = v[0].as_string("string")?;
    let start = v[1].as_number("start-at")?;
    let end = v[2].as_number("end-at")?;
    start.assert_no_units("start-at")?;
    end.assert_no_units("end-at")?;
    let length = string.text.chars().count() as i64;
    let end = end.assert_int("end-at")?;
    let empty = Value::String(Text { text: "".into(), quoted: string.quoted });
    if end == 0 {
        return Ok(empty);
    }
    let start = code_point(start.assert_int("start-at")?, length, false);
    let mut end = code_point(end, length, true);
    if end == length {
        end -= 1;
    }
    if end < start {
        return Ok(empty);
    }
    let text: String = string.text.chars().skip(start as usize).take((end - start + 1) as usize).collect();
    Ok(Value::String(Text { text: text.into(), quoted: string.quoted }))
}

fn split(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let string = v[0].as_string("string")?;
    let separator = v[1].as_string("separator")?;
    let limit = match &v[2] {
        Value::Null => None,
        value => Some(value.as_number("limit")?.assert_int("limit")?),
    };
    if let Some(limit) = limit.filter(|limit| *limit < 1) {
        return Err(Fault::argument("limit", format!("Must be 1 or greater, was {limit}.")));
    }
    let make = |text: &str| Value::String(Text { text: text.into(), quoted: string.quoted });
    let limit = limit.map_or(usize::MAX, |limit| limit as usize);
    let mut items = Vec::new();
    if !string.text.is_empty() {
        if separator.text.is_empty() {
            let mut rest = &*string.text;
            while let Some(c) = rest.chars().next() {
                if items.len() == limit {
                    items.push(make(rest));
                    break;
                }
                items.push(make(&rest[..c.len_utf8()]));
                rest = &rest[c.len_utf8()..];
            }
        } else {
            items.extend(string.text.splitn(limit.saturating_add(1), &*separator.text).map(make));
        }
    }
    Ok(Value::bracketed(items, Separator::Comma))
}
