//! Help texts, laid out as Jekyll's.

use crate::options_table::{ALWAYS, COMMANDS, COMPAT, COMPOSE_COMMANDS, Command, GLOBAL, OWN, OWN_COMMANDS, Opt};
use crate::world::World;

/// The help of the program itself.
pub(crate) fn of_program(world: &World, composes: bool) -> String {
    let about = if world.is_jekyll() {
        "Jekyll is a blog-aware, static site generator in Ruby"
    } else {
        "hyde builds Jekyll sites, byte for byte, without Ruby"
    };
    let mut text = format!(
        "{program} {version} -- {about}\n\nUsage:\n\n  {program} <subcommand> [options]\n\nOptions:\n",
        program = world.program,
        version = world.version()
    );
    text.push_str(&options(world, &[]));
    text.push_str("\nSubcommands:\n");
    let own = if world.is_jekyll() { &[] } else { OWN_COMMANDS };
    // The command that stands for a gem gives way to those of the gem.
    let compose: &[Command] = if composes { COMPOSE_COMMANDS } else { &[] };
    let usual = COMMANDS.iter().filter(|command| !composes || command.names[0] != "compose");
    for command in usual.chain(compose).chain(own) {
        let names = command.names.join(", ");
        text.push_str(&format!("  {names:<20}  {}\n", command.about));
    }
    text.pop();
    text
}

/// The help of a command.
pub(crate) fn of_command(world: &World, command: &Command) -> String {
    let program = &world.program;
    let name = command.names[0];
    let about = if command.about.is_empty() { String::new() } else { format!(" -- {}", command.about) };
    let mut text = format!("{program} {name}{about}\n\nUsage:\n\n  {program} {name}{}\n\nOptions:\n", command.syntax);
    if command.options.is_empty() {
        text.push('\n');
    }
    text.push_str(&options(world, command.options));
    text.pop();
    text
}

fn options(world: &World, own: &[&[Opt]]) -> String {
    let extra = if world.is_jekyll() { &[] } else { OWN };
    let jekylls = |options: &&[Opt]| !world.is_jekyll() || !std::ptr::eq(*options, COMPAT);
    own.iter().copied().filter(jekylls).chain([GLOBAL, extra, ALWAYS]).flatten().map(line).collect()
}

fn line(option: &Opt) -> String {
    let short = option.short.map_or_else(|| "    ".to_owned(), |letter| format!("-{letter}, "));
    let no = if option.takes == crate::options_table::Takes::Switch { "[no-]" } else { "" };
    let mut name = format!("--{no}{}", option.long);
    if !option.shown.is_empty() {
        name.push(' ');
        name.push_str(option.shown);
    }
    let mut short = short;
    if option.doubly_shown {
        short.insert_str(2, &format!(" {}", option.shown));
    }
    // Where the names are short enough, descriptions stand below each other.
    format!("{short:>12}{name:<13}  {}\n", option.about)
}
