//! Paths and files that belong to no folder yet: configuration files named on the command line.

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
    format!("/{}", parts.join("/"))
}

/// Joins two paths with exactly one slash between them, as Ruby's `File.join` does.
///
/// ```
/// assert_eq!(hyde_core::outside::join("/a/", "/b"), "/a/b");
/// ```
pub fn join(base: &str, path: &str) -> String {
    format!("{}/{}", base.trim_end_matches('/'), path.trim_start_matches('/'))
}
