//! Writing what a session rendered into a destination that has the rest already.

use super::publisher::{Claim, Plan, copy, put};
use super::{Output, check, cleaner, conflicts, note_metadata, output_at, output_to};
use crate::Phase;
use crate::error::BuildError;
use crate::messages;
use crate::model::{Site, StaticFile};
use crate::outside::{Destination, Mark, print};
use crate::read::parallel;
use crate::render::Core;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::{Arc, OnceLock};

/// Where things are written, compared with the last build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Places {
    /// Anywhere.
    All,
    /// Where they were written before.
    Same {
        /// The indexes of static files that are different.
        files: Vec<usize>,
    },
}

/// What stands at a path of the destination.
#[derive(Clone)]
pub(crate) enum Stands {
    /// The output of the item of an identity.
    Item(u32),
    Static(Arc<StaticFile>),
}

/// What stands at a path, and how to know it again.
#[derive(Clone)]
pub(crate) struct Stood {
    pub(crate) what: Stands,
    /// The state of the file, where a later process will ask for it.
    pub(crate) mark: Option<Mark>,
    /// What tells the bytes of an output from others.
    pub(crate) print: Option<u64>,
}

/// What stands in the destination.
#[derive(Default)]
pub(crate) struct Standing {
    pub(crate) paths: FxHashMap<String, Stood>,
    /// Pages that a conversion was to add and did not.
    pub(crate) absent: FxHashSet<u32>,
    /// Whether all of it was written or cleaned by this process, so that nothing of earlier ones is left to be removed.
    pub(crate) is_own: bool,
}

impl Standing {
    /// The numbers of items that have to be written and are not rendered.
    pub(crate) fn lacking(&self, core: &Core, rendered: &[bool]) -> Vec<usize> {
        let targets = Targets::of(core, rendered, Some(self));
        let plan = Plan::new(&core.site, &targets.outputs);
        let last = plan.claims.iter().filter_map(|(path, claims)| match claims.last() {
            Some(Claim::Output(output)) => Some((path, output.number)),
            _ => None,
        });
        last.filter(|(path, number)| !rendered[*number] && !self.is_item(path, id_of(core, *number)))
            .map(|(_, number)| number)
            .collect()
    }

    /// Whether conversions added the same pages again.
    fn has_added_pages_of(&self, core: &Core, rendered: &[bool]) -> bool {
        let is_absent = |number: usize| core.slots.get(number).output.get().is_none();
        let numbers = rendered.iter().enumerate().filter(|(_, rendered)| **rendered).map(|(number, _)| number);
        numbers.into_iter().all(|number| is_absent(number) == self.absent.contains(&id_of(core, number)))
    }

    fn is_item(&self, path: &str, id: u32) -> bool {
        matches!(self.paths.get(path), Some(Stood { what: Stands::Item(stands), .. }) if *stands == id)
    }
}

/// What is to stand in the destination.
struct Targets<'a> {
    outputs: Vec<Output<'a>>,
    absent: FxHashSet<u32>,
}

impl<'a> Targets<'a> {
    fn of(core: &'a Core, rendered: &[bool], standing: Option<&Standing>) -> Self {
        let mut targets = Self { outputs: Vec::with_capacity(core.order.len()), absent: FxHashSet::default() };
        let destinations = core.keeping.as_ref().map(|keeping| &keeping.destinations);
        let known = destinations.and_then(OnceLock::get);
        for (number, position) in core.site.positions().enumerate() {
            let text = match rendered[number] {
                true => core.slots.get(number).output.get().map(|text| &**text),
                // What stands already needs no text.
                false => standing.filter(|standing| !standing.absent.contains(&id_of(core, number))).map(|_| ""),
            };
            match text {
                Some(text) => {
                    let known = known.map(|known| known.get(number).and_then(Option::as_deref));
                    targets.outputs.extend(output_to(&core.site, position, number, text, known));
                }
                None => _ = targets.absent.insert(id_of(core, number)),
            }
        }
        if let (None, Some(destinations)) = (known, destinations) {
            let mut all = vec![None; core.order.len()];
            targets.outputs.iter().for_each(|output| all[output.number] = Some(output.destination.as_str().into()));
            // Where something was absent it may yet be rendered, and is then looked at itself.
            if targets.absent.is_empty() {
                _ = destinations.set(all);
            }
        }
        targets
    }
}

fn id_of(core: &Core, number: usize) -> u32 {
    core.keeping.as_ref().and_then(|keeping| keeping.ids.get(number).copied()).unwrap_or(u32::MAX)
}

/// Something that is written.
enum Work<'a> {
    Output(&'a Output<'a>),
    Static(&'a StaticFile),
}

/// Writes what was rendered, and static files that are different, and cleans the destination where places changed. All
/// that is to stand in it besides stands in it already.
///
/// # Errors
/// The first file operation that fails.
pub(crate) fn write_again(
    core: &Core,
    rendered: &[bool],
    places: &Places,
    standing: Option<Standing>,
    destination: &dyn Destination,
) -> Result<Standing, BuildError> {
    check(&core.site)?;
    match (places, standing) {
        (Places::Same { files }, Some(standing)) if standing.has_added_pages_of(core, rendered) => {
            write_there(core, rendered, files, standing, destination)
        }
        (_, standing) => write_anywhere(core, rendered, standing.as_ref(), destination),
    }
}

fn write_there(
    core: &Core,
    rendered: &[bool],
    files: &[usize],
    mut standing: Standing,
    destination: &dyn Destination,
) -> Result<Standing, BuildError> {
    let site = &core.site;
    let numbers = rendered.iter().enumerate().filter(|(_, rendered)| **rendered).map(|(number, _)| number);
    let mut outputs = Vec::new();
    for number in numbers {
        if let Some(text) = core.slots.get(number).output.get() {
            outputs.extend(output_at(site, core.order.position(number), number, text));
        }
    }
    let mut work: Vec<(String, Work<'_>)> = Vec::new();
    for output in &outputs {
        let path = super::below(site, &output.destination);
        if standing.is_item(path, id_of(core, output.number)) {
            work.push((path.to_owned(), Work::Output(output)));
        }
    }
    for file in files.iter().filter_map(|index| site.static_files.get(*index)).filter(|file| file.is_written(site)) {
        let full = file.destination(site);
        let path = super::below(site, &full);
        if let Some(Stood { what: Stands::Static(stands), .. }) = standing.paths.get_mut(path) {
            *stands = Arc::clone(file);
            work.push((path.to_owned(), Work::Static(file)));
        }
    }
    carry_out(site, &work, &mut standing, destination)?;
    Ok(standing)
}

fn write_anywhere(
    core: &Core,
    rendered: &[bool],
    standing: Option<&Standing>,
    destination: &dyn Destination,
) -> Result<Standing, BuildError> {
    let site = &core.site;
    let targets = Targets::of(core, rendered, standing);
    let plan = Plan::new(site, &targets.outputs);
    match standing.filter(|standing| standing.is_own) {
        Some(standing) => {
            cleaner::clean_after(site, &plan, standing.paths.keys().map(String::as_str), destination)?;
        }
        None => cleaner::clean(site, &plan, destination)?,
    }
    conflicts::tell(site, &plan);
    let files: FxHashMap<*const StaticFile, &Arc<StaticFile>> =
        site.static_files.iter().map(|file| (Arc::as_ptr(file), file)).collect();
    let mut now = Standing { paths: FxHashMap::default(), absent: targets.absent, is_own: true };
    let mut work: Vec<(String, Work<'_>)> = Vec::new();
    for (path, claims) in &plan.claims {
        match claims.last() {
            Some(Claim::Output(output)) => {
                let what = Stands::Item(id_of(core, output.number));
                if rendered[output.number] {
                    work.push((path.clone(), Work::Output(output)));
                }
                let (mark, print) = known(standing, path, !rendered[output.number]);
                now.paths.insert(path.clone(), Stood { what, mark, print });
            }
            Some(Claim::Static(file)) => {
                let before = standing.and_then(|standing| standing.paths.get(path));
                let is_file =
                    |before: &Stands| matches!(before, Stands::Static(before) if std::ptr::eq(&**before, *file));
                let stands = before.is_some_and(|before| is_file(&before.what));
                if !stands {
                    work.push((path.clone(), Work::Static(file)));
                }
                if let Some(file) = files.get(&std::ptr::from_ref(*file)) {
                    let (mark, print) = known(standing, path, stands);
                    now.paths.insert(path.clone(), Stood { what: Stands::Static(Arc::clone(file)), mark, print });
                }
            }
            None => {}
        }
    }
    carry_out(site, &work, &mut now, destination)?;
    note_metadata(site);
    Ok(now)
}

/// What is known of a file that stays as it is.
fn known(standing: Option<&Standing>, path: &str, stays: bool) -> (Option<Mark>, Option<u64>) {
    let before = standing.filter(|_| stays).and_then(|standing| standing.paths.get(path));
    before.map_or((None, None), |before| (before.mark, before.print))
}

fn carry_out(
    site: &Site,
    work: &[(String, Work<'_>)],
    standing: &mut Standing,
    destination: &dyn Destination,
) -> Result<(), BuildError> {
    let follow = site.config.is_safe() || site.environment == "production";
    for (path, _) in work.iter().filter(|(_, work)| matches!(work, Work::Output(_))) {
        site.report.detail(|| messages::writing(&format!("{}/{path}", site.destination)));
    }
    // Only then will a later process ask.
    let is_kept = site.config.truthy("incremental");
    site.report.progress().begin(Phase::Writing, work.len());
    let outcomes = parallel::map(site.threads, work, |(path, work)| {
        site.report.progress().advance();
        match work {
            Work::Output(output) => put(path, output.bytes, destination),
            Work::Static(file) => copy(site, file, path, follow, destination),
        }?;
        Ok(is_kept.then(|| {
            let print = match work {
                Work::Output(output) => Some(print(output.bytes)),
                Work::Static(_) => None,
            };
            (destination.mark(path), print)
        }))
    });
    for ((path, _), outcome) in work.iter().zip(outcomes) {
        let (mark, print) = outcome?.unwrap_or_default();
        if let Some(stood) = standing.paths.get_mut(path) {
            (stood.mark, stood.print) = (mark, print);
        }
    }
    Ok(())
}
