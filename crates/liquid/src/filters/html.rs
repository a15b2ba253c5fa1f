//! Filters for HTML and URLs.

use super::string::text;
use crate::context::Context;
use crate::environment::{Arity, Environment};
use crate::error::{Error, Result};
use crate::value::Value;
use std::borrow::Cow;
use std::fmt::Write as _;

pub(super) fn register(environment: &mut Environment) {
    let none = Arity::exactly(0);
    environment
        .filter("escape", none, escape)
        .filter("h", none, escape)
        .filter("escape_once", none, escape_once)
        .filter("url_encode", none, url_encode)
        .filter("url_decode", none, url_decode)
        .filter("strip_html", none, strip_html)
        .filter("strip_newlines", none, strip_newlines)
        .filter("newline_to_br", none, newline_to_br);
}

fn entity(byte: u8) -> Option<&'static str> {
    Some(match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        b'\'' => "&#39;",
        _ => return None,
    })
}

fn escape(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    if input.is_nil() {
        return Ok(Value::Nil);
    }
    Ok(escaped(input, cx, |_| false))
}

fn escape_once(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    Ok(escaped(input, cx, is_entity))
}

/// Escapes what needs it, save the ampersands that `keep` says begin an entity.
fn escaped(input: &Value, cx: &Context, keep: impl Fn(&[u8]) -> bool) -> Value {
    let whole = text(input, cx);
    let bytes = whole.as_bytes();
    let mut out = String::new();
    let mut rest = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if let Some(entity) = entity(*byte)
            && !(*byte == b'&' && keep(&bytes[at..]))
        {
            out.push_str(&whole[rest..at]);
            out.push_str(entity);
            rest = at + 1;
        }
    }
    if rest == 0 && input.as_str().is_some() {
        return input.clone();
    }
    out.push_str(&whole[rest..]);
    Value::from(out)
}

/// Says whether text begins with `&name;` or `&#1;`.
fn is_entity(rest: &[u8]) -> bool {
    let run = |from: usize, fits: fn(&u8) -> bool| {
        // No entity's name is longer, and a limit keeps runs of letters from being looked at over and over.
        let length = rest[from..].iter().take_while(|byte| fits(byte)).count();
        length > 0 && rest.get(from + length) == Some(&b';')
    };
    match rest.get(1) {
        Some(b'#') => run(2, u8::is_ascii_digit),
        _ => run(1, u8::is_ascii_alphabetic),
    }
}

fn url_encode(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    if input.is_nil() {
        return Ok(Value::Nil);
    }
    let whole = text(input, cx);
    let mut out = String::with_capacity(whole.len());
    for byte in whole.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'.' | b'-' | b'~' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => _ = write!(out, "%{byte:02X}"),
        }
    }
    Ok(Value::from(out))
}

fn url_decode(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    if input.is_nil() {
        return Ok(Value::Nil);
    }
    let whole = text(input, cx);
    let bytes = whole.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |index: usize| bytes.get(index).and_then(|byte| char::from(*byte).to_digit(16));
        match (bytes[at], hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(0));
                at += 3;
                continue;
            }
            (b'+', ..) => out.push(b' '),
            (byte, ..) => out.push(byte),
        }
        at += 1;
    }
    match String::from_utf8(out) {
        Ok(text) => Ok(Value::from(text)),
        Err(_) => Err(Error::argument("invalid byte sequence in UTF-8")),
    }
}

fn strip_html(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    let whole = text(input, cx);
    if !whole.contains('<') {
        return Ok(if input.as_str().is_some() { input.clone() } else { Value::from(&*whole) });
    }
    let without_blocks = strip_blocks(&whole);
    let bytes = without_blocks.as_bytes();
    let mut out = String::with_capacity(bytes.len());
    let mut kept = 0;
    while let Some(start) = memchr::memchr(b'<', &bytes[kept..]).map(|found| kept + found) {
        let Some(length) = memchr::memchr(b'>', &bytes[start..]) else { break };
        out.push_str(&without_blocks[kept..start]);
        kept = start + length + 1;
    }
    out.push_str(&without_blocks[kept..]);
    Ok(Value::from(out))
}

/// Removes scripts, styles and comments with all that is in them.
fn strip_blocks(whole: &str) -> Cow<'_, str> {
    const BLOCKS: [(&str, &str); 3] = [("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>")];
    let bytes = whole.as_bytes();
    let mut open = [true; 3];
    let mut out = String::new();
    let mut kept = 0;
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'<', &bytes[at..]).map(|found| at + found) {
        at = start + 1;
        if !matches!(bytes.get(at), Some(b's' | b'!')) {
            continue;
        }
        let Some(index) = BLOCKS.iter().position(|(begin, _)| bytes[start..].starts_with(begin.as_bytes())) else {
            continue;
        };
        let (begin, end) = BLOCKS[index];
        let body = start + begin.len();
        match open[index].then(|| memchr::memmem::find(&bytes[body..], end.as_bytes())).flatten() {
            Some(length) => {
                out.push_str(&whole[kept..start]);
                kept = body + length + end.len();
                at = kept;
            }
            // No later one is closed either.
            None => open[index] = false,
        }
    }
    if kept == 0 {
        return Cow::Borrowed(whole);
    }
    out.push_str(&whole[kept..]);
    Cow::Owned(out)
}

fn strip_newlines(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    Ok(Value::from(text(input, cx).replace("\r\n", "").replace('\n', "")))
}

fn newline_to_br(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    Ok(Value::from(text(input, cx).replace('\n', "<br />\n")))
}
