//! Filters for HTML and URLs.

use crate::context::Context;
use crate::environment::{Arity, Environment};
use crate::error::{Error, Result};
use crate::value::Value;
use std::fmt::Write as _;

pub(super) fn register(environment: &mut Environment) {
    let none = Arity::exactly(0);
    environment
        .text_filter("escape", none, escape)
        .text_filter("h", none, escape)
        .text_filter("escape_once", none, escape_once)
        .filter("url_encode", none, url_encode)
        .filter("url_decode", none, url_decode)
        .text_filter("strip_newlines", none, strip_newlines)
        .text_filter("newline_to_br", none, newline_to_br);
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

fn escape(input: &Value, _: &[Value], cx: &mut Context, out: &mut String) -> Result<Option<Value>> {
    Ok(escaped(input, cx, out, |_| false))
}

fn escape_once(input: &Value, _: &[Value], cx: &mut Context, out: &mut String) -> Result<Option<Value>> {
    if input.is_nil() {
        return Ok(Some(Value::from("")));
    }
    Ok(escaped(input, cx, out, is_entity))
}

/// Escapes what needs it, save the ampersands that `keep` says begin an entity. Gives the input where nothing does.
fn escaped(input: &Value, cx: &Context, out: &mut String, keep: impl Fn(&[u8]) -> bool) -> Option<Value> {
    if input.is_nil() {
        return Some(Value::Nil);
    }
    let whole = cx.text(input);
    let bytes = whole.as_bytes();
    let mut rest = 0;
    for (at, byte) in bytes.iter().enumerate() {
        // Letters and all else above these characters, which nearly all text is.
        if *byte > b'>' {
            continue;
        }
        if let Some(entity) = entity(*byte)
            && !(*byte == b'&' && keep(&bytes[at..]))
        {
            out.push_str(&whole[rest..at]);
            out.push_str(entity);
            rest = at + 1;
        }
    }
    if rest == 0 && input.as_str().is_some() {
        return Some(input.clone());
    }
    out.push_str(&whole[rest..]);
    None
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
    let whole = cx.text(input);
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
    let whole = cx.text(input);
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

fn strip_newlines(input: &Value, _: &[Value], cx: &mut Context, out: &mut String) -> Result<Option<Value>> {
    Ok(at_line_feeds(input, cx, out, |line, out| out.push_str(line.strip_suffix('\r').unwrap_or(line))))
}

fn newline_to_br(input: &Value, _: &[Value], cx: &mut Context, out: &mut String) -> Result<Option<Value>> {
    Ok(at_line_feeds(input, cx, out, |line, out| {
        out.push_str(line);
        out.push_str("<br />\n");
    }))
}

/// Appends the text, each line that a line feed ends as `line` writes it. Gives the input where there is no such line.
fn at_line_feeds(input: &Value, cx: &Context, out: &mut String, line: impl Fn(&str, &mut String)) -> Option<Value> {
    let whole = cx.text(input);
    let mut rest = 0;
    for at in memchr::memchr_iter(b'\n', whole.as_bytes()) {
        line(&whole[rest..at], out);
        rest = at + 1;
    }
    if rest == 0 && input.as_str().is_some() && !input.is_nothing() {
        return Some(input.clone());
    }
    out.push_str(&whole[rest..]);
    None
}
