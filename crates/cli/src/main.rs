//! The `hyde` command: arguments, environment and clock in, a built site, console text and an exit code out.
//!
//! Installed under the name `jekyll` it answers as Jekyll 4.4.1 does, help and version included.

mod arguments;
mod commands;
mod console;
mod help;
mod options_table;
mod progress;
mod world;

use arguments::{Parsed, parse};
use console::Console;
use hyde::diagnostic::{Diagnostic, Severity};
use std::process::ExitCode;
use std::sync::Arc;
use world::World;

/// A build makes millions of small texts on several threads; the system's allocator takes a fifth of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let world = World::of_process();
    let console = Arc::new(Console::new(world.log_level.as_deref()));
    let outcome = run(&world, &console);
    console.flush();
    ExitCode::from(outcome)
}

/// Runs one command line; gives the exit code.
fn run(world: &World, console: &Arc<Console>) -> u8 {
    let arguments = &world.arguments;
    if world.is_jekyll() && world.log_level.as_deref() == Some("debug") {
        // Jekyll looks for a faster Liquid before it reads its arguments.
        console.tell(&Diagnostic::topic_only(Severity::Debug, "Couldn't load liquid/c. Skipping."));
    }
    for deprecated in arguments.iter().filter_map(|argument| deprecation(argument)) {
        console.warning("Deprecation:", deprecated);
    }
    let command = arguments.first().and_then(|name| find_command(world, name, &arguments[1..]));
    let rest = if command.is_some() { &arguments[1..] } else { &arguments[..] };
    let parsed = parse(command, &known_to_gems(world, rest));
    let parsed = match parsed {
        Ok(parsed) => parsed,
        Err(fault) => return commands::misunderstood(console, world, &fault),
    };
    if parsed.version {
        console.plain(&format!("{} {}", world.program, world.version()));
        return 0;
    }
    match command {
        None => without_command(world, console, &parsed),
        Some(command) if parsed.help => {
            console.plain(&help::of_command(world, command));
            0
        }
        Some(command) => commands::run(command, world, console, parsed),
    }
}

/// Finds a command by its name; jekyll-compose's where the site has them.
fn find_command(world: &World, name: &str, rest: &[String]) -> Option<&'static options_table::Command> {
    let composing = commands::compose::command(name)
        .filter(|command| commands::compose::is_available(world, parse(Some(command), rest).ok().as_ref()));
    composing.or_else(|| options_table::command(name))
}

/// The arguments without the switches that gems of the Gemfile bring: `--show-data` of jekyll-data only makes Ruby print
/// what it read, with `--verbose`.
fn known_to_gems(world: &World, arguments: &[String]) -> Vec<String> {
    const SWITCH: &str = "--show-data";
    let is_known = || commands::gem_group(world).iter().any(|gem| gem == "jekyll-data");
    let drop = arguments.iter().any(|argument| argument == SWITCH) && is_known();
    arguments.iter().filter(|argument| !drop || *argument != SWITCH).cloned().collect()
}

fn without_command(world: &World, console: &Console, parsed: &Parsed) -> u8 {
    if parsed.help {
        console.plain(&help::of_program(world, commands::compose::is_available(world, Some(parsed))));
        return 0;
    }
    match parsed.words.first() {
        None => {
            console.topic_error("A subcommand is required.");
            console.plain(&help::of_program(world, commands::compose::is_available(world, Some(parsed))));
        }
        Some(word) => console.topic_error(&format!(
            "fatal: '{program} {word}' could not be found. You may need to install the {program}-{word} gem or a \
             related gem to be able to use this subcommand.",
            program = world.program
        )),
    }
    1
}

/// What Jekyll says about options of its first versions.
fn deprecation(argument: &str) -> Option<&'static str> {
    Some(match argument {
        "--server" => "The --server command has been replaced by the 'serve' subcommand.",
        "--serve" => "The --serve command has been replaced by the 'serve' subcommand.",
        "--no-server" => "To build Jekyll without launching a server, use the 'build' subcommand.",
        "--auto" => "The switch '--auto' has been replaced with '--watch'.",
        "--no-auto" => "To disable auto-replication, simply leave off the '--watch' switch.",
        "--pygments" => "The 'pygments'settings has been removed in favour of 'highlighter'.",
        "--paginate" => "The 'paginate' setting can only be set in your config files.",
        "--url" => "The 'url' setting can only be set in your config files.",
        _ => return None,
    })
}
