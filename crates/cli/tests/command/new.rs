//! `new`, `new --blank` and `new-theme`: what they make builds, with neither Ruby nor the network.

use crate::home::{Home, stderr};

fn make(arguments: &[&str]) -> Home {
    let home = Home::new();
    let output = home.run(arguments);
    assert!(output.status.success(), "{}", stderr(&output));
    home
}

#[test]
fn a_new_site_builds_and_is_healthy() {
    let home = make(&["new", "site"]);
    let output = home.run(&["build", "--offline", "-s", "site", "-d", "_site"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
    let page = home.get("_site/index.html");
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<meta name=\"viewport\""), "{page}");
    assert!(!page.contains("{{") && !page.contains("{%"), "{page}");
    assert!(page.contains("/the-first-post/"), "the post is listed: {page}");
    let style = home.get("_site/assets/style.css");
    assert!(style.contains("light-dark("), "{style}");
    for file in ["about/index.html", "404.html"] {
        assert!(home.at("_site").join(file).exists(), "{file}");
    }
    // A second one does not overwrite the first.
    let again = home.run(&["new", "site"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(stderr(&again).contains("exists and is not empty."));
    assert!(home.run(&["new", "site", "--force"]).status.success());
}

#[test]
fn a_blank_site_builds() {
    let home = make(&["new", "--blank", "site"]);
    let output = home.run(&["build", "-q", "-s", "site", "-d", "_site"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(home.get("_site/index.html").contains("<h2 id="), "{}", home.get("_site/index.html"));
    assert!(home.at("_site/assets/css/main.css").exists());
}

#[test]
fn a_new_theme_serves_a_site_beside_it() {
    let home = make(&["new-theme", "my theme"]);
    assert!(home.at("my_theme/my_theme.gemspec").exists());
    home.put("_config.yml", "theme: my_theme\n").put("Gemfile", "gem 'my_theme', path: 'my_theme'\n");
    home.put("_config.yml", "theme: my_theme\nexclude: [my_theme]\n").put("a.html", "---\nlayout: page\n---\nhi");
    let output = home.run(&["build", "-q"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(home.get("_site/a.html").trim(), "hi");
}

#[test]
fn clean_takes_away_what_builds_leave() {
    let home = Home::new();
    home.put("a.txt", "a").put(".jekyll-metadata", "").put(".sass-cache/x", "");
    assert!(home.run(&["build", "-q"]).status.success());
    assert!(home.at("_site/a.txt").exists() && home.at(".jekyll-cache").exists());
    assert!(home.run(&["clean"]).status.success());
    for gone in ["_site", ".jekyll-cache", ".jekyll-metadata", ".sass-cache"] {
        assert!(!home.at(gone).exists(), "{gone}");
    }
    assert!(home.at("a.txt").exists());
}
