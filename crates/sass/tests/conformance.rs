//! Runs the recorded cases of dart-sass: CSS, source map, warnings, errors, loaded files.

use hyde_sass::{Memory, Options, Source, Style, Syntax, compile};
use serde_json::Value;

#[path = "../../../fixtures/cases/suite.rs"]
mod suite;

/// Says what differs from the recording, if anything does.
fn difference(case: &Value) -> Option<String> {
    let files = case["files"].as_object().expect("a case has files");
    let entries = ["main.scss", "main.sass", "main.css"];
    let entry = entries.into_iter().find(|entry| files.contains_key(*entry)).expect("a case has an entry");
    let loader: Memory =
        files.iter().map(|(path, text)| (path.clone(), text.as_str().expect("a file is a text").to_owned())).collect();
    let mut options = Options::default().count_byte_order_mark(true);
    if case["style"] == "compressed" {
        options = options.style(Style::Compressed);
    }
    for path in case["loadPaths"].as_array().into_iter().flatten() {
        options = options.load_path(path.as_str().expect("a load path is a text"));
    }
    let text = files[entry].as_str().expect("a file is a text");
    let source = Source::new(entry, text).syntax(Syntax::of_path(entry));
    match compile(&source, &options, &loader) {
        Ok(output) => {
            let Some(css) = case["css"].as_str() else {
                return Some(format!("compiles, though it should fail with\n{}", case["error"]["formatted"]));
            };
            if output.css != css {
                return Some(format!("CSS\n{}\ninstead of\n{css}", output.css));
            }
            let map = output.source_map.expect("a map was asked for");
            if map.mappings != case["map"]["mappings"].as_str().unwrap_or("") {
                return Some(format!("mappings {} instead of {}", map.mappings, case["map"]["mappings"]));
            }
            if serde_json::json!(map.sources) != case["map"]["sources"] {
                return Some(format!("sources {:?}", map.sources));
            }
            if serde_json::json!(map.sources_content) != case["map"]["sourcesContent"] {
                return Some(format!("contents {:?}", map.sources_content));
            }
            if serde_json::json!(output.loaded) != case["loaded"] {
                return Some(format!("loaded {:?} instead of {}", output.loaded, case["loaded"]));
            }
            let told: String = output.warnings.iter().map(ToString::to_string).collect();
            let wanted = case["stderr"].as_str().unwrap_or("");
            (told != wanted).then(|| format!("told\n{told}\ninstead of\n{wanted}"))
        }
        Err(error) => {
            let Some(wanted) = case["error"]["formatted"].as_str() else { return Some(format!("fails: {error}")) };
            (error.to_string() != wanted).then(|| format!("fails with\n{error}\ninstead of\n{wanted}"))
        }
    }
}

#[test]
fn recorded_cases_hold() {
    suite::run_suite("sass", |_| true, |case| difference(case).map_or(Ok(()), Err));
}
