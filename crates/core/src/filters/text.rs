//! Filters on text: `slugify`, `xml_escape`, `cgi_escape`, `uri_escape`, `number_of_words`, `normalize_whitespace` and
//! `strip_index`.

use super::addressable::normalize_component;
use super::{no_method, no_string};
use crate::messages;
use crate::render::Scene;
use crate::url::{self, SlugMode};
use hyde_liquid::{Arity, Context, Environment, Error, Result, Value};
use std::fmt::Write as _;

pub(super) fn register(environment: &mut Environment) {
    environment.filter("slugify", Arity::between(0, 1), slugify);
    environment.text_filter("xml_escape", Arity::exactly(0), xml_escape).keeps_words("xml_escape");
    environment.text_filter("cgi_escape", Arity::exactly(0), cgi_escape);
    environment.filter("uri_escape", Arity::exactly(0), uri_escape);
    environment.filter("number_of_words", Arity::between(0, 1), number_of_words);
    environment
        .text_filter("normalize_whitespace", Arity::exactly(0), normalize_whitespace)
        .keeps_words("normalize_whitespace");
    environment.filter("strip_index", Arity::exactly(0), strip_index);
}

/// What Ruby's `\s` matches.
fn is_space(c: char) -> bool {
    u8::try_from(c).is_ok_and(is_space_byte)
}

fn is_space_byte(byte: u8) -> bool {
    (byte == b' ') | (byte.wrapping_sub(b'\t') < 5)
}

fn slugify(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    let mode = args.first().filter(|mode| !mode.is_nil()).map(|mode| cx.to_s(mode));
    let mode = mode.as_deref().unwrap_or("default");
    match input {
        Value::Nil => Ok(Value::Nil),
        Value::Str(text) => {
            let slug = url::slugify(text, SlugMode::named(mode), false);
            if slug.is_empty()
                && let Some(scene) = cx.register::<Scene>()
            {
                scene.tell(messages::empty_slug(text));
            }
            Ok(Value::from(slug))
        }
        other if matches!(mode, "raw" | "default" | "pretty" | "ascii" | "latin") => {
            Err(no_method("gsub", other, "      string.gsub(replaceable_char, \"-\")"))
        }
        other => Err(no_method("downcase", other, "        return cased ? string : string.downcase")),
    }
}

/// Appends a text with what XML attributes must not hold escaped.
pub(super) fn escape_xml(text: &str, out: &mut String) {
    out.reserve(text.len());
    let bytes = text.as_bytes();
    let mut rest = 0;
    // An `&` and a `'` differ in one bit, a `<` and a `>` in another.
    while let Some(found) =
        hyde_liquid::find_byte(&bytes[rest..], |byte| (byte | 1 == b'\'') | (byte | 2 == b'>') | (byte == b'"'))
    {
        let at = rest + found;
        let entity = match bytes[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&apos;",
        };
        out.push_str(&text[rest..at]);
        out.push_str(entity);
        rest = at + 1;
    }
    out.push_str(&text[rest..]);
}

fn xml_escape(input: &Value, _: &[Value], cx: &mut Context, out: &mut String) -> Result<Option<Value>> {
    escape_xml(&cx.text(input), out);
    Ok(None)
}

fn cgi_escape(input: &Value, _: &[Value], _: &mut Context, out: &mut String) -> Result<Option<Value>> {
    let Value::Str(text) = input else { return Err(no_string(input)) };
    for byte in text.bytes() {
        match byte {
            b' ' => out.push('+'),
            b'.' | b'-' | b'_' | b'~' => out.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            byte => _ = write!(out, "%{byte:02X}"),
        }
    }
    Ok(None)
}

fn uri_escape(input: &Value, _: &[Value], _: &mut Context) -> Result<Value> {
    match input {
        Value::Nil => Ok(Value::Nil),
        Value::Str(text) => Ok(Value::from(normalize_component(text))),
        other => Err(Error::ruby("TypeError", format!("Can't convert {} into String.", other.class_name()))),
    }
}

/// Whether a character is of a script written without blanks between words.
#[inline]
fn is_cjk(c: char) -> bool {
    match u32::from(c) {
        // Nearly all text is below, or in blocks whose characters are all assigned.
        ..0x1100 => false,
        0x4E00..=0x9FEF | 0xAC00..=0xD7A3 => true,
        _ => is_in_cjk_block(c),
    }
}

fn is_in_cjk_block(c: char) -> bool {
    use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};
    let code = u32::from(c);
    let in_blocks = matches!(code,
        0x2E80..=0x2FD5 | 0x3005 | 0x3007 | 0x3021..=0x3029 | 0x3038..=0x303B | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xF900..=0xFAD9 | 0x20000..=0x2FA1D | 0x30000..=0x323AF
        | 0x3041..=0x3096 | 0x309D..=0x309F | 0x1B001..=0x1B11F | 0x1F200
        | 0x30A1..=0x30FA | 0x30FD..=0x30FF | 0x31F0..=0x31FF | 0x32D0..=0x32FE | 0x3300..=0x3357 | 0xFF66..=0xFF6F
        | 0xFF71..=0xFF9D | 0x1B000 | 0x1AFF0..=0x1AFFE
        | 0x1100..=0x11FF | 0x302E | 0x302F | 0x3131..=0x318E | 0x3200..=0x321E | 0x3260..=0x327E | 0xA960..=0xA97C
        | 0xAC00..=0xD7A3 | 0xD7B0..=0xD7FB | 0xFFA0..=0xFFDC);
    in_blocks && c.general_category_group() != GeneralCategoryGroup::Other
}

/// How many words stand between white space.
fn plain_words(text: &str) -> usize {
    /// So many sums fit a byte; a loop over bytes that ends in a byte is one over vectors.
    const STEP: usize = 128;
    let bytes = text.as_bytes();
    let Some((first, rest)) = bytes.split_first() else { return 0 };
    let begins = |before: &u8, byte: &u8| u8::from(is_space_byte(*before) & !is_space_byte(*byte));
    let pairs = bytes.chunks(STEP).zip(rest.chunks(STEP));
    let behind =
        pairs.map(|(before, bytes)| usize::from(before.iter().zip(bytes).map(|(a, b)| begins(a, b)).sum::<u8>()));
    usize::from(!is_space_byte(*first)) + behind.sum::<usize>()
}

fn number_of_words(input: &Value, args: &[Value], _: &mut Context) -> Result<Value> {
    let mode = args.first().and_then(Value::as_str).unwrap_or("");
    let Value::Str(text) = input else {
        let (method, line) = match mode {
            "cjk" => ("scan", "        input.scan(cjk_regex).length + input.scan(word_regex).length"),
            "auto" => ("scan", "        cjk_count = input.scan(cjk_regex).length"),
            _ => ("split", "        input.split.length"),
        };
        return Err(no_method(method, input, line));
    };
    let cjk = || if text.is_ascii() { 0 } else { text.chars().filter(|c| is_cjk(*c)).count() };
    let others = || text.split(|c: char| is_space(c) || is_cjk(c)).filter(|word| !word.is_empty()).count();
    let count = match mode {
        "cjk" => cjk() + others(),
        "auto" => match cjk() {
            0 => plain_words(text),
            count => count + others(),
        },
        _ => plain_words(text),
    };
    Ok(Value::from(count))
}

fn normalize_whitespace(input: &Value, _: &[Value], cx: &mut Context, out: &mut String) -> Result<Option<Value>> {
    let text = cx.text(input);
    let bytes = text.as_bytes();
    let before = out.len();
    out.reserve(text.len());
    let (mut kept, mut at) = (0, 0);
    while at < bytes.len() {
        if !is_space_byte(bytes[at]) {
            at += 1;
            continue;
        }
        let end = at + bytes[at..].iter().take_while(|byte| is_space_byte(**byte)).count();
        // A blank alone stays where it is.
        if end - at > 1 || bytes[at] != b' ' {
            out.push_str(&text[kept..at]);
            out.push(' ');
            kept = end;
        }
        at = end;
    }
    out.push_str(&text[kept..]);
    let ends = |c: char| c == ' ' || c == '\0';
    out.truncate(before + out[before..].trim_end_matches(ends).len());
    let leading = out[before..].len() - out[before..].trim_start_matches(ends).len();
    out.drain(before..before + leading);
    Ok(None)
}

fn strip_index(input: &Value, _: &[Value], _: &mut Context) -> Result<Value> {
    match input {
        Value::Nil => Ok(Value::Nil),
        Value::Str(text) => {
            // Ruby's `$` ends a line, and only the first match is replaced.
            let mut from = 0;
            while let Some(at) = text[from..].find("/index.htm").map(|at| at + from) {
                let rest = &text[at + 10..];
                let after = rest.strip_prefix('l').unwrap_or(rest);
                if after.is_empty() || after.starts_with('\n') {
                    return Ok(Value::from(format!("{}/{after}", &text[..at])));
                }
                from = at + 1;
            }
            Ok(input.clone())
        }
        other => {
            let error = no_method("sub", other, "        input.sub(%r!/index\\.html?$!, \"/\")");
            let hint = if matches!(other, Value::Int(_)) { "\nDid you mean?  succ" } else { "" };
            Err(Error::ruby("NoMethodError", format!("{}{hint}", error.message())))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_cjk, is_in_cjk_block, is_space, plain_words};

    #[test]
    fn words_are_counted_across_steps() {
        for length in 0..300 {
            let text: String = (0..length).map(|at| if at % 7 == 3 || at % 5 == 0 { '\t' } else { 'é' }).collect();
            let expected = text.split(is_space).filter(|word| !word.is_empty()).count();
            assert_eq!(plain_words(&text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_quickly_known_to_be_cjk_is_so_slowly() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_cjk(c), is_in_cjk_block(c), "{c:?}");
        }
    }
}
