//! The image of a page.

use super::Pipes;
use super::card::first;
use hyde_core::url;
use hyde_liquid::{Context, Hash, Result, Value};

pub(super) struct Image {
    /// The absolute address, escaped.
    pub(super) url: String,
    /// What front matter says besides the path.
    pub(super) details: Hash,
}

impl Image {
    /// Makes out a page's image: a path, or a hash with a path.
    pub(super) fn of(page: &Value, pipes: &Pipes, cx: &mut Context) -> Result<Option<Self>> {
        let image = page.get("image");
        let (path, mut details) = match &image {
            Value::Str(_) => (image.clone(), Hash::new()),
            Value::Hash(hash) => {
                (first([image.get("path"), image.get("facebook"), image.get("twitter")]), (**hash).clone())
            }
            _ => return Ok(None),
        };
        let Value::Str(path) = path else { return Ok(None) };
        details.remove("path");
        let absolute = if is_absolute(&path) {
            path.to_string()
        } else {
            let place = if path.starts_with('/') { path.to_string() } else { beside(page, &path, cx) };
            pipes.address.text(place.into(), cx)?
        };
        let url = pipes.uri.text(absolute.into(), cx)?;
        details.remove("url");
        Ok(Some(Self { url, details }))
    }
}

/// Says whether an address has a scheme.
fn is_absolute(path: &str) -> bool {
    path.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// A path relative to the page's folder.
fn beside(page: &Value, path: &str, cx: &Context) -> String {
    let own = cx.to_s(&page.get("url"));
    let folder = if own.ends_with('/') { own.as_str() } else { url::dirname(&own) };
    format!("{}/{path}", folder.trim_end_matches('/'))
}
