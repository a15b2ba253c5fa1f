//! Building again whenever something was saved, with the lines of `jekyll-watch`: for `build --watch` and `serve`.

use super::build::{self, Built};
use super::setup;
use super::written::Written;
use crate::arguments::Parsed;
use crate::console::Console;
use crate::world::{World, now};
use hyde::config::Zone;
use hyde::diagnostic::{Diagnostic, Place, Severity};
use hyde::outside::{Folder, absolute};
use hyde::read::EntryFilter;
use hyde::session::{self, Session};
use hyde::time::Time;
use hyde::{BuildError, ErrorKind, Report};
use hyde_serve::{Changes, Failure, FrameLine, ServeError, Watched, Watcher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// How a build after a change ended.
pub(super) enum Outcome {
    /// Well, with the paths of what was written differently, and with the settings where these were read anew.
    Built(Vec<String>, Option<Box<Built>>),
    /// With an error.
    Failed(Failure),
}

/// Builds again after each change.
pub(super) struct Regeneration<'a> {
    world: &'a World,
    console: &'a Arc<Console>,
    parsed: &'a Parsed,
    written: &'a Written,
    source: String,
    destination: String,
    zone: Zone,
    watcher: Watcher,
    /// What earlier builds left; nothing where the next one has to begin with the configuration.
    session: Option<Session>,
    /// Settings that were read since the last build that went well.
    anew: Option<Box<Built>>,
    /// What one line on the terminal says before all else, in place of lines for each build.
    status: Option<String>,
}

/// Files that editors and file managers leave for a moment: no reason to build.
const TRANSIENT: [&str; 7] = [".#*", "#*#", "*~", "*.sw[a-z]", "4913", ".DS_Store", "*.part"];

impl<'a> Regeneration<'a> {
    /// Begins to watch what a site was built from.
    pub(super) fn start(
        world: &'a World,
        console: &'a Arc<Console>,
        parsed: &'a Parsed,
        written: &'a Written,
        built: &Built,
        session: Option<Session>,
    ) -> Result<Self, ServeError> {
        let watcher = Watcher::start(watched(world, parsed, built))?;
        let (source, destination) = (built.source.clone(), built.destination.clone());
        Ok(Self {
            world,
            console,
            parsed,
            written,
            source,
            destination,
            zone: built.zone.clone(),
            watcher,
            session,
            anew: None,
            status: None,
        })
    }

    /// Shows one calm line on the terminal, which begins with this text, in place of Jekyll's lines for each build.
    pub(super) fn show_status(&mut self, begin: &str) {
        self.status = Some(begin.to_owned());
        self.draw("saved files show at once; ctrl-c stops");
    }

    fn draw(&self, news: &str) {
        if let Some(begin) = &self.status {
            self.console.draw(&format!("{begin}  {} files  {news}", self.written.count()));
        }
    }

    /// What ends [`Regeneration::run`], from another thread.
    pub(super) fn stopper(&self) -> impl FnOnce() + Send + 'static {
        self.watcher.stopper()
    }

    /// Builds after each change until it is told to stop, and hands every outcome on; gets back what the line on the
    /// terminal begins with from now on, where that changed.
    pub(super) fn run(mut self, mut then: impl FnMut(Outcome) -> Option<String>) {
        while let Some(changes) = self.watcher.wait() {
            if self.status.is_none() {
                self.announce(&changes);
            }
            let began = Instant::now();
            let outcome = self.build(&changes);
            let seconds = build::seconds(began.elapsed());
            let built = matches!(outcome, Outcome::Built(..));
            let begin = then(outcome);
            if self.status.is_some() {
                self.status = begin.or(self.status.take());
            }
            if self.status.is_some() {
                let how = if built { "built" } else { "not built" };
                self.draw(&format!("{how} in {seconds} s after {}", self.summary(&changes)));
                continue;
            }
            if built {
                self.console.info("", &format!("...done in {seconds} seconds."));
            }
            self.console.info("", "");
        }
    }

    /// The first changed path, and how many more there are.
    fn summary(&self, changes: &Changes) -> String {
        let mut paths = changes.written.iter().chain(&changes.removed);
        let Some(first) = paths.next() else { return "many changes".to_owned() };
        let first = first.strip_prefix(&self.source).unwrap_or(first).display().to_string();
        match paths.count() {
            0 => first,
            more => format!("{first} and {more} more"),
        }
    }

    fn announce(&self, changes: &Changes) {
        let now = now();
        let (seconds, nanos) = (now.div_euclid(1_000_000_000), now.rem_euclid(1_000_000_000));
        let (seconds, nanos) = (i64::try_from(seconds).unwrap_or(0), u32::try_from(nanos).unwrap_or(0));
        let time = Time::from_unix(seconds, nanos, &self.zone).strftime("%Y-%m-%d %H:%M:%S");
        let paths: Vec<&PathBuf> = changes.written.iter().chain(&changes.removed).collect();
        self.console.info("Regenerating:", &format!("{} file(s) changed at {time}", paths.len()));
        for path in paths {
            self.console.info("", &path.strip_prefix(&self.source).unwrap_or(path).display().to_string());
        }
    }

    fn build(&mut self, changes: &Changes) -> Outcome {
        // What there is to say of the command line was said at the start.
        let mut options = setup::options(self.world, &Console::silent(), self.parsed);
        options.now = now();
        // Which configuration files there are was said at the start.
        let talks = Arc::new(AtomicBool::new(false));
        let report = {
            let (console, talks) = (Arc::clone(self.console), Arc::clone(&talks));
            Report::listening(move |told| {
                if told.severity > Severity::Info || talks.load(Ordering::Relaxed) {
                    console.tell(told);
                }
            })
        };
        let (session, changes) = self.go_on(changes);
        let started = match session {
            Some(mut session) => {
                session.engine_mut().set_options(options).set_report(report.clone());
                session.start().map(|site| (session, site))
            }
            None => build::prepare(options, &report).inspect(|(_, site)| self.turn_to(Built::of(site))),
        };
        let outcome = started.and_then(|(mut session, site)| {
            talks.store(true, Ordering::Relaxed);
            let outcome = build::rebuild(&mut session, site, changes, self.written);
            self.session = Some(session);
            outcome
        });
        match outcome {
            Ok(_) => Outcome::Built(self.written.take_changed(&self.destination), self.anew.take()),
            Err(error) => {
                self.console.warning("Error:", &error.message);
                self.console
                    .warning("Error:", &format!("Run {} build --trace for more information.", self.world.program));
                Outcome::Failed(failure(&error, &report.told(), &self.source))
            }
        }
    }
}

impl Regeneration<'_> {
    /// Goes by settings that were read anew.
    fn turn_to(&mut self, built: Built) {
        self.destination.clone_from(&built.destination);
        self.zone = built.zone.clone();
        // What cannot be watched any more is told of by the build.
        let _ = self.watcher.turn_to(watched(self.world, self.parsed, &built));
        self.anew = Some(Box::new(built));
    }

    /// Takes the session that goes on after these changes, if one does, and says what it is told of them.
    fn go_on(&mut self, changes: &Changes) -> (Option<Session>, session::Changes) {
        let paths = changes.written.iter().chain(&changes.removed).map(|path| path.to_str().map(str::to_owned));
        match paths.collect::<Option<Vec<String>>>() {
            Some(paths) if !changes.lost => match self.session.take() {
                Some(session) if !session.is_outdated_by(&paths) => (Some(session), session::Changes::Paths(paths)),
                _ => (None, session::Changes::Unknown),
            },
            _ => {
                self.session = None;
                (None, session::Changes::Unknown)
            }
        }
    }
}

/// What is watched for a site: its source, its theme and the configuration files that were named.
fn watched(world: &World, parsed: &Parsed, built: &Built) -> Watched {
    let mut watched = Watched::new(&built.source).polling(built.config.truthy("force_polling"));
    watched = watched.ignoring(what_is_ignored(built));
    for theme in built.theme.iter().filter(|theme| !theme.starts_with(&format!("{}/", built.source))) {
        watched = watched.folder(theme);
    }
    for file in setup::options(world, &Console::silent(), parsed).config_files.into_iter().flatten() {
        watched = watched.file(absolute(&file, &world.directory));
    }
    watched
}

/// What is not watched: the destination, caches, version control, excluded entries, and files of a moment.
fn what_is_ignored(built: &Built) -> impl Fn(&Path) -> bool + Send + Sync + 'static {
    let source = PathBuf::from(&built.source);
    let destination = PathBuf::from(&built.destination);
    let cache = source.join(built.config.text("cache_dir").unwrap_or_default());
    let config = built.config.clone();
    let folder = Folder::new(&built.source);
    let mut transient = globset::GlobSetBuilder::new();
    for pattern in TRANSIENT {
        transient.add(globset::Glob::new(pattern).expect("the patterns are checked by a test"));
    }
    let transient = transient.build().expect("the patterns are checked by a test");
    move |path| {
        let name = path.file_name().unwrap_or_default();
        if transient.is_match(name) || path == destination || (path == cache && cache != source) {
            return true;
        }
        let Ok(relative) = path.strip_prefix(&source) else { return name == ".git" };
        let Some(relative) = relative.to_str() else { return true };
        let top = relative.split('/').next().unwrap_or_default();
        if [".git", ".hg", ".svn", ".jekyll-metadata", ".sass-cache", ".bundle"].contains(&top) {
            return true;
        }
        // Names with an underscore or a dot are special to pages and still hold layouts, data and settings.
        let report = Report::new();
        let filter = EntryFilter::new(&config, &folder, &report);
        filter.excludes(relative)
    }
}

/// What a person in front of a browser is told of an error.
fn failure(error: &BuildError, told: &[Diagnostic], source: &str) -> Failure {
    let last = told.iter().rev().find(|told| told.severity == Severity::Error);
    let with_place = told.iter().rev().find(|told| told.severity == Severity::Error && told.place.is_some());
    let explained = with_place.or(last);
    let message = match (error.kind, explained) {
        (ErrorKind::Told, Some(told)) => told.message.clone().unwrap_or_else(|| told.topic.clone()),
        _ => error.message.clone(),
    };
    let mut failure = Failure::new(message);
    let place = with_place.and_then(|told| told.place.as_ref()).or(error.place.as_deref());
    if let Some(place) = place {
        failure = failure.at(place.file.clone(), place.line, place.column).frame(frame(place, source));
    }
    for hint in explained.iter().flat_map(|told| &told.hints) {
        failure = failure.hint(hint.clone());
    }
    failure
}

/// The lines around a place, as far as they can be read.
fn frame(place: &Place, source: &str) -> Vec<FrameLine> {
    const AROUND: usize = 3;
    let Some(line) = place.line else { return Vec::new() };
    let own = place.source_line.clone();
    match std::fs::read_to_string(absolute(&place.file, source)) {
        Ok(text) => {
            let first = line.saturating_sub(AROUND).max(1);
            let lines = text.lines().enumerate().skip(first - 1).take(line + AROUND + 1 - first);
            lines.map(|(at, text)| FrameLine { number: at + 1, text: text.to_owned() }).collect()
        }
        Err(_) => own.into_iter().map(|text| FrameLine { number: line, text }).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{TRANSIENT, failure};
    use hyde::BuildError;
    use hyde::diagnostic::{Diagnostic, Place};

    #[test]
    fn patterns_of_transient_files() {
        let matches = |name: &str| {
            TRANSIENT.iter().any(|glob| globset::Glob::new(glob).unwrap().compile_matcher().is_match(name))
        };
        for name in [".#index.md", "#index.md#", "index.md~", ".index.md.swp", "4913", ".DS_Store"] {
            assert!(matches(name), "{name}");
        }
        for name in ["index.md", "_config.yml", "4913.md", "style.scss"] {
            assert!(!matches(name), "{name}");
        }
    }

    #[test]
    fn an_error_is_shown_with_the_lines_around_it() {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join("a.md"), "1\n2\n3\n4\n{% nope %}\n6\n").unwrap();
        let told = Diagnostic::error("Liquid Exception:", "Unknown tag 'nope' in a.md")
            .at(Place::new("a.md").line(5).column(1));
        let shown = failure(&BuildError::told(), &[told.hint("Did you mean `note`?")], home.path().to_str().unwrap());
        let html = shown.to_html();
        for part in [
            "Unknown tag &#39;nope&#39; in a.md",
            "a.md:5:1",
            "&gt; 5 | {% nope %}",
            "  2 | 2",
            "  6 | 6",
            "Did you mean",
        ] {
            assert!(html.replace("> 5", "&gt; 5").contains(part), "{part} in {html}");
        }
        assert!(!html.contains("  1 | 1"));
    }
}
