//! What reading makes of a source: one claim per test, each a rule of Jekyll's reader.

use hyde_core::outside::{Memory, Written};
use hyde_core::{BuildOptions, Config, Engine, ErrorKind, Site};
use hyde_liquid::{Hash, Value};
use std::path::Path;

/// Reads a site whose configuration is given as YAML.
fn read(config: &str, files: &[(&str, &str)]) -> Site {
    try_read(config, files).expect("the site can be read")
}

fn try_read(config: &str, files: &[(&str, &str)]) -> Result<Site, hyde_core::BuildError> {
    let node = hyde_yaml::parse(config).expect("the configuration is YAML");
    let settings = match hyde_core::front_matter::to_value(&node) {
        Value::Hash(hash) => (*hash).clone(),
        _ => Hash::new(),
    };
    let mut engine = Engine::bare();
    // 2026-01-15, so that posts of the tests lie in the past.
    engine.set_options(BuildOptions::new("/site").now(1_768_478_400_000_000_000));
    engine.read(&Config::from_settings(settings)?, files.iter().copied().collect::<Memory>())
}

fn urls(site: &Site) -> Vec<String> {
    site.documents().map(|document| document.url(site).to_owned()).collect()
}

fn pages(site: &Site) -> Vec<String> {
    site.pages.iter().map(|page| page.url(site).to_owned()).collect()
}

const EMPTY: &str = "---\n---\n";

#[test]
fn posts_take_date_slug_and_categories_from_their_path() {
    let site = read("", &[("Blog/_posts/sub/2024-1-2-Some-Thing.md", EMPTY)]);
    let post = &site.posts()[0];
    assert_eq!(post.url(&site), "/blog/2024/01/02/Some-Thing.html");
    assert_eq!(post.get("title").and_then(Value::as_str), Some("Some Thing"));
    assert_eq!(post.get("categories").map(Value::to_s).as_deref(), Some("[\"Blog\"]"));
    assert_eq!(post.id(&site), "/blog/2024/01/02/Some-Thing");
}

#[test]
fn posts_need_no_front_matter_but_an_extension() {
    let site = read("", &[("_posts/2024-01-02-a.md", "plain"), ("_posts/2024-01-03-b", EMPTY)]);
    assert_eq!(urls(&site), ["/2024/01/02/a.html"]);
}

#[test]
fn future_posts_are_left_out_and_future_documents_are_not_written() {
    let future = "---\ndate: 2099-01-01\n---\n";
    let site = read("collections: {c: {output: true}}", &[("_posts/2099-01-01-a.md", EMPTY), ("_c/b.md", future)]);
    assert!(site.posts().is_empty());
    assert!(!site.collections["c"].docs[0].is_written(&site));
    assert_eq!(site.report.told()[0].to_string(), "          Skipping: _posts/2099-01-01-a.md has a future date");
}

#[test]
fn an_invalid_date_is_fatal() {
    let error = try_read("", &[("_posts/2024-01-01-a.md", "---\ndate: soon\n---\n")]).expect_err("no date");
    assert_eq!(error.kind, ErrorKind::Fatal);
    assert_eq!(
        error.message,
        "Invalid date 'soon': Document '_posts/2024-01-01-a.md' does not have a valid date in the YAML front matter."
    );
}

#[test]
fn documents_sort_by_date_then_path_and_pages_by_name() {
    let dated = |date: &str| format!("---\ndate: {date}\n---\n");
    let (first, second) = (dated("2024-01-01"), dated("2024-01-02"));
    let site = read(
        "collections: [c]",
        &[("_c/b.md", &first), ("_c/a.md", &second), ("z/a.md", EMPTY), ("b.md", EMPTY), ("A.md", EMPTY)],
    );
    let docs: Vec<&str> = site.collections["c"].docs.iter().map(|document| document.basename()).collect();
    assert_eq!(docs, ["b.md", "a.md"]);
    assert_eq!(pages(&site), ["/A.html", "/z/a.html", "/b.html"]);
}

#[test]
fn excludes_are_prefixes_and_includes_bring_back() {
    let site = read(
        "{exclude: [foo], include: [_x]}",
        &[("foo.txt", ""), ("foobar.txt", ""), ("_x/a.txt", ""), ("_y/a.txt", ""), (".htaccess", ""), ("b.txt", "")],
    );
    let files: Vec<&str> = site.static_files.iter().map(|file| file.relative_path.as_str()).collect();
    assert_eq!(files, ["/_x/a.txt", "/b.txt"]);
}

#[test]
fn defaults_fill_documents_and_are_looked_up_for_pages() {
    let config = "defaults:\n  - {scope: {path: ''}, values: {a: 1, b: 1}}\n  - {scope: {path: sub}, values: {b: 2}}\n";
    let site = read(config, &[("sub/p.md", EMPTY), ("_posts/2024-01-01-a.md", "---\na: own\n---\n")]);
    let page = &site.pages[0];
    assert_eq!(page.get(&site, "b"), Some(Value::Int(2)));
    assert!(page.data.is_empty());
    assert_eq!(site.posts()[0].get("a").and_then(Value::as_str), Some("own"));
    assert_eq!(site.posts()[0].get("b"), Some(&Value::Int(1)));
}

#[test]
fn permalinks_of_pages_follow_the_style_of_the_site() {
    let files = [("about.md", EMPTY), ("index.md", EMPTY), ("feed.xml", EMPTY)];
    assert_eq!(pages(&read("permalink: pretty", &files)), ["/about/", "/feed.xml", "/"]);
    assert_eq!(pages(&read("permalink: /:title", &files)), ["/about", "/feed.xml", "/"]);
    assert_eq!(pages(&read("", &files)), ["/about.html", "/feed.xml", "/"]);
}

#[test]
fn an_unknown_placeholder_stops_documents_and_stays_in_pages() {
    let text = "---\npermalink: /:nope/x\n---\n";
    let site = read("", &[("a.md", text), ("_posts/2024-01-01-a.md", text)]);
    assert_eq!(pages(&site), ["/:nope/x"]);
    let error = hyde_core::url::check_documents(&site).expect_err("unknown placeholder");
    assert_eq!(error.message, "The URL template doesn't have nope keys. Check your permalink template!");
}

#[test]
fn data_files_of_later_extensions_and_folders_win() {
    let site = read(
        "",
        &[("_data/d.yml", "1"), ("_data/d.csv", "a,b\n1,\n"), ("_data/e.yml", "x: 1"), ("_data/e/f.json", "[2]")],
    );
    assert_eq!(site.data.to_s(), r#"{"d"=>[{"a"=>"1", "b"=>nil}], "e"=>{"f"=>[2]}}"#);
}

#[test]
fn layouts_are_named_by_their_path_without_the_last_extension() {
    let files = [("_layouts/a/b.html", "1"), ("_layouts/c.liquid", "2"), ("_layouts/noext", "3")];
    let site = read("", &files);
    let names: Vec<&str> = site.layouts.keys().map(String::as_str).collect();
    assert_eq!(names, ["a/b", "c"]);
}

#[test]
fn what_is_written_lies_in_the_destination() {
    let text = "---\npermalink: /../../../etc/passwd\n---\nx";
    let engine = Engine::bare();
    let mut written = Written::new();
    let source = Memory::from([("a.txt", text), ("b/c.bin", "raw")]);
    engine.process(&Config::default(), source, &mut written).expect("the site builds");
    let files: Vec<String> = written.into_files().into_keys().collect();
    assert!(files.iter().all(|path| !path.contains("..") && Path::new(path).is_relative()), "{files:?}");
    assert!(files.contains(&"b/c.bin".to_owned()));
}
