//! How long a large bibliography takes; run with `cargo test --release -p hyde-bibliography --test speed -- --ignored`.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use hyde_bibliography::csl::{Locale, Previous, Processor, Style};
use hyde_bibliography::{Bibliography, DEFAULT_FILTERS, EntrySettings, ParseOptions};

#[test]
#[ignore = "meaningful in release builds only"]
fn five_thousand_entries_take_less_than_a_second() {
    let mut text = String::new();
    for n in 0..5000 {
        let year = 1980 + n % 45;
        write!(
            text,
            "@article{{key{n},\n  author = {{Lindqvist, Vera Anna and Oduya, Tom{{\\'a}}s and van der Berg, Karel}},\n  \
             title = {{Measuring the {{Slack}} Tide \\& Number {n}}},\n  journal = {{Journal of Oceanography}},\n  \
             volume = {{12}}, number = {{3}}, pages = {{101--119}}, year = {{{year}}}, month = mar, doi = {{10.9/{n}}}\n}}\n"
        )
        .expect("strings take everything");
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../plugins/src/scholar/csl");
    let read = |name: &str| std::fs::read_to_string(format!("{folder}/{name}")).expect("the file is bundled");
    let style = Style::from_xml(&read("apa.csl")).expect("apa is sound");
    let locale = Locale::from_xml(&read("locales-en-US.xml")).expect("the locale is sound");
    let start = Instant::now();
    let mut file = Bibliography::parse(&text, &ParseOptions::default()).expect("the entries are sound");
    file.replace_strings();
    file.join();
    let parsed = start.elapsed();
    let processor = Processor::new(&style, &locale);
    let mut length = 0;
    let mut previous = Previous::default();
    for (index, entry) in file.entries().enumerate() {
        length += file.reference(entry, Some(index), &processor, &DEFAULT_FILTERS, &mut previous).len();
        length += entry.context(&EntrySettings::default()).len();
    }
    let all = start.elapsed();
    assert!(length > 0);
    assert!(all < Duration::from_secs(1), "parsed in {parsed:?}, all in {all:?}");
}
