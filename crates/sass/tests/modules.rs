//! What imported files forward, and what else npm's sass 1.99 answered to small sheets.

#![expect(clippy::unwrap_used, reason = "a test may")]

use hyde_sass::{Memory, Options, Source, compile};

fn css(files: &[(&str, &str)], entry: &str) -> String {
    let loader: Memory = files.iter().copied().collect();
    compile(&Source::new("input.scss", entry), &Options::default().load_path(""), &loader).unwrap().css
}

#[test]
fn imported_files_hand_on_what_they_forward() {
    let forwarding = ("_middle.scss", "@forward \"inner\";");
    let inner = ("_inner.scss", "$a: original !default;\n@mixin m {b {c: $a}}\n@function get() {@return $a}");
    let used = ("_used.scss", "@import \"middle\";");
    assert_eq!(css(&[forwarding, inner, used], "@use \"used\"; @include used.m;"), "b {\n  c: original;\n}");
    assert_eq!(
        css(&[forwarding, inner], "a {$a: local; @import \"middle\"; c: get()}"),
        "a {\n  c: local;\n}",
        "variables of the scope configure it"
    );
    assert_eq!(
        css(&[forwarding, inner], "a {@import \"middle\"; $a: new; c: get()}"),
        "a {\n  c: new;\n}",
        "assignments reach what a nested import forwards"
    );
}

#[test]
fn only_what_could_be_configured_must_not_be_loaded_before() {
    let files = [("_empty.scss", ""), ("_middle.scss", "@forward \"empty\";\n$a: default !default;")];
    let entry = "@use \"empty\";\n@use \"middle\" with ($a: given);\nb {c: middle.$a}";
    assert_eq!(css(&files, entry), "b {\n  c: given;\n}");
}

#[test]
fn small_answers_of_the_reference() {
    for (sheet, wanted) in [
        ("@use \"sass:list\"; a {b: list.nth(3 1/2 4, 2)}", "a {\n  b: 0.5;\n}"),
        ("a {--x:;--y: ;--z:#{null}}", "a {\n  --x:;\n  --y: ;\n  --z:;\n}"),
        ("@use \"sass:color\"; a {b: color.grayscale(1)}", "a {\n  b: grayscale(1);\n}"),
        ("a {w: round(up, var(--c))}", "a {\n  w: round(up, var(--c));\n}"),
        (
            "@media (a: 1) {.x {a: b; @media (b: 2) {}} .y {c: d}}",
            "@media (a: 1) {\n  .x {\n    a: b;\n  }\n  .y {\n    c: d;\n  }\n}",
        ),
    ] {
        assert_eq!(css(&[], sheet), wanted, "{sheet}");
    }
}
