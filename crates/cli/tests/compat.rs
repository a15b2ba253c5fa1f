//! `hyde doctor --compat` over a site with a bit of everything.

#![expect(clippy::unwrap_used, reason = "a test stops where its ground gives way")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn examine(source: &Path) -> (Output, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_hyde")).current_dir(source).args(["doctor", "--compat"]).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output, told)
}

#[test]
fn what_will_differ_is_said_with_its_place() {
    let source: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/compat/src");
    let (output, told) = examine(&source);
    assert_eq!(output.status.code(), Some(1), "{told}");
    for line in [
        "Plugins: see docs/compatibility.md#plugins",
        "_config.yml:2: jekyll-minifier: some of Terser's rarer rewritings are not made",
        "_config.yml:2: jekyll-of-somebody is not built in",
        "Ruby files: see docs/compatibility.md#ruby-files",
        "_plugins/shout.rb: Ruby that is not run: its filters pass text through (shout)",
        "_config.yml:6: coderay needs a gem",
        "_config.yml:7: lsi: related posts are the latest ones",
        "_config.yml:8: math_engine: katex",
        "Gemfile.lock:4: jekyll 3.9.3 is pinned; hyde writes what jekyll 4.4 does",
    ] {
        assert!(told.contains(line), "{line} is not in:\n{told}");
    }
    // What is done natively, or pinned as it should be, is no news.
    assert!(!told.contains("details.rb") && !told.contains("liquid 4.0.3"), "{told}");
    assert!(!source.join("_site").exists(), "nothing is built");
}

#[test]
fn a_site_without_surprises_passes() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("_config.yml"), "plugins: [jekyll-seo-tag]\n").unwrap();
    std::fs::write(home.path().join("index.md"), "```ruby\nputs 1\n```\n").unwrap();
    let (output, told) = examine(home.path());
    assert!(output.status.success(), "{told}");
    assert!(told.contains("nothing was found"), "{told}");
}
