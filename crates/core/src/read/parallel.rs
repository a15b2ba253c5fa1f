//! Work on many files at once, results in the order of the work.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many items are worth a second thread.
const WORTHWHILE: usize = 16;
/// More threads than this wait for the file system rather than for the processor.
const MOST: usize = 16;
/// How many items a thread takes at a time.
const CHUNK: usize = 8;

/// Applies a function to every item, on at most so many threads when there are many items, and gives the results in
/// order.
pub(crate) fn map<T: Sync, R: Send>(threads: usize, items: &[T], apply: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = threads.min(MOST).min(items.len() / WORTHWHILE + 1);
    if threads < 2 {
        return items.iter().map(apply).collect();
    }
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Vec<R>)>> = Mutex::new(Vec::with_capacity(items.len() / CHUNK + 1));
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let start = next.fetch_add(CHUNK, Ordering::Relaxed);
                    if start >= items.len() {
                        break;
                    }
                    let end = (start + CHUNK).min(items.len());
                    let results: Vec<R> = items[start..end].iter().map(&apply).collect();
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((start, results));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(start, _)| *start);
    done.into_iter().flat_map(|(_, results)| results).collect()
}
