//! Runs the cases recorded from Liquid 4.0.4 under Jekyll that need nothing of Jekyll's: those with its tags, filters,
//! includes or configuration run in `hyde-core`.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use hyde_liquid::time::{Time, Utc, parse_date, parse_time};
use hyde_liquid::{Blank, Context, Environment, ErrorHandling, Value};
use serde_json::Value as Json;
use std::path::Path;

/// Liquid's filters that Jekyll replaces by its own.
const REPLACED: [&str; 2] = ["sort", "where"];

fn cases(suite: &str) -> Vec<Json> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/cases").join(suite);
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Nil,
        Json::Bool(value) => Value::from(*value),
        Json::Number(number) => match number.as_i64() {
            Some(number) => Value::from(number),
            None => Value::from(number.as_f64().unwrap()),
        },
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => items.iter().map(value).collect(),
        Json::Object(pairs) => {
            if let Some(time) = pairs.get("$time") {
                return parse_time(time.as_str().unwrap(), None, &Utc).unwrap().into();
            }
            if let Some(date) = pairs.get("$date") {
                return parse_date(date.as_str().unwrap(), None).unwrap().into();
            }
            Value::from_pairs(pairs.iter().map(|(key, item)| (key.as_str(), value(item))))
        }
    }
}

fn strings(json: &Json) -> Vec<String> {
    json.as_array().map(|list| list.iter().map(|text| text.as_str().unwrap().to_owned()).collect()).unwrap_or_default()
}

fn environment() -> Environment {
    let mut environment = Environment::new();
    environment.set_clock(|| Time::from_unix(1_768_478_400, 0, &Utc));
    environment
}

/// Runs a case; `None` if it needs Jekyll, else what differs, if anything does.
fn run(environment: &Environment, case: &Json, expected: &Json) -> Option<Result<(), String>> {
    if case.get("includes").is_some() || case.get("config").is_some() {
        return None;
    }
    let error = case.get("error").and_then(Json::as_str);
    let template = match environment.parse("case", case["template"].as_str().unwrap()) {
        Ok(template) => template,
        Err(told) if Some(told.to_string().as_str()) == error => return Some(Ok(())),
        Err(told) if told.message().starts_with("Unknown tag") => return None,
        Err(told) => return Some(Err(format!("{told}"))),
    };
    let needs_jekyll = |name: &str| REPLACED.contains(&name) || (!environment.has_filter(name) && name != "nope");
    if template.uses().filters.iter().any(|name| needs_jekyll(name)) {
        return None;
    }
    let data = value(&case["data"]);
    let told = template.render(&data);
    let warnings: Vec<String> = template.warnings().iter().map(ToString::to_string).collect();
    let wanted_warnings = strings(&case["warnings"]);
    if warnings != wanted_warnings {
        return Some(Err(format!("warnings {warnings:?}\n   wanted {wanted_warnings:?}")));
    }
    let told_text = told.map_err(|error| error.to_string());
    let wanted = match error {
        // Only the first line: Ruby's NoMethodError goes on with a code frame.
        Some(error) => Err(error.lines().next().unwrap_or_default().to_owned()),
        None => Ok(expected.as_str().unwrap_or_default().to_owned()),
    };
    if told_text != wanted {
        return Some(Err(format!("   got {told_text:?}\nwanted {wanted:?}")));
    }
    if let Some(inline) = case.get("inline").and_then(Json::as_str) {
        let mut cx = Context::new(environment, data);
        cx.set_error_handling(ErrorHandling::Inline);
        let got = template.render_in(&mut cx).unwrap();
        if got != inline {
            return Some(Err(format!("inline {got:?}\nwanted {inline:?}")));
        }
    }
    Some(Ok(()))
}

fn report(suite: &str, outcomes: impl Iterator<Item = (String, Option<Result<(), String>>)>) {
    let (mut passed, mut skipped, mut failed) = (0, 0, Vec::new());
    for (name, outcome) in outcomes {
        match outcome {
            None => skipped += 1,
            Some(Ok(())) => passed += 1,
            Some(Err(difference)) => failed.push(format!("{name}\n{difference}")),
        }
    }
    assert!(
        failed.is_empty(),
        "{suite}: {passed} passed, {} failed, {skipped} left to hyde-core\n{}",
        failed.len(),
        failed.join("\n\n")
    );
}

#[test]
fn liquid() {
    let environment = environment();
    report(
        "liquid",
        cases("liquid.json")
            .iter()
            .map(|case| (format!("{} {}", case["name"], case["template"]), run(&environment, case, &case["expected"]))),
    );
}

#[test]
fn liquid_with_active_support() {
    let mut with = environment();
    with.set_blank(Blank::ActiveSupport);
    let without = environment();
    report(
        "liquid-activesupport",
        cases("liquid-activesupport.json").iter().flat_map(|case| {
            let name = format!("{} {}", case["name"], case["template"]);
            [
                (name.clone(), run(&with, case, &case["expected"])),
                (format!("{name} (plain)"), run(&without, case, &case["expected_plain"])),
            ]
        }),
    );
}
