//! Where diagnostics go while a site is built: collected, and handed on as they come.

use crate::profile::{Profile, Stopwatch};
use crate::progress::Progress;
use hyde_diagnostic::Diagnostic;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// Receives each diagnostic at the moment it is told.
pub type Listener = dyn Fn(&Diagnostic) + Send + Sync;

/// A shared collection of diagnostics; clones collect into the same one.
///
/// ```
/// use hyde_core::Report;
/// use hyde_diagnostic::Diagnostic;
/// let report = Report::new();
/// report.tell(Diagnostic::warning("Warning:", "look"));
/// assert_eq!(report.told()[0].to_string(), "           Warning: look");
/// ```
#[derive(Clone, Default)]
pub struct Report {
    told: Arc<Mutex<Vec<Diagnostic>>>,
    listener: Option<Arc<Listener>>,
    detailed: bool,
    progress: Arc<Progress>,
    profile: Option<Arc<Profile>>,
}

impl Report {
    /// Makes a report that only collects.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a report that also hands each diagnostic on as it comes.
    pub fn listening(listener: impl Fn(&Diagnostic) + Send + Sync + 'static) -> Self {
        Self { listener: Some(Arc::new(listener)), ..Self::default() }
    }

    /// Makes the report take in what [`Report::detail`] is given, which is a line per file and phase.
    #[must_use]
    pub fn with_details(mut self) -> Self {
        self.detailed = true;
        self
    }

    /// Gives the report a clock, so that a site with `profile` on can be told what each template costs.
    #[must_use]
    pub fn with_stopwatch(mut self, stopwatch: Stopwatch) -> Self {
        self.profile = Some(Arc::new(Profile::new(stopwatch)));
        self
    }

    /// What templates cost so far, if there is a clock.
    pub fn profile(&self) -> Option<&Arc<Profile>> {
        self.profile.as_ref()
    }

    /// Whether [`Report::detail`] takes anything in.
    pub fn is_detailed(&self) -> bool {
        self.detailed
    }

    /// Takes a diagnostic in that only matters with `--verbose`; it is not even made otherwise.
    pub fn detail(&self, make: impl FnOnce() -> Diagnostic) {
        if self.detailed {
            self.tell(make());
        }
    }

    /// Takes a diagnostic in.
    pub fn tell(&self, diagnostic: Diagnostic) {
        if let Some(listener) = &self.listener {
            listener(&diagnostic);
        }
        self.told.lock().unwrap_or_else(PoisonError::into_inner).push(diagnostic);
    }

    /// How far the build that reports here has come.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Everything told so far, in order.
    pub fn told(&self) -> Vec<Diagnostic> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Report").field("told", &self.told().len()).finish_non_exhaustive()
    }
}
