//! Fetching from a network that the test makes: what is asked, what is kept, what is refused.

use super::archive::tests::{gem, gzip, tar};
use super::{find_or_fetch, sha256};
use crate::plugin::{Network, NetworkError, Outside};
use crate::{BuildOptions, Config, Report, Theme};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

const SPECIFICATION: &str = "--- !ruby/object:Gem::Specification\nname: plain\nversion: !ruby/object:Gem::Version\n  version: 1.2.0\ndependencies:\n- !ruby/object:Gem::Dependency\n  name: jekyll-feed\n  type: :runtime\n";

/// A network of fixed answers that remembers what it was asked.
#[derive(Default)]
struct Answers {
    by_address: Mutex<BTreeMap<String, Vec<u8>>>,
    asked: Mutex<Vec<String>>,
}

struct Shared(Arc<Answers>);

impl Network for Shared {
    fn get(&self, url: &str, _: &[(&str, &str)]) -> Result<Vec<u8>, NetworkError> {
        self.0.asked.lock().unwrap().push(url.to_owned());
        self.0.by_address.lock().unwrap().get(url).cloned().ok_or(NetworkError::Status(404))
    }
}

/// A site's folder with a cache beside it.
struct Home {
    root: PathBuf,
    answers: Arc<Answers>,
    options: BuildOptions,
    report: Report,
}

impl Home {
    fn new() -> Self {
        static SERIAL: AtomicU32 = AtomicU32::new(0);
        let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
        let root = std::env::temp_dir().join(format!("hyde-fetch-{}-{serial}", std::process::id()));
        fs::create_dir_all(root.join("site")).unwrap();
        let mut options = BuildOptions::new(root.join("site").to_str().unwrap());
        options.gems.cache = Some(root.join("cache").to_str().unwrap().to_owned());
        options.gems.server = Some("https://gems.example/".to_owned());
        Self { root, answers: Arc::default(), options, report: Report::new() }
    }

    fn answer(&self, address: &str, bytes: impl Into<Vec<u8>>) {
        self.answers.by_address.lock().unwrap().insert(address.to_owned(), bytes.into());
    }

    fn put(&self, path: &str, text: &str) {
        fs::write(self.root.join("site").join(path), text).unwrap();
    }

    fn lock(&self) -> String {
        fs::read_to_string(self.root.join("site/hyde.lock")).unwrap_or_default()
    }

    /// Serves versions of the gem `plain`.
    fn serve(&self, versions: &[&str]) {
        let mut listing = String::from("---\n");
        for version in versions {
            let archive = gem(&[("_layouts/default.html", version.as_bytes())], SPECIFICATION);
            listing.push_str(&format!("{version} jekyll-feed:>= 0|checksum:{},ruby:>= 2\n", sha256(&archive)));
            self.answer(&format!("https://gems.example/gems/plain-{version}.gem"), archive);
        }
        self.answer("https://gems.example/info/plain", listing);
    }

    fn find(&self, config: &str) -> Result<Option<Theme>, String> {
        self.put("_config.yml", config);
        let config = Config::load(&self.options, &Report::new()).unwrap();
        let outside = Outside::default().with_network(Shared(Arc::clone(&self.answers)));
        find_or_fetch(&config, &self.options, &outside, &self.report).map_err(|error| error.message)
    }

    fn theme(&self, config: &str) -> Theme {
        self.find(config).unwrap().unwrap()
    }

    fn told(&self) -> String {
        self.report.told().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    fn asked(&self) -> usize {
        self.answers.asked.lock().unwrap().len()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

fn layout(theme: &Theme) -> String {
    fs::read_to_string(format!("{}/_layouts/default.html", theme.root)).unwrap()
}

#[test]
fn a_gem_is_fetched_once_and_pinned() {
    let home = Home::new();
    home.serve(&["1.0.0", "1.2.0"]);
    let theme = home.theme("theme: plain\n");
    assert_eq!((theme.version.as_str(), layout(&theme).as_str()), ("1.2.0", "1.2.0"));
    assert_eq!(theme.dependencies, ["jekyll-feed"]);
    assert!(home.lock().contains("name = \"plain\"\nversion = \"1.2.0\"\nsha256 = \""), "{}", home.lock());
    assert_eq!(home.asked(), 2);
    home.serve(&["1.0.0", "1.2.0", "1.3.0"]);
    let again = home.theme("theme: plain\n");
    assert_eq!((again.version.as_str(), home.asked()), ("1.2.0", 2), "the pin and the cache answer");
    assert_eq!(again.dependencies, ["jekyll-feed"]);
}

#[test]
fn a_gemfile_and_its_lock_choose_the_version() {
    let home = Home::new();
    home.serve(&["1.0.0", "1.0.5", "1.2.0"]);
    home.put("Gemfile", "gem 'plain', '~> 1.0.0'\n");
    assert_eq!(home.theme("theme: plain\n").version, "1.0.5");
    home.put("Gemfile.lock", "GEM\n  remote: x\n  specs:\n    plain (1.0.0)\n");
    assert_eq!(home.theme("theme: plain\n").version, "1.0.0");
    home.put("Gemfile", "gem 'plain', path: '../nowhere'\n");
    assert_eq!(home.find("theme: plain\n").unwrap_err(), "The plain theme could not be found.");
}

#[test]
fn what_does_not_fit_its_checksum_is_refused() {
    let home = Home::new();
    home.serve(&["1.2.0"]);
    home.answer("https://gems.example/gems/plain-1.2.0.gem", gem(&[("_layouts/default.html", b"evil")], SPECIFICATION));
    assert_eq!(home.find("theme: plain\n").unwrap_err(), "The plain theme could not be found.");
    assert!(home.told().contains("is not what was expected (SHA-256 "), "{}", home.told());
    assert_eq!(home.lock(), "");
    assert!(!home.root.join("cache/gems").exists());
}

#[test]
fn a_pin_holds_against_a_server_that_changed() {
    let home = Home::new();
    home.serve(&["1.2.0"]);
    home.theme("theme: plain\n");
    fs::remove_dir_all(home.root.join("cache")).unwrap();
    let other = gem(&[("_layouts/default.html", b"other")], SPECIFICATION);
    home.answer("https://gems.example/info/plain", format!("---\n1.2.0 |checksum:{}\n", sha256(&other)));
    home.answer("https://gems.example/gems/plain-1.2.0.gem", other);
    home.find("theme: plain\n").unwrap_err();
    assert!(home.told().contains("take its entry out of hyde.lock"), "{}", home.told());
}

#[test]
fn offline_and_unknown_say_what_to_do() {
    let mut home = Home::new();
    assert_eq!(home.find("theme: plain\n").unwrap_err(), "The plain theme could not be found.");
    assert!(
        home.told().contains("https://gems.example/info/plain does not know it. Check the name"),
        "{}",
        home.told()
    );
    home.options.gems.offline = true;
    home.find("theme: plain\n").unwrap_err();
    assert!(home.told().contains("Build once without --offline"), "{}", home.told());
    home.options.gems.offline = false;
    home.serve(&["1.2.0"]);
    home.theme("theme: plain\n");
    home.options.gems.offline = true;
    assert_eq!(home.theme("theme: plain\n").version, "1.2.0");
    fs::remove_file(home.root.join("site/hyde.lock")).unwrap();
    assert_eq!(home.theme("theme: plain\n").version, "1.2.0", "what was fetched before serves offline");
}

#[test]
fn a_gem_that_reaches_out_is_refused() {
    let home = Home::new();
    let archive = gem(&[("../../evil", b"x")], SPECIFICATION);
    home.answer("https://gems.example/info/plain", format!("---\n1.0.0 |checksum:{}\n", sha256(&archive)));
    home.answer("https://gems.example/gems/plain-1.0.0.gem", archive);
    home.find("theme: plain\n").unwrap_err();
    assert!(home.told().contains("reaches out of its folder"), "{}", home.told());
    assert!(!home.root.join("evil").exists() && !home.root.join("cache/evil").exists());
}

const REMOTE: &str = "remote_theme: o/r@v1\nplugins: [jekyll-remote-theme]\n";

#[test]
fn a_remote_theme_is_fetched_by_its_archive() {
    let home = Home::new();
    let archive = |text: &[u8]| {
        let specification = b"spec.add_runtime_dependency \"jekyll-feed\", \"~> 0.9\"\n";
        gzip(&tar(&[("r-1/_layouts/default.html", text), ("r-1/r.gemspec", specification)]))
    };
    let address = "https://codeload.github.com/o/r/tar.gz/v1";
    home.answer(address, archive(b"one"));
    let theme = home.theme(REMOTE);
    assert_eq!((theme.name.as_str(), layout(&theme).as_str()), ("r", "one"));
    assert_eq!(theme.dependencies, ["jekyll-feed"]);
    assert!(home.told().contains("Remote Theme: Using theme o/r"));
    home.answer(address, archive(b"two"));
    assert_eq!(layout(&home.theme(REMOTE)), "one");
    fs::remove_dir_all(home.root.join("cache")).unwrap();
    home.find(REMOTE).unwrap_err();
    assert!(home.told().contains("is not what was expected"), "{}", home.told());
    assert!(home.find("remote_theme: o/r@v1\n").unwrap().is_none(), "without its plugin the setting means nothing");
    assert!(home.find("remote_theme: '../x'\nplugins: [jekyll-remote-theme]\n").unwrap().is_none());
    assert!(home.told().contains("not a valid"), "{}", home.told());
}
