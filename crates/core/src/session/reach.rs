//! What a change reaches: which documents and pages have to be rendered.

use super::difference::{self, State};
use super::identity::{Identities, Matching};
use super::{ATTEMPTS, Last};
use crate::model::Site;
use crate::plugin::{Item, item_at};
use crate::render::record::{self, Changed, Record};
use crate::render::{self, Carried, Core, Excerpt, Keeping, Late, Order};
use crate::write::{Places, Standing};
use hyde_liquid::Str;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

/// What is to be rendered, and what stays.
pub(super) struct Plan {
    pub(super) ids: Identities,
    matching: Matching,
    changed: Changed,
    /// By number.
    todo: Vec<bool>,
    late: Late,
    excerpts: Vec<Option<Excerpt>>,
    leaks_content: bool,
    places: Places,
    attempts: usize,
    /// What a build of everything cannot get wrong need not be looked at.
    is_whole: bool,
}

impl Plan {
    /// Plans a build that follows another one, or the first one.
    pub(super) fn new(last: Option<&Last>, site: &Site, order: &Order, late: &Late, paths: &BTreeSet<String>) -> Self {
        let same_settings = |last: &&Last| {
            let state = |site, order, ids| State { site, order, ids };
            let none = Identities::default();
            let (old, new) = (state(&last.site, &last.order, &none), state(site, order, &none));
            let settings = |site: &Site| hyde_liquid::Value::from(site.config.hash().clone());
            last.site.collections.len() == site.collections.len()
                && difference::Values::new(old, new).same(&settings(&last.site), &settings(site))
        };
        match last.filter(same_settings) {
            Some(last) => Self::following(last, site, order, late, paths),
            None => Self::whole(last, site, order, late),
        }
    }

    fn whole(last: Option<&Last>, site: &Site, order: &Order, late: &Late) -> Self {
        let ids = last.map_or_else(|| Identities::new(order), |last| Identities::after(&last.ids, order));
        let mentions = |position| body(site, position).is_some_and(render::mentions_content);
        Self {
            ids,
            matching: Matching::default(),
            changed: Changed::default(),
            todo: vec![true; order.len()],
            late: late.clone(),
            excerpts: site.positions().map(|position| render::extract(site, position)).collect(),
            leaks_content: site.positions().any(mentions),
            places: Places::All,
            attempts: 0,
            is_whole: true,
        }
    }

    fn following(last: &Last, site: &Site, order: &Order, late: &Late, paths: &BTreeSet<String>) -> Self {
        let (ids, matching) = last.ids.follow((&last.site, &last.order), (site, order));
        let old = State { site: &last.site, order: &last.order, ids: &last.ids };
        let new = State { site, order, ids: &ids };
        let mut difference = difference::between(old, new, &matching, paths, last.names.all());
        if last.is_recalled {
            // Meanwhile the world may have changed, and the destination.
            difference.changed.anything = true;
            difference.places = true;
        }
        let excerpts = order_numbers(order)
            .map(|number| match matching.before[number].filter(|_| !difference.own[number]) {
                Some(before) => last.raw_excerpts[before].clone(),
                None => render::extract(site, order.position(number)),
            })
            .collect();
        let mentions = |number: usize| body(site, order.position(number)).is_some_and(render::mentions_content);
        let leaks_content =
            last.leaks_content || order_numbers(order).any(|number| difference.own[number] && mentions(number));
        let places = match difference.places {
            true => Places::All,
            false => Places::Same { files: difference.files },
        };
        let mut plan = Self {
            ids,
            matching,
            changed: difference.changed,
            todo: difference.own,
            late: late.clone(),
            excerpts,
            leaks_content,
            places,
            attempts: 0,
            is_whole: false,
        };
        plan.spread_to_excerpts(last, order);
        plan.spread(last, order);
        plan
    }

    /// Finds the excerpts that the change reaches.
    fn spread_to_excerpts(&mut self, last: &Last, order: &Order) {
        if last.excerpts.is_empty() {
            return;
        }
        let reached: FxHashSet<u32> =
            last.excerpts.iter().filter(|(_, record)| record.is_reached(&self.changed)).map(|(id, _)| *id).collect();
        if reached.is_empty() {
            return;
        }
        for number in order_numbers(order) {
            let id = self.ids.ids[number];
            if reached.contains(&id) {
                self.changed.add(order.group(number), id, record::EXCERPT);
            }
        }
    }

    /// Finds everything that the change reaches, through what is rendered because of it.
    fn spread(&mut self, last: &Last, order: &Order) {
        let uses_state = |id: u32| last.records.get(&id).is_some_and(Record::has_state);
        let here: FxHashSet<u32> = self.ids.ids.iter().copied().collect();
        let gone = last.records.iter().any(|(id, record)| record.has_state() && !here.contains(id));
        let mut state = gone;
        loop {
            let before = (self.todo.iter().filter(|todo| **todo).count(), state);
            for number in order_numbers(order) {
                let id = self.ids.ids[number];
                // Positions see what was made of lower ones only, so one pass in order is enough.
                if !self.todo[number] {
                    self.todo[number] = last
                        .records
                        .get(&id)
                        .is_none_or(|record| record.is_reached(&self.changed) || (state && record.has_state()));
                }
                if self.todo[number] {
                    self.changed.add(order.group(number), id, record::CONTENT | record::OUTPUT);
                    state |= uses_state(id);
                }
            }
            self.tie_added_pages(order);
            // State that is used behind a position reaches that position as well.
            if (self.todo.iter().filter(|todo| **todo).count(), state) == before {
                return;
            }
        }
    }

    /// Pages that a conversion adds are rendered whenever the page is that is converted, and the other way round.
    fn tie_added_pages(&mut self, order: &Order) {
        let first = order.len() - self.late.adders.len();
        for (at, adder) in self.late.adders.clone().into_iter().enumerate() {
            let both = self.todo[first + at] || self.todo[adder];
            self.todo[first + at] = both;
            self.todo[adder] = both;
        }
    }

    /// What is rendered.
    pub(super) fn numbers(&self) -> Vec<usize> {
        (0..self.todo.len()).filter(|number| self.todo[*number]).collect()
    }

    /// What a rendering gets.
    pub(super) fn carried(&self, last: Option<&Last>, keeping: Keeping) -> Carried {
        let kept: Vec<bool> = self.todo.iter().map(|todo| !todo).collect();
        let contents = match last {
            Some(last) if !self.is_whole => kept
                .iter()
                .enumerate()
                .filter(|(_, kept)| **kept)
                .filter_map(|(number, _)| Some((number, last.contents.get(&self.ids.ids[number])?.clone())))
                .collect(),
            _ => Vec::new(),
        };
        Carried { excerpts: self.excerpts.clone(), kept, contents, leaks_content: self.leaks_content, keeping }
    }

    /// Adds what turned out to be needed; says whether that is more than was rendered.
    pub(super) fn widen(&mut self, last: Option<&Last>, core: &Core, standing: Option<&Standing>) -> bool {
        let (false, Some(last)) = (self.is_whole, last) else { return false };
        let before = self.todo.iter().filter(|todo| **todo).count();
        for number in core.slots.missing() {
            self.todo[number] = true;
        }
        if core.has_used_state() {
            for (number, id) in self.ids.ids.iter().enumerate() {
                self.todo[number] |= last.records.get(id).is_some_and(Record::has_state);
            }
        }
        if let (Places::All, Some(standing)) = (&self.places, standing) {
            for number in standing.lacking(core, &self.todo) {
                self.todo[number] = true;
            }
        }
        if self.todo.iter().filter(|todo| **todo).count() == before {
            return false;
        }
        self.attempts += 1;
        if self.attempts >= ATTEMPTS {
            self.todo.fill(true);
        } else {
            self.spread(last, &core.order);
        }
        true
    }

    /// What is rendered, by number.
    pub(super) fn rendered(&self) -> &[bool] {
        &self.todo
    }

    /// Where things are written.
    pub(super) fn places(&self) -> &Places {
        &self.places
    }

    /// What the build leaves for the next one.
    pub(super) fn last(self, old: Option<Last>, core: Arc<Core>, order: Order, standing: Standing) -> Last {
        let keeping = core.keeping.as_ref().expect("a session renders with what it keeps");
        let mut names = std::mem::take(&mut *keeping.names.lock().unwrap_or_else(PoisonError::into_inner));
        let rendered = std::mem::take(&mut *keeping.records.lock().unwrap_or_else(PoisonError::into_inner));
        let excerpted = std::mem::take(&mut *keeping.excerpts.lock().unwrap_or_else(PoisonError::into_inner));
        let (mut records, mut excerpts, mut contents) = match old {
            Some(old) if !self.is_whole => (old.records, old.excerpts, old.contents),
            _ => Default::default(),
        };
        let is_whole_list = self.matching.members.iter().all(|members| !members);
        if !is_whole_list {
            let here: FxHashSet<u32> = self.ids.ids.iter().copied().collect();
            records.retain(|id, _| here.contains(id));
            excerpts.retain(|id, _| here.contains(id));
        }
        let ids = &self.ids.ids;
        records.extend(rendered.into_iter().map(|(number, record)| (ids[number], record)));
        excerpted.into_iter().for_each(|(number, reads)| {
            let record = Record::new(reads, ids, |number| order.group(number), &mut names);
            excerpts.insert(ids[number], record);
        });
        names.tidy(records.values_mut().chain(excerpts.values_mut()));
        let wanted = Wanted::of(&records, order.groups().count());
        let mut known: FxHashMap<u32, Str> = FxHashMap::default();
        for (number, id) in ids.iter().enumerate().filter(|(number, id)| wanted.wants(order.group(*number), **id)) {
            let content = match self.todo[number] {
                true => core.slots.get(number).content.get(),
                false => contents.remove(id),
            };
            known.extend(content.map(|content| (*id, content)));
        }
        drop(contents);
        let site = match Arc::try_unwrap(core) {
            Ok(core) => core.site,
            Err(core) => core.site.clone(),
        };
        Last {
            site,
            order,
            ids: self.ids,
            names,
            records,
            excerpts,
            contents: known,
            raw_excerpts: self.excerpts,
            leaks_content: self.leaks_content,
            standing,
            is_recalled: false,
        }
    }
}

/// Whose contents others look at.
struct Wanted {
    ids: FxHashSet<u32>,
    groups: Vec<bool>,
}

impl Wanted {
    fn of(records: &FxHashMap<u32, Record>, groups: usize) -> Self {
        let mut wanted = Self { ids: FxHashSet::default(), groups: vec![false; groups] };
        records.iter().for_each(|(own, record)| {
            record.each_item(record::CONTENT, |id| {
                if id != *own {
                    wanted.ids.insert(id);
                }
            });
            for (group, all) in wanted.groups.iter_mut().enumerate() {
                *all = *all || record.looks_at_all(group, record::CONTENT);
            }
        });
        wanted
    }

    fn wants(&self, group: usize, id: u32) -> bool {
        self.groups[group] || self.ids.contains(&id)
    }
}

fn order_numbers(order: &Order) -> std::ops::Range<usize> {
    0..order.len()
}

/// The raw content at a position.
fn body(site: &Site, position: crate::Position) -> Option<&str> {
    match item_at(site, position)? {
        Item::Document(document) => document.content.as_deref(),
        Item::Page(page) => Some(&page.content),
    }
}
