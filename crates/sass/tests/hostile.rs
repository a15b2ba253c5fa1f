//! Stylesheets made to hurt: each must come to an end soon, with CSS or with an error, and never in a panic.

use hyde_sass::{Loader, Memory, Options, Source, Syntax, compile};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Far above what any case takes in a debug build on a busy machine, far below what superlinear work would take.
const SOON: Duration = Duration::from_secs(120);

/// Compiles a text and gives the message it fails with.
fn outcome(text: &str, syntax: Syntax) -> Result<String, String> {
    let start = Instant::now();
    let source = Source::new("", text).syntax(syntax);
    let result = compile(&source, &Options::default().step_limit(100_000), &Memory::default());
    let took = start.elapsed();
    let head: String = text.chars().take(60).collect();
    assert!(took < SOON, "{head:?} takes {took:?}");
    result.map(|output| output.css).map_err(|error| error.message)
}

#[test]
fn repeated_openers_end_soon() {
    let openers = [
        "(",
        "[",
        "{",
        "a{",
        "#{",
        "@if a{",
        "/*",
        "\"",
        "\"#{",
        "@media (",
        "@media a{",
        ":not(",
        "a:not(",
        "url(",
        "calc(",
        "if(",
        "if(sass(",
        "if(not ",
        "a:",
        "a:b{",
        "a:b ",
        "@include a{",
        "&",
        "%a",
        "--x:{",
        "@supports (",
        "(a:",
        "$a:(",
        "a,",
        "a>",
        "a ",
        "-",
        "- ",
        "not ",
        "1+",
        "1 -",
        "1/",
        "a{b:",
        "@a{",
        "@a ",
        "\\",
        "U+",
        "!",
        ".",
        "..",
        "*",
        "+",
        "@else",
        "@at-root{",
        "@function a(",
        "a(",
        "a.b(",
        "<",
        "@use \"a\";",
        "$",
        "min(",
        "max(1,",
        "@each $a in a{",
        "é",
    ];
    for opener in openers {
        let text = opener.repeat(10_000 / opener.len());
        for syntax in [Syntax::Scss, Syntax::Indented, Syntax::Css] {
            let _ = outcome(&text, syntax);
            let _ = outcome(&format!("a{{b:{text}"), syntax);
        }
    }
}

#[test]
fn recursion_and_endless_loops_are_refused() {
    let refused = [
        ("@function f($x) { @return f($x); } a { b: f(1) }", "Stack Overflow"),
        ("@mixin m { @include m } @include m;", "Stack Overflow"),
        ("@mixin m { a { @include m } } @include m;", "Stack Overflow"),
        ("@mixin m { @content } @mixin n { @include m { @include n } } @include n;", "Stack Overflow"),
        ("@while true {}", "may never end"),
        ("@for $i from 1 through 1000000000 { $a: $i }", "may never end"),
        (
            "@function f($n) { @if $n > 0 { @return f($n - 1) + f($n - 1); } @return 1; } a { b: f(60) }",
            "may never end",
        ),
        ("$s: 'aaaaaaaa'; @for $i from 1 through 60 { $s: $s + $s; }", "may never end"),
        ("$l: 1 2 3 4; @for $i from 1 through 60 { $l: join($l, $l); }", "may never end"),
    ];
    for (text, wanted) in refused {
        let message = outcome(text, Syntax::Scss).expect_err("it has no end");
        assert!(message.contains(wanted), "{text}: {message}");
    }
}

#[test]
fn selectors_and_extensions_do_not_explode() {
    let nested = "a, b { ".repeat(30) + "c: d" + &"}".repeat(30);
    assert_eq!(outcome(&nested, Syntax::Scss), Err("The selector is too large.".to_owned()));
    let mut chain = String::new();
    for i in 0..100 {
        chain += &format!(".a{i} {{ @extend .a{}; }} ", i + 1);
    }
    assert!(outcome(&(chain + ".a100 { b: c }"), Syntax::Scss).is_ok());
    let mut square = String::from(".x .y .z { b: c } ");
    for i in 0..30 {
        square +=
            &format!(".p{i} .q{i} {{ @extend .x; }} .r{i} .s{i} {{ @extend .y; }} .t{i} .u{i} {{ @extend .z; }} ");
    }
    let message = outcome(&square, Syntax::Scss).expect_err("it is too large");
    assert!(message.contains("too large"), "{message}");
}

#[test]
fn ordinary_large_sheets_compile() {
    let rules: String = (0..2000).map(|i| format!(".a{i} .b {{ c: {i}px + 1px; &:hover {{ d: e }} }}\n")).collect();
    let css = outcome(&rules, Syntax::Scss).expect("it compiles");
    assert_eq!(css.matches(":hover").count(), 2000);
    let deep = "a { ".repeat(300) + "b: c" + &" }".repeat(300);
    assert!(outcome(&deep, Syntax::Scss).is_ok());
}

/// Notes every path that is asked for.
#[derive(Default)]
struct Asked(Mutex<Vec<String>>);

impl Loader for Asked {
    fn is_file(&self, path: &str) -> bool {
        self.0.lock().expect("nobody panics").push(path.to_owned());
        false
    }

    fn load(&self, _: &str) -> Result<String, String> {
        Err("nothing is here".to_owned())
    }
}

#[test]
fn files_come_through_the_loader_alone() {
    let asked = Asked::default();
    let source = Source::new("s/a.scss", "@use '../../../etc/passwd'; @import 'b';");
    assert!(compile(&source, &Options::default().load_path("lib"), &asked).is_err());
    let paths = asked.0.into_inner().expect("nobody panics");
    assert!(paths.contains(&"../../etc/_passwd.scss".to_owned()), "{paths:?}");
    assert!(paths.iter().all(|path| path.ends_with("css") || path.ends_with("sass")), "{paths:?}");
}
