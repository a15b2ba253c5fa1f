//! Runs the cases recorded from real kramdown with Jekyll's options, and kramdown's own cases where they are at hand.

use hyde_kramdown::{CodeKind, HighlightOptions, Highlighter, Options, Setting, to_html};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

/// Gives the tokens that real Rouge gave for the code in the cases.
struct Recorded(HashMap<String, String>);

impl Highlighter for Recorded {
    fn highlight(&self, code: &str, lang: &str, _kind: CodeKind, _options: &HighlightOptions) -> Option<String> {
        if let Some(tokens) = self.0.get(&format!("{lang}\n{code}")) {
            return Some(tokens.clone());
        }
        let name = lang.split('?').next().unwrap_or(lang);
        matches!(name, "plaintext" | "text")
            .then(|| code.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
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
fn passes(case: &Value, highlighter: &Recorded) -> bool {
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
    to_html(text, &options, Some(highlighter)).html == case["html"].as_str().expect("a case has HTML")
}

fn compare(cases: &Value, failing: &BTreeSet<String>) -> Vec<String> {
    let tokens = json(root().join("fixtures/cases/kramdown.tokens.json"));
    let tokens = tokens.as_object().expect("tokens are a mapping");
    let tokens = tokens.iter().map(|(key, html)| (key.clone(), html.as_str().unwrap_or("").to_string())).collect();
    let highlighter = Recorded(tokens);
    let mut wrong = Vec::new();
    for case in cases.as_array().expect("cases are a list") {
        let name = case["name"].as_str().expect("a case has a name");
        match (passes(case, &highlighter), failing.contains(name)) {
            (true, true) => wrong.push(format!("{name} passes and must leave the list of failing cases")),
            (false, false) => wrong.push(format!("{name} fails")),
            _ => {}
        }
    }
    wrong
}

fn failing() -> BTreeSet<String> {
    let list = std::fs::read_to_string(root().join("fixtures/cases/kramdown.failing")).unwrap_or_default();
    list.lines().map(String::from).collect()
}

#[test]
fn recorded_cases() {
    let wrong = compare(&json(root().join("fixtures/cases/kramdown.json")), &failing());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// kramdown's own cases lie outside the project.
#[test]
fn cases_of_kramdown_itself() {
    let path = root().join("../shared/cases/kramdown.json");
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
        return;
    }
    let mut cases = json(path);
    cases
        .as_array_mut()
        .expect("cases are a list")
        .retain(|case| case["name"].as_str().is_some_and(|name| name.starts_with("suite/")));
    // The tokens of these cases are not recorded here, so cases with highlighted code do not count.
    cases.as_array_mut().expect("cases are a list").retain(|case| {
        !case["html"].as_str().is_some_and(|html| html.contains("<span class=\""))
            || case["options"]["syntax_highlighter"].is_null()
    });
    let wrong = compare(&cases, &failing());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
