//! Highlighting: hyde-rouge beside Rouge itself, on the same snippets in one run, lexing and HTML together.
//!
//! The snippets are those of the recorded cases in the eight languages written most on Jekyll sites, or those of the JSON
//! file that `HYDE_SNIPPETS` names: a list of objects with `lang` and `code`. Time is that of the processor where the
//! system tells it. Rouge runs when `ruby` has it.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use hyde_benches::{Clock, ruby_seconds};
use serde_json::Value as Json;

/// The tags of the languages, most used first.
const LANGUAGES: [&str; 8] = ["yaml", "html", "shell", "ruby", "javascript", "markdown", "liquid", "scss"];
const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/cases/rouge.json");
const SECONDS: f64 = 1.0;

const ROUGE: &str = r#"
require "json"
require "rouge"
snippets = JSON.parse($stdin.read)
formatter = Rouge::Formatters::HTML.new
snippets.first(50).each { |tag, code| formatter.format(Rouge::Lexer.find(tag).lex(code)) }
began = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
snippets.each { |tag, code| formatter.format(Rouge::Lexer.find(tag).lex(code)) }
puts Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - began
"#;

fn main() {
    let path = std::env::var("HYDE_SNIPPETS").unwrap_or_else(|_| CASES.to_owned());
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let list: Vec<Json> = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut snippets: Vec<(String, String)> = Vec::new();
    for snippet in &list {
        let (Some(lang), Some(code)) = (snippet["lang"].as_str(), snippet["code"].as_str()) else { continue };
        let Some(lexer) = hyde::rouge::find(lang).filter(|lexer| LANGUAGES.contains(&lexer.tag())) else { continue };
        snippets.push((lexer.tag().to_owned(), code.to_owned()));
    }
    for language in LANGUAGES {
        let own: Vec<_> = snippets.iter().filter(|(tag, _)| tag == language).cloned().collect();
        println!("{language:12} {:6} snippets {:8.1} MB/s", own.len(), throughput(&own));
    }
    let all = throughput(&snippets);
    println!("{:12} {:6} snippets {all:8.1} MB/s", "together", snippets.len());
    match rouge(&snippets) {
        Ok(seconds) => {
            let ruby = megabytes(&snippets) / seconds;
            println!(
                "{:12} {:6} snippets {ruby:8.2} MB/s   hyde-rouge has {:.0} times it",
                "Rouge",
                snippets.len(),
                all / ruby
            );
        }
        Err(reason) => println!("SKIPPED: Rouge itself was not measured: {reason}"),
    }
}

fn megabytes(snippets: &[(String, String)]) -> f64 {
    snippets.iter().map(|(_, code)| code.len()).sum::<usize>() as f64 / 1e6
}

/// Megabytes of code per second, over enough rounds to fill the time.
fn throughput(snippets: &[(String, String)]) -> f64 {
    let formatter = hyde::rouge::Formatter::html();
    let mut rounds = 0;
    let began = Clock::now();
    while began.seconds() < SECONDS && !snippets.is_empty() {
        for (tag, code) in snippets {
            let lexer = hyde::rouge::find(tag).expect("tags are known");
            std::hint::black_box(formatter.format(&lexer.lex(code)));
        }
        rounds += 1;
    }
    megabytes(snippets) * f64::from(rounds) / began.seconds()
}

/// The seconds that Rouge takes, or why it cannot be asked.
fn rouge(snippets: &[(String, String)]) -> Result<f64, String> {
    let json = serde_json::to_string(snippets).map_err(|error| error.to_string())?;
    ruby_seconds(ROUGE, &json)
}
