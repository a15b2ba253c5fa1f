//! jekyll-relative-links 0.8: links to source files (`[b](../b.md)`) become links to what is made of them.

mod rewrite;

use crate::markdown_files::{is_markdown, is_on, option};
use hyde_core::plugin::{Generator, Plugin, Priority, Registry, SiteContext, Tools};
use hyde_core::{BuildError, Config, Site, url};
use hyde_liquid::{Arity, Context, Value};
use std::collections::HashMap;

const GEM: &str = "relative_links";

/// The plugin.
pub(crate) struct RelativeLinks;

impl Plugin for RelativeLinks {
    fn name(&self) -> &str {
        "jekyll-relative-links"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.generator(RewriteLinks);
        registry.filter("rellinks", Arity::exactly(0), rellinks);
        Ok(())
    }
}

/// The addresses of what is made of the site's files, by path relative to the source.
struct Targets(HashMap<String, String>);

impl Targets {
    fn of(site: &Site) -> Self {
        let base = site.config.text("baseurl").unwrap_or_default();
        let base = base.trim_end_matches('/');
        let mut targets = HashMap::new();
        let mut add = |path: &str, url: &str| {
            let address =
                if base.is_empty() || base.starts_with('/') { format!("{base}{url}") } else { format!("/{base}{url}") };
            targets.entry(path.trim_start_matches('/').to_owned()).or_insert(address);
        };
        site.pages.iter().for_each(|page| add(&page.relative_path(), page.url(site)));
        site.static_files.iter().for_each(|file| add(&file.relative_path, file.url(site)));
        let written = site.documents().filter(|document| document.is_written(site));
        written.for_each(|document| add(&document.relative_path, document.url(site)));
        Self(targets)
    }

    /// The address for a link in a file of the given folder.
    fn find(&self, folder: &str, link: &str) -> Option<&str> {
        let look = |link: &str| self.0.get(&within(folder, link)?).map(String::as_str);
        if link.is_empty() || link.contains("://") || link.starts_with("//") {
            return None;
        }
        look(link).or_else(|| link.contains('%').then(|| look(&url::unescape(link))).flatten())
    }
}

/// Follows a relative path from a folder; `None` when it leaves the source.
fn within(folder: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = match link.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

struct RewriteLinks;

impl Generator for RewriteLinks {
    fn name(&self) -> &str {
        "JekyllRelativeLinks::Generator"
    }

    fn priority(&self) -> Priority {
        Priority::LOWEST
    }

    fn generate(&self, site: &mut Site, _: &Tools<'_>) -> Result<(), BuildError> {
        if !is_on(site, GEM, "enabled", true) {
            return Ok(());
        }
        let targets = Targets::of(site);
        let excluded: Vec<String> = match option(site, GEM, "exclude") {
            Some(Value::Array(list)) => list.iter().map(Value::to_s).collect(),
            _ => Vec::new(),
        };
        let is_excluded = |path: &str| excluded.iter().any(|pattern| matches_entry(pattern, path));
        for index in 0..site.pages.len() {
            let page = &site.pages[index];
            let path = page.relative_path();
            if is_markdown(site, &page.ext)
                && !is_excluded(&path)
                && let Some(content) = rewrite::markdown(&page.content, |link| targets.find(folder_of(&path), link))
            {
                site.pages[index].content = content;
            }
        }
        if !is_on(site, GEM, "collections", false) {
            return Ok(());
        }
        for at in 0..site.collections.len() {
            for index in 0..site.collections[at].docs.len() {
                let document = &site.collections[at].docs[index];
                let path = &document.relative_path;
                if is_markdown(site, document.extname())
                    && document.is_written(site)
                    && !is_excluded(path)
                    && let Some(text) = &document.content
                    && let Some(content) = rewrite::markdown(text, |link| targets.find(folder_of(path), link))
                {
                    site.collections[at].docs[index].content = Some(content);
                }
            }
        }
        Ok(())
    }
}

/// Says whether an entry of `exclude` covers a path: the path itself, a folder above it, or a pattern.
fn matches_entry(pattern: &str, path: &str) -> bool {
    let pattern = pattern.trim_start_matches('/');
    let folder = pattern.trim_end_matches('/');
    path == pattern
        || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        || hyde_core::read::fnmatch(pattern, path)
}

/// Rewrites the links of HTML.
fn rellinks(input: &Value, _: &[Value], cx: &mut Context) -> hyde_liquid::Result<Value> {
    let Some(site) = cx.site() else { return Ok(input.clone()) };
    let html = cx.to_s(input);
    let path = cx.page().get("path").to_s();
    let targets = Targets::of(site);
    Ok(rewrite::html(&html, |link| targets.find(folder_of(&path), link)).unwrap_or(html).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_within_the_source() {
        assert_eq!(within("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(within("a", "/c.md").as_deref(), Some("c.md"));
        assert_eq!(within("", "../c.md"), None);
    }
}
