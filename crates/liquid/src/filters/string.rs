//! Filters on text: case, stripping, cutting, replacing, splitting.

use super::integer;
use super::strip_html::strip;
use crate::context::Context;
use crate::environment::{Arity, Environment, Filter, Known, TextFilter};
use crate::error::{Error, Result};
use crate::unicode;
use crate::value::{Str, Value};
use memchr::memmem;
use std::borrow::Cow;
use std::sync::Arc;

pub(super) fn register(environment: &mut Environment) {
    let (none, one) = (Arity::exactly(0), Arity::exactly(1));
    environment
        .text_filter("downcase", none, |input, _, cx, out| map(input, cx, out, unicode::push_downcase))
        .text_filter("upcase", none, |input, _, cx, out| map(input, cx, out, unicode::push_upcase))
        .text_filter("capitalize", none, |input, _, cx, out| map(input, cx, out, unicode::push_capitalize))
        .text_filter("strip", none, |input, _, cx, out| trim(input, cx, out, unicode::strip))
        .keeps_words("strip")
        .text_filter("lstrip", none, |input, _, cx, out| trim(input, cx, out, unicode::lstrip))
        .text_filter("rstrip", none, |input, _, cx, out| trim(input, cx, out, unicode::rstrip))
        .text_filter("append", one, append)
        .text_filter("prepend", one, prepend)
        .filter("slice", Arity::between(1, 2), slice)
        .text_filter("truncate", Arity::between(0, 2), truncate)
        .know("truncate", Known::Truncate)
        .text_filter("truncatewords", Arity::between(0, 2), truncate_words)
        .know("truncatewords", Known::TruncateWords)
        .filter("split", one, split)
        .text_filter("replace", Arity::between(1, 2), replace)
        .text_filter("replace_first", Arity::between(1, 2), replace_first)
        .text_filter("remove", one, remove)
        .text_filter("remove_first", one, remove_first)
        .filter("default", Arity::between(0, 1), default);
}

fn map(input: &Value, cx: &Context, out: &mut String, convert: impl Fn(&str, &mut String)) -> Result<Option<Value>> {
    convert(&cx.text(input), out);
    Ok(None)
}

fn trim(input: &Value, cx: &Context, out: &mut String, convert: impl Fn(&str) -> &str) -> Result<Option<Value>> {
    match input {
        Value::Str(whole) => Ok(Some(Value::from(whole.part(convert(whole))))),
        other => {
            out.push_str(convert(&cx.to_s(other)));
            Ok(None)
        }
    }
}

/// Gives the text of a value, of which parts can be cut.
fn text(input: &Value, cx: &Context) -> Str {
    match input {
        Value::Str(text) => text.clone(),
        other => Str::from(cx.to_s(other)),
    }
}

fn append(input: &Value, args: &[Value], cx: &mut Context, out: &mut String) -> Result<Option<Value>> {
    out.push_str(&cx.text(input));
    out.push_str(&cx.text(&args[0]));
    Ok(None)
}

fn prepend(input: &Value, args: &[Value], cx: &mut Context, out: &mut String) -> Result<Option<Value>> {
    out.push_str(&cx.text(&args[0]));
    out.push_str(&cx.text(input));
    Ok(None)
}

fn slice(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    let length = args.get(1).filter(|length| length.truthy());
    if [Some(&args[0]), length].into_iter().flatten().any(|number| matches!(number, Value::BigInt(_))) {
        return Err(Error::ruby("RangeError", "bignum too big to convert into `long'"));
    }
    let offset = integer(&args[0])?;
    let length = length.map_or(Ok(1), integer)?;
    if input.is_array() {
        let items = input.items().unwrap_or_default();
        let range = part(items.len(), offset, length);
        return Ok(Value::array(range.map(|range| items[range].to_vec()).unwrap_or_default()));
    }
    let whole = text(input, cx);
    let Some(range) = part(unicode::length(&whole), offset, length) else { return Ok(Value::from("")) };
    Ok(Value::from(whole.part(unicode::slice(&whole, range))))
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

fn truncate(input: &Value, args: &[Value], cx: &mut Context, out: &mut String) -> Result<Option<Value>> {
    if input.is_nil() {
        return Ok(Some(Value::Nil));
    }
    let length = length(args)?;
    cut(input, &cx.text(input), out, |whole, out| truncate_to(whole, length, &ellipsis(args, cx), out))
}

fn truncate_words(input: &Value, args: &[Value], cx: &mut Context, out: &mut String) -> Result<Option<Value>> {
    if input.is_nil() {
        return Ok(Some(Value::Nil));
    }
    let count = word_count(args)?;
    cut(input, &cx.text(input), out, |whole, out| truncate_words_to(whole, count, &ellipsis(args, cx), out))
}

/// Gives the filter that does `strip_html` and then the known one, as far as the text is kept.
pub(crate) fn after_strip_html(known: Known) -> Option<Arc<dyn Filter>> {
    match known {
        Known::Truncate => Some(Arc::new(TextFilter(strip_and_truncate))),
        Known::TruncateWords => Some(Arc::new(TextFilter(strip_and_truncate_words))),
        Known::StripHtml | Known::KeepsWords | Known::Part => None,
    }
}

/// Gives the filter that does `strip_html`, as far as a `truncatewords` to so many words (`None` for as many as it keeps
/// by itself) needs it that stands somewhere behind it. `None` when that says nothing of how much is needed.
pub(crate) fn strip_html_for_words(count: Option<&Value>) -> Option<Arc<dyn Filter>> {
    let count = match count {
        None => 15,
        Some(Value::Int(count)) => usize::try_from(*count).unwrap_or(0).max(1),
        Some(_) => return None,
    };
    Some(Arc::new(TextFilter(move |input: &Value, _: &[Value], cx: &mut Context, out: &mut String| {
        // One word more, so that all that are kept are whole and are seen to be followed by something.
        strip(&cx.text(input), out, enough_words(count.saturating_add(1)));
        Ok(None)
    })))
}

/// Says of pieces of a text, one after the other, when so many words have ended.
fn enough_words(count: usize) -> impl FnMut(&str) -> bool {
    let (mut ended, mut in_word) = (0, false);
    move |piece| {
        for byte in piece.bytes() {
            let space = unicode::is_space(char::from(byte));
            ended += usize::from(in_word && space);
            in_word = !space;
        }
        ended >= count
    }
}

fn strip_and_truncate(input: &Value, args: &[Value], cx: &mut Context, out: &mut String) -> Result<Option<Value>> {
    let length = length(args)?;
    let mut stripped = cx.take_scratch();
    let mut seen = 0;
    strip(&cx.text(input), &mut stripped, |piece| {
        seen += unicode::length(piece);
        i64::try_from(seen).is_ok_and(|seen| seen > length)
    });
    if !truncate_to(&stripped, length, &ellipsis(args, cx), out) {
        out.push_str(&stripped);
    }
    cx.give_scratch(stripped);
    Ok(None)
}

fn strip_and_truncate_words(
    input: &Value,
    args: &[Value],
    cx: &mut Context,
    out: &mut String,
) -> Result<Option<Value>> {
    let count = word_count(args)?;
    let mut stripped = cx.take_scratch();
    strip(&cx.text(input), &mut stripped, enough_words(count));
    if !truncate_words_to(&stripped, count, &ellipsis(args, cx), out) {
        out.push_str(&stripped);
    }
    cx.give_scratch(stripped);
    Ok(None)
}

/// Lets `cut` append what it makes of text; where it leaves the text alone, that is the output.
fn cut(
    input: &Value,
    whole: &str,
    out: &mut String,
    cut: impl FnOnce(&str, &mut String) -> bool,
) -> Result<Option<Value>> {
    Ok(match input {
        _ if cut(whole, out) => None,
        Value::Str(_) => Some(input.clone()),
        _ => {
            out.push_str(whole);
            None
        }
    })
}

fn length(args: &[Value]) -> Result<i64> {
    args.first().map_or(Ok(50), integer)
}

/// How many words stay: at least one.
fn word_count(args: &[Value]) -> Result<usize> {
    Ok(usize::try_from(args.first().map_or(Ok(15), integer)?).unwrap_or(0).max(1))
}

fn ellipsis<'v>(args: &'v [Value], cx: &Context) -> Cow<'v, str> {
    args.get(1).map_or(Cow::Borrowed("..."), |ellipsis| cx.text(ellipsis))
}

fn truncate_to(whole: &str, length: i64, ellipsis: &str, out: &mut String) -> bool {
    // A text has no more characters than bytes.
    let fits = |count: usize| i64::try_from(count).is_ok_and(|count| count <= length);
    if fits(whole.len()) || fits(unicode::length(whole)) {
        return false;
    }
    let kept = usize::try_from(length.saturating_sub(unicode::length(ellipsis) as i64)).unwrap_or(0);
    out.push_str(unicode::slice(whole, 0..kept));
    out.push_str(ellipsis);
    true
}

fn truncate_words_to(whole: &str, count: usize, ellipsis: &str, out: &mut String) -> bool {
    let before = out.len();
    let mut taken = 0;
    for word in unicode::words(whole).take(count) {
        if taken > 0 {
            out.push(' ');
        }
        out.push_str(word);
        taken += 1;
    }
    if taken < count {
        out.truncate(before);
        return false;
    }
    out.push_str(ellipsis);
    true
}

fn split(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    let whole = text(input, cx);
    // Each character may become an item, and an array that is split is inspected first: this multiplies.
    cx.check_text(whole.len())?;
    let pattern = cx.text(&args[0]);
    let mut parts: Vec<Value> = match &*pattern {
        " " => unicode::words(&whole).map(|word| Value::from(whole.part(word))).collect(),
        "" => whole.char_indices().map(|(at, c)| Value::from(whole.slice(at..at + c.len_utf8()))).collect(),
        pattern => {
            let mut from = 0;
            let mut parts = Vec::new();
            for at in memmem::find_iter(whole.as_bytes(), pattern) {
                parts.push(Value::from(whole.slice(from..at)));
                from = at + pattern.len();
            }
            parts.push(Value::from(whole.slice(from..whole.len())));
            parts
        }
    };
    while parts.last().is_some_and(|part| part.as_str() == Some("")) {
        parts.pop();
    }
    Ok(Value::from(parts))
}

fn replace(input: &Value, args: &[Value], cx: &mut Context, out: &mut String) -> Result<Option<Value>> {
    let with = args.get(1).map_or(Cow::Borrowed(""), |with| cx.text(with));
    substitute(cx, &cx.text(input), &cx.text(&args[0]), &with, usize::MAX, out)
}

fn replace_first(input: &Value, args: &[Value], cx: &mut Context, out: &mut String) -> Result<Option<Value>> {
    let with = args.get(1).map_or(Cow::Borrowed(""), |with| cx.text(with));
    substitute(cx, &cx.text(input), &cx.text(&args[0]), &with, 1, out)
}

fn remove(input: &Value, args: &[Value], cx: &mut Context, out: &mut String) -> Result<Option<Value>> {
    substitute(cx, &cx.text(input), &cx.text(&args[0]), "", usize::MAX, out)
}

fn remove_first(input: &Value, args: &[Value], cx: &mut Context, out: &mut String) -> Result<Option<Value>> {
    substitute(cx, &cx.text(input), &cx.text(&args[0]), "", 1, out)
}

/// Ruby's `gsub` and `sub` with a string to find; the replacement's back-references count.
fn substitute(
    cx: &Context,
    whole: &str,
    find: &str,
    with: &str,
    limit: usize,
    out: &mut String,
) -> Result<Option<Value>> {
    let bytes = whole.as_bytes();
    let replacing = Replacing { cx, whole, find, with };
    match find.as_bytes() {
        // The empty text stands between all characters.
        [] => replacing.at(whole.char_indices().map(|(at, _)| at).chain([whole.len()]).take(limit), out)?,
        [byte] => replacing.at(memchr::memchr_iter(*byte, bytes).take(limit), out)?,
        _ => replacing.at(memmem::find_iter(bytes, find).take(limit), out)?,
    }
    Ok(None)
}

struct Replacing<'a> {
    cx: &'a Context,
    whole: &'a str,
    find: &'a str,
    with: &'a str,
}

impl Replacing<'_> {
    /// Writes the whole with the replacement at these places.
    fn at(&self, places: impl Iterator<Item = usize>, out: &mut String) -> Result<()> {
        let Self { cx, whole, find, with } = *self;
        let (before, mut rest) = (out.len(), 0);
        let refers = with.contains('\\');
        for at in places {
            out.push_str(&whole[rest..at]);
            rest = at + find.len();
            if refers {
                expand(with, find, &whole[..at], &whole[rest..], out)?;
            } else {
                out.push_str(with);
            }
            cx.check_text(out.len() - before)?;
        }
        out.push_str(&whole[rest..]);
        Ok(())
    }
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
