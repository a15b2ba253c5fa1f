//! A page of details for each entry, where the site has a layout for them.

use std::sync::Arc;

use hyde_bibliography::csl::{Previous, Processor};
use hyde_bibliography::{Entry, Filter};
use hyde_core::plugin::{Generator, Tools};
use hyde_core::url::{SlugMode, slugify};
use hyde_core::{BuildError, Page, Site};
use hyde_liquid::{Error, Hash, Value};

use super::call::entry_hash;
use super::library::Library;
use super::settings::Settings;

/// The name of the layout of details, without its extension.
fn layout_name(settings: &Settings) -> String {
    let layout = settings.text("details_layout", "bibtex.html");
    let file = layout.rsplit('/').next().unwrap_or(&layout);
    file.rsplit_once('.').map_or(file, |(name, _)| name).to_owned()
}

/// Tells whether the site has the layout of details, without which there are no such pages.
pub(super) fn has_layout(site: &Site, settings: &Settings) -> bool {
    site.layouts.contains_key(&layout_name(settings))
}

/// Gives the address of an entry's page.
pub(super) fn url(site: &Site, settings: &Settings, entry: &Entry) -> String {
    format!("{}{}", site.config.text("baseurl").unwrap_or_default(), path(settings, entry))
}

/// Fills the permalink's placeholders with the entry's fields.
fn path(settings: &Settings, entry: &Entry) -> String {
    let pattern = settings.text("details_permalink", "/:details_dir/:key:extension");
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern.as_str();
    while let Some(found) = rest.find(':') {
        out.push_str(&rest[..found]);
        let name = &rest[found + 1..];
        let length = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(name.len());
        let (name, after) = name.split_at(length);
        match name {
            "" => out.push(':'),
            "details_dir" => out.push_str(&settings.text("details_dir", "bibliography")),
            "extension" => out.push_str(".html"),
            "key" => out.push_str(&entry.key.replace(':', "_")),
            "doi" => out.push_str(&entry.text("doi").unwrap_or_else(|| entry.key.clone())),
            "type" if entry.get("type").is_none() => out.push_str(&entry.kind),
            name => {
                let text = entry.text(name).unwrap_or_default();
                out.push_str(&slugify(&text, SlugMode::Pretty, false));
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Makes the pages.
pub(super) struct Details(pub(super) Arc<Library>);

impl Generator for Details {
    fn name(&self) -> &str {
        "Jekyll::Scholar::DetailsGenerator"
    }

    fn generate(&self, site: &mut Site, _: &Tools<'_>) -> Result<(), BuildError> {
        let settings = Settings::new(site.config.get("scholar"), Value::Nil);
        if !has_layout(site, &settings) {
            return Ok(());
        }
        let pages = self.pages(site, &settings).map_err(|error| uncaught(&error))?;
        site.pages.extend(pages);
        Ok(())
    }
}

impl Details {
    fn pages(&self, site: &Site, settings: &Settings) -> hyde_liquid::Result<Vec<Page>> {
        let bibliography = self.0.bibliography(site, settings, &[], false)?;
        let entries = settings.entry_settings()?;
        let style = self.0.style(site, settings, &settings.text("style", "apa"))?;
        let locale = self.0.locale(site, settings, &settings.text("locale", "en"))?;
        let processor = Processor::new(&style, &locale);
        let markup = settings.markup();
        let layout = layout_name(settings);
        let make = |entry: &Entry| {
            let reference = bibliography.reference(entry, None, &processor, &entries.filters, &mut Previous::default());
            let mut data = Hash::new();
            data.insert("layout", layout.as_str());
            data.insert("entry", Value::from(entry_hash(entry, &entries)));
            data.insert("reference", markup.reference(&entry.key, &reference));
            data.insert("key", entry.key.as_str());
            data.insert("type", entry.kind.as_str());
            data.insert("title", title(entry, &entries.filters));
            let path = path(settings, entry);
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
            Page::without_a_file(folder, name, data, "")
        };
        Ok(bibliography.entries().map(make).collect())
    }
}

fn title(entry: &Entry, filters: &[Filter]) -> Value {
    match entry.convert(filters).text("title") {
        Some(title) => Value::from(title),
        None => Value::Nil,
    }
}

fn uncaught(error: &Error) -> BuildError {
    let class = match error.kind() {
        hyde_liquid::ErrorKind::Ruby(class) => class.to_string(),
        _ => "RuntimeError".to_owned(),
    };
    BuildError::uncaught(&class, error.message())
}
