//! A page: any file with front matter outside the collections, or one that a generator made (`lib/jekyll/page.rb`).

use super::{Matched, Sharing, Site};
use crate::url;
use hyde_liquid::{Hash, Value};
use std::sync::{Arc, OnceLock};

/// A page of the site, as read or as made by a generator. Rendered content and output live in render's slots.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The name of the Ruby class this stands for: `Page` for files, `PageWithoutAFile` or a plugin's own class for
    /// generated pages. Some behaviour (such as `page_excerpts`) asks for exactly `Page`.
    pub class: String,
    /// The directory as Jekyll holds it: `""` or with a leading slash (`/about`).
    pub dir: String,
    /// The file name (`index.md`).
    pub name: String,
    /// The file name without its extension and trailing dots.
    pub basename: String,
    /// The extension with its dot, or empty.
    pub ext: String,
    /// Front matter (defaults are not merged in; see [`Page::get`]).
    pub data: Hash,
    /// The raw text after the front matter.
    pub content: String,
    /// The paginator that a pagination generator attached.
    pub pager: Option<Value>,
    /// What templates see of this page instead of a hash of its data, for a page whose class has a drop of its own.
    pub liquid: Option<Value>,
    /// How many lines of the file stand before `content`.
    pub body_line: usize,
    /// The bytes of a file that is no UTF-8, which are written as they are where nothing has to read them.
    pub invalid: Option<Arc<[u8]>>,
    /// The absolute path of the file, if there is one.
    pub file: Option<String>,
    /// The URL, where a plugin dictates it.
    pub fixed_url: Option<String>,
    /// The directory that the URL is made from, where a generator moved the page away from `dir`.
    pub moved_to: Option<String>,
    matched: OnceLock<Matched>,
    url: OnceLock<String>,
}

impl Sharing for Page {
    fn copy(&self) -> Self {
        let mut copy = self.clone();
        copy.forget_url();
        copy
    }
}

impl Page {
    /// Makes a page that has no file, from its directory (`""`, `tags` or `/tags`), file name, front matter and text.
    pub fn without_a_file(dir: &str, name: &str, data: Hash, content: impl Into<String>) -> Self {
        let mut page = Self::named("PageWithoutAFile", dir, name);
        page.data = data;
        page.content = content.into();
        page
    }

    /// Makes an empty page of the given class, directory and file name.
    pub fn named(class: &str, dir: &str, name: &str) -> Self {
        let ext = url::extname(name).to_owned();
        let basename = name[..name.len() - ext.len()].trim_end_matches('.').to_owned();
        Self { class: class.to_owned(), dir: dir.to_owned(), name: name.to_owned(), basename, ext, ..Self::default() }
    }

    /// The path relative to the source, without a leading slash (`about/index.md`).
    pub fn relative_path(&self) -> String {
        let mut path = String::with_capacity(self.dir.len() + self.name.len() + 1);
        path.push_str(self.dir.trim_start_matches('/'));
        if !path.is_empty() && !path.ends_with('/') {
            path.push('/');
        }
        path.push_str(&self.name);
        path
    }

    /// The `path` templates see: front matter's `path`, otherwise [`Page::relative_path`].
    pub fn path(&self, site: &Site) -> String {
        match self.get(site, "path") {
            Some(value) if value.truthy() => value.to_s(),
            _ => self.relative_path(),
        }
    }

    /// Looks a key up as Ruby's `page.data[key]` does: front matter first (an explicit null included), then the front
    /// matter defaults.
    pub fn get(&self, site: &Site, key: &str) -> Option<Value> {
        match self.data.get(key) {
            Some(value) => Some(value.clone()),
            None => self.defaults(site).find(&site.defaults, key),
        }
    }

    /// The default sets that apply to this page.
    pub fn defaults(&self, site: &Site) -> &Matched {
        self.matched.get_or_init(|| site.defaults.matching(&self.relative_path(), Some("pages"), &site.report))
    }

    /// The extension of the output: that of the permalink, otherwise what the converters make of the file's own.
    pub fn output_ext(&self, site: &Site) -> String {
        permalink_ext(self.permalink(site).as_deref()).unwrap_or_else(|| site.extensions.output_ext(&self.ext))
    }

    /// The permalink of front matter or its defaults.
    pub fn permalink(&self, site: &Site) -> Option<String> {
        self.get(site, "permalink").filter(Value::truthy).map(|value| value.to_s())
    }

    /// The URL with its leading slash, computed once.
    pub fn url(&self, site: &Site) -> &str {
        self.url.get_or_init(|| match &self.fixed_url {
            Some(url) => url.clone(),
            None => url::page_url(self, site),
        })
    }

    /// Forgets the URL, after a generator changed what it is made from.
    pub fn forget_url(&mut self) {
        self.url = OnceLock::new();
    }

    /// The `dir` templates see: the URL's directory with a trailing slash.
    pub fn url_dir(&self, site: &Site) -> String {
        let url = self.url(site);
        if url.ends_with('/') {
            return url.to_owned();
        }
        let dir = url::dirname(url);
        if dir.ends_with('/') { dir.to_owned() } else { format!("{dir}/") }
    }

    /// The absolute path of the file to write.
    pub fn destination(&self, site: &Site) -> String {
        url::destination(&site.destination, self.url(site), &self.output_ext(site))
    }

    /// Whether the output is HTML.
    pub fn is_html(&self, site: &Site) -> bool {
        is_html_ext(&self.output_ext(site))
    }

    /// Whether the file is named `index`.
    pub fn is_index(&self) -> bool {
        self.basename == "index"
    }

    /// Whether the page is written at all (`published` in its own front matter, or `--unpublished`).
    pub fn is_published(&self, site: &Site) -> bool {
        self.data.get("published").is_none_or(Value::truthy) || site.config.truthy("unpublished")
    }
}

/// The extension that a permalink dictates, if it has one and does not end in a slash.
pub(super) fn permalink_ext(permalink: Option<&str>) -> Option<String> {
    let permalink = permalink?;
    let ext = url::extname(permalink);
    (!permalink.ends_with('/') && !ext.is_empty()).then(|| ext.to_owned())
}

/// Whether an output extension makes HTML.
pub(super) fn is_html_ext(ext: &str) -> bool {
    matches!(ext, ".html" | ".xhtml" | ".htm")
}
