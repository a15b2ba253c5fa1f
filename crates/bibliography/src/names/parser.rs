//! How bibtex-ruby splits names: words are told apart by the case of their first letter outside braces, and the
//! particles are the lower-case words between given and family name.

use super::Name;

#[derive(Debug, PartialEq, Eq)]
struct Word<'a> {
    text: &'a str,
    lower: bool,
}

/// Parses a list of names; `None` if any of them cannot be split.
pub(super) fn parse(text: &str) -> Option<Vec<Name>> {
    if text.trim().is_empty() {
        return None;
    }
    split_names(text)?.into_iter().map(name).collect()
}

/// Cuts the list at `and` between white space outside braces; `None` if the braces do not balance.
fn split_names(text: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let (mut depth, mut start, mut at) = (0usize, 0, 0);
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => {
                // A backslash takes the character behind it along; one at the end is out of place.
                let next = text[at + 1..].chars().next()?;
                at += 1 + next.len_utf8();
                continue;
            }
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            byte if depth == 0 && byte.is_ascii_whitespace() => {
                let blank = at;
                while at < bytes.len() && bytes[at].is_ascii_whitespace() {
                    at += 1;
                }
                let is_and = text[at..].get(..3).is_some_and(|word| word.eq_ignore_ascii_case("and"))
                    && bytes.get(at + 3).is_some_and(u8::is_ascii_whitespace);
                if is_and {
                    // A comma right before `and` belongs to it.
                    let name = &text[start..blank];
                    names.push(name.strip_suffix(',').unwrap_or(name));
                    at += 3;
                    while at < bytes.len() && bytes[at].is_ascii_whitespace() {
                        at += 1;
                    }
                    start = at;
                }
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    if depth > 0 {
        return None;
    }
    names.push(&text[start..]);
    Some(names)
}

/// Cuts one name at the commas outside braces, then at white space.
fn parts<'a>(text: &'a str) -> Vec<Vec<Word<'a>>> {
    let mut parts: Vec<Vec<Word<'a>>> = vec![Vec::new()];
    let (mut depth, mut start, mut escaped) = (0usize, None, false);
    let push = |start: &mut Option<usize>, end: usize, parts: &mut Vec<Vec<Word<'a>>>| {
        if let (Some(from), Some(part)) = (start.take(), parts.last_mut()) {
            let text = &text[from..end];
            part.push(Word { text, lower: is_lower(text) });
        }
    };
    // In a name with East Asian characters the first blank stands for the comma between family and given name.
    let mut blank_is_comma = text.chars().any(is_east_asian) && !text.contains(',');
    for (at, c) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == '{' {
            depth += 1;
        } else if c == '}' {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && c == ',' {
            push(&mut start, at, &mut parts);
            parts.push(Vec::new());
            continue;
        } else if depth == 0 && c.is_ascii_whitespace() {
            push(&mut start, at, &mut parts);
            if blank_is_comma && parts.last().is_some_and(|part| part.last().is_some_and(|word| !word.lower)) {
                parts.push(Vec::new());
                blank_is_comma = false;
            }
            continue;
        }
        start.get_or_insert(at);
    }
    push(&mut start, text.len(), &mut parts);
    parts
}

fn is_east_asian(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x11ff | 0x3040..=0x30ff | 0x3130..=0x318f | 0x31f0..=0x31ff | 0x3400..=0x4dbf
        | 0x4e00..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff | 0xff66..=0xffdc | 0x20000..=0x3134f)
}

/// Tells whether a word counts as lower case: by its first letter outside braces that has a case.
fn is_lower(word: &str) -> bool {
    let mut depth = 0usize;
    for c in word.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_lowercase() => return true,
            c if depth == 0 && c.is_uppercase() => return false,
            _ => {}
        }
    }
    false
}

fn text(words: &[Word<'_>]) -> Option<String> {
    (!words.is_empty()).then(|| words.iter().map(|word| word.text).collect::<Vec<_>>().join(" "))
}

fn name(text_of_name: &str) -> Option<Name> {
    let parts = parts(text_of_name);
    match parts.as_slice() {
        [words] => display(words),
        [family, first] => {
            let (prefix, last) = family_name(family)?;
            Some(Name { first: text(first), last: Some(last), prefix, suffix: None })
        }
        [family, suffix, first] => {
            let (prefix, last) = family_name(family)?;
            Some(Name { first: text(first), last: Some(last), prefix, suffix: text(suffix) })
        }
        _ => None,
    }
}

/// Splits a name without commas: given names, particles, family name.
fn display(words: &[Word<'_>]) -> Option<Name> {
    let from = words.iter().position(|word| word.lower).unwrap_or(words.len());
    let end = words.len();
    let last_lower = words.iter().rposition(|word| word.lower);
    let (first, prefix, last) = match last_lower {
        None => (&words[..end.checked_sub(1)?], &words[end..], &words[end - 1..]),
        // Lower-case words to the end: the last of them is the family name, unless capitals stand in between.
        Some(index) if index + 1 == end => {
            let run = words.iter().rev().take_while(|word| word.lower).count();
            let between = words[from..].iter().any(|word| !word.lower);
            if between && run < 2 {
                return None;
            }
            (&words[..from], &words[from..end - 1], &words[end - 1..])
        }
        Some(index) => (&words[..from], &words[from..=index], &words[index + 1..]),
    };
    Some(Name { first: text(first), last: text(last), prefix: text(prefix), suffix: None })
}

/// Splits what stands before the first comma into particles and family name.
fn family_name(words: &[Word<'_>]) -> Option<(Option<String>, String)> {
    let end = words.len();
    let split = match words.iter().rposition(|word| word.lower) {
        None if end == 0 => return None,
        None => 0,
        Some(index) if index + 1 < end => index + 1,
        Some(_) => {
            let run = words.iter().rev().take_while(|word| word.lower).count();
            if run < end && run < 2 {
                return None;
            }
            end - 1
        }
    };
    Some((text(&words[..split]), text(&words[split..])?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Option<[String; 4]> {
        let name = name(text)?;
        Some([name.first, name.prefix, name.last, name.suffix].map(Option::unwrap_or_default))
    }

    #[test]
    fn words_split_by_case() {
        let parts = |a: &str, b: &str, c: &str| Some([a, b, c, ""].map(str::to_owned));
        assert_eq!(split("Aa bb Cc dd Ee"), parts("Aa", "bb Cc dd", "Ee"));
        assert_eq!(split("Bb cc"), parts("Bb", "", "cc"));
        assert_eq!(split("A b c"), parts("A", "b", "c"));
        assert_eq!(split("Aa bb Cc dd"), None);
        assert_eq!(split("{\\'E}lise X"), parts("", "{\\'E}lise", "X"));
        assert_eq!(split("潮 太郎"), parts("太郎", "", "潮"));
        assert_eq!(split("A,,B"), parts("B", "", "A"));
        assert_eq!(split_names("A, B, and C"), Some(vec!["A, B", "C"]));
    }
}
