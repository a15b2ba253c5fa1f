//! Any text as Markdown, under any options: it becomes HTML, its tree is sound, and its size stays in proportion.

#![no_main]

use hyde_kramdown::{
    CodeKind, HighlightOptions, Highlighter, Input, Kind, MathEngine, NodeId, Options, Tree, parse, smartify,
};
use libfuzzer_sys::fuzz_target;

/// Takes every language for known.
struct Echo;

impl Highlighter for Echo {
    fn highlight(&self, code: &str, _: &str, _: CodeKind, _: &HighlightOptions) -> Option<String> {
        Some(code.replace('&', "&amp;").replace('<', "&lt;"))
    }
}

/// Options chosen by the bits of two bytes.
fn options(bits: u16) -> Options {
    let on = |bit: u16| bits & (1 << bit) != 0;
    let options = if on(0) { Options::new() } else { Options::jekyll() };
    let mut options = options
        .input(if on(1) { Input::Kramdown } else { Input::Gfm })
        .auto_ids(!on(2))
        .hard_wrap(on(3))
        .parse_block_html(on(4))
        .parse_span_html(!on(5))
        .html_to_native(on(6))
        .math_engine(if on(7) { MathEngine::None } else { MathEngine::MathJax })
        .header_offset(i64::from(bits >> 13));
    for (bit, name, value) in [
        (8, "auto_id_stripping", "true"),
        (9, "entity_output", "numeric"),
        (10, "footnote_backlink_inline", "true"),
        (11, "transliterated_header_ids", "true"),
        (12, "remove_line_breaks_for_cjk", "true"),
    ] {
        if on(bit) {
            options.set(name, value).expect("the option exists");
        }
    }
    options
}

/// Counts the nodes below `id`; each has its one place, and nothing is left that parsing should have taken away.
fn count(tree: &Tree, id: NodeId, seen: &mut std::collections::HashSet<NodeId>) -> usize {
    assert!(seen.insert(id), "a node stands twice in the tree");
    assert!(!matches!(tree.node(id).kind, Kind::RawText(_)), "text is left unparsed");
    1 + tree.children(id).map(|child| count(tree, child, seen)).sum::<usize>()
}

fuzz_target!(|data: &[u8]| {
    let Some((bits, text)) = data.split_first_chunk::<2>() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let options = options(u16::from_le_bytes(*bits));
    let document = parse(text, &options);
    count(document.tree(), document.tree().root(), &mut std::collections::HashSet::new());
    let first = document.to_html(Some(&Echo));
    assert_eq!(first, document.to_html(Some(&Echo)), "the same document gives the same HTML");
    smartify(text, &options);
});
