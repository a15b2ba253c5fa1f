//! Developer commands: `cargo xtask ready|conform|bless|sites|bench` and the others that the usage lists.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command for developers prints what it finds")]

mod bench;
mod bless;
mod budget;
mod compatibility;
mod conform;
mod outcome;
mod ready;
mod sass;
mod sites;
mod workspace;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND
  ready                          fmt, clippy, all tests and the conformance suites: what CI runs
  conform SUITE [--cases FILE]   runs a suite; prints failing names and `N passed, N failed`
          [--only SUBSTRING]     runs the cases whose name has SUBSTRING
          [--verbose]            prints what a failing case wanted and got
          [--streams]            compares the console text of site cases too
  bless [FIXTURE ...]            writes expected outputs with the real stack (needs JEKYLL=path)
  bench [--posts N,N] [--rounds N]  the generated blog beside Jekyll (JEKYLL), Hugo, Zola, Eleventy (ELEVENTY)
        [--only TOOL,TOOL]       only these
        [--sites DIR]            the sites found there beside Jekyll instead
  budget [--record]              counts the instructions of a build against benches/budget.txt
  sites DIR [NAME ...]           builds DIR/NAME/src and compares with DIR/NAME/golden [--verbose]
  sass-spec CHECKOUT             runs sass/sass-spec against fixtures/sass-spec.list [--only TEXT] [--verbose]
          [--bless]              marks anew which cases fail
          [--record PACKAGE]     records anew what npm's sass makes of each case
  sass-themes --sass PACKAGE PATH ...           compares the stylesheets of themes and sites with npm's sass
  sass-speed --sass PACKAGE [--grass BIN] FILE  times a stylesheet beside npm's sass and grass";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    if arguments.first().is_some_and(|word| word == "measured") {
        return bench::run_measured(rest).unwrap_or_else(|message| {
            eprintln!("{message}");
            ExitCode::from(2)
        });
    }
    let result = match arguments.first().map(String::as_str) {
        Some("ready") => ready::run(),
        Some("conform") => conform::run(rest),
        Some("bench") => bench::run(rest),
        Some("budget") => budget::run(rest),
        Some("bless") => bless::run(rest),
        Some("sites") => sites::run(rest),
        Some("compatibility") => compatibility::run(rest),
        Some("sass-spec") => sass::spec::run(rest),
        Some("sass-themes") => sass::themes::run(rest),
        Some("sass-speed") => sass::speed::run(rest),
        _ => Err(USAGE.to_owned()),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}
