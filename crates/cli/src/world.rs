//! What the process finds around it: arguments, environment, clock. Read here and nowhere else.

use hyde::plugin::{CommandOutput, Commands};
use std::env;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

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

fn since_epoch() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
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

/// The folder that hyde keeps what it fetched in: `HYDE_CACHE`, or `hyde` in the user's folder for caches.
pub(crate) fn cache() -> Option<String> {
    let filled = |name: &str| variable(name).filter(|value| !value.is_empty());
    filled("HYDE_CACHE")
        .or_else(|| filled("XDG_CACHE_HOME").map(|folder| format!("{folder}/hyde")))
        .or_else(|| filled("HOME").map(|folder| format!("{folder}/.cache/hyde")))
}

/// Whether standard error is a terminal that lines can be redrawn on.
pub(crate) fn is_terminal() -> bool {
    use std::io::IsTerminal;
    std::io::stderr().is_terminal() && variable("TERM").is_none_or(|kind| kind != "dumb")
}

/// Other programs, found on `PATH`.
#[derive(Debug)]
pub(crate) struct Programs;

impl Commands for Programs {
    fn run(&self, program: &str, args: &[&str], directory: &str, stdin: &[u8]) -> Result<CommandOutput, String> {
        let mut child = Command::new(program)
            .args(args)
            .current_dir(directory)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{program} could not be started: {error}"))?;
        let input = child.stdin.take();
        // A program that writes before it has read everything must not wait for us while we wait for it.
        let output = std::thread::scope(|scope| {
            scope.spawn(move || {
                if let Some(mut input) = input {
                    // A program may end without reading its input.
                    let _ = input.write_all(stdin);
                }
            });
            child.wait_with_output()
        });
        let output = output.map_err(|error| format!("{program} could not be waited for: {error}"))?;
        Ok(CommandOutput { status: output.status.code(), stdout: output.stdout, stderr: output.stderr })
    }
}

/// The time since the process first asked.
pub(crate) fn stopwatch() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}
