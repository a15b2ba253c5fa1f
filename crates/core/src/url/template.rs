//! URL templates and their placeholders.

use super::{SlugMode, escape_path, sanitize, slugify};
use crate::error::BuildError;
use crate::messages;
use crate::model::{Document, Page, Site, StaticFile};
use hyde_liquid::Value;

/// The template that a permalink style stands for; anything else is taken as the template itself.
///
/// ```
/// assert_eq!(hyde_core::url::style_template("none"), "/:categories/:title:output_ext");
/// assert_eq!(hyde_core::url::style_template("/blog/:title"), "/blog/:title");
/// ```
pub fn style_template(style: &str) -> &str {
    match style {
        "none" => "/:categories/:title:output_ext",
        "date" => "/:categories/:year/:month/:day/:title:output_ext",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "weekdate" => "/:categories/:year/W:week/:short_day/:title:output_ext",
        template => template,
    }
}

/// Adds to a template the ending that the site's permalink style asks for.
///
/// ```
/// use hyde_core::url::add_permalink_suffix;
/// assert_eq!(add_permalink_suffix("/:path", "pretty"), "/:path/");
/// assert_eq!(add_permalink_suffix("/:path", "date"), "/:path:output_ext");
/// assert_eq!(add_permalink_suffix("/:path", "/:title"), "/:path");
/// ```
pub fn add_permalink_suffix(template: &str, style: &str) -> String {
    let suffix = match style {
        "pretty" => "/",
        "date" | "ordinal" | "none" => ":output_ext",
        style if style.ends_with('/') => "/",
        style if style.ends_with(":output_ext") => ":output_ext",
        _ => "",
    };
    format!("{template}{suffix}")
}

/// Replaces placeholders one name after the other, as Jekyll does with a hash of them: unknown ones stay.
fn fill(template: &str, placeholders: &[(&str, &str)]) -> String {
    let mut url = template.to_owned();
    for (name, value) in placeholders {
        if !url.contains(':') {
            break;
        }
        url = url.replace(&format!(":{name}"), &escape_path(value));
    }
    sanitize(&url)
}

/// Makes a page's URL from its permalink or the site's style.
pub fn page_url(page: &Page, site: &Site) -> String {
    let output_ext = page.output_ext(site);
    let template = match page.permalink(site) {
        Some(permalink) => permalink,
        None if !page.is_html(site) => "/:path/:basename:output_ext".to_owned(),
        None if page.is_index() => "/:path/".to_owned(),
        None => add_permalink_suffix("/:path/:basename", &site.config.permalink_style()),
    };
    let dir = page.moved_to.as_ref().unwrap_or(&page.dir);
    fill(&template, &[("path", dir), ("basename", &page.basename), ("output_ext", &output_ext)])
}

/// Makes a static file's URL: its path, or in a collection what the collection's template makes of it.
pub fn static_file_url(file: &StaticFile, site: &Site) -> String {
    let Some(collection) = file.collection.as_deref().and_then(|label| site.collection(label)) else {
        return file.relative_path.clone();
    };
    let path = &file.relative_path[..file.relative_path.len() - file.extname.len()];
    let path = path.trim_end_matches('.').replacen(&collection.relative_directory(), "", 1);
    let url = fill(
        &collection.url_template,
        &[
            ("collection", &collection.label),
            ("path", &path),
            ("output_ext", ""),
            ("name", file.basename()),
            ("title", ""),
        ],
    );
    format!("{}{}", url.strip_suffix('/').unwrap_or(&url), file.extname)
}

/// Makes a document's URL from its permalink or its collection's template.
///
/// # Errors
/// When the template has an unknown placeholder.
pub fn document_url(document: &Document, site: &Site) -> Result<String, BuildError> {
    let permalink = document.permalink();
    let template = match &permalink {
        Some(permalink) => permalink,
        None => &document.collection(site).url_template,
    };
    let mut url = String::with_capacity(template.len() + 32);
    let mut rest = template.as_str();
    while let Some(at) = rest.find(':') {
        url.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let length = after.bytes().take_while(|byte| byte.is_ascii_lowercase() || *byte == b'_').count();
        let name = &after[..length];
        if name.is_empty() {
            url.push(':');
        } else {
            let tried = name.strip_suffix('_').map_or_else(|| vec![name], |short| vec![name, short]);
            let found = tried.iter().find_map(|key| placeholder(document, site, key).map(|value| (*key, value)));
            let Some((key, value)) = found else {
                return Err(messages::unknown_placeholder(&tried, &document.relative_path));
            };
            url.push_str(&escape_path(&value));
            // A trailing underscore that is not part of the key stays.
            url.push_str(&name[key.len()..]);
        }
        rest = &after[length..];
    }
    url.push_str(rest);
    Ok(sanitize(&url))
}

/// The value of a document's placeholder (`lib/jekyll/drops/url_drop.rb`), if there is one of that name.
fn placeholder(document: &Document, site: &Site, key: &str) -> Option<String> {
    let text = |key: &str| match document.data.get(key) {
        None | Some(Value::Nil) => None,
        Some(value) => Some(value.to_s()),
    };
    let date = |format: &str| Some(document.date(site).strftime(format));
    match key {
        "output_ext" => Some(document.output_ext(site)),
        "path" => Some(document.cleaned_relative_path()),
        "collection" => Some(document.collection.clone()),
        "name" => Some(warned_slug(document.basename_without_ext(), SlugMode::Default, false, site)),
        "title" => Some(match text("slug") {
            Some(slug) => warned_slug(&slug, SlugMode::Pretty, true, site),
            None => warned_slug(document.basename_without_ext(), SlugMode::Pretty, true, site),
        }),
        "slug" => Some(match text("slug") {
            Some(slug) => warned_slug(&slug, SlugMode::Default, false, site),
            None => warned_slug(document.basename_without_ext(), SlugMode::Default, false, site),
        }),
        "categories" => Some(categories(document, |category| category.to_lowercase())),
        "slugified_categories" => Some(categories(document, |category| slugify(category, SlugMode::Default, false))),
        "year" => date("%Y"),
        "month" => date("%m"),
        "day" => date("%d"),
        "hour" => date("%H"),
        "minute" => date("%M"),
        "second" => date("%S"),
        "i_day" => date("%-d"),
        "i_month" => date("%-m"),
        "short_month" => date("%b"),
        "long_month" => date("%B"),
        "short_year" => date("%y"),
        "w_year" => date("%G"),
        "week" => date("%V"),
        "w_day" => date("%u"),
        "short_day" => date("%a"),
        "long_day" => date("%A"),
        "y_day" => date("%j"),
        _ => None,
    }
}

fn warned_slug(text: &str, mode: SlugMode, cased: bool, site: &Site) -> String {
    let slug = slugify(text, mode, cased);
    if slug.is_empty() {
        site.report.tell(messages::empty_slug(text));
    }
    slug
}

fn categories(document: &Document, form: impl Fn(&str) -> String) -> String {
    let mut seen: Vec<String> = Vec::new();
    if let Some(Value::Array(categories)) = document.data.get("categories") {
        for category in categories.iter() {
            let category = form(&category.to_s());
            if !seen.contains(&category) {
                seen.push(category);
            }
        }
    }
    seen.join("/")
}

/// Makes the URL of every document, so that unknown placeholders are found before rendering starts.
///
/// # Errors
/// The first document's error.
pub fn check_documents(site: &Site) -> Result<(), BuildError> {
    for document in site.documents() {
        if document.url.get().is_none() {
            let url = document_url(document, site)?;
            let _ = document.url.set(url.into());
        }
    }
    Ok(())
}
