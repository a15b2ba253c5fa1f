//! What the commands share: from a command line to the circumstances of a build, and from an error to its text.

use crate::arguments::{Parsed, texts};
use crate::console::Console;
use crate::world::{JEKYLL_VERSION, Kept, Programs, World, cache, stopwatch, time_zone, variable, variables};
use hyde::diagnostic::Diagnostic;
use hyde::plugin::{Gems, Outside};
use hyde::{BuildError, BuildOptions, ErrorKind, Http, Report, Value};
use std::sync::Arc;

/// Makes a report whose diagnostics are printed as they come.
pub(super) fn report(console: &Arc<Console>) -> Report {
    let console = Arc::clone(console);
    let details = console.is_verbose();
    let report = Report::listening(move |told| console.tell(told)).with_stopwatch(stopwatch);
    if details { report.with_details() } else { report }
}

/// Makes the circumstances of a build.
pub(super) fn options(world: &World, console: &Console, parsed: &Parsed) -> BuildOptions {
    let mut settings = parsed.settings.clone();
    let config_files = settings.remove("config").map(|files| texts(Some(&files)));
    let mut options = BuildOptions::new(world.directory.clone()).now(world.now);
    if settings.get("verbose").is_some_and(Value::truthy) {
        console.verbose();
    }
    if settings.get("quiet").is_some_and(Value::truthy) {
        console.quiet();
    }
    if console.is_verbose() {
        // Jekyll says so each time it looks at the setting: twice where the environment asks for it.
        let asked = settings.get("verbose").is_some_and(Value::truthy);
        for _ in 0..if asked { 1 } else { 2 } {
            console.tell(&Diagnostic::debug("Logging at level:", "debug"));
            console.tell(&Diagnostic::debug("Jekyll Version:", JEKYLL_VERSION));
        }
    }
    options.settings = settings;
    options.config_files = config_files;
    options.environment = variable("JEKYLL_ENV");
    options.variables = variables();
    options.time_zone = time_zone();
    options.skip_plugins.clone_from(&parsed.skip_plugins);
    // Jekyll stops at a plugin that it cannot load.
    options.strict_plugins = parsed.strict_plugins;
    options.strict_gems = parsed.strict_plugins || world.is_jekyll();
    options.threads = threads(console);
    options.gems.home = variable("HOME");
    options.gems.gem_home = variable("GEM_HOME");
    options.gems.gem_path = variable("GEM_PATH");
    options.gems.bundle_gemfile = variable("BUNDLE_GEMFILE");
    options.gems.bundle_path = variable("BUNDLE_PATH");
    options.gems.cache = cache();
    options.gems.server = variable("HYDE_GEM_SERVER");
    options.gems.archive_server = variable("HYDE_ARCHIVE_SERVER");
    options.gems.offline = parsed.offline || variable("HYDE_OFFLINE").is_some_and(|value| !value.is_empty());
    options.gems.no_bundler_require = variable("JEKYLL_NO_BUNDLER_REQUIRE").is_some_and(|value| !value.is_empty());
    options
}

/// How many threads `HYDE_THREADS` allows; the bytes do not depend on it.
fn threads(console: &Console) -> Option<usize> {
    let text = variable("HYDE_THREADS").filter(|text| !text.is_empty())?;
    let number = text.trim().parse().ok().filter(|number| *number > 0);
    if number.is_none() {
        console.warning("HYDE_THREADS:", &format!("'{text}' is no number of threads; all processors work."));
    }
    number
}

/// The gems that are installed where a build looks for its theme.
struct Installed(BuildOptions);

impl Gems for Installed {
    fn folder(&self, name: &str) -> Option<String> {
        hyde::theme::find_gem(name, &self.0).map(|gem| gem.root)
    }
}

/// What a site's plugins may reach: other programs, and the network unless hyde is to stay offline.
pub(super) fn outside(options: &BuildOptions) -> Outside {
    let mut outside = Outside::default().with_commands(Programs).with_gems(Installed(options.clone()));
    if !options.settings.get("disable_disk_cache").is_some_and(Value::truthy)
        && let Some(folder) = cache()
    {
        outside = outside.with_keeper(Kept(folder));
    }
    if options.gems.offline { outside } else { outside.with_network(Http::new()) }
}

/// Tells of an error that ended a build; `building` says whether it happened in the phases, not before them.
pub(super) fn failed(console: &Console, error: &BuildError, building: bool, command: &str, trace: bool) -> u8 {
    let fatal = error.kind == ErrorKind::Fatal && building;
    if fatal {
        console.error("ERROR:", "YOUR SITE COULD NOT BE BUILT:");
        console.error("", &"-".repeat(36));
        console.error("", &error.message);
    }
    if trace {
        if let Some(place) = &error.place {
            console.plain_error(&format!("  --> {place}"));
        }
    } else {
        console.error("", &"-".repeat(48));
        console.topic_error(&format!(
            "      Jekyll {JEKYLL_VERSION}   Please append `--trace` to the `{command}` command"
        ));
        console.topic_error("                     for any additional information or backtrace.");
        console.error("", &"-".repeat(48));
    }
    if fatal || error.kind == ErrorKind::Told {
        console.plain_error(&exception("hyde/core", 1, "exit", "exit", "SystemExit"));
    }
    tell_exception(console, error);
    1
}

/// Tells of an error that ended a command which, unlike `build`, catches none; gives the exit code.
pub(super) fn raised(world: &World, console: &Console, error: &BuildError, trace: bool) -> u8 {
    // What is no StandardError of Ruby's passes without a word.
    if !trace && error.kind != ErrorKind::Told && error.class != "LoadError" {
        console.plain(&format!("{} {} | Error:  {}", world.program, world.version(), error.message));
    }
    if error.kind == ErrorKind::Told {
        console.plain_error(&exception("hyde/core", 1, "exit", "exit", "SystemExit"));
    }
    tell_exception(console, error);
    1
}

/// Tells of an error, and of what led to it, as Ruby does of what nobody catches.
fn tell_exception(console: &Console, error: &BuildError) {
    let (file, line) = match &error.place {
        Some(place) if !place.file.contains([' ', ':']) && place.file.contains('/') => {
            (place.file.clone(), place.line.unwrap_or(1))
        }
        _ => ("hyde/core".to_owned(), 1),
    };
    if error.kind != ErrorKind::Told {
        console.plain_error(&exception(&file, line, "build", &error.message, &error.class));
        let causes = std::iter::successors(error.cause.as_deref(), |cause| cause.cause.as_deref());
        for cause in causes {
            console.plain_error(&exception("hyde/core", 1, "build", &cause.message, &cause.class));
        }
    }
}

/// A line as Ruby reports an exception: the class stands after the message's first line.
pub(super) fn exception(file: &str, line: usize, method: &str, message: &str, class: &str) -> String {
    // The line's own end is enough.
    let message = message.strip_suffix('\n').unwrap_or(message);
    match message.split_once('\n') {
        Some((first, rest)) => format!("{file}:{line}:in `{method}': {first} ({class})\n{rest}"),
        None => format!("{file}:{line}:in `{method}': {message} ({class})"),
    }
}
