//! The fixture sites, built by the command and compared with the real stack's output, whole trees byte for byte.

use hyde::golden::{Tree, compare};
use std::path::{Path, PathBuf};
use std::process::Command;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/sites")
}

#[test]
fn fixture_sites_are_built_byte_for_byte() {
    let mut names: Vec<PathBuf> = std::fs::read_dir(fixtures()).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    assert!(names.len() > 20, "the fixtures are there");
    let mut wrong = Vec::new();
    for fixture in names {
        let home = tempfile::tempdir().unwrap();
        let flags = std::fs::read_to_string(fixture.join("flags")).unwrap_or_default();
        let output = Command::new(env!("CARGO_BIN_EXE_hyde"))
            .current_dir(fixture.join("src"))
            .args(["build", "--quiet", "--disable-disk-cache", "-d"])
            .arg(home.path().join("_site"))
            .args(flags.lines())
            .envs([("TZ", "UTC"), ("LANG", "C.UTF-8"), ("JEKYLL_ENV", "production")])
            .env("SOURCE_DATE_EPOCH", "1768478400")
            .output()
            .unwrap();
        let expected = Tree::read(&fixture.join("expected")).unwrap();
        let actual = Tree::read(&home.path().join("_site")).unwrap_or_default();
        let comparison = compare(&expected, &actual);
        if !output.status.success() || !comparison.is_identical() {
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            wrong.push(format!("== {}: {}\n{comparison:#}\n{told}", fixture.display(), output.status));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_failing_build_leaves_the_destination_alone() {
    let home = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| std::fs::write(home.path().join(path), text).unwrap();
    let build =
        || Command::new(env!("CARGO_BIN_EXE_hyde")).current_dir(home.path()).args(["build", "-q"]).output().unwrap();
    write("a.html", "---\n---\nfirst {{ 'x' }}");
    assert!(build().status.success());
    for broken in ["---\n---\n{% nope %}", "---\n---\n{% include missing.html %}", "---\nlayout: l\n---\n{% if %}"] {
        write("a.html", broken);
        let output = build();
        assert_eq!(output.status.code(), Some(1), "{broken}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("a.html"), "{broken}");
        assert_eq!(std::fs::read_to_string(home.path().join("_site/a.html")).unwrap(), "first x", "{broken}");
    }
}
