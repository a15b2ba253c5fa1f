//! A session's builds are those of clean builds, whatever is edited in between.

#![expect(clippy::unwrap_used, reason = "a test stops where its ground gives way")]

mod disk;
mod edits;
mod many;
mod processes;
mod sites;

use disk::{Disk, Target};
use edits::{Random, edit};
use hyde::outside::Source;
use hyde::session::{Changes, Rebuilt, Session};
use hyde::{BuildError, BuildOptions, Config, Engine, Hash, Report, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

const START: i128 = 1_750_000_000_000_000_000;

fn engine(now: i128) -> Engine {
    let mut engine = Engine::new();
    let mut options = BuildOptions::new("/site").now(now);
    options.threads = Some(1);
    engine.set_options(options);
    engine.set_report(Report::new());
    engine
}

fn config(disk: &Disk) -> Result<Config, BuildError> {
    let text = disk.read("/site/_config.yml").unwrap_or_default();
    let text = hyde_yaml::parse_file(&text).expect("the configuration is never broken");
    let settings = match hyde::front_matter::to_value(&text) {
        Value::Hash(hash) => (*hash).clone(),
        _ => Hash::new(),
    };
    Config::from_settings(settings)
}

fn clean(disk: &Disk, now: i128) -> Result<BTreeMap<String, Vec<u8>>, BuildError> {
    let mut target = Target::default();
    engine(now).process(&config(disk)?, disk.clone(), &mut target)?;
    Ok(target.0.into_inner().unwrap())
}

/// A session with what it writes to.
struct Running {
    disk: Disk,
    session: Session,
    target: Target,
}

impl Running {
    fn new(disk: &Disk, now: i128) -> Self {
        let session = Session::new((*engine(now)).clone(), config(disk).unwrap(), Arc::new(disk.clone()));
        Self { disk: disk.clone(), session, target: Target::default() }
    }

    fn of(files: &[(&str, &str)]) -> Self {
        let disk = Disk::default();
        let with_time = |(path, text): &(&str, &str)| ((*path).to_owned(), (text.as_bytes().to_vec(), START));
        *disk.0.lock().unwrap() = files.iter().map(with_time).collect();
        Self::new(&disk, START)
    }

    fn build(&mut self, changes: Changes, now: i128) -> Result<Rebuilt, BuildError> {
        let mut options = BuildOptions::new("/site").now(now);
        options.threads = Some(1 + usize::try_from(now % 3).unwrap());
        self.session.engine_mut().set_options(options).set_report(Report::new());
        let site = self.session.start()?;
        self.session.build(site, changes, &mut self.target)
    }

    /// Saves a file and builds; the outcome must be a clean build's.
    fn save(&mut self, path: &str, text: &str) -> Rebuilt {
        self.disk.0.lock().unwrap().insert(path.to_owned(), (text.as_bytes().to_vec(), START + 1));
        let rebuilt = self.build(Changes::Paths(vec![format!("/site/{path}")]), START).unwrap();
        assert_same(&clean(&self.disk, START).unwrap(), &self.target, path);
        rebuilt
    }
}

fn assert_same(clean: &BTreeMap<String, Vec<u8>>, target: &Target, what: &str) {
    let written = target.0.lock().unwrap();
    for (path, bytes) in clean {
        let found = written.get(path).map(|found| String::from_utf8_lossy(found));
        assert_eq!(found, Some(String::from_utf8_lossy(bytes)), "{path} after {what}");
    }
    let more: Vec<&String> = written.keys().filter(|path| !clean.contains_key(*path)).collect();
    assert!(more.is_empty(), "{more:?} after {what}");
}

/// What came of the edits of a site.
#[derive(Default)]
struct Tally {
    /// How many builds went well.
    built: usize,
    /// How many sites' worth of items they rendered.
    share: f64,
}

impl Tally {
    /// Compares a build with a clean one: both write the same, or both stop with the same message.
    fn compare(
        &mut self,
        clean: Result<BTreeMap<String, Vec<u8>>, BuildError>,
        build: Result<Rebuilt, BuildError>,
        target: &Target,
        what: &str,
    ) {
        match (clean, build) {
            (Ok(expected), Ok(rebuilt)) => {
                assert_same(&expected, target, what);
                self.built += 1;
                self.share += rebuilt.rendered as f64 / rebuilt.total.max(1) as f64;
            }
            (Err(expected), Err(found)) => assert_eq!(expected.message, found.message, "{what}"),
            (Ok(_), Err(found)) => panic!("{found:?} after {what}"),
            (Err(expected), Ok(_)) => panic!("no {expected:?} after {what}"),
        }
    }
}

/// Edits all sites at random, each on a thread of its own: `edit_at_random` gets a site, a seed and how many edits.
/// `HYDE_EDITS` asks for more edits of each site, `HYDE_SEED` for other ones.
#[expect(clippy::print_stdout, reason = "the totals are what a longer run is for")]
fn edit_all_at_random(usual: usize, edit_at_random: fn(sites::Site, u64, usize) -> Tally) {
    let asked = |name: &str| std::env::var(name).ok().and_then(|number| number.parse::<u64>().ok());
    let edits = asked("HYDE_EDITS").map_or(usual, |edits| usize::try_from(edits).unwrap());
    let seed = asked("HYDE_SEED").unwrap_or(1);
    let mut all = Tally::default();
    // A site of many files takes its time.
    let edits_of = |site: &sites::Site| edits / if site.1.len() > 100 { 3 } else { 1 };
    std::thread::scope(|scope| {
        let spawn = |site| scope.spawn(move || edit_at_random(site, seed, edits_of(&site)));
        let running: Vec<_> = sites::all().into_iter().map(spawn).collect();
        for thread in running {
            let tally = thread.join().unwrap();
            all.built += tally.built;
            all.share += tally.share;
        }
    });
    let count: usize = sites::all().iter().map(edits_of).sum();
    let share = all.share * 100.0 / all.built as f64;
    println!("{count} edits, {} built, {share:.0} % of the items rendered", all.built);
    assert!(all.built > edits, "most edits must leave a site that can be built");
}

/// Edits one site again and again while a session runs.
fn edit_at_random(site: sites::Site, seed: u64, edits: usize) -> Tally {
    let (name, files) = site;
    let mut running = Running::of(files);
    running.build(Changes::Unknown, START).unwrap();
    let mut random = Random(seed);
    let (mut now, mut tally) = (START, Tally::default());
    let mut history: Vec<String> = Vec::new();
    for step in 0..edits {
        if random.below(12) == 0 {
            // Now and then the site starts anew, so that it does not fall into ruins.
            for (path, text) in files {
                running.disk.0.lock().unwrap().insert((*path).to_owned(), (text.as_bytes().to_vec(), now));
            }
            running.disk.0.lock().unwrap().retain(|path, _| files.iter().any(|(known, _)| known == path));
            running.session =
                Session::new((*engine(now)).clone(), config(&running.disk).unwrap(), Arc::new(running.disk.clone()));
            history.clear();
        }
        now += [0, 1_000_000_000, 3_600_000_000_000, 40 * 86_400_000_000_000][random.below(4)];
        let edited = edit(&running.disk, &mut random, now);
        let paths: Vec<String> = edited.paths.iter().map(|path| format!("/site/{path}")).collect();
        history.push(edited.what);
        let what = format!("{name}, seed {seed}, step {step}:\n{}", history.join("\n"));
        let expected = clean(&running.disk, now);
        if running.session.is_outdated_by(&paths) {
            let Ok(config) = config(&running.disk) else { continue };
            running.session = Session::new((*engine(now)).clone(), config, Arc::new(running.disk.clone()));
        }
        let build = running.build(Changes::Paths(paths), now);
        tally.compare(expected, build, &running.target, &what);
    }
    tally
}

#[test]
fn random_edits_are_built_as_clean_builds_are() {
    edit_all_at_random(130, edit_at_random);
}

#[test]
fn the_url_of_a_document_without_a_date_moves_with_time() {
    let mut running = Running::of(&[
        ("_config.yml", "collections: {notes: {output: true, permalink: '/:year/:month/:title/'}}\n"),
        ("_notes/a.md", "---\n---\nA\n"),
        ("index.html", "---\n---\n{% for note in site.notes %}{{ note.url }}{% endfor %}"),
    ]);
    running.build(Changes::Unknown, START).unwrap();
    let later = START + 400 * 86_400_000_000_000;
    running.build(Changes::Paths(Vec::new()), later).unwrap();
    assert_same(&clean(&running.disk, later).unwrap(), &running.target, "more than a year");
}

#[test]
fn a_link_to_a_document_that_went_into_the_future_fails() {
    let mut running = Running::of(&[
        ("_config.yml", "collections: {notes: {output: true, permalink: '/:name/'}}\n"),
        ("_notes/a.md", "---\n---\nA\n"),
        ("index.html", "---\n---\n{% link _notes/a.md %}"),
    ]);
    running.build(Changes::Unknown, START).unwrap();
    let text = "---\ndate: 2099-01-01\n---\nA\n";
    running.disk.0.lock().unwrap().insert("_notes/a.md".to_owned(), (text.as_bytes().to_vec(), START + 1));
    let error = running.build(Changes::Paths(vec!["/site/_notes/a.md".to_owned()]), START).unwrap_err();
    assert_eq!(error.message, clean(&running.disk, START).unwrap_err().message);
}

#[test]
fn plugins_begin_anew_where_more_is_rendered_than_was_planned() {
    let mut running = Running::of(&[
        ("_config.yml", "plugins: [jekyll-include-cache]\n"),
        ("_includes/who.html", "{{ page.title }}"),
        ("a.md", "---\ntitle: A\n---\n{% include_cached who.html %}\n"),
        ("b.md", "---\ntitle: B\n---\nB\n"),
        ("z.md", "---\ntitle: Z\n---\n{% include_cached who.html %}\n"),
    ]);
    running.build(Changes::Unknown, START).unwrap();
    // The include is the first page's, also where another one asks for it that did not before, or the last one changed.
    assert_eq!(running.save("b.md", "---\ntitle: B\n---\n{% include_cached who.html %}\n").rendered, 3);
    assert_eq!(running.save("z.md", "---\ntitle: Last\n---\n{% include_cached who.html %}\n").rendered, 3);
}

#[test]
fn a_change_reaches_what_looked_at_it() {
    let mut running = many::many(40);
    running.build(Changes::Unknown, START).unwrap();
    let total = running.save("about.md", "---\ntitle: About\n---\nAbout\n").total;
    // An include and a layout reach all, a static file nothing but itself.
    assert!(running.save("_includes/head.html", "<nav>New</nav>").rendered >= 44);
    assert!(running.save("_layouts/post.html", "---\nlayout: default\n---\n{{ content }}").rendered < total);
    assert_eq!(running.save("picture.svg", "<svg/>").rendered, 1, "the sitemap lists static files");
    assert_eq!(running.save("about.md", "---\ntitle: About\n---\nMore about\n").rendered, 1);
}
