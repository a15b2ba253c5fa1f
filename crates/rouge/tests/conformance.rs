//! The recorded snippets: each must give the spans that Rouge 4.7 gives, unless `rouge.failing` lists it.

use std::path::Path;

#[derive(serde::Deserialize)]
struct Case {
    lang: String,
    n: usize,
    code: String,
    html: String,
}

#[test]
fn snippets_give_the_recorded_spans() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/cases");
    let cases = std::fs::read_to_string(folder.join("rouge.json")).unwrap();
    let cases: Vec<Case> = serde_json::from_str(&cases).unwrap();
    let failing = std::fs::read_to_string(folder.join("rouge.failing")).unwrap();
    let failing: Vec<&str> = failing.lines().filter(|line| !line.is_empty()).collect();
    let mut wrong = Vec::new();
    for case in &cases {
        let name = format!("{}/{}", case.lang, case.n);
        let passes = hyde_rouge::highlight(&case.code, &case.lang).as_deref() == Some(case.html.as_str());
        if passes == failing.contains(&name.as_str()) {
            wrong.push(format!("{name} {}", if passes { "passes but is listed" } else { "fails" }));
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
