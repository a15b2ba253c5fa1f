//! Filters on arrays. What is no array is taken as one: `nil` as an empty one, a hash as its only element.

use crate::context::Context;
use crate::environment::{Arity, Environment, Known};
use crate::error::{Error, Result};
use crate::sort::{compare_or_fail, merge_sort};
use crate::time::Time;
use crate::value::{Hash, ObjectKind, Value};
use std::cmp::Ordering;
use std::sync::Arc;

/// How many numbers a range may be expanded to.
const RANGE_LIMIT: usize = 10_000_000;

pub(super) fn register(environment: &mut Environment) {
    let (none, one, maybe) = (Arity::exactly(0), Arity::exactly(1), Arity::between(0, 1));
    environment
        .filter("size", none, size)
        .know("size", Known::Part)
        .filter("first", none, first)
        .know("first", Known::Part)
        .filter("last", none, last)
        .filter("join", maybe, join)
        .filter("sort", maybe, sort)
        .filter("sort_natural", maybe, sort_natural)
        .filter("reverse", none, reverse)
        .filter("uniq", maybe, uniq)
        .filter("map", one, map)
        .filter("compact", maybe, compact)
        .filter("concat", one, concat)
        .filter("where", Arity::between(1, 2), select);
}

/// Gives the elements a filter works on, nested arrays flattened.
fn elements(input: &Value) -> Result<Arc<Vec<Value>>> {
    Ok(match input {
        Value::Nil => Arc::default(),
        Value::Array(items) if !items.iter().any(Value::is_array) => items.clone(),
        Value::Range(range) if range.len() > RANGE_LIMIT => return Err(Error::memory()),
        Value::Range(_) => input.items().unwrap_or_default(),
        Value::Time(time) => Arc::new(time_parts(time)),
        Value::Object(object) if object.kind() == ObjectKind::Keys => Arc::new(object.keys()),
        other if other.is_array() => Arc::new(flatten(other)),
        other => Arc::new(vec![other.clone()]),
    })
}

/// Ruby's `Time#to_a`.
fn time_parts(time: &Time) -> Vec<Value> {
    let civil = time.civil();
    let fields = [civil.second, civil.minute, civil.hour, civil.day, civil.month];
    let mut parts: Vec<Value> = fields.into_iter().map(Value::from).collect();
    parts.extend([Value::from(civil.year), Value::from(civil.weekday()), Value::from(civil.day_of_year())]);
    let zone = time.strftime("%Z");
    // Whether it is summer time is not known for an offset; the abbreviations of summer times mostly end so.
    parts.push(Value::from(time.offset() != 0 && (zone.ends_with("ST") && zone.len() > 3 || zone.ends_with("DT"))));
    parts.push(if zone.is_empty() { Value::Nil } else { Value::from(zone) });
    parts
}

/// Flattens nested arrays, without recursion.
fn flatten(input: &Value) -> Vec<Value> {
    let mut flat = Vec::new();
    let mut open = vec![(input.items().unwrap_or_default(), 0)];
    while let Some((items, at)) = open.last_mut() {
        let Some(item) = items.get(*at) else {
            open.pop();
            continue;
        };
        *at += 1;
        if item.is_array() {
            let inner = item.items().unwrap_or_default();
            open.push((inner, 0));
        } else {
            flat.push(item.clone());
        }
    }
    flat
}

fn size(input: &Value, _: &[Value], _: &mut Context) -> Result<Value> {
    Ok(match input {
        Value::Str(text) => Value::from(crate::unicode::length(text)),
        Value::Array(items) => Value::from(items.len()),
        Value::Hash(hash) => Value::from(hash.len()),
        Value::Range(range) => Value::from(range.len()),
        Value::Int(_) => Value::Int(8),
        Value::BigInt(number) => Value::from(number.bits().div_ceil(8).max(8)),
        Value::Object(object) if matches!(object.kind(), ObjectKind::Array | ObjectKind::Hash) => {
            Value::from(object.len())
        }
        _ => Value::Int(0),
    })
}

fn first(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    Ok(crate::parse::first(input, cx))
}

fn last(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    Ok(crate::parse::last(input, cx))
}

fn join(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    let glue = args.first().map_or_else(|| " ".to_owned(), |glue| cx.to_s(glue));
    let mut out = String::new();
    for (index, item) in elements(input)?.iter().enumerate() {
        if index > 0 {
            out.push_str(&glue);
        }
        item.write_s(&mut out, cx.inspect_style());
        cx.check_text(out.len())?;
    }
    Ok(Value::from(out))
}

fn cannot_select(property: &Value, cx: &Context) -> Error {
    Error::argument(format!("cannot select the property '{}'", cx.to_s(property)))
}

/// Asks an element for a property, as Ruby's `[]` does: `None` for what has no `[]`.
fn property(item: &Value, name: &Value, cx: &Context) -> Result<Option<Value>> {
    Ok(match (item, name) {
        (Value::Hash(hash), _) => Some(hash.get_value(name).cloned().unwrap_or_default()),
        (Value::Object(object), Value::Str(key)) => Some(object.get(key).unwrap_or_default()),
        (Value::Object(object), _) => Some(object.get_value(name).unwrap_or_default()),
        (Value::Str(text), Value::Str(part)) => {
            Some(if text.contains(part.as_str()) { name.clone() } else { Value::Nil })
        }
        (Value::Str(_) | Value::Int(_) | Value::BigInt(_), Value::Float(index)) => {
            return property(item, &Value::Int(*index as i64), cx);
        }
        (Value::Str(text), Value::Int(index)) => {
            let count = i64::try_from(crate::unicode::length(text)).unwrap_or(i64::MAX);
            let index = if *index < 0 { index.saturating_add(count) } else { *index };
            let found = usize::try_from(index).ok().and_then(|index| text.chars().nth(index));
            Some(found.map_or(Value::Nil, |c| Value::from(c.to_string())))
        }
        (Value::Str(text), Value::Range(range)) => {
            let count = i64::try_from(crate::unicode::length(text)).unwrap_or(i64::MAX);
            let resolve = |end: i64| if end < 0 { end.saturating_add(count) } else { end };
            let (start, end) = (resolve(range.start), resolve(range.end).saturating_add(1));
            let sound = (0..=count).contains(&start);
            let at = |end: i64| usize::try_from(end).unwrap_or(0);
            Some(if sound {
                Value::from(crate::unicode::slice(text, at(start)..at(end).max(at(start))))
            } else {
                Value::Nil
            })
        }
        (Value::Int(number), Value::Int(bit)) => Some(Value::Int(match u32::try_from(*bit) {
            Ok(bit) => (number >> bit.min(63)) & 1,
            Err(_) if *bit < 0 => 0,
            Err(_) => i64::from(*number < 0),
        })),
        (Value::BigInt(number), Value::Int(bit)) => {
            Some(Value::from(u64::try_from(*bit).is_ok_and(|bit| number.bit(bit)) as i64))
        }
        (Value::Str(_) | Value::Int(_) | Value::BigInt(_), _) => return Err(cannot_select(name, cx)),
        _ => None,
    })
}

/// Asks an element for a property; Ruby's error for what has no `[]`.
fn property_or_fail(item: &Value, name: &Value, cx: &Context) -> Result<Value> {
    property(item, name, cx)?.ok_or_else(|| {
        let (shown, class) = (item.inspect(cx.inspect_style()), item.class_name());
        Error::ruby("NoMethodError", format!("undefined method `[]' for {shown}:{class}"))
    })
}

/// Says whether Ruby's `respond_to?(:[])` holds.
fn has_properties(item: &Value) -> bool {
    matches!(
        item,
        Value::Hash(_) | Value::Object(_) | Value::Str(_) | Value::Int(_) | Value::BigInt(_) | Value::Array(_)
    )
}

/// Compares with `nil` last.
fn nil_last(a: &Value, b: &Value) -> Result<Ordering> {
    match (a.is_nil(), b.is_nil()) {
        (false, false) => compare_or_fail(a, b),
        (a, b) => Ok(a.cmp(&b)),
    }
}

/// Compares the text without regard to case, with `nil` last.
fn natural(a: &Value, b: &Value, cx: &Context) -> Ordering {
    match (a.is_nil(), b.is_nil()) {
        // Ruby's casecmp folds ASCII letters only.
        (false, false) => cx.to_s(a).to_ascii_lowercase().cmp(&cx.to_s(b).to_ascii_lowercase()),
        (a, b) => a.cmp(&b),
    }
}

/// Sorts by a property if one is given; the elements must then have properties, or nothing comes out.
fn sorted(
    input: &Value,
    args: &[Value],
    cx: &Context,
    mut compare: impl FnMut(&Value, &Value) -> Result<Ordering>,
) -> Result<Value> {
    let items = elements(input)?;
    if items.is_empty() {
        return Ok(Value::array([]));
    }
    let by = args.first().filter(|by| !by.is_nil());
    let Some(by) = by else {
        let items = items.to_vec();
        return Ok(Value::from(merge_sort(items, |a, b| compare(a, b))?));
    };
    if !items.iter().all(has_properties) {
        return Ok(Value::Nil);
    }
    if items.len() == 1 {
        // Ruby compares nothing here, so it does not ask for the property either.
        return Ok(Value::Array(items));
    }
    let mut keyed = Vec::with_capacity(items.len());
    for item in items.iter() {
        keyed.push((property(item, by, cx)?.unwrap_or_default(), item.clone()));
    }
    let keyed = merge_sort(keyed, |a, b| compare(&a.0, &b.0))?;
    Ok(Value::array(keyed.into_iter().map(|(_, item)| item)))
}

fn sort(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    sorted(input, args, cx, nil_last)
}

fn sort_natural(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    sorted(input, args, cx, |a, b| Ok(natural(a, b, cx)))
}

fn reverse(input: &Value, _: &[Value], _: &mut Context) -> Result<Value> {
    Ok(Value::array(elements(input)?.iter().rev().map(Value::to_drop)))
}

fn uniq(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    let items = elements(input)?;
    let by = args.first().filter(|by| !by.is_nil());
    let mut seen = Hash::new();
    let mut kept = Vec::new();
    if by.is_some() && items.first().is_some_and(|first| !has_properties(first)) {
        return Ok(Value::Nil);
    }
    if items.len() <= 1 {
        return Ok(Value::array(items.iter().map(Value::to_drop)));
    }
    for item in items.iter() {
        let key = match by {
            Some(by) => property_or_fail(item, by, cx)?,
            None => item.clone(),
        };
        if seen.insert(key, true).is_none() {
            kept.push(item.to_drop());
        }
    }
    Ok(Value::from(kept))
}

fn map(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    let mut mapped = Vec::new();
    for item in elements(input)?.iter() {
        mapped.push(match args[0].as_str() {
            Some("to_liquid") => item.to_drop(),
            _ => property(item, &args[0], cx)?.unwrap_or_default(),
        });
    }
    Ok(Value::from(mapped))
}

fn compact(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    let items = elements(input)?;
    let mut kept = Vec::new();
    let by = args.first().filter(|by| !by.is_nil());
    if by.is_some() && items.first().is_some_and(|first| !has_properties(first)) {
        return Ok(Value::Nil);
    }
    for item in items.iter() {
        let there = match by {
            Some(by) => !property_or_fail(item, by, cx)?.is_nil(),
            None => !item.is_nil(),
        };
        if there {
            kept.push(item.to_drop());
        }
    }
    Ok(Value::from(kept))
}

fn concat(input: &Value, args: &[Value], _: &mut Context) -> Result<Value> {
    if !args[0].is_array() {
        return Err(Error::argument("concat filter requires an array argument"));
    }
    let mut joined: Vec<Value> = elements(input)?.iter().map(Value::to_drop).collect();
    joined.extend(args[0].items().unwrap_or_default().iter().cloned());
    Ok(Value::from(joined))
}

fn select(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    let items = elements(input)?;
    match items.first() {
        None => return Ok(Value::array([])),
        Some(first) if !has_properties(first) => return Ok(Value::Nil),
        Some(_) => {}
    }
    let wanted = args.get(1).filter(|wanted| !wanted.is_nil());
    let mut kept = Vec::new();
    for item in items.iter() {
        let found = property_or_fail(item, &args[0], cx)?;
        if wanted.map_or_else(|| found.truthy(), |wanted| found == *wanted) {
            kept.push(item.clone());
        }
    }
    Ok(Value::from(kept))
}
