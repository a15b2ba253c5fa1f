//! `new`: a site to start from (`lib/jekyll/commands/new.rb`). It needs neither Ruby nor the network.

use super::setup;
use super::templates_data::{BLANK, BLANK_FOLDERS, POST, SITE};
use crate::arguments::Parsed;
use crate::console::Console;
use crate::world::{World, time_zone};
use hyde::config::Zone;
use hyde::outside::absolute;
use hyde::{Value, time::Time};
use std::fs;
use std::io;
use std::path::Path;

/// Makes a new site; gives the exit code.
pub(crate) fn run(world: &World, console: &Console, parsed: &Parsed) -> u8 {
    if parsed.words.is_empty() {
        let said = format!("{} {} | Error: ", world.program, world.version());
        console.plain(&format!("{said} You must specify a path."));
        console.plain_error(&setup::exception("hyde/new", 1, "process", "You must specify a path.", "ArgumentError"));
        return 1;
    }
    let path = absolute(&parsed.words.join(" "), &world.directory);
    let on = |key: &str| parsed.settings.get(key).is_some_and(Value::truthy);
    if !on("force") && is_occupied(Path::new(&path)) {
        console.error("Conflict:", &format!("{path} exists and is not empty."));
        console.error(
            "",
            &format!("Ensure {path} is empty or else try again with `--force` to proceed and overwrite any files."),
        );
        return 1;
    }
    let outcome = if on("blank") { blank(&path) } else { scaffold(&path, world) };
    if let Err(error) = outcome {
        console.error("Error:", &format!("{path} could not be made: {error}"));
        return 1;
    }
    console.topic_info(&format!("New jekyll site installed in \u{1b}[36m{path}\u{1b}[0m."));
    if on("skip_bundle") && !on("blank") {
        console.topic_info("Bundle install skipped.");
    }
    0
}

/// Whether there is anything but hidden files.
fn is_occupied(path: &Path) -> bool {
    fs::read_dir(path)
        .is_ok_and(|entries| entries.flatten().any(|entry| !entry.file_name().to_string_lossy().starts_with('.')))
}

fn blank(path: &str) -> io::Result<()> {
    for folder in BLANK_FOLDERS {
        fs::create_dir_all(format!("{path}/{folder}"))?;
    }
    BLANK.iter().try_for_each(|(name, text)| put(&format!("{path}/{name}"), text))
}

fn scaffold(path: &str, world: &World) -> io::Result<()> {
    let zone = Zone::named(&time_zone().unwrap_or_default());
    let seconds = i64::try_from(world.now.div_euclid(1_000_000_000)).unwrap_or(0);
    let now = Time::from_unix(seconds, 0, &zone);
    SITE.iter().try_for_each(|(name, text)| put(&format!("{path}/{name}"), text))?;
    let post = format!("{path}/_posts/{}-the-first-post.md", now.strftime("%Y-%m-%d"));
    put(&post, &POST.replace("{date}", &now.strftime("%Y-%m-%d %H:%M:%S %z")))
}

/// Writes a file with its folders.
pub(super) fn put(path: &str, text: &str) -> io::Result<()> {
    if let Some(parent) = Path::new(path).parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, text)
}
