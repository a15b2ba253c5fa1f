//! Posts and drafts (`lib/jekyll/readers/post_reader.rb`).

pub(super) use super::document::{is_draft, is_post};

use super::cache::{Kept, keep};
use super::document::document;
use super::load::Found;
use crate::error::BuildError;
use crate::messages;
use crate::model::{Collection, Document, Shared, Site};
use hyde_liquid::Value;

/// Makes documents of files in `_posts` and `_drafts`, leaving out what is not to be published.
pub(super) fn documents(site: &Site, files: Vec<(&str, Found)>) -> Result<Vec<Shared<Document>>, BuildError> {
    let Some(collection) = site.collections.get("posts") else { return Ok(Vec::new()) };
    let mut documents = Vec::with_capacity(files.len());
    let mut at = 0;
    let mut files = files.into_iter().peekable();
    while files.peek().is_some() {
        // Jekyll reads a directory's posts before it decides which of them to publish.
        let directory = files.peek().map(|(path, _)| special_directory(path).to_owned()).unwrap_or_default();
        // A path below the directory has no special directory before it.
        while let Some((path, loaded)) = files.next_if(|(path, _)| path.starts_with(&directory)) {
            documents.push(post(site, collection, path, loaded)?);
        }
        let mut published = Vec::new();
        for mut document in documents.drain(at..) {
            if publishable(site, &mut document) {
                published.push(document);
            }
        }
        documents.extend(published);
        at = documents.len();
    }
    Ok(documents)
}

/// Makes a document of a file, unless that was done before.
fn post(site: &Site, collection: &Collection, path: &str, found: Found) -> Result<Shared<Document>, BuildError> {
    match found {
        Found::Kept(Kept::Document(document)) => Ok(document),
        // A path is read in one way only.
        Found::Kept(_) => Ok(Shared::default()),
        Found::Loaded(loaded) => {
            let document = Shared::new(document(site, collection, path, loaded)?);
            if document.parsed {
                keep(site, path, || Kept::Document(document.clone()));
            }
            Ok(document)
        }
    }
}

/// The `_posts` or `_drafts` directory that a path lies in.
fn special_directory(path: &str) -> &str {
    let end =
        ["/_posts/", "/_drafts/"].iter().filter_map(|special| path.find(special).map(|at| at + special.len())).min();
    &path[..end.unwrap_or(0)]
}

fn publishable(site: &Site, document: &mut Shared<Document>) -> bool {
    if document.content.is_none() && !document.is_yaml_file() {
        site.report.detail(|| messages::skipped(&document.relative_path, "is not valid UTF-8"));
        return false;
    }
    if document.content.is_none() {
        return false;
    }
    let future = site.config.truthy("future");
    if !future && document.shown().date.as_ref().is_none_or(|date| !date.truthy()) {
        // Jekyll asks for the date here, which keeps its stand-in.
        let date = document.date(site);
        document.data.insert(hyde_liquid::Str::shared("date"), Value::Time(date));
    }
    let hidden = match &document.shown().date {
        Some(Value::Time(date)) => !future && date.unix() > site.time.unix(),
        _ => document.is_hidden_in_the_future(site),
    };
    if hidden {
        site.report.tell(messages::future_date(&document.relative_path));
    }
    !hidden && (document.shown().published || document.is_published(site))
}
