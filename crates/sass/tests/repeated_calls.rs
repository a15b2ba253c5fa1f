//! Results of functions are kept for later calls; nothing may tell.

use hyde_sass::{Memory, Options, Source, compile};

/// The CSS of a sheet in one line, and how many warnings it gave.
fn outcome(text: &str) -> (String, usize) {
    let loader = Memory::from([("_m.scss", "$x: 1; @function x() { @return $x; } @mixin set($y) { $x: $y !global; }")]);
    let output = compile(&Source::new("main.scss", text), &Options::default(), &loader).expect("the sheet is right");
    (output.css.split_whitespace().collect::<Vec<_>>().join(" "), output.warnings.len())
}

fn css(text: &str) -> String {
    outcome(text).0
}

#[test]
fn a_changed_global_variable_is_seen() {
    let sheet = "$g: 1; @function f($a) { @return $a + $g; } @function h($a) { @return f($a); }";
    assert_eq!(css(&format!("{sheet} a {{ b: h(1); $g: 5 !global; c: h(1); d: f(1) }}")), "a { b: 2; c: 6; d: 6; }");
    assert_eq!(
        css(&format!("{sheet} a {{ b: h(1); }} @if true {{ $g: 7 }} a {{ b: h(1) }}")),
        "a { b: 2; } a { b: 8; }"
    );
    let module = "@use 'm'; a { b: m.x(); @include m.set(2); c: m.x(); m.$x: 3; d: m.x(); }";
    assert_eq!(css(module), "a { b: 1; c: 2; d: 3; }");
}

#[test]
fn a_function_or_variable_declared_later_is_seen() {
    let sheet = "@function f() { @return g(1); } a { b: f() } @function g($x) { @return $x; } a { b: f() }";
    assert_eq!(css(sheet), "a { b: g(1); } a { b: 1; }");
    let exists = "@function f() { @return variable-exists(late); } a { b: f() } $late: 1; a { b: f() }";
    assert_eq!(css(exists), "a { b: false; } a { b: true; }");
}

#[test]
fn what_a_function_does_is_done_each_time() {
    let counting = "$n: 0; @function f() { $n: $n + 1 !global; @return $n; } a { b: f(); c: f(); d: f() }";
    assert_eq!(css(counting), "a { b: 1; c: 2; d: 3; }");
    let warning = "@function f($x) { @warn 'x'; @return $x; } @function g($x) { @return f($x) } a { b: g(1); c: g(1) }";
    assert_eq!(outcome(warning), ("a { b: 1; c: 1; }".to_owned(), 2));
    let unique = "@function f() { @return unique-id(); } a { b: f() == f() }";
    assert_eq!(css(unique), "a { b: false; }");
}

#[test]
fn a_function_sees_the_rule_it_is_called_in() {
    assert_eq!(css("@function f() { @return '#{&}'; } a { x: f() } b { x: f() }"), "a { x: \"a\"; } b { x: \"b\"; }");
}

#[test]
fn arguments_that_are_equal_but_look_otherwise_are_told_apart() {
    let look = "@function f($x) { @return $x; } a { b: f(red) f(#f00) f('q') f(q) f(1in) f(96px) f(a b) f((a, b)) }";
    assert_eq!(css(look), "a { b: red #f00 \"q\" q 1in 96px a b a, b; }");
    let close = "@function f($x) { @return ($x - 1) * 1e12 > 1; } a { b: f(1) f(1.000000000005) }";
    assert_eq!(css(close), "a { b: false true; }");
    let named = "@function f($x: 1, $y: 2) { @return $x - $y; } a { b: f($x: 5) f($y: 5) f(5) }";
    assert_eq!(css(named), "a { b: 3 -4 3; }");
}

#[test]
fn a_function_within_a_rule_sees_its_variables() {
    let sheet = "@function call-it($f) { @return call($f); }
        a { $v: 1; @function f() { @return $v; } b: call-it(get-function(f)); $v: 2; c: call-it(get-function(f)); }";
    assert_eq!(css(sheet), "a { b: 1; c: 2; }");
}

#[test]
fn a_result_comes_back_with_the_values_that_it_was_found_with() {
    let sheet = "$g: 1; $none: 0; @function f($a...) { @return nth($a, 1) + $g; }
        @function at($map, $key) { @return map-get($map, $key) + f(1); }
        @mixin set($to) { $g: $to !global; }";
    let uses = "a { b: f(1); @include set(5); c: f(1); @include set(1); d: f(1); e: at((x: 1), x); f: at((x: 2), x);
        @include set(7); g: at((x: 2), x); h: at((y: 1, x: 2), x) }";
    assert_eq!(css(&format!("{sheet} {uses}")), "a { b: 2; c: 6; d: 2; e: 3; f: 4; g: 10; h: 10; }");
    let slash = "@function f($x) { @return inspect($x); } a { b: f((1/2 1/4)); c: f((0.5 0.25)); d: f((1/2 1/4)) }";
    assert_eq!(css(slash), "a { b: 1/2 1/4; c: 0.5 0.25; d: 1/2 1/4; }");
    let named = "@function f($a...) { @return inspect(keywords($a)); } a { b: f($x: 1); c: f($x: 2); d: f() }";
    assert_eq!(css(named), "a { b: (x: 1); c: (x: 2); d: (); }");
    let separated = "@function f($a...) { @return list-separator($a); } a { b: f((1 2)...); c: f((1, 2)...) }";
    assert_eq!(css(separated), "a { b: space; c: comma; }");
}

#[test]
fn a_mixin_makes_its_declarations_anew() {
    let sheet = "$g: 1; @mixin m($x, $nested: false) { v: $x + $g; @if $nested { n { d: $x } } w: length($x) }";
    assert_eq!(
        css(&format!("{sheet} a {{ @include m(1) }} b {{ @include m(1); c {{ d: e }} @include m(1) }}")),
        "a { v: 2; w: 1; } b { v: 2; w: 1; } b c { d: e; } b { v: 2; w: 1; }"
    );
    assert_eq!(
        css(&format!("{sheet} a {{ @include m(1); $g: 2 !global; @include m(1) }} b {{ @include m(1, true) }}")),
        "a { v: 2; w: 1; v: 3; w: 1; } b { v: 3; } b n { d: 1; } b { w: 1; }"
    );
    let nested = "@mixin m($x) { b: $x } a { @include m(1); font: { @include m(1) } @media print { @include m(1) } }
        @keyframes k { from { @include m(1) } } c { @include m(1) }";
    assert_eq!(
        css(nested),
        "a { b: 1; font-b: 1; } @media print { a { b: 1; } } @keyframes k { from { b: 1; } } c { b: 1; }"
    );
    let parent = "@mixin m { b: inspect(&) } a { @include m } c { @include m }";
    assert_eq!(css(parent), "a { b: (a,); } c { b: (c,); }");
    let counting = "$n: 0; @mixin m { $n: $n + 1 !global; b: $n } a { @include m; @include m }";
    assert_eq!(css(counting), "a { b: 1; b: 2; }");
    let extending = "x { y: z } @mixin m { @extend x; b: c } a { @include m } d { @include m }";
    assert_eq!(css(extending), "x, d, a { y: z; } a { b: c; } d { b: c; }");
    let content = "@mixin m { b: c; @content } a { @include m } d { @include m { e: f } } g { @include m }";
    assert_eq!(css(content), "a { b: c; } d { b: c; e: f; } g { b: c; }");
    let (_, warnings) = outcome("@mixin m { @warn 'x'; b: c } a { @include m; @include m }");
    assert_eq!(warnings, 2);
}

#[test]
fn declarations_of_mixins_are_mapped_to_where_their_values_are_from() {
    let mappings = |text: &str| {
        let output = compile(&Source::new("main.scss", text), &Options::default(), &Memory::default());
        output.expect("the sheet is right").source_map.expect("there is a map").mappings
    };
    // The later values are other ones, so that nothing can have been kept of them.
    let passed = |last: u32| {
        format!("@mixin m($v) {{ b: $v }}\n$x: 1;\na {{ @include m($x) }}\n$x: {last};\na {{ @include m($x) }}")
    };
    assert_eq!(mappings(&passed(1)), mappings(&passed(2)));
    let read =
        |last: u32| format!("$g: 1;\n@mixin m {{ b: $g }}\na {{ @include m;\n $g:\n {last} !global;\n @include m }}");
    assert_eq!(mappings(&read(1)), mappings(&read(2)));
}
