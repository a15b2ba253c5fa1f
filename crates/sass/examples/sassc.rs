//! Compiles files from a disk: `sassc [--compressed] [--load-path=DIR]… FILE [MAP]`, for comparing with `sass`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command talks to its terminal")]

use hyde_sass::{Loader, Options, Source, Style, compile};

struct Disk;

impl Loader for Disk {
    fn is_file(&self, path: &str) -> bool {
        std::path::Path::new(path).is_file()
    }

    fn load(&self, path: &str) -> Result<String, String> {
        std::fs::read_to_string(path).map_err(|error| error.to_string())
    }
}

fn main() {
    let mut options = Options::default();
    let mut paths = Vec::new();
    let mut quiet = false;
    for argument in std::env::args().skip(1) {
        if argument == "--compressed" {
            options = options.style(Style::Compressed);
        } else if argument == "--verbose" {
            options = options.verbose(true);
        } else if argument == "--quiet" {
            quiet = true;
        } else if let Some(path) = argument.strip_prefix("--load-path=") {
            options = options.load_path(path);
        } else {
            paths.push(argument);
        }
    }
    let Some(path) = paths.first() else {
        eprintln!("no file given");
        std::process::exit(64);
    };
    let text = std::fs::read_to_string(path).expect("the file can be read");
    match compile(&Source::new(path.as_str(), text), &options, &Disk) {
        Ok(output) => {
            print!("{}", output.css);
            if !quiet {
                for warning in &output.warnings {
                    eprint!("{warning}");
                }
            }
            if let (Some(target), Some(map)) = (paths.get(1), &output.source_map) {
                std::fs::write(target, format!("{}\n{}", map.mappings, map.sources.join("\n")))
                    .expect("the map can be written");
            }
        }
        Err(error) => {
            eprintln!("Error: {error}");
            std::process::exit(65);
        }
    }
}
