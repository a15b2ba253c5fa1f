//! In what two states of a site differ.

use super::identity::{Identities, Matching};
use crate::Position;
use crate::model::{Document, Layout, Page, Site};
use crate::plugin::{NamedDrop, Reference, item_at};
use crate::render::Order;
use crate::render::record::{self, Aspects, Changed, Name};
use hyde_liquid::{Hash, Value};
use std::collections::BTreeSet;

/// A site with the order and the identities of its items.
#[derive(Clone, Copy)]
pub(super) struct State<'a> {
    pub(super) site: &'a Site,
    pub(super) order: &'a Order,
    pub(super) ids: &'a Identities,
}

/// What differs.
pub(super) struct Difference {
    pub(super) changed: Changed,
    /// Which items differ themselves or are new, by number.
    pub(super) own: Vec<bool>,
    /// Whether something may be written to another path, or something else to a path.
    pub(super) places: bool,
    /// The indexes of static files that differ.
    pub(super) files: Vec<usize>,
}

/// How deep values are compared; what lies deeper counts as different.
const DEPTH_LIMIT: usize = 64;

/// Compares values of two states.
pub(super) struct Values<'a> {
    old: State<'a>,
    new: State<'a>,
}

impl<'a> Values<'a> {
    pub(super) fn new(old: State<'a>, new: State<'a>) -> Self {
        Self { old, new }
    }

    /// Whether two values show the same everywhere.
    pub(super) fn same(&self, old: &Value, new: &Value) -> bool {
        self.same_at(old, new, 0)
    }

    fn same_at(&self, old: &Value, new: &Value, depth: usize) -> bool {
        if depth > DEPTH_LIMIT {
            return false;
        }
        match (old, new) {
            (Value::Array(old), Value::Array(new)) => {
                std::sync::Arc::ptr_eq(old, new)
                    || (old.len() == new.len()
                        && old.iter().zip(new.iter()).all(|(old, new)| self.same_at(old, new, depth + 1)))
            }
            (Value::Hash(old), Value::Hash(new)) => {
                std::sync::Arc::ptr_eq(old, new) || self.same_hashes_at(old, new, depth)
            }
            (Value::Object(_), Value::Object(_)) => {
                match (old.downcast::<Reference>(), new.downcast::<Reference>()) {
                    (Some(old), Some(new)) => return self.same_item(old.0, new.0),
                    (None, None) => {}
                    _ => return false,
                }
                match (old.downcast::<NamedDrop>(), new.downcast::<NamedDrop>()) {
                    (Some(old), Some(new)) => {
                        old.class() == new.class() && self.same_hashes_at(old.pairs(), new.pairs(), depth)
                    }
                    _ => false,
                }
            }
            (Value::Float(old), Value::Float(new)) => old.to_bits() == new.to_bits(),
            (Value::Time(old), Value::Time(new)) => old == new,
            _ => old.eql(new) && old.class_name() == new.class_name(),
        }
    }

    fn same_hashes(&self, old: &Hash, new: &Hash) -> bool {
        self.same_hashes_at(old, new, 0)
    }

    fn same_hashes_at(&self, old: &Hash, new: &Hash, depth: usize) -> bool {
        old.len() == new.len()
            && old.iter().zip(new.iter()).all(|((old_key, old), (new_key, new))| {
                self.same_at(old_key, new_key, depth + 1) && self.same_at(old, new, depth + 1)
            })
    }

    fn same_item(&self, old: Position, new: Position) -> bool {
        let id = |state: &State<'_>, position| {
            // A plugin may refer to what is nowhere.
            item_at(state.site, position)?;
            state.ids.ids.get(state.order.number(position)).copied()
        };
        id(&self.old, old).is_some_and(|old| Some(old) == id(&self.new, new))
    }

    /// The aspects of data that differ.
    fn data(&self, old: &Hash, new: &Hash) -> Aspects {
        let mut aspects = 0;
        for (key, value) in new.iter() {
            if !old.get_value(key).is_some_and(|old| self.same(old, value)) {
                aspects |= record::aspect(&key.to_s());
            }
        }
        for (key, _) in old.iter() {
            if !new.contains_value_key(key) {
                aspects |= record::aspect(&key.to_s());
            }
        }
        let in_order = old.len() == new.len() && old.keys().zip(new.keys()).all(|(old, new)| old.eql(new));
        // The order of keys shows only to those who look at all of them.
        if aspects == 0 && !in_order { record::ALL } else { aspects }
    }

    fn document(&self, old: &Document, new: &Document) -> (Aspects, bool) {
        let mut aspects = self.data(&old.data, &new.data);
        let mut own = aspects != 0;
        if old.content != new.content || old.invalid != new.invalid {
            aspects |= record::CONTENT | record::EXCERPT;
            own = true;
        }
        if old.excerpted != new.excerpted {
            aspects |= record::EXCERPT;
            own = true;
        }
        if old.modified != new.modified && !matches!(new.data.get("date"), Some(Value::Time(_))) {
            aspects |= record::aspect("date");
        }
        let (old_site, new_site) = (self.old.site, self.new.site);
        if old.url(old_site) != new.url(new_site) || old.data.get("slug").is_some() != new.data.get("slug").is_some() {
            aspects |= record::URL;
        }
        if aspects & record::aspect("slug") != 0 {
            aspects |= record::URL;
        }
        if old.parsed != new.parsed || old.relative_path != new.relative_path {
            aspects |= record::ALL;
        }
        // What excerpts are cut by is data.
        if own {
            aspects |= record::EXCERPT;
        }
        (aspects, own || aspects != 0)
    }

    fn page(&self, old: &Page, new: &Page) -> (Aspects, bool) {
        let (aspects, own) = self.document_like_page(old, new);
        let optional = |old: Option<&Value>, new: Option<&Value>| match (old, new) {
            (Some(old), Some(new)) => self.same(old, new),
            (None, None) => true,
            _ => false,
        };
        let drawn = optional(old.liquid.as_ref(), new.liquid.as_ref());
        let paged = optional(old.pager.as_ref(), new.pager.as_ref());
        let aspects = if drawn { aspects } else { record::ALL };
        (aspects, own || !drawn || !paged)
    }

    fn document_like_page(&self, old: &Page, new: &Page) -> (Aspects, bool) {
        let mut aspects = self.data(&old.data, &new.data);
        if old.content != new.content || old.invalid != new.invalid {
            aspects |= record::CONTENT;
        }
        if old.url(self.old.site) != new.url(self.new.site)
            || old.fixed_url != new.fixed_url
            || old.moved_to != new.moved_to
        {
            aspects |= record::URL;
        }
        if aspects != 0 {
            // Excerpts are cut by data, from content.
            aspects |= record::EXCERPT;
        }
        (aspects, aspects != 0)
    }
}

/// Finds what differs between two states; `paths` are the files that changed, `names` what earlier renderings looked
/// at by name.
pub(super) fn between(
    old: State<'_>,
    new: State<'_>,
    matching: &Matching,
    paths: &BTreeSet<String>,
    names: &[Name],
) -> Difference {
    let groups = matching.members.len();
    let values = Values::new(old, new);
    let mut changed = Changed::new(groups);
    changed.anything = !paths.is_empty();
    let mut own = vec![false; new.order.len()];
    let mut places = false;
    let mut stays = vec![false; old.order.len()];
    let decides_place = record::URL
        | record::MEMBERS
        | record::aspect("published")
        | record::aspect("date")
        | record::aspect("permalink");
    // As time goes by, documents come out of the future.
    let flows = old.site.time != new.site.time;
    for (number, before) in matching.before.iter().enumerate() {
        let (position, group) = (new.order.position(number), new.order.group(number));
        let Some(before) = *before else {
            own[number] = true;
            changed.anything = true;
            if let Position::Page(index) = position
                && new.site.pages[index].liquid.is_some()
            {
                changed.wholes |= record::DROPS;
            }
            continue;
        };
        stays[before] = true;
        let (mut aspects, differs) = match (old.order.position(before), position) {
            (Position::Document(old_group, old_index), Position::Document(group, index)) => {
                let (was, is) =
                    (&old.site.collections[old_group].docs[old_index], &new.site.collections[group].docs[index]);
                let (aspects, differs) = if was.is(is) { (0, false) } else { values.document(was, is) };
                let neighbours = matching.members[group] && (neighbours(old, before) != neighbours(new, number));
                (if neighbours { aspects | record::NEIGHBOURS } else { aspects }, differs)
            }
            (Position::Page(was), Position::Page(is)) => {
                let (was, is) = (&old.site.pages[was], &new.site.pages[is]);
                let (aspects, differs) = if was.is(is) { (0, false) } else { values.page(was, is) };
                if aspects == record::ALL {
                    changed.wholes |= record::DROPS;
                }
                (aspects, differs)
            }
            // Groups stay what they are.
            _ => (record::ALL, true),
        };
        own[number] = differs;
        if matching.reordered {
            aspects |= record::CONTENT | record::OUTPUT;
        }
        // Whether it is written decides whether `link` finds it.
        let comes_or_goes = (flows || aspects != 0) && comes_or_goes(old, before, new, number);
        places |= aspects & decides_place != 0 || comes_or_goes;
        if aspects & (record::URL | record::PATH) != 0 || comes_or_goes {
            changed.wholes |= record::URLS;
        }
        changed.add(group, new.ids.ids[number], aspects);
    }
    for (before, stays) in stays.into_iter().enumerate().filter(|(_, stays)| !stays) {
        let _ = stays;
        if let Position::Page(index) = old.order.position(before)
            && old.site.pages[index].liquid.is_some()
        {
            changed.wholes |= record::DROPS;
        }
        changed.add(old.order.group(before), old.ids.ids[before], record::ALL);
    }
    for (group, members) in matching.members.iter().enumerate() {
        if *members {
            changed.members(group);
            places = true;
        }
    }
    let (moved, files) = static_files(old.site, new.site, &mut changed);
    places |= moved;
    if !values.same(&old.site.data, &new.site.data) {
        changed.wholes |= record::DATA;
        changed.anything = true;
    }
    if old.site.time != new.site.time {
        changed.wholes |= record::TIME;
        changed.anything = true;
    }
    let layouts = layouts(&values, old.site, new.site);
    changed.anything |= !layouts.is_empty();
    let includes: Vec<String> =
        crate::render::include_directories(new.site).into_iter().map(|(_, directory)| directory).collect();
    changed.names = names
        .iter()
        .map(|name| match name {
            Name::File(path) => paths.iter().any(|changed| is_near(changed, path)),
            Name::Include(name) => includes.iter().any(|directory| {
                let path = format!("{directory}/{name}");
                paths.iter().any(|changed| is_near(changed, &path))
            }),
            Name::Layout(name) => layouts.contains(name.as_str()),
            Name::List(_) => false,
        })
        .collect();
    changed.lists = super::lists::shifts(old, new, matching, &changed, names);
    Difference { changed, own, places, files }
}

/// Whether the document of two numbers is written in one state and not in the other; a page always is.
fn comes_or_goes(old: State<'_>, before: usize, new: State<'_>, number: usize) -> bool {
    let (Position::Document(old_group, old_index), Position::Document(group, index)) =
        (old.order.position(before), new.order.position(number))
    else {
        return false;
    };
    let (was, is) = (&old.site.collections[old_group].docs[old_index], &new.site.collections[group].docs[index]);
    // Of what is the same only the future decides; without a date of its own a document never lies in it.
    let lies_ahead = |state: &State<'_>, date: i64| date > state.site.time.unix();
    match &is.shown().date {
        Some(Value::Time(date)) if was.is(is) && lies_ahead(&old, date.unix()) == lies_ahead(&new, date.unix()) => {
            false
        }
        _ => was.is_written(old.site) != is.is_written(new.site),
    }
}

/// Whether one path is the other, or leads to it.
fn is_near(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The identities of the documents before and after one.
fn neighbours(state: State<'_>, number: usize) -> (Option<u32>, Option<u32>) {
    let Position::Document(collection, index) = state.order.position(number) else { return (None, None) };
    let count = state.site.collections[collection].docs.len();
    let id = |number: usize| state.ids.ids.get(number).copied();
    ((index > 0).then(|| id(number - 1)).flatten(), (index + 1 < count).then(|| id(number + 1)).flatten())
}

/// Notes what differs about static files; says whether something is written elsewhere, and which files differ.
fn static_files(old: &Site, new: &Site, changed: &mut Changed) -> (bool, Vec<usize>) {
    let same_list = old.static_files.len() == new.static_files.len();
    let mut places = !same_list;
    let mut shows = !same_list;
    let mut files = Vec::new();
    for (index, (was, is)) in old.static_files.iter().zip(&new.static_files).enumerate() {
        if std::sync::Arc::ptr_eq(was, is) {
            continue;
        }
        changed.anything = true;
        files.push(index);
        shows |=
            was.modified != is.modified || was.relative_path != is.relative_path || was.collection != is.collection;
        places |=
            was.relative_path != is.relative_path || was.url(old) != is.url(new) || was.collection != is.collection;
    }
    if shows {
        changed.wholes |= record::STATIC;
        changed.anything = true;
    }
    if places {
        changed.wholes |= record::URLS;
    }
    (places, files)
}

/// The names of layouts that differ, are new or gone.
fn layouts<'a>(values: &Values<'a>, old: &'a Site, new: &'a Site) -> BTreeSet<&'a str> {
    let same = |old: &Layout, new: &Layout| {
        old.content == new.content
            && old.path == new.path
            && old.ext == new.ext
            && old.invalid == new.invalid
            && values.same_hashes(&old.data, &new.data)
    };
    let mut differ = BTreeSet::new();
    for (name, layout) in &new.layouts {
        if !old.layouts.get(name).is_some_and(|old| same(old, layout)) {
            differ.insert(name.as_str());
        }
    }
    differ.extend(old.layouts.keys().filter(|name| !new.layouts.contains_key(*name)).map(String::as_str));
    differ
}
