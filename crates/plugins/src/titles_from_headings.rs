//! jekyll-titles-from-headings 0.5: pages without a title take it from the heading they begin with.

use crate::markdown_files::{is_markdown, is_on};
use hyde_core::plugin::{Generator, Plugin, Priority, Registry, Tools};
use hyde_core::{BuildError, Config, Site};
use hyde_liquid::{Value, strip};

const GEM: &str = "titles_from_headings";

/// The plugin.
pub(crate) struct TitlesFromHeadings;

impl Plugin for TitlesFromHeadings {
    fn name(&self) -> &str {
        "jekyll-titles-from-headings"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.generator(AddTitles);
        Ok(())
    }
}

struct AddTitles;

impl Generator for AddTitles {
    fn name(&self) -> &str {
        "JekyllTitlesFromHeadings::Generator"
    }

    fn priority(&self) -> Priority {
        Priority::LOWEST
    }

    fn generate(&self, site: &mut Site, tools: &Tools<'_>) -> Result<(), BuildError> {
        if !is_on(site, GEM, "enabled", true) {
            return Ok(());
        }
        let strip_all = is_on(site, GEM, "strip_title", false);
        let strips = |own: Option<Value>| own.filter(|own| !own.is_nil()).map_or(strip_all, |own| own.truthy());
        for index in 0..site.pages.len() {
            let page = &site.pages[index];
            let has_title = page.get(site, "title").is_some_and(|title| title.truthy());
            if has_title || !is_markdown(site, &page.ext) {
                continue;
            }
            let strip = strips(page.get(site, "strip_title"));
            if let Some((title, rest)) = infer(site, tools, &page.content)? {
                let page = &mut site.pages[index];
                page.data.insert("title", title);
                if strip {
                    page.content = rest;
                }
            }
        }
        if !is_on(site, GEM, "collections", false) {
            return Ok(());
        }
        for at in 0..site.collections.len() {
            for index in 0..site.collections[at].docs.len() {
                let document = &site.collections[at].docs[index];
                if !is_markdown(site, document.extname()) || !document.is_written(site) {
                    continue;
                }
                let strip = strips(document.data.get("strip_title").cloned());
                if strip && document.excerpted.is_some() {
                    // The gem has excerpts taken anew.
                    site.collections[at].docs[index].excerpted = None;
                }
                let document = &site.collections[at].docs[index];
                let content = document.content.clone().unwrap_or_default();
                if let Some((title, rest)) = infer(site, tools, &content)? {
                    let document = &mut site.collections[at].docs[index];
                    document.data.insert("title", title);
                    if strip {
                        document.content = Some(rest);
                    }
                }
            }
        }
        Ok(())
    }
}

/// The title that a text's first heading gives, and the text without that heading.
fn infer(site: &Site, tools: &Tools<'_>, content: &str) -> Result<Option<(String, String)>, BuildError> {
    let Some((heading, end)) = first_heading(content) else { return Ok(None) };
    let html = tools.markdownify(site, heading)?;
    let globals = Value::from_pairs([("html", html)]);
    let title = tools
        .render_liquid("title", "{{ html | strip_html | normalize_whitespace }}", globals)
        .map_err(|error| BuildError::uncaught("Liquid::Error", error.to_string()))?;
    Ok((!title.is_empty()).then(|| (title, content[end..].trim_start().to_owned())))
}

/// Finds the heading of the first three levels that a text begins with: its text and where it ends.
fn first_heading(content: &str) -> Option<(&str, usize)> {
    let trimmed = content.trim_start();
    let start = content.len() - trimmed.len();
    let line = trimmed.lines().next()?;
    let marks = line.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=3).contains(&marks) {
        let rest = &line[marks..];
        let text = strip(rest);
        let is_heading = rest.starts_with([' ', '\t']) && !text.is_empty();
        return is_heading.then_some((text, start + line.len()));
    }
    let after = trimmed.get(line.len()..)?;
    let newline = after.len() - after.trim_start_matches(['\r', '\n']).len();
    let under = after[newline..].lines().next()?;
    let ruled = under.trim_end();
    let is_rule =
        ruled.len() >= 2 && (ruled.bytes().all(|byte| byte == b'=') || ruled.bytes().all(|byte| byte == b'-'));
    let is_next_line = after[..newline].matches('\n').count() == 1;
    let is_heading = marks == 0 && is_rule && is_next_line && !strip(line).is_empty();
    is_heading.then_some((strip(line), start + line.len() + newline + under.len()))
}

#[cfg(test)]
mod tests {
    use super::first_heading;

    #[test]
    fn only_the_first_block_counts() {
        assert_eq!(first_heading("\n\n  # Hi *there*\n\nx"), Some(("Hi *there*", 16)));
        assert_eq!(first_heading("Hi\n==\nx"), Some(("Hi", 5)));
        assert_eq!(first_heading("#### four"), None);
        assert_eq!(first_heading("#none"), None);
        assert_eq!(first_heading("text\n\n# later"), None);
    }
}
