//! Builds of one process after the other, each of which goes on where the last one left off, are those of clean builds.

use super::disk::{Disk, Target};
use super::edits::{Random, edit};
use super::{START, Tally, assert_same, edit_all_at_random, many, sites};
use hyde::outside::Source;
use hyde::plugin::Engine;
use hyde::session::{Changes, Rebuilt, Session};
use hyde::{BuildError, BuildOptions, Config, Report};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where the last process left what the next one needs.
const STATE: &str = "/site/.jekyll-cache/hyde/incremental/state";

/// What every process of a test has in common.
struct Machine {
    disk: Disk,
    target: Target,
    environment: &'static str,
    program: &'static str,
}

impl Machine {
    fn new(disk: &Disk) -> Self {
        Self { disk: disk.clone(), target: Target::default(), environment: "development", program: "1" }
    }

    fn of(files: &[(&str, &str)]) -> Self {
        let disk = Disk::default();
        let with_time = |(path, text): &(&str, &str)| ((*path).to_owned(), (text.as_bytes().to_vec(), START));
        *disk.0.lock().unwrap() = files.iter().map(with_time).collect();
        Self::new(&disk)
    }

    fn config(&self) -> Config {
        let mut config = super::config(&self.disk).unwrap();
        config.hash_mut().insert("incremental", true);
        config
    }

    fn engine(&self, now: i128) -> Engine {
        let mut options = BuildOptions::new("/site").now(now);
        options.environment = Some(self.environment.to_owned());
        options.threads = Some(1 + usize::try_from(now % 3).unwrap());
        let mut engine = (*hyde::Engine::new()).clone();
        engine.set_options(options).set_report(Report::new());
        engine
    }

    /// What a process makes that knows of no other.
    fn clean(&self, now: i128) -> Result<BTreeMap<String, Vec<u8>>, BuildError> {
        let mut target = Target::default();
        self.engine(now).process(&self.config(), self.disk.clone(), &mut target)?;
        Ok(target.0.into_inner().unwrap())
    }

    /// What the next process makes.
    fn build(&mut self, now: i128) -> Result<Rebuilt, BuildError> {
        let mut session = Session::new(self.engine(now), self.config(), Arc::new(self.disk.clone()));
        session.remember(self.program);
        let site = session.start()?;
        session.build(site, Changes::Unknown, &mut self.target)
    }

    /// Builds; the outcome must be a clean build's.
    fn check(&mut self, what: &str) -> Rebuilt {
        let rebuilt = self.build(START).unwrap();
        assert_same(&self.clean(START).unwrap(), &self.target, what);
        rebuilt
    }

    fn put(&self, path: &str, text: &str) {
        self.disk.0.lock().unwrap().insert(path.to_owned(), (text.as_bytes().to_vec(), START + 1));
    }

    fn state(&self) -> Vec<u8> {
        self.disk.1.lock().unwrap().get(STATE).cloned().unwrap_or_default()
    }

    /// Does something that people and machines do between two builds besides editing.
    fn disturb(&mut self, random: &mut Random) -> &'static str {
        let outputs: Vec<String> = self.target.0.lock().unwrap().keys().cloned().collect();
        let one = outputs.get(random.below(outputs.len())).cloned().unwrap_or_default();
        match random.below(18) {
            0 => {
                self.target.0.lock().unwrap().remove(&one);
                "an output deleted"
            }
            1 => {
                self.target.0.lock().unwrap().insert(one, b"changed".to_vec());
                "an output changed"
            }
            2 => {
                self.target.0.lock().unwrap().insert("stranger.html".to_owned(), b"strange".to_vec());
                "a stranger's file"
            }
            3 => {
                let mut state = self.state();
                if !state.is_empty() {
                    let at = random.below(state.len());
                    state[at] ^= 1 << random.below(8);
                    self.disk.1.lock().unwrap().insert(STATE.to_owned(), state);
                }
                "a bit of the state flipped"
            }
            4 => {
                self.environment = if self.environment == "development" { "production" } else { "development" };
                "another environment"
            }
            5 => {
                self.program = if self.program == "1" { "2" } else { "1" };
                "another version"
            }
            _ => "",
        }
    }
}

/// Edits one site again and again, each time followed by a process of its own.
fn edit_at_random(site: sites::Site, seed: u64, edits: usize) -> Tally {
    let (name, files) = site;
    let mut machine = Machine::of(files);
    machine.check(name);
    let mut random = Random(seed ^ 0x5bd1);
    let (mut now, mut tally) = (START, Tally::default());
    let mut history: Vec<String> = Vec::new();
    for step in 0..edits {
        if random.below(12) == 0 {
            // Now and then the site starts anew, so that it does not fall into ruins.
            let mut disk = machine.disk.0.lock().unwrap();
            *disk = files.iter().map(|(path, text)| ((*path).to_owned(), (text.as_bytes().to_vec(), now))).collect();
            drop(disk);
            history.clear();
        }
        now += [0, 1_000_000_000, 3_600_000_000_000, 40 * 86_400_000_000_000][random.below(4)];
        let edited = edit(&machine.disk, &mut random, now);
        let disturbed = machine.disturb(&mut random);
        history.push(format!("{} {disturbed}", edited.what));
        let what = format!("{name}, seed {seed}, step {step}:\n{}", history.join("\n"));
        let (clean, build) = (machine.clean(now), machine.build(now));
        tally.compare(clean, build, &machine.target, &what);
    }
    tally
}

#[test]
fn random_edits_between_processes_are_built_as_clean_builds_are() {
    edit_all_at_random(40, edit_at_random);
}

/// A machine with a blog that was built once, and how many items it has.
fn built() -> (Machine, usize) {
    let mut machine = Machine::new(&many::many(30).disk);
    let total = machine.check("the first build").rendered;
    assert!(total > 30);
    (machine, total)
}

#[test]
fn the_next_process_renders_what_a_change_reaches() {
    let (mut machine, total) = built();
    assert_eq!(machine.check("nothing").rendered, 0);
    machine.put("about.md", "---\ntitle: About\n---\nAbout\n");
    // The page, and the sitemap that lists it.
    assert_eq!(machine.check("a new page").rendered, 2);
    machine.put("about.md", "---\ntitle: About\n---\nMore\n");
    assert_eq!(machine.check("a body").rendered, 1);
    machine.put("_posts/2001-02-02-post-1.md", "---\nlayout: post\ntitle: Post\n---\nOther\n");
    assert!(machine.check("a post").rendered <= 6);
    machine.put("_includes/head.html", "<nav>New</nav>");
    assert!(machine.check("an include").rendered > 30);
    assert_eq!(machine.check("nothing").rendered, 0);
    machine.disk.0.lock().unwrap().remove("about.md");
    assert!(machine.check("a page gone").rendered < total / 2);
}

#[test]
fn what_is_missing_in_the_destination_is_rendered_again() {
    let (mut machine, _) = built();
    let page = machine.target.0.lock().unwrap().keys().find(|path| path.contains("post-3")).unwrap().clone();
    machine.target.0.lock().unwrap().remove(&page);
    assert_eq!(machine.check("a deleted output").rendered, 1);
    machine.target.0.lock().unwrap().insert(page, b"other".to_vec());
    assert_eq!(machine.check("a changed output").rendered, 1);
    machine.target.0.lock().unwrap().insert("more.html".to_owned(), b"more".to_vec());
    assert_eq!(machine.check("a stranger's output").rendered, 0);
    machine.target = Target::default();
    assert!(machine.check("another destination").rendered > 30);
}

#[test]
fn other_circumstances_lead_to_a_clean_build() {
    let (mut machine, total) = built();
    machine.environment = "production";
    assert_eq!(machine.check("an environment").rendered, total);
    machine.program = "2";
    assert_eq!(machine.check("a version").rendered, total);
    let config = String::from_utf8(machine.disk.0.lock().unwrap()["_config.yml"].0.clone()).unwrap();
    machine.put("_config.yml", &config.replace("title: Many", "title: More"));
    assert_eq!(machine.check("a setting").rendered, total);
    machine.put("_plugins/any.rb", "require 'set'\n");
    assert_eq!(machine.check("a Ruby file").rendered, total);
    assert_eq!(machine.check("nothing").rendered, 0);
}

#[test]
fn after_a_build_that_failed_its_changes_still_count() {
    let (mut machine, _) = built();
    machine.put("about.md", "---\n---\n{% nope %}");
    machine.put("_posts/2001-02-02-post-1.md", "---\nlayout: post\ntitle: Named anew\n---\nOther\n");
    assert!(machine.build(START).is_err());
    assert!(machine.build(START).is_err());
    machine.put("about.md", "---\n---\nmended");
    assert!(machine.check("a mended page").rendered < 12);
}

#[test]
fn a_state_that_is_damaged_or_of_elsewhere_is_not_believed() {
    let (mut machine, total) = built();
    let whole = machine.state();
    let with = |machine: &mut Machine, state: &[u8], what: &str| {
        machine.disk.1.lock().unwrap().insert(STATE.to_owned(), state.to_vec());
        assert_eq!(machine.check(what).rendered, total, "{what}");
        machine.disk.1.lock().unwrap().insert(STATE.to_owned(), whole.clone());
    };
    for length in [0, 1, 15, 16, 40, whole.len() / 2, whole.len() - 1] {
        with(&mut machine, &whole[..length], "a state that ends early");
    }
    for part in 0..10 {
        let mut state = whole.clone();
        let at = part * (state.len() - 1) / 9;
        state[at] ^= 0x10;
        with(&mut machine, &state, "a flipped bit");
    }
    with(&mut machine, &[&whole[..], b"more"].concat(), "a state with more behind it");
    // What another machine wrote comes without the file that was written with it there, or with another one.
    machine.disk.1.lock().unwrap().insert(STATE.replace("state", "token"), b"another".to_vec());
    with(&mut machine, &whole, "a state of elsewhere");
    machine.check("the older state, which may be of elsewhere too");
    assert_eq!(machine.check("nothing").rendered, 0);
}

#[test]
fn nothing_is_kept_where_caching_on_disk_is_off() {
    let (mut machine, total) = built();
    let config = String::from_utf8(machine.disk.0.lock().unwrap()["_config.yml"].0.clone()).unwrap();
    machine.disk.1.lock().unwrap().clear();
    machine.put("_config.yml", &format!("{config}disable_disk_cache: true\n"));
    assert_eq!(machine.check("no cache").rendered, total);
    assert!(machine.disk.1.lock().unwrap().is_empty());
    assert!(machine.disk.read(STATE).is_err());
}
