//! `--incremental`: each process goes on where the last one left off, on a real disk.

use crate::home::Home;
use hyde::golden::{Tree, compare};
use std::time::{Duration, SystemTime};

/// A site with something of everything, old enough to be believed.
fn site() -> Home {
    let home = Home::new();
    home.put("_config.yml", "title: T\ncollections: {notes: {output: true}}\n")
        .put("_layouts/l.html", "{% include head.html %}{{ content }}")
        .put("_includes/head.html", "<title>{{ page.title }}</title>")
        .put("_posts/2024-01-01-a.md", "---\nlayout: l\ntitle: A\n---\nHead\n\nBody\n")
        .put("_posts/2024-01-02-b.md", "---\nlayout: l\ntitle: B\n---\nB\n")
        .put("_notes/n.md", "---\n---\nN\n")
        .put("_data/d.yml", "k: v\n")
        .put("index.html", "---\n---\n{% for post in site.posts %}{{ post.title }}{{ post.excerpt }}{% endfor %}")
        .put("data.html", "---\n---\n{{ site.data.d.k }}{{ jekyll.environment }}")
        .put("css/main.scss", "---\n---\n@use 'part';\n")
        .put("_sass/_part.scss", "a { b: c }\n")
        .put("static.txt", "static");
    rest();
    home
}

/// Waits until what was written is older than what can be written from now on.
fn rest() {
    std::thread::sleep(Duration::from_millis(80));
}

/// Builds incrementally and compares with a clean build; gives the outputs that were written.
fn build(home: &Home, what: &str) -> Vec<String> {
    let before = times(home);
    let output = home.run(&["build", "-q", "-I"]);
    assert!(output.status.success(), "{what}: {output:?}");
    assert!(home.at(".jekyll-metadata").exists());
    let written = times(home).into_iter().filter(|file| !before.contains(file)).map(|(path, _)| path).collect();
    assert!(home.run(&["build", "-q", "-d", "_clean", "--disable-disk-cache"]).status.success());
    let comparison = compare(&Tree::read(&home.at("_clean")).unwrap(), &Tree::read(&home.at("_site")).unwrap());
    assert!(comparison.is_identical(), "{what}: {comparison:#}");
    written
}

/// The outputs but for copies, with their times, sorted.
fn times(home: &Home) -> Vec<(String, SystemTime)> {
    let mut found = Vec::new();
    let mut folders = vec![home.at("_site")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let entry = entry.unwrap();
            let metadata = entry.metadata().unwrap();
            let name = entry.file_name().into_string().unwrap();
            match metadata.is_dir() {
                true => folders.push(entry.path()),
                false if name == "static.txt" => {}
                false => found.push((name, metadata.modified().unwrap())),
            }
        }
    }
    found.sort();
    found
}

#[test]
fn the_next_process_writes_what_differs() {
    let home = site();
    assert_eq!(build(&home, "first").len(), 7);
    rest();
    assert_eq!(build(&home, "nothing"), [""; 0]);
    home.put("_posts/2024-01-01-a.md", "---\nlayout: l\ntitle: Other\n---\nHead\n\nBody\n");
    rest();
    assert_eq!(build(&home, "a title"), ["a.html", "index.html"]);
    home.put("_data/d.yml", "k: w\n");
    assert_eq!(build(&home, "data"), ["data.html"]);
    home.put("_sass/_part.scss", "a { b: d }\n").put("static.txt", "STATIC");
    assert_eq!(build(&home, "a partial"), ["main.css", "main.css.map"]);
    home.put("_posts/2024-01-03-c.md", "---\n---\nC\n");
    std::fs::remove_file(home.at("_posts/2024-01-02-b.md")).unwrap();
    build(&home, "a new post and one gone");
}

#[test]
fn what_others_did_to_the_destination_is_undone() {
    let home = site();
    build(&home, "first");
    // Of the same length, at once, and in the same file: only the bytes can tell.
    let output = home.get("_site/data.html");
    home.put("_site/data.html", &output.replace('v', "x"));
    build(&home, "a changed output");
    std::fs::remove_file(home.at("_site/notes/n.html")).unwrap();
    home.put("_site/static.txt", "others").put("_site/stranger.html", "x");
    build(&home, "outputs deleted, changed and added");
    std::fs::remove_dir_all(home.at("_site")).unwrap();
    assert_eq!(build(&home, "no destination").len(), 7);
}

#[test]
fn a_copy_of_a_site_with_its_cache_is_built_anew() {
    let home = site();
    build(&home, "first");
    let other = Home::new();
    let copy = |from: &str, to: &str| {
        std::fs::create_dir_all(other.at(to).parent().unwrap()).unwrap();
        std::fs::copy(home.at(from), other.at(to)).unwrap();
    };
    // The same files at the same places, but for the disk they are on.
    let state = ".jekyll-cache/hyde/incremental/state";
    rest();
    for name in ["state", "token"] {
        copy(&format!(".jekyll-cache/hyde/incremental/{name}"), name);
        std::fs::remove_file(home.at(&format!(".jekyll-cache/hyde/incremental/{name}"))).unwrap();
        std::fs::copy(other.at(name), home.at(&format!(".jekyll-cache/hyde/incremental/{name}"))).unwrap();
    }
    assert_eq!(build(&home, "a state that was copied").len(), 7);
    home.put(state, "hyde incremental and nothing else");
    assert_eq!(build(&home, "a state of another kind").len(), 7);
    let production = |arguments: &[&str]| home.hyde(arguments).env("JEKYLL_ENV", "production").status().unwrap();
    assert!(production(&["build", "-q", "-I"]).success());
    assert_eq!(home.get("_site/data.html"), "vproduction");
}
