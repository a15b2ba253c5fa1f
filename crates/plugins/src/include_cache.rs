//! jekyll-include-cache 0.2: `include_cached`, which renders an include once for each set of parameters and shows that
//! first rendering everywhere, variables of the first page included.

use hyde_core::plugin::{Plugin, Registry, SiteContext};
use hyde_core::{BuildError, Config};
use hyde_liquid::{
    Context, Error, Expression, Hash, InspectStyle, ParseContext, Render, Result, Tag, Value, Variable, strip,
};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The plugin.
pub(crate) struct IncludeCache;

impl Plugin for IncludeCache {
    fn name(&self) -> &str {
        "jekyll-include-cache"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        registry.tag("include_cached", IncludeCached(Arc::default()));
        Ok(())
    }
}

/// What was rendered, by file and parameters.
type Cache = Arc<Mutex<HashMap<String, Arc<str>>>>;

struct IncludeCached(Cache);

impl Tag for IncludeCached {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let markup = strip(markup);
        let (name, params) = split_name(markup);
        let file = if name.contains("{{") { File::Computed(pieces(name, cx)?) } else { File::Named(name.to_owned()) };
        let params = parameters(params, cx).ok_or_else(|| Error::ruby("ArgumentError", invalid(params)))?;
        Ok(Box::new(Cached { file, params, cache: self.0.clone() }))
    }
}

fn invalid(params: &str) -> String {
    format!(
        "Invalid syntax for include tag:\n\n{params}\n\nValid syntax:\n\n{{% include_cached file.ext param='value' \
         param2='value' %}}\n\n"
    )
}

/// Splits the file's name, in which outputs may hold spaces, from the parameters.
fn split_name(markup: &str) -> (&str, &str) {
    let mut depth = 0usize;
    let bytes = markup.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            byte if byte.is_ascii_whitespace() && depth == 0 => return (&markup[..at], strip(&markup[at..])),
            _ => {}
        }
    }
    (markup, "")
}

enum File {
    Named(String),
    Computed(Vec<Piece>),
}

enum Piece {
    Text(String),
    Output(Variable),
}

/// Reads a name with outputs in it.
fn pieces(name: &str, cx: &mut ParseContext<'_>) -> Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once("{{") {
        pieces.push(Piece::Text(before.to_owned()));
        let (output, after) = after.split_once("}}").unwrap_or((after, ""));
        pieces.push(Piece::Output(cx.variable(output.trim_matches('-'))?));
        rest = after;
    }
    pieces.push(Piece::Text(rest.to_owned()));
    Ok(pieces)
}

/// Reads `key=value` pairs: values are quoted texts or variables. `None` when something else stands there.
fn parameters(markup: &str, cx: &mut ParseContext<'_>) -> Option<Vec<(String, Parameter)>> {
    let mut params = Vec::new();
    let mut rest = markup;
    while !rest.is_empty() {
        let key_end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')))?;
        let (key, after) = rest.split_at(key_end);
        let after = after.trim_start().strip_prefix('=')?.trim_start();
        let (parameter, after) = match after.chars().next()? {
            quote @ ('"' | '\'') => {
                let (text, after) = quoted(&after[1..], quote)?;
                (Parameter::Text(text), after)
            }
            _ => {
                let end =
                    after.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(after.len());
                if end == 0 {
                    return None;
                }
                (Parameter::Variable(cx.expression(&after[..end])), &after[end..])
            }
        };
        if key.is_empty() || !(after.is_empty() || after.starts_with(char::is_whitespace)) {
            return None;
        }
        params.push((key.to_owned(), parameter));
        rest = after.trim_start();
    }
    Some(params)
}

/// Reads a quoted text after its opening quote; a backslash keeps a quote of the same kind.
fn quoted(text: &str, quote: char) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next()? {
                (_, escaped) if escaped == quote => value.push(escaped),
                (_, other) => value.extend(['\\', other]),
            },
            c if c == quote => return Some((value, &text[at + 1..])),
            c => value.push(c),
        }
    }
    None
}

enum Parameter {
    Text(String),
    Variable(Expression),
}

struct Cached {
    file: File,
    params: Vec<(String, Parameter)>,
    cache: Cache,
}

impl Render for Cached {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let name = match &self.file {
            File::Named(name) => name.clone(),
            File::Computed(pieces) => {
                let mut name = String::new();
                for piece in pieces {
                    match piece {
                        Piece::Text(text) => name.push_str(text),
                        Piece::Output(variable) => {
                            let value = variable.evaluate(cx)?;
                            name.push_str(&cx.to_s(&value));
                        }
                    }
                }
                name
            }
        };
        let mut include = Hash::new();
        for (key, parameter) in &self.params {
            let value = match parameter {
                Parameter::Text(text) => Value::from(text.as_str()),
                Parameter::Variable(expression) => expression.evaluate(cx)?,
            };
            include.insert(key.as_str(), value);
        }
        let include = Value::from(include);
        let key = format!("{name}\0{}", include.inspect(InspectStyle::default()));
        cx.shares_state();
        // A page fills the cache only after all pages before it are complete. So what is there was put there by this
        // page or an earlier one, as if one thread had rendered everything.
        if let Some(text) = self.known(&key) {
            out.push_str(&text);
            return Ok(());
        }
        cx.wait_for_earlier();
        if let Some(text) = self.known(&key) {
            out.push_str(&text);
            return Ok(());
        }
        let template = cx.include(&name)?;
        let has_params = !self.params.is_empty();
        let text = cx.scope(|cx| {
            cx.set("include", if has_params { include } else { Value::Nil })?;
            template.render_in(cx)
        })?;
        out.push_str(&text);
        self.cache.lock().unwrap_or_else(PoisonError::into_inner).insert(key, text.into());
        Ok(())
    }
}

impl Cached {
    fn known(&self, key: &str) -> Option<Arc<str>> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_outputs_may_hold_spaces() {
        assert_eq!(split_name("{{ n }}.html a=1 b='x y'"), ("{{ n }}.html", "a=1 b='x y'"));
        assert_eq!(split_name("a.html"), ("a.html", ""));
    }

    #[test]
    fn quotes_end_texts_unless_escaped() {
        assert_eq!(quoted("a\\'b' rest", '\''), Some(("a'b".to_owned(), " rest")));
        assert_eq!(quoted("never", '"'), None);
    }
}
