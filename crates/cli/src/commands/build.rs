//! `build`: a site into its destination, with Jekyll's lines around it (`lib/jekyll/commands/build.rb`).

use super::setup;
use crate::arguments::Parsed;
use crate::console::Console;
use crate::progress;
use crate::world::{World, is_terminal};
use hyde::outside::Folder;
use hyde::{BuildError, BuildOptions, Config, Engine, Report, Site, Value, theme};
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
        show_profile(console, &phases);
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
    for edition in engine.editions(site)? {
        let mut destination = Folder::new(edition.destination.clone());
        let site = timed(&mut phases, "READ", || engine.read_started(edition))?;
        let site = timed(&mut phases, "GENERATE", || engine.generate(site))?;
        let rendered = timed(&mut phases, "RENDER", || engine.render(site))?;
        timed(&mut phases, "WRITE", || engine.write(&rendered, &mut destination))?;
    }
    Ok(phases)
}

fn timed<T>(phases: &mut Phases, name: &'static str, phase: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let outcome = phase();
    phases.push((name, began.elapsed()));
    outcome
}

fn show_profile(console: &Console, phases: &Phases) {
    let mut table = String::from("\nBuild Process Summary:");
    table.push_str(" \n\n| PHASE    |   TIME |\n+----------+--------+\n");
    for (name, time) in phases {
        table.push_str(&format!("| {name:<8} | {:.4} |\n", time.as_secs_f64()));
    }
    table.push(' ');
    console.plain(&table);
    console
        .plain("\nSite Render Stats: \n\n| Filename | Count | Bytes | Time |\n+----------+-------+-------+------+\n ");
}

/// Seconds to three places, as Ruby prints a rounded float.
fn seconds(time: Duration) -> String {
    Value::Float((time.as_secs_f64() * 1000.0).round() / 1000.0).to_s()
}
