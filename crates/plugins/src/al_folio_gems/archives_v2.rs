//! jekyll-archives-v2: as jekyll-archives, for each collection that its settings name: a page for each tag, category,
//! year, month and day with its documents.

use hyde_core::plugin::{Generator, NamedDrop, Plugin, Reference, Registry, Tools};
use hyde_core::url::{self, SlugMode};
use hyde_core::{BuildError, Config, Page, Position, Site};
use hyde_liquid::time::{Civil, Date};
use hyde_liquid::{Hash, Value};
use indexmap::IndexMap;

/// The plugin.
pub(crate) struct ArchivesV2;

impl Plugin for ArchivesV2 {
    fn name(&self) -> &str {
        "jekyll-archives-v2"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.generator(AddArchives);
        Ok(())
    }
}

struct AddArchives;

/// The collection that archives are made of, with its settings.
struct Archived<'a> {
    site: &'a Site,
    label: String,
    collection: usize,
    settings: Value,
    pages: Vec<Page>,
}

/// What an archive is about.
struct Subject<'a> {
    /// `tags`, `categories`, `year`, `month`, `day` or another key of the front matter.
    kind: &'a str,
    title: Value,
    slug: String,
    date: Option<Date>,
}

impl Generator for AddArchives {
    fn name(&self) -> &str {
        "Jekyll::Archives::Archives"
    }

    fn generate(&self, site: &mut Site, _: &Tools<'_>) -> Result<(), BuildError> {
        let Some(Value::Hash(all)) = site.config.get("jekyll-archives").cloned() else { return Ok(()) };
        let mut pages = Vec::new();
        for (label, settings) in all.iter() {
            let label = label.to_s();
            let Some(collection) = site.collections.get_index_of(&label) else { continue };
            let mut archived = Archived { site, label, collection, settings: settings.clone(), pages: Vec::new() };
            archived.make();
            pages.append(&mut archived.pages);
        }
        site.pages.extend(pages);
        Ok(())
    }
}

impl Archived<'_> {
    fn is_on(&self, name: &str) -> bool {
        match self.settings.get("enabled") {
            Value::Bool(all) => all,
            Value::Str(all) => all.as_str() == "all",
            Value::Array(names) => names.iter().any(|one| one.as_str() == Some(name)),
            _ => false,
        }
    }

    fn make(&mut self) {
        for kind in ["tags", "categories"] {
            if self.is_on(kind) {
                for (title, documents) in self.documents_by(kind) {
                    let slug = self.slug_of(&title);
                    self.add(&Subject { kind, title, slug, date: None }, &documents);
                }
            }
        }
        self.by_date();
    }

    /// The indexes of documents by a key, in the order its values are first seen, the newest document first.
    fn documents_by(&self, key: &str) -> Vec<(Value, Vec<usize>)> {
        let mut by: IndexMap<String, (Value, Vec<usize>)> = IndexMap::new();
        for (index, document) in self.site.collections[self.collection].docs.iter().enumerate() {
            let values = match document.data.get(key) {
                Some(Value::Array(values)) => values.to_vec(),
                Some(Value::Str(words)) => words.split_whitespace().map(Value::from).collect(),
                _ => Vec::new(),
            };
            for value in values {
                by.entry(value.to_s()).or_insert_with(|| (value.clone(), Vec::new())).1.push(index);
            }
        }
        by.into_values()
            .map(|(title, mut documents)| {
                documents.reverse();
                (title, documents)
            })
            .collect()
    }

    fn slug_of(&self, title: &Value) -> String {
        let mode = match self.settings.get("slug_mode") {
            mode if mode.truthy() => SlugMode::named(&mode.to_s()),
            _ => SlugMode::Default,
        };
        url::slugify(&title.to_s(), mode, false)
    }

    /// Makes the archives of years, each followed by its months, and these by their days.
    fn by_date(&mut self) {
        if !["year", "month", "day"].into_iter().any(|kind| self.is_on(kind)) {
            return;
        }
        let documents = &self.site.collections[self.collection].docs;
        let dates: Vec<Civil> = documents.iter().map(|document| document.date(self.site).civil()).collect();
        let all: Vec<usize> = (0..dates.len()).collect();
        let grouped = |documents: &[usize], part: fn(&Civil) -> i64| {
            let mut groups: IndexMap<i64, Vec<usize>> = IndexMap::new();
            for document in documents {
                groups.entry(part(&dates[*document])).or_default().push(*document);
            }
            groups.values_mut().for_each(|documents| documents.sort_unstable_by(|a, b| b.cmp(a)));
            groups
        };
        for (year, documents) in grouped(&all, |date| date.year) {
            self.add_date("year", (year, 1, 1), &documents);
            for (month, documents) in grouped(&documents, |date| i64::from(date.month)) {
                self.add_date("month", (year, month, 1), &documents);
                for (day, documents) in grouped(&documents, |date| i64::from(date.day)) {
                    self.add_date("day", (year, month, day), &documents);
                }
            }
        }
    }

    fn add_date(&mut self, kind: &str, (year, month, day): (i64, i64, i64), documents: &[usize]) {
        let number = |value: i64| u32::try_from(value).unwrap_or(1);
        let date = Date::from_ymd(year, number(month), number(day));
        if self.is_on(kind) {
            self.add(&Subject { kind, title: Value::Nil, slug: String::new(), date }, documents);
        }
    }

    fn add(&mut self, subject: &Subject<'_>, documents: &[usize]) {
        let url = self.url_of(subject);
        let layout = match self.settings.get("layouts").get(subject.kind) {
            layout if layout.truthy() => layout,
            _ => match self.settings.get("layout") {
                layout if layout.truthy() => layout,
                _ => "archive".into(),
            },
        };
        let path = url::unescape(url.trim_start_matches('/'));
        let path = match url::extname(&path) {
            "" => format!("{}/index.html", path.trim_end_matches('/')),
            _ => path,
        };
        let path = path.trim_start_matches('/').to_owned();
        let (dir, name) = path.rsplit_once('/').unwrap_or(("", &path));
        let reference = |index: &usize| Reference::value(Position::Document(self.collection, *index));
        let documents = Value::array(documents.iter().map(reference));
        let mut page = Page::named("Jekyll::Archives::Archive", dir, name);
        let mut shown = Hash::new();
        shown.insert("name", page.basename.as_str());
        shown.insert("url", url.as_str());
        shown.insert("permalink", Value::Nil);
        shown.insert("title", subject.title.as_str().map(Value::from).unwrap_or_default());
        shown.insert("documents", documents.clone());
        shown.insert("posts", documents);
        shown.insert("collection_name", self.label.as_str());
        shown.insert("date", subject.date.map(Value::Date).unwrap_or_default());
        shown.insert("path", path.as_str());
        shown.insert("type", subject.kind);
        shown.insert("layout", layout.clone());
        page.liquid = Some(Value::object(NamedDrop::new("Jekyll::Archives::PageDrop", shown)));
        page.data.insert("layout", layout);
        page.data.insert("permalink", url);
        page.ext = ".html".to_owned();
        self.pages.push(page);
    }

    fn url_of(&self, subject: &Subject<'_>) -> String {
        let mut url = match self.settings.get("permalinks").get(subject.kind) {
            template if template.truthy() => template.to_s(),
            _ => match subject.kind {
                "year" => "/:collection/:year/",
                "month" => "/:collection/:year/:month/",
                "day" => "/:collection/:year/:month/:day/",
                _ => "/:collection/:type/:name/",
            }
            .to_owned(),
        };
        let mut fill = |name: &str, value: &str| url = url.replace(name, &url::escape_path(value));
        match &subject.date {
            None => fill(":name", &subject.slug),
            Some(date) => {
                fill(":year", &date.strftime("%Y"));
                if subject.kind != "year" {
                    fill(":month", &date.strftime("%m"));
                }
                if subject.kind == "day" {
                    fill(":day", &date.strftime("%d"));
                }
            }
        }
        let singular = match subject.kind {
            "tags" => "tag",
            "categories" => "category",
            kind => kind,
        };
        fill(":type", singular);
        fill(":collection", &self.label);
        url::sanitize(&url)
    }
}
