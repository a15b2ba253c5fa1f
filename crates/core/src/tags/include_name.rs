//! How the markup of `include` is taken apart: the file, which may hold outputs, and the parameters.

use hyde_liquid::{Expression, ParseContext, strip};

/// A parameter's value as it is written.
pub(super) enum Argument {
    Text(String),
    Variable(Expression),
}

/// Splits the markup into the file and the parameters, if there are any.
pub(super) fn split(markup: &str) -> (&str, Option<&str>) {
    let markup = strip(markup);
    match end_of_computed_name(markup) {
        Some(end) => (strip(&markup[..end]), Some(strip(&markup[end..]))),
        None => match markup.split_once(|c: char| c.is_ascii_whitespace()) {
            Some((file, params)) => (file, Some(params.trim_start())),
            None => (markup, None),
        },
    }
}

/// Finds where a name with outputs ends: text without braces, an output, and whatever follows it up to white space or
/// a brace, as often as that goes on.
fn end_of_computed_name(markup: &str) -> Option<usize> {
    let mut end = None;
    let mut at = 0;
    loop {
        let rest = &markup[at..];
        let open = rest.find('{')?;
        // Text between two outputs must not hold white space; before the first one it may.
        let parsed = end_of_output(&rest[open..]).filter(|_| end.is_none() || open == 0);
        let Some(length) = parsed else { return end };
        at += open + length;
        let tail = markup[at..].find(|c: char| c.is_ascii_whitespace() || matches!(c, '{' | '}'));
        at = tail.map_or(markup.len(), |tail| at + tail);
        end = Some(at);
        if at == markup.len() || !markup[at..].starts_with("{{") {
            return end;
        }
    }
}

/// The length of an output that a text begins with: a name, and filters that reach to the last `}}` of the line.
fn end_of_output(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("{{")?;
    let name = inner.trim_start();
    let name_end = name.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | '.'))?;
    if name_end == 0 {
        return None;
    }
    let after = name[name_end..].trim_start();
    if after.starts_with("}}") {
        return Some(text.len() - after.len() + 2);
    }
    let line = after.strip_prefix('|')?.split('\n').next()?;
    let close = line.rfind("}}")?;
    Some(text.len() - after.len() + 1 + close + 2)
}

/// Reads `key="value" key2=variable …`; `None` when it is something else.
pub(super) fn parameters(text: &str, cx: &mut ParseContext<'_>) -> Option<Vec<(String, Argument)>> {
    let mut parameters = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let key_end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-'))?;
        let key = &rest[..key_end];
        if key.is_empty() {
            return None;
        }
        let value = rest[key_end..].trim_start().strip_prefix('=')?.trim_start();
        let (argument, after) = match value.chars().next()? {
            quote @ ('"' | '\'') => {
                let (text, after) = quoted(&value[1..], quote)?;
                (Argument::Text(text), after)
            }
            _ => {
                let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | '.'));
                let end = end.unwrap_or(value.len());
                if end == 0 {
                    return None;
                }
                (Argument::Variable(cx.expression(&value[..end])), &value[end..])
            }
        };
        parameters.push((key.to_owned(), argument));
        if !after.is_empty() && !after.starts_with(|c: char| c.is_ascii_whitespace()) {
            return None;
        }
        rest = after.trim_start();
    }
    Some(parameters)
}

/// Reads up to the closing quote. A backslash keeps the character after it; before a quote it goes.
fn quoted(text: &str, quote: char) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next()? {
                (_, next) if next == quote => value.push(next),
                (_, next) => {
                    value.push('\\');
                    value.push(next);
                }
            },
            c if c == quote => return Some((value, &text[at + c.len_utf8()..])),
            c => value.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_parameters_are_told_apart() {
        assert_eq!(split(" a.html x=1 "), ("a.html", Some("x=1")));
        assert_eq!(split("a.html"), ("a.html", None));
        assert_eq!(split("{{ d }}/c.html x=1"), ("{{ d }}/c.html", Some("x=1")));
        assert_eq!(split("b/{{ e | append: '.html' }}"), ("b/{{ e | append: '.html' }}", Some("")));
        assert_eq!(split("{{ a }}{{ b }}.x k='{{ c }}'"), ("{{ a }}{{ b }}.x", Some("k='{{ c }}'")));
    }

    #[test]
    fn quoted_values_keep_other_escapes() {
        assert_eq!(quoted(r#"a \"q\" \n" x"#, '"'), Some((r#"a "q" \n"#.to_owned(), " x")));
        assert_eq!(quoted("open", '"'), None);
    }
}
