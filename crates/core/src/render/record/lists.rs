//! How much of a list was looked at, and how much of it is as it was.
//!
//! The layouts of many blogs show their newest posts on every page. An old post that comes or goes must not render all
//! of these again, so of such lists it is kept how far from either end somebody looked.

/// A list of documents.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum List {
    /// The documents of the collection at an index, in their order.
    Documents(u32),
    /// The posts with a tag, newest first.
    Tag(String),
    /// The posts of a category, newest first.
    Category(String),
}

impl List {
    /// The documents of the collection at an index.
    pub(crate) fn of_collection(index: usize) -> Self {
        Self::Documents(u32::try_from(index).unwrap_or(u32::MAX))
    }
}

/// How much of a list was looked at.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    /// How many items from its beginning.
    pub(crate) first: u32,
    /// How many items from its end.
    pub(crate) last: u32,
    /// Whether it was asked how many there are.
    pub(crate) count: bool,
}

impl Extent {
    /// All of a list.
    pub(crate) const ALL: Self = Self { first: u32::MAX, last: 0, count: true };
    /// How many items there are.
    pub(crate) const COUNT: Self = Self { first: 0, last: 0, count: true };

    /// No more than so many items from the beginning, of which there may be fewer.
    pub(crate) fn first(count: usize) -> Self {
        Self { first: u32::try_from(count).unwrap_or(u32::MAX), ..Self::default() }
    }

    /// No more than so many items from the end.
    pub(crate) fn last(count: usize) -> Self {
        Self { last: u32::try_from(count).unwrap_or(u32::MAX), ..Self::default() }
    }

    /// The same as seen by somebody who has the list the other way round.
    pub(crate) fn reversed(self) -> Self {
        Self { first: self.last, last: self.first, count: self.count }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.first = self.first.max(other.first);
        self.last = self.last.max(other.last);
        self.count |= other.count;
    }
}

/// What of a list is as it was: both lists are the same for so many items from the beginning, and from the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shift {
    first: u32,
    last: u32,
    /// Whether there are more or fewer items.
    count: bool,
}

impl Shift {
    /// Nothing is different.
    pub(crate) const NONE: Self = Self { first: u32::MAX, last: u32::MAX, count: false };

    /// Compares the items of two lists.
    pub(crate) fn between(old: &[u32], new: &[u32]) -> Self {
        if old == new {
            return Self::NONE;
        }
        // Different lists differ within the shorter one's length, or just behind it: somebody who looked further than
        // one of them goes knows how long it is.
        let first = old.iter().zip(new).take_while(|(old, new)| old == new).count();
        let last = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
        let short = |count: usize| u32::try_from(count).unwrap_or(u32::MAX - 1);
        Self { first: short(first), last: short(last), count: old.len() != new.len() }
    }

    /// Whether what was looked at is different.
    pub(super) fn reaches(self, extent: Extent) -> bool {
        extent.first > self.first || extent.last > self.last || (extent.count && self.count)
    }
}
