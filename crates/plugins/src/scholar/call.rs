//! What every tag works with: the settings of its page, the bibliography, style and locale it names.

use std::sync::Arc;

use hyde_bibliography::csl::{Locale, Previous, Processor, Style};
use hyde_bibliography::{Bibliography, ContextValue, Entry, EntrySettings, Markup};
use hyde_core::Site;
use hyde_core::plugin::SiteContext;
use hyde_liquid::{Context, Error, Hash, Result, Value, strip};

use super::details;
use super::library::Library;
use super::options::Options;
use super::settings::Settings;

/// One rendering of one tag.
pub(super) struct Call<'l> {
    pub(super) library: &'l Library,
    pub(super) settings: Settings,
    pub(super) options: Options,
    pub(super) markup: Markup,
    pub(super) page: String,
}

/// A bibliography with what renders its entries.
pub(super) struct Loaded {
    pub(super) bibliography: Arc<Bibliography>,
    pub(super) style: Arc<Style>,
    pub(super) locale: Arc<Locale>,
    pub(super) entries: EntrySettings,
}

impl Loaded {
    pub(super) fn processor(&self) -> Processor<'_> {
        Processor::new(&self.style, &self.locale)
    }
}

pub(super) fn site(cx: &Context) -> Result<&Site> {
    cx.site().ok_or_else(|| Error::ruby("NoMethodError", "this tag needs a site"))
}

impl<'l> Call<'l> {
    pub(super) fn new(library: &'l Library, options: Options, cx: &mut Context) -> Result<Self> {
        let page = cx.page().get("scholar");
        let settings = Settings::new(site(cx)?.config.get("scholar"), page);
        let mut markup = settings.markup();
        markup.prefix = options.prefix.clone();
        let page = cx.page_path().unwrap_or_default().to_owned();
        let mut call = Self { library, settings, options, markup, page };
        let mut files = Vec::new();
        for file in std::mem::take(&mut call.options.files) {
            files.push(interpolate(&file, cx)?);
        }
        call.options.files = files;
        if let Some(query) = call.options.query.take() {
            call.options.query = Some(interpolate(&query, cx)?);
        }
        Ok(call)
    }

    /// Gives the fields that the list is grouped by, the outermost first.
    pub(super) fn group_fields(&self) -> Vec<String> {
        match &self.options.group_by {
            Some(fields) => fields.split(',').map(|field| strip(field).to_owned()).collect(),
            None => self.settings.list("group_by", "none"),
        }
    }

    pub(super) fn bibliography(&self, cx: &Context) -> Result<Arc<Bibliography>> {
        self.library.bibliography(site(cx)?, &self.settings, &self.options.files, self.options.remove_duplicates)
    }

    pub(super) fn load(&self, cx: &Context) -> Result<Loaded> {
        let site = site(cx)?;
        let name = self.options.style.clone().unwrap_or_else(|| self.settings.text("style", "apa"));
        Ok(Loaded {
            bibliography: self.bibliography(cx)?,
            entries: self.settings.entry_settings()?,
            style: self.library.style(site, &self.settings, &name)?,
            locale: self.library.locale(site, &self.settings, &self.settings.text("locale", "en"))?,
        })
    }

    /// Renders an entry's reference in its element.
    pub(super) fn reference(
        &self,
        loaded: &Loaded,
        processor: &Processor<'_>,
        entry: &Entry,
        number: Option<usize>,
        previous: &mut Previous,
    ) -> String {
        let text = loaded.bibliography.reference(entry, number, processor, &loaded.entries.filters, previous);
        self.markup.reference(&entry.key, &text)
    }

    /// Makes the data that a template of entries sees.
    pub(super) fn template_data(
        &self,
        loaded: &Loaded,
        processor: &Processor<'_>,
        entry: &Entry,
        number: usize,
        previous: &mut Previous,
        cx: &Context,
    ) -> Result<Hash> {
        let mut data = Hash::new();
        let site_value = cx.lookup_global("site").unwrap_or_default();
        data.insert("site", site_value);
        data.insert("page", cx.page());
        data.insert("entry", Value::from(entry_hash(entry, &loaded.entries)));
        data.insert("reference", self.reference(loaded, processor, entry, Some(number), previous));
        data.insert("key", entry.key.as_str());
        data.insert("type", entry.kind.as_str());
        data.insert("index", number as i64);
        let (link, links) = self.links(&entry.key, cx)?;
        data.insert("link", link);
        data.insert("links", Value::from(links));
        Ok(data)
    }

    /// Finds what the repository has for a key: the PDF, and all files by extension.
    fn links(&self, key: &str, cx: &Context) -> Result<(Value, Hash)> {
        let folder = self.settings.get("repository");
        if folder.is_nil() {
            return Ok((Value::Nil, Hash::new()));
        }
        let site = site(cx)?;
        let repository = self.library.repository(site, &self.settings, &folder.to_s())?;
        let base = site.config.text("baseurl").unwrap_or_default();
        let mut links = Hash::new();
        for (extension, path) in repository.get(key).into_iter().flatten() {
            links.insert(extension.as_str(), format!("{base}{path}"));
        }
        let link = links.get("pdf").cloned().unwrap_or_default();
        Ok((link, links))
    }

    /// Makes the link to an entry's page of details, if there are such pages and links are wanted.
    pub(super) fn details_link(&self, entry: &Entry, cx: &Context) -> Result<String> {
        let text = self.settings.get("details_link");
        if !details::has_layout(site(cx)?, &self.settings) || matches!(text, Value::Bool(false)) {
            return Ok(String::new());
        }
        let text = if text.is_nil() { "Details".to_owned() } else { text.to_s() };
        let class = self.settings.text("details_link_class", "details");
        let url = details::url(site(cx)?, &self.settings, entry);
        Ok(format!("<a class=\"{class}\" href=\"{url}\">{text}</a>"))
    }
}

/// Renders the Liquid of an option in the tag's surroundings.
fn interpolate(text: &str, cx: &mut Context) -> Result<String> {
    if !text.contains("{{") && !text.contains("{%") {
        return Ok(text.to_owned());
    }
    let template = cx.environment().parse("option", text)?;
    template.render_in(cx)
}

/// Makes the value that templates see as `entry`.
pub(super) fn entry_hash(entry: &Entry, settings: &EntrySettings) -> Hash {
    let mut hash = Hash::new();
    for (name, value) in entry.context(settings) {
        let value = match value {
            ContextValue::Text(text) => Value::from(text),
            ContextValue::People(people) => Value::array(people.into_iter().map(Value::from_pairs)),
            _ => Value::Nil,
        };
        hash.insert(name, value);
    }
    hash
}
