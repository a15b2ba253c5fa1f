//! Runs every case of `fixtures/cases/yaml.json`: text in, types and values, or Ruby's error, out. Cases not yet
//! passing are named in `yaml.failing`, one on each line.

use hyde_yaml::{Error, Node, Yaml};
use serde_json::{Value, json};

#[path = "../../../fixtures/cases/suite.rs"]
mod suite;

#[test]
fn cases() {
    suite::run_suite(
        "yaml",
        |_| true,
        |case| {
            let told = told(hyde_yaml::parse(case["yaml"].as_str().unwrap()));
            let expected = &case["expected_json_with_types"];
            if agrees(&told, expected) { Ok(()) } else { Err(format!("{told}\nexpected {expected}")) }
        },
    );
}

/// The cases hold an error's problem without its context, which the message has.
fn agrees(told: &Value, expected: &Value) -> bool {
    let mut told = told.clone();
    if expected["t"] == "error"
        && let Some(told) = told.as_object_mut()
    {
        told.remove("message");
    }
    &told == expected
}

fn told(loaded: Result<Node, Error>) -> Value {
    match loaded {
        Ok(node) => dump(&node.value, 0),
        Err(error) if error.ruby_class() == "Psych::SyntaxError" => json!({
            "t": "error", "class": error.ruby_class(), "line": error.line, "col": error.column, "msg": error.problem,
            "message": error.to_string(),
        }),
        Err(error) => json!({ "t": "error", "class": error.ruby_class(), "msg": error.problem }),
    }
}

/// How deep the recorder of the cases went.
const DUMPED_DEPTH: usize = 20;

fn dump(value: &Yaml, depth: usize) -> Value {
    let inner = |value: &Node| dump(&value.value, depth + 1);
    match value {
        _ if depth > DUMPED_DEPTH => json!({ "t": "deep" }),
        Yaml::Null => json!({ "t": "null" }),
        Yaml::Bool(flag) => json!({ "t": "bool", "v": flag }),
        Yaml::Int(number) => json!({ "t": "int", "v": number.to_string() }),
        Yaml::BigInt(digits) => json!({ "t": "int", "v": digits }),
        Yaml::Float(number) => json!({ "t": "float", "v": ruby_float(*number) }),
        Yaml::Str(text) => json!({ "t": "str", "v": text }),
        Yaml::Date(date) => json!({ "t": "date", "v": date.to_string() }),
        Yaml::Time(time) => {
            let utc = hyde_yaml::Time { nanos: 0, offset: 0, ..*time }.to_string();
            let utc = utc.trim_end_matches(" +00:00").replace(' ', "T");
            json!({ "t": "time", "v": format!("{utc}.{:09}Z", time.nanos), "off": time.offset })
        }
        Yaml::Seq(items) => json!({ "t": "seq", "v": items.iter().map(inner).collect::<Vec<_>>() }),
        Yaml::Map(map) => {
            let pairs = map.iter().map(|(key, value)| json!([inner(key), inner(value)]));
            json!({ "t": "map", "v": pairs.collect::<Vec<_>>() })
        }
        other => json!({ "t": format!("{other:?}") }),
    }
}

/// As Ruby's `Float#to_s` writes the numbers of the cases.
fn ruby_float(number: f64) -> String {
    if number.is_infinite() {
        return if number > 0.0 { "Infinity".into() } else { "-Infinity".into() };
    }
    let shortest = format!("{number:?}");
    match shortest.split_once('e') {
        Some((digits, exponent)) if !digits.contains('.') => format!("{digits}.0e{exponent}"),
        _ => shortest,
    }
}
