//! Who wrote a page.

use super::card::first;
use hyde_liquid::{Context, Value};

#[derive(Default)]
pub(super) struct Author {
    pub(super) name: Option<String>,
    /// The Twitter name without `@`.
    pub(super) twitter: Option<String>,
    pub(super) url: Value,
    /// The schema.org type, `Person` unless given.
    pub(super) kind: Value,
}

impl Author {
    /// Finds the author: the page's, the first of its authors, or the site's. A text may be a key of `site.data.authors`.
    pub(super) fn of(site: &Value, page: &Value, cx: &Context) -> Self {
        let of_page = || match page.get("authors") {
            authors if authors.is_array() => authors.at(0),
            _ => Value::Nil,
        };
        let found = [page.get("author"), of_page(), site.get("author")]
            .into_iter()
            .find(|value| value.truthy() && value.as_str() != Some(""));
        let (name, details) = match found {
            Some(Value::Str(key)) => {
                let known = site.get("data").get("authors").get(&key);
                let name = first([known.get("name"), Value::Str(key)]);
                (name, known)
            }
            Some(details) if details.is_hash() => (details.get("name"), details),
            _ => return Self::default(),
        };
        let text = |value: Value| value.truthy().then(|| cx.to_s(&value));
        Self {
            twitter: text(first([details.get("twitter"), name.clone()])).map(|name| name.replace('@', "")),
            name: text(name),
            url: details.get("url"),
            kind: first([details.get("type"), "Person".into()]),
        }
    }
}
