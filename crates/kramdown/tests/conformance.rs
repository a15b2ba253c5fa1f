//! Runs the cases recorded from real kramdown with Jekyll's options, and kramdown's own cases where they are at hand.

use hyde_kramdown::{CodeKind, HighlightOptions, Highlighter, Options, Setting, to_html};
use serde_json::Value;
use std::path::PathBuf;

#[path = "../../../fixtures/cases/suite.rs"]
mod suite;

/// Highlights as hyde does.
struct Rouge;

impl Highlighter for Rouge {
    fn highlight(&self, code: &str, lang: &str, _kind: CodeKind, _options: &HighlightOptions) -> Option<String> {
        let lexer = hyde_rouge::find_fancy(lang, code)?;
        Some(hyde_rouge::Formatter::html().format(&lexer.lex(code)))
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn json(path: PathBuf) -> Value {
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("a fixture is JSON")
}

fn setting(value: &Value) -> Setting {
    match value {
        Value::Null => Setting::Null,
        Value::Bool(on) => Setting::Bool(*on),
        Value::Number(number) => number.as_i64().map_or(Setting::Null, Setting::Int),
        Value::String(text) => Setting::Str(text.clone()),
        Value::Array(items) => Setting::List(items.iter().map(setting).collect()),
        Value::Object(pairs) => pairs.iter().map(|(name, value)| (name.clone(), setting(value))).collect(),
    }
}

/// Runs one case; the options of `own/` cases are a site's settings, on top of Jekyll's.
fn run(case: &Value) -> Result<(), String> {
    let own = case["name"].as_str().is_some_and(|name| name.starts_with("own/"));
    let mut options = if own { Options::jekyll() } else { Options::new() };
    for (name, value) in case["options"].as_object().expect("options are a mapping") {
        // Jekyll puts Rouge in the place of no highlighter.
        if own && name == "syntax_highlighter" && value.is_null() {
            continue;
        }
        options.set(name, setting(value)).expect("a recorded option is valid");
    }
    let text = case["text"].as_str().expect("a case has a text");
    let got = to_html(text, &options, Some(&Rouge)).html;
    let want = case["html"].as_str().expect("a case has HTML");
    if got == want { Ok(()) } else { Err(format!("want {want:?}\ngot  {got:?}")) }
}

#[test]
fn recorded_cases() {
    suite::run_suite("kramdown", |_| true, run);
}

/// kramdown's own cases lie outside the project.
#[test]
fn cases_of_kramdown_itself() {
    let path = root().join("../shared/cases/kramdown.json");
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
        return;
    }
    let cases = json(path);
    let listed = std::fs::read_to_string(root().join("fixtures/cases/kramdown.failing")).unwrap_or_default();
    let mut wrong = Vec::new();
    for case in cases.as_array().expect("cases are a list") {
        let name = case["name"].as_str().expect("a case has a name");
        let fails = name.starts_with("suite/") && run(case).is_err();
        if fails && !listed.lines().any(|known| known == name) {
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
