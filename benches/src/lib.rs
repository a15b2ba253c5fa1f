//! What the benchmarks build and render, the same on every machine: a generated blog, a page of posts, Markdown.

mod blog;
pub mod liquid;
mod markdown;
mod measure;

pub use blog::{PAGES, Post, SASS, TAGS, blog, page, post, static_files};
pub use markdown::documents;
pub use measure::{Clock, ruby_seconds};

/// Words that texts are made of.
const WORDS: &[&str] = &[
    "harbour", "tide", "chart", "lantern", "quay", "slow", "northern", "measure", "between", "stone", "water", "drawn",
    "under", "letter", "small", "engine", "window", "morning", "paper", "signal", "bridge", "open", "record", "salt",
];

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % below
    }

    fn sentence(&mut self, words: usize) -> String {
        let words: Vec<&str> = (0..words).map(|_| WORDS[self.next(WORDS.len())]).collect();
        words.join(" ")
    }
}
