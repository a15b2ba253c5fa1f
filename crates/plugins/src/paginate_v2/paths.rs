//! Where the pages of a pagination lie.

use super::settings::Settings;
use hyde_core::{Page, Site, url};

/// The places of the pages of one template.
pub(super) struct Paths {
    /// The folder of the first page, with a slash at its end.
    folder: String,
    /// The template of later pages' paths, with `:num`.
    later: String,
    index: Option<String>,
    extension: String,
}

impl Paths {
    pub(super) fn of(site: &Site, template: &Page, settings: &Settings) -> Self {
        let folder = match template.permalink(site) {
            Some(permalink) => permalink,
            None => template.dir.clone(),
        };
        let folder = match folder.trim_matches('/') {
            "" => "/".to_owned(),
            inner => format!("/{inner}/"),
        };
        let permalink = settings.get("permalink").to_s();
        let later = format!("{folder}{}", permalink.trim_start_matches('/'));
        Self { folder, later, index: settings.index_name(), extension: settings.extension() }
    }

    /// The extension of the pages with its dot.
    pub(super) fn extension(&self) -> &str {
        &self.extension
    }

    /// The path of a page by its number, before an index file's name is added.
    fn base(&self, number: usize) -> String {
        if number == 1 { self.folder.clone() } else { self.numbered(number) }
    }

    fn numbered(&self, number: usize) -> String {
        self.later.replace(":num", &number.to_string())
    }

    /// The path as the data's permalink has it: one without extension and slash gets the index's name and no more.
    pub(super) fn permalink(&self, number: usize) -> String {
        self.named(&self.base(number), self.index.as_deref().unwrap_or("index"))
    }

    fn named(&self, path: &str, index: &str) -> String {
        if path.ends_with('/') {
            format!("{path}{index}{}", self.extension)
        } else if url::extname(path).is_empty() {
            format!("{path}{index}")
        } else {
            path.to_owned()
        }
    }

    /// The URL.
    pub(super) fn url(&self, number: usize) -> String {
        let path = self.permalink(number);
        if url::extname(&path).is_empty() { format!("{path}{}", self.extension) } else { path }
    }

    /// The path that `page_path` shows.
    pub(super) fn full(&self, number: usize) -> String {
        self.permalink(number)
    }

    /// The path that links show: without the usual index file's name.
    pub(super) fn shown(&self, number: usize) -> String {
        self.linked(self.base(number))
    }

    /// The path of the last page, which is numbered even when it is the first one.
    pub(super) fn last(&self, number: usize) -> String {
        self.linked(self.numbered(number))
    }

    fn linked(&self, path: String) -> String {
        match &self.index {
            Some(index) => self.named(&path, index),
            None => path,
        }
    }
}
