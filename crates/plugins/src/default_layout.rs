//! jekyll-default-layout 0.2: pages, posts and documents that name no layout get the one their kind has.

use crate::markdown_files::{is_markdown, is_on};
use hyde_core::plugin::{Generator, Plugin, Priority, Registry, Tools};
use hyde_core::{BuildError, Config, Site};

/// The plugin.
pub(crate) struct DefaultLayout;

impl Plugin for DefaultLayout {
    fn name(&self) -> &str {
        "jekyll-default-layout"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.generator(AddLayouts);
        Ok(())
    }
}

struct AddLayouts;

impl Generator for AddLayouts {
    fn name(&self) -> &str {
        "JekyllDefaultLayout::Generator"
    }

    fn priority(&self) -> Priority {
        Priority::LOWEST
    }

    fn generate(&self, site: &mut Site, _: &Tools<'_>) -> Result<(), BuildError> {
        let takes_html = is_on(site, "jekyll-default-layout", "html_pages", false);
        let takes = |site: &Site, ext: &str| is_markdown(site, ext) || (takes_html && matches!(ext, ".html" | ".htm"));
        for at in 0..site.collections.len() {
            let label = site.collections[at].label.clone();
            let names = if label == "posts" { ["post", "default"] } else { [label.as_str(), "default"] };
            let Some(layout) = first_of(site, &names) else { continue };
            for index in 0..site.collections[at].docs.len() {
                let document = &site.collections[at].docs[index];
                if takes(site, document.extname()) && !document.data.contains_key("layout") {
                    site.collections[at].docs[index].data.insert("layout", layout.as_str());
                }
            }
        }
        for index in 0..site.pages.len() {
            let page = &site.pages[index];
            if page.class != "Page" || !takes(site, &page.ext) || page.get(site, "layout").is_some() {
                continue;
            }
            let names: &[&str] =
                if page.url(site) == "/" { &["home", "page", "default"] } else { &["page", "default"] };
            if let Some(layout) = first_of(site, names) {
                site.pages[index].data.insert("layout", layout);
            }
        }
        Ok(())
    }
}

/// The first of the layouts that the site has.
fn first_of(site: &Site, names: &[&str]) -> Option<String> {
    names.iter().find(|name| site.layouts.contains_key(**name)).map(|name| (*name).to_owned())
}
