//! jekyll-optional-front-matter 0.3: Markdown files become pages without front matter.

use crate::markdown_files::{is_markdown, is_on};
use hyde_core::plugin::{Generator, Plugin, Registry, Tools};
use hyde_core::{BuildError, Config, Page, Site, StaticFile};

const GEM: &str = "optional_front_matter";
/// Files of these names, whatever their case and folder, stay as they are unless `include` lists them.
const LEFT_ALONE: [&str; 8] = [
    "README",
    "LICENSE",
    "LICENCE",
    "COPYING",
    "CODE_OF_CONDUCT",
    "CONTRIBUTING",
    "ISSUE_TEMPLATE",
    "PULL_REQUEST_TEMPLATE",
];

/// The plugin.
pub(crate) struct OptionalFrontMatter;

impl Plugin for OptionalFrontMatter {
    fn name(&self) -> &str {
        "jekyll-optional-front-matter"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.generator(AddPages);
        Ok(())
    }
}

struct AddPages;

impl Generator for AddPages {
    fn name(&self) -> &str {
        "JekyllOptionalFrontMatter::Generator"
    }

    fn generate(&self, site: &mut Site, _: &Tools<'_>) -> Result<(), BuildError> {
        if !is_on(site, GEM, "enabled", true) {
            return Ok(());
        }
        let included = site.config.texts("include");
        let wanted = |file: &StaticFile| {
            let stem = file.basename();
            let alone = LEFT_ALONE.iter().any(|name| name.eq_ignore_ascii_case(stem));
            let path = file.relative_path.trim_start_matches('/');
            is_markdown(site, &file.extname) && (!alone || included.iter().any(|one| one == path))
        };
        let found: Vec<_> = site.static_files.iter().filter(|file| wanted(file)).cloned().collect();
        let pages: Vec<Page> = found.iter().filter_map(|file| page_of(site, file)).collect();
        if is_on(site, GEM, "remove_originals", false) {
            site.static_files.retain(|file| !found.iter().any(|gone| gone.path == file.path));
            for collection in site.collections.values_mut() {
                collection.files.retain(|file| !found.iter().any(|gone| gone.path == file.path));
            }
        }
        site.pages.extend(pages);
        Ok(())
    }
}

/// Makes a page of a static file's whole text.
pub(crate) fn page_of(site: &Site, file: &StaticFile) -> Option<Page> {
    let bytes = site.files.read(&file.path).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let path = file.relative_path.trim_start_matches('/');
    let dir = path.rsplit_once('/').map(|(dir, _)| format!("/{dir}")).unwrap_or_default();
    let mut page = Page::named("Page", &dir, &file.name);
    page.file = Some(file.path.clone());
    text.strip_prefix('\u{feff}').unwrap_or(&text).clone_into(&mut page.content);
    Some(page)
}
