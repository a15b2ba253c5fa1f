//! What is different about the lists that renderings looked at.

use super::difference::State;
use super::identity::Matching;
use crate::render::record::{self, Aspects, Changed, List, MEMBERS, Name, Shift};
use rustc_hash::FxHashMap;
use std::cell::OnceCell;

/// Posts by tag or category, as identities.
type PostsBy = FxHashMap<String, Vec<u32>>;

/// Finds what is different about the lists among some names, by the numbers of these.
pub(super) fn shifts(
    old: State<'_>,
    new: State<'_>,
    matching: &Matching,
    changed: &Changed,
    names: &[Name],
) -> FxHashMap<u32, Shift> {
    let is_posts = |key: &str| {
        let aspects: Aspects = MEMBERS | record::aspect(key);
        let posts = new.site.collections.get_index_of("posts");
        posts.and_then(|posts| changed.groups.get(posts)).is_some_and(|changed| changed & aspects != 0)
    };
    let (by_tag, by_category) = (By::new("tags", is_posts("tags")), By::new("categories", is_posts("categories")));
    let mut shifts = FxHashMap::default();
    for (number, name) in names.iter().enumerate() {
        let Name::List(list) = name else { continue };
        let shift = match list {
            List::Tag(tag) => by_tag.shift(old, new, tag),
            List::Category(category) => by_category.shift(old, new, category),
            List::Documents(group) => {
                let group = *group as usize;
                match matching.members.get(group) {
                    Some(true) => Shift::between(documents(old, group), documents(new, group)),
                    _ => Shift::NONE,
                }
            }
        };
        if shift != Shift::NONE {
            shifts.extend(u32::try_from(number).map(|number| (number, shift)));
        }
    }
    shifts
}

/// The identities of the documents of a group.
fn documents(state: State<'_>, group: usize) -> &[u32] {
    state.order.groups().nth(group).and_then(|range| state.ids.ids.get(range)).unwrap_or_default()
}

/// Posts by tag or by category in both states, which are put together when somebody asks.
struct By {
    key: &'static str,
    may_differ: bool,
    both: OnceCell<(PostsBy, PostsBy)>,
}

impl By {
    fn new(key: &'static str, may_differ: bool) -> Self {
        Self { key, may_differ, both: OnceCell::new() }
    }

    fn shift(&self, old: State<'_>, new: State<'_>, name: &str) -> Shift {
        if !self.may_differ {
            return Shift::NONE;
        }
        let (before, now) = self.both.get_or_init(|| (posts_by(old, self.key), posts_by(new, self.key)));
        let of = |by: &PostsBy| by.get(name).map_or(&[] as &[u32], Vec::as_slice).to_vec();
        Shift::between(&of(before), &of(now))
    }
}

fn posts_by(state: State<'_>, key: &str) -> PostsBy {
    let ids = state.site.collections.get_index_of("posts").map(|group| documents(state, group)).unwrap_or_default();
    let id = |index: usize| ids.get(index).copied().unwrap_or(u32::MAX);
    state.site.posts_by(key).into_iter().map(|(name, posts)| (name, posts.into_iter().map(id).collect())).collect()
}
