//! Documents and static files of collections (`lib/jekyll/collection.rb`).

use super::cache::{Kept, keep, kept_or_loaded};
use super::document::{compare, document, sorted};
use super::load::{Body, Found, load_if_header};
use super::pages::local_time;
use super::{EntryFilter, globbing, merge_sort};
use crate::error::BuildError;
use crate::messages;
use crate::model::{Collection, Document, Shared, Sharing, Site, StaticFile};
use crate::outside::{Kind, join};
use hyde_liquid::{Hash, Value};
use std::cmp::Ordering;
use std::sync::Arc;

/// Reads every collection but `posts` and `data`.
pub(super) fn read(site: &mut Site) -> Result<(), BuildError> {
    for index in 0..site.collections.len() {
        let Some((_, collection)) = site.collections.get_index(index) else { continue };
        if matches!(collection.label.as_str(), "posts" | "data") {
            continue;
        }
        let (docs, files) = read_one(site, collection)?;
        let settings = site.config.get_in("collections", &collection.label).filter(|settings| settings.truthy());
        match settings {
            None | Some(Value::Hash(_)) => {}
            // A text only fails once somebody asks whether a document is to be written.
            Some(Value::Str(_)) if docs.is_empty() && files.is_empty() => {}
            Some(other) => return Err(messages::collection_without_settings(other)),
        }
        let docs = in_order(site, collection, docs);
        site.static_files.extend(files.iter().cloned());
        if let Some((_, collection)) = site.collections.get_index_mut(index) {
            collection.docs = docs.into();
            collection.files = files;
        }
    }
    Ok(())
}

type DocsAndFiles = (Vec<Shared<Document>>, Vec<Arc<StaticFile>>);

fn read_one(site: &Site, collection: &Collection) -> Result<DocsAndFiles, BuildError> {
    let source = &*site.files;
    let mut docs = Vec::new();
    let mut files = Vec::new();
    if !source.is_directory(&collection.directory) {
        return Ok((docs, files));
    }
    globbing::enter(source, &collection.directory)?;
    let filter = EntryFilter::new(&site.config, source, &site.report);
    let base = collection.relative_directory();
    let entries: Vec<String> = globbing::everything(source, &collection.directory, true)
        .into_iter()
        .filter(|(entry, kind)| *kind != Kind::Directory && filter.accepts(&base, entry))
        .map(|(entry, _)| join(&collection.directory, &entry))
        .collect();
    let encoding = site.config.text("encoding").unwrap_or_default();
    let load = |path: &String| load_if_header(source, path, &encoding).map(Found::Loaded);
    let loaded = kept_or_loaded(site, &entries, |path| path, |kept| Some(Ok(Found::Kept(kept))), load);
    for (path, loaded) in entries.into_iter().zip(loaded) {
        let loaded = match loaded? {
            Found::Kept(Kept::Document(document)) => {
                let document = of_now(site, document);
                if document.is_published(site) {
                    docs.push(document);
                }
                continue;
            }
            Found::Kept(Kept::Static(file)) => {
                files.push(file);
                continue;
            }
            // A path is read in one way only, so nothing else was kept.
            Found::Kept(_) => load_if_header(source, &path, &encoding)?,
            Found::Loaded(loaded) => loaded,
        };
        if let Body::Static = loaded.body {
            let below = path.strip_prefix(&collection.directory).unwrap_or(&path);
            let mut file = StaticFile::new(path.clone(), format!("{base}{below}"));
            file.modified = Some(local_time(site, loaded.modified));
            file.collection = Some(collection.label.clone());
            let file = Arc::new(file);
            keep(site, &path, || Kept::Static(Arc::clone(&file)));
            files.push(file);
        } else {
            let document = Shared::new(document(site, collection, &path, loaded)?);
            if document.parsed {
                keep(site, &path, || Kept::Document(document.clone()));
            }
            if document.is_published(site) {
                docs.push(document);
            }
        }
    }
    Ok((docs, files))
}

/// A document as it is now: one without a date of its own has the build's, and may show that in its URL.
fn of_now(site: &Site, document: Shared<Document>) -> Shared<Document> {
    let is_dated = matches!(document.data.get("date"), Some(Value::Time(_)));
    match document.url.get() {
        Some(url) if !is_dated && crate::url::document_url(&document, site).unwrap_or_default() != url.as_str() => {
            Shared::new(document.copy())
        }
        _ => document,
    }
}

/// Sorts documents by the collection's `order` or `sort_by`, otherwise by date and path.
fn in_order(site: &Site, collection: &Collection, docs: Vec<Shared<Document>>) -> Vec<Shared<Document>> {
    match (collection.metadata.get("order"), collection.metadata.get("sort_by")) {
        (Some(Value::Array(order)), _) => by_list(collection, docs, order),
        (_, Some(Value::Str(key))) => merge_sort(docs, &mut |a, b| by_key(site, key, a, b) != Ordering::Greater),
        _ => sorted(docs),
    }
}

fn by_list(collection: &Collection, docs: Vec<Shared<Document>>, order: &[Value]) -> Vec<Shared<Document>> {
    let mut places = Hash::new();
    for (place, entry) in order.iter().enumerate() {
        let path = join(&collection.relative_directory(), &entry.to_s());
        if !places.contains_key(&path) {
            places.insert(path, i64::try_from(place).unwrap_or(i64::MAX));
        }
    }
    let place = |document: &Document| places.get(&document.relative_path).and_then(Value::as_int);
    let (mut listed, rest): (Vec<_>, Vec<_>) = docs.into_iter().partition(|document| place(document).is_some());
    listed.sort_by_key(|document| place(document));
    listed.extend(sorted(rest));
    listed
}

fn by_key(site: &Site, key: &str, a: &Document, b: &Document) -> Ordering {
    let value = |document: &Document| document.data.get(key).cloned().unwrap_or_default();
    let (mine, theirs) = (value(a), value(b));
    let missing = |document: &Document| {
        site.report.tell(messages::sort_key_missing(key, &document.relative_path));
    };
    match (mine.is_nil(), theirs.is_nil()) {
        (false, true) => {
            missing(b);
            Ordering::Less
        }
        (true, false) => {
            missing(a);
            Ordering::Greater
        }
        (true, true) => compare(a, b),
        (false, false) => match mine.compare(&theirs) {
            None | Some(Ordering::Equal) => compare(a, b),
            Some(order) => order,
        },
    }
}
