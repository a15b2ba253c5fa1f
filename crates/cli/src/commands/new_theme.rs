//! `new-theme`: a theme to start from (`lib/jekyll/commands/new_theme.rb`).

use super::new::put;
use super::setup;
use super::templates_data::{THEME, THEME_FOLDERS};
use crate::arguments::Parsed;
use crate::console::Console;
use crate::world::World;
use hyde::outside::absolute;
use hyde::{Value, config::Zone, time::Time};
use std::fs;
use std::path::Path;

/// Makes a new theme; gives the exit code.
pub(crate) fn run(world: &World, console: &Console, parsed: &Parsed) -> u8 {
    let Some(name) = parsed.words.first() else {
        let said = format!("{} {} | Error: ", world.program, world.version());
        console.plain(&format!("{said} You must specify a theme name."));
        let message = "You must specify a theme name.";
        console.plain_error(&setup::exception("hyde/new_theme", 1, "process", message, "ArgumentError"));
        return 1;
    };
    let name = name.replace(' ', "_");
    let path = absolute(&name, &world.directory);
    if Path::new(&path).exists() {
        console.error("Conflict:", &format!("{path} already exists."));
        return 1;
    }
    for folder in THEME_FOLDERS {
        let folder = format!("{path}/{folder}");
        if let Err(error) = fs::create_dir_all(&folder) {
            console.error("Error:", &format!("{folder} could not be made: {error}"));
            return 1;
        }
        console.info("create", &folder);
    }
    let seconds = i64::try_from(world.now.div_euclid(1_000_000_000)).unwrap_or(0);
    let year = Time::from_unix(seconds, 0, &Zone::named("UTC")).strftime("%Y");
    let base = name.rsplit('/').next().unwrap_or(&name);
    let fill = |text: &str| text.replace("{name}", base).replace("{year}", &year);
    let mut files: Vec<(String, String)> = THEME.iter().map(|(file, text)| (fill(file), fill(text))).collect();
    if parsed.settings.get("code_of_conduct").is_some_and(Value::truthy) {
        let text = "# Code of Conduct\n\nBe kind, be fair, and assume good faith. Report what is neither to the maintainers.\n";
        files.push(("CODE_OF_CONDUCT.md".to_owned(), text.to_owned()));
    }
    for (file, text) in files {
        let file = format!("{path}/{file}");
        if let Err(error) = put(&file, &text) {
            console.error("Error:", &format!("{file} could not be written: {error}"));
            return 1;
        }
        console.info("create", &file);
    }
    console.topic_info(&format!(
        "Your new Jekyll theme, \u{1b}[36m{base}\u{1b}[0m, is ready for you in \u{1b}[36m{path}\u{1b}[0m!"
    ));
    console.topic_info(&format!("For help getting started, read {path}/README.md."));
    0
}
