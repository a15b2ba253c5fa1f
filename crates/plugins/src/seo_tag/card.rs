//! What a page says about itself: titles, description, locale, canonical address.

use super::author::Author;
use super::image::Image;
use super::{Pipes, printed};
use hyde_liquid::{Context, Error, Result, Value, words};

/// How many words of a description are shown where neither page nor site says.
const DESCRIPTION_WORDS: i64 = 100;

pub(super) struct Card {
    pub(super) site: Value,
    pub(super) page: Value,
    /// The text of the `title` element.
    pub(super) title: Option<String>,
    pub(super) page_title: Option<String>,
    pub(super) site_title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) author: Author,
    pub(super) image: Option<Image>,
    pub(super) locale: String,
    pub(super) canonical: String,
}

impl Card {
    pub(super) fn new(pipes: &Pipes, cx: &mut Context) -> Result<Self> {
        let site = cx.lookup_global("site").unwrap_or_default();
        let page = cx.lookup_global("page").unwrap_or_default();
        let site_title = pipes.plain(&first([site.get("title"), site.get("name")]), cx)?;
        let page_title = pipes.plain(&page.get("title"), cx)?.or_else(|| site_title.clone());
        let title = whole_title(&site, page_title.as_deref(), site_title.as_deref(), pipes, cx)?;
        let locales = [page.get("locale"), site.get("locale"), page.get("lang"), site.get("lang")];
        let locale = match first(locales) {
            Value::Nil => "en_US".to_owned(),
            locale => cx.to_s(&locale).replace('-', "_"),
        };
        let canonical = canonical(&page, pipes, cx)?;
        let image = Image::of(&page, pipes, cx)?;
        let author = Author::of(&site, &page, cx);
        let description = description(&site, &page, pipes, cx)?;
        Ok(Self { site, page, title, page_title, site_title, description, author, image, locale, canonical })
    }

    /// Says whether the page is the site's first one, or tells about it.
    pub(super) fn is_home_or_about(&self) -> bool {
        let url = self.page.get("url");
        let Some(path) = url.as_str().and_then(|url| url.strip_prefix('/')) else { return false };
        matches!(path.strip_prefix("about/").unwrap_or(path), "" | "index.html" | "index.htm")
    }

    /// The time of the last change, by front matter or the page's date.
    pub(super) fn modified(&self) -> Value {
        first([self.page.get("seo").get("date_modified"), self.page.get("last_modified_at"), self.page.get("date")])
    }
}

/// The first of the values that Ruby takes for true.
pub(super) fn first(values: impl IntoIterator<Item = Value>) -> Value {
    values.into_iter().find(Value::truthy).unwrap_or_default()
}

fn whole_title(
    site: &Value,
    page_title: Option<&str>,
    site_title: Option<&str>,
    pipes: &Pipes,
    cx: &mut Context,
) -> Result<Option<String>> {
    let title = match (page_title, site_title) {
        (Some(page), Some(site)) if page != site => Some(format!("{page} | {site}")),
        (_, Some(title)) => {
            let tagline = match pipes.plain(&site.get("tagline"), cx)? {
                None => pipes.plain(&site.get("description"), cx)?,
                tagline => tagline,
            };
            Some(tagline.map_or_else(|| title.to_owned(), |tagline| format!("{title} | {tagline}")))
        }
        (page, None) => page.map(ToOwned::to_owned),
    };
    let paginator = cx.lookup("paginator").unwrap_or_default();
    let (current, total) = (paginator.get("page"), paginator.get("total_pages"));
    match current.as_int() {
        Some(number) if number > 1 => {
            let total = printed(&total, cx);
            Ok(Some(format!("Page {number} of {total} for {}", title.unwrap_or_default())))
        }
        _ => Ok(title),
    }
}

fn canonical(page: &Value, pipes: &Pipes, cx: &mut Context) -> Result<String> {
    let own = page.get("canonical_url");
    if own.truthy() && !own.to_s().is_empty() {
        return Ok(cx.to_s(&own));
    }
    let address = pipes.address.text(page.get("url"), cx)?;
    Ok(match address.strip_suffix("/index.html") {
        Some(folder) => format!("{folder}/"),
        None => address,
    })
}

fn description(site: &Value, page: &Value, pipes: &Pipes, cx: &mut Context) -> Result<Option<String>> {
    // A description with nothing in it hides the excerpt all the same.
    let own = first([page.get("description"), page.get("excerpt")]);
    let found = match pipes.plain(&own, cx)? {
        None => pipes.plain(&site.get("description"), cx)?,
        found => found,
    };
    let Some(text) = found else { return Ok(None) };
    let limit = match page.get("seo_description_max_words") {
        Value::Int(limit) => limit,
        Value::Float(limit) => limit as i64,
        Value::Nil | Value::Bool(false) => DESCRIPTION_WORDS,
        // One is added to it.
        _ => return Err(Error::ruby("TypeError", "no implicit conversion of Integer into String")),
    };
    let mut kept: Vec<&str> = words(&text).collect();
    match usize::try_from(limit) {
        Ok(limit) if kept.len() <= limit => return Ok(Some(text)),
        Ok(limit) => kept.truncate(limit),
        // Counted from the end, as Ruby's ranges are.
        Err(_) => kept.truncate(kept.len().saturating_sub(usize::try_from(limit.unsigned_abs()).unwrap_or(usize::MAX))),
    }
    Ok(Some(format!("{}…", kept.join(" "))))
}
