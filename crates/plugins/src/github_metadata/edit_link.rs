//! `{% github_edit_link ["text"] %}`: where the source of a page is edited on GitHub, as a link when there is a text.

use hyde_core::plugin::SiteContext;
use hyde_liquid::{Context, Error, ParseContext, Render, Result, Tag, Value, strip};

/// The tag.
pub(super) struct EditLink;

impl Tag for EditLink {
    fn parse(&self, markup: &str, _: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let markup = strip(markup);
        let quoted = ['"', '\''].iter().find_map(|quote| markup.strip_prefix(*quote)?.strip_suffix(*quote));
        Ok(Box::new(Link(quoted.map(str::to_owned))))
    }
}

struct Link(Option<String>);

impl Render for Link {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let site = cx.site().ok_or_else(|| Error::ruby("NoMethodError", "this tag needs a site"))?;
        let github = site.config.get("github").cloned().unwrap_or_default();
        let page = cx.page().get("path").to_s();
        let address = address(&github, &page).unwrap_or_default();
        match &self.0 {
            Some(text) => out.push_str(&format!("<a href=\"{address}\">{text}</a>")),
            None => out.push_str(&address),
        }
        Ok(())
    }
}

fn address(github: &Value, page: &str) -> Option<String> {
    let filled = |value: Value| Some(value).filter(Value::truthy).map(|value| value.to_s());
    let repository = filled(github.get("repository_url"))?;
    let source = github.get("source");
    let branch = filled(source.get("branch"))?;
    let folder = filled(source.get("path")).unwrap_or_default();
    let parts =
        [repository.trim_end_matches('/'), "edit", &branch, folder.trim_matches('/'), page.trim_start_matches('/')];
    Some(parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_the_source_stands_before_the_page() {
        let github = |path: &str| {
            Value::from_pairs([
                ("repository_url", Value::from("https://github.com/a/b")),
                ("source", Value::from_pairs([("branch", "main"), ("path", path)])),
            ])
        };
        assert_eq!(address(&github("/"), "x/y.md").unwrap(), "https://github.com/a/b/edit/main/x/y.md");
        assert_eq!(address(&github("/docs"), "y.md").unwrap(), "https://github.com/a/b/edit/main/docs/y.md");
        assert_eq!(address(&Value::Nil, "y.md"), None);
    }
}
