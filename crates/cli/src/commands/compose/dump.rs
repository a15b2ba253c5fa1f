//! Values as Psych writes them as YAML: block style, lists not indented in maps, texts quoted where they need it, lines
//! folded behind the eightieth column.

use hyde::yaml::{self, Yaml};
use hyde::{Hash, Value};

/// Behind this column a space becomes a line break.
const WIDTH: usize = 80;
/// How deep values may nest.
const DEPTH_LIMIT: usize = 64;

/// Writes a map, a line per key.
pub(super) fn dump(hash: &Hash) -> String {
    let mut out = String::new();
    map(hash, 0, 0, &mut out);
    out
}

fn map(hash: &Hash, indent: usize, depth: usize, out: &mut String) {
    for (at, (key, value)) in hash.iter().enumerate() {
        if at > 0 || out.ends_with('\n') {
            out.push_str(&" ".repeat(indent));
        }
        scalar(key, indent, out);
        out.push(':');
        match value {
            Value::Hash(inner) if !inner.is_empty() && depth < DEPTH_LIMIT => {
                out.push('\n');
                map(inner, indent + 2, depth + 1, out);
            }
            Value::Array(items) if !items.is_empty() && depth < DEPTH_LIMIT => {
                out.push('\n');
                list(value, indent, depth + 1, out);
            }
            Value::Nil => out.push('\n'),
            value => {
                out.push(' ');
                scalar(value, indent + 2, out);
                end(out);
            }
        }
    }
}

fn list(items: &Value, indent: usize, depth: usize, out: &mut String) {
    for (at, item) in items.as_array().iter().flat_map(|items| items.iter()).enumerate() {
        if at > 0 || out.ends_with('\n') {
            out.push_str(&" ".repeat(indent));
        }
        out.push('-');
        match item {
            Value::Hash(inner) if !inner.is_empty() && depth < DEPTH_LIMIT => {
                out.push(' ');
                map(inner, indent + 2, depth + 1, out);
            }
            Value::Array(inner) if !inner.is_empty() && depth < DEPTH_LIMIT => {
                out.push(' ');
                list(item, indent + 2, depth + 1, out);
            }
            Value::Nil => out.push('\n'),
            item => {
                out.push(' ');
                scalar(item, indent + 2, out);
                end(out);
            }
        }
    }
}

/// Ends a line, unless a block of text has ended it.
fn end(out: &mut String) {
    if !out.ends_with('\n') {
        out.push('\n');
    }
}

fn scalar(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Str(_) => text(&value.to_s(), indent, out),
        Value::Float(number) if number.is_nan() => out.push_str(".nan"),
        Value::Float(number) if number.is_infinite() => out.push_str(if *number > 0.0 { ".inf" } else { "-.inf" }),
        Value::Array(_) => out.push_str("[]"),
        Value::Hash(_) => out.push_str("{}"),
        Value::Nil => out.push_str("''"),
        other => out.push_str(&other.to_s()),
    }
}

/// Writes a text in the style that Psych picks, or the next one that can hold it.
fn text(text: &str, indent: usize, out: &mut String) {
    let special = text.chars().any(|c| c != '\n' && !is_printable(c));
    let space_break = text.contains(" \n");
    if text == "<<" {
        out.push_str("!!str '<<'");
    } else if text.trim_end_matches('\n').contains('\n') || text.ends_with("\n\n") && text.len() > 2 {
        if special || space_break || text.ends_with(' ') {
            double(text, indent, out)
        } else {
            literal(text, indent, out)
        }
    } else if special || matches!(text, "y" | "n") || starts_oddly(text) || text.contains("\n ") {
        double(text, indent, out);
    } else if resolves(text) || !plain_is_allowed(text) {
        single(text, indent, out);
    } else {
        folded(text, indent, out);
    }
}

fn is_printable(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
        && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Whether a text begins with a sign, and no quote follows.
fn starts_oddly(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|first| !first.is_alphanumeric() && first != '_') && !chars.as_str().contains('"')
}

/// Whether a text without quotes would be read as something else.
fn resolves(text: &str) -> bool {
    text.is_empty() || !matches!(yaml::parse(text).map(|node| node.value), Ok(Yaml::Str(read)) if read == text)
}

fn plain_is_allowed(text: &str) -> bool {
    let trimmed = text.trim_matches([' ', '\n']);
    let first = text.chars().next().unwrap_or(' ');
    trimmed == text
        && !text.contains('\n')
        && !"#,[]{}&*!|>'\"%@`".contains(first)
        && !text.starts_with("---")
        && !text.starts_with("...")
        && !text.contains(": ")
        && !text.ends_with(':')
        && !text.contains(" #")
}

/// A block of lines as they are.
fn literal(text: &str, indent: usize, out: &mut String) {
    let hint = if text.starts_with([' ', '\n']) { "2" } else { "" };
    let chomp = match text.strip_suffix('\n') {
        None => "-",
        Some(rest) if rest.ends_with('\n') => "+",
        Some(_) => "",
    };
    out.push_str(&format!("|{hint}{chomp}\n"));
    let indent = indent.max(2);
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        if !line.is_empty() {
            out.push_str(&" ".repeat(indent));
            out.push_str(line);
        }
        out.push('\n');
    }
}

fn column(out: &str) -> usize {
    out.rsplit('\n').next().unwrap_or(out).chars().count()
}

fn break_line(indent: usize, out: &mut String) {
    out.push('\n');
    out.push_str(&" ".repeat(indent.max(2)));
}

/// Writes words, with line breaks for single spaces behind the last column. Nothing at an end is broken off.
fn folded(text: &str, indent: usize, out: &mut String) {
    let letters: Vec<char> = text.chars().collect();
    let mut width = column(out);
    for (at, letter) in letters.iter().enumerate() {
        let is_alone =
            *letter == ' ' && at > 0 && at + 1 < letters.len() && letters[at - 1] != ' ' && letters[at + 1] != ' ';
        if is_alone && width > WIDTH {
            break_line(indent, out);
            width = indent.max(2);
        } else {
            out.push(*letter);
            width += 1;
        }
    }
}

fn single(text: &str, indent: usize, out: &mut String) {
    out.push('\'');
    match text.strip_suffix('\n') {
        Some(line) => {
            folded(&line.replace('\'', "''"), indent, out);
            out.push('\n');
            break_line(indent, out);
        }
        None => folded(&text.replace('\'', "''"), indent, out),
    }
    out.push('\'');
}

fn double(text: &str, indent: usize, out: &mut String) {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            '\r' => escaped.push_str("\\r"),
            '\0' => escaped.push_str("\\0"),
            '\u{7}' => escaped.push_str("\\a"),
            '\u{8}' => escaped.push_str("\\b"),
            '\u{b}' => escaped.push_str("\\v"),
            '\u{c}' => escaped.push_str("\\f"),
            '\u{1b}' => escaped.push_str("\\e"),
            '\u{85}' => escaped.push_str("\\N"),
            '\u{2028}' => escaped.push_str("\\L"),
            '\u{2029}' => escaped.push_str("\\P"),
            c if is_printable(c) => escaped.push(c),
            c if u32::from(c) <= 0xff => escaped.push_str(&format!("\\x{:02X}", u32::from(c))),
            c if u32::from(c) <= 0xffff => escaped.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => escaped.push_str(&format!("\\U{:08X}", u32::from(c))),
        }
    }
    out.push('"');
    folded(&escaped, indent, out);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: &str) -> String {
        let mut hash = Hash::new();
        hash.insert("k", value);
        dump(&hash)
    }

    #[test]
    fn texts_are_quoted_where_they_need_it() {
        let expected = [
            ("plain text", "k: plain text\n"),
            ("a: b", "k: 'a: b'\n"),
            ("yes", "k: 'yes'\n"),
            ("y", "k: \"y\"\n"),
            ("!!!", "k: \"!!!\"\n"),
            ("", "k: ''\n"),
            ("2024", "k: '2024'\n"),
            ("it's", "k: it's\n"),
            ("a\nb", "k: |-\n  a\n  b\n"),
            ("a\n", "k: 'a\n\n  '\n"),
        ];
        for (value, yaml) in expected {
            assert_eq!(of(value), yaml);
        }
    }
}
