//! Write: rendered output in, files in the destination out. Conflicts are told, what is obsolete goes, then files are
//! written in parallel (`lib/jekyll/site.rb`, `cleaner.rb`, `static_file.rb`).

mod cleaner;
mod conflicts;
mod publisher;

use crate::error::BuildError;
use crate::messages;
use crate::model::Site;
use crate::outside::Destination;

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
    if site.config.truthy("relative_permalinks") {
        site.report.tell(messages::relative_permalinks());
        return Err(BuildError::told());
    }
    let plan = publisher::Plan::new(site, outputs);
    let clean = || cleaner::clean(site, &plan, destination);
    match site.report.profile() {
        Some(profile) => profile.cleaning(clean)?,
        None => clean()?,
    }
    conflicts::tell(site, &plan);
    plan.write(site, destination)?;
    if site.config.truthy("incremental") {
        // A source that cannot be written to is built all the same.
        let _ = site.files.note(&format!("{}/.jekyll-metadata", site.source), EMPTY_METADATA);
    }
    Ok(())
}
