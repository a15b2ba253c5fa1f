//! The page of posts by three engines, measured in one run: hyde's Liquid, minijinja, and Ruby's Liquid 4.0.4, which the
//! command in `HYDE_BENCH_RUBY` must be able to load (`ruby -I liquid/lib`). Then what `site.posts | size` costs.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use hyde_benches::liquid::{FOLDER, Liquid, MiniJinja, site};
use hyde_liquid::{Environment, Value};
use std::error::Error;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Instant;

const POSTS: usize = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
    let site = site(POSTS);
    let (liquid, jinja) = (Liquid::new(&site)?, MiniJinja::new(&site)?);
    let page = liquid.render()?;
    assert_eq!(jinja.render()?, page, "minijinja prints the same");
    println!("{POSTS} posts, {} KB of output", page.len() / 1000);
    // In turns, so that both meet the same machine.
    let (mut ours, mut theirs) = (f64::MAX, f64::MAX);
    for _ in 0..200 {
        ours = ours.min(seconds(|| liquid.render().is_ok()));
        theirs = theirs.min(seconds(|| jinja.render().is_ok()));
    }
    println!("hyde-liquid          {:8.2} ms", ours * 1e3);
    println!("minijinja            {:8.2} ms   hyde-liquid takes {:.2} times as long", theirs * 1e3, ours / theirs);
    match ruby(&site.to_string(), &page)? {
        Some(ruby) => println!("Ruby's Liquid 4.0.4  {:8.2} ms   {:.1} times hyde-liquid's", ruby * 1e3, ruby / ours),
        None => println!("SKIPPED: Ruby's Liquid 4.0.4 (HYDE_BENCH_RUBY='ruby -I path/to/liquid/lib')"),
    }
    for posts in [10, 10_000] {
        println!("site.posts | size of {posts:5} posts  {:6.0} ns", size_of(posts)? * 1e9);
    }
    Ok(())
}

fn seconds(mut work: impl FnMut() -> bool) -> f64 {
    let began = Instant::now();
    assert!(std::hint::black_box(work()), "it renders");
    began.elapsed().as_secs_f64()
}

/// Gives the seconds that Ruby's Liquid takes, having compared its output; `None` where no Ruby was given.
fn ruby(site: &str, page: &str) -> Result<Option<f64>, Box<dyn Error>> {
    let Some(command) = std::env::var("HYDE_BENCH_RUBY").ok().filter(|command| !command.is_empty()) else {
        return Ok(None);
    };
    let mut words = command.split_whitespace();
    let mut child = Command::new(words.next().unwrap_or("ruby"))
        .args(words)
        .arg(format!("{FOLDER}/render.rb"))
        .args([FOLDER, "7"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    // A Ruby that ends early says why on standard error.
    let written = child.stdin.take().map(|mut input| input.write_all(site.as_bytes()));
    let output = child.wait_with_output()?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "Ruby failed: {told}");
    written.transpose()?;
    assert!(output.stdout == page.as_bytes(), "Ruby's Liquid prints the same");
    Ok(Some(told.trim().lines().last().unwrap_or_default().parse()?))
}

fn size_of(posts: usize) -> Result<f64, hyde_liquid::Error> {
    let posts = Value::array((0..posts).map(|number| Value::from_pairs([("number", Value::from(number))])));
    let globals = Value::from_pairs([("site", Value::from_pairs([("posts", posts)]))]);
    let template = Environment::new().parse("size", &"{{ site.posts | size }}".repeat(1_000))?;
    let best = (0..50).map(|_| seconds(|| template.render(&globals).is_ok())).fold(f64::MAX, f64::min);
    Ok(best / 1e3)
}
