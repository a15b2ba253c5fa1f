//! What the process finds around it: arguments, environment, clock. Read here and nowhere else.

use hyde::plugin::{CommandOutput, Commands, Keeper};
use std::env;
use std::io::{self, Write};
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
        Self { program, arguments: arguments.collect(), directory, now: now(), log_level: variable("JEKYLL_LOG_LEVEL") }
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

/// What tells this program from every other version of it.
pub(crate) fn fingerprint() -> String {
    let metadata = env::current_exe().and_then(std::fs::metadata);
    let built = metadata.and_then(|metadata| Ok((metadata.len(), metadata.modified()?)));
    format!("{} {:?}", env!("CARGO_PKG_VERSION"), built.ok())
}

/// The time, in nanoseconds since the epoch: `SOURCE_DATE_EPOCH`, or the clock's.
pub(crate) fn now() -> i128 {
    let pinned = variable("SOURCE_DATE_EPOCH").and_then(|text| text.trim().parse::<i64>().ok());
    let since_epoch = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    pinned.map_or_else(
        || i128::try_from(since_epoch().as_nanos()).unwrap_or(0),
        |seconds| i128::from(seconds) * 1_000_000_000,
    )
}

/// Tells a process that it is the one that stays when a server was detached.
const DETACHED: &str = "HYDE_DETACHED";

/// Whether this process is the one that stays when a server was detached.
pub(crate) fn is_detached() -> bool {
    variable(DETACHED).is_some()
}

/// Starts this command once more, in the background and with nothing to say; gives the number of its process.
pub(crate) fn detach() -> io::Result<u32> {
    let mut command = Command::new(env::current_exe()?);
    command.args(env::args_os().skip(1)).arg("--skip-initial-build").env(DETACHED, "1");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // Ctrl-C in the terminal is not meant for it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.spawn().map(|child| child.id())
}

/// Shows an address in the user's browser, by the command that the system has for that.
pub(crate) fn open_in_browser(address: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // Without a browser the address on the terminal is as good.
    let _ = command.spawn();
}

/// Opens a file in the user's editor, a command of the shell, and waits for it.
pub(crate) fn open_in_editor(editor: &str, path: &str) {
    let quoted = path.replace('\'', "'\\''");
    let mut command = Command::new("sh");
    // Without the editor the file is there all the same.
    let _ = command.arg("-c").arg(format!("{editor} '{quoted}'")).status();
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

/// What plugins keep from build to build, in a folder of the user's caches.
#[derive(Debug)]
pub(crate) struct Kept(pub(crate) String);

impl Kept {
    fn path(&self, shelf: &str, name: &str) -> String {
        format!("{}/{shelf}/{name}", self.0)
    }
}

impl Keeper for Kept {
    fn get(&self, shelf: &str, name: &str) -> Option<Vec<u8>> {
        std::fs::read(self.path(shelf, name)).ok()
    }

    fn put(&self, shelf: &str, name: &str, bytes: &[u8]) {
        // Another build may do the same at this moment: a whole file takes its place in one step.
        let (path, made) = (self.path(shelf, name), self.path(shelf, &format!("{name}.{}", std::process::id())));
        let _ = std::fs::create_dir_all(format!("{}/{shelf}", self.0))
            .and_then(|()| std::fs::write(&made, bytes))
            .and_then(|()| std::fs::rename(&made, &path));
    }
}

/// The time since the process first asked.
pub(crate) fn stopwatch() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}
