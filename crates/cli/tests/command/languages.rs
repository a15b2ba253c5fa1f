//! A site that jekyll-polyglot builds once for each language.

use crate::home::{Home, stderr};

#[test]
fn every_language_reads_the_site_by_its_own_settings() {
    let home = Home::new();
    let list = "---\n---\n{% for p in site.pages %}{{ p.url }} {% endfor %}";
    home.put(
        "_config.yml",
        "plugins: [jekyll-polyglot]\nlanguages: [en, fr]\ndefault_lang: en\nexclude_from_localization: [assets]\n",
    )
    .put("index.html", list)
    .put("assets/page.html", "---\n---\nnot for every language");
    let output = home.run(&["build", "-q"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let read = |path: &str| std::fs::read_to_string(home.at(path)).unwrap();
    assert_eq!(read("_site/index.html"), "/ /assets/page.html ");
    assert_eq!(read("_site/fr/index.html"), "/ ");
}

/// Recorded from the real plugins: a copy for a further page of posts is read from its file, where nothing of its
/// translations stands, and each address leads to a document once.
#[test]
fn copies_know_nothing_of_translations_and_addresses_are_told_once() {
    let home = Home::new();
    home.put(
        "_config.yml",
        "plugins: [jekyll-polyglot, jekyll-paginate, jekyll-redirect-from]\nlanguages: [en, es]\ndefault_lang: en\n\
         parallel_localization: false\npaginate: 1\n",
    )
    .put("index.html", "---\ntitle: Home\n---\n{{ page.title }} {{ page.rendered_lang }} {{ page.permalink_lang | jsonify }}")
    .put("_posts/2020-01-01-a.md", "---\n---\na")
    .put("_posts/2020-01-02-b.md", "---\n---\nb")
    .put("one.html", "---\nlang: en\npage_id: a\npermalink: /one/\nredirect_from: [/x/, /x/, /two/]\n---\n{{ page.redirect_from | join: ' ' }}")
    .put("two.html", "---\nlang: es\npage_id: a\npermalink: /two/\nredirect_from: [/x/, /x/]\n---\n{{ page.redirect_from | join: ' ' }}");
    let output = home.run(&["build", "-q"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let read = |path: &str| std::fs::read_to_string(home.at(path)).unwrap();
    assert_eq!(read("_site/index.html"), r#"Home en {"en":null}"#);
    assert_eq!(read("_site/page2/index.html"), "Home  null");
    assert_eq!(read("_site/es/page2/index.html"), "Home  null");
    assert_eq!(read("_site/one/index.html"), "/x/ /two/");
    assert_eq!(read("_site/es/two/index.html"), "/es/x/ /one/");
}

#[test]
fn permalinks_without_a_slash_have_one_in_headers() {
    let home = Home::new();
    let about = "permalink: about/\n---\n{% I18n_Headers https://x.org %}";
    home.put("_config.yml", "plugins: [jekyll-polyglot]\nlanguages: [en, es]\ndefault_lang: en\n")
        .put("a.en.html", &format!("---\nlang: en\n{about}"))
        .put("a.es.html", &format!("---\nlang: es\n{about}"));
    let output = home.run(&["build", "-q"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let es = std::fs::read_to_string(home.at("_site/es/about/index.html")).unwrap();
    let links: Vec<&str> = es.lines().filter_map(|line| line.split("href=\"").nth(1)?.split('"').next()).collect();
    let en = "https://x.org/about/";
    assert_eq!(links, ["https://x.org/es/about/", en, en, "https://x.org/es/about/"]);
}
