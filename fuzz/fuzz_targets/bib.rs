//! Any text as a `.bib` file: entries, names, LaTeX, queries and references come out, or an error.
#![no_main]

use hyde_bibliography::csl::{Locale, Previous, Processor, Style};
use hyde_bibliography::{Bibliography, DEFAULT_FILTERS, EntrySettings, Names, ParseOptions, Query, latex, parse_namae};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static STYLE: LazyLock<Style> = LazyLock::new(|| {
    Style::from_xml(include_str!("../../crates/plugins/src/scholar/csl/apa.csl")).expect("the style is sound")
});
static LOCALE: LazyLock<Locale> = LazyLock::new(|| {
    Locale::from_xml(include_str!("../../crates/plugins/src/scholar/csl/locales-en-US.xml")).expect("it is sound")
});

fuzz_target!(|text: &str| {
    let _ = (Names::parse(text), parse_namae(text), latex::decode(text), Query::parse(text));
    let Ok(mut file) = Bibliography::parse(text, &ParseOptions::default()) else { return };
    file.replace_strings();
    file.join();
    let processor = Processor::new(&STYLE, &LOCALE);
    let mut previous = Previous::default();
    for (index, entry) in file.entries().enumerate() {
        let _ = entry.context(&EntrySettings::default());
        let _ = file.reference(entry, Some(index), &processor, &DEFAULT_FILTERS, &mut previous);
    }
    file.remove_duplicates(&["title", "year"]);
});
