//! Text made to exhaust a parser: no stack overflow, no time beyond proportion.

use hyde_kramdown::{Options, to_html};
use std::time::Instant;

/// What is repeated to make a hostile text.
const PIECES: &[&str] = &[
    "[",
    "]",
    "*",
    "_",
    "`",
    "<",
    ">",
    "|",
    "~",
    "$",
    "\\",
    "{",
    "}",
    ":",
    "^",
    "&",
    "\"",
    "'",
    "#",
    "=",
    "-",
    "!",
    "(",
    " ",
    "\t",
    "\n",
    "*a ",
    "**a ",
    "_a ",
    "a_ ",
    "*a* ",
    "``a` ",
    "`a",
    "[a](",
    "[]",
    "[a]",
    "[a] ",
    "![",
    "](",
    "![a](b) ",
    "[![a](b)",
    "[a](b",
    "[a](b \"",
    "[a][",
    "(a",
    "<!--",
    "<a ",
    "<a b=\"",
    "<a b='\" ",
    "</a",
    "</div>",
    "<?",
    "<![CDATA[",
    "```x\n\n",
    "~~~\n",
    "~~~`a\n\n",
    "{:",
    "{: ",
    "{:a}",
    "{:.a}\n",
    "{:.a",
    "{: a=\"",
    "{:a: ",
    "\\}",
    "{:\\}",
    "{::",
    "{:/",
    "{::comment}",
    "{::comment} ",
    "{::comment}\n",
    "{:/comment}\n",
    "{::nomarkdown}\n\n",
    "{::options a=\"b\" /}\n",
    ":::",
    ": a\n",
    "a\n: b\n",
    "a\n\n: b\n\n",
    "[^1]",
    "[^",
    "[^1]: ",
    "[^1]: a\n",
    "$$",
    "$$a ",
    "\\$$",
    "\n$$a",
    "~~a ",
    "~~",
    "*a `x*` ",
    "*_",
    "___QWE ___qwe ",
    "__a_ *b** ",
    "<a href=\"",
    "<b>",
    "<b></i>",
    "<script>",
    "<style>\n",
    "[a](b \"c ",
    "<div><?",
    "<div>",
    "<div>\n",
    "<div markdown=\"1\">",
    "<div markdown=\"1\">\n",
    "<p markdown=\"block\">\n\n",
    "x\n|",
    "| a\n",
    "|-\n",
    "|a|b\n\n",
    "a | `b\n",
    "|<code>",
    "> ",
    "> a\n",
    ">\n",
    ">> a\n> b\n",
    "- ",
    "- a\n",
    "* a\n\n",
    "1. ",
    "1. a\n\n   b\n",
    "- - a\n",
    "- > ",
    "> - ",
    "> 1. - ",
    "+ {:.a} ",
    "- [ ] a\n",
    "    a\n",
    "    a\nb\n",
    "\n    \n",
    "^\n",
    "- a\n^\n",
    "# a\n",
    "# a {#b}\n",
    "a\n===\n",
    "---\n",
    "* * *\n",
    "[a]: b\n",
    "[a]: <b",
    "[a]: b \"c\n",
    "[a]:",
    "*[a]: b\n",
    "*[a]:",
    "a*[a]",
    "<a@b.c>",
    "<http://a",
    "http://a ",
    "&#",
    "&a;",
    "&amp;",
    "a\"b\" 'c' ",
    "-- ... << >> ",
    "a  \n",
    "a\\\n",
    "é\u{a0}",
    "日本",
    "\u{0}",
    "\r\n",
    "{:toc}\n",
    "* {:toc}\n",
    "- a\n{:toc}\n\n",
    "<a id=\"\"\"",
    "<img alt='<' title='\"\"\"'>",
];

/// Texts that differ from line to line.
fn numbered() -> Vec<(&'static str, fn(usize) -> String)> {
    fn lines(size: usize, line: impl Fn(usize) -> String) -> String {
        let mut text = String::with_capacity(size + 64);
        let mut number = 0;
        while text.len() < size {
            text.push_str(&line(number));
            number += 1;
        }
        text
    }
    vec![
        ("link definitions", |size| lines(size, |n| format!("[id{n}]: /u{n} \"t\"\n[id{n}] "))),
        ("footnotes", |size| lines(size, |n| format!("a[^{n}]\n\n[^{n}]: b\n\n"))),
        ("footnotes used twice", |size| lines(size, |n| format!("a[^{n}] b[^{n}]\n\n[^{n}]: b[^{}]\n\n", n + 1))),
        ("one footnote", |size| format!("[^1]: b\n\n{}", "a[^1] ".repeat(size / 6))),
        ("abbreviations", |size| lines(size, |n| format!("A{n} B\n\n*[A{n}]: c\n"))),
        ("abbreviations of many lengths", |size| {
            let names = lines(size / 4, |n| format!("*[{}]: c\n", "a".repeat(n + 1)));
            format!("{names}\n{}", "aaa ".repeat(size * 3 / 16))
        }),
        ("abbreviations with blanks", |size| {
            format!("{}\n{}", lines(size / 2, |n| format!("*[a b{n}]: c\n")), "a b ".repeat(size / 8))
        }),
        ("equal headers", |size| "## a\n\n".repeat(size / 6)),
        ("equal headers with contents", |size| format!("* toc\n{{:toc}}\n\n{}", "## a\n\n".repeat(size / 6))),
        ("headers in turn with contents", |size| format!("* toc\n{{:toc}}\n\n{}", "## a\n#### b\n".repeat(size / 12))),
        ("attribute definitions", |size| lines(size, |n| format!("{{:a{n}: .b{n}}}\na\n{{:a{n}}}\n\n"))),
        ("one attribute definition over and over", |size| lines(size, |n| format!("{{:a: .b{n}}}\n"))),
        ("classes on one block", |size| format!("a\n{}", lines(size, |n| format!("{{:.b{n}}}\n")))),
        ("attributes on one block", |size| format!("a\n{{:{}}}\n", lines(size, |n| format!(" a{n}=\"b\"")))),
        ("attributes on one tag", |size| format!("<div{}>\n</div>\n", lines(size, |n| format!(" a{n}=\"b\"")))),
        ("classes on one span", |size| format!("*a*{}", lines(size, |n| format!("{{:.b{n}}}")))),
        ("a table of many columns", |size| format!("{0}\n{1}\n{0}\n", "|a".repeat(size / 6), "|-".repeat(size / 6))),
        ("a wide table with short rows", |size| format!("{}\n{}", "|a".repeat(50), "|a\n".repeat(size / 3))),
        ("a table of many rows", |size| "|a|b\n".repeat(size / 5)),
        ("an unclosed table", |size| format!("{}x", "|a|b\n".repeat(size / 5))),
        ("tables that are none", |size| "|a|b\nx\n\n".repeat(size / 8)),
        ("nested lists", |size| {
            let line = |n: usize| format!("{}- a\n", "  ".repeat(n % 60));
            lines(size, line)
        }),
        ("ever deeper lists", |size| {
            let mut text = String::new();
            let mut depth = 0;
            while text.len() < size {
                text.push_str(&format!("{}- a\n", "  ".repeat(depth)));
                depth += 1;
            }
            text
        }),
        ("ever longer runs of backticks", |size| {
            let mut text = String::new();
            let mut run = 1;
            while text.len() < size {
                text.push_str(&"`".repeat(run));
                text.push_str(" a ");
                run += 1;
            }
            text
        }),
        ("ever longer fences", |size| {
            let mut text = String::new();
            let mut run = 3;
            while text.len() < size {
                text.push_str(&"`".repeat(run));
                text.push_str("\n\n");
                run += 1;
            }
            text
        }),
        ("deep quotes", |size| "> ".repeat(size / 2)),
        ("deep quotes line by line", |size| format!("{}a\n", "> ".repeat(60)).repeat(size / 122)),
        ("deep lists on every line", |size| format!("{}a\n", "- ".repeat(60)).repeat(size / 122)),
        ("elements in a line", |size| format!("a {}{}", "<b>".repeat(size / 7), "</b>".repeat(size / 7))),
        ("elements", |size| format!("{}{}", "<div>".repeat(size / 11), "</div>".repeat(size / 11))),
        ("emphasis in emphasis", |size| format!("{}{}", "*a **b ".repeat(size / 13), "c** d*".repeat(size / 13))),
        ("links in brackets", |size| format!("{}{}", "[".repeat(size / 8), "a](b)".repeat(size / 8))),
        ("quotes in an attribute", |size| format!("<a title='{}<'>b</a>", "\"".repeat(size))),
        ("quotes in a title", |size| format!("[a](b \"{}<\")", "\"c".repeat(size / 2))),
        ("parentheses in a link", |size| format!("[a]({}{})", "(".repeat(size / 2), ")".repeat(size / 2))),
        ("ampersands", |size| format!("a {};", "&a".repeat(size / 2))),
    ]
}

/// Seconds that this thread has had of a processor where the system tells, else those of the clock.
fn seconds(work: impl FnOnce()) -> f64 {
    let processor = || {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        text.split(' ').next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e9)
    };
    let (before, clock) = (processor(), Instant::now());
    work();
    match (before, processor()) {
        (Some(before), Some(after)) => after - before,
        _ => clock.elapsed().as_secs_f64(),
    }
}

fn texts(size: usize) -> Vec<(String, String)> {
    let repeated = PIECES.iter().map(|piece| (format!("{piece:?}"), piece.repeat(size / piece.len())));
    let written = numbered().into_iter().map(|(name, text)| (name.to_string(), text(size)));
    repeated.chain(written).collect()
}

fn time(text: &str) -> f64 {
    seconds(|| {
        to_html(text, &Options::jekyll(), None);
    })
}

/// Rows are filled up to the widest one, but not without end.
#[test]
fn a_table_of_short_rows_does_not_fill_the_memory() {
    let text = format!("{}\n{}", "|a".repeat(20_000), "|a\n".repeat(20_000));
    let output = to_html(&text, &Options::jekyll(), None);
    assert!(output.html.len() < 200_000_000);
    assert!(output.warnings.iter().any(|warning| warning.message.contains("too large")));
}

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
        "~~a <b>",
        ": a\n: ",
        "> - <div markdown=\"1\">\n",
        "<dl markdown=\"1\"><dt>",
        "*a **b ",
    ];
    for piece in deep {
        to_html(&piece.repeat(count), &Options::jekyll(), None);
    }
    to_html(&format!("{}a{}", "![".repeat(count), "](b)".repeat(count)), &Options::jekyll(), None);
    let nested: String = (0..400).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    to_html(&nested, &Options::jekyll(), None);
}

/// Twice the text takes about twice the time.
#[test]
fn hostile_text_takes_linear_time() {
    let mut slow = Vec::new();
    for ((name, small), (_, large)) in texts(10_000).into_iter().zip(texts(40_000)) {
        // What is quick is fast enough, and too quick to be measured. What looks slow gets three chances: another
        // process may have been in the way.
        let suspect = |_: usize| {
            let long = time(&large);
            (long > 0.1 && long > 7.0 * time(&small)).then_some(long)
        };
        if let Some(long) = (0..3).map(suspect).collect::<Option<Vec<f64>>>() {
            slow.push(format!("{name}: {:.2} s for 40 KB, not in proportion to 10 KB", long[0]));
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// Says how long a megabyte of each takes. Run with `--release -- --ignored --nocapture`.
#[test]
#[ignore = "takes a while and is for reading"]
fn a_megabyte_of_each() {
    let mut slow = Vec::new();
    for ((name, small), (_, large)) in texts(250_000).into_iter().zip(texts(1_000_000)) {
        let (short, long) = (time(&small), time(&large));
        println!("{long:8.3} s  {:6.1} times a quarter of it  {name}", long / short);
        if long > 0.5 && long > 8.0 * short {
            slow.push(name);
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
