//! `cargo xtask budget [--record]`: how many instructions the build of a fixed blog takes, counted by callgrind on one
//! thread, against `benches/budget.txt`. Seconds depend on what else a machine does; instructions do not.

use crate::workspace;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// How many posts the blog has: enough that start-up is a small part.
const POSTS: usize = 300;
/// By how many per cent a count may pass the budget.
const TOLERANCE: f64 = 5.0;

/// What ended a count.
pub(crate) enum Counted {
    /// The count keeps to the budget, or was recorded.
    Within,
    /// It does not.
    Over,
    /// Nothing could be compared, for this reason.
    Skipped(String),
}

pub(crate) fn run(arguments: &[String]) -> Result<bool, String> {
    match count(arguments.iter().any(|word| word == "--record"))? {
        Counted::Within => Ok(true),
        Counted::Over => Ok(false),
        Counted::Skipped(why) => {
            println!("SKIPPED: budget: {why}");
            Ok(true)
        }
    }
}

/// Counts, and compares with the budget or records it.
pub(crate) fn count(record: bool) -> Result<Counted, String> {
    if Command::new("valgrind").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        return Ok(Counted::Skipped("valgrind is not installed".to_owned()));
    }
    let compiler = compiler()?;
    let path = workspace::root().join("benches/budget.txt");
    let recorded = fs::read_to_string(&path).unwrap_or_default();
    let budget = recorded.lines().find_map(|line| line.strip_prefix(&format!("{compiler}: "))?.parse::<u64>().ok());
    if budget.is_none() && !record {
        return Ok(Counted::Skipped(format!("{} has no count for {compiler}", path.display())));
    }
    let hyde = workspace::build_hyde()?;
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let site = home.path().join("site");
    crate::bench::lay_out(&site, &hyde_benches::blog(POSTS))?;
    let counted = instructions(&hyde, &site, home.path())?;
    if record {
        let kept = recorded.lines().filter(|line| line.starts_with('#')).collect::<Vec<_>>().join("\n");
        fs::write(&path, format!("{kept}\n{compiler}: {counted}\n")).map_err(|error| error.to_string())?;
        println!("{counted} instructions recorded for {POSTS} posts");
        return Ok(Counted::Within);
    }
    let budget = budget.unwrap_or_default();
    let more = (counted as f64 / budget as f64 - 1.0) * 100.0;
    println!("{counted} instructions for {POSTS} posts, {more:+.1} % of the budget's {budget}");
    if more < -TOLERANCE {
        println!("far below the budget: `cargo xtask budget --record` holds the gain");
    }
    Ok(if more > TOLERANCE { Counted::Over } else { Counted::Within })
}

/// The compiler's name and version: another one makes another program.
fn compiler() -> Result<String, String> {
    let output = Command::new("rustc").arg("--version").output().map_err(|error| format!("rustc: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(text.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
}

fn instructions(hyde: &Path, site: &Path, home: &Path) -> Result<u64, String> {
    let out = home.join("callgrind.out");
    let mut command = Command::new("valgrind");
    command
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(hyde)
        .args(["build", "--quiet", "--disable-disk-cache", "-s"])
        .arg(site)
        .arg("-d")
        .arg(home.join("out"))
        .envs([("HYDE_THREADS", "1"), ("TZ", "UTC"), ("SOURCE_DATE_EPOCH", "1768478400")]);
    let output = command.output().map_err(|error| format!("valgrind: {error}"))?;
    let text = fs::read_to_string(&out).unwrap_or_default();
    let total = text.lines().find_map(|line| line.strip_prefix("summary: ").or_else(|| line.strip_prefix("totals: ")));
    match total.and_then(|total| total.split_whitespace().next()?.parse().ok()) {
        Some(count) if output.status.success() => Ok(count),
        _ => Err(format!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr))),
    }
}
