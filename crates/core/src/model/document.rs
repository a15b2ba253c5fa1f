//! A document of a collection: a post, a draft, or a file with front matter in a collection's directory
//! (`lib/jekyll/document.rb`).

use super::page::{is_html_ext, permalink_ext};
use super::{Collection, Sharing, Site};
use crate::url;
use hyde_liquid::time::Time;
use hyde_liquid::{Hash, Str, Value};
use std::sync::{Arc, OnceLock};

/// A document of a collection. Rendered content and output live in render's slots.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The label of its collection.
    pub collection: String,
    /// The absolute path of the file.
    pub path: String,
    /// The path relative to the source and below `collections_dir` (`_posts/2024-01-01-a.md`).
    pub relative_path: String,
    /// Front matter with the defaults, title, slug, date, categories, tags and so on merged in.
    pub data: Hash,
    /// The raw text after the front matter; `None` for a document whose whole file is YAML data.
    pub content: Option<String>,
    /// The text that an excerpt is taken from, where a generator gave the document another content after that was read.
    pub excerpted: Option<String>,
    /// The time of the file.
    pub modified: Option<Arc<Time>>,
    /// How many lines of the file stand before `content`.
    pub body_line: usize,
    /// The bytes of a file that is no UTF-8; see [`super::Page::invalid`].
    pub invalid: Option<Arc<[u8]>>,
    /// Whether reading got far enough to make an excerpt possible (front matter parsed without error).
    pub parsed: bool,
    pub(crate) url: OnceLock<Str>,
    pub(crate) shown: ShownCell,
}

/// Where [`Shown`] is kept; a clone, which may be changed, finds it anew.
#[derive(Debug, Default)]
pub(crate) struct ShownCell(OnceLock<Shown>);

impl Clone for ShownCell {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// What of a document's data lists of documents show, at hand without a search.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) title: Option<Value>,
    pub(crate) date: Option<Value>,
    pub(crate) tags: Option<Value>,
    pub(crate) categories: Option<Value>,
    /// What `published` says.
    pub(crate) published: bool,
}

impl Sharing for Document {
    fn copy(&self) -> Self {
        let mut copy = self.clone();
        copy.forget_url();
        copy
    }

    fn touch(&mut self) {
        self.shown = ShownCell::default();
    }
}

impl Document {
    /// The file name with its extension.
    pub fn basename(&self) -> &str {
        url::basename(&self.path)
    }

    /// The extension with its dot, or empty.
    pub fn extname(&self) -> &str {
        url::extname(&self.path)
    }

    /// The file name without its extension.
    pub fn basename_without_ext(&self) -> &str {
        let name = self.basename();
        &name[..name.len() - url::extname(name).len()]
    }

    /// The path within its collection without the extension and trailing dots, with a leading slash
    /// (`_posts/sub/a.md` gives `/sub/a`).
    pub fn cleaned_relative_path(&self) -> String {
        let path = &self.relative_path[..self.relative_path.len() - self.extname().len()];
        path.replacen(&format!("_{}", self.collection), "", 1).trim_end_matches('.').to_owned()
    }

    /// What lists show of the data. Only for documents that are not changed right behind this one's back: a change
    /// through [`super::Shared`] makes it anew.
    pub(crate) fn shown(&self) -> &Shown {
        self.shown.0.get_or_init(|| {
            let get = |key| self.data.get(key).cloned();
            Shown {
                title: get("title"),
                date: get("date"),
                tags: get("tags"),
                categories: get("categories"),
                published: self.data.get("published").is_none_or(Value::truthy),
            }
        })
    }

    /// What the data hold under a key that posts are listed by, `tags` or `categories`; as [`Document::shown`].
    pub(crate) fn listed_by(&self, key: &str) -> Option<&Value> {
        match key {
            "tags" => self.shown().tags.as_ref(),
            "categories" => self.shown().categories.as_ref(),
            key => self.data.get(key),
        }
    }

    /// Looks a key up in the data.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.data.get(key)
    }

    /// The date: of the data, for drafts the file's time, otherwise the site's time.
    pub fn date(&self, site: &Site) -> Arc<Time> {
        match self.data.get("date") {
            Some(Value::Time(time)) => time.clone(),
            _ if self.is_draft() => self.modified.clone().unwrap_or_else(|| site.time.clone()),
            _ => site.time.clone(),
        }
    }

    /// Whether this is a draft.
    pub fn is_draft(&self) -> bool {
        self.data.get("draft").is_some_and(Value::truthy)
    }

    /// Whether the whole file is YAML data.
    pub fn is_yaml_file(&self) -> bool {
        matches!(self.extname(), ".yml" | ".yaml")
    }

    /// Whether the file is an asset, which is never placed in a layout.
    pub fn is_asset_file(&self) -> bool {
        matches!(self.extname(), ".sass" | ".scss" | ".coffee")
    }

    /// The collection it belongs to.
    pub fn collection<'a>(&self, site: &'a Site) -> &'a Collection {
        site.collection(&self.collection).expect("a document's collection is in its site")
    }

    /// The permalink of its data.
    pub fn permalink(&self) -> Option<String> {
        self.data.get("permalink").filter(|value| value.truthy()).map(Value::to_s)
    }

    /// The extension of the output: that of the permalink, otherwise what the converters make of the file's own.
    pub fn output_ext(&self, site: &Site) -> String {
        permalink_ext(self.permalink().as_deref()).unwrap_or_else(|| site.extensions.output_ext(self.extname()))
    }

    /// The URL with its leading slash. It is computed once; a permalink with an unknown placeholder, which
    /// [`url::check_documents`] reports before rendering starts, gives an empty URL.
    pub fn url(&self, site: &Site) -> &str {
        self.shared_url(site)
    }

    /// The same as templates see it.
    pub(crate) fn shared_url(&self, site: &Site) -> &Str {
        self.url.get_or_init(|| Str::from(url::document_url(self, site).unwrap_or_default()))
    }

    /// Forgets the URL, after a generator changed what it is made from.
    pub fn forget_url(&mut self) {
        self.url = OnceLock::new();
    }

    /// The `id` templates see: the URL's directory, then the slug as given or the file's base name.
    pub fn id(&self, site: &Site) -> String {
        let dir = url::dirname(self.url(site));
        let last = match self.data.get("slug") {
            Some(slug) if slug.truthy() => slug.to_s(),
            _ => self.basename_without_ext().to_owned(),
        };
        if dir.ends_with('/') { format!("{dir}{last}") } else { format!("{dir}/{last}") }
    }

    /// The absolute path of the file to write.
    pub fn destination(&self, site: &Site) -> String {
        url::document_destination(&site.destination, self.url(site), &self.output_ext(site))
    }

    /// Whether the output is HTML.
    pub fn is_html(&self, site: &Site) -> bool {
        is_html_ext(&self.output_ext(site))
    }

    /// Whether `published` allows it, or `--unpublished` is on.
    pub fn is_published(&self, site: &Site) -> bool {
        self.data.get("published").is_none_or(Value::truthy) || site.config.truthy("unpublished")
    }

    /// Whether its date lies after the site's time, to the second, while `future` is off.
    pub fn is_hidden_in_the_future(&self, site: &Site) -> bool {
        !site.config.truthy("future") && self.date(site).unix() > site.time.unix()
    }

    /// Whether the document is written: its collection is, and it is published.
    pub fn is_written(&self, site: &Site) -> bool {
        self.collection(site).is_written() && self.is_published(site) && !self.is_hidden_in_the_future(site)
    }
}
