//! How far a build has come, for whoever shows it: written by the verbs, read by another thread at any time.

use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

/// What a build is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Phase {
    /// Nothing yet.
    Starting,
    /// Reading the source.
    Reading,
    /// Running generators.
    Generating,
    /// Rendering documents and pages.
    Rendering,
    /// Writing files.
    Writing,
}

const PHASES: [Phase; 5] = [Phase::Starting, Phase::Reading, Phase::Generating, Phase::Rendering, Phase::Writing];

/// How far a build has come.
///
/// ```
/// use hyde_core::outside::Memory;
/// use hyde_core::{Config, Engine, Phase};
/// let engine = Engine::bare();
/// let site = engine.read(&Config::default(), Memory::from([("index.html", "---\n---\nHi")]))?;
/// engine.render(site)?;
/// assert_eq!(engine.report().progress().now(), (Phase::Rendering, 1, 1));
/// # Ok::<(), hyde_core::BuildError>(())
/// ```
#[derive(Debug, Default)]
pub struct Progress {
    phase: AtomicU8,
    done: AtomicUsize,
    total: AtomicUsize,
}

impl Progress {
    /// The phase, how many of its items are done, and how many there are (0 where that is not known).
    pub fn now(&self) -> (Phase, usize, usize) {
        let phase = PHASES[usize::from(self.phase.load(Ordering::Relaxed)) % PHASES.len()];
        (phase, self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    /// Begins a phase of so many items.
    pub(crate) fn begin(&self, phase: Phase, total: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        self.phase.store(phase as u8, Ordering::Relaxed);
    }

    /// Counts an item as done.
    pub(crate) fn advance(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}
