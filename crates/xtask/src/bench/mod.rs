//! `cargo xtask bench`: the same blog built by hyde, Jekyll, Hugo, Zola and Eleventy, each where it is installed, and
//! real sites by hyde and Jekyll: time of the processor, wall clock, peak memory, and how many times hyde's they are.
//!
//! `--only` names the tools that take part, or with `--sites` the sites.
//!
//! The tools take turns, round by round, so that what else the machine does meets all alike; the best of the rounds
//! counts. Each run writes into a folder that was not there before, with caches off.

mod measure;
mod rivals;

use crate::workspace;
use measure::Cost;
use rivals::Tool;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) use measure::run_measured;

/// What the command line asks for.
struct Wanted {
    posts: Vec<usize>,
    rounds: usize,
    sites: Option<PathBuf>,
    only: Vec<String>,
}

impl Wanted {
    fn read(arguments: &[String]) -> Result<Self, String> {
        let mut wanted = Self { posts: vec![1_000, 10_000], rounds: 3, sites: None, only: Vec::new() };
        let mut words = arguments.iter();
        let number = |text: &str| text.parse::<usize>().map_err(|error| format!("{text}: {error}"));
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} wants a value"));
            match word.as_str() {
                "--posts" => wanted.posts = value()?.split(',').map(number).collect::<Result<_, _>>()?,
                "--rounds" => wanted.rounds = number(value()?)?.max(1),
                "--sites" => wanted.sites = Some(PathBuf::from(value()?)),
                "--only" => wanted.only = value()?.split(',').map(str::to_owned).collect(),
                other => return Err(format!("bench does not know {other}")),
            }
        }
        Ok(wanted)
    }

    fn takes(&self, tool: &Tool) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == tool.name)
    }
}

pub(crate) fn run(arguments: &[String]) -> Result<bool, String> {
    let wanted = Wanted::read(arguments)?;
    let hyde = workspace::build_hyde()?;
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    if let Some(sites) = &wanted.sites {
        return real_sites(&wanted, &hyde, sites, home.path());
    }
    let tools: Vec<Tool> = rivals::installed(&hyde).into_iter().filter(|tool| wanted.takes(tool)).collect();
    for posts in &wanted.posts {
        println!("{posts} posts, best of {} rounds", wanted.rounds);
        let sources: Vec<PathBuf> = tools
            .iter()
            .map(|tool| {
                let folder = home.path().join(format!("{}-{posts}", tool.name));
                lay_out(&folder, &tool.site(*posts))?;
                tool.prepare(&folder)?;
                Ok(folder)
            })
            .collect::<Result<_, String>>()?;
        let runs = |at: usize, out: &Path| tools[at].command(&sources[at], out);
        let costs = rounds(tools.len(), wanted.rounds, home.path(), runs)?;
        let names: Vec<&str> = tools.iter().map(|tool| tool.name).collect();
        print(&names, &costs);
    }
    for missing in rivals::missing(&hyde) {
        println!("{missing} is not installed: left out");
    }
    Ok(true)
}

/// Runs every command once a round, and keeps the best cost of each.
fn rounds(
    count: usize,
    rounds: usize,
    home: &Path,
    command: impl Fn(usize, &Path) -> Command,
) -> Result<Vec<Cost>, String> {
    let mut best: Vec<Option<Cost>> = vec![None; count];
    for round in 0..rounds {
        for (at, best) in best.iter_mut().enumerate() {
            let out = home.join(format!("out-{at}-{round}"));
            let cost = measure::measure(&command(at, &out))?;
            *best = Some(best.map_or(cost, |best| best.min(cost)));
            // Left where it is: a file system is slower at making files in the seconds after it removed as many.
            let away = home.join(format!("used-{at}-{round}-{}", std::process::id()));
            let _ = fs::rename(&out, &away);
        }
    }
    for entry in fs::read_dir(home).map_err(|error| error.to_string())?.flatten() {
        if entry.file_name().to_string_lossy().starts_with("used-") {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    Ok(best.into_iter().flatten().collect())
}

/// Prints a table; the first line is what the others are compared with.
fn print(names: &[&str], costs: &[Cost]) {
    println!("{:24} {:>9} {:>9} {:>9}   times hyde's processor time", "", "CPU s", "wall s", "MiB");
    for (name, cost) in names.iter().zip(costs) {
        let times = cost.cpu / costs[0].cpu;
        println!("{name:24} {:9.3} {:9.3} {:9.1}   {times:.2}", cost.cpu, cost.wall, cost.memory);
    }
}

/// Writes files below a folder.
pub(crate) fn lay_out(folder: &Path, files: &[(String, String)]) -> Result<(), String> {
    for (path, text) in files {
        let path = folder.join(path);
        let outcome = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, text));
        outcome.map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// Builds the sites of a folder (`NAME/src`) with hyde and Jekyll.
fn real_sites(wanted: &Wanted, hyde: &Path, folder: &Path, home: &Path) -> Result<bool, String> {
    let Some(jekyll) = rivals::jekyll() else { return Err("JEKYLL names no Jekyll to compare with".to_owned()) };
    let only: Vec<&String> = wanted.only.iter().collect();
    for site in crate::sites::find(folder, &only)? {
        let name = site.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let home = home.join(&name);
        fs::create_dir_all(&home).map_err(|error| error.to_string())?;
        let plugins = plugins_file(&site, &home)?;
        let runs = |at: usize, out: &Path| match at {
            0 => crate::sites::command(&site, hyde, out),
            _ => crate::sites::jekyll_command(&site, &jekyll, out, plugins.as_deref()),
        };
        match rounds(2, wanted.rounds, &home, runs) {
            Ok(costs) => println!(
                "{name:24} hyde {:8.3} s {:7.1} MiB   Jekyll {:8.3} s {:7.1} MiB   {:6.1} times",
                costs[0].cpu,
                costs[0].memory,
                costs[1].cpu,
                costs[1].memory,
                costs[1].cpu / costs[0].cpu
            ),
            Err(error) => println!("{name:24} {error}"),
        }
    }
    Ok(true)
}

/// Writes a configuration file that names a site's plugins but the skipped ones: Jekyll has no option for these.
fn plugins_file(site: &Path, home: &Path) -> Result<Option<PathBuf>, String> {
    let skipped = crate::sites::skipped_plugins(site);
    if skipped.is_empty() {
        return Ok(None);
    }
    let mut options = hyde::BuildOptions::new(site.join("src").to_string_lossy());
    options.config_files = crate::sites::config_files(site);
    let config = hyde::Config::load(&options, &hyde::Report::new()).map_err(|error| error.to_string())?;
    let kept: Vec<String> = config.texts("plugins").into_iter().filter(|name| !skipped.contains(name)).collect();
    let file = home.join("plugins.yml");
    fs::write(&file, format!("plugins: [{}]\n", kept.join(", "))).map_err(|error| error.to_string())?;
    Ok(Some(file))
}
