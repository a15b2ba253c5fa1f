//! jekyll-gist 1.6: the `gist` tag, a script that shows a gist of GitHub's, with its text for readers without scripts.

use hyde_core::plugin::{Plugin, Registry, SiteContext};
use hyde_core::{BuildError, Config};
use hyde_diagnostic::Diagnostic;
use hyde_liquid::{Context, Error, Expression, ParseContext, Render, Result, Tag, Value, words};

/// The plugin.
pub(crate) struct Gist;

impl Plugin for Gist {
    fn name(&self) -> &str {
        "jekyll-gist"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        registry.tag("gist", GistTag);
        Ok(())
    }
}

struct GistTag;

impl Tag for GistTag {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let mut words = words(markup);
        let (id, file) = (words.next(), words.next());
        let part =
            |word: &str, cx: &mut ParseContext<'_>| Part { word: word.to_owned(), looked_up: cx.expression(word) };
        let id = id.map(|word| part(word, cx));
        let file = file.map(|word| part(word, cx));
        let is_valid = words.next().is_none() && id.is_some();
        Ok(Box::new(Embed { id: id.filter(|_| is_valid), file, markup: markup.to_owned() }))
    }
}

/// A word of the markup: a quoted text, a variable, or itself.
struct Part {
    word: String,
    looked_up: Expression,
}

impl Part {
    fn text(&self, cx: &mut Context) -> Result<String> {
        for quote in ['"', '\''] {
            if let Some(inner) = self.word.strip_prefix(quote).and_then(|word| word.strip_suffix(quote)) {
                return Ok(inner.to_owned());
            }
        }
        let value = self.looked_up.evaluate(cx)?;
        Ok(if value.truthy() { cx.to_s(&value) } else { self.word.clone() })
    }
}

struct Embed {
    id: Option<Part>,
    file: Option<Part>,
    markup: String,
}

impl Render for Embed {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let Some(id) = &self.id else { return Err(Error::ruby("ArgumentError", self.complaint())) };
        let id = id.text(cx)?;
        let file = match &self.file {
            Some(file) => Some(file.text(cx)?).filter(|file| !file.is_empty()),
            None => None,
        };
        let settings = cx.lookup_global("site").unwrap_or_default().get("gist");
        if !matches!(settings.get("noscript"), Value::Bool(false)) {
            out.push_str(&plain(&id, file.as_deref(), cx));
        }
        out.push_str(&format!("<script src=\"https://gist.github.com/{id}.js"));
        if let Some(file) = file {
            out.push_str(&format!("?file={file}"));
        }
        out.push_str("\"> </script>");
        Ok(())
    }
}

impl Embed {
    fn complaint(&self) -> String {
        let markup = &self.markup;
        format!(
            "  Syntax error in tag 'gist' while parsing the following markup:\n\n    {markup}\n\n  Valid syntax:\n    \
             {{% gist user/1234567 %}}\n    {{% gist user/1234567 foo.js %}}\n    {{% gist 28949e1d5ee2273f9fd3 %}}\n    \
             {{% gist 28949e1d5ee2273f9fd3 best.md %}}\n"
        )
    }
}

/// The gist's text for readers without scripts. When it cannot be had, the user is told, and what Ruby's logger returns
/// stands in the page: `true`.
fn plain(id: &str, file: Option<&str>, cx: &Context) -> String {
    let url = match file {
        Some(file) => format!("https://gist.githubusercontent.com/{id}/raw/{file}"),
        None => format!("https://gist.githubusercontent.com/{id}/raw"),
    };
    match cx.outside().get(&url, &[]) {
        Ok(body) if !body.is_empty() => {
            let text = String::from_utf8_lossy(&body);
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
            format!("<noscript><pre>{}</pre></noscript>", text.replace('\'', "&#39;"))
        }
        _ => {
            for (topic, message) in [
                ("Warning:", format!("The <noscript> tag for your gist {id} ")),
                ("", "could not be generated. This will affect users who do ".to_owned()),
                ("", "not have JavaScript enabled in their browsers.".to_owned()),
            ] {
                cx.tell(Diagnostic::warning(topic, message));
            }
            "true".to_owned()
        }
    }
}
