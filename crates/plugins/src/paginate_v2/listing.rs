//! Which posts a pagination shows, and in which order.

use super::settings::Settings;
use hyde_core::plugin::Reference;
use hyde_core::{Document, Position, Site};
use hyde_liquid::{Value, strip};
use std::cmp::Ordering;

/// The documents of the wanted collections that pass the filters, sorted, as references.
pub(super) fn posts(site: &Site, settings: &Settings) -> Vec<Value> {
    let wanted = names(&settings.get("collection"));
    let all = wanted.iter().any(|name| name == "all");
    let mut found: Vec<(Position, &Document)> = Vec::new();
    for (at, collection) in site.collections.values().enumerate() {
        let is_wanted = if all { collection.label != "posts" } else { wanted.contains(&collection.label) };
        if is_wanted {
            let documents = collection.docs.iter().enumerate();
            found.extend(documents.map(|(index, document)| (Position::Document(at, index), &**document)));
        }
    }
    let filters: Vec<(&str, Vec<String>)> = [("category", "categories"), ("tag", "tags"), ("locale", "locale")]
        .into_iter()
        .map(|(setting, key)| (key, names(&settings.get(setting))))
        .collect();
    found.retain(|(_, document)| {
        let has = |key: &str, name: &String| names(&document.data.get(key).cloned().unwrap_or_default()).contains(name);
        !document.data.get("hidden").is_some_and(Value::truthy)
            && filters.iter().all(|(key, wanted)| wanted.iter().all(|name| has(key, name)))
    });
    let field = settings.get("sort_field").to_s();
    let mut keyed: Vec<(Value, Position)> =
        found.into_iter().map(|(position, document)| (sort_key(site, document, &field), position)).collect();
    keyed.sort_by(|(a, _), (b, _)| compare(a, b));
    keyed.truncate(keyed.len().saturating_sub(settings.offset()));
    if settings.get("sort_reverse").truthy() {
        keyed.reverse();
    }
    keyed.into_iter().map(|(_, position)| Reference::value(position)).collect()
}

/// The names that a setting or a document's data lists, in lower case: an array, or a text with commas.
fn names(value: &Value) -> Vec<String> {
    let clean = |name: &str| strip(name).to_lowercase();
    match value {
        Value::Nil => Vec::new(),
        Value::Array(items) => items.iter().map(|item| clean(&item.to_s())).collect(),
        Value::Str(text) => text.split([',', ';']).map(clean).filter(|name| !name.is_empty()).collect(),
        other => vec![clean(&other.to_s())],
    }
}

/// The value that a document is sorted by; colons lead into hashes.
fn sort_key(site: &Site, document: &Document, field: &str) -> Value {
    if field == "date" {
        return Value::Time(document.date(site));
    }
    let mut parts = field.split(':');
    let first = parts.next().and_then(|key| document.data.get(key)).cloned().unwrap_or_default();
    parts.fold(first, |value, key| value.get(key))
}

/// Orders as the gem does: nothing before something, texts whatever their case.
fn compare(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Nil, Value::Nil) => Ordering::Equal,
        (Value::Nil, _) => Ordering::Less,
        (_, Value::Nil) => Ordering::Greater,
        (Value::Str(a), Value::Str(b)) => a.to_lowercase().cmp(&b.to_lowercase()),
        _ => a.compare(b).unwrap_or_else(|| a.to_s().cmp(&b.to_s())),
    }
}
