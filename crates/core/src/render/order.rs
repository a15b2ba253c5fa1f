//! The order of rendering, and the threads that keep to it.
//!
//! Positions are handed out in ascending order from one counter, and whoever waits, waits for lower positions only:
//! so somebody can always go on. A rendering that fails or panics still completes its position.

use crate::Position;
use crate::model::Site;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The order in which documents and pages are rendered, as consecutive numbers.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    /// The number of the first document of each collection, and in the end that of the first page.
    starts: Vec<usize>,
    count: usize,
}

impl Order {
    pub(crate) fn of(site: &Site) -> Self {
        let mut starts = Vec::with_capacity(site.collections.len() + 1);
        let mut count = 0;
        for collection in site.collections.values() {
            starts.push(count);
            count += collection.docs.len();
        }
        starts.push(count);
        Self { starts, count: count + site.pages.len() }
    }

    /// The group of a number: its collection, or behind these the pages.
    pub(crate) fn group(&self, number: usize) -> usize {
        match self.position(number) {
            Position::Document(collection, _) => collection,
            Position::Page(_) => self.starts.len() - 1,
        }
    }

    /// The numbers of each group: the collections, then the pages.
    pub(crate) fn groups(&self) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        let ends = self.starts.iter().skip(1).copied().chain([self.count]);
        self.starts.iter().copied().zip(ends).map(|(start, end)| start..end)
    }

    /// How many documents and pages there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// The number of a position.
    pub(crate) fn number(&self, position: Position) -> usize {
        match position {
            Position::Document(collection, index) => self.starts[collection] + index,
            Position::Page(index) => self.starts[self.starts.len() - 1] + index,
        }
    }

    /// The position of a number.
    pub(crate) fn position(&self, number: usize) -> Position {
        let pages = self.starts[self.starts.len() - 1];
        if number >= pages {
            return Position::Page(number - pages);
        }
        let collection = self.starts.partition_point(|start| *start <= number) - 1;
        Position::Document(collection, number - self.starts[collection])
    }
}

/// Which positions are complete.
#[derive(Debug)]
pub(crate) struct Progress {
    done: Vec<AtomicBool>,
    low: Mutex<Low>,
    changed: Condvar,
}

/// How far completion has come without a gap.
#[derive(Debug, Default)]
struct Low {
    /// All positions below this number are complete.
    number: usize,
    /// How many threads wait: without one, nobody is woken.
    waiting: usize,
}

impl Progress {
    pub(crate) fn new(count: usize) -> Self {
        Self::with((0..count).map(|_| false))
    }

    /// Positions of which some are complete from the start.
    pub(crate) fn with(done: impl Iterator<Item = bool>) -> Self {
        let done: Vec<AtomicBool> = done.map(AtomicBool::new).collect();
        let number = done.iter().position(|done| !done.load(Ordering::Relaxed)).unwrap_or(done.len());
        Self { done, low: Mutex::new(Low { number, waiting: 0 }), changed: Condvar::new() }
    }

    pub(crate) fn is_done(&self, number: usize) -> bool {
        self.done[number].load(Ordering::Acquire)
    }

    fn low(&self) -> MutexGuard<'_, Low> {
        self.low.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Marks a position as complete; gives the range of positions before which everything is now complete and was not.
    pub(crate) fn complete(&self, number: usize) -> std::ops::Range<usize> {
        let mut low = self.low();
        self.done[number].store(true, Ordering::Release);
        let before = low.number;
        while low.number < self.done.len() && self.done[low.number].load(Ordering::Acquire) {
            low.number += 1;
        }
        let range = before..low.number;
        if low.waiting > 0 {
            self.changed.notify_all();
        }
        range
    }

    /// Waits until a position is complete. Only ever called for a lower position than the caller's own.
    pub(crate) fn wait_for(&self, number: usize) {
        if !self.is_done(number) {
            self.wait_until(|_| self.is_done(number));
        }
    }

    /// Waits until all positions below a number are complete.
    pub(crate) fn wait_for_all_below(&self, number: usize) {
        self.wait_until(|low| low >= number);
    }

    fn wait_until(&self, holds: impl Fn(usize) -> bool) {
        let mut low = self.low();
        low.waiting += 1;
        while !holds(low.number) {
            low = self.changed.wait(low).unwrap_or_else(PoisonError::into_inner);
        }
        low.waiting -= 1;
    }
}

/// Calls `render` for every number below `count` on so many threads, and `complete` after each. Once `render` gives
/// `false`, no higher number is handed out; those handed out already come to their end.
///
/// `render` must not panic for `complete` to be skipped: a panic is caught, and the first one's message is returned.
pub(crate) fn in_order(
    count: usize,
    threads: usize,
    render: impl Fn(usize) -> bool + Sync,
    complete: impl Fn(usize) + Sync,
) -> Result<(), String> {
    let next = AtomicUsize::new(0);
    let panicked: Mutex<Option<String>> = Mutex::new(None);
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return;
            }
            match catch_unwind(AssertUnwindSafe(|| render(number))) {
                Ok(true) => {}
                Ok(false) => next.store(count, Ordering::Relaxed),
                Err(panic) => {
                    let text = panic
                        .downcast_ref::<String>()
                        .map(String::as_str)
                        .or_else(|| panic.downcast_ref::<&str>().copied())
                        .unwrap_or("unknown panic")
                        .to_owned();
                    panicked.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(text);
                    next.store(count, Ordering::Relaxed);
                }
            }
            complete(number);
        }
    };
    if threads <= 1 || count <= 1 {
        work();
    } else {
        std::thread::scope(|scope| {
            for number in 1..threads.min(count) {
                // Deeply nested templates recurse; a generous stack costs address space only.
                let builder = std::thread::Builder::new().name(format!("render-{number}")).stack_size(STACK);
                if builder.spawn_scoped(scope, work).is_err() {
                    break;
                }
            }
            work();
        });
    }
    match panicked.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(text) => Err(text),
        None => Ok(()),
    }
}

/// The stack of a rendering thread.
const STACK: usize = 64 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_for_lower_positions_never_locks_up() {
        let progress = Progress::new(200);
        let outcome = in_order(
            200,
            4,
            |number| {
                if number % 7 == 6 {
                    progress.wait_for_all_below(number);
                    assert!((0..number).all(|lower| progress.is_done(lower)));
                } else if number > 3 {
                    progress.wait_for(number - 3);
                }
                true
            },
            |number| {
                progress.complete(number);
            },
        );
        assert_eq!(outcome, Ok(()));
        assert_eq!(progress.low().number, 200);
    }

    #[test]
    fn a_panic_completes_its_position_and_is_reported() {
        let progress = Progress::new(10);
        let outcome = in_order(
            10,
            2,
            |number| {
                if number > 4 {
                    progress.wait_for(4);
                }
                assert_ne!(number, 4, "four");
                true
            },
            |number| {
                progress.complete(number);
            },
        );
        assert!(outcome.is_err_and(|text| text.contains("four")));
    }
}
