//! `include` and `include_relative` (`lib/jekyll/tags/include.rb`).

use super::include_name::{Argument, parameters, split};
use crate::messages;
use crate::plugin::{SiteContext, no_site};
use crate::render::Scene;
use hyde_liquid::{Context, Hash, Leads, ParseContext, Render, Result, Tag, Template, Value};

/// Renders a file of the includes folder, or one beside the page.
pub(super) struct Include {
    pub(super) relative: bool,
}

enum File {
    Named(String),
    Computed(Template),
}

struct Included {
    tag: &'static str,
    relative: bool,
    file: File,
    parameters: Option<Vec<(String, Argument)>>,
}

impl Tag for Include {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let tag = if self.relative { "include_relative" } else { "include" };
        let (file, text) = split(markup);
        let parameters = match text {
            Some(text) => Some(parameters(text, cx).ok_or_else(|| messages::include_parameters(tag, text))?),
            None => None,
        };
        let file = if file.contains("{{") {
            let template = cx.environment().parse("(variable)", file)?;
            cx.uses_mut().merge(template.uses());
            File::Computed(template)
        } else {
            File::Named(file.to_owned())
        };
        Ok(Box::new(Included { tag, relative: self.relative, file, parameters }))
    }
}

impl Render for Included {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let computed;
        let name = match &self.file {
            File::Named(name) => name.as_str(),
            File::Computed(template) => {
                computed = cx.aside(|cx| template.render_in(cx))?;
                &computed
            }
        };
        if !is_file_name(name) {
            return Err(messages::include_file_name(self.tag, name));
        }
        let template = if self.relative { relative(name, cx)? } else { cx.include(name)? };
        cx.scope(|cx| {
            if let Some(parameters) = &self.parameters {
                let values = evaluate(parameters, cx)?;
                cx.set("include", values)?;
            }
            let profile = cx.register::<Scene>().and_then(|scene| {
                let profile = scene.core.profile.clone()?;
                let source = format!("{}/", scene.site().source);
                Some((profile, template.name().strip_prefix(&source).unwrap_or(template.name()).to_owned()))
            });
            let outcome = match profile {
                None => template.render_into(cx, out),
                Some((profile, name)) => {
                    let before = out.len();
                    let render = || (template.render_into(cx, out), out.len() - before);
                    profile.template(&name, render, |(_, bytes)| *bytes).0
                }
            };
            outcome.map_err(|error| error.in_template(template.name()).or_markup_context("included "))
        })
    }

    fn leads(&self) -> Leads {
        Leads::Body
    }
}

fn evaluate(parameters: &[(String, Argument)], cx: &mut Context) -> Result<Hash> {
    let mut values = Hash::with_capacity(parameters.len());
    for (key, argument) in parameters {
        let value = match argument {
            Argument::Text(text) => Value::from(text.as_str()),
            Argument::Variable(expression) => expression.evaluate(cx)?,
        };
        values.insert(key.as_str(), value);
    }
    Ok(values)
}

/// Whether a name may be a file's: certain characters only, and no two dots or slashes in a row.
fn is_file_name(name: &str) -> bool {
    let allowed =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '/' | '.' | '-' | '(' | ')' | '+' | '~' | '#' | '@');
    !name.is_empty()
        && name.chars().all(allowed)
        && !name.as_bytes().windows(2).any(|pair| matches!(pair, [b'.' | b'/', b'.' | b'/']))
}

/// Finds a file beside the page that is rendered, whatever include the tag stands in.
fn relative(name: &str, cx: &Context) -> Result<Template> {
    let scene = cx.register::<Scene>().ok_or_else(no_site)?;
    let site = scene.site();
    let page = cx.page();
    let path = page.get("path").to_s();
    let path = path.strip_suffix("/#excerpt").unwrap_or(&path);
    let collections = site.config.text("collections_dir").unwrap_or_default();
    let path = match page.get("collection").is_nil() || collections.is_empty() {
        true => path.to_owned(),
        false => format!("{collections}/{path}"),
    };
    let directory = match path.rsplit_once('/') {
        Some((directory, _)) => format!("{}/{directory}", site.source),
        None => site.source.clone(),
    };
    let file = format!("{directory}/{name}");
    if !site.files.is_file(&file) {
        return Err(messages::include_not_found(name, &[&directory]));
    }
    scene.core.templates.file(&*site.files, &file)
}

#[cfg(test)]
mod tests {
    use super::is_file_name;

    #[test]
    fn file_names_have_no_way_out() {
        assert!(is_file_name("a/b-c.html"));
        assert!(is_file_name("@x+~(1)#.md"));
        for name in ["../a", "a//b", "a./b", "'a'", "", "a b", "é"] {
            assert!(!is_file_name(name), "{name}");
        }
    }
}
