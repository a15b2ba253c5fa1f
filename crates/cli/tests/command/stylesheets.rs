//! Stylesheets: kept between builds, taken as they are while nothing they use has changed; and how their maps are named.

use crate::home::{Home, stderr};
use std::fs;

const KEPT: &str = ".jekyll-cache/hyde/sass";

fn site() -> Home {
    let home = Home::new();
    home.put("_config.yml", "sass: {style: compressed, load_paths: [first, second]}")
        .put("css/main.scss", "---\n---\n@use 'part';\n@warn 'look';")
        .put("second/_part.scss", "b { color: tan }");
    home
}

fn css(home: &Home, arguments: &[&str]) -> String {
    let output = home.run(&[&["build"], arguments].concat());
    assert!(output.status.success() && stderr(&output).contains("look"), "{}", stderr(&output));
    home.get("_site/css/main.css").lines().next().unwrap_or_default().to_owned()
}

/// Changes the kept CSS, so that it is seen whether it is used.
fn mark(home: &Home) {
    for entry in fs::read_dir(home.at(KEPT)).unwrap().map(|entry| entry.unwrap().path()) {
        let bytes = fs::read(&entry).unwrap();
        let at = bytes.windows(9).position(|window| window == b"color:tan").unwrap();
        fs::write(entry, [&bytes[..at], b"color:red", &bytes[at + 9..]].concat()).unwrap();
    }
}

#[test]
fn a_stylesheet_is_kept_until_something_it_uses_changes() {
    let home = site();
    let fresh = css(&home, &[]);
    assert!(fresh.starts_with("b{color:tan}"), "{fresh}");
    assert_eq!(css(&home, &[]), fresh);
    mark(&home);
    assert!(css(&home, &[]).starts_with("b{color:red}"), "what is kept is used");
    assert_eq!(css(&home, &["--disable-disk-cache"]), fresh);
    assert_eq!(css(&home, &["--safe"]), fresh);
    home.put("first/_part.scss", "b { color: sky }");
    assert!(css(&home, &[]).starts_with("b{color:sky}"), "a file that comes first is seen");
    home.put("first/_part.scss", "b { color: sea }");
    assert!(css(&home, &[]).starts_with("b{color:sea}"), "a changed file is seen");
    home.put("css/main.scss", "---\n---\n@use 'part';\n@warn 'look';\ni { j: k }");
    assert!(css(&home, &[]).contains("i{j:k}"), "a changed entry is seen");
    home.put("_config.yml", "sass: {style: expanded, load_paths: [first, second]}");
    assert_eq!(css(&home, &[]), "b {", "a changed setting is seen");
}

#[test]
fn a_cache_that_is_off_is_not_written() {
    for switch in ["--disable-disk-cache", "--safe"] {
        let home = site();
        css(&home, &[switch]);
        assert!(!home.at(KEPT).exists());
    }
}

#[test]
fn a_broken_cache_is_passed_over() {
    let home = site();
    let fresh = css(&home, &[]);
    for entry in fs::read_dir(home.at(KEPT)).unwrap() {
        fs::write(entry.unwrap().path(), [0xff; 100]).unwrap();
    }
    assert_eq!(css(&home, &[]), fresh);
}

#[test]
fn a_map_is_named_as_a_url() {
    let home = Home::new();
    home.put("_config.yml", "").put("css/a bé.scss", "---\n---\nb { c: d }");
    assert!(home.run(&["build"]).status.success());
    assert!(home.get("_site/css/a bé.css").ends_with("/*# sourceMappingURL=a%20b%C3%A9.css.map */"));
    assert!(home.at("_site/css/a bé.css.map").exists());
}
