//! What the edge tells the library about the world: the command line, the environment and the clock.

use crate::theme::GemEnvironment;
use hyde_liquid::Hash;
use std::collections::BTreeMap;

/// The circumstances of a build. The command line fills them from its arguments, the environment and the clock; the
/// library reads none of these itself.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct BuildOptions {
    /// The absolute path that relative paths are seen from.
    pub working_directory: String,
    /// `JEKYLL_ENV`, if it is set.
    pub environment: Option<String>,
    /// `TZ`, or the name of the system's zone.
    pub time_zone: Option<String>,
    /// Nanoseconds since the epoch at which the build happens.
    pub now: i128,
    /// The configuration files asked for; `None` looks for the default ones.
    pub config_files: Option<Vec<String>>,
    /// Settings of the command line, by configuration key.
    pub settings: Hash,
    /// The environment's variables, for plugins that take settings from there.
    pub variables: BTreeMap<String, String>,
    /// Plugins to leave out.
    pub skip_plugins: Vec<String>,
    /// Whether an unknown plugin stops the build, be it a gem or a Ruby file of the site.
    pub strict_plugins: bool,
    /// Whether an unknown gem that the configuration lists stops the build, as a missing one stops Jekyll.
    pub strict_gems: bool,
    /// Where gems may be.
    pub gems: GemEnvironment,
    /// How many threads may work; `None` (or zero) lets the machine decide.
    pub threads: Option<usize>,
}

impl BuildOptions {
    /// Makes the options of a build in a directory, at the epoch and with nothing set.
    pub fn new(working_directory: impl Into<String>) -> Self {
        Self {
            working_directory: working_directory.into(),
            environment: None,
            time_zone: None,
            now: 0,
            config_files: None,
            settings: Hash::new(),
            variables: BTreeMap::new(),
            skip_plugins: Vec::new(),
            strict_plugins: false,
            strict_gems: false,
            gems: GemEnvironment::default(),
            threads: None,
        }
    }

    /// Sets the time of the build, in nanoseconds since the epoch.
    #[must_use]
    pub fn now(mut self, now: i128) -> Self {
        self.now = now;
        self
    }
}
