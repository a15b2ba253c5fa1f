//! Liquid as Jekyll runs it, case by case, and where a plugin has loaded ActiveSupport. Cases that do not pass yet are
//! listed in `fixtures/cases/liquid.failing`.

#![expect(clippy::unwrap_used, reason = "a broken case file should stop the test")]

use hyde_core::outside::Memory;
use hyde_core::plugin::{Plugin, Registry};
use hyde_core::{BuildError, Config, Engine};
use hyde_liquid::time::{Date, Time, days_from_civil};
use hyde_liquid::{Blank, Hash, Value};
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
        Json::Object(map) => match (map.get("$time").and_then(Json::as_str), map.get("$date").and_then(Json::as_str)) {
            (Some(time), _) => {
                let number = |range: std::ops::Range<usize>| time[range].parse::<i64>().unwrap();
                let days = days_from_civil(number(0..4), number(5..7) as u32, number(8..10) as u32);
                let seconds = number(11..13) * 3600 + number(14..16) * 60 + number(17..19);
                Value::from(Time::utc(days * 86_400 + seconds, 0))
            }
            (_, Some(date)) => {
                let parts: Vec<i64> = date.split('-').map(|part| part.parse().unwrap()).collect();
                let day = Date::from_ymd(parts[0], parts[1] as u32, parts[2] as u32);
                Value::from(day.expect("the case has a day"))
            }
            _ => Value::from_pairs(map.iter().map(|(key, item)| (key.as_str(), value(item)))),
        },
    }
}

/// Stands for the plugins that load ActiveSupport.
struct ActiveSupport;

impl Plugin for ActiveSupport {
    fn name(&self) -> &str {
        "active-support"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.environment().set_blank(Blank::ActiveSupport);
        Ok(())
    }
}

fn run(case: &Json) -> Result<(), String> {
    run_with(case, &Engine::bare(), "expected")
}

/// Runs a case with ActiveSupport and without.
fn run_twice(case: &Json) -> Result<(), String> {
    let mut engine = Engine::bare();
    engine.plugin(ActiveSupport);
    run_with(case, &engine, "expected").map_err(|told| format!("with ActiveSupport: {told}"))?;
    run_with(case, &Engine::bare(), "expected_plain").map_err(|told| format!("without ActiveSupport: {told}"))
}

/// Runs a case; gives what differs.
fn run_with(case: &Json, engine: &Engine, expected: &str) -> Result<(), String> {
    let mut settings: Hash = match case.get("config") {
        Some(config) => value(config).as_hash().map(|hash| (**hash).clone()).unwrap(),
        None => Hash::new(),
    };
    if engine.knows("active-support") {
        settings.insert("plugins", vec!["active-support"]);
    }
    let config = Config::from_settings(settings).map_err(|error| error.to_string())?;
    let mut source = Memory::new();
    for (name, text) in case.get("includes").and_then(Json::as_object).into_iter().flatten() {
        source.insert(&format!("_includes/{name}"), text.as_str().unwrap());
    }
    let site = engine.read(&config, source).map_err(|error| error.to_string())?;
    let toolkit = engine.toolkit(&config, &*site.files).map_err(|error| error.to_string())?;
    let parsed = toolkit.environment().parse("", case["template"].as_str().unwrap());
    let mut warnings = Vec::new();
    let output = match parsed {
        Ok(template) => {
            warnings = template.warnings().iter().map(ToString::to_string).collect();
            engine.render_template(&site, &template, value(&case["data"]))
        }
        Err(error) => Err(error),
    };
    let wanted_warnings: Vec<String> = case
        .get("warnings")
        .and_then(Json::as_array)
        .map(|list| list.iter().map(|text| text.as_str().unwrap().to_owned()).collect())
        .unwrap_or_default();
    let told = match (&output, case[expected].as_str(), case.get("error").and_then(Json::as_str)) {
        (Ok(got), Some(expected), _) if got == expected => None,
        (Ok(got), expected, error) => Some(format!("got {got:?}\n    not {:?}", expected.or(error))),
        (Err(got), _, Some(error)) if got.to_string().replace("/site/", "<SOURCE>/") == error => None,
        (Err(got), expected, error) => Some(format!("error {:?}\n    not {:?}", got.to_string(), error.or(expected))),
    };
    match told {
        Some(told) => Err(told),
        None if warnings != wanted_warnings => Err(format!("warned {warnings:?}\n    not {wanted_warnings:?}")),
        None => Ok(()),
    }
}

#[test]
fn all_liquid_cases() {
    suite::run_suite("liquid", |_| true, run);
}

#[test]
fn all_active_support_cases() {
    suite::run_suite("liquid-activesupport", |_| true, run_twice);
}
