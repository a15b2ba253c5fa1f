//! Runs a recorded suite: `suite ROOT EXPECTED.json [REPORT]`. EXPECTED is a list of `{file, css | error}` with files
//! relative to ROOT, which is also the load path. Prints totals and writes what differs to REPORT.

#![expect(clippy::print_stdout, reason = "a command talks to its terminal")]

use hyde_sass::{Loader, Options, Source, compile};
use std::fmt::Write as _;

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
    let arguments: Vec<String> = std::env::args().collect();
    let (root, expected) = (&arguments[1], &arguments[2]);
    let cases: Vec<serde_json::Value> =
        serde_json::from_str(&std::fs::read_to_string(expected).expect("the recording is there")).expect("it is JSON");
    let (mut css_ok, mut css_all, mut err_ok, mut err_all, mut err_text) = (0, 0, 0, 0, 0);
    let mut report = String::new();
    for case in &cases {
        let file = case["file"].as_str().expect("a case has a file");
        let path = format!("{root}/{file}");
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let options = Options::default().source_map(false).load_path(root.as_str());
        let result = std::panic::catch_unwind(|| compile(&Source::new(path.as_str(), text), &options, &Disk));
        let result = match result {
            Ok(result) => result.map(|output| output.css).map_err(|error| (error.message.clone(), error.to_string())),
            Err(_) => Err(("PANIC".to_owned(), "PANIC".to_owned())),
        };
        if let Some(css) = case["css"].as_str() {
            css_all += 1;
            match result {
                Ok(own) if own == css => css_ok += 1,
                Ok(own) => {
                    let _ = writeln!(report, "#### CSS {file}\n---- got\n{own}\n---- expected\n{css}");
                }
                Err((_, full)) => {
                    let _ = writeln!(report, "#### FAILS {file}\n{full}");
                }
            }
        } else {
            err_all += 1;
            let wanted = case["error"].as_str().unwrap_or("");
            match result {
                Ok(own) => {
                    let _ = writeln!(report, "#### COMPILES {file}\n{own}\n---- expected\n{wanted}");
                }
                Err((message, full)) => {
                    let same = message.lines().next() == wanted.lines().next();
                    err_ok += usize::from(same);
                    if case["full"].as_str() == Some(&full) {
                        err_text += 1;
                    }
                    if !same {
                        let _ = writeln!(report, "#### MESSAGE {file}\n{message}\n---- expected\n{wanted}");
                    }
                }
            }
        }
    }
    println!("css {css_ok}/{css_all}, errors by first line {err_ok}/{err_all}, whole error texts {err_text}");
    if let Some(target) = arguments.get(3) {
        std::fs::write(target, report).expect("the report can be written");
    }
}
