//! Which documents and pages of two states of a site are the same one.

use crate::Position;
use crate::model::{Document, Page, Site};
use crate::render::Order;
use std::collections::{HashMap, VecDeque};

/// The items of a site with identities that outlast it, by number.
#[derive(Debug, Default)]
pub(super) struct Identities {
    pub(super) ids: Vec<u32>,
    pub(super) next: u32,
}

/// How the items of a site relate to those of the one before.
#[derive(Debug, Default)]
pub(super) struct Matching {
    /// The number that each item had before.
    pub(super) before: Vec<Option<usize>>,
    /// For each group, whether its items or their order are others.
    pub(super) members: Vec<bool>,
    /// Whether items that are in both sites have another order.
    pub(super) reordered: bool,
}

/// What makes an item the one it is, besides its group.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Document(&'a str),
    Page(&'a str, &'a str, &'a str, Option<&'a str>),
}

fn key(site: &Site, position: Position) -> Key<'_> {
    match position {
        Position::Document(collection, index) => {
            Key::Document(site.document(collection, index).map_or("", |Document { path, .. }| path))
        }
        Position::Page(index) => {
            let Page { class, dir, name, file, .. } = &**site.pages.get(index).expect("the order is the site's");
            Key::Page(class, dir, name, file.as_deref())
        }
    }
}

impl Identities {
    /// Gives every item of a first site an identity.
    pub(super) fn new(order: &Order) -> Self {
        let next = u32::try_from(order.len()).unwrap_or(u32::MAX);
        Self { ids: (0..next).collect(), next }
    }

    /// Gives every item of a site an identity that no item had before.
    pub(super) fn after(last: &Self, order: &Order) -> Self {
        let count = u32::try_from(order.len()).unwrap_or(u32::MAX);
        Self { ids: (last.next..last.next.saturating_add(count)).collect(), next: last.next.saturating_add(count) }
    }

    /// Gives the items of a site the identities of those that they were in the site before.
    pub(super) fn follow(&self, old: (&Site, &Order), new: (&Site, &Order)) -> (Self, Matching) {
        let mut followed = Self { ids: Vec::with_capacity(new.1.len()), next: self.next };
        let mut matching = Matching { before: Vec::with_capacity(new.1.len()), ..Matching::default() };
        let mut last = None;
        for (of_old, of_new) in old.1.groups().zip(new.1.groups()) {
            let mut changed = of_old.len() != of_new.len();
            let mut found: Option<HashMap<Key<'_>, VecDeque<usize>>> = None;
            let start = of_new.start;
            for number in of_new {
                let wanted = key(new.0, new.1.position(number));
                let same_place = of_old.start + (number - start);
                let is_same =
                    found.is_none() && same_place < of_old.end && key(old.0, old.1.position(same_place)) == wanted;
                let before = if is_same {
                    Some(same_place)
                } else {
                    changed = true;
                    // What stands before this place was matched already, place by place.
                    let found = found.get_or_insert_with(|| {
                        let mut places: HashMap<Key<'_>, VecDeque<usize>> = HashMap::new();
                        for place in same_place.min(of_old.end)..of_old.end {
                            places.entry(key(old.0, old.1.position(place))).or_default().push_back(place);
                        }
                        places
                    });
                    found.get_mut(&wanted).and_then(VecDeque::pop_front)
                };
                if let Some(before) = before {
                    matching.reordered |= last.is_some_and(|last| last > before);
                    last = Some(before);
                }
                matching.before.push(before);
                followed.ids.push(match before {
                    Some(before) => self.ids[before],
                    None => {
                        followed.next += 1;
                        followed.next - 1
                    }
                });
            }
            matching.members.push(changed);
        }
        (followed, matching)
    }
}
