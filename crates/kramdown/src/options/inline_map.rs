//! The little YAML that a mapping option may hold as text: `{a: b, c: {d: e}}`, or lines of `a: b`.

use super::Setting;

/// Reads a mapping from text.
pub(super) fn parse(text: &str) -> Option<Setting> {
    let text = text.trim();
    if let Some(inner) = text.strip_prefix('{') {
        return pairs(inner.strip_suffix('}')?.trim(), ',');
    }
    pairs(text, '\n')
}

fn pairs(text: &str, separator: char) -> Option<Setting> {
    let mut map = Vec::new();
    for part in split(text, separator) {
        let (name, value) = part.split_once(':')?;
        map.push((unquote(name.trim()).trim_start_matches(':').to_string(), value_of(value.trim())));
    }
    Some(Setting::Map(map))
}

/// Splits at separators outside of brackets and quotes.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut quote, mut start) = (0_usize, None, 0);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '{' | '[') => depth += 1,
            (None, '}' | ']') => depth = depth.saturating_sub(1),
            (None, _) if c == separator && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn unquote(text: &str) -> &str {
    ['"', '\''].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote)).unwrap_or(text)
}

fn value_of(text: &str) -> Setting {
    if let Some(inner) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return Setting::List(split(inner, ',').into_iter().map(value_of).collect());
    }
    if text.starts_with('{') && depth_of(text) < 8 {
        return parse(text).unwrap_or_else(|| Setting::Str(text.into()));
    }
    match text {
        "" | "~" | "null" => Setting::Null,
        "true" => Setting::Bool(true),
        "false" => Setting::Bool(false),
        _ => text.parse().map_or_else(|_| Setting::Str(unquote(text).into()), Setting::Int),
    }
}

fn depth_of(text: &str) -> usize {
    text.bytes().take_while(|b| *b == b'{').count()
}

#[cfg(test)]
mod tests {
    use super::{Setting, parse};

    #[test]
    fn reads_nested_mappings() {
        let inner = Setting::from_iter([("disable", true)]);
        let expected = Setting::Map(vec![("default_lang".into(), "ruby".into()), ("span".into(), inner)]);
        assert_eq!(parse("{default_lang: ruby, span: {disable: true}}"), Some(expected));
    }
}
