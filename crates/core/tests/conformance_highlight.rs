//! Code in Markdown and in `highlight` blocks, with everything around the tokens, case by case.

#![expect(clippy::unwrap_used, reason = "a broken case file should stop the test")]

use hyde_core::outside::Memory;
use hyde_core::{Config, Engine, Position};
use hyde_liquid::{Hash, Value};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::path::Path;

fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Nil,
        Json::Bool(on) => Value::from(*on),
        Json::Number(number) => number.as_i64().map_or_else(|| Value::from(number.as_f64().unwrap()), Value::from),
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => items.iter().map(value).collect(),
        Json::Object(map) => Value::from_pairs(map.iter().map(|(key, item)| (key.as_str(), value(item)))),
    }
}

fn run(case: &Json) -> Result<String, String> {
    let mut settings = Hash::new();
    settings.insert("kramdown", value(&case["options"]));
    let config = Config::from_settings(settings).map_err(|error| error.to_string())?;
    let engine = Engine::bare();
    let input = case["input"].as_str().unwrap();
    if case["kind"] == "kramdown" {
        let page = format!("---\nrender_with_liquid: false\n---\n{input}");
        let site = engine.read(&config, Memory::from([("a.md", page)])).map_err(|error| error.to_string())?;
        let rendered = engine.render(site).map_err(|error| error.to_string())?;
        return Ok(rendered.output(Position::Page(0)).unwrap_or_default().to_owned());
    }
    let site = engine.read(&config, Memory::new()).map_err(|error| error.to_string())?;
    let toolkit = engine.toolkit(&config, &*site.files).map_err(|error| error.to_string())?;
    let template = toolkit.environment().parse("", input).map_err(|error| error.to_string())?;
    let around = Value::from_pairs([("highlighter_prefix", "\n"), ("highlighter_suffix", "\n")]);
    engine.render_template(&site, &template, around).map_err(|error| error.to_string())
}

#[test]
fn all_highlight_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/cases");
    let text = std::fs::read_to_string(folder.join("highlight-wrap.json")).unwrap();
    let cases: Vec<Json> = serde_json::from_str(&text).unwrap();
    let listed = std::fs::read_to_string(folder.join("highlight-wrap.failing")).unwrap_or_default();
    let listed: BTreeSet<&str> = listed.lines().filter(|line| !line.is_empty()).collect();
    let mut failed = BTreeSet::new();
    for case in &cases {
        let name = case["name"].as_str().unwrap();
        let got = run(case);
        if got.as_deref() != Ok(case["html"].as_str().unwrap()) {
            if !listed.contains(name) {
                println!("{name}\n    {}\n    got {got:?}\n    not {}", case["input"], case["html"]);
            }
            failed.insert(name);
        }
    }
    println!("{} passed, {} failed", cases.len() - failed.len(), failed.len());
    let unlisted: Vec<_> = failed.iter().filter(|name| !listed.contains(**name)).collect();
    let passing: Vec<_> = listed.iter().filter(|name| !failed.contains(**name)).collect();
    assert!(unlisted.is_empty() && passing.is_empty(), "failing: {unlisted:#?}\nlisted, but passing: {passing:#?}");
}
