//! Style sheets as the YUI compressor's rules make them, which the gem cssminify2 follows.

use std::borrow::Cow;

/// What a protected part counts for while lines are broken: the length of the mark that stands for it, but its number.
const MARK_LENGTH: usize = 32;
/// Properties whose value `none` says the same as `0`.
const NONE_IS_ZERO: [&str; 7] =
    ["border", "border-top", "border-right", "border-bottom", "border-left", "outline", "background"];
/// Properties whose value of one zero would mean something else than that of two.
const TWO_ZEROS: [&str; 6] = [
    "background-position",
    "transform-origin",
    "-webkit-transform-origin",
    "-moz-transform-origin",
    "-o-transform-origin",
    "-ms-transform-origin",
];
const UNITS: [&str; 16] =
    ["px", "em", "%", "in", "cm", "mm", "pc", "pt", "ex", "deg", "grad", "rad", "ms", "s", "khz", "hz"];
/// Stand before and behind the number of a protected part.
const OPEN: char = '\u{F0000}';
const CLOSE: char = '\u{F0001}';

/// Makes a style sheet smaller; with `break_at` a line ends at the first brace behind so many characters.
pub(super) fn compress(css: &str, break_at: Option<usize>) -> String {
    let (text, parts) = protect(css);
    let text = collapse(&text);
    let text = tighten(&text);
    let text = rewrite(&text);
    let text = match break_at {
        Some(limit) => broken(&text, limit),
        None => text,
    };
    restore(text.trim(), &parts)
}

/// Takes strings, embedded data and comments to keep out of the text, and removes all other comments. The compressor
/// looks for embedded data first, then for strings, then for comments, and numbers what it finds in that order: how many
/// digits a number has decides where lines are broken.
fn protect(css: &str) -> (String, Vec<String>) {
    let mut pieces: Vec<(&str, Option<Protected>)> = Vec::new();
    let (mut at, mut plain) = (0, 0);
    while let Some(c) = css[at..].chars().next() {
        let rest = &css[at..];
        // What stays in front of the protected part, its length, and why it is protected.
        let (before, length, kind) = if let Some(comment) = rest.strip_prefix("/*") {
            let length = comment.find("*/").map_or(rest.len(), |end| end + 4);
            (0, length, comment.starts_with('!').then_some(Protected::Comment))
        } else if c == '"' || c == '\'' {
            (0, string_length(rest, c), Some(Protected::Text))
        } else if is_data(rest) {
            let inner = rest[4..].trim_start();
            let length = match inner.chars().next() {
                Some(quote @ ('"' | '\'')) => string_length(inner, quote),
                _ => inner.find(')').unwrap_or(inner.len()),
            };
            pieces.push((&css[plain..at + 4], None));
            plain = at + (rest.len() - inner.len());
            (rest.len() - inner.len(), length, Some(Protected::Data))
        } else {
            at += c.len_utf8();
            continue;
        };
        pieces.push((&css[plain..at + before], None));
        if kind.is_some() {
            pieces.push((&rest[before..before + length], kind));
        }
        at += before + length;
        plain = at;
    }
    pieces.push((&css[plain..], None));
    numbered(css.len(), &pieces)
}

/// Puts marks in the places of protected pieces, numbered by their kind, then by their place.
fn numbered(length: usize, pieces: &[(&str, Option<Protected>)]) -> (String, Vec<String>) {
    let of = |kind: Protected| pieces.iter().filter(move |piece| piece.1 == Some(kind));
    let parts: Vec<String> = [Protected::Data, Protected::Text, Protected::Comment]
        .into_iter()
        .flat_map(|kind| of(kind).map(|piece| piece.0.to_owned()))
        .collect();
    let (data, texts) = (of(Protected::Data).count(), of(Protected::Text).count());
    let mut next = [0, data, data + texts];
    let mut out = String::with_capacity(length);
    for (text, kind) in pieces {
        match kind {
            None => out.push_str(text),
            Some(kind) => {
                let number = &mut next[*kind as usize];
                out.push_str(&format!("{OPEN}{number}{CLOSE}"));
                *number += 1;
            }
        }
    }
    (out, parts)
}

/// Why a part of a style sheet is kept as it is, in the order in which the compressor looks.
#[derive(Clone, Copy, PartialEq)]
enum Protected {
    Data,
    Text,
    Comment,
}

/// Whether a text starts with data in an address.
fn is_data(text: &str) -> bool {
    let Some(inner) = text.strip_prefix("url(") else { return false };
    inner.trim_start().trim_start_matches(['"', '\'']).starts_with("data:")
}

fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Makes each run of white space one space.
fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let blank = c.is_ascii_whitespace() || c == '\u{B}';
        if !blank {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// Removes spaces that mean nothing. A colon within a selector keeps the space before it.
fn tighten(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut selector = selectors(text);
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        if c == ' ' {
            let after = out.chars().next_back();
            let joined_behind = after.is_none_or(|after| "!{}:;>+([,".contains(after));
            let joined_before = match next {
                Some(':') => !selector(at),
                Some('(') => !["and", "or", "not"].iter().any(|word| ends_with_word(&out, word)),
                Some(next) => "!{};>+)],".contains(next),
                None => true,
            };
            let beside_comment = after == Some(CLOSE) && ends_with_comment(&out);
            if joined_behind || joined_before || beside_comment {
                continue;
            }
        }
        out.push(c);
    }
    out
}

/// Whether the mark that `out` ends with stands where a statement could: it is a comment's.
fn ends_with_comment(out: &str) -> bool {
    let Some(start) = out.rfind(OPEN) else { return false };
    let before = out[..start].chars().next_back();
    before.is_none_or(|before| "{};".contains(before))
}

/// Says, for rising positions, whether what stands there is followed by a block sooner than by the end of a
/// declaration.
fn selectors(text: &str) -> impl FnMut(usize) -> bool + '_ {
    let mut known: Option<(usize, bool)> = None;
    move |at: usize| match known {
        Some((until, answer)) if at < until => answer,
        _ => {
            let end = text[at..].find(['{', '}', ';']).map_or(text.len(), |end| at + end);
            let answer = text[end..].starts_with('{');
            known = Some((end, answer));
            answer
        }
    }
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word)
        .is_some_and(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_'))
}

/// Writes selectors and declarations anew: without empty rules and needless semicolons, with short values.
fn rewrite(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Where the selector of each open block begins.
    let mut open: Vec<usize> = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| "{};".contains(*c)) {
        let chunk = &text[start..at];
        start = at + 1;
        match c {
            '{' => {
                open.push(out.len());
                out.push_str(chunk);
                out.push('{');
            }
            ';' => {
                if !chunk.is_empty() {
                    declaration(chunk, &mut out);
                    out.push(';');
                }
            }
            _ => {
                declaration(chunk, &mut out);
                while out.ends_with(';') {
                    out.pop();
                }
                match open.pop() {
                    Some(selector) if out.ends_with('{') => out.truncate(selector),
                    _ => out.push('}'),
                }
            }
        }
    }
    declaration(&text[start..], &mut out);
    out
}

fn declaration(chunk: &str, out: &mut String) {
    let Some((property, value)) = chunk.split_once(':') else {
        out.push_str(chunk);
        return;
    };
    // Few values have a parenthesis, and looking for the long name makes more ready than it reads.
    let value = match value.contains('(') {
        true => Cow::Owned(value.replace("progid:DXImageTransform.Microsoft.Alpha(Opacity=", "alpha(opacity=")),
        false => Cow::Borrowed(value),
    };
    // Units behind zeros go up to the first word that is more than letters, digits, dashes and points.
    let mut simple = true;
    let mut words: Vec<String> = Vec::new();
    for word in value.split(' ') {
        let short = if simple { without_unit(word) } else { None };
        words.push(short.unwrap_or_else(|| without_zeros(word)));
        simple &= word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.' || c == '%');
    }
    if matches!(words.len(), 2..=4) && words.iter().all(|word| word == "0") {
        words.truncate(1);
    }
    let name = property.rsplit([OPEN, CLOSE]).next().unwrap_or(property).to_ascii_lowercase();
    if words.len() == 1 && words[0] == "0" && TWO_ZEROS.contains(&&*name) {
        words.push("0".to_owned());
    }
    if words.len() == 1 && words[0] == "none" && NONE_IS_ZERO.contains(&&*name) {
        words[0] = "0".to_owned();
    }
    out.push_str(property);
    out.push(':');
    out.push_str(&short_colours(&within_groups(&words.join(" "))));
}

/// Takes the units from zeros in parentheses, again up to the first word that is not simple.
fn within_groups(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for (index, group) in value.split('(').enumerate() {
        if index == 0 {
            out.push_str(group);
            continue;
        }
        out.push('(');
        let mut simple = true;
        for word in group.split_inclusive([' ', ',']) {
            let short = if simple { without_unit(word) } else { None };
            out.push_str(short.as_deref().unwrap_or(word));
            let bare = word.trim_end_matches([' ', ',']);
            simple &= !bare.is_empty() && bare.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.');
        }
    }
    out
}

/// A word that starts with zero of a unit, without the unit.
fn without_unit(word: &str) -> Option<String> {
    let digits = word.strip_prefix("0.").or_else(|| word.strip_prefix('.')).unwrap_or(word);
    let behind = digits.strip_prefix('0')?;
    let lower = behind.get(..4).unwrap_or(behind).to_ascii_lowercase();
    let unit = UNITS.iter().find(|unit| lower.starts_with(**unit))?;
    Some(format!("0{}", &behind[unit.len()..]))
}

/// A word without the zeros that start it before a point.
fn without_zeros(word: &str) -> String {
    let digits = word.trim_start_matches('0');
    let is_fraction = digits.starts_with('.') && digits[1..].starts_with(|c: char| c.is_ascii_digit());
    if is_fraction { digits.to_owned() } else { word.to_owned() }
}

/// Writes colours as short as they can be.
fn short_colours(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        if let Some((hex, length)) = rgb(rest).filter(|_| !out.ends_with(|c: char| c.is_alphanumeric() || c == '-')) {
            out.push_str(&short_hex(&hex));
            rest = &rest[length..];
            continue;
        }
        if c == '#' && !out.ends_with(['=', '"', '\'']) {
            let length = rest[1..].bytes().take_while(u8::is_ascii_hexdigit).count();
            let ends = !rest[1 + length..].starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
            if length == 6 && ends {
                out.push_str(&short_hex(&rest[1..7]));
                rest = &rest[7..];
                continue;
            }
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// Reads `rgb(1,2,3)`: its digits and its length.
fn rgb(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix("rgb(")?;
    let end = inner.find(')')?;
    let mut hex = String::new();
    let mut count = 0;
    for number in inner[..end].split(',') {
        let number: u32 = number.trim().parse().ok()?;
        hex.push_str(&format!("{:02x}", number.min(255)));
        count += 1;
    }
    (count == 3).then_some((hex, end + 5))
}

fn short_hex(hex: &str) -> String {
    let hex = hex.to_ascii_lowercase();
    let digits = hex.as_bytes();
    if digits.len() == 6 && digits.chunks(2).all(|pair| pair[0] == pair[1]) {
        return format!("#{}", digits.iter().step_by(2).map(|digit| char::from(*digit)).collect::<String>());
    }
    format!("#{hex}")
}

/// Ends lines behind braces.
fn broken(text: &str, limit: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut count = 0;
    for c in text.chars() {
        out.push(c);
        count += match c {
            OPEN => MARK_LENGTH,
            CLOSE => 0,
            _ => 1,
        };
        if c == '}' && count > limit {
            out.push('\n');
            count = 0;
        }
    }
    out
}

/// Puts the protected parts back.
fn restore(text: &str, parts: &[String]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(OPEN) {
        out.push_str(&rest[..at]);
        let tail = &rest[at + OPEN.len_utf8()..];
        let (number, after) = tail.split_once(CLOSE).unwrap_or((tail, ""));
        if let Some(part) = number.parse::<usize>().ok().and_then(|number| parts.get(number)) {
            out.push_str(part);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::compress;

    #[test]
    fn sheets_shrink() {
        for (css, want) in [
            ("/* c */\nbody {\n  color: #ffffff;\n  margin: 0px 0px 0px 0px;\n}\n", "body{color:#fff;margin:0}"),
            ("/*! k */\na:hover , b > i { border: none; opacity: 0.50; }", "/*! k */a:hover,b>i{border:0;opacity:.50}"),
            ("@media (max-width: 10px) { .x { } .y{a:b} }", "@media(max-width:10px){.y{a:b}}"),
            ("@media screen and (a: b){p :hover{c:rgb(255, 0, 0)}}", "@media screen and (a:b){p :hover{c:#f00}}"),
            ("a{b: \"x  ; y\"; c: url( data:x;y z )}", "a{b:\"x  ; y\";c:url(data:x;y z )}"),
            ("a{b: calc(1px + 2 * 0.5)}", "a{b:calc(1px+2 * .5)}"),
            ("a{b: var(--c, 0s); d: f(a 0%, (b) 0px)}", "a{b:var(--c,0);d:f(a 0,(b) 0px)}"),
            ("a{b: 0px 0s, c 0s; d: rgba(0, 0, 0, .5) 0px}", "a{b:0 0,c 0s;d:rgba(0,0,0,.5) 0px}"),
            ("", ""),
        ] {
            assert_eq!(compress(css, None), want, "{css}");
        }
    }

    #[test]
    fn data_counts_before_strings() {
        let rules = "a{b:'c'}".repeat(2);
        let data = "d{e:url(data:f)}".repeat(10);
        // Ten pieces of data make the numbers of the strings two digits long.
        assert_eq!(compress(&format!("{rules}{data}"), Some(77)).find('\n'), Some(16));
        assert_eq!(compress(&rules, Some(77)).find('\n'), None);
    }
}
