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

/// The time of the best of two runs over an opener repeated to a length.
fn time(lexer: &hyde_rouge::Lexer, opener: &str, length: usize) -> Duration {
    let code = opener.repeat(length / opener.len());
    let run = || {
        let began = Instant::now();
        let covered: usize = lexer.lex(&code).iter().map(|(_, text)| text.len()).sum();
        assert_eq!(covered, code.len(), "{} {opener:?}", lexer.tag());
        began.elapsed()
    };
    run().min(run())
}

fn lexers() -> impl Iterator<Item = hyde_rouge::Lexer> {
    hyde_rouge::languages().map(|(tag, _)| hyde_rouge::find(tag).unwrap()).filter(hyde_rouge::Lexer::has_colours)
}

#[test]
fn time_grows_with_the_length_of_repeated_openers() {
    let mut wrong = Vec::new();
    for lexer in lexers() {
        for opener in OPENERS {
            let short = time(&lexer, opener, 8_000);
            // What is quick at this length is not looked at twice: quadratic time would show.
            if short < Duration::from_micros(2_500) {
                continue;
            }
            let long = time(&lexer, opener, 32_000);
            if long > short * 9 {
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
