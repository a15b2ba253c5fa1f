//! What a rendering looks at: kept by a session, so that a change renders again what it reaches and nothing else.
//!
//! A rendering runs on one thread from beginning to end, so what it reads is noted on the thread, and only while a
//! session asks for it. Keys of data are not kept by name: each has one of some fifty bits. Keys that share a bit are
//! taken for the same, which at worst renders too much.

use rustc_hash::{FxBuildHasher, FxHashMap, FxHasher};
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
}

/// What a rendering has looked at so far.
#[derive(Debug, Default, Clone)]
pub(crate) struct Reads {
    items: FxHashMap<usize, Aspects>,
    /// Aspects of any item of a group, by collection, and of any item at all.
    groups: FxHashMap<usize, Aspects>,
    every: Aspects,
    names: BTreeSet<Name>,
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

/// How many items are kept one by one; more of a group count as all of it.
const ONE_BY_ONE: usize = 64;

/// What a rendering looked at, to be kept.
#[derive(Debug, Default, Clone)]
pub(crate) struct Record {
    /// By the identity of items, sorted.
    items: Box<[(u32, Aspects)]>,
    groups: Box<[(u32, Aspects)]>,
    every: Aspects,
    /// Numbers of names.
    names: Box<[u32]>,
    wholes: Wholes,
}

/// Names with their numbers.
#[derive(Debug, Default)]
pub(crate) struct Names {
    numbers: FxHashMap<Name, u32>,
    names: Vec<Name>,
    /// How many there were when unused ones were dropped.
    tidied: usize,
}

/// So many names more than twice those in use may stay.
const UNUSED: usize = 1024;

impl Names {
    fn number(&mut self, name: Name) -> u32 {
        let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(name).or_insert_with_key(|name| {
            self.names.push(name.clone());
            next
        })
    }

    /// Gives names the numbers of their places; nothing where one stands there twice.
    pub(crate) fn of(names: Vec<Name>) -> Option<Self> {
        let mut numbers = FxHashMap::default();
        for (number, name) in names.iter().enumerate() {
            numbers.insert(name.clone(), u32::try_from(number).ok()?);
        }
        let tidied = names.len();
        (numbers.len() == tidied).then_some(Self { numbers, names, tidied })
    }

    /// All names, by number.
    pub(crate) fn all(&self) -> &[Name] {
        &self.names
    }

    /// Drops the names that none of the records has, where there are many more than the last time: files come and go.
    /// The others get new numbers.
    pub(crate) fn tidy<'a>(&mut self, records: impl Iterator<Item = &'a mut Record>) {
        if self.names.len() < 2 * self.tidied + UNUSED {
            return;
        }
        let old = std::mem::take(self);
        for record in records {
            for number in &mut record.names {
                // A record's names are of this table.
                if let Some(name) = old.names.get(*number as usize) {
                    *number = self.number(name.clone());
                }
            }
        }
        self.tidied = self.names.len();
    }
}

/// What a record is made of: items, groups, aspects of any item, numbers of names, and things of the whole site.
pub(crate) type Parts<'a> = (&'a [(u32, Aspects)], &'a [(u32, Aspects)], Aspects, &'a [u32], Wholes);

impl Record {
    /// Takes a record apart, to be kept for another process.
    pub(crate) fn parts(&self) -> Parts<'_> {
        (&self.items, &self.groups, self.every, &self.names, self.wholes)
    }

    /// Puts a record together again.
    pub(crate) fn from_parts(
        mut items: Vec<(u32, Aspects)>,
        groups: Vec<(u32, Aspects)>,
        every: Aspects,
        names: Vec<u32>,
        wholes: Wholes,
    ) -> Self {
        items.sort_unstable();
        Self { items: items.into(), groups: groups.into(), every, names: names.into(), wholes }
    }

    /// Keeps what was noted: numbers become identities.
    pub(crate) fn new(reads: Reads, ids: &[u32], group_of: impl Fn(usize) -> usize, names: &mut Names) -> Self {
        let mut groups = reads.groups;
        let mut items: Vec<(u32, Aspects)> = Vec::new();
        if reads.items.len() > ONE_BY_ONE {
            let mut add = |number: usize, aspects| *groups.entry(group_of(number)).or_default() |= aspects;
            reads.items.iter().for_each(|(number, aspects)| add(*number, *aspects));
        } else {
            items.extend(reads.items.iter().filter_map(|(number, aspects)| Some((*ids.get(*number)?, *aspects))));
            items.sort_unstable();
        }
        let mut groups: Vec<(u32, Aspects)> =
            groups.into_iter().map(|(group, aspects)| (u32::try_from(group).unwrap_or(u32::MAX), aspects)).collect();
        groups.sort_unstable();
        let names = reads.names.into_iter().map(|name| names.number(name)).collect();
        Self { items: items.into(), groups: groups.into(), every: reads.every, names, wholes: reads.wholes }
    }

    /// Whether state that passes from page to page was used.
    pub(crate) fn has_state(&self) -> bool {
        self.wholes & STATE != 0
    }

    /// The items that were looked at one by one.
    pub(crate) fn items(&self) -> &[(u32, Aspects)] {
        &self.items
    }

    /// Whether one of these aspects was looked at of any item of a group.
    pub(crate) fn looks_at_all(&self, group: usize, aspects: Aspects) -> bool {
        let is_group = |of: u32| usize::try_from(of) == Ok(group);
        self.every & aspects != 0 || self.groups.iter().any(|(of, seen)| is_group(*of) && seen & aspects != 0)
    }

    /// Whether something of what was looked at has changed.
    pub(crate) fn is_reached(&self, changed: &Changed) -> bool {
        if self.wholes & changed.wholes != 0 || (self.wholes & ANYTHING != 0 && changed.anything) {
            return true;
        }
        if self.every & changed.every != 0 {
            return true;
        }
        let in_group = |(group, aspects): &(u32, Aspects)| {
            changed.groups.get(*group as usize).is_some_and(|changed| changed & aspects != 0)
        };
        if self.groups.iter().any(in_group) {
            return true;
        }
        if self.names.iter().any(|name| changed.names.get(*name as usize).is_some_and(|changed| *changed)) {
            return true;
        }
        let is_changed =
            |id: u32, aspects: Aspects| changed.items.get(&id).is_some_and(|changed| changed & aspects != 0);
        if changed.items.len() < 8 {
            changed.items.iter().any(|(id, changed)| {
                let found = self.items.binary_search_by_key(id, |(id, _)| *id);
                found.is_ok_and(|at| self.items[at].1 & changed != 0)
            })
        } else {
            self.items.iter().any(|(id, aspects)| is_changed(*id, *aspects))
        }
    }
}

/// What changed since the last build.
#[derive(Debug, Default)]
pub(crate) struct Changed {
    /// Aspects of items, by identity.
    pub(crate) items: FxHashMap<u32, Aspects>,
    /// Aspects of any item of a group.
    pub(crate) groups: Vec<Aspects>,
    /// Aspects of any item.
    pub(crate) every: Aspects,
    /// Whether the thing of a name changed, by the name's number.
    pub(crate) names: Vec<bool>,
    pub(crate) wholes: Wholes,
    /// Whether anything changed at all.
    pub(crate) anything: bool,
}

impl Changed {
    pub(crate) fn new(groups: usize) -> Self {
        Self { items: FxHashMap::with_hasher(FxBuildHasher), groups: vec![0; groups], ..Self::default() }
    }

    /// Adds aspects of an item.
    pub(crate) fn add(&mut self, group: usize, id: u32, aspects: Aspects) {
        if aspects != 0 {
            *self.items.entry(id).or_default() |= aspects;
            self.groups[group] |= aspects;
            self.every |= aspects;
            self.anything = true;
        }
    }

    /// Notes that the items of a group, or their order, are others.
    pub(crate) fn members(&mut self, group: usize) {
        self.groups[group] |= MEMBERS;
        self.every |= MEMBERS;
        self.wholes |= URLS;
        self.anything = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_reached_by_what_it_looked_at() {
        let ((), reads) = recording(|| {
            item(1, aspect("title"));
            group(0, MEMBERS);
            name(|| Name::Include("a.html".to_owned()));
        });
        item(1, CONTENT);
        let mut names = Names::default();
        let record = Record::new(reads, &[10, 11, 12], |_| 0, &mut names);
        let reached = |with: &dyn Fn(&mut Changed)| {
            let mut changed = Changed::new(2);
            changed.names = vec![false; 1];
            with(&mut changed);
            record.is_reached(&changed)
        };
        assert!(!reached(&|_| ()));
        assert!(!reached(&|changed| changed.add(0, 11, CONTENT)));
        assert!(!reached(&|changed| changed.add(0, 12, aspect("title"))));
        assert!(reached(&|changed| changed.add(0, 11, aspect("title"))));
        assert!(reached(&|changed| changed.members(0)));
        assert!(!reached(&|changed| changed.members(1)));
        assert!(reached(&|changed| changed.names[0] = true));
    }

    #[test]
    fn names_that_nobody_has_any_more_are_dropped() {
        let named = |text: &str| recording(|| name(|| Name::Include(text.to_owned()))).1;
        let mut names = Names::default();
        let mut kept = Vec::new();
        for number in 0..10_000 {
            let record = Record::new(named(&format!("{number}")), &[], |_| 0, &mut names);
            if number % 1000 == 0 {
                kept.push(record);
            }
            names.tidy(kept.iter_mut());
        }
        assert!(names.all().len() < 2 * UNUSED, "{}", names.all().len());
        for (at, record) in kept.iter().enumerate() {
            assert_eq!(names.all()[record.names[0] as usize], Name::Include(format!("{}", at * 1000)));
        }
    }

    #[test]
    fn many_items_count_as_their_group() {
        let ((), reads) = recording(|| (0..1000).for_each(|number| item(number, URL)));
        let ids: Vec<u32> = (0..1000).collect();
        let record = Record::new(reads, &ids, |_| 0, &mut Names::default());
        assert!(record.items().is_empty() && record.looks_at_all(0, URL) && !record.looks_at_all(0, CONTENT));
    }
}
