//! The walk through the source's directories (`lib/jekyll/reader.rb`, `read_directories`).
//!
//! Directories are listed first, on one thread; the list of files to read is then worked off on several, and the
//! results are joined in the order in which Jekyll would have met them.

use super::cache::{Kept, keep, kept_or_loaded};
use super::load::{Body, Found, load, load_if_header};
use super::{EntryFilter, pages, posts};
use crate::error::BuildError;
use crate::model::{Page, Shared, Site, StaticFile};
use crate::outside::{Entry, Kind, Source, join};
use std::sync::Arc;

/// How deep directories may nest; links can make circles.
const MAX_DEPTH: usize = 200;

/// A file to read.
pub(super) struct Job {
    pub(super) path: String,
    pub(super) kind: JobKind,
}

/// What a file is to become.
pub(super) enum JobKind {
    /// A post or draft.
    Post,
    /// A page if it has front matter, a static file otherwise; of this directory, under this name.
    File { dir: String, name: String },
}

/// Reads posts, drafts, pages and static files of all walked directories.
pub(super) fn read(site: &mut Site) -> Result<(), BuildError> {
    let source = Arc::clone(&site.files);
    let walk = |site: &Site| -> Result<Vec<Job>, BuildError> {
        let mut jobs = Vec::new();
        let filter = EntryFilter::new(&site.config, &*source, &site.report);
        Walk { site, source: &*source, filter, posts_within: posts_within(site) }.directory("", &mut jobs, 0)?;
        Ok(jobs)
    };
    let cache = site.cache.clone();
    let jobs = match cache.as_ref().and_then(|cache| cache.walked()) {
        Some(jobs) => jobs,
        None => Arc::new(walk(site)?),
    };
    if let Some(cache) = &cache {
        cache.put_walked(&jobs);
    }
    let encoding = site.config.text("encoding").unwrap_or_default();
    let load = |job: &Job| {
        let loaded = match &job.kind {
            JobKind::Post => load(&*source, &job.path, &encoding),
            JobKind::File { .. } => load_if_header(&*source, &job.path, &encoding),
        };
        loaded.map(Found::Loaded)
    };
    let loaded = kept_or_loaded(site, &jobs, |job| &job.path, |kept| Some(Ok(Found::Kept(kept))), load);
    join_up(site, &jobs, loaded)
}

/// Where posts are looked for: the prefix that a directory must have.
fn posts_within(site: &Site) -> Option<String> {
    let dir = site.config.text("collections_dir").unwrap_or_default();
    (!dir.is_empty()).then(|| format!("/{}", dir.trim_matches('/')))
}

fn join_up(site: &mut Site, jobs: &[Job], loaded: Vec<Result<Found, BuildError>>) -> Result<(), BuildError> {
    let mut post_files = Vec::new();
    let mut new_pages: Vec<Shared<Page>> = Vec::new();
    let mut new_static: Vec<Arc<StaticFile>> = Vec::new();
    for (job, loaded) in jobs.iter().zip(loaded) {
        let loaded = loaded?;
        match &job.kind {
            JobKind::Post => post_files.push((job.path.as_str(), loaded)),
            JobKind::File { dir, name } => match file(site, dir, name, &job.path, loaded)? {
                Kept::Page(page) => {
                    if page.is_published(site) {
                        new_pages.push(page);
                    }
                }
                Kept::Static(file) => new_static.push(file),
                // A path is read in one way only.
                Kept::Document(_) | Kept::Data(_) => {}
            },
        }
    }
    let docs = posts::documents(site, post_files)?;
    if let Some(collection) = site.collections.get_mut("posts") {
        collection.docs.extend(docs);
    }
    site.pages.extend(new_pages);
    site.static_files.extend(new_static);
    Ok(())
}

/// Makes a page or static file of a file, unless that was done before.
fn file(site: &Site, dir: &str, name: &str, path: &str, found: Found) -> Result<Kept, BuildError> {
    let loaded = match found {
        Found::Kept(kept) => return Ok(kept),
        Found::Loaded(loaded) => loaded,
    };
    let (made, is_sound) = match loaded.body {
        Body::Text(text) => {
            let is_sound = text.is_sound();
            (Kept::Page(Shared::new(pages::page(site, dir, name, path, text)?)), is_sound)
        }
        Body::Static => (Kept::Static(Arc::new(pages::static_file(site, dir, name, path, loaded.modified))), true),
    };
    if is_sound {
        keep(site, path, || made.clone());
    }
    Ok(made)
}

struct Walk<'a> {
    site: &'a Site,
    source: &'a dyn Source,
    filter: EntryFilter<'a>,
    posts_within: Option<String>,
}

impl Walk<'_> {
    fn directory(&self, dir: &str, jobs: &mut Vec<Job>, depth: usize) -> Result<(), BuildError> {
        let path = format!("{}{dir}", self.source.root());
        let entries = match self.source.entries(&path) {
            Ok(entries) => entries,
            Err(_) if dir.is_empty() => return Ok(()),
            Err(error) => return Err(BuildError::io(&error, "dir_chdir", &path)),
        };
        // hyde's own lock is no part of the site.
        let is_lock = |name: &str| dir.is_empty() && name == crate::theme::LOCK_FILE;
        let is_wanted = |entry: &Entry| !is_lock(&entry.name) && self.filter.accepts(dir, &entry.name);
        let entries: Vec<Entry> = entries.into_iter().filter(is_wanted).collect();
        if self.posts_within.as_ref().is_none_or(|prefix| dir.starts_with(prefix.as_str())) {
            self.posts(dir, "_posts", posts::is_post, jobs)?;
            if self.site.config.truthy("show_drafts") {
                self.posts(dir, "_drafts", posts::is_draft, jobs)?;
            }
        }
        for entry in entries.iter().filter(|entry| entry.kind == Kind::Directory) {
            let below = format!("{dir}/{}", entry.name);
            let is_destination = format!("{}{below}", self.source.root()) == self.site.destination;
            if !is_destination && depth < MAX_DEPTH {
                self.directory(&below, jobs, depth + 1)?;
            }
        }
        for entry in entries.into_iter().filter(|entry| entry.kind != Kind::Directory) {
            let path = format!("{path}/{}", entry.name);
            if entry.kind == Kind::Other && self.source.metadata(&path).is_ok() {
                continue;
            }
            jobs.push(Job { path, kind: JobKind::File { dir: dir.to_owned(), name: entry.name } });
        }
        Ok(())
    }

    /// Lists the files of a `_posts` or `_drafts` directory.
    fn posts(&self, dir: &str, special: &str, is_one: fn(&str) -> bool, jobs: &mut Vec<Job>) -> Result<(), BuildError> {
        let base = format!("{dir}/{special}");
        let path = format!("{}{base}", self.source.root());
        if !self.source.is_directory(&path) {
            return Ok(());
        }
        super::globbing::enter(self.source, &path)?;
        for (entry, kind) in super::globbing::everything(self.source, &path, false) {
            if kind != Kind::Directory && self.filter.accepts(&base, &entry) && is_one(&entry) {
                jobs.push(Job { path: join(&path, &entry), kind: JobKind::Post });
            }
        }
        Ok(())
    }
}
