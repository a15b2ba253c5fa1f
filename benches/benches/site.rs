//! Whole-site builds of the generated blog, from memory to memory: time for each size and per post.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use hyde::outside::{Memory, Written};
use hyde::{Config, Engine};
use std::time::Instant;

fn main() -> Result<(), hyde::BuildError> {
    for posts in [100, 1_000, 5_000] {
        let files = hyde_benches::blog(posts);
        let mut best = f64::MAX;
        for _ in 0..3 {
            let source: Memory = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            let mut destination = Written::default();
            let began = Instant::now();
            Engine::new().process(&Config::default(), source, &mut destination)?;
            best = best.min(began.elapsed().as_secs_f64());
        }
        println!("{posts:6} posts  {:8.1} ms  {:6.1} µs a post", best * 1e3, best * 1e6 / posts as f64);
    }
    Ok(())
}
