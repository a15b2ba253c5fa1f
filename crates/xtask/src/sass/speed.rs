//! `cargo xtask sass-speed --sass PACKAGE [--grass BINARY] FILE...`: how long a stylesheet takes, start-up included, beside
//! npm's sass under node and grass.

use crate::workspace;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often each compiler runs; its best time counts.
const RUNS: usize = 10;

/// Times the stylesheets; says whether the required factor over node is reached and grass is not faster.
pub(crate) fn run(arguments: &[String]) -> Result<bool, String> {
    let (mut package, mut grass, mut files) = (None, None, Vec::new());
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--sass" => package = words.next().map(PathBuf::from),
            "--grass" => grass = words.next().map(PathBuf::from),
            file => files.push(std::fs::canonicalize(file).map_err(|error| format!("{file}: {error}"))?),
        }
    }
    let package = package.ok_or("sass-speed wants --sass and the folder of npm's sass package")?;
    let own = build()?;
    let mut fast_enough = true;
    for file in &files {
        let own_time = best(|| {
            let mut command = Command::new(&own);
            command.arg("--quiet").arg(file);
            command
        })?;
        let node_time = best(|| {
            let mut command = Command::new("node");
            command.arg(package.join("sass.js")).args(["--no-source-map", "--quiet"]).arg(file);
            command
        })?;
        let factor = node_time.as_secs_f64() / own_time.as_secs_f64();
        println!("{}", file.display());
        println!("  hyde-sass  {:8.1} ms", millis(own_time));
        println!("  npm sass   {:8.1} ms, {factor:.1} times as long", millis(node_time));
        fast_enough &= factor >= 10.0;
        if let Some(grass) = &grass {
            let grass_time = best(|| {
                let mut command = Command::new(grass);
                command.arg(file);
                command
            })?;
            let factor = grass_time.as_secs_f64() / own_time.as_secs_f64();
            println!("  grass      {:8.1} ms, {factor:.2} times as long", millis(grass_time));
            fast_enough &= factor >= 1.0;
        }
    }
    Ok(fast_enough)
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn best(command: impl Fn() -> Command) -> Result<Duration, String> {
    let mut best = Duration::MAX;
    for _ in 0..RUNS {
        let mut command = command();
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let start = Instant::now();
        let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
        if !status.success() {
            return Err(format!("{command:?} ended with {status}"));
        }
        best = best.min(start.elapsed());
    }
    Ok(best)
}

fn build() -> Result<PathBuf, String> {
    let status = workspace::cargo()
        .args(["build", "--release", "--quiet", "-p", "hyde-sass", "--example", "sassc"])
        .status()
        .map_err(|error| format!("cargo build: {error}"))?;
    if !status.success() {
        return Err("the example does not build".to_owned());
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace::root().join("target"), PathBuf::from);
    Ok(Path::new(&target).join("release/examples/sassc"))
}
