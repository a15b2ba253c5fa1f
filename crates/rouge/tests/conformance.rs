//! The recorded snippets: each must give the spans that Rouge 4.7 gives, unless `rouge.failing` lists it.

#![expect(clippy::unwrap_used, reason = "a test may")]

#[path = "../../../fixtures/cases/suite.rs"]
mod suite;

use serde_json::Value as Json;

fn spans(case: &Json) -> Result<(), String> {
    let (code, lang) = (case["code"].as_str().unwrap(), case["lang"].as_str().unwrap());
    let got = hyde_rouge::highlight(code, lang).unwrap_or_default();
    let want = case["html"].as_str().unwrap();
    if got == want { Ok(()) } else { Err(format!("want {want:?}\ngot  {got:?}")) }
}

#[test]
fn snippets_give_the_recorded_spans() {
    suite::run_suite("rouge", |_| true, spans);
}

/// Texts written for languages that the suite has no snippets of.
#[test]
fn probes_give_the_recorded_spans() {
    suite::run_suite("rouge-more", |_| true, spans);
}
