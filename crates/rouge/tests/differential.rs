//! Code blocks of real sites against Rouge itself: the share of blocks with the same HTML, per language.
//!
//! `HYDE_SNIPPETS=blocks.json cargo test --release -p hyde-rouge --test differential -- --nocapture`: the file holds a
//! list of objects with `lang`, `code` and, where it was recorded, Rouge's `html`; the others are given to `ruby`.
//! `HYDE_ONLY=ruby,yaml` looks at some languages only, `HYDE_SHOW=5` shows so many differences of each. Without
//! `HYDE_SNIPPETS` nothing is compared.

#![expect(clippy::unwrap_used, reason = "a test may")]

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value as Json;

/// The share of blocks, in hundredths, that must be the same over all languages.
const WANTED: f64 = 98.0;

const ROUGE: &str = r#"
require "json"
require "rouge"
formatter = Rouge::Formatters::HTML.new
puts JSON.generate(JSON.parse($stdin.read).map { |lang, code|
  lexer = Rouge::Lexer.find_fancy(lang, code)
  lexer && formatter.format(lexer.lex(code))
})
"#;

struct Block {
    tag: &'static str,
    lang: String,
    code: String,
    html: Option<String>,
}

fn blocks(path: &str) -> Vec<Block> {
    let text = std::fs::read_to_string(path).unwrap();
    let list: Vec<Json> = serde_json::from_str(&text).unwrap();
    let only = std::env::var("HYDE_ONLY").unwrap_or_default();
    let block = |entry: &Json| {
        let (lang, code) = (entry["lang"].as_str()?, entry["code"].as_str()?);
        let tag = hyde_rouge::find(lang)?.tag();
        let wanted = only.is_empty() || only.split(',').any(|name| name == tag);
        let html = entry["html"].as_str().map(str::to_owned);
        wanted.then(|| Block { tag, lang: lang.to_owned(), code: code.to_owned(), html })
    };
    list.iter().filter_map(block).collect()
}

/// Asks Rouge for what was not recorded.
fn ask(blocks: &mut [Block]) {
    let open: Vec<&mut Block> = blocks.iter_mut().filter(|block| block.html.is_none()).collect();
    if open.is_empty() {
        return;
    }
    let pairs: Vec<(&str, &str)> = open.iter().map(|block| (block.lang.as_str(), block.code.as_str())).collect();
    let json = serde_json::to_string(&pairs).unwrap();
    let mut ruby =
        Command::new("ruby").args(["-e", ROUGE]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    ruby.stdin.take().unwrap().write_all(json.as_bytes()).unwrap();
    let output = ruby.wait_with_output().unwrap();
    let html: Vec<Option<String>> = serde_json::from_slice(&output.stdout).expect("ruby has Rouge");
    for (block, html) in open.into_iter().zip(html) {
        block.html = html;
    }
}

/// What stands around the first difference.
fn around(text: &str, other: &str) -> String {
    let same = text.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let edge = |at: usize, step: isize| {
        let mut at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at = at.saturating_add_signed(step);
        }
        at
    };
    text[edge(same.saturating_sub(70), -1)..edge(same + 90, 1)].to_owned()
}

#[test]
fn blocks_of_real_sites_are_the_same_as_rouges() {
    let Ok(path) = std::env::var("HYDE_SNIPPETS") else {
        println!("differential: skipped, HYDE_SNIPPETS names no file of blocks");
        return;
    };
    let show: usize = std::env::var("HYDE_SHOW").ok().and_then(|number| number.parse().ok()).unwrap_or(0);
    let mut blocks = blocks(&path);
    ask(&mut blocks);
    let mut table: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for block in &blocks {
        let Some(want) = &block.html else { continue };
        let got = hyde_rouge::highlight(&block.code, &block.lang).unwrap();
        let (all, same) = table.entry(block.tag).or_default();
        *all += 1;
        *same += usize::from(got == *want);
        if got != *want && *all - *same <= show {
            println!("{}\n  want {:?}\n  got  {:?}", block.tag, around(want, &got), around(&got, want));
        }
    }
    let mut rows: Vec<_> = table.into_iter().collect();
    rows.sort_by_key(|(_, (all, _))| std::cmp::Reverse(*all));
    let share = |all: usize, same: usize| same as f64 * 100.0 / all.max(1) as f64;
    for (tag, (all, same)) in &rows {
        let plain = hyde_rouge::find(tag).is_none_or(|lexer| !lexer.has_colours());
        println!("{tag:20} {same:6} of {all:6} {:6.1} %{}", share(*all, *same), if plain { "  plain" } else { "" });
    }
    let (all, same) = rows.iter().fold((0, 0), |sum, (_, row)| (sum.0 + row.0, sum.1 + row.1));
    println!("{:20} {same:6} of {all:6} {:6.1} %", "together", share(all, same));
    assert!(share(all, same) >= WANTED, "fewer than {WANTED} % of the blocks are the same");
}
