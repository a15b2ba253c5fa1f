//! jekyll-feed 0.17: Atom feeds of posts, collections, categories and tags, and the `feed_meta` tag.

mod entries;
mod meta;

use hyde_core::plugin::{Generator, Plugin, Priority, Registry, Tools};
use hyde_core::url::{SlugMode, slugify};
use hyde_core::{BuildError, Config, Page, Site};
use hyde_diagnostic::Diagnostic;
use hyde_liquid::{Hash, Value};

/// The plugin.
pub(crate) struct Feed;

impl Plugin for Feed {
    fn name(&self) -> &str {
        "jekyll-feed"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.tag("feed_meta", meta::FeedMeta).tag("hyde_feed", entries::FeedTag).generator(AddFeeds);
        Ok(())
    }
}

struct AddFeeds;

/// One feed to make.
struct Wish {
    path: String,
    collection: String,
    category: Option<Value>,
    tag: Option<String>,
}

impl Generator for AddFeeds {
    fn name(&self) -> &str {
        "JekyllFeed::Generator"
    }

    fn priority(&self) -> Priority {
        Priority::LOWEST
    }

    fn generate(&self, site: &mut Site, _: &Tools<'_>) -> Result<(), BuildError> {
        let settings = site.config.get("feed").cloned().unwrap_or_default();
        if settings.get("disable_in_development").truthy() && site.environment == "development" {
            return Ok(());
        }
        let wishes = collection_wishes(&settings).into_iter().chain(tag_wishes(site, &settings)?);
        for wish in wishes {
            tell(site, &wish);
            if !is_taken(site, &wish.path) {
                let page = page_of(site, &wish);
                site.pages.push(page);
            }
        }
        Ok(())
    }
}

/// The feeds of the posts and of the collections that the settings name, each followed by those of its categories.
fn collection_wishes(settings: &Value) -> Vec<Wish> {
    let mut collections: Vec<(String, Value)> = match settings.get("collections") {
        Value::Array(names) => names.iter().map(|name| (name.to_s(), Value::Nil)).collect(),
        Value::Hash(named) => named.iter().map(|(name, meta)| (name.to_s(), meta.clone())).collect(),
        _ => Vec::new(),
    };
    let posts = Value::from_pairs([("path", settings.get("path")), ("categories", settings.get("categories"))]);
    collections.retain(|(name, _)| name != "posts");
    collections.push(("posts".to_owned(), posts));
    let mut wishes = Vec::new();
    for (name, meta) in collections {
        let prefix = if name == "posts" { "/feed".to_owned() } else { format!("/feed/{name}") };
        let path = match meta.get("path") {
            path if path.truthy() => path.to_s(),
            _ => format!("{prefix}.xml"),
        };
        wishes.push(Wish { path, collection: name.clone(), category: None, tag: None });
        for category in meta.get("categories").items().iter().flat_map(|items| items.iter()) {
            let path = format!("{prefix}/{}.xml", category.to_s());
            wishes.push(Wish { path, collection: name.clone(), category: Some(category.clone()), tag: None });
        }
    }
    wishes
}

/// The feeds of tags: all of the site's, or those that `only` and `except` leave.
fn tag_wishes(site: &Site, settings: &Value) -> Result<Vec<Wish>, BuildError> {
    let tags = settings.get("tags");
    if !tags.truthy() {
        return Ok(Vec::new());
    }
    let listed = |key: &str| -> Option<Vec<String>> {
        tags.get(key).items().map(|names| names.iter().map(Value::to_s).collect())
    };
    let folder = match tags.get("path") {
        path if path.truthy() => path.to_s(),
        _ => "/feed/by_tag/".to_owned(),
    };
    let all: Vec<String> = site.posts_by("tags").into_keys().collect();
    let wanted = listed("only").unwrap_or(all);
    let except = listed("except").unwrap_or_default();
    Ok(wanted
        .into_iter()
        .filter(|tag| !except.contains(tag))
        .map(|tag| {
            let path = format!("{folder}{}.xml", slugify(&tag, SlugMode::Pretty, false));
            Wish { path, collection: "posts".to_owned(), category: None, tag: Some(tag) }
        })
        .collect())
}

fn tell(site: &Site, wish: &Wish) {
    let about = match (&wish.category, &wish.tag) {
        (Some(category), _) => format!(" in category {}", category.to_s()),
        (None, Some(tag)) => format!(" tagged {tag}"),
        (None, None) => String::new(),
    };
    let collection = &wish.collection;
    site.report.tell(Diagnostic::info("Jekyll Feed:", format!("Generating feed for {collection}{about}")));
}

fn is_taken(site: &Site, path: &str) -> bool {
    let path = path.trim_start_matches('/');
    site.files.is_file(&format!("{}/{path}", site.source))
}

fn page_of(site: &Site, wish: &Wish) -> Page {
    let path = wish.path.trim_start_matches('/');
    let (dir, name) = path.rsplit_once('/').unwrap_or(("", path));
    let mut data = Hash::new();
    data.insert("layout", Value::Nil);
    data.insert("sitemap", false);
    data.insert("xsl", site.files.is_file(&format!("{}/feed.xslt.xml", site.source)));
    data.insert("collection", wish.collection.as_str());
    data.insert("category", wish.category.clone().unwrap_or_default());
    data.insert("tags", wish.tag.as_deref().map(Value::from).unwrap_or_default());
    Page::without_a_file(dir, name, data, "{% hyde_feed %}")
}
