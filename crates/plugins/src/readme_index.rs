//! jekyll-readme-index 0.3: a folder's README becomes its index where there is none.

use crate::markdown_files::{is_markdown, is_on};
use crate::optional_front_matter::page_of;
use hyde_core::plugin::{Generator, Plugin, Priority, Registry, Tools};
use hyde_core::{BuildError, Config, Site};

const GEM: &str = "readme_index";

/// The plugin.
pub(crate) struct ReadmeIndex;

impl Plugin for ReadmeIndex {
    fn name(&self) -> &str {
        "jekyll-readme-index"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.generator(AddIndexes);
        Ok(())
    }
}

struct AddIndexes;

impl Generator for AddIndexes {
    fn name(&self) -> &str {
        "JekyllReadmeIndex::Generator"
    }

    fn priority(&self) -> Priority {
        Priority::LOW
    }

    fn generate(&self, site: &mut Site, _: &Tools<'_>) -> Result<(), BuildError> {
        if !is_on(site, GEM, "enabled", true) {
            return Ok(());
        }
        let is_readme = |stem: &str| stem.eq_ignore_ascii_case("readme");
        let files: Vec<_> = site
            .static_files
            .iter()
            .filter(|file| is_readme(file.basename()) && is_markdown(site, &file.extname))
            .cloned()
            .collect();
        for file in &files {
            let Some(mut page) = page_of(site, file) else { continue };
            let url = folder_url(&page.dir);
            if has_page(site, &url) {
                continue;
            }
            page.data.insert("permalink", url);
            site.pages.push(page);
            if is_on(site, GEM, "remove_originals", false) {
                site.static_files.retain(|known| known.path != file.path);
            }
        }
        if is_on(site, GEM, "with_frontmatter", false) {
            for index in 0..site.pages.len() {
                let page = &site.pages[index];
                if !is_readme(&page.basename) || page.file.is_none() || page.data.contains_key("permalink") {
                    continue;
                }
                let url = folder_url(&page.dir);
                if !has_page(site, &url) {
                    let page = &mut site.pages[index];
                    page.data.insert("permalink", url);
                    page.forget_url();
                }
            }
        }
        Ok(())
    }
}

fn folder_url(dir: &str) -> String {
    match dir.trim_matches('/') {
        "" => "/".to_owned(),
        dir => format!("/{dir}/"),
    }
}

/// Says whether a page or file of the site stands at a folder's address already.
fn has_page(site: &Site, url: &str) -> bool {
    let is_index = |found: &str| found == url || found.strip_suffix("index.html") == Some(url);
    site.pages.iter().any(|page| is_index(page.url(site)))
        || site.static_files.iter().any(|file| is_index(file.url(site)))
}
