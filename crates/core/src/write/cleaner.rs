//! Removes from the destination what the build does not write (`lib/jekyll/cleaner.rb`).

use super::publisher::Plan;
use crate::error::BuildError;
use crate::model::Site;
use crate::outside::{Destination, Existing};
use rustc_hash::FxHashSet as HashSet;

/// Removes obsolete files and directories, and files that stand where a directory is needed. Whatever begins with a
/// name of `keep_files` stays.
pub(super) fn clean(site: &Site, plan: &Plan<'_>, destination: &dyn Destination) -> Result<(), BuildError> {
    let existing =
        destination.existing().map_err(|error| BuildError::io(&error, "dir_initialize", destination.root()))?;
    remove(site, plan, &existing, destination)
}

/// Removes what stands at some of the paths that the build before wrote to, and directories that are no longer needed.
pub(super) fn clean_after<'a>(
    site: &Site,
    plan: &Plan<'_>,
    before: impl Iterator<Item = &'a str>,
    destination: &dyn Destination,
) -> Result<(), BuildError> {
    let gone: Vec<&str> = before.filter(|path| !plan.claims.contains_key(*path)).collect();
    let mut parents: HashSet<&str> = HashSet::default();
    gone.iter().for_each(|path| add_parents(path, &mut parents));
    let existing = |path: &str, directory| Existing { path: path.to_owned(), directory };
    let mut all: Vec<Existing> = gone.into_iter().map(|path| existing(path, false)).collect();
    all.extend(parents.into_iter().map(|path| existing(path, true)));
    remove(site, plan, &all, destination)
}

/// Removes what of all that exists is obsolete, and the notes of another generator.
fn remove(
    site: &Site,
    plan: &Plan<'_>,
    existing: &[Existing],
    destination: &dyn Destination,
) -> Result<(), BuildError> {
    let metadata = format!("{}/.jekyll-metadata", site.source);
    if let Err(error) = site.files.forget(&metadata) {
        return Err(BuildError::io(&error, "apply2files", &metadata));
    }
    for path in obsolete(existing, plan, &site.config.texts("keep_files")) {
        destination
            .remove(&path)
            .map_err(|error| BuildError::io(&error, "apply2files", &format!("{}/{path}", destination.root())))?;
    }
    Ok(())
}

fn obsolete(existing: &[Existing], plan: &Plan<'_>, keep: &[String]) -> Vec<String> {
    if existing.is_empty() {
        return Vec::new();
    }
    let mut new_directories: HashSet<&str> = HashSet::default();
    for path in plan.claims.keys() {
        add_parents(path, &mut new_directories);
    }
    let is_kept = |path: &str| !is_part(path) && keep.iter().any(|name| path.starts_with(name.as_str()));
    let mut kept_parents: HashSet<&str> = HashSet::default();
    for entry in existing.iter().filter(|entry| is_kept(&entry.path)) {
        add_parents(&entry.path, &mut kept_parents);
    }
    for name in keep {
        add_parents(name, &mut kept_parents);
    }
    let mut removed: Vec<String> = existing
        .iter()
        .filter(|entry| !is_kept(&entry.path))
        .filter(|entry| {
            let path = entry.path.as_str();
            let in_the_way = !entry.directory && new_directories.contains(path);
            let wanted =
                plan.claims.contains_key(path) || new_directories.contains(path) || kept_parents.contains(path);
            in_the_way || !wanted
        })
        .map(|entry| entry.path.clone())
        .collect();
    removed.sort();
    // What lies below a removed directory goes with it.
    let mut outermost: Vec<String> = Vec::new();
    for path in removed {
        let covered = outermost
            .last()
            .is_some_and(|last| path.strip_prefix(last.as_str()).is_some_and(|rest| rest.starts_with('/')));
        if !covered {
            outermost.push(path);
        }
    }
    outermost
}

/// Whether a path is a half-written file that an interrupted build left.
fn is_part(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with(".hyde-") && name.ends_with(".part")
}

fn add_parents<'a>(path: &'a str, into: &mut HashSet<&'a str>) {
    let mut path = path;
    while let Some(at) = path.rfind('/') {
        path = &path[..at];
        if !into.insert(path) {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_part;

    #[test]
    fn what_an_interrupted_build_left_is_known_by_its_name() {
        assert!(is_part("a/.hyde-12-3.part"));
        assert!(!is_part("a/hyde.part"));
    }
}
