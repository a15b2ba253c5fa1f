//! Any text in any language: the tokens cover it without gaps, neighbours differ, and the HTML holds the same text.

#![no_main]

use hyde_rouge::{Formatter, find_fancy, languages};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, bool, &str)| {
    let (choice, guess, code) = input;
    let tags: Vec<&str> = languages().map(|(tag, _)| tag).collect();
    let name = if guess { "guess" } else { tags[usize::from(choice) % tags.len()] };
    let Some(lexer) = find_fancy(name, code) else { return };
    let tokens = lexer.lex(code);
    let mut text = String::with_capacity(code.len());
    let mut last = None;
    for (token, part) in tokens.iter() {
        assert!(!part.is_empty(), "an empty token");
        assert!(last != Some(token), "equal neighbours");
        last = Some(token);
        text.push_str(part);
    }
    assert_eq!(text, code);
    assert!(Formatter::html().format(&tokens).len() >= code.len());
});
