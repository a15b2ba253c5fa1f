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
