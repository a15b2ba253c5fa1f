//! `clean`: removes what builds leave behind (`lib/jekyll/commands/clean.rb`).

use super::setup;
use crate::arguments::Parsed;
use crate::console::Console;
use crate::world::World;
use hyde::Config;
use hyde::outside::{absolute, join};
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// Cleans; gives the exit code.
pub(crate) fn run(world: &World, console: &Arc<Console>, parsed: Parsed) -> u8 {
    let options = setup::options(world, console, &parsed);
    let config = match Config::load(&options, &setup::report(console)) {
        Ok(config) => config,
        Err(error) => return setup::raised(world, console, &error, parsed.trace),
    };
    let remove = |path: &str| remove(console, path, &absolute(path, &world.directory), &config.source());
    // They are named as they are written, relative to the current directory.
    let named = |key| config.text(key).unwrap_or_default();
    remove(&named("destination"));
    remove(&join(&named("source"), ".jekyll-metadata"));
    let cache = named("cache_dir");
    if !cache.trim_matches(['/', '.']).is_empty() {
        remove(&join(&named("source"), &cache));
    }
    remove(".sass-cache");
    0
}

fn remove(console: &Console, path: &str, target: &str, source: &str) {
    let target = Path::new(target);
    // Neither the source nor anything that holds it is ever rubbish.
    let holds_source = Path::new(source).starts_with(target);
    let outcome = match fs::symlink_metadata(target) {
        Err(_) => {
            console.info("Cleaner:", &format!("Nothing to do for {path}."));
            return;
        }
        Ok(_) if holds_source => {
            console.error("Cleaner:", &format!("{path} holds the source and stays."));
            return;
        }
        Ok(metadata) if metadata.is_dir() => {
            console.info("Cleaner:", &format!("Removing {path}..."));
            fs::remove_dir_all(target)
        }
        Ok(_) => {
            console.info("Cleaner:", &format!("Removing {path}..."));
            fs::remove_file(target)
        }
    };
    if let Err(error) = outcome {
        console.error("Cleaner:", &format!("{path} could not be removed: {error}"));
    }
}
