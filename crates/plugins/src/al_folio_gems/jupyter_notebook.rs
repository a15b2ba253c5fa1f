//! jekyll-jupyter-notebook 0.0.6: notebooks become HTML files through `jupyter nbconvert`, and a tag shows one in a
//! frame.

use hyde_core::plugin::{Conversion, Converter, Generator, Outside, Plugin, Registry, Tools};
use hyde_core::{BuildError, Config, Page, Site, StaticFile};
use hyde_diagnostic::Diagnostic;
use hyde_liquid::{Context, Expression, ParseContext, Render, Result, Tag, strip};

/// The plugin.
pub(crate) struct JupyterNotebook;

impl Plugin for JupyterNotebook {
    fn name(&self) -> &str {
        "jekyll-jupyter-notebook"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        let outside = registry.outside().clone();
        registry.generator(Find);
        registry.converter(Convert { outside });
        registry.tag("jupyter_notebook", NotebookTag);
        Ok(())
    }
}

struct Find;

impl Generator for Find {
    fn name(&self) -> &str {
        "JekyllJupyterNotebook::Generator"
    }

    /// Makes each notebook a page.
    fn generate(&self, site: &mut Site, _: &Tools<'_>) -> std::result::Result<(), BuildError> {
        let is_notebook = |file: &StaticFile| file.extname == ".ipynb" && file.is_written(site);
        let (notebooks, others): (Vec<_>, Vec<_>) =
            site.static_files.iter().cloned().partition(|file| is_notebook(file));
        let mut pages = Vec::new();
        for file in &notebooks {
            let shown = file.relative_path.trim_start_matches('/');
            let (dir, name) = shown.rsplit_once('/').unwrap_or(("", shown));
            let bytes = match &file.bytes {
                Some(bytes) => bytes.clone(),
                None => {
                    site.files.read(&file.path).map_err(|error| BuildError::io(&error, "rb_sysopen", &file.path))?
                }
            };
            let mut page = Page::named("JekyllJupyterNotebook::NotebookPage", dir, name);
            page.data.insert("layout", "none");
            page.data.insert("render_with_liquid", false);
            page.content = String::from_utf8_lossy(&bytes).into_owned();
            pages.push(page);
        }
        site.static_files = others;
        site.pages.extend(pages);
        Ok(())
    }
}

struct Convert {
    outside: Outside,
}

impl Converter for Convert {
    fn name(&self) -> &str {
        "JekyllJupyterNotebook::Converter"
    }

    fn matches(&self, ext: &str) -> bool {
        ext.eq_ignore_ascii_case(".ipynb")
    }

    fn output_ext(&self, _: &str) -> Option<String> {
        Some(".ipynb.html".to_owned())
    }

    /// Converts. A notebook that cannot be converted says so in its page, and the user is told.
    fn convert(&self, text: &str, cx: &Conversion<'_>) -> std::result::Result<String, BuildError> {
        let args = ["nbconvert", "--to", "html", "--stdin", "--stdout"];
        let named = with_title(text);
        let input = named.as_deref().unwrap_or(text).as_bytes();
        let why = match self.outside.run("jupyter", &args, &cx.site().source, input) {
            Ok(output) if output.status == Some(0) => return Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            Ok(output) => String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or("it failed").to_owned(),
            Err(why) => why,
        };
        let shown = cx.page().map(Page::relative_path).unwrap_or_default();
        let told = format!("{shown} is not converted: jupyter nbconvert: {why}");
        cx.tell(Diagnostic::error("Jupyter Notebook:", told));
        Ok(format!("<p>{shown} is not converted: <code>jupyter nbconvert</code> is missing or failed.</p>\n"))
    }
}

/// Gives a notebook without a title the one that its page has in the gem, which passes it on in a file of that name.
fn with_title(notebook: &str) -> Option<String> {
    let mut notebook: serde_json::Value = serde_json::from_str(notebook).ok()?;
    let metadata = notebook.get_mut("metadata")?.as_object_mut()?;
    metadata.entry("title").or_insert_with(|| "jekyll-jupyter-notebook".into());
    Some(notebook.to_string())
}

struct NotebookTag;

impl Tag for NotebookTag {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        Ok(Box::new(Frame(cx.expression(strip(markup)))))
    }
}

/// The path of the notebook to show.
struct Frame(Expression);

impl Render for Frame {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let path = self.0.evaluate(cx)?;
        let path = cx.to_s(&path);
        out.push_str(&format!(
            concat!(
                "<div\n  class=\"jupyter-notebook\"\n  style=\"position: relative; width: 100%; margin: 0 auto;\">\n",
                "  <div class=\"jupyter-notebook-iframe-container\">\n    <iframe\n      src=\"{}.html\"\n",
                "      style=\"position: absolute; top: 0; left: 0; border-style: none;\"\n",
                "      width=\"100%\"\n      height=\"100%\"\n      onload=\"this.parentElement.style.paddingBottom = ",
                "(this.contentWindow.document.documentElement.scrollHeight + 10) + 'px'\"></iframe>\n  </div>\n</div>\n"
            ),
            path
        ));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::with_title;

    #[test]
    fn a_notebook_keeps_its_own_title() {
        let titled = r#"{"metadata":{"title":"Mine"},"cells":[]}"#;
        assert_eq!(with_title(titled).as_deref(), Some(titled));
        let bare = with_title(r#"{"cells":[],"metadata":{}}"#).unwrap();
        assert_eq!(bare, r#"{"cells":[],"metadata":{"title":"jekyll-jupyter-notebook"}}"#);
        assert_eq!(with_title("no notebook"), None);
    }
}
