//! Any text as a template: it parses or is refused, and what parses renders within the limits, in every error mode.

#![no_main]

use hyde_liquid::time::{Date, Time, Utc};
use hyde_liquid::{Context, Environment, ErrorHandling, ErrorMode, Limits, Range, Value};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

/// Environments of all error modes.
static ENVIRONMENTS: LazyLock<Vec<Environment>> = LazyLock::new(|| {
    let modes = [ErrorMode::Warn, ErrorMode::Strict, ErrorMode::Lax];
    modes.into_iter().map(environment).collect()
});

static DATA: LazyLock<Value> = LazyLock::new(|| {
    let post = |number: i64| {
        Value::from_pairs([
            ("title", Value::from(format!("P\u{f6}st <{number}> & 'more'"))),
            ("n", Value::from(number)),
            ("date", Value::from(Time::from_unix(1_580_702_706 + number * 86_400, 5, &Utc))),
            ("tags", Value::from(vec!["a", "b", ""])),
        ])
    };
    Value::from_pairs([
        ("s", Value::from(" a <b>text</b> with w\u{f6}rds,\n1,2.5 ")),
        ("n", Value::from(7)),
        ("f", Value::from(-2.5)),
        ("big", Value::from(1_i128 << 70)),
        ("t", Value::from(true)),
        ("d", Date::from_ymd(2020, 2, 29).map_or(Value::Nil, Value::from)),
        ("r", Value::from(Range { start: 1, end: 5 })),
        ("h", Value::from_pairs([("k", 1), ("size", 2)])),
        ("a", Value::array((0..5).map(post))),
        ("x", Value::array([Value::Nil, Value::from(1), Value::from(1.0), Value::from("1"), Value::array([])])),
    ])
});

fn environment(mode: ErrorMode) -> Environment {
    let mut limits = Limits::default();
    limits.render_length = Some(1 << 20);
    limits.render_score = Some(20_000);
    limits.assign_score = Some(1 << 20);
    let mut environment = Environment::new();
    environment
        .set_error_mode(mode)
        .set_limits(limits)
        .set_clock(|| Time::from_unix(1_768_478_400, 0, &Utc))
        .set_loader(|name: &str| Ok(format!("[{{{{ {name} }}}}{{% include 's' with n %}}]")));
    environment
}

fuzz_target!(|source: &str| {
    for environment in ENVIRONMENTS.iter() {
        let Ok(template) = environment.parse("fuzz", source) else { continue };
        let mut cx = Context::new(environment, DATA.clone());
        cx.set_error_handling(ErrorHandling::Inline);
        _ = template.render_in(&mut cx);
        for error in cx.errors().iter().chain(template.warnings()).take(10) {
            _ = (error.to_string(), error.place());
        }
    }
});
