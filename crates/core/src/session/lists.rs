//! What is different about the lists that renderings looked at.

use super::difference::State;
use super::identity::Matching;
use crate::render::record::{self, Aspects, Changed, List, MEMBERS, Name, Shift};
use hyde_liquid::Value;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cell::OnceCell;

/// Posts by tag or category, as identities, newest first.
type PostsBy<'a> = FxHashMap<Cow<'a, str>, Vec<u32>>;

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
fn documents<'a>(state: State<'a>, group: usize) -> &'a [u32] {
    state.order.groups().nth(group).and_then(|range| state.ids.ids.get(range)).unwrap_or_default()
}

/// Posts by tag or by category in both states, which are put together when somebody asks.
struct By<'a> {
    key: &'static str,
    may_differ: bool,
    both: OnceCell<(PostsBy<'a>, PostsBy<'a>)>,
}

impl<'a> By<'a> {
    fn new(key: &'static str, may_differ: bool) -> Self {
        Self { key, may_differ, both: OnceCell::new() }
    }

    fn shift(&self, old: State<'a>, new: State<'a>, name: &str) -> Shift {
        if !self.may_differ {
            return Shift::NONE;
        }
        let (before, now) = self.both.get_or_init(|| (posts_by(old, self.key), posts_by(new, self.key)));
        let of = |by: &'_ PostsBy<'a>| by.get(name).cloned().unwrap_or_default();
        Shift::between(&of(before), &of(now))
    }
}

/// What [`Site::posts_by`](crate::model::Site::posts_by) finds, without names of its own.
fn posts_by<'a>(state: State<'a>, key: &str) -> PostsBy<'a> {
    let ids = state.site.collections.get_index_of("posts").map(|group| documents(state, group)).unwrap_or_default();
    let mut by = PostsBy::default();
    for (post, id) in state.site.posts().iter().zip(ids).rev() {
        if let Some(Value::Array(values)) = post.listed_by(key) {
            values.iter().for_each(|value| by.entry(value.text()).or_default().push(*id));
        }
    }
    by
}
