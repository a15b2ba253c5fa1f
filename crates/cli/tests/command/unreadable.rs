//! Files and folders that may not be read: what Jekyll makes of each, run as a user whom permissions bind.
//!
//! The expectations were recorded from Jekyll 4.4.1, run as the same user on the same site.

#![cfg(unix)]

use crate::home::{Home, stderr};
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::process::Output;

/// The user `nobody`.
const NOBODY: u32 = 65534;

/// Builds the site with one path made unreadable, as nobody where the test itself runs as root.
fn build_without(path: &str) -> (Home, Output) {
    let home = Home::new();
    home.put("_config.yml", "collections: {c: {output: true}}\n")
        .put("index.html", "---\nlayout: l\n---\nhi {% include i.html %}{{ site.data.d.a }}")
        .put("_layouts/l.html", "<b>{{ content }}</b>")
        .put("_includes/i.html", "inc")
        .put("_data/d.yml", "a: 1")
        .put("_posts/2024-01-01-p.md", "---\n---\npost")
        .put("_c/d.md", "---\n---\ndoc")
        .put("s.txt", "static")
        .put("d/x.txt", "x")
        .put("_site/old.html", "old");
    // The test's own target folder may be closed to nobody.
    let binary = home.at("_hyde");
    fs::copy(env!("CARGO_BIN_EXE_hyde"), &binary).unwrap();
    let is_root = chown(home.path(), Some(NOBODY), Some(NOBODY)).is_ok();
    let mut open = vec![home.path().to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if is_root {
                chown(&entry, Some(NOBODY), Some(NOBODY)).unwrap();
            }
            if entry.is_dir() {
                open.push(entry);
            }
        }
    }
    fs::set_permissions(&binary, Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(home.at(path), Permissions::from_mode(0o000)).unwrap();
    let template = home.hyde(&["build", "--disable-disk-cache"]);
    let mut command = std::process::Command::new(&binary);
    command.args(template.get_args()).current_dir(home.path()).env_clear();
    command.envs(template.get_envs().filter_map(|(name, value)| Some((name, value?))));
    if is_root {
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.output().unwrap();
    fs::set_permissions(home.at(path), Permissions::from_mode(0o755)).unwrap();
    (home, output)
}

#[test]
fn what_cannot_be_read_stops_the_build_and_leaves_the_destination() {
    for (path, call) in [
        ("index.html", "rb_sysopen"),
        ("_includes/i.html", "rb_sysopen"),
        ("_data/d.yml", "rb_sysopen"),
        ("_c/d.md", "rb_sysopen"),
        ("s.txt", "rb_sysopen"),
        ("d", "dir_chdir"),
        ("_data", "dir_chdir"),
        ("_layouts", "dir_chdir"),
        ("_posts", "dir_chdir"),
        ("_c", "dir_chdir"),
    ] {
        let (home, output) = build_without(path);
        let told = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{path}: {told}");
        let place = home.path().canonicalize().unwrap().join(path);
        assert!(told.contains(&format!("Permission denied @ {call} - {}", place.display())), "{path}: {told}");
        assert_eq!(home.get("_site/old.html"), "old", "{path}");
        assert_eq!(fs::read_dir(home.at("_site")).unwrap().count(), 1, "{path}");
    }
}

#[test]
fn posts_layouts_and_configuration_are_told_of_and_the_build_goes_on() {
    for (path, told, page) in [
        ("_posts/2024-01-01-p.md", "Error: could not read file ", "<b>hi inc1</b>"),
        ("_layouts/l.html", "Error reading file ", ""),
        ("_config.yml", "Configuration file: none", "<b>hi inc1</b>"),
    ] {
        let (home, output) = build_without(path);
        assert_eq!(output.status.code(), Some(0), "{path}: {}", stderr(&output));
        assert!(stderr(&output).contains(told), "{path}: {}", stderr(&output));
        assert_eq!(home.get("_site/index.html"), page, "{path}");
        assert!(!home.at("_site/old.html").exists(), "{path}");
    }
}
