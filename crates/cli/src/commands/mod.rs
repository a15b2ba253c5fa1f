//! The commands, a file each.

mod build;
mod clean;
mod compat;
pub(crate) mod compose;
mod doctor;
mod golden;
mod new;
mod new_theme;
mod regenerate;
mod serve;
mod setup;
mod style;
mod templates_data;
mod written;

use crate::arguments::{Fault, Parsed};
use crate::console::Console;
use crate::help;
use crate::options_table::{COMMANDS, COMPOSE_COMMANDS, Command, command};
use crate::world::{World, variable};
use hyde::{BuildOptions, theme};
use std::sync::Arc;

/// Runs a command; gives the exit code.
pub(crate) fn run(called: &'static Command, world: &World, console: &Arc<Console>, parsed: Parsed) -> u8 {
    match called.names[0] {
        "build" => build::run(world, console, parsed),
        "clean" => clean::run(world, console, parsed),
        "doctor" => doctor::run(world, console, parsed),
        "new" => new::run(world, console, &parsed),
        "new-theme" => new_theme::run(world, console, &parsed),
        "golden" => golden::run(world, console, parsed),
        "style" => style::run(world, console, &parsed),
        "help" => show_help(world, console, &parsed),
        "serve" => serve::run(world, console, parsed),
        // Jekyll's own command of that name says nothing of itself.
        name if compose::command(name).is_some() && !called.about.is_empty() => {
            compose::run(called, world, console, &parsed)
        }
        missing => {
            console.topic_error(&format!(
                "You must install the 'jekyll-{missing}' gem version {} to use the 'jekyll {missing}' command.",
                if missing == "docs" { "= 4.4.1" } else { "> 0" }
            ));
            1
        }
    }
}

/// The gems of the Gemfile's group `jekyll_plugins`.
pub(crate) fn gem_group(world: &World) -> Vec<String> {
    let mut options = BuildOptions::new(world.directory.clone());
    options.gems.bundle_gemfile = variable("BUNDLE_GEMFILE");
    options.gems.no_bundler_require = variable("JEKYLL_NO_BUNDLER_REQUIRE").is_some_and(|value| !value.is_empty());
    theme::plugin_group(&options)
}

fn show_help(world: &World, console: &Console, parsed: &Parsed) -> u8 {
    let composes = compose::is_available(world, Some(parsed));
    let Some(name) = parsed.words.first() else {
        console.topic_info(&help::of_program(world, composes));
        return 0;
    };
    let composing = composes.then(|| compose::command(name)).flatten();
    match composing.or_else(|| command(name)) {
        Some(command) => {
            console.topic_info(&help::of_command(world, command));
            0
        }
        None => {
            console.error("Error:", &format!("Hmm... we don't know what the '{name}' command is."));
            let mut names: Vec<&str> = Vec::new();
            let usual = COMMANDS.iter().filter(|one| !composes || one.names[0] != "compose");
            for command in usual.chain(if composes { COMPOSE_COMMANDS } else { &[] }) {
                // Jekyll lists aliases before the names they stand for.
                names.extend(command.names.iter().skip(1));
                names.push(command.names[0]);
            }
            console.info("Valid commands:", &names.join(", "));
            1
        }
    }
}

/// Tells of a command line that was not understood.
pub(crate) fn misunderstood(console: &Console, world: &World, fault: &Fault) -> u8 {
    if fault.class == "OptionParser::InvalidOption" {
        let said = format!("{} {} | Error: ", world.program, world.version());
        console.plain(&format!("{said} Whoops, we can't understand your command."));
        console.plain(&format!("{said} {}", fault.message));
        console.plain(&format!("{said} Run your command again with the --help switch to see available options."));
    }
    console.plain_error(&setup::exception("hyde/arguments", 1, "parse", &fault.message, fault.class));
    1
}
