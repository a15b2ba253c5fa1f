//! What rendering has made of each position so far, and who may see it.
//!
//! While a position is rendered, lower ones show converted content and their output, higher ones raw content and no
//! output: as if one thread rendered in order (`lib/jekyll/site.rb`, `render_docs` and `render_pages`).

use super::order::Progress;
use hyde_diagnostic::Diagnostic;
use hyde_liquid::Str;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::{Mutex, OnceLock, PoisonError};

/// Whose eyes look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Observer {
    /// Nobody who is rendered: before rendering starts or after it ended.
    Outside,
    /// An excerpt. Jekyll renders it on first use with a payload of its own, at a moment that is nobody's choice; here
    /// it sees everything raw.
    Excerpt,
    /// The position of this number.
    Number(usize),
}

thread_local! {
    /// A position is rendered on one thread from beginning to end, so the thread knows whose eyes look. Without this
    /// every position would need drops of its own.
    static OBSERVER: Cell<Observer> = const { Cell::new(Observer::Outside) };
}

/// Gives whose eyes look on this thread.
pub(crate) fn observer() -> Observer {
    OBSERVER.get()
}

/// Runs `inside` with other eyes.
pub(crate) fn observing<T>(observer: Observer, inside: impl FnOnce() -> T) -> T {
    /// Puts the former observer back even when a panic passes through.
    struct Back(Observer);
    impl Drop for Back {
        fn drop(&mut self) {
            OBSERVER.set(self.0);
        }
    }
    let _back = Back(OBSERVER.replace(observer));
    inside()
}

/// The converted content of a position: a text of its own, until the output shows where it stands in there. A site's
/// contents would otherwise take as much memory as its outputs.
#[derive(Debug, Default)]
pub(crate) struct Converted(Mutex<Option<Str>>);

/// Contents that are shorter are not looked for in the output.
const WORTH_FINDING: usize = 256;
/// How much of a content is searched for before all of it is compared: as much as is searched for without tables.
const LEAD: usize = 16;
/// How often that much may be found in vain.
const TRIES: usize = 16;

impl Converted {
    /// Puts the content in.
    pub(crate) fn set(&self, content: Str) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(content);
    }

    /// Gives the content, if there is one yet.
    pub(crate) fn get(&self) -> Option<Str> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets go of the text where the output has it as well.
    fn find_in(&self, output: &Str) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(text) = held.as_ref() else { return };
        let is_output = std::ptr::eq(text.as_str(), output.as_str());
        if is_output || text.len() < WORTH_FINDING {
            return;
        }
        let lead = &text.as_bytes()[..LEAD];
        let found = memchr::memmem::find_iter(output.as_bytes(), lead)
            .take(TRIES)
            .find(|at| output.as_bytes()[*at..].starts_with(text.as_bytes()));
        if let Some(at) = found {
            *held = Some(output.slice(at..at + text.len()));
        }
    }
}

/// What rendering has made of a position.
#[derive(Debug, Default)]
pub(crate) struct Slot {
    /// The converted content.
    pub(crate) content: Converted,
    /// The complete output.
    pub(crate) output: OnceLock<Str>,
    /// The last `content` given to a layout, if somebody may ask for it.
    pub(crate) given_to_layout: OnceLock<Str>,
    /// What was told while rendering, until it is its turn.
    told: Mutex<Vec<Diagnostic>>,
}

impl Slot {
    /// Puts the complete output in, once.
    pub(crate) fn finish(&self, output: Str) {
        self.content.find_in(&output);
        // A position is handed out once.
        let _ = self.output.set(output);
    }
}

/// All slots, with their progress.
#[derive(Debug)]
pub(crate) struct Slots {
    slots: Vec<Slot>,
    progress: Progress,
    /// In a session: which positions keep what an earlier build made of them.
    kept: Vec<bool>,
    /// Positions that would have to be rendered because somebody looks at what was not kept of them.
    missing: Mutex<BTreeSet<usize>>,
}

/// What an observer sees of a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// Nothing is rendered.
    Raw,
    /// The observer looks at itself: content is converted once it is.
    Own,
    /// Everything is rendered.
    Complete,
}

impl Slots {
    pub(crate) fn new(count: usize) -> Self {
        Self {
            slots: (0..count).map(|_| Slot::default()).collect(),
            progress: Progress::new(count),
            kept: Vec::new(),
            missing: Mutex::default(),
        }
    }

    /// Slots of which some keep what an earlier build made of them; their contents are given by number, as far as they
    /// are known.
    pub(crate) fn keeping(kept: Vec<bool>, contents: impl IntoIterator<Item = (usize, Str)>) -> Self {
        let slots: Vec<Slot> = kept.iter().map(|_| Slot::default()).collect();
        for (number, content) in contents {
            slots[number].content.set(content);
        }
        let progress = Progress::with(kept.iter().copied());
        Self { slots, progress, kept, missing: Mutex::default() }
    }

    /// Notes that something of a position is wanted that was not kept.
    fn miss(&self, number: usize) {
        if self.kept.get(number) == Some(&true) {
            self.missing.lock().unwrap_or_else(PoisonError::into_inner).insert(number);
        }
    }

    /// The positions of which something was wanted that was not kept.
    pub(crate) fn missing(&self) -> BTreeSet<usize> {
        self.missing.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What a position gave to its last layout.
    pub(crate) fn given_to_layout(&self, number: usize) -> Option<&Str> {
        self.progress.wait_for(number);
        let given = self.slots[number].given_to_layout.get();
        if given.is_none() {
            self.miss(number);
        }
        given
    }

    pub(crate) fn get(&self, number: usize) -> &Slot {
        &self.slots[number]
    }

    /// Says what the present observer sees of a position, and waits until that is there.
    fn seen(&self, number: usize) -> Seen {
        match observer() {
            Observer::Outside if self.progress.is_done(number) => Seen::Complete,
            Observer::Outside | Observer::Excerpt => Seen::Raw,
            Observer::Number(own) if number < own => {
                self.progress.wait_for(number);
                Seen::Complete
            }
            Observer::Number(own) if number == own => Seen::Own,
            Observer::Number(_) => Seen::Raw,
        }
    }

    /// The converted content of a position, where the present observer sees that.
    pub(crate) fn content(&self, number: usize) -> Option<Str> {
        match self.seen(number) {
            Seen::Raw => None,
            Seen::Own | Seen::Complete => {
                let content = self.slots[number].content.get();
                if content.is_none() {
                    self.miss(number);
                }
                content
            }
        }
    }

    /// The output of a position, where the present observer sees that.
    pub(crate) fn output(&self, number: usize) -> Option<&Str> {
        match self.seen(number) {
            Seen::Complete => {
                let output = self.slots[number].output.get();
                if output.is_none() {
                    self.miss(number);
                }
                output
            }
            Seen::Raw | Seen::Own => None,
        }
    }

    /// Waits until a position is complete.
    pub(crate) fn wait_for(&self, number: usize) {
        self.progress.wait_for(number);
    }

    /// Waits until everything before the present observer is complete.
    pub(crate) fn wait_for_earlier(&self) {
        if let Observer::Number(own) = observer() {
            self.progress.wait_for_all_below(own);
        }
    }

    /// Keeps a diagnostic of the present observer; gives it back when there is none.
    pub(crate) fn tell(&self, diagnostic: Diagnostic) -> Option<Diagnostic> {
        match observer() {
            Observer::Number(own) => {
                self.slots[own].told.lock().unwrap_or_else(PoisonError::into_inner).push(diagnostic);
                None
            }
            Observer::Outside | Observer::Excerpt => Some(diagnostic),
        }
    }

    /// Marks a position as complete, and gives what was told by all positions whose turn that makes it, each with the
    /// number of who told it.
    pub(crate) fn complete(&self, number: usize) -> Vec<(usize, Diagnostic)> {
        let turns = self.progress.complete(number);
        turns
            .flat_map(|turn| {
                let mut told = self.slots[turn].told.lock().unwrap_or_else(PoisonError::into_inner);
                std::mem::take(&mut *told).into_iter().map(move |diagnostic| (turn, diagnostic))
            })
            .collect()
    }
}
