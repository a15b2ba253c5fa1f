//! Attribute lists: the inside of `{: …}` and how it changes an element's attributes.

use crate::attribute_map::Attributes;
use crate::scan::ald_name_end;
use crate::tree::AttributeList;
use crate::unicode::{is_space, strip};
use std::collections::HashMap;

/// Reads the inside of an attribute list into `list`; answers whether anything in it was understood.
pub(crate) fn parse(text: &str, list: &mut AttributeList) -> bool {
    if matches!(strip(text), "" | ":") {
        return true;
    }
    let bytes = text.as_bytes();
    let mut found = false;
    let mut at = 0;
    while at < text.len() {
        // Every item begins the text or follows a blank, and ends the text or precedes one.
        let start = if at == 0 && !bytes.first().is_some_and(|b| is_space(*b)) {
            Some(0)
        } else if is_space(bytes[at]) {
            Some(at + 1)
        } else {
            None
        };
        match start.and_then(|start| item(text, start, list)) {
            Some(end) => {
                found = true;
                at = end;
            }
            None => at += 1,
        }
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    found
}

fn item(text: &str, start: usize, list: &mut AttributeList) -> Option<usize> {
    let ends = |at: usize| text.as_bytes().get(at).is_none_or(|b| is_space(*b));
    if let Some((key, value, end)) = key_value(text, start).filter(|found| ends(found.2)) {
        list.attributes.set(Attributes::name(key), strip(&value));
        return Some(end);
    }
    if let Some(end) = ald_name_end(text, start).filter(|end| ends(*end)) {
        list.refs.push(text[start..end].to_string());
        return Some(end);
    }
    let (parts, end) = ids_and_classes(text, start);
    if parts.is_empty() || !ends(end) {
        return None;
    }
    for (is_class, name) in parts {
        if is_class {
            list.attributes.add_class(name);
        } else {
            list.attributes.set("id", name);
        }
    }
    Some(end)
}

/// `key="value"`, with the quote and the brace escaped by a backslash.
fn key_value(text: &str, start: usize) -> Option<(&str, String, usize)> {
    let bytes = text.as_bytes();
    let stop = ald_name_end(text, start)?;
    if bytes.get(stop) != Some(&b'=') {
        return None;
    }
    let quote = *bytes.get(stop + 1).filter(|b| matches!(b, b'"' | b'\''))?;
    let from = stop + 2;
    let mut at = from;
    let mut value = String::new();
    let mut copied = from;
    loop {
        let byte = *bytes.get(at)?;
        if byte == b'\\' && bytes.get(at + 1).is_some_and(|next| *next == b'}' || *next == quote) {
            value.push_str(&text[copied..at]);
            copied = at + 1;
            at += 2;
        } else if byte == quote && bytes.get(at + 1).is_none_or(|b| is_space(*b)) {
            value.push_str(&text[copied..at]);
            return Some((&text[start..stop], value, at + 1));
        } else if byte == b'}' {
            return None;
        } else {
            at += 1;
        }
    }
}

/// A run of `#id` and `.class`.
fn ids_and_classes(text: &str, start: usize) -> (Vec<(bool, &str)>, usize) {
    let bytes = text.as_bytes();
    let mut parts = Vec::new();
    let mut at = start;
    loop {
        let end = match bytes.get(at) {
            Some(b'#') if bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) => ald_name_end(text, at + 1),
            Some(b'.') => {
                let length = bytes[at + 1..].iter().take_while(|b| !is_space(**b) && !matches!(b, b'.' | b'#')).count();
                (length > 0).then_some(at + 1 + length)
            }
            _ => None,
        };
        let Some(end) = end else { return (parts, at) };
        parts.push((bytes[at] == b'.', &text[at + 1..end]));
        at = end;
    }
}

/// Adds one attribute list to another.
pub(crate) fn merge(list: &mut AttributeList, other: &AttributeList) {
    list.refs.extend(other.refs.iter().cloned());
    add(&mut list.attributes, &other.attributes);
}

/// Gives an element's attributes what an attribute list says, its references resolved by `definitions`.
pub(crate) fn apply(attributes: &mut Attributes, list: &AttributeList, definitions: &HashMap<String, AttributeList>) {
    apply_within(attributes, list, definitions, 0);
}

fn apply_within(
    attributes: &mut Attributes,
    list: &AttributeList,
    definitions: &HashMap<String, AttributeList>,
    depth: usize,
) {
    // Definitions may refer to each other in a circle.
    if depth < 16 {
        for name in &list.refs {
            if let Some(definition) = definitions.get(name) {
                apply_within(attributes, definition, definitions, depth + 1);
            }
        }
    }
    add(attributes, &list.attributes);
}

fn add(attributes: &mut Attributes, more: &Attributes) {
    for (key, value) in more.iter() {
        if key == "class" {
            attributes.add_class(value);
        } else {
            attributes.set(Attributes::name(key), value);
        }
    }
}
