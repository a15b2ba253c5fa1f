//! Paths and files that belong to no folder yet: configuration files named on the command line.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// Reads a file by its absolute path.
pub fn read_loose(path: &str) -> io::Result<Vec<u8>> {
    std::fs::read(Path::new(path))
}

/// Makes a path absolute against `base` and resolves `.` and `..` by name, as Ruby's `File.expand_path` does.
///
/// ```
/// use hyde_core::outside::absolute;
/// assert_eq!(absolute("../b/./c", "/home/a"), "/home/b/c");
/// assert_eq!(absolute("/x/", "/home"), "/x");
/// ```
pub fn absolute(path: &str, base: &str) -> String {
    if path.starts_with('/') { clean_path(path) } else { clean_path(&format!("{base}/{path}")) }
}

/// Resolves `.`, `..` and repeated slashes of an absolute path by name.
pub fn clean_path(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let mut clean = String::with_capacity(path.len() + 1);
    for part in &parts {
        clean.push('/');
        clean.push_str(part);
    }
    if parts.is_empty() {
        clean.push('/');
    }
    clean
}

/// Joins two paths with exactly one slash between them, as Ruby's `File.join` does.
///
/// ```
/// assert_eq!(hyde_core::outside::join("/a/", "/b"), "/a/b");
/// ```
pub fn join(base: &str, path: &str) -> String {
    let (base, path) = (base.trim_end_matches('/'), path.trim_start_matches('/'));
    let mut joined = String::with_capacity(base.len() + 1 + path.len());
    joined.push_str(base);
    joined.push('/');
    joined.push_str(path);
    joined
}

/// Whether a regular file stands at an absolute path.
pub fn is_file(path: &str) -> bool {
    Path::new(path).is_file()
}

/// Whether a directory stands at an absolute path.
pub fn is_directory(path: &str) -> bool {
    Path::new(path).is_dir()
}

/// Writes a file by its absolute path, with the folders above it: whole, or not at all.
pub fn write_loose(path: &str, bytes: &[u8]) -> io::Result<()> {
    let path = Path::new(path);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let beside = path.with_file_name(format!(".hyde-{}.part", std::process::id()));
    let outcome = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    if outcome.is_err() {
        // The first error is the one to tell.
        let _ = std::fs::remove_file(&beside);
    }
    outcome
}

/// Puts a folder of files to an absolute path, replacing what is there: whole, or not at all. The paths of the files
/// are relative and lead nowhere else.
pub fn put_folder(path: &str, files: &BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    let path = Path::new(path);
    let beside = path.with_file_name(format!(".hyde-{}.part", std::process::id()));
    let put = || {
        std::fs::create_dir_all(&beside)?;
        for (name, bytes) in files {
            let file = beside.join(name);
            if let Some(parent) = file.parent() {
                std::fs::create_dir_all(parent)?;
            }
            std::fs::write(file, bytes)?;
        }
        match std::fs::remove_dir_all(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => std::fs::rename(&beside, path),
        }
    };
    let outcome = put();
    if outcome.is_err() {
        let _ = std::fs::remove_dir_all(&beside);
    }
    outcome
}

/// The names in a directory, sorted; none when it cannot be read.
pub fn directory_names(path: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(path) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.ok().and_then(|entry| entry.file_name().into_string().ok())).collect();
    names.sort();
    names
}

/// An absolute path with every symbolic link resolved.
pub fn real_path(path: &str) -> io::Result<String> {
    std::fs::canonicalize(path).map(|path| path.to_string_lossy().into_owned())
}
