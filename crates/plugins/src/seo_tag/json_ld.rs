//! JSON-LD: the page as schema.org sees it, its keys in alphabetical order.

use super::Pipes;
use super::card::{Card, first};
use hyde_liquid::{Context, Hash, Result, Value};

/// Makes the hash of a page.
pub(super) fn of(card: &Card, pipes: &Pipes, cx: &mut Context) -> Result<Value> {
    let seo = card.page.get("seo");
    let is_home_or_about = card.is_home_or_about();
    let mut json = Hash::new();
    json.insert("@context", "https://schema.org");
    let kind = match first([seo.get("type")]) {
        Value::Nil if is_home_or_about => "WebSite".into(),
        Value::Nil if card.page.get("date").truthy() => "BlogPosting".into(),
        Value::Nil => "WebPage".into(),
        kind => kind,
    };
    json.insert("@type", kind.clone());
    if let Some(name) = &card.author.name {
        let mut author = Hash::new();
        author.insert("@type", card.author.kind.clone());
        author.insert("name", name.as_str());
        if card.author.url.truthy() {
            author.insert("url", card.author.url.clone());
        }
        json.insert("author", author);
    }
    let modified = card.modified();
    if modified.truthy() {
        json.insert("dateModified", pipes.time.run(modified, cx)?);
    }
    if card.page.get("date").truthy() {
        json.insert("datePublished", pipes.time.run(card.page.get("date"), cx)?);
    }
    if let Some(description) = &card.description {
        json.insert("description", description.as_str());
    }
    if let Some(title) = &card.page_title {
        json.insert("headline", title.as_str());
    }
    if let Some(image) = &card.image {
        json.insert("image", image_of(image));
    }
    if matches!(kind.as_str(), Some("BlogPosting" | "CreativeWork")) {
        json.insert("mainEntityOfPage", Value::from_pairs([("@type", "WebPage"), ("@id", card.canonical.as_str())]));
    }
    if let Some(name) = name(card, is_home_or_about, pipes, cx)? {
        json.insert("name", name);
    }
    if let Some(publisher) = publisher(card, pipes, cx)? {
        json.insert("publisher", publisher);
    }
    let links = match seo.get("links") {
        Value::Nil if is_home_or_about => card.site.get("social").get("links"),
        links => links,
    };
    if links.truthy() {
        json.insert("sameAs", links);
    }
    json.insert("url", card.canonical.as_str());
    Ok(Value::from(json))
}

fn image_of(image: &super::image::Image) -> Value {
    if image.details.is_empty() {
        return Value::from(image.url.as_str());
    }
    let mut hash = image.details.clone();
    hash.insert("url", image.url.as_str());
    hash.insert("@type", "imageObject");
    Value::from(hash)
}

fn name(card: &Card, is_home_or_about: bool, pipes: &Pipes, cx: &mut Context) -> Result<Option<String>> {
    let own = card.page.get("seo").get("name");
    if own.truthy() {
        return pipes.plain(&own, cx);
    }
    if !is_home_or_about {
        return Ok(None);
    }
    let social = card.site.get("social").get("name");
    if social.truthy() { pipes.plain(&social, cx) } else { Ok(card.site_title.clone()) }
}

fn publisher(card: &Card, pipes: &Pipes, cx: &mut Context) -> Result<Option<Value>> {
    let logo = card.site.get("logo");
    if !logo.truthy() {
        return Ok(None);
    }
    let path = cx.to_s(&logo);
    let address = if path.contains("://") { path } else { pipes.address.text(path.into(), cx)? };
    let address = pipes.uri.text(address.into(), cx)?;
    let mut publisher = Hash::new();
    publisher.insert("@type", "Organization");
    publisher.insert("logo", Value::from_pairs([("@type", "ImageObject"), ("url", address.as_str())]));
    if let Some(name) = &card.author.name {
        publisher.insert("name", name.as_str());
    }
    Ok(Some(Value::from(publisher)))
}
