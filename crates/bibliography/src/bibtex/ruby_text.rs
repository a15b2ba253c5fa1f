//! Text as Ruby shows and counts it: `String#inspect`, `Symbol#inspect` and `String#succ`.

/// Shows a string as Ruby's `inspect` does.
pub(crate) fn inspect(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\u{1b}' => out.push_str("\\e"),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{b}' => out.push_str("\\v"),
            '\u{c}' => out.push_str("\\f"),
            '#' if matches!(chars.peek(), Some('{' | '$' | '@')) => out.push_str("\\#"),
            c if c.is_ascii_control() => out.push_str(&format!("\\x{:02X}", u32::from(c))),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Shows a symbol as Ruby's `inspect` does: quoted unless it is a plain name.
pub(crate) fn inspect_symbol(name: &str) -> String {
    let plain = name.chars().next().is_some_and(|c| c == '_' || c.is_alphabetic())
        && name.trim_end_matches(['?', '!']).chars().all(|c| c == '_' || c.is_alphanumeric())
        && name.len() - name.trim_end_matches(['?', '!']).len() <= 1;
    if plain { format!(":{name}") } else { format!(":{}", inspect(name)) }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Lower,
    Upper,
    Other,
}

fn class(c: char) -> Option<Class> {
    match c {
        '0'..='9' => Some(Class::Digit),
        'a'..='z' => Some(Class::Lower),
        'A'..='Z' => Some(Class::Upper),
        c if !c.is_ascii() && c.is_alphanumeric() => Some(Class::Other),
        _ => None,
    }
}

/// Finds the string after this one, as Ruby's `succ` counts: `az` to `ba`, `a-9` to `a-10`, `Zz` to `AAa`.
pub(crate) fn succ(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    if chars.is_empty() {
        return String::new();
    }
    if !chars.iter().any(|c| class(*c).is_some()) {
        let last = chars.len() - 1;
        chars[last] = char::from_u32(u32::from(chars[last]) + 1).unwrap_or('\u{1}');
        return chars.into_iter().collect();
    }
    let mut carried: Option<(usize, Class)> = None;
    let mut skipped = false;
    for index in (0..chars.len()).rev() {
        let Some(kind) = class(chars[index]) else {
            skipped = carried.is_some();
            continue;
        };
        if let (true, Some((_, last))) = (skipped, carried) {
            let letter = |class: Class| class != Class::Digit;
            if letter(last) != letter(kind) {
                break;
            }
        }
        skipped = false;
        let (next, wraps) = match chars[index] {
            '9' => ('0', true),
            'z' => ('a', true),
            'Z' => ('A', true),
            c => (char::from_u32(u32::from(c) + 1).unwrap_or(c), false),
        };
        chars[index] = next;
        carried = Some((index, kind));
        if !wraps {
            return chars.into_iter().collect();
        }
    }
    if let Some((index, kind)) = carried {
        let grown = match kind {
            Class::Digit => '1',
            Class::Upper => 'A',
            Class::Lower | Class::Other => 'a',
        };
        chars.insert(index, grown);
    }
    chars.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn succ_carries_as_ruby_does() {
        for (text, next) in [
            ("a:z", "b:a"),
            ("a-9", "a-10"),
            ("Zz", "AAa"),
            ("zz9", "aaa0"),
            ("1.9.9", "2.0.0"),
            ("9-z", "9-aa"),
            ("az-", "ba-"),
            ("<>", "<?"),
            ("a-:z9-", "b-:a0-"),
            ("", ""),
        ] {
            assert_eq!(succ(text), next, "{text}");
        }
    }
}
