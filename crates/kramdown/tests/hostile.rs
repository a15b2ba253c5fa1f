//! Text made to exhaust a parser: no stack overflow, no time beyond proportion.

use hyde_kramdown::{Options, to_html};
use std::time::Instant;

/// Nesting of every kind, far deeper than any document's.
#[test]
fn deep_nesting_ends() {
    let count = 20_000;
    let deep = [
        "<b>",
        "<div>",
        "<div markdown=\"1\">\n",
        "> ",
        "- ",
        "1. ",
        "<table><td markdown=\"1\">\n",
        "*a <i>",
        "[a](",
        "![",
        "[^a]: ",
    ];
    for piece in deep {
        to_html(&piece.repeat(count), &Options::jekyll(), None);
    }
    let nested: String = (0..400).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    to_html(&nested, &Options::jekyll(), None);
}

/// Ten times the text takes ten times the time, within a wide margin.
#[test]
fn unclosed_constructs_take_linear_time() {
    let pieces = [
        "[",
        "*",
        "_",
        "`",
        "<",
        ">",
        "|",
        "*a ",
        "**a ",
        "_a ",
        "``a` ",
        "[a](",
        "[]",
        "<!--",
        "```x\n\n",
        "{:",
        "{::comment} ",
        "[^1]",
        "$$a ",
        "~~a ",
        "*a `x*` ",
        "___QWE ___qwe ",
        "<a href=\"",
        "<script>",
        "[a](b \"c ",
        "<div><?",
        "x\n|",
    ];
    for piece in pieces {
        let text = piece.repeat(100_000 / piece.len());
        let start = Instant::now();
        to_html(&text, &Options::jekyll(), None);
        let seconds = start.elapsed().as_secs_f64();
        assert!(seconds < 20.0, "{piece:?} took {seconds:.1} s");
    }
}
