//! Templates that mean harm: each must end in time, in an error or in output, never in a panic or an overflown stack.
//! Threads in tests have small stacks, and a test build large frames, so what holds here holds elsewhere.

use hyde_liquid::{Context, Environment, Error, ErrorHandling, ErrorKind, ErrorMode, Limits, Value};
use std::time::{Duration, Instant};

const MODES: [ErrorMode; 3] = [ErrorMode::Warn, ErrorMode::Strict, ErrorMode::Lax];

fn render_in_all_modes(source: &str) -> Vec<Result<String, Error>> {
    let data = Value::from_pairs([("x", Value::from("text")), ("a", Value::from(vec![1, 2, 3]))]);
    let rendered = MODES.iter().map(|mode| {
        let mut environment = Environment::new();
        environment.set_error_mode(*mode);
        let template = environment.parse("hostile", source)?;
        let mut cx = Context::new(&environment, data.clone());
        cx.set_error_handling(ErrorHandling::Inline);
        template.render_in(&mut cx)
    });
    rendered.collect()
}

/// Renders something at a size and at eight times the size, and compares the times: what grows as the square would take
/// 64 times as long.
fn grows_as_the_text(what: &str, make: impl Fn(usize) -> String) {
    let seconds = |size: usize| {
        let source = make(size);
        let began = Instant::now();
        _ = std::hint::black_box(render_in_all_modes(&source));
        began.elapsed()
    };
    let size = 1_200;
    for attempt in 1.. {
        let (small, large) = (seconds(size).max(Duration::from_millis(2)), seconds(size * 8));
        if large < small * 24 {
            return;
        }
        assert!(attempt < 5, "{what}: {small:?} for {size}, {large:?} for eight times as much");
    }
}

#[test]
fn long_templates_take_time_as_they_are_long() {
    let pieces = [
        "{{",
        "{%",
        "{{ ",
        "{% ",
        "{{ a",
        "{% a %}",
        "{{ a }",
        "{% if %}",
        "{{ x y }}",
        "{{ x | | }}",
        "{%}",
        "}}",
        "%}",
        "{% raw %}",
        "{% comment %}",
        "{{ 'a",
        "{{ \"a' }}",
        "{% endif %}",
        "{{-",
        "{%-",
        "{{ nope.x }}",
        "{{ 1 | modulo: 0 }}",
        "{% assign y = x | nope: %}",
        "{% if x =! 1 or %}{% endif %}",
        "{% for i in a limt:1 %}{% endfor %}",
        "{% cycle 1, 2 %}",
        "{% increment n %}",
        "{% capture n %}x{% endcapture %}",
        "\n{{ x y }}",
        "{% case x %}{% when 1 or 2 %}{% endcase %}",
        "{% tablerow i in a cols:2 %}{% endtablerow %}",
        "{% include 'n' %}",
        "{% unless x %}{% else %}{% endunless %}",
    ];
    for piece in pieces {
        grows_as_the_text(piece, |count| piece.repeat(count / 4));
    }
}

#[test]
fn long_markup_takes_time_as_it_is_long() {
    let inside: [(&str, &str, &str); 22] = [
        ("{{ x", " | upcase", " }}"),
        ("{{ x | append: ", "x, ", " }}"),
        ("{{ x | f: ", "a: 1, ", " }}"),
        ("{{ ", "[", " }}"),
        ("{{ a", "[a", " }}"),
        ("{{ ", "(", " }}"),
        ("{{ ", "(1..", " }}"),
        ("{{ ", "a.", " }}"),
        ("{{ ", "'", " }}"),
        ("{{ ", "'\"", " }}"),
        ("{{ ", "- ", " }}"),
        ("{{ ", "| '", " }}"),
        ("{% if ", "a and ", "b %}{% endif %}"),
        ("{% if ", "a == ", "b %}{% endif %}"),
        ("{% if ", "or'", " %}{% endif %}"),
        ("{% for i in a ", "limit:1 ", "%}{% endfor %}"),
        ("{% for i in ", "a'", "%}{% endfor %}"),
        ("{% case x %}{% when ", "1 or ", "2 %}{% endcase %}"),
        ("{% cycle ", "'a':", " %}"),
        ("{% assign ", "(a)", " = 1 %}"),
        ("{% include 'a' ", "x:1 ", "%}"),
        ("{% tablerow ", "i in ", " %}{% endtablerow %}"),
    ];
    for (before, piece, after) in inside {
        grows_as_the_text(piece, |count| format!("{before}{}{after}", piece.repeat(count)));
    }
}

#[test]
fn long_text_takes_time_as_it_is_long() {
    let filters = [
        "strip_html",
        "escape_once",
        "strip_html | truncatewords: 9000",
        "truncatewords: 9",
        "split: ' ' | uniq | join",
        "date: '%Y'",
        "replace: '<', '\\0'",
        "strip",
        "url_decode",
        "newline_to_br | strip_newlines",
        "split: '' | sort_natural | join: ','",
    ];
    for piece in ["<", "<s", "<script", "<!--", "&", "&a", " ", "\0", "\n", "%2", "1", "-", "é ", "<a <style", "a>"] {
        for filter in filters {
            grows_as_the_text(&format!("{piece:?} | {filter}"), |count| {
                format!("{{% capture t %}}{}{{% endcapture %}}{{{{ t | {filter} }}}}", piece.repeat(count / 4))
            });
        }
    }
}

#[test]
fn ten_megabytes_of_openings_are_read() {
    let began = Instant::now();
    for source in ["{{".repeat(5_000_000), "{%".repeat(5_000_000), "{{}".repeat(3_000_000)] {
        _ = Environment::new().parse("a", &source);
    }
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

#[test]
fn deep_nesting_is_refused() {
    let nested = |open: &str, close: &str, count: usize| format!("{}x{}", open.repeat(count), close.repeat(count));
    for (open, close) in [
        ("{% if x %}", "{% endif %}"),
        ("{% for i in a %}", "{% endfor %}"),
        ("{% comment %}", "{% endcomment %}"),
        ("{% capture c %}", "{% endcapture %}"),
        ("{% case x %}{% when 'text' %}", "{% endcase %}"),
        ("{% unless nope %}", "{% endunless %}"),
        ("{% tablerow i in (1..1) %}", "{% endtablerow %}"),
        ("{% ifchanged %}", "{% endifchanged %}"),
    ] {
        for count in [99, 100, 101, 10_000] {
            if open.contains(" for ") && count < 10_000 {
                continue;
            }
            for outcome in render_in_all_modes(&nested(open, close, count)) {
                match outcome {
                    Ok(_) => assert!(count <= 100, "{open} {count}"),
                    Err(error) => assert_eq!(error.message(), "Nesting too deep", "{open} {count}"),
                }
            }
        }
    }
}

#[test]
fn includes_that_include_themselves_end() {
    let mut environment = Environment::new();
    environment.set_loader(|name: &str| {
        Ok(match name {
            "loop" => "{% for i in (1..2) %}{% include 'loop' %}{% endfor %}",
            "if" => "{% if true %}{% if true %}{% include 'if' %}{% endif %}{% endif %}",
            "two" => "{% include 'two' %}{% include 'two' %}",
            _ => "{% include name %}",
        }
        .to_owned())
    });
    for name in ["loop", "if", "two", "name"] {
        let template = environment.parse("a", &format!("{{% assign name = '{name}' %}}{{% include name %}}")).unwrap();
        assert_eq!(template.render(&Value::Nil).unwrap_err().message(), "Nesting too deep");
    }
}

#[test]
fn limits_hold() {
    let limited = |source: &str| {
        let mut environment = Environment::new();
        let mut limits = Limits::default();
        limits.render_length = Some(100_000);
        limits.render_score = Some(100_000);
        limits.assign_score = Some(100_000);
        environment.set_limits(limits);
        let outcome = environment.parse("a", source).unwrap().render(&Value::Nil);
        assert_eq!(outcome.unwrap_err().kind(), &ErrorKind::Memory, "{source}");
    };
    let began = Instant::now();
    let doubled = "{% assign x = 'abcdefgh' %}{% for i in (1..99) %}{% assign x = x | append: x %}{% endfor %}";
    let long = "{% assign x = 'aaaaaaaa' %}{% for i in (1..13) %}{% assign x = x | append: x %}{% endfor %}";
    for source in [
        "{% for i in (1..9223372036854775807) %}{% endfor %}",
        "{% for i in (1..9223372036854775807) %}x{% endfor %}",
        "{% for i in (-9223372036854775808..9223372036854775807) %}{% if i %}{% endif %}{% endfor %}",
        "{% tablerow i in (1..9223372036854775807) cols:3 %}{% endtablerow %}",
        "{{ (1..9223372036854775807) | join: ',' }}",
        "{{ (1..9223372036854775807) | reverse | sort | map: 'x' }}",
        "{% for i in (1..100000) %}{% capture x %}{{ x }}..........{% endcapture %}{% endfor %}",
        "{% for i in (1..100000) %}{% increment x %}{% endfor %}",
        doubled,
        &format!("{{{{ 'abc'{} }}}}", " | split: ''".repeat(40)),
        &format!("{long}{{{{ x | replace: 'a', x }}}}"),
        &format!("{long}{{% assign y = x | split: '' %}}{{{{ y | join: x }}}}"),
        &format!("{long}{{{{ 0 | date: '{}' }}}}", "%60000Y".repeat(10_000)),
    ] {
        limited(source);
    }
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
}

/// What the fuzz target has found.
#[test]
fn found_by_fuzzing() {
    for source in [
        "{% cycle \u{51e}\u{4dd}{split% cycle 'c' %}",
        "{% cycle \u{e9} %}",
        "{% cycle ':\u{e9} %}",
        "{% cycle \u{e9}: 1 %}",
    ] {
        render_in_all_modes(source);
    }
}

#[test]
fn numbers_stay_in_proportion() {
    let squared = "{% assign x = 9 %}{% for i in (1..64) %}{% assign x = x | times: x %}{% endfor %}{{ x | size }}";
    assert_eq!(render_in_all_modes(squared)[0].as_ref().unwrap_err().kind(), &ErrorKind::Memory);
    for source in [
        "{{ 1 | divided_by: 0.0 | round: 3 }}",
        "{{ -9223372036854775808 | divided_by: -1 | modulo: -1 | abs | times: -1 }}",
        "{{ 1.5 | round: 99999999999 }}{{ 15 | round: -99999999999 }}",
        "{{ 'abc' | slice: -9223372036854775808, 9223372036854775807 }}",
        "{{ 'abc' | truncate: -9223372036854775808 }}{{ 'abc' | truncatewords: -9223372036854775808 }}",
        "{{ 99999999999999999999 | date: '%s %j' }}{{ -99999999999999999999 | date: '%c' }}",
        "{{ '99999999999999999999-1-1' | date: '%c' }}{{ 9223372036854775807 | date: '%Y%G%V' }}",
        "{% for i in a limit: 9223372036854775807 offset: 9223372036854775807 %}{% endfor %}",
        "{% tablerow i in a cols: -1 limit: -5 offset: -9 %}{% endtablerow %}",
        "{{ a[9223372036854775807] }}{{ a[-9223372036854775808] }}{{ (9223372036854775807..-9223372036854775808) | size }}",
    ] {
        render_in_all_modes(source);
    }
}
