//! Stylesheets kept between builds: taken as they are while nothing they use has changed, and not otherwise.

#![expect(clippy::unwrap_used, reason = "a broken site should stop the test")]

use hyde_core::Engine;
use hyde_core::config::BuildOptions;
use std::fs;
use std::path::{Path, PathBuf};

const CONFIG: &str = "sass: {style: compressed, load_paths: [first, second]}\n";

/// A folder of this test's own, with a site in it.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Self {
        let home = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
        // What an earlier run left may not be there.
        let _ = fs::remove_dir_all(&home.0);
        home.put("_config.yml", CONFIG);
        home.put("css/main.scss", "---\n---\n@use 'part';\n@warn 'look';");
        home.put("second/_part.scss", "b { color: tan }");
        home
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn kept(&self) -> Vec<PathBuf> {
        let list = fs::read_dir(self.0.join(".jekyll-cache/hyde/sass"));
        list.into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
    }

    /// Builds, and gives the first line of the stylesheet.
    fn css(&self) -> String {
        let mut engine = Engine::bare();
        engine.set_options(BuildOptions::new(self.0.to_string_lossy()).now(1_768_478_400_000_000_000));
        engine.build().unwrap();
        let told = engine.report().told();
        assert!(told.iter().any(|told| told.to_string().contains("look")), "{told:?}");
        let css = fs::read_to_string(self.0.join("_site/css/main.css")).unwrap();
        css.lines().next().unwrap_or_default().to_owned()
    }
}

#[test]
fn a_stylesheet_is_kept_until_something_it_uses_changes() {
    let home = Home::new("kept-sheets");
    let fresh = home.css();
    assert!(fresh.starts_with("b{color:tan}"), "{fresh}");
    assert_eq!(home.css(), fresh);
    // The kept CSS is changed, so that it is seen whether it is used.
    for file in home.kept() {
        let bytes = fs::read(&file).unwrap();
        let at = bytes.windows(9).position(|window| window == b"color:tan").unwrap();
        fs::write(file, [&bytes[..at], b"color:red", &bytes[at + 9..]].concat()).unwrap();
    }
    assert!(home.css().starts_with("b{color:red}"), "what is kept is used");
    for off in ["disable_disk_cache: true", "safe: true"] {
        home.put("_config.yml", &format!("{CONFIG}{off}"));
        assert_eq!(home.css(), fresh, "with {off} it is not");
    }
    home.put("_config.yml", CONFIG);
    home.put("first/_part.scss", "b { color: sky }");
    assert!(home.css().starts_with("b{color:sky}"), "a file that comes first is seen");
    home.put("first/_part.scss", "b { color: sea }");
    assert!(home.css().starts_with("b{color:sea}"), "a changed file is seen");
    home.put("css/main.scss", "---\n---\n@use 'part';\n@warn 'look';\ni { j: k }");
    assert!(home.css().contains("i{j:k}"), "a changed entry is seen");
    home.put("_config.yml", &CONFIG.replace("compressed", "expanded"));
    assert_eq!(home.css(), "b {", "a changed setting is seen");
}

#[test]
fn a_cache_that_is_off_is_not_written_and_a_broken_one_passed_over() {
    let home = Home::new("broken-sheets");
    home.put("_config.yml", &format!("{CONFIG}disable_disk_cache: true"));
    let fresh = home.css();
    assert!(home.kept().is_empty());
    home.put("_config.yml", CONFIG);
    assert_eq!(home.css(), fresh);
    let kept = home.kept();
    assert_eq!(kept.len(), 1);
    fs::write(&kept[0], [0xff; 100]).unwrap();
    assert_eq!(home.css(), fresh);
}

#[test]
fn a_map_is_named_as_a_url() {
    let home = Home::new("map-names");
    home.put("css/a bé.scss", "---\n---\nb { c: d }");
    home.css();
    let css = fs::read_to_string(home.0.join("_site/css/a bé.css")).unwrap();
    assert!(css.ends_with("/*# sourceMappingURL=a%20b%C3%A9.css.map */"), "{css}");
    assert!(home.0.join("_site/css/a bé.css.map").exists());
}
