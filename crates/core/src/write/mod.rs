//! Write: rendered output in, files in the destination out. Conflicts are told, what is obsolete goes, then files are
//! written in parallel (`lib/jekyll/site.rb`, `cleaner.rb`, `static_file.rb`).

mod again;
mod cleaner;
mod conflicts;
mod publisher;

pub(crate) use again::{Places, Standing, Stands, Stood, write_again};

use crate::Position;
use crate::error::BuildError;
use crate::messages;
use crate::model::Site;
use crate::outside::Destination;
use crate::plugin::{Item, item_at};

/// An empty hash as Ruby writes it: hyde knows of nothing that need not be built again, and neither will Jekyll.
const EMPTY_METADATA: &str = "\u{4}\u{8}{\0";

/// Something to write.
#[derive(Debug, Clone)]
pub struct Output<'a> {
    /// The absolute path of the file.
    pub destination: String,
    /// What it comes from, as a conflict is told: a page's relative path, a document's absolute one.
    pub origin: String,
    /// The bytes.
    pub bytes: &'a [u8],
    /// Where it stands among things of the same destination: later ones win.
    pub kind: OutputKind,
    /// Its number in rendering order.
    pub number: usize,
}

/// What an output comes from, in the order in which Jekyll lists conflicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutputKind {
    /// A page.
    Page,
    /// A document.
    Document,
}

/// Cleans the destination and writes everything: pages, then static files, then documents, of which the last one to
/// claim a path wins. Every output must be there already, so that nothing changes when rendering fails.
///
/// # Errors
/// The first file operation that fails.
pub fn write(site: &Site, outputs: &[Output<'_>], destination: &dyn Destination) -> Result<(), BuildError> {
    check(site)?;
    let plan = publisher::Plan::new(site, outputs);
    let clean = || cleaner::clean(site, &plan, destination);
    match site.report.profile() {
        Some(profile) => profile.cleaning(clean)?,
        None => clean()?,
    }
    conflicts::tell(site, &plan);
    plan.write(site, destination)?;
    note_metadata(site);
    Ok(())
}

/// Refuses what Jekyll refuses once everything is rendered.
fn check(site: &Site) -> Result<(), BuildError> {
    if site.config.truthy("relative_permalinks") {
        site.report.tell(messages::relative_permalinks());
        return Err(BuildError::told());
    }
    Ok(())
}

/// Leaves the file that Jekyll leaves with `--incremental`.
fn note_metadata(site: &Site) {
    if site.config.truthy("incremental") {
        // A source that cannot be written to is built all the same.
        let _ = site.files.note(&format!("{}/.jekyll-metadata", site.source), EMPTY_METADATA);
    }
}

/// A path of the destination relative to it.
fn below<'a>(site: &Site, path: &'a str) -> &'a str {
    path.strip_prefix(&site.destination).unwrap_or(path).trim_start_matches('/')
}

/// What is written of the item at a position, which has this number and output, if it is written at all.
pub(crate) fn output_at<'a>(site: &'a Site, position: Position, number: usize, output: &'a str) -> Option<Output<'a>> {
    output_to(site, position, number, output, None)
}

/// The same; `known` is where the item is written, if that was found before.
fn output_to<'a>(
    site: &'a Site,
    position: Position,
    number: usize,
    output: &'a str,
    known: Option<Option<&str>>,
) -> Option<Output<'a>> {
    let item = item_at(site, position)?;
    let destination = match (known, item) {
        (Some(known), _) => known?.to_owned(),
        (None, Item::Document(document)) if document.is_written(site) => document.destination(site),
        (None, Item::Page(page)) if page.is_published(site) => page.destination(site),
        _ => return None,
    };
    let (origin, kind, raw) = match item {
        Item::Document(document) => {
            let raw = document.invalid.as_deref().zip(document.content.as_deref());
            (document.path.clone(), OutputKind::Document, raw)
        }
        Item::Page(page) => {
            let raw = page.invalid.as_deref().zip(Some(page.content.as_str()));
            (page.relative_path(), OutputKind::Page, raw)
        }
    };
    // A text that is no UTF-8 and that nothing had to read is written as it was.
    let bytes = match raw {
        Some((bytes, content)) if content == output => bytes,
        _ => output.as_bytes(),
    };
    Some(Output { destination, origin, bytes, kind, number })
}
