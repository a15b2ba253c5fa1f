//! Code in Markdown and in `highlight` blocks, with everything around the tokens, case by case.

#![expect(clippy::unwrap_used, reason = "a broken case file should stop the test")]

use hyde_core::outside::Memory;
use hyde_core::{Config, Engine, Position};
use hyde_liquid::{Hash, Value};
use serde_json::Value as Json;

#[path = "../../../fixtures/cases/suite.rs"]
mod suite;

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
    // A case records what the tag itself gives. A template drops a block with nothing in it, as Jekyll's does, unless
    // an output stands in it, even one that is empty.
    let input = input.replace("{% endhighlight", "{{ nothing }}{% endhighlight");
    let template = toolkit.environment().parse("", &input).map_err(|error| error.to_string())?;
    let around = Value::from_pairs([("highlighter_prefix", "\n"), ("highlighter_suffix", "\n")]);
    engine.render_template(&site, &template, around).map_err(|error| error.to_string())
}

#[test]
fn all_highlight_cases() {
    suite::run_suite(
        "highlight-wrap",
        |_| true,
        |case| {
            let (got, want) = (run(case), case["html"].as_str().unwrap());
            if got.as_deref() == Ok(want) { Ok(()) } else { Err(format!("want {want:?}\ngot  {got:?}")) }
        },
    );
}
