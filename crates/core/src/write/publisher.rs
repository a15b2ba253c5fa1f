//! What is written where, and the writing itself.

use super::{Output, OutputKind};
use crate::Phase;
use crate::error::BuildError;
use crate::messages;
use crate::model::{Site, StaticFile};
use crate::outside::{Content, Destination, Stamp};
use crate::read::parallel;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::path::Path;

/// Everything that claims a path of the destination, by path relative to it, in Jekyll's order of items.
pub(super) struct Plan<'a> {
    pub(super) claims: IndexMap<String, Vec<Claim<'a>>, FxBuildHasher>,
}

/// An item that is written to a path.
pub(super) enum Claim<'a> {
    Output(&'a Output<'a>),
    Static(&'a StaticFile),
}

impl Claim<'_> {
    /// What the item is called when paths conflict.
    pub(super) fn origin(&self) -> &str {
        match self {
            Self::Output(output) => &output.origin,
            Self::Static(file) => &file.path,
        }
    }
}

impl<'a> Plan<'a> {
    /// Lists pages, static files and documents by destination.
    pub(super) fn new(site: &'a Site, outputs: &'a [Output<'a>]) -> Self {
        let mut plan =
            Self { claims: IndexMap::with_capacity_and_hasher(outputs.len() + site.static_files.len(), FxBuildHasher) };
        let outputs_of = |plan: &mut Self, kind: OutputKind| {
            for output in outputs.iter().filter(|output| output.kind == kind) {
                plan.claim(site, &output.destination, Claim::Output(output));
            }
        };
        outputs_of(&mut plan, OutputKind::Page);
        for file in site.static_files.iter().filter(|file| file.is_written(site)) {
            plan.claim(site, &file.destination(site), Claim::Static(file));
        }
        outputs_of(&mut plan, OutputKind::Document);
        plan
    }

    fn claim(&mut self, site: &Site, destination: &str, claim: Claim<'a>) {
        let path = super::below(site, destination);
        self.claims.entry(path.to_owned()).or_default().push(claim);
    }

    /// Writes the last claim of every path.
    pub(super) fn write(&self, site: &Site, destination: &dyn Destination) -> Result<(), BuildError> {
        let follow = site.config.is_safe() || site.environment == "production";
        let work: Vec<(&String, &Claim<'_>)> =
            self.claims.iter().filter_map(|(path, claims)| claims.last().map(|claim| (path, claim))).collect();
        for (path, _) in work.iter().filter(|(_, claim)| matches!(claim, Claim::Output(_))) {
            site.report.detail(|| messages::writing(&format!("{}/{path}", site.destination)));
        }
        site.report.progress().begin(Phase::Writing, work.len());
        let outcomes = parallel::map(site.threads, &work, |(path, claim)| {
            site.report.progress().advance();
            match claim {
                Claim::Output(output) => put(path, output.bytes, destination),
                Claim::Static(file) => copy(site, file, path, follow, destination),
            }
        });
        outcomes.into_iter().collect()
    }
}

/// Writes an output.
pub(super) fn put(path: &str, bytes: &[u8], destination: &dyn Destination) -> Result<(), BuildError> {
    destination
        .write(path, Content::Bytes(bytes), Stamp::default())
        .map_err(|error| BuildError::io(&error, "rb_sysopen", &format!("{}/{path}", destination.root())))
}

/// Copies a static file.
pub(super) fn copy(
    site: &Site,
    file: &StaticFile,
    path: &str,
    follow: bool,
    destination: &dyn Destination,
) -> Result<(), BuildError> {
    let stamp = Stamp { modified: file.modified.as_ref().map(|time| time.unix()) };
    let outcome = match &file.bytes {
        Some(bytes) => destination.write(path, Content::Bytes(bytes), Stamp::default()),
        None => match site.files.on_disk(&file.path) {
            Some(from) => destination.write(path, Content::Copy { from: &from, follow }, stamp),
            None => match site.files.read(&file.path) {
                Ok(bytes) => destination.write(path, Content::Bytes(&bytes), stamp),
                Err(error) => Err(error),
            },
        },
    };
    outcome.map_err(|error| {
        if error.kind() == std::io::ErrorKind::IsADirectory {
            return BuildError::io(&error, "apply2files", &format!("{}/{path}", destination.root()));
        }
        let missing = error.kind() == std::io::ErrorKind::NotFound || !Path::new(&file.path).exists();
        if missing && file.bytes.is_none() {
            site.report.tell(messages::vanished(&file.path));
        }
        BuildError::io(&error, "rb_sysopen", &file.path)
    })
}
