//! Filters on text: case, stripping, cutting, replacing, splitting.

use super::integer;
use crate::context::Context;
use crate::environment::{Arity, Environment};
use crate::error::{Error, Result};
use crate::unicode;
use crate::value::Value;
use std::borrow::Cow;

pub(super) fn register(environment: &mut Environment) {
    let (none, one) = (Arity::exactly(0), Arity::exactly(1));
    environment
        .filter("downcase", none, |input: &Value, _: &[Value], cx: &mut Context| map(input, cx, unicode::downcase))
        .filter("upcase", none, |input: &Value, _: &[Value], cx: &mut Context| map(input, cx, unicode::upcase))
        .filter("capitalize", none, |input: &Value, _: &[Value], cx: &mut Context| map(input, cx, unicode::capitalize))
        .filter("strip", none, |input: &Value, _: &[Value], cx: &mut Context| trim(input, cx, unicode::strip))
        .filter("lstrip", none, |input: &Value, _: &[Value], cx: &mut Context| trim(input, cx, unicode::lstrip))
        .filter("rstrip", none, |input: &Value, _: &[Value], cx: &mut Context| trim(input, cx, unicode::rstrip))
        .filter("append", one, append)
        .filter("prepend", one, prepend)
        .filter("slice", Arity::between(1, 2), slice)
        .filter("truncate", Arity::between(0, 2), truncate)
        .filter("truncatewords", Arity::between(0, 2), truncate_words)
        .filter("split", one, split)
        .filter("replace", Arity::between(1, 2), replace)
        .filter("replace_first", Arity::between(1, 2), replace_first)
        .filter("remove", one, remove)
        .filter("remove_first", one, remove_first)
        .filter("default", Arity::between(0, 1), default);
}

/// Gives the text of a value without copying strings.
pub(super) fn text<'v>(value: &'v Value, cx: &Context) -> Cow<'v, str> {
    match value {
        Value::Str(text) => Cow::Borrowed(text),
        other => Cow::Owned(cx.to_s(other)),
    }
}

fn map(input: &Value, cx: &Context, convert: impl Fn(&str) -> String) -> Result<Value> {
    Ok(Value::from(convert(&text(input, cx))))
}

fn trim(input: &Value, cx: &Context, convert: impl Fn(&str) -> &str) -> Result<Value> {
    let whole = text(input, cx);
    let part = convert(&whole);
    match input {
        Value::Str(_) if part.len() == whole.len() => Ok(input.clone()),
        _ => Ok(Value::from(part)),
    }
}

fn append(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    let mut joined = text(input, cx).into_owned();
    joined.push_str(&text(&args[0], cx));
    Ok(Value::from(joined))
}

fn prepend(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    let mut joined = text(&args[0], cx).into_owned();
    joined.push_str(&text(input, cx));
    Ok(Value::from(joined))
}

fn slice(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    let offset = integer(&args[0])?;
    let length = match args.get(1) {
        Some(length) if length.truthy() => integer(length)?,
        _ => 1,
    };
    if input.is_array() {
        let items = input.items().unwrap_or_default();
        let range = part(items.len(), offset, length);
        return Ok(Value::array(range.map(|range| items[range].to_vec()).unwrap_or_default()));
    }
    let whole = text(input, cx);
    let Some(range) = part(unicode::length(&whole), offset, length) else { return Ok(Value::from("")) };
    Ok(Value::from(unicode::slice(&whole, range)))
}

/// Finds which elements Ruby's `slice` takes of so many; `None` where it gives `nil`.
fn part(count: usize, offset: i64, length: i64) -> Option<std::ops::Range<usize>> {
    let length = usize::try_from(length).ok()?;
    let start = if offset < 0 {
        count.checked_sub(usize::try_from(offset.unsigned_abs()).ok()?)?
    } else {
        usize::try_from(offset).ok()?
    };
    (start <= count).then(|| start..start.saturating_add(length).min(count))
}

fn truncate(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    if input.is_nil() {
        return Ok(Value::Nil);
    }
    let length = args.first().map_or(Ok(50), integer)?;
    let ellipsis = args.get(1).map_or(Cow::Borrowed("..."), |ellipsis| text(ellipsis, cx));
    let whole = text(input, cx);
    let count = i64::try_from(unicode::length(&whole)).unwrap_or(i64::MAX);
    if count <= length {
        return Ok(if input.as_str().is_some() { input.clone() } else { Value::from(whole.into_owned()) });
    }
    let kept = usize::try_from(length.saturating_sub(unicode::length(&ellipsis) as i64)).unwrap_or(0);
    let mut cut = unicode::slice(&whole, 0..kept).to_owned();
    cut.push_str(&ellipsis);
    Ok(Value::from(cut))
}

fn truncate_words(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    if input.is_nil() {
        return Ok(Value::Nil);
    }
    let count = args.first().map_or(Ok(15), integer)?;
    let last = usize::try_from(count.saturating_sub(1)).unwrap_or(0);
    let ellipsis = args.get(1).map_or(Cow::Borrowed("..."), |ellipsis| text(ellipsis, cx));
    let whole = text(input, cx);
    let mut words = unicode::words(&whole);
    let mut cut = String::new();
    let mut taken = 0;
    for word in words.by_ref() {
        if taken > 0 {
            cut.push(' ');
        }
        cut.push_str(word);
        taken += 1;
        if taken > last {
            break;
        }
    }
    if taken <= last {
        return Ok(input.clone());
    }
    cut.push_str(&ellipsis);
    Ok(Value::from(cut))
}

fn split(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    let whole = text(input, cx);
    let pattern = text(&args[0], cx);
    let mut parts: Vec<Value> = match &*pattern {
        " " => unicode::words(&whole).map(Value::from).collect(),
        "" => whole.chars().map(|c| Value::from(c.encode_utf8(&mut [0; 4]) as &str)).collect(),
        pattern => whole.split(pattern).map(Value::from).collect(),
    };
    while parts.last().is_some_and(|part| part.as_str() == Some("")) {
        parts.pop();
    }
    Ok(Value::from(parts))
}

fn replace(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    let with = args.get(1).map_or(Cow::Borrowed(""), |with| text(with, cx));
    substitute(&text(input, cx), &text(&args[0], cx), &with, usize::MAX)
}

fn replace_first(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    let with = args.get(1).map_or(Cow::Borrowed(""), |with| text(with, cx));
    substitute(&text(input, cx), &text(&args[0], cx), &with, 1)
}

fn remove(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    substitute(&text(input, cx), &text(&args[0], cx), "", usize::MAX)
}

fn remove_first(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    substitute(&text(input, cx), &text(&args[0], cx), "", 1)
}

/// Ruby's `gsub` and `sub` with a string to find; the replacement's back-references count.
fn substitute(whole: &str, find: &str, with: &str, limit: usize) -> Result<Value> {
    let mut out = String::with_capacity(whole.len());
    let mut rest = 0;
    for (at, found) in whole.match_indices(find).take(limit) {
        out.push_str(&whole[rest..at]);
        rest = at + found.len();
        if with.contains('\\') {
            expand(with, found, &whole[..at], &whole[rest..], &mut out)?;
        } else {
            out.push_str(with);
        }
    }
    out.push_str(&whole[rest..]);
    Ok(Value::from(out))
}

/// Writes a replacement with its back-references filled in.
fn expand(with: &str, found: &str, before: &str, after: &str, out: &mut String) -> Result<()> {
    let mut chars = with.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let rest = chars.as_str();
        match chars.next() {
            None => out.push('\\'),
            Some('0' | '&') => out.push_str(found),
            // There are no groups in a string that is looked for.
            Some('1'..='9' | '+') => {}
            Some('`') => out.push_str(before),
            Some('\'') => out.push_str(after),
            Some('\\') => out.push('\\'),
            Some('k') if rest[1..].starts_with('<') && rest.contains('>') => {
                let name = &rest[2..rest.find('>').unwrap_or(2)];
                return Err(Error::ruby("IndexError", format!("undefined group name reference: {name}")));
            }
            Some(other) => {
                out.push('\\');
                out.push(other);
            }
        }
    }
    Ok(())
}

fn default(input: &Value, args: &[Value], _: &mut Context) -> Result<Value> {
    let missing = !input.truthy() || crate::parse::is_empty(input) == Some(true);
    Ok(if missing { args.first().cloned().unwrap_or_else(|| Value::from("")) } else { input.clone() })
}
