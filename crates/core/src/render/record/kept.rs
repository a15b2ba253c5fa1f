//! What a session keeps of what its renderings looked at.

use super::{ANYTHING, Aspects, Extent, Ids, MEMBERS, Name, Reads, STATE, Shift, URLS, Wholes};
use rustc_hash::{FxBuildHasher, FxHashMap};

/// How many items are kept one by one; more are kept as sets.
const ONE_BY_ONE: usize = 64;
/// In how many different ways the items of a set may have been looked at; beyond, all count as looked at in all ways.
const WAYS: usize = 8;
/// So many changed items are not looked for in sets one by one.
const TOO_MANY: usize = 256;

/// Many items of a group, of which the same was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Set {
    pub(crate) group: u32,
    pub(crate) aspects: Aspects,
    pub(crate) ids: Ids,
}

/// What a rendering looked at, to be kept.
#[derive(Debug, Default, Clone)]
pub(crate) struct Record {
    /// By the identity of items, sorted.
    items: Box<[(u32, Aspects)]>,
    sets: Box<[Set]>,
    groups: Box<[(u32, Aspects)]>,
    every: Aspects,
    /// Numbers of names.
    names: Box<[u32]>,
    /// How much of lists, by the numbers of their names.
    lists: Box<[(u32, Extent)]>,
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
pub(super) const UNUSED: usize = 1024;

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
            let lists = record.lists.iter_mut().map(|(number, _)| number);
            for number in record.names.iter_mut().chain(lists) {
                // A record's names are of this table.
                if let Some(name) = old.names.get(*number as usize) {
                    *number = self.number(name.clone());
                }
            }
        }
        self.tidied = self.names.len();
    }
}

/// What a record is made of.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) items: Vec<(u32, Aspects)>,
    pub(crate) sets: Vec<Set>,
    pub(crate) groups: Vec<(u32, Aspects)>,
    pub(crate) every: Aspects,
    pub(crate) names: Vec<u32>,
    pub(crate) lists: Vec<(u32, Extent)>,
    pub(crate) wholes: Wholes,
}

impl Record {
    /// Takes a record apart, to be kept for another process.
    pub(crate) fn parts(&self) -> Parts {
        Parts {
            items: self.items.to_vec(),
            sets: self.sets.to_vec(),
            groups: self.groups.to_vec(),
            every: self.every,
            names: self.names.to_vec(),
            lists: self.lists.to_vec(),
            wholes: self.wholes,
        }
    }

    /// The numbers of all names that the record has.
    pub(crate) fn name_numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.names.iter().copied().chain(self.lists.iter().map(|(number, _)| *number))
    }

    /// Puts a record together again.
    pub(crate) fn from_parts(mut parts: Parts) -> Self {
        parts.items.sort_unstable();
        Self {
            items: parts.items.into(),
            sets: parts.sets.into(),
            groups: parts.groups.into(),
            every: parts.every,
            names: parts.names.into(),
            lists: parts.lists.into(),
            wholes: parts.wholes,
        }
    }

    /// Keeps what was noted: numbers become identities.
    pub(crate) fn new(reads: Reads, ids: &[u32], group_of: impl Fn(usize) -> usize, names: &mut Names) -> Self {
        let mut groups = reads.groups;
        let (mut items, mut sets): (Vec<(u32, Aspects)>, Vec<Set>) = Default::default();
        if reads.items.len() * 2 > ids.len() && reads.items.len() > ONE_BY_ONE {
            let mut add = |number: usize, aspects| *groups.entry(group_of(number)).or_default() |= aspects;
            reads.items.iter().for_each(|(number, aspects)| add(*number, *aspects));
        } else {
            items.extend(reads.items.iter().filter_map(|(number, aspects)| Some((*ids.get(*number)?, *aspects))));
            items.sort_unstable();
            if items.len() > ONE_BY_ONE {
                let groups: FxHashMap<u32, usize> =
                    reads.items.keys().filter_map(|number| Some((*ids.get(*number)?, group_of(*number)))).collect();
                sets = sets_of(&std::mem::take(&mut items), &groups);
            }
        }
        let mut groups: Vec<(u32, Aspects)> = groups.into_iter().map(|(group, seen)| (short(group), seen)).collect();
        groups.sort_unstable();
        let mut lists: Vec<(u32, Extent)> =
            reads.lists.into_iter().map(|(list, extent)| (names.number(Name::List(list)), extent)).collect();
        lists.sort_unstable_by_key(|(number, _)| *number);
        let includes = reads.includes.into_iter().map(Name::Include);
        let names = reads.names.into_iter().chain(includes).map(|name| names.number(name)).collect();
        let (every, wholes) = (reads.every, reads.wholes);
        Self {
            items: items.into(),
            sets: sets.into(),
            groups: groups.into(),
            every,
            names,
            lists: lists.into(),
            wholes,
        }
    }

    /// Whether state that passes from page to page was used.
    pub(crate) fn has_state(&self) -> bool {
        self.wholes & STATE != 0
    }

    /// Gives to `each` the items of which one of these aspects was looked at, apart from whole groups.
    pub(crate) fn each_item(&self, aspects: Aspects, mut each: impl FnMut(u32)) {
        self.items.iter().filter(|(_, seen)| seen & aspects != 0).for_each(|(id, _)| each(*id));
        let sets = self.sets.iter().filter(|set| set.aspects & aspects != 0);
        sets.for_each(|set| set.ids.all().into_iter().for_each(&mut each));
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
        let list_reaches =
            |(list, extent): &(u32, Extent)| changed.lists.get(list).is_some_and(|shift| shift.reaches(*extent));
        if !changed.lists.is_empty() && self.lists.iter().any(list_reaches) {
            return true;
        }
        self.looks_at_changed_items(changed) || self.sets.iter().any(|set| set.is_reached(changed))
    }

    fn looks_at_changed_items(&self, changed: &Changed) -> bool {
        if changed.items.len() < 8 {
            changed.items.iter().any(|(id, changed)| {
                let found = self.items.binary_search_by_key(id, |(id, _)| *id);
                found.is_ok_and(|at| self.items[at].1 & changed != 0)
            })
        } else {
            let is_changed = |(id, seen): &(u32, Aspects)| changed.items.get(id).is_some_and(|all| all & seen != 0);
            self.items.iter().any(is_changed)
        }
    }
}

impl Set {
    fn is_reached(&self, changed: &Changed) -> bool {
        changed.groups.get(self.group as usize).is_some_and(|all| all & self.aspects != 0)
            && (changed.items.len() > TOO_MANY
                || changed.items.iter().any(|(id, changed)| changed & self.aspects != 0 && self.ids.contains(*id)))
    }
}

fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Puts items together that were looked at in the same way; they are given in ascending order.
fn sets_of(items: &[(u32, Aspects)], groups: &FxHashMap<u32, usize>) -> Vec<Set> {
    let mut ways: Vec<((u32, Aspects), Vec<u32>)> = Vec::new();
    let group_of = |id: u32| groups.get(&id).map_or(u32::MAX, |group| short(*group));
    let put = |ways: &mut Vec<((u32, Aspects), Vec<u32>)>, way: (u32, Aspects), id: u32| match ways
        .iter_mut()
        .find(|(known, _)| *known == way)
    {
        Some((_, ids)) => ids.push(id),
        None => ways.push((way, vec![id])),
    };
    for (id, aspects) in items {
        put(&mut ways, (group_of(*id), *aspects), *id);
        if ways.len() > WAYS {
            break;
        }
    }
    if ways.len() > WAYS {
        let mut union: FxHashMap<u32, Aspects> = FxHashMap::default();
        items.iter().for_each(|(id, aspects)| *union.entry(group_of(*id)).or_default() |= aspects);
        ways.clear();
        items
            .iter()
            .map(|(id, _)| (*id, group_of(*id)))
            .for_each(|(id, group)| put(&mut ways, (group, union[&group]), id));
    }
    ways.into_iter().map(|((group, aspects), ids)| Set { group, aspects, ids: Ids::new(&ids) }).collect()
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
    /// What is different about lists, by the numbers of their names.
    pub(crate) lists: FxHashMap<u32, Shift>,
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
