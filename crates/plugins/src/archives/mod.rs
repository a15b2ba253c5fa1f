//! jekyll-archives 2.3: a page for each tag, category, year, month and day with its posts.

use hyde_core::plugin::{Generator, NamedDrop, Plugin, Reference, Registry, Tools};
use hyde_core::url::{self, SlugMode};
use hyde_core::{BuildError, Config, Page, Position, Site};
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
    /// `tag`, `category`, `year`, `month` or `day`.
    kind: &'static str,
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
        let enabled = settings.get("enabled");
        let is_on = |name: &str| match &enabled {
            Value::Bool(all) => *all,
            Value::Str(all) => all.as_str() == "all",
            Value::Array(names) => names.iter().any(|one| one.as_str() == Some(name)),
            _ => false,
        };
        let mut pages = Vec::new();
        for (name, kind) in [("tags", "tag"), ("categories", "category")] {
            if is_on(name) {
                for (title, posts) in posts_by(site, name) {
                    let slug = slug_of(&title, &settings);
                    pages.push(page(site, &settings, &Subject { kind, title, slug, date: None }, &posts));
                }
            }
        }
        by_date(site, &settings, is_on, &mut pages);
        site.pages.extend(pages);
        Ok(())
    }
}

/// The indexes of posts by tag or category, in the order these are first seen, the newest post first.
fn posts_by(site: &Site, key: &str) -> Vec<(Value, Vec<usize>)> {
    let mut places = Hash::new();
    let mut by: Vec<(Value, Vec<usize>)> = Vec::new();
    for (index, post) in site.posts().iter().enumerate() {
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

fn slug_of(title: &Value, settings: &Value) -> String {
    let Value::Str(title) = title else { return String::new() };
    let mode = match settings.get("slug_mode") {
        mode if mode.truthy() => SlugMode::named(&mode.to_s()),
        _ => SlugMode::Default,
    };
    url::slugify(title, mode, false)
}

/// Makes the archives of years, each followed by its months, and these by their days.
fn by_date(site: &Site, settings: &Value, is_on: impl Fn(&str) -> bool, pages: &mut Vec<Page>) {
    if !["year", "month", "day"].into_iter().any(&is_on) {
        return;
    }
    let dates: Vec<Civil> = site.posts().iter().map(|post| post.date(site).civil()).collect();
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
    let mut add = |kind: &'static str, year: i64, month: i64, day: i64, posts: &[usize]| {
        let number = |value: i64| u32::try_from(value).unwrap_or(1);
        let date = Date::from_ymd(year, number(month), number(day));
        if is_on(kind) {
            pages.push(page(site, settings, &Subject { kind, title: Value::Nil, slug: String::new(), date }, posts));
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

fn page(site: &Site, settings: &Value, subject: &Subject, posts: &[usize]) -> Page {
    let url = url_of(settings, subject);
    let layout = match settings.get("layouts").get(subject.kind) {
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
    let collection = site.collections.get_index_of("posts").unwrap_or(0);
    let posts = posts.iter().map(|index| Reference::value(Position::Document(collection, *index)));
    let mut page = Page::named("Jekyll::Archives::Archive", dir, name);
    let mut shown = Hash::new();
    shown.insert("name", page.basename.as_str());
    shown.insert("url", url.as_str());
    shown.insert("permalink", Value::Nil);
    shown.insert("title", subject.title.as_str().map(Value::from).unwrap_or_default());
    shown.insert("posts", Value::array(posts));
    shown.insert("date", subject.date.map(Value::Date).unwrap_or_default());
    shown.insert("path", path.as_str());
    shown.insert("type", subject.kind);
    shown.insert("layout", layout.clone());
    page.liquid = Some(Value::object(NamedDrop::new("Jekyll::Archives::PageDrop", shown)));
    page.data.insert("layout", layout);
    page.data.insert("permalink", url);
    page.ext = ".html".to_owned();
    page
}

fn url_of(settings: &Value, subject: &Subject) -> String {
    let template = match settings.get("permalinks").get(subject.kind) {
        template if template.truthy() => template.to_s(),
        _ => match subject.kind {
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
    fill(":type", subject.kind);
    url::sanitize(&url)
}
