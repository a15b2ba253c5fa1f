//! What rendering cost by template, for `--profile` (`lib/jekyll/profiler.rb`, `liquid_renderer/table.rb`).

use indexmap::IndexMap;
use std::cmp::Reverse;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Gives the time that has passed since some fixed moment. The library has no clock of its own.
pub type Stopwatch = fn() -> Duration;

/// What one template cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TemplateCost {
    /// How often it was rendered.
    pub count: usize,
    /// How many bytes came out.
    pub bytes: usize,
    /// How long it took, waiting for others included.
    pub time: Duration,
}

/// A collection of costs.
pub struct Profile {
    stopwatch: Stopwatch,
    templates: Mutex<IndexMap<String, TemplateCost>>,
    cleanup: Mutex<Duration>,
}

impl Profile {
    /// Makes an empty profile.
    pub(crate) fn new(stopwatch: Stopwatch) -> Self {
        Self { stopwatch, templates: Mutex::default(), cleanup: Mutex::default() }
    }

    /// The templates with their costs, the most expensive first.
    pub fn templates(&self) -> Vec<(String, TemplateCost)> {
        let templates = self.templates.lock().unwrap_or_else(PoisonError::into_inner);
        let mut list: Vec<_> = templates.iter().map(|(name, cost)| (name.clone(), *cost)).collect();
        list.sort_by_key(|(_, cost)| Reverse(cost.time));
        list
    }

    /// How long it took to clean the destination.
    pub fn cleanup(&self) -> Duration {
        *self.cleanup.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Renders, and adds what it cost to the template's costs. `bytes` tells from the outcome how many came out.
    pub(crate) fn template<T>(&self, name: &str, render: impl FnOnce() -> T, bytes: impl FnOnce(&T) -> usize) -> T {
        let began = (self.stopwatch)();
        let outcome = render();
        let time = (self.stopwatch)().saturating_sub(began);
        let mut templates = self.templates.lock().unwrap_or_else(PoisonError::into_inner);
        let cost = templates.entry(name.to_owned()).or_default();
        cost.count += 1;
        cost.bytes += bytes(&outcome);
        cost.time += time;
        outcome
    }

    /// Cleans, and keeps how long that took.
    pub(crate) fn cleaning<T>(&self, clean: impl FnOnce() -> T) -> T {
        let began = (self.stopwatch)();
        let outcome = clean();
        *self.cleanup.lock().unwrap_or_else(PoisonError::into_inner) = (self.stopwatch)().saturating_sub(began);
        outcome
    }
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Profile").field("templates", &self.templates().len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::Profile;
    use std::time::Duration;

    #[test]
    fn costs_add_up_by_template() {
        let profile = Profile::new(|| Duration::ZERO);
        for text in ["ab", "c"] {
            assert_eq!(profile.template("a.html", || text, |text| text.len()), text);
        }
        let (name, cost) = profile.templates().remove(0);
        assert_eq!((name.as_str(), cost.count, cost.bytes), ("a.html", 2, 3));
    }
}
