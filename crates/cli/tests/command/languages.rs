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
