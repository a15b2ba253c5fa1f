//! Names, strings and numbers as they are written shortest.

use crate::javascript::lex::{is_word_part, is_word_start};
use crate::javascript::parse::RESERVED;

/// Whether a text may stand as a key or after a dot without quotes.
pub(in crate::javascript) fn is_name(text: &str) -> bool {
    text.is_ascii() && text.chars().next().is_some_and(is_word_start) && text.chars().all(is_word_part)
}

/// Whether a name may be given to something.
pub(in crate::javascript) fn is_free(text: &str) -> bool {
    !RESERVED.contains(&text) && !matches!(text, "let" | "static" | "async" | "of" | "arguments" | "eval")
}

pub(super) fn escaped_name(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}

/// Writes a string in the quotes that need fewer escapes.
pub(super) fn quoted(text: &str, ascii: bool) -> String {
    let (singles, doubles) = (text.matches('\'').count(), text.matches('"').count());
    let quote = if doubles > singles { '\'' } else { '"' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\u{b}' => out.push_str("\\v"),
            '\0' if !chars.peek().is_some_and(char::is_ascii_digit) => out.push_str("\\0"),
            '\0' => out.push_str("\\x00"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            '\u{feff}' => out.push_str("\\ufeff"),
            c if c == quote => out.extend(['\\', c]),
            c if c.is_ascii() && (c as u32) >= 32 && c != '\u{7f}' => out.push(c),
            c if !ascii && !c.is_control() => out.push(c),
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    if *unit < 256 {
                        out.push_str(&format!("\\x{unit:02x}"));
                    } else {
                        out.push_str(&format!("\\u{unit:04x}"));
                    }
                }
            }
        }
    }
    out.push(quote);
    // A closing tag would end the element that the script stands in.
    out.replace("</script", "<\\/script")
}

/// A number as JavaScript prints it.
pub(super) fn plain_number(number: f64) -> String {
    if number != 0.0 && (number.abs() >= 1e21 || number.abs() < 1e-6) {
        let text = format!("{number:e}");
        return if number.abs() >= 1.0 { text.replace('e', "e+") } else { text };
    }
    format!("{number}")
}

/// The shortest way to write a number.
pub(super) fn shortest(number: f64) -> String {
    if number.is_infinite() {
        return "1/0".to_owned();
    }
    let plain = plain_number(number).replacen("0.", ".", usize::from(number.abs() < 1.0)).replace("e+", "e");
    let mut best = plain.clone();
    let mut consider = |candidate: String| {
        if candidate.len() < best.len() {
            best = candidate;
        }
    };
    if number.fract() == 0.0 && number.abs() < 1e21 {
        let digits = plain.trim_end_matches('0');
        let zeros = plain.len() - digits.len();
        if zeros > 0 && !digits.is_empty() && digits != "-" {
            consider(format!("{digits}e{zeros}"));
        }
        if (0.0..9e15).contains(&number) {
            consider(format!("{:#x}", number as u64));
        }
    } else if let Some(fraction) = plain.strip_prefix('.') {
        let digits = fraction.trim_start_matches('0');
        consider(format!("{digits}e-{}", fraction.len()));
    }
    best
}
