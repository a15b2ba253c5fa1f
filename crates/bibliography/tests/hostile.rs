//! Inputs made to hurt: nothing panics, and twice the text takes about twice the time.

use hyde_bibliography::csl::{Locale, Previous, Processor, Style};
use hyde_bibliography::{Bibliography, DEFAULT_FILTERS, EntrySettings, Names, ParseOptions, Query, latex, parse_namae};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../plugins/src/scholar/csl");

fn read(name: &str) -> String {
    std::fs::read_to_string(format!("{FOLDER}/{name}")).expect("the file is bundled")
}

struct Rendering {
    style: Style,
    locale: Locale,
}

impl Rendering {
    fn new() -> Self {
        let style = Style::from_xml(&read("apa.csl")).expect("apa is sound");
        Self { style, locale: Locale::from_xml(&read("locales-en-US.xml")).expect("the locale is sound") }
    }

    /// Does with a text all that a site can ask for.
    fn exercise(&self, text: &str) -> usize {
        let mut length = Names::parse(text).to_string().len() + parse_namae(text).len() + latex::decode(text).len();
        let _ = Query::parse(text);
        let Ok(mut file) = Bibliography::parse(text, &ParseOptions::default()) else { return length };
        file.replace_strings();
        file.join();
        let processor = Processor::new(&self.style, &self.locale);
        let mut previous = Previous::default();
        for (index, entry) in file.entries().enumerate() {
            length += entry.context(&EntrySettings::default()).len();
            length += file.reference(entry, Some(index), &processor, &DEFAULT_FILTERS, &mut previous).len();
        }
        file.remove_duplicates(&["title", "year"]);
        length
    }
}

/// The time this thread has worked, where the system tells; otherwise the time that has passed.
fn spent() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let worked = told.and_then(|text| text.split_whitespace().next()?.parse().ok());
    worked.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// What is repeated, with what stands before and after it.
const HOSTILE: &[(&str, &str, &str)] = &[
    ("@misc{k, title = {", "{", ""),
    ("@misc{k, title = {", "{}", "}}"),
    ("@misc{k, title = {", "{{a}", "}}"),
    ("@misc{k, title = ", "\"a\" # ", "\"b\"}"),
    ("", "@misc{k, title = {x}}\n", ""),
    ("", "@misc{k, ", ""),
    ("", "@", ""),
    ("", "@string{a = a # a}\n", "@misc{k, title = a}"),
    ("@misc{k, author = {", "A and ", "B}}"),
    ("@misc{k, author = {", "a, ", "B}}"),
    ("@misc{k, author = {", "van ", "B}}"),
    ("@misc{k, title = {", "\\'", "e}}"),
    ("@misc{k, title = {", "\\textit{", "}}"),
    ("@misc{k, title = {", "$", "}}"),
    ("@misc{k, title = {", "\"", "}}"),
    ("@misc{k, pages = {", "1-", "}}"),
    ("@misc{k, pages = {", "9", "}, year = {99999999999999999999}}"),
    ("@misc{k, year = {", "1/", "}}"),
    ("@misc{k, crossref = {k}, title = {", "a ", "}}"),
    ("@comment{", "{", ""),
    ("", "%\n", ""),
    ("@misc{k", ", a = {b}", "}"),
    ("@*[", "a=b && ", "c=d]"),
    ("@*[a=", "(", ")]"),
];

#[test]
fn repeated_text_takes_linear_time() {
    let rendering = Rendering::new();
    let mut wrong = Vec::new();
    for (before, middle, after) in HOSTILE {
        let time = |size: usize| {
            let text = format!("{before}{}{after}", middle.repeat(size / middle.len()));
            let start = spent();
            rendering.exercise(&text);
            spent().saturating_sub(start)
        };
        // Sixteen times the text: linear work takes about sixteen times as long, quadratic 256 times. A disturbed
        // measurement gets another try.
        let mut tries: Vec<(Duration, Duration)> = Vec::new();
        let holds = (0..3).any(|_| {
            let (short, long) = (time(2_000), time(32_000));
            tries.push((short, long));
            long < Duration::from_millis(60) || long < short * 80
        });
        if !holds {
            wrong.push(format!("{before:?} {middle:?}: {tries:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn strings_that_double_each_other_stay_small() {
    let mut text = String::from("@string{a0 = \"xxxxxxxxxx\"}\n");
    for n in 1..64 {
        text.push_str(&format!("@string{{a{n} = a{} # a{}}}\n", n - 1, n - 1));
    }
    text.push_str("@misc{k, title = a63}\n");
    Rendering::new().exercise(&text);
}

#[test]
fn mutated_files_do_not_panic() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/cases/bib.json");
    let cases: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).expect("the cases are there")).expect("they are JSON");
    let seeds: Vec<&str> = cases.as_array().expect("a list").iter().filter_map(|case| case["input"].as_str()).collect();
    let rendering = Rendering::new();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(below.max(1)).expect("it fits")).expect("it fits")
    };
    const BITS: [&str; 16] =
        ["{", "}", "\"", "#", ",", "=", "@", "\\", "%", "and", "\u{301}", "é", "$", "~", "\n", "@string{x = x # x}"];
    for round in 0..400 {
        let mut text: Vec<char> = seeds[round % seeds.len()].chars().collect();
        for _ in 0..=next(5) {
            let at = next(text.len() + 1);
            match next(3) {
                0 if at < text.len() => drop(text.remove(at)),
                1 => drop(text.splice(at..at, BITS[next(BITS.len())].chars())),
                _ => {
                    let from = next(at + 1);
                    let part: Vec<char> = text[from..at].to_vec();
                    text.splice(at..at, part);
                }
            }
        }
        rendering.exercise(&text.into_iter().collect::<String>());
    }
}
