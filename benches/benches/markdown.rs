//! Markdown to HTML: hyde-kramdown beside pulldown-cmark and beside kramdown itself, on the same documents in one run.
//!
//! The documents are the `.md` and `.markdown` files below the folder that `HYDE_MARKDOWN` names, without front matter;
//! without it a generated corpus. Code is highlighted by nobody. Time is that of the processor where the system tells
//! it, so a busy machine does not count, and the best of some rounds. kramdown runs when `ruby` has it.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use hyde_benches::{Clock, ruby_seconds};
use hyde_kramdown::{Options, SyntaxHighlighter, to_html};
use std::path::Path;

const ROUNDS: usize = 5;

/// What Jekyll hands kramdown, with no highlighter.
const KRAMDOWN: &str = r#"
require "json"
require "kramdown"
require "kramdown-parser-gfm"
documents = JSON.parse($stdin.read)
options = {
  input: "GFM", auto_ids: true, toc_levels: "1..6", entity_output: "as_char", hard_wrap: false,
  smart_quotes: "lsquo,rsquo,ldquo,rdquo", footnote_nr: 1, syntax_highlighter: nil,
}
began = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
documents.each { |text| Kramdown::Document.new(text, options).to_html }
puts Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - began
"#;

fn main() {
    let documents = match std::env::var_os("HYDE_MARKDOWN") {
        Some(folder) => files(Path::new(&folder)),
        None => {
            println!("HYDE_MARKDOWN names no folder: the documents are generated");
            hyde_benches::documents(12_000_000)
        }
    };
    let size = documents.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    println!("{} documents, {size:.1} MB, best of {ROUNDS} rounds", documents.len());
    let mut options = Options::jekyll();
    options.syntax_highlighter = SyntaxHighlighter::None;
    let hyde = || documents.iter().map(|text| to_html(text, &options, None).html.len()).sum();
    let pulldown = |extensions| {
        let html = move |text: &String| {
            let mut html = String::with_capacity(text.len() * 3 / 2);
            pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(text, extensions));
            html.len()
        };
        documents.iter().map(html).sum()
    };
    let bare = || pulldown(pulldown_cmark::Options::empty());
    let full = || pulldown(extensions());
    let runs: [(&str, &dyn Fn() -> usize); 3] =
        [("hyde-kramdown", &hyde), ("pulldown-cmark, bare", &bare), ("pulldown-cmark, kramdown's constructs", &full)];
    let mut best = [f64::MAX; 3];
    // Round by round, so that what else the machine does meets all alike.
    for _ in 0..ROUNDS {
        for (best, (_, run)) in best.iter_mut().zip(runs) {
            let began = Clock::now();
            std::hint::black_box(run());
            *best = best.min(began.seconds());
        }
    }
    for (seconds, (name, _)) in best.iter().zip(runs) {
        let share = seconds / best[0];
        println!("{name:40} {:8.1} MB/s   hyde-kramdown has {share:5.2} times its throughput", size / seconds);
    }
    match kramdown(&documents) {
        Ok(seconds) => println!(
            "{:40} {:8.2} MB/s   hyde-kramdown has {:5.1} times its throughput",
            "kramdown",
            size / seconds,
            seconds / best[0]
        ),
        Err(reason) => println!("SKIPPED: kramdown itself was not measured: {reason}"),
    }
}

/// The extensions of pulldown-cmark for what kramdown reads without being asked.
fn extensions() -> pulldown_cmark::Options {
    use pulldown_cmark::Options as Extensions;
    Extensions::ENABLE_TABLES
        | Extensions::ENABLE_FOOTNOTES
        | Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TASKLISTS
        | Extensions::ENABLE_SMART_PUNCTUATION
        | Extensions::ENABLE_HEADING_ATTRIBUTES
        | Extensions::ENABLE_MATH
        | Extensions::ENABLE_DEFINITION_LIST
}

fn files(folder: &Path) -> Vec<String> {
    let mut documents = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries.flatten() {
            let path = entry.path();
            let markdown = path.extension().is_some_and(|ext| ext == "md" || ext == "markdown");
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            } else if markdown && let Ok(text) = std::fs::read_to_string(&path) {
                documents.push(without_front_matter(&text).to_owned());
            }
        }
    }
    documents
}

fn without_front_matter(text: &str) -> &str {
    let end = text.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n"));
    end.map_or(text, |end| &text[end + 9..])
}

/// The seconds that kramdown takes, or why it cannot be asked.
fn kramdown(documents: &[String]) -> Result<f64, String> {
    let json = serde_json::to_string(documents).map_err(|error| error.to_string())?;
    ruby_seconds(KRAMDOWN, &json)
}
