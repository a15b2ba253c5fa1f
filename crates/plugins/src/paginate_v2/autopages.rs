//! Pages for every tag, category and collection.

use super::settings::Settings;
use hyde_core::config::deep_merge;
use hyde_core::url::{SlugMode, slugify};
use hyde_core::{Page, Site};
use hyde_diagnostic::{Diagnostic, Severity};
use hyde_liquid::{Hash, Value, strip};
use indexmap::IndexMap;

/// One kind of pages, with its defaults.
struct Kind {
    /// The key of the settings, and the data that documents list names under.
    name: &'static str,
    layout: &'static str,
    title: &'static str,
    permalink: &'static str,
    /// What stands for the name in titles and permalinks.
    placeholder: &'static str,
    /// The setting of the pagination that the name becomes.
    filter: &'static str,
}

const KINDS: [Kind; 3] = [
    Kind {
        name: "tags",
        layout: "autopage_tags.html",
        title: "Posts tagged with :tag",
        permalink: "/tag/:tag",
        placeholder: ":tag",
        filter: "tag",
    },
    Kind {
        name: "categories",
        layout: "autopage_category.html",
        title: "Posts in category :cat",
        permalink: "/category/:cat",
        placeholder: ":cat",
        filter: "category",
    },
    Kind {
        name: "collections",
        layout: "autopage_collection.html",
        title: "Posts in collection :coll",
        permalink: "/collection/:coll",
        placeholder: ":coll",
        filter: "collection",
    },
];

/// Adds the pages; the pagination then splits them like any others.
pub(super) fn add(site: &mut Site, settings: &Settings) {
    let tell = |text: String| Diagnostic::info("AutoPages:", text);
    let own = site.config.get("autopages").cloned().unwrap_or_default();
    if !own.get("enabled").truthy() {
        site.report.tell(tell("Disabled/Not configured in site.config.".to_owned()));
        return;
    }
    for kind in &KINDS {
        let name = kind.name;
        let options = own.get(name);
        if options.as_hash().is_some_and(|options| options.get("enabled").is_some_and(|on| !on.truthy())) {
            site.report.tell(tell(format!("{name} pages are disabled/not configured in site.config.")));
            continue;
        }
        site.report.tell(tell(format!("Generating {name} pages")));
        let layouts = match options.get("layouts") {
            Value::Array(layouts) => layouts.iter().map(Value::to_s).collect(),
            _ => vec![kind.layout.to_owned()],
        };
        for (key, shown) in subjects(site, kind) {
            for layout in &layouts {
                let page = page(site, settings, kind, &options, (&key, &shown), layout);
                site.pages.push(page);
            }
        }
    }
}

/// The names there are pages for, in lower case, each with how it is first written.
fn subjects(site: &Site, kind: &Kind) -> IndexMap<String, String> {
    let mut found = IndexMap::new();
    for collection in site.collections.values() {
        if kind.name == "collections" {
            found.entry(collection.label.to_lowercase()).or_insert_with(|| collection.label.clone());
            continue;
        }
        for document in &collection.docs {
            for name in document.data.get(kind.name).and_then(Value::as_array).iter().flat_map(|names| names.iter()) {
                let name = name.to_s();
                let name = strip(&name);
                found.entry(name.to_lowercase()).or_insert_with(|| name.to_owned());
            }
        }
    }
    found
}

fn page(
    site: &Site,
    settings: &Settings,
    kind: &Kind,
    options: &Value,
    (key, shown): (&str, &str),
    layout: &str,
) -> Page {
    let setting = |name: &str, default: &str| match options.get(name) {
        own if own.truthy() => own.to_s(),
        _ => default.to_owned(),
    };
    let slug = match options.get("slugify") {
        slug if slug.truthy() => {
            let mode = match slug.get("mode") {
                mode if mode.truthy() => mode.to_s(),
                _ => "none".to_owned(),
            };
            slugify(key, SlugMode::named(&mode), slug.get("cased").truthy())
        }
        _ => key.to_owned(),
    };
    let fill = |template: String| template.replace(kind.placeholder, &slug);
    let stem = layout.rsplit_once('.').map_or(layout, |(stem, _)| stem);
    let folder = site.config.text("layouts_dir").unwrap_or_else(|| "_layouts".to_owned());
    let found = site.layouts.get(stem);
    if found.is_none() {
        let path = format!("{}/{folder}/{layout}", site.source);
        site.report.tell(Diagnostic::topic_only(
            Severity::Warning,
            format!("Error reading file {path}: No such file or directory @ rb_sysopen - {path}"),
        ));
    }
    let of_layout = found.and_then(|layout| layout.data.get("pagination")).cloned().unwrap_or_default();
    let mut pagination = settings.hash().clone();
    pagination.insert("enabled", true);
    let own: Hash = [(kind.filter, Value::from(key))].into_iter().collect();
    pagination = deep_merge(&pagination, &own);
    if let Value::Hash(of_layout) = of_layout {
        pagination = deep_merge(&pagination, &of_layout);
    }
    let about = Value::from_pairs([("layout_path", format!("{folder}/{layout}")), ("display_name", shown.to_owned())]);
    let mut page = Page::named("Jekyll::PaginateV2::AutoPages::BaseAutoPage", "", "index.html");
    let front = found.map(|layout| layout.data.clone()).unwrap_or_default();
    page.data = front;
    page.data.insert("permalink", fill(setting("permalink", kind.permalink)));
    page.data.insert("layout", stem);
    page.data.insert("title", fill(setting("title", kind.title)));
    page.data.insert("pagination", pagination);
    page.data.insert("autopage", about.clone());
    page.data.insert("autopages", about);
    page
}
