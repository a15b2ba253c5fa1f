//! Items that several states of a site share: what nobody changed is never copied.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A document or page. Clones share it; the first change of a clone gives it a copy of its own.
///
/// ```
/// use hyde_core::model::{Page, Shared};
/// let page = Shared::new(Page::named("Page", "", "a.md"));
/// let mut other = page.clone();
/// assert!(page.is(&other));
/// other.content.push('!');
/// assert!(!page.is(&other) && page.content.is_empty());
/// ```
#[derive(Debug, Default)]
pub struct Shared<T>(Arc<T>);

impl<T> Shared<T> {
    /// Makes a value that can be shared.
    pub fn new(value: T) -> Self {
        Self(Arc::new(value))
    }

    /// What tells this one from all others there are, as long as it is there.
    pub(crate) fn address(&self) -> usize {
        Arc::as_ptr(&self.0).cast::<()>().addr()
    }

    /// Whether two are the very same, of which no copy was made.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: Clone> Shared<T> {
    /// Takes the value out, which is copied if it is shared.
    pub fn into_inner(self) -> T {
        Arc::unwrap_or_clone(self.0)
    }
}

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// What can be shared and changed.
pub trait Sharing: Clone {
    /// Makes the copy that is changed in the place of a shared original. What was computed of the original, and may not
    /// be true of the copy, is forgotten.
    #[must_use]
    fn copy(&self) -> Self;

    /// Forgets what is quickly found again of a value that is about to be changed.
    fn touch(&mut self) {}
}

impl<T: Sharing> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut T {
        if Arc::get_mut(&mut self.0).is_none() {
            self.0 = Arc::new(self.0.copy());
        }
        let value = Arc::get_mut(&mut self.0).expect("a new value has one owner");
        value.touch();
        value
    }
}

/// A list of documents or pages in their order.
#[derive(Debug)]
pub struct Items<T>(Vec<Shared<T>>);

impl<T> Items<T> {
    /// Makes an empty list.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Puts an item behind the others.
    pub fn push(&mut self, item: impl Into<Shared<T>>) {
        self.0.push(item.into());
    }

    /// Keeps the items for which `keep` says so.
    pub fn retain(&mut self, keep: impl FnMut(&Shared<T>) -> bool) {
        self.0.retain(keep);
    }

    /// Takes the first items away, so many.
    pub fn remove_first(&mut self, count: usize) {
        self.0.drain(..count.min(self.0.len()));
    }

    /// Keeps the first items, so many.
    pub fn truncate(&mut self, count: usize) {
        self.0.truncate(count);
    }
}

impl<T> Default for Items<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Clone for Items<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Deref for Items<T> {
    type Target = Vec<Shared<T>>;

    fn deref(&self) -> &Vec<Shared<T>> {
        &self.0
    }
}

impl<T> DerefMut for Items<T> {
    fn deref_mut(&mut self) -> &mut Vec<Shared<T>> {
        &mut self.0
    }
}

impl<T> From<Vec<Shared<T>>> for Items<T> {
    fn from(items: Vec<Shared<T>>) -> Self {
        Self(items)
    }
}

impl<T, I: Into<Shared<T>>> Extend<I> for Items<T> {
    fn extend<A: IntoIterator<Item = I>>(&mut self, items: A) {
        self.0.extend(items.into_iter().map(Into::into));
    }
}

impl<T, I: Into<Shared<T>>> FromIterator<I> for Items<T> {
    fn from_iter<A: IntoIterator<Item = I>>(items: A) -> Self {
        Self(items.into_iter().map(Into::into).collect())
    }
}

impl<T> IntoIterator for Items<T> {
    type Item = Shared<T>;
    type IntoIter = std::vec::IntoIter<Shared<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Items<T> {
    type Item = &'a Shared<T>;
    type IntoIter = std::slice::Iter<'a, Shared<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut Items<T> {
    type Item = &'a mut Shared<T>;
    type IntoIter = std::slice::IterMut<'a, Shared<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter_mut()
    }
}
