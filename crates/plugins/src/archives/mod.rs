//! jekyll-archives 2.3: a page for each tag, category, year, month and day with its posts; and jekyll-archives-v2, which
//! does the same for any collection.

mod inflector;
mod v2;

pub(crate) use v2::ArchivesV2;

use hyde_core::model::Shared;
use hyde_core::plugin::{Generator, NamedDrop, Plugin, Reference, Registry, Tools};
use hyde_core::url::{self, SlugMode};
use hyde_core::{BuildError, Config, Document, Page, Position, Site};
use hyde_liquid::time::{Civil, Date};
use hyde_liquid::{Hash, Value};
use indexmap::IndexMap;

/// The plugin.
pub(crate) struct Archives;

impl Plugin for Archives {
    fn name(&self) -> &str {
        "jekyll-archives"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.generator(AddArchives);
        Ok(())
    }
}

struct AddArchives;

/// What an archive is about.
struct Subject {
    /// `tag`, `category`, `year`, `month` or `day`; in jekyll-archives-v2 the singular of any field.
    kind: String,
    /// What settings, and in jekyll-archives-v2 pages too, call the kind.
    key: String,
    /// The name as posts have it; only texts make titles.
    title: Value,
    slug: String,
    date: Option<Date>,
}

impl Generator for AddArchives {
    fn name(&self) -> &str {
        "Jekyll::Archives::Archives"
    }

    fn generate(&self, site: &mut Site, _: &Tools<'_>) -> Result<(), BuildError> {
        let settings = site.config.get("jekyll-archives").cloned().unwrap_or_default();
        let pages = Maker { site, collection: "posts", settings, is_v2: false }.pages();
        site.pages.extend(pages);
        Ok(())
    }
}

/// Makes the archives of one collection.
struct Maker<'a> {
    site: &'a Site,
    /// The label of the collection.
    collection: &'a str,
    settings: Value,
    /// Whether the settings are those of jekyll-archives-v2.
    is_v2: bool,
}

impl Maker<'_> {
    fn docs(&self) -> &[Shared<Document>] {
        self.site.collection(self.collection).map_or(&[], |collection| &collection.docs)
    }

    fn is_on(&self, name: &str) -> bool {
        match &self.settings.get("enabled") {
            Value::Bool(all) => *all,
            Value::Str(all) => all.as_str() == "all",
            Value::Array(names) => names.iter().any(|one| one.as_str() == Some(name)),
            _ => false,
        }
    }

    fn pages(&self) -> Vec<Page> {
        let mut pages = Vec::new();
        if self.is_v2 {
            self.by_date(&mut pages);
            for field in self.fields() {
                self.by_name(&field, &inflector::singular(&field), &field, &mut pages);
            }
        } else {
            for (field, kind) in [("tags", "tag"), ("categories", "category")] {
                if self.is_on(field) {
                    self.by_name(field, kind, kind, &mut pages);
                }
            }
            self.by_date(&mut pages);
        }
        pages
    }

    /// The fields that jekyll-archives-v2 makes archives of: those that the settings name, or all that are lists.
    fn fields(&self) -> Vec<String> {
        let is_date = |name: &str| matches!(name, "year" | "month" | "day");
        if let Value::Array(names) = self.settings.get("enabled") {
            return names.iter().map(Value::to_s).filter(|name| !is_date(name)).collect();
        }
        let mut fields: Vec<String> = Vec::new();
        if self.is_on("all") {
            for document in self.docs() {
                let lists = document.data.iter().filter(|(_, value)| matches!(value, Value::Array(_)));
                for name in lists.map(|(name, _)| name.to_s()) {
                    // Ruby gives every document its categories before anything else.
                    let at = if name == "categories" { 0 } else { fields.len() };
                    if !fields.contains(&name) {
                        fields.insert(at, name);
                    }
                }
            }
        }
        fields
    }

    /// Makes the archives of the values of a field.
    fn by_name(&self, field: &str, kind: &str, key: &str, pages: &mut Vec<Page>) {
        for (title, posts) in self.posts_by(field) {
            let slug = slug_of(&title, &self.settings);
            let subject = Subject { kind: kind.to_owned(), key: key.to_owned(), title, slug, date: None };
            pages.push(self.page(&subject, &posts));
        }
    }

    /// The indexes of posts by tag or category, in the order these are first seen, the newest post first.
    fn posts_by(&self, key: &str) -> Vec<(Value, Vec<usize>)> {
        let mut places = Hash::new();
        let mut by: Vec<(Value, Vec<usize>)> = Vec::new();
        for (index, post) in self.docs().iter().enumerate() {
            for value in post.data.get(key).and_then(Value::as_array).iter().flat_map(|values| values.iter()) {
                let place = match places.get_value(value) {
                    Some(Value::Int(place)) => usize::try_from(*place).unwrap_or(0),
                    _ => {
                        places.insert(value.clone(), by.len());
                        by.push((value.clone(), Vec::new()));
                        by.len() - 1
                    }
                };
                by[place].1.push(index);
            }
        }
        by.iter_mut().for_each(|(_, posts)| posts.reverse());
        by
    }

    /// Makes the archives of years, each followed by its months, and these by their days.
    fn by_date(&self, pages: &mut Vec<Page>) {
        if !["year", "month", "day"].into_iter().any(|kind| self.is_on(kind)) {
            return;
        }
        let dates: Vec<Civil> = self.docs().iter().map(|post| post.date(self.site).civil()).collect();
        let all: Vec<usize> = (0..dates.len()).collect();
        let grouped = |posts: &[usize], part: fn(&Civil) -> i64| {
            let mut groups: IndexMap<i64, Vec<usize>> = IndexMap::new();
            for post in posts {
                groups.entry(part(&dates[*post])).or_default().push(*post);
            }
            // Newest first; the groups themselves come in the order of the posts they were made of.
            groups.values_mut().for_each(|posts| posts.sort_unstable_by(|a, b| b.cmp(a)));
            groups
        };
        let mut add = |kind: &str, year: i64, month: i64, day: i64, posts: &[usize]| {
            let number = |value: i64| u32::try_from(value).unwrap_or(1);
            let date = Date::from_ymd(year, number(month), number(day));
            if self.is_on(kind) {
                let kind = kind.to_owned();
                let key = kind.clone();
                pages.push(self.page(&Subject { kind, key, title: Value::Nil, slug: String::new(), date }, posts));
            }
        };
        for (year, posts) in grouped(&all, |date| date.year) {
            add("year", year, 1, 1, &posts);
            for (month, posts) in grouped(&posts, |date| i64::from(date.month)) {
                add("month", year, month, 1, &posts);
                for (day, posts) in grouped(&posts, |date| i64::from(date.day)) {
                    add("day", year, month, day, &posts);
                }
            }
        }
    }

    fn page(&self, subject: &Subject, posts: &[usize]) -> Page {
        let settings = &self.settings;
        let url = self.url_of(subject);
        let layout = match settings.get("layouts").get(subject.key.as_str()) {
            layout if layout.truthy() => layout,
            _ => match settings.get("layout") {
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
        let collection = self.site.collections.values().position(|one| one.label == self.collection).unwrap_or(0);
        let posts = posts.iter().map(|index| Reference::value(Position::Document(collection, *index)));
        let posts = Value::array(posts);
        let mut page = Page::named("Jekyll::Archives::Archive", dir, name);
        let mut shown = Hash::new();
        shown.insert("name", page.basename.as_str());
        shown.insert("url", url.as_str());
        shown.insert("permalink", Value::Nil);
        shown.insert("title", subject.title.as_str().map(Value::from).unwrap_or_default());
        shown.insert(if self.is_v2 { "documents" } else { "posts" }, posts);
        shown.insert("date", subject.date.map(Value::Date).unwrap_or_default());
        shown.insert("path", path.as_str());
        shown.insert("type", subject.key.as_str());
        if self.is_v2 {
            shown.insert("collection_name", self.collection);
        }
        shown.insert("layout", layout.clone());
        page.liquid = Some(Value::object(NamedDrop::new("Jekyll::Archives::PageDrop", shown)));
        page.data.insert("layout", layout);
        page.data.insert("permalink", url);
        page.ext = ".html".to_owned();
        page
    }

    fn url_of(&self, subject: &Subject) -> String {
        let template = match self.settings.get("permalinks").get(subject.key.as_str()) {
            template if template.truthy() => template.to_s(),
            _ if self.is_v2 => match (subject.date, subject.kind.as_str()) {
                (None, _) => "/:collection/:type/:name/",
                (_, "year") => "/:collection/:year/",
                (_, "month") => "/:collection/:year/:month/",
                _ => "/:collection/:year/:month/:day/",
            }
            .to_owned(),
            _ => match subject.kind.as_str() {
                "tag" => "/tag/:name/",
                "category" => "/category/:name/",
                "year" => "/:year/",
                "month" => "/:year/:month/",
                _ => "/:year/:month/:day/",
            }
            .to_owned(),
        };
        let mut url = template;
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
        fill(":type", &subject.kind);
        if self.is_v2 {
            fill(":collection", self.collection);
        }
        url::sanitize(&url)
    }
}

fn slug_of(title: &Value, settings: &Value) -> String {
    let Value::Str(title) = title else { return String::new() };
    let mode = match settings.get("slug_mode") {
        mode if mode.truthy() => SlugMode::named(&mode.to_s()),
        _ => SlugMode::Default,
    };
    url::slugify(title, mode, false)
}
