//! jekyll-jupyter-notebook 0.0.6: notebooks become HTML files through `jupyter nbconvert`, and a tag shows one in a
//! frame.

use hyde_core::plugin::{Generator, Plugin, Registry, Tools};
use hyde_core::{BuildError, Config, Site, StaticFile};
use hyde_diagnostic::Diagnostic;
use hyde_liquid::{Context, Expression, ParseContext, Render, Result, Tag};
use std::sync::Arc;

/// The plugin.
pub(crate) struct JupyterNotebook;

impl Plugin for JupyterNotebook {
    fn name(&self) -> &str {
        "jekyll-jupyter-notebook"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        registry.generator(Convert);
        registry.tag("jupyter_notebook", NotebookTag);
        Ok(())
    }
}

struct Convert;

impl Generator for Convert {
    fn name(&self) -> &str {
        "JekyllJupyterNotebook::Generator"
    }

    /// Puts the HTML of each notebook in its place. A notebook that cannot be converted stays a plain file.
    fn generate(&self, site: &mut Site, tools: &Tools<'_>) -> std::result::Result<(), BuildError> {
        let mut converted = Vec::new();
        for (index, file) in site.static_files.iter().enumerate() {
            if file.extname != ".ipynb" {
                continue;
            }
            match convert(tools, &file.path, &site.source) {
                Ok(html) => {
                    let path = format!("{}.html", file.url(site));
                    converted.push((index, StaticFile::in_memory(&path, html)));
                }
                Err(why) => {
                    let shown = file.relative_path.trim_start_matches('/');
                    let told = format!("{shown} is not converted: jupyter nbconvert: {why}");
                    site.report.tell(Diagnostic::error("Jupyter Notebook:", told));
                }
            }
        }
        for (index, file) in converted {
            site.static_files[index] = Arc::new(file);
        }
        Ok(())
    }
}

fn convert(tools: &Tools<'_>, path: &str, directory: &str) -> std::result::Result<Vec<u8>, String> {
    let output = tools.outside().run("jupyter", &["nbconvert", "--to", "html", "--stdout", path], directory, b"")?;
    match output.status {
        Some(0) => Ok(output.stdout),
        _ => Err(String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or("it failed").to_owned()),
    }
}

struct NotebookTag;

impl Tag for NotebookTag {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        Ok(Box::new(Frame(cx.expression(markup.trim()))))
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
