//! The suites of small sites: each case is laid out in a folder of its own, the binary runs there under the name
//! `jekyll`, and every file that it made, changed or deleted is compared, with exit code and console text.

use super::{Request, name};
use crate::outcome::{Outcome, Tally, difference};
use crate::workspace;
use base64::Engine as _;
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// The modification time of every input file: 2024-01-15T12:00:00Z.
const INPUT_TIME: Duration = Duration::from_secs(1_705_320_000);
/// The clock of the cases that pin it: 2026-01-15T12:00:00Z.
const CLOCK: &str = "1768478400";

/// What stands at a path: file bytes or a link.
#[derive(Debug, PartialEq, Eq, Clone)]
enum Node {
    File(Vec<u8>),
    Link(String),
}

pub(super) fn run(cases: &[Json], request: &Request) -> Result<Tally, String> {
    let binary = workspace::build_hyde()?;
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let jekyll = home.path().join("jekyll");
    link(&binary.to_string_lossy(), &jekyll).map_err(|error| error.to_string())?;
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(BTreeMap::new());
    let workers = std::thread::available_parallelism().map_or(2, usize::from).min(8);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(case) = cases.get(at) else { break };
                    let outcome = check(case, &jekyll, request.streams);
                    outcomes.lock().unwrap_or_else(PoisonError::into_inner).insert(at, outcome);
                }
            });
        }
    });
    let mut tally = Tally::default();
    for (at, outcome) in outcomes.into_inner().unwrap_or_else(PoisonError::into_inner) {
        tally.add(&name(&cases[at]), &outcome, request.verbose);
    }
    Ok(tally)
}

fn check(case: &Json, jekyll: &Path, streams: bool) -> Outcome {
    if case.get("unstable_key_order").is_some_and(|flag| flag != &Json::Bool(false)) {
        return Outcome::Skipped("Ruby's own answer varies".to_owned());
    }
    match run_case(case, jekyll) {
        Ok(result) => result.compare(case, streams),
        Err(error) => Outcome::Failed(format!("    {error}")),
    }
}

/// What a run of the binary left behind.
struct Run {
    changed: BTreeMap<String, Node>,
    deleted: BTreeSet<String>,
    empty_folders: BTreeSet<String>,
    exit: i64,
    stdout: String,
    stderr: String,
}

fn run_case(case: &Json, jekyll: &Path) -> Result<Run, String> {
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let root = fs::canonicalize(home.path()).map_err(|error| error.to_string())?.join("site");
    let empty = Map::new();
    let files = case.get("files").and_then(Json::as_object).unwrap_or(&empty);
    lay_out(&root, files)?;
    let output = command(case, jekyll, &root).output().map_err(|error| error.to_string())?;
    let mut found = BTreeMap::new();
    let mut folders = BTreeSet::new();
    collect(&root, "", &mut found, &mut folders).map_err(|error| error.to_string())?;
    let inputs: BTreeMap<String, Option<Node>> =
        files.iter().map(|(path, value)| (clean(path), input(value))).collect();
    let ignored: Vec<&str> =
        case.get("ignore").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect();
    let deleted = inputs
        .iter()
        .filter(|(path, node)| node.is_some() && !found.contains_key(*path))
        .map(|(path, _)| path.clone())
        .collect();
    let changed = found
        .into_iter()
        .filter(|(path, node)| {
            path.starts_with("_site/") || inputs.get(path).is_none_or(|input| input.as_ref() != Some(node))
        })
        .filter(|(path, _)| !ignored.iter().any(|prefix| path.starts_with(prefix)))
        .collect();
    let folders = folders.into_iter().filter(|path| inputs.get(path).is_none_or(Option::is_some)).collect();
    let place = root.to_string_lossy().into_owned();
    Ok(Run {
        changed,
        deleted,
        empty_folders: folders,
        exit: output.status.code().map_or(-1, i64::from),
        stdout: normalise(&String::from_utf8_lossy(&output.stdout), &place),
        stderr: normalise(&String::from_utf8_lossy(&output.stderr), &place),
    })
}

fn command(case: &Json, jekyll: &Path, root: &Path) -> Command {
    let mut command = Command::new(jekyll);
    command.current_dir(root).stdin(Stdio::null()).env_clear();
    for key in ["PATH", "HOME", "GEM_PATH", "GEM_HOME"] {
        if let Some(value) = std::env::var_os(key) {
            command.env(key, value);
        }
    }
    // The theme that a recorded site needs is a gem among the fixtures.
    let gems = workspace::root().join("fixtures/gems").into_os_string();
    let all = std::env::var_os("GEM_PATH").into_iter().chain([gems]).collect::<Vec<_>>().join(":".as_ref());
    command.env("GEM_PATH", all);
    command.envs([("TZ", "UTC"), ("LANG", "C.UTF-8"), ("LC_ALL", "C.UTF-8")]);
    let area = super::text(case, "area");
    let pinned = case.get("clock").is_some_and(|clock| !matches!(clock, Json::Null | Json::Bool(false)));
    if pinned || area.starts_with("plugins/") || area.starts_with("scholar") {
        command.env("SOURCE_DATE_EPOCH", CLOCK);
    }
    for (key, value) in case.get("env").and_then(Json::as_object).into_iter().flatten() {
        command.env(key, value.as_str().unwrap_or_default());
    }
    match case.get("args").and_then(Json::as_array) {
        Some(arguments) => command.args(arguments.iter().filter_map(Json::as_str)),
        None => command.arg("build"),
    };
    command
}

fn lay_out(root: &Path, files: &Map<String, Json>) -> Result<(), String> {
    let failed = |error: std::io::Error| error.to_string();
    fs::create_dir_all(root).map_err(failed)?;
    let mut links = Vec::new();
    for (path, value) in files {
        let target = root.join(path);
        if value.get("dir").is_some() {
            fs::create_dir_all(&target).map_err(failed)?;
            continue;
        }
        fs::create_dir_all(target.parent().unwrap_or(root)).map_err(failed)?;
        match input(value) {
            Some(Node::Link(to)) => links.push((target, to)),
            Some(Node::File(bytes)) => {
                fs::write(&target, bytes).map_err(failed)?;
                let times = fs::FileTimes::new().set_modified(SystemTime::UNIX_EPOCH + INPUT_TIME);
                fs::File::options().write(true).open(&target).and_then(|file| file.set_times(times)).map_err(failed)?;
            }
            None => return Err(format!("{path}: neither text nor b64, symlink or dir")),
        }
    }
    for (target, to) in links {
        link(&to, &target).map_err(failed)?;
    }
    Ok(())
}

#[cfg(unix)]
fn link(to: &str, at: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(to, at)
}

#[cfg(not(unix))]
fn link(to: &str, at: &Path) -> std::io::Result<()> {
    fs::copy(to, at).map(|_| ())
}

/// The node that a value of `files` or `expected` describes; `None` for a folder.
fn input(value: &Json) -> Option<Node> {
    if let Some(text) = value.as_str() {
        return Some(Node::File(text.as_bytes().to_vec()));
    }
    if let Some(to) = value.get("symlink").and_then(Json::as_str) {
        return Some(Node::Link(to.to_owned()));
    }
    let encoded = value.get("b64")?.as_str()?;
    base64::engine::general_purpose::STANDARD.decode(encoded).ok().map(Node::File)
}

fn clean(path: &str) -> String {
    path.split('/').filter(|part| !part.is_empty() && *part != ".").collect::<Vec<_>>().join("/")
}

/// Collects files and links below `folder`, and the folders that hold nothing; caches are left out.
fn collect(
    folder: &Path,
    prefix: &str,
    found: &mut BTreeMap<String, Node>,
    empty: &mut BTreeSet<String>,
) -> std::io::Result<()> {
    let mut is_empty = true;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let (path, kind) = (format!("{prefix}{name}"), entry.file_type()?);
        if kind.is_dir() && (name == ".jekyll-cache" || name == ".sass-cache") {
            continue;
        }
        is_empty = false;
        if kind.is_symlink() {
            found.insert(path, Node::Link(fs::read_link(entry.path())?.to_string_lossy().into_owned()));
        } else if kind.is_dir() {
            collect(&entry.path(), &format!("{path}/"), found, empty)?;
        } else {
            found.insert(path, Node::File(fs::read(entry.path())?));
        }
    }
    if is_empty && !prefix.is_empty() {
        empty.insert(prefix.trim_end_matches('/').to_owned());
    }
    Ok(())
}

/// Replaces what differs from run to run: the site's folder, the seconds of a build, Ruby's backtraces.
fn normalise(text: &str, root: &str) -> String {
    let text = text.replace(root, "<ROOT>");
    let lines = text.split('\n').filter(|line| !is_backtrace(line)).map(|line| match line.find("done in ") {
        Some(at) => {
            let (head, tail) = line.split_at(at + "done in ".len());
            let seconds = tail.trim_start_matches(|c: char| c.is_ascii_digit() || ".e-".contains(c));
            if seconds.len() < tail.len() { format!("{head}N{seconds}") } else { line.to_owned() }
        }
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn is_backtrace(line: &str) -> bool {
    line.strip_prefix('\t').is_some_and(|rest| rest.trim_start_matches(' ').starts_with("from "))
}

impl Run {
    fn compare(&self, case: &Json, streams: bool) -> Outcome {
        let mut wrong = Vec::new();
        let empty = Map::new();
        let expected = case.get("expected").and_then(Json::as_object).unwrap_or(&empty);
        let expected: BTreeMap<&str, Option<Node>> =
            expected.iter().map(|(path, value)| (path.as_str(), input(value))).collect();
        let paths: BTreeSet<&str> = expected.keys().copied().chain(self.changed.keys().map(String::as_str)).collect();
        for path in paths {
            let want = expected.get(path).cloned().flatten();
            if want.as_ref() != self.changed.get(path) {
                wrong.push(difference(path, &show(want.as_ref()), &show(self.changed.get(path))));
            }
        }
        let exit = case.get("exit").and_then(Json::as_i64).unwrap_or(0);
        if exit != self.exit {
            wrong.push(difference("exit", &exit.to_string(), &format!("{}\n{}", self.exit, self.stderr)));
        }
        for (field, got) in [("deleted", &self.deleted), ("empty_dirs", &self.empty_folders)] {
            let want: BTreeSet<String> = list(case, field).map(str::to_owned).collect();
            if &want != got {
                wrong.push(difference(field, &format!("{want:?}"), &format!("{got:?}")));
            }
        }
        for (stream, got) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            let plain = without_colours(got);
            for part in list(case, &format!("{stream}_contains")).filter(|part| !plain.contains(*part)) {
                wrong.push(difference(&format!("{stream}_contains"), part, &plain));
            }
            let exact = streams
                || (stream == "stdout" && case.get("stdout_exact").is_some_and(|flag| flag == &Json::Bool(true)));
            if exact && super::text(case, stream) != got {
                wrong.push(difference(stream, super::text(case, stream), got));
            }
        }
        if wrong.is_empty() { Outcome::Passed } else { Outcome::Failed(wrong.join("\n")) }
    }
}

fn list<'a>(case: &'a Json, field: &str) -> impl Iterator<Item = &'a str> {
    case.get(field).and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str)
}

fn show(node: Option<&Node>) -> String {
    match node {
        None => "(nothing)".to_owned(),
        Some(Node::Link(to)) => format!("-> {to}"),
        Some(Node::File(bytes)) => String::from_utf8_lossy(bytes).chars().take(2000).collect(),
    }
}

fn without_colours(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\u{1b}[") {
        out.push_str(&rest[..at]);
        let tail = &rest[at + 2..];
        let end = tail.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(tail.len());
        rest = tail.get(end + 1..).unwrap_or_default();
    }
    out + rest
}
