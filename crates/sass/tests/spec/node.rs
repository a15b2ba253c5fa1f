//! npm's sass, run by node: the reference of everything here.

use serde_json::{Value as Json, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// A compilation to ask for.
pub(crate) struct Job {
    pub(crate) file: String,
    pub(crate) compressed: bool,
    pub(crate) load_paths: Vec<String>,
}

/// Runs jobs in a folder with the sass package at a path, and gives an answer for each: `css`, `mappings`, `sources` and
/// `contents`, or `error`.
pub(crate) fn run(package: &Path, folder: &Path, jobs: &[Job]) -> Result<Vec<Json>, String> {
    let package = std::fs::canonicalize(package).map_err(|error| format!("{}: {error}", package.display()))?;
    let jobs: Vec<Json> = jobs
        .iter()
        .map(|job| {
            let style = if job.compressed { "compressed" } else { "expanded" };
            json!({"file": job.file, "style": style, "loadPaths": job.load_paths})
        })
        .collect();
    let script = tempfile::Builder::new().suffix(".js").tempfile().map_err(|error| error.to_string())?;
    std::fs::write(script.path(), include_str!("record.js")).map_err(|error| error.to_string())?;
    let mut child = Command::new("node")
        .arg(script.path())
        .arg(package)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("node: {error}"))?;
    let mut input = child.stdin.take().ok_or("node takes no input")?;
    input.write_all(Json::from(jobs).to_string().as_bytes()).map_err(|error| format!("node: {error}"))?;
    drop(input);
    let output = child.wait_with_output().map_err(|error| format!("node: {error}"))?;
    if !output.status.success() {
        return Err(format!("node ended with {}", output.status));
    }
    let text = String::from_utf8(output.stdout).map_err(|error| error.to_string())?;
    text.lines().map(|line| serde_json::from_str(line).map_err(|error| error.to_string())).collect()
}
