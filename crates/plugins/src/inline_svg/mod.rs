//! jekyll-inline-svg 1.1: the tag `svg`, which puts a picture of the site into a page, with attributes of its own.

mod optimize;
mod xml;

use hyde_core::plugin::{Plugin, Registry, SiteContext};
use hyde_core::{BuildError, Config};
use hyde_liquid::{Context, Error, ParseContext, Render, Result, Tag, Value, strip};

/// The plugin.
pub(crate) struct InlineSvg;

impl Plugin for InlineSvg {
    fn name(&self) -> &str {
        "jekyll-inline-svg"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        registry.tag("svg", SvgTag);
        Ok(())
    }
}

struct SvgTag;

impl Tag for SvgTag {
    fn parse(&self, markup: &str, _: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let markup = strip(markup);
        let (path, rest) = match markup.chars().next() {
            Some(quote @ ('"' | '\'')) => markup[1..].split_once(quote).unwrap_or((&markup[1..], "")),
            Some(_) => markup.split_once(char::is_whitespace).unwrap_or((markup, "")),
            None => {
                let message = "Syntax Error in tag 'highlight' while parsing the following markup:\n\n\nValid syntax: \
                               svg <path> [property=value]";
                return Err(Error::ruby("SyntaxError", message));
            }
        };
        Ok(Box::new(Picture { path: path.to_owned(), attributes: attributes(rest) }))
    }
}

/// Attributes as they stand behind the path: names of letters, digits and dashes, values in quotes or of one word.
fn attributes(markup: &str) -> Vec<(String, String)> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let mut found = Vec::new();
    let mut rest = markup;
    while let Some(at) = rest.find('=') {
        let before = rest[..at].trim_end();
        let start =
            before.rfind(|c| !is_name(c)).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let name = &before[start..];
        let value = rest[at + 1..].trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => match value[1..].split_once(quote) {
                Some((value, after)) => (Some(value), after),
                None => (None, &value[1..]),
            },
            _ => {
                let end = value.find(|c| !is_name(c) && !matches!(c, '.' | '%' | '#')).unwrap_or(value.len());
                (Some(&value[..end]).filter(|value| !value.is_empty()), &value[end..])
            }
        };
        if let Some(value) = value.filter(|_| !name.is_empty()) {
            found.push((name.to_owned(), value.to_owned()));
        }
        rest = after;
    }
    found
}

struct Picture {
    path: String,
    attributes: Vec<(String, String)>,
}

impl Render for Picture {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let path = filled(&self.path, cx)?;
        let site = cx.site().ok_or_else(|| Error::ruby("NoMethodError", "this tag needs a site"))?;
        let file = hyde_core::url::in_directory(&site.source, &path);
        let bytes = site
            .files
            .read(&file)
            .map_err(|_| Error::ruby("Errno::ENOENT", format!("No such file or directory @ rb_sysopen - {file}")))?;
        let optimizes = site.config.get_in("svg", "optimize").is_some_and(|value| matches!(value, Value::Bool(true)));
        let none = || Error::ruby("NoMethodError", "undefined method `to_xml' for nil:NilClass");
        let mut document = xml::parse(&String::from_utf8_lossy(&bytes)).ok_or_else(none)?;
        if optimizes {
            optimize::optimize(&mut document.root);
        }
        for (name, value) in &self.attributes {
            let value = filled(value, cx)?;
            document.root.set(name, &value);
        }
        let given = |name: &str| self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value);
        if let (Some(width), None) = (given("width"), given("height")) {
            let width = filled(width, cx)?;
            document.root.set("height", &width);
        }
        out.push_str(&xml::write(&document));
        Ok(())
    }
}

/// A text with the values of its `{{ variables }}`; the name itself where there is no value.
fn filled(text: &str, cx: &mut Context) -> Result<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, behind)) = after.split_once("}}") else { break };
        out.push_str(before);
        match cx.evaluate(strip(name))? {
            Value::Nil => out.push_str(strip(name)),
            value @ Value::Str(_) => out.push_str(&value.to_s()),
            other => {
                let why = format!("no implicit conversion of {} into String", other.class_name());
                return Err(Error::ruby("TypeError", why));
            }
        }
        rest = behind;
    }
    Ok(out + rest)
}

#[cfg(test)]
mod tests {
    use super::attributes;

    #[test]
    fn attributes_have_three_forms() {
        let of = |markup: &str| {
            attributes(markup).into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>()
        };
        assert_eq!(of("a=1 b = \"x y\" c='' d"), ["a=1", "b=x y", "c="]);
        assert_eq!(of("xlink:href=\"#a\" id={{ page.w }}"), ["href=#a"]);
    }
}
