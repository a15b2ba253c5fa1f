//! Hostile code: one opener, repeated, in every language. Nothing panics or gets lost, and time grows with the length
//! only.

#![expect(clippy::unwrap_used, reason = "a test may")]

use std::sync::atomic::{AtomicUsize, Ordering};
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

/// How long the hostile code is, in bytes: `HYDE_HOSTILE=1000000 cargo test --release -p hyde-rouge --test hostile`
/// tries a megabyte of each.
fn length() -> usize {
    std::env::var("HYDE_HOSTILE").map_or(16_000, |length| length.parse().unwrap())
}

/// What a lexer makes of an opener, if that is slow.
fn slow(lexer: &hyde_rouge::Lexer, opener: &str, length: usize) -> Option<String> {
    // Eight hundred bytes in a millisecond are no trouble, not even without optimisation.
    let quick = Duration::from_micros(length as u64 * 5 / 4);
    if time(lexer, opener, length) < quick {
        return None;
    }
    let (short, long) = (best(lexer, opener, length / 8), best(lexer, opener, length));
    // Eight times as long; sixty-four times were quadratic. Clocks may be as coarse as four milliseconds.
    (long > quick && long > short.max(Duration::from_millis(4)) * 20)
        .then(|| format!("{} {opener:?}: {short:?}, {long:?}", lexer.tag()))
}

#[test]
fn time_grows_with_the_length_of_repeated_openers() {
    let (length, lexers) = (length(), lexers().collect::<Vec<_>>());
    let next = AtomicUsize::new(0);
    let work = || {
        let mut wrong = Vec::new();
        while let Some(lexer) = lexers.get(next.fetch_add(1, Ordering::Relaxed)) {
            wrong.extend(OPENERS.iter().filter_map(|opener| slow(lexer, opener, length)));
        }
        wrong
    };
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
