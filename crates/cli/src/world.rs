//! What the process finds around it: arguments, environment, clock. Read here and nowhere else.

use std::env;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// The version of Jekyll whose behaviour this is.
pub(crate) const JEKYLL_VERSION: &str = "4.4.1";

/// The circumstances of one run.
pub(crate) struct World {
    /// The name the program was called by: `hyde`, or `jekyll` where it is installed under that name.
    pub(crate) program: String,
    /// The arguments after the program's name.
    pub(crate) arguments: Vec<String>,
    /// The absolute path of the current directory.
    pub(crate) directory: String,
    /// The time, in nanoseconds since the epoch: `SOURCE_DATE_EPOCH`, or the clock's.
    pub(crate) now: i128,
    /// `JEKYLL_LOG_LEVEL`.
    pub(crate) log_level: Option<String>,
}

impl World {
    /// Looks around.
    pub(crate) fn of_process() -> Self {
        let mut arguments = env::args_os().map(|argument| argument.to_string_lossy().into_owned());
        let called = arguments.next().unwrap_or_default();
        let name = Path::new(&called).file_name().and_then(|name| name.to_str()).unwrap_or("hyde");
        let program = if name == "jekyll" { "jekyll" } else { "hyde" }.to_owned();
        let directory = env::current_dir().map_or_else(|_| "/".to_owned(), |path| path.to_string_lossy().into_owned());
        Self {
            program,
            arguments: arguments.collect(),
            directory,
            now: variable("SOURCE_DATE_EPOCH").and_then(|text| text.trim().parse::<i64>().ok()).map_or_else(
                || i128::try_from(since_epoch().as_nanos()).unwrap_or(0),
                |seconds| i128::from(seconds) * 1_000_000_000,
            ),
            log_level: variable("JEKYLL_LOG_LEVEL"),
        }
    }

    /// Whether the program answers as Jekyll does.
    pub(crate) fn is_jekyll(&self) -> bool {
        self.program == "jekyll"
    }

    /// The version to print.
    pub(crate) fn version(&self) -> &'static str {
        if self.is_jekyll() { JEKYLL_VERSION } else { env!("CARGO_PKG_VERSION") }
    }
}

fn since_epoch() -> std::time::Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// The whole environment.
pub(crate) fn variables() -> std::collections::BTreeMap<String, String> {
    let text = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
    env::vars_os().map(|(name, value)| (text(name), text(value))).collect()
}

/// An environment variable, if it is set.
pub(crate) fn variable(name: &str) -> Option<String> {
    env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

/// The name of the time zone: `TZ`, or the zone that `/etc/localtime` leads to.
pub(crate) fn time_zone() -> Option<String> {
    variable("TZ").or_else(|| {
        let link = std::fs::read_link("/etc/localtime").ok()?;
        link.to_str()?.split_once("zoneinfo/").map(|(_, name)| name.to_owned())
    })
}
