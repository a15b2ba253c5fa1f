//! `build`: a site into its destination, with Jekyll's lines around it (`lib/jekyll/commands/build.rb`).

use super::setup;
use crate::arguments::Parsed;
use crate::console::Console;
use crate::progress;
use crate::world::{World, is_terminal};
use hyde::outside::Folder;
use hyde::{BuildError, BuildOptions, Config, Engine, Profile, Report, Site, Value, theme};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Builds; gives the exit code.
pub(crate) fn run(world: &World, console: &Arc<Console>, mut parsed: Parsed) -> u8 {
    if !parsed.settings.contains_key("serving") {
        parsed.settings.insert("serving", false);
    }
    let options = setup::options(world, console, &parsed);
    let (engine, site) = match prepare(options, &setup::report(console)) {
        Ok(prepared) => prepared,
        Err(error) => return setup::failed(console, &error, false, "build", parsed.trace),
    };
    let began = Instant::now();
    console.info("Source:", &site.source);
    console.info("Destination:", &site.destination);
    let incremental = if site.config.truthy("incremental") { "enabled" } else { "disabled. Enable with --incremental" };
    console.info("Incremental build:", incremental);
    console.info("Generating...", "");
    let (config, profile) = (site.config.clone(), site.config.truthy("profile"));
    let shown = progress::show(console, engine.report(), is_terminal());
    let outcome = process(&engine, site);
    drop(shown);
    let phases = match outcome {
        Ok(phases) => phases,
        Err(error) => return setup::failed(console, &error, true, "build", parsed.trace),
    };
    if profile {
        show_profile(console, &phases, engine.report().profile().map(|profile| &**profile));
    }
    console.info("", &format!("done in {} seconds.", seconds(began.elapsed())));
    if config.truthy("detach") {
        console.info("Auto-regeneration:", "disabled when running server detached.");
    } else if config.truthy("watch") {
        console.warning("Auto-regeneration:", "watching is not part of this version yet; run the build again.");
    } else {
        console.info("Auto-regeneration:", "disabled. Use --watch to enable.");
    }
    0
}

/// Loads the configuration and the theme, switches plugins on, and starts the site.
pub(super) fn prepare(options: BuildOptions, report: &Report) -> Result<(Engine, Site), BuildError> {
    let mut config = Config::load(&options, report)?;
    let outside = setup::outside(&options);
    let theme = theme::find_or_fetch(&config, &options, &outside, report)?;
    if let Some(theme) = &theme {
        theme::apply_config(&mut config, theme, report)?;
    }
    let mut engine = hyde::Engine::new();
    engine
        .set_gem_group(theme::plugin_group(&options))
        .set_theme(theme)
        .set_report(report.clone())
        .set_outside(outside)
        .set_options(options);
    let source: Arc<Folder> = Arc::new(Folder::new(config.source()));
    let site = engine.start(&config, source)?;
    Ok((engine, site))
}

/// The phases with their times.
type Phases = Vec<(&'static str, Duration)>;

fn process(engine: &Engine, site: Site) -> Result<Phases, BuildError> {
    let mut phases: Phases = vec![("RESET", Duration::ZERO)];
    let mut destination = Folder::new(site.destination.clone());
    let site = timed(&mut phases, "READ", || engine.read_started(site))?;
    let site = timed(&mut phases, "GENERATE", || engine.generate(site))?;
    let rendered = timed(&mut phases, "RENDER", || engine.render(site))?;
    timed(&mut phases, "WRITE", || engine.write(&rendered, &mut destination))?;
    Ok(phases)
}

fn timed<T>(phases: &mut Phases, name: &'static str, phase: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let outcome = phase();
    phases.push((name, began.elapsed()));
    outcome
}

/// How many templates are listed.
const LISTED: usize = 50;

fn show_profile(console: &Console, phases: &Phases, profile: Option<&Profile>) {
    let cleanup = profile.map(|profile| profile.cleanup()).unwrap_or_default();
    let rows = phases.iter().flat_map(|(name, time)| match *name {
        "WRITE" => vec![("CLEANUP", cleanup), ("WRITE", time.saturating_sub(cleanup))],
        name => vec![(name, *time)],
    });
    let rows = rows.map(|(name, time)| vec![name.to_owned(), format!("{:.4}", time.as_secs_f64())]).collect();
    console.plain(&format!("\nBuild Process Summary: \n\n{} ", table(&["PHASE", "TIME"], rows)));
    let templates = profile.map(|profile| profile.templates()).unwrap_or_default();
    let rows = templates.into_iter().take(LISTED).map(|(name, cost)| {
        let bytes = format!("{:.2}K", cost.bytes as f64 / 1024.0);
        vec![name, cost.count.to_string(), bytes, format!("{:.3}", cost.time.as_secs_f64())]
    });
    let rows = rows.collect();
    console.plain(&format!("\nSite Render Stats: \n\n{} ", table(&["Filename", "Count", "Bytes", "Time"], rows)));
}

/// Lays out a table as Jekyll does: names to the left, figures and their headings to the right.
fn table(heads: &[&str], rows: Vec<Vec<String>>) -> String {
    let width = |column: usize| {
        let widest = rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        widest.max(heads[column].len())
    };
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let line = |cells: Vec<&str>| {
        let cells = cells.iter().zip(&widths).enumerate().map(|(column, (cell, width))| match column {
            0 => format!("| {cell:<width$} "),
            _ => format!("| {cell:>width$} "),
        });
        format!("{}|\n", cells.collect::<String>())
    };
    let rule: String = widths.iter().map(|width| format!("+{}", "-".repeat(width + 2))).collect();
    let mut text = format!("{}{rule}+\n", line(heads.to_vec()));
    rows.iter().for_each(|row| text.push_str(&line(row.iter().map(String::as_str).collect())));
    text
}

/// Seconds to three places, as Ruby prints a rounded float.
fn seconds(time: Duration) -> String {
    Value::Float((time.as_secs_f64() * 1000.0).round() / 1000.0).to_s()
}
