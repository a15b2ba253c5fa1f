//! `build`: a site into its destination, with Jekyll's lines around it (`lib/jekyll/commands/build.rb`).

use super::regenerate::Regeneration;
use super::setup;
use super::written::{Remembering, Written};
use crate::arguments::Parsed;
use crate::console::Console;
use crate::progress;
use crate::world::{World, fingerprint, is_terminal};
use hyde::config::Zone;
use hyde::outside::{Destination, Folder};
use hyde::plugin::Engine;
use hyde::session::{Changes, Session};
use hyde::{BuildError, BuildOptions, Config, Profile, Report, Site, Value, theme};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Builds; gives the exit code.
pub(crate) fn run(world: &World, console: &Arc<Console>, mut parsed: Parsed) -> u8 {
    if !parsed.settings.contains_key("serving") {
        parsed.settings.insert("serving", false);
    }
    let written = Written::default();
    let (built, session) = match build(world, console, &parsed, "build", &written) {
        Ok(built) => built,
        Err(code) => return code,
    };
    if built.config.truthy("detach") || !built.config.truthy("watch") {
        say_that_nothing_regenerates(console, &built.config);
        return 0;
    }
    written.take_changed(&built.destination);
    match Regeneration::start(world, console, &parsed, &written, &built, session) {
        Ok(regeneration) => {
            console.info("Auto-regeneration:", &format!("enabled for '{}'", built.source));
            regeneration.run(|_| None);
            0
        }
        Err(error) => {
            console.error("Error:", &error.to_string());
            1
        }
    }
}

/// Says why no change will be followed by a build.
pub(super) fn say_that_nothing_regenerates(console: &Console, config: &Config) {
    let why = match config.truthy("detach") {
        true => "disabled when running server detached.",
        false => "disabled. Use --watch to enable.",
    };
    console.info("Auto-regeneration:", why);
}

/// What a build leaves to know.
pub(super) struct Built {
    pub(super) config: Config,
    pub(super) source: String,
    pub(super) destination: String,
    pub(super) zone: Zone,
    /// The folder of the theme.
    pub(super) theme: Option<String>,
}

impl Built {
    /// Notes what outlives a site.
    pub(super) fn of(site: &Site) -> Self {
        Self {
            config: site.config.clone(),
            source: site.source.clone(),
            destination: site.destination.clone(),
            zone: site.zone.clone(),
            theme: site.theme.as_ref().map(|theme| theme.root.clone()),
        }
    }
}

/// Builds once, with the lines that Jekyll prints; gives the exit code where that fails.
pub(super) fn build(
    world: &World,
    console: &Arc<Console>,
    parsed: &Parsed,
    command: &str,
    written: &Written,
) -> Result<(Built, Option<Session>), u8> {
    let options = setup::options(world, console, parsed);
    let failed = |error: &BuildError, building| setup::failed(console, error, building, command, parsed.trace);
    let report = setup::report(console);
    let (mut session, site) = prepare(options, &report).map_err(|error| failed(&error, false))?;
    let began = Instant::now();
    console.info("Source:", &site.source);
    console.info("Destination:", &site.destination);
    let incremental = if site.config.truthy("incremental") { "enabled" } else { "disabled. Enable with --incremental" };
    console.info("Incremental build:", incremental);
    console.info("Generating...", "");
    let built = Built::of(&site);
    let shown = progress::show(console, &report, is_terminal());
    // What a single build makes is of use to nobody afterwards.
    let goes_on = built.config.truthy("watch") && !built.config.truthy("detach") && !built.config.truthy("profile");
    let remembers = built.config.truthy("incremental") && !built.config.truthy("profile");
    if remembers {
        session.remember(&fingerprint());
    }
    let outcome = match (goes_on, remembers) {
        (true, _) => rebuild(&mut session, site, Changes::Unknown, written).map(|()| Phases::new()),
        (false, true) => build_on(&mut session, site).map(|()| Phases::new()),
        (false, false) => process(session.engine_mut(), site, written),
    };
    drop(shown);
    let phases = outcome.map_err(|error| failed(&error, true))?;
    if built.config.truthy("profile") {
        show_profile(console, &phases, report.profile().map(|profile| &**profile));
    }
    console.info("", &format!("done in {} seconds.", seconds(began.elapsed())));
    Ok((built, goes_on.then_some(session)))
}

/// Builds what differs from what the last process left.
fn build_on(session: &mut Session, site: Site) -> Result<(), BuildError> {
    let mut destination = Folder::new(&site.destination);
    session.build(site, Changes::Unknown, &mut destination).map(|_| ())
}

/// Builds what changes reach.
pub(super) fn rebuild(
    session: &mut Session,
    site: Site,
    changes: Changes,
    written: &Written,
) -> Result<(), BuildError> {
    let mut destination = Remembering::new(&site.destination, written);
    session.build(site, changes, &mut destination).map(|_| ())
}

/// Loads the configuration and the theme, switches plugins on, and starts the site.
pub(super) fn prepare(options: BuildOptions, report: &Report) -> Result<(Session, Site), BuildError> {
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
    let session = Session::new((*engine).clone(), config, source);
    let site = session.start()?;
    Ok((session, site))
}

/// The phases with their times.
type Phases = Vec<(&'static str, Duration)>;

/// Reads, generates, renders and writes.
fn process(engine: &Engine, site: Site, written: &Written) -> Result<Phases, BuildError> {
    let mut phases: Phases = vec![("RESET", Duration::ZERO)];
    // The last build of a process has nobody to remember for.
    let last = !site.config.truthy("watch") && !site.config.truthy("serving");
    for edition in engine.editions(site)? {
        let mut folder = Folder::new(&edition.destination);
        let mut remembering = Remembering::new(&edition.destination, written);
        let destination: &mut dyn Destination = if last { &mut folder } else { &mut remembering };
        let site = timed(&mut phases, "READ", || engine.read_started(edition))?;
        let site = timed(&mut phases, "GENERATE", || engine.generate(site))?;
        let rendered = timed(&mut phases, "RENDER", || engine.render(site))?;
        timed(&mut phases, "WRITE", || engine.write(&rendered, destination))?;
    }
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
pub(super) fn seconds(time: Duration) -> String {
    Value::Float((time.as_secs_f64() * 1000.0).round() / 1000.0).to_s()
}
