//! Any text as a stylesheet in any syntax and style: it compiles or fails, twice alike.

#![no_main]

use hyde_sass::{Memory, Options, Source, Style, Syntax, compile};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((bits, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let syntax = [Syntax::Scss, Syntax::Indented, Syntax::Css][usize::from(bits % 3)];
    let style = if bits & 8 == 0 { Style::Expanded } else { Style::Compressed };
    let options = Options::default().style(style).verbose(bits & 16 != 0).step_limit(20_000);
    // The text can use and import itself.
    let loader = Memory::from([("_a.scss", text), ("_b.sass", text), ("c.css", text)]);
    let source = Source::new("main.scss", text).syntax(syntax);
    let first = compile(&source, &options, &loader);
    let second = compile(&source, &options, &loader);
    match (first, second) {
        (Ok(first), Ok(second)) => {
            assert_eq!(first.css, second.css, "the same stylesheet gives the same CSS");
            assert_eq!(first.source_map, second.source_map, "and the same map");
        }
        (Err(first), Err(second)) => assert_eq!(first.to_string(), second.to_string(), "the same stylesheet fails alike"),
        _ => panic!("the same stylesheet compiles once and fails once"),
    }
});
