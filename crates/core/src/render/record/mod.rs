//! What a rendering looks at: kept by a session, so that a change renders again what it reaches and nothing else.
//!
//! A rendering runs on one thread from beginning to end, so what it reads is noted on the thread, and only while a
//! session asks for it. Keys of data are not kept by name: each has one of some fifty bits. Keys that share a bit are
//! taken for the same, which at worst renders too much.

mod ids;
mod kept;
mod lists;
#[cfg(test)]
mod tests;

pub(crate) use ids::Ids;
pub(crate) use kept::{Changed, Names, Parts, Record, Set};
pub(crate) use lists::{Extent, List, Shift};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::hash::Hasher;

/// Parts of a document or page, a bit each.
pub(crate) type Aspects = u64;

/// The content, raw or converted.
pub(crate) const CONTENT: Aspects = 1;
/// The complete output.
pub(crate) const OUTPUT: Aspects = 1 << 1;
/// The excerpt.
pub(crate) const EXCERPT: Aspects = 1 << 2;
/// Which documents come before and after.
pub(crate) const NEIGHBOURS: Aspects = 1 << 3;
/// The URL and what is made from it.
pub(crate) const URL: Aspects = 1 << 4;
/// The path of the file.
pub(crate) const PATH: Aspects = 1 << 5;
/// Of a group: which items there are, and their order.
pub(crate) const MEMBERS: Aspects = 1 << 6;
/// How many bits have a meaning of their own.
const NAMED: u32 = 8;
/// Everything.
pub(crate) const ALL: Aspects = !0;

/// The bit of a key.
pub(crate) fn aspect(key: &str) -> Aspects {
    match key {
        "content" => CONTENT,
        "output" => OUTPUT,
        "excerpt" => EXCERPT,
        "next" | "previous" => NEIGHBOURS,
        "url" | "id" | "dir" => URL,
        "path" | "relative_path" => PATH,
        key => {
            let mut hasher = FxHasher::default();
            hasher.write(key.as_bytes());
            // The high bits of this hash are the good ones.
            let bit = (hasher.finish() >> 32) % u64::from(64 - NAMED);
            1 << (u64::from(NAMED) + bit)
        }
    }
}

/// Things of the whole site, a bit each.
pub(crate) type Wholes = u8;

/// The time of the build.
pub(crate) const TIME: Wholes = 1;
/// Data files.
pub(crate) const DATA: Wholes = 1 << 1;
/// Static files, their names and times.
pub(crate) const STATIC: Wholes = 1 << 2;
/// Which path has which URL.
pub(crate) const URLS: Wholes = 1 << 3;
/// What pages of plugins show.
pub(crate) const DROPS: Wholes = 1 << 4;
/// Anything: what was looked at is not known.
pub(crate) const ANYTHING: Wholes = 1 << 5;
/// State that passes from page to page.
pub(crate) const STATE: Wholes = 1 << 6;

/// Something that is known by its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Name {
    /// A file or folder, by its absolute path.
    File(String),
    /// An include, as a tag names it.
    Include(String),
    /// A layout, there or not.
    Layout(String),
    /// A list of documents of which parts are looked at.
    List(List),
}

/// What a rendering has looked at so far.
#[derive(Debug, Default, Clone)]
pub(crate) struct Reads {
    items: FxHashMap<usize, Aspects>,
    /// Aspects of any item of a group, by collection, and of any item at all.
    groups: FxHashMap<usize, Aspects>,
    every: Aspects,
    names: BTreeSet<Name>,
    /// Includes, as tags name them: some are rendered thousands of times.
    includes: FxHashSet<String>,
    /// How much of lists.
    lists: FxHashMap<List, Extent>,
    wholes: Wholes,
}

impl Reads {
    /// Whether state that passes from page to page was used.
    pub(crate) fn has_state(&self) -> bool {
        self.wholes & STATE != 0
    }

    fn merge(&mut self, other: &Self) {
        other.items.iter().for_each(|(number, aspects)| *self.items.entry(*number).or_default() |= aspects);
        other.groups.iter().for_each(|(group, aspects)| *self.groups.entry(*group).or_default() |= aspects);
        self.every |= other.every;
        self.names.extend(other.names.iter().cloned());
        self.includes.extend(other.includes.iter().cloned());
        other.lists.iter().for_each(|(list, extent)| self.lists.entry(list.clone()).or_default().add(*extent));
        self.wholes |= other.wholes;
    }
}

thread_local! {
    static RECORDS: Cell<bool> = const { Cell::new(false) };
    static READS: RefCell<Option<Box<Reads>>> = const { RefCell::new(None) };
}

/// Whether anything is noted on this thread.
pub(crate) fn is_on() -> bool {
    RECORDS.get()
}

fn note(with: impl FnOnce(&mut Reads)) {
    READS.with_borrow_mut(|reads| {
        if let Some(reads) = reads {
            with(reads);
        }
    });
}

/// Notes that aspects of the item of a number were looked at.
pub(crate) fn item(number: usize, aspects: Aspects) {
    if is_on() {
        note(|reads| *reads.items.entry(number).or_default() |= aspects);
    }
}

/// Notes that aspects of any item of a collection were looked at; pages stand behind the collections.
pub(crate) fn group(group: usize, aspects: Aspects) {
    if is_on() {
        note(|reads| *reads.groups.entry(group).or_default() |= aspects);
    }
}

/// Notes that aspects of any item may have been looked at.
pub(crate) fn every(aspects: Aspects) {
    if is_on() {
        note(|reads| reads.every |= aspects);
    }
}

/// Notes something of the whole site.
pub(crate) fn whole(wholes: Wholes) {
    if is_on() {
        note(|reads| reads.wholes |= wholes);
    }
}

/// Notes something by its name, which is only made when anything is noted.
pub(crate) fn name(make: impl FnOnce() -> Name) {
    if is_on() {
        note(|reads| {
            reads.names.insert(make());
        });
    }
}

/// Notes an include, as a tag names it.
pub(crate) fn include(name: &str) {
    if is_on() {
        note(|reads| {
            if !reads.includes.contains(name) {
                reads.includes.insert(name.to_owned());
            }
        });
    }
}

/// Notes that no more than so much of a list was looked at; what its items show is noted by them.
pub(crate) fn list(list: &List, extent: Extent) {
    if is_on() {
        note(|reads| match reads.lists.get_mut(list) {
            Some(known) => known.add(extent),
            None => _ = reads.lists.insert(list.clone(), extent),
        });
    }
}

/// Notes what was noted elsewhere.
pub(crate) fn also(other: &Reads) {
    if is_on() {
        note(|reads| reads.merge(other));
    }
}

/// Runs `inside` and gives what it looked at; what was noted before goes on afterwards.
pub(crate) fn recording<T>(inside: impl FnOnce() -> T) -> (T, Reads) {
    /// Puts the former notes back even when a panic passes through.
    struct Back(Option<Box<Reads>>, bool);
    impl Drop for Back {
        fn drop(&mut self) {
            READS.set(self.0.take());
            RECORDS.set(self.1);
        }
    }
    let _back = Back(READS.replace(Some(Box::default())), RECORDS.replace(true));
    let outcome = inside();
    let reads = READS.take().map(|reads| *reads).unwrap_or_default();
    (outcome, reads)
}
