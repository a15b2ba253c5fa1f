//! `cargo xtask bless`: writes the expected output of fixtures with the real stack, the only writer of expectations.
//!
//! `JEKYLL` names the reference command (Jekyll 4.4.1). Each fixture below `fixtures/sites` is a folder with `src`,
//! `expected` and, where its build needs flags, `flags` (one argument a line).

use crate::workspace;
use std::fs;
use std::path::Path;
use std::process::Command;

pub(crate) fn run(only: &[String]) -> Result<bool, String> {
    let jekyll = std::env::var_os("JEKYLL").ok_or("bless needs JEKYLL, the path of the reference command")?;
    let version = Command::new(&jekyll).arg("--version").output().map_err(|error| error.to_string())?;
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    if version != "jekyll 4.4.1" {
        return Err(format!("JEKYLL answers {version:?}, not \"jekyll 4.4.1\""));
    }
    let folder = workspace::root().join("fixtures/sites");
    let mut fixtures: Vec<_> = fs::read_dir(&folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("src").is_dir())
        .filter(|path| only.is_empty() || only.iter().any(|name| path.ends_with(name)))
        .collect();
    fixtures.sort();
    let mut built = true;
    for fixture in &fixtures {
        built &= bless(fixture, jekyll.as_ref())?;
    }
    println!("{} fixtures blessed", fixtures.len());
    Ok(built)
}

fn bless(fixture: &Path, jekyll: &Path) -> Result<bool, String> {
    let expected = fixture.join("expected");
    if expected.exists() {
        fs::remove_dir_all(&expected).map_err(|error| error.to_string())?;
    }
    let flags = fs::read_to_string(fixture.join("flags")).unwrap_or_default();
    let status = Command::new(jekyll)
        .current_dir(fixture.join("src"))
        .args(["build", "--quiet", "--disable-disk-cache", "-d", "../expected"])
        .args(flags.lines())
        .envs([("TZ", "UTC"), ("LANG", "C.UTF-8"), ("JEKYLL_ENV", "production"), ("SOURCE_DATE_EPOCH", "1768478400")])
        .status()
        .map_err(|error| error.to_string())?;
    if !status.success() {
        println!("FAIL {}: the reference build ended with {status}", fixture.display());
    }
    Ok(status.success())
}
