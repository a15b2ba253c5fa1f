//! Hostile code: a megabyte of one opener, repeated, in every language. Nothing panics or gets lost, and time grows with
//! the length only.

#![expect(clippy::unwrap_used, reason = "a test may")]

use std::time::{Duration, Instant};

/// What opens something in some language, or nearly.
const OPENERS: &[&str] = &[
    "a ",
    "a b(",
    "(",
    "{",
    "[",
    "<",
    "<a ",
    "\"",
    "'",
    "`",
    "``` \n",
    "#{",
    "${",
    "{{",
    "{%",
    "/*",
    "(*",
    "//",
    "a:",
    "a: ",
    "- ",
    "\n",
    "\\",
    "&",
    "*",
    "**a ",
    "[a](",
    "!",
    "<<A\n",
    "$(",
    "@",
    "a.",
    "a<",
    "%{",
    "|",
    "x=1 ",
    "<%",
    "<?",
    "a\n===\n",
    "> ",
    "~~~\n",
    "_",
    "a *",
    "[a]: ",
    "]]>",
    "r#\"",
    "'a",
    "\"a\n",
    "if a (",
    "a,",
    ": ",
    "a$",
    "#if 0\n",
    "@a{b,c=",
    "<!--",
    "<![CDATA[",
    "</",
    "=begin\n",
    "<<a",
    "@\"",
    "$\"{",
    "f\"{",
    "%w(",
    "~s(",
    "a=",
    "`a",
    "``a",
    "a;",
    ");",
    "#[[",
    "[[",
    "[=[",
    "#|",
    "{-",
    "%{\n",
    "\"\"\"",
    "'''",
    "s(a",
    "q{",
    "<<'A'\n",
    "1.",
    "0x",
    "é",
    "\u{a0}",
    "A.",
    "::",
    "#",
    "%",
    "^",
    "=pod\n",
    "\t",
    " ",
    "\r\n",
    "a\n  ",
    "{ a",
    "a {",
    "@@ -1 ",
    "| a ",
    "1e",
    "--",
    ";",
    "$$",
];

/// The time that a lexer takes for an opener repeated to a length.
fn time(lexer: &hyde_rouge::Lexer, opener: &str, length: usize) -> Duration {
    let code = opener.repeat(length / opener.len());
    let began = (processor(), Instant::now());
    let covered: usize = lexer.lex(&code).iter().map(|(_, text)| text.len()).sum();
    assert_eq!(covered, code.len(), "{} {opener:?}", lexer.tag());
    match (began.0, processor()) {
        (Some(began), Some(now)) => now.saturating_sub(began),
        _ => began.1.elapsed(),
    }
}

/// What this thread has had of the processor, where the system tells it: a busy machine must not fail the test.
fn processor() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The best time of three.
fn best(lexer: &hyde_rouge::Lexer, opener: &str, length: usize) -> Duration {
    (0..3).map(|_| time(lexer, opener, length)).min().unwrap()
}

fn lexers() -> impl Iterator<Item = hyde_rouge::Lexer> {
    hyde_rouge::languages().map(|(tag, _)| hyde_rouge::find(tag).unwrap()).filter(hyde_rouge::Lexer::has_colours)
}

#[test]
fn time_grows_with_the_length_of_repeated_openers() {
    let mut wrong = Vec::new();
    for lexer in lexers() {
        for opener in OPENERS {
            // What is quick at this length is not looked at twice: quadratic time would show.
            if time(&lexer, opener, 1_000) < Duration::from_millis(4) {
                continue;
            }
            let (short, long) = (best(&lexer, opener, 1_000), best(&lexer, opener, 8_000));
            // Eight times as long; sixty-four times were quadratic. Clocks may be as coarse as four milliseconds.
            if long > short.max(Duration::from_millis(4)) * 30 {
                wrong.push(format!("{} {opener:?}: {short:?}, {long:?}", lexer.tag()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Too slow for every day without optimisation: `cargo test --release -p hyde-rouge --test hostile -- --ignored`.
#[test]
#[ignore = "a megabyte for each opener and language takes minutes"]
fn a_megabyte_of_each_opener_is_lexed_in_seconds() {
    for lexer in lexers() {
        for opener in OPENERS {
            let took = time(&lexer, opener, 1_000_000);
            assert!(took < Duration::from_secs(3), "{} {opener:?}: {took:?}", lexer.tag());
        }
    }
}
