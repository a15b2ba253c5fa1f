//! Which file a URL means: relative to the file that asks, then in the load paths; partials, extensions, index files.

use super::Eval;
use crate::span::{At, Fault, Res};

/// A file that a URL led to.
pub(super) struct Found {
    pub(super) url: String,
    /// Whether it was found through a load path.
    pub(super) dependency: bool,
}

impl Eval<'_> {
    /// Resolves a URL against the current file, then the load paths.
    pub(super) fn find(&mut self, url: &str, import: bool, at: At) -> Res<Found> {
        let base = match self.running.url.rfind('/') {
            Some(slash) => &self.running.url[..=slash],
            None => "",
        };
        let mut key = self.spare_texts.pop().unwrap_or_default();
        key.clear();
        for part in [base, "\n", url, if import { "\n" } else { "" }] {
            key.push_str(part);
        }
        // Files that everything imports are asked for again and again.
        if let Some((url, through_load_path)) = self.found.get(&key) {
            let (url, dependency) = (url.clone(), *through_load_path || self.running.dependency);
            self.spare_texts.push(key);
            return Ok(Found { url, dependency });
        }
        let found = self.search(base, url, import).map_err(|message| self.place(Fault::bare(message), at))?;
        let Some((url, through_load_path)) = found else { return self.fail("Can't find stylesheet to import.", at) };
        let dependency = through_load_path || self.running.dependency;
        self.found.insert(key, (url.clone(), through_load_path));
        Ok(Found { url, dependency })
    }

    /// Looks for the file of a URL; says too whether it was found through a load path.
    fn search(&self, base: &str, url: &str, import: bool) -> Result<Option<(String, bool)>, String> {
        let path = decode(url);
        let candidate = match path.strip_prefix("file://") {
            Some(rest) => rest.to_owned(),
            None if path.starts_with('/') => path.clone(),
            None => join(base, &path),
        };
        if let Some(file) = self.resolve(&candidate, import)? {
            return Ok(Some((self.loader.canonical(&file), false)));
        }
        if path.starts_with('/') || path.starts_with("file://") {
            return Ok(None);
        }
        for load_path in &self.options.load_paths {
            let candidate = if load_path.is_empty() || load_path.ends_with('/') {
                join(load_path, &path)
            } else {
                join(&format!("{load_path}/"), &path)
            };
            if let Some(file) = self.resolve(&candidate, import)? {
                let url = self.loader.canonical(&file);
                let folder = path.rfind('/').map_or("", |slash| &path[..=slash]);
                self.files.nickname(&url, format!("{folder}{}", url.rsplit('/').next().unwrap_or_default()));
                return Ok(Some((url, true)));
            }
        }
        Ok(None)
    }

    /// Tries the spellings of a path: partials, extensions, index files.
    fn resolve(&self, path: &str, import: bool) -> Result<Option<String>, String> {
        let extension = path.rsplit('/').next().unwrap_or("").rsplit_once('.').map(|(_, extension)| extension);
        if let Some(extension @ ("scss" | "sass" | "css")) = extension {
            if import {
                let stem = &path[..path.len() - extension.len() - 1];
                if let Some(found) = self.one_of(self.spellings(stem, &[&[".import.", extension]]))? {
                    return Ok(Some(found));
                }
            }
            return self.one_of(self.spellings(path, &[&[]]));
        }
        if import && let Some(found) = self.with_extensions(path, ".import")? {
            return Ok(Some(found));
        }
        if let Some(found) = self.with_extensions(path, "")? {
            return Ok(Some(found));
        }
        let index = join(&format!("{path}/"), "index");
        if import && let Some(found) = self.with_extensions(&index, ".import")? {
            return Ok(Some(found));
        }
        self.with_extensions(&index, "")
    }

    fn with_extensions(&self, path: &str, end: &str) -> Result<Option<String>, String> {
        match self.one_of(self.spellings(path, &[&[end, ".sass"], &[end, ".scss"]]))? {
            Some(found) => Ok(Some(found)),
            None => self.one_of(self.spellings(path, &[&[end, ".css"]])),
        }
    }

    /// The files that there are of a path with each of some ends, as a partial and as it is.
    fn spellings(&self, path: &str, ends: &[&[&str]]) -> Vec<String> {
        let (folder, name) = match path.rfind('/') {
            Some(slash) => path.split_at(slash + 1),
            None => ("", path),
        };
        let mut found = Vec::new();
        // Most of the paths that are tried are no files.
        let mut tried = String::with_capacity(path.len() + 16);
        for end in ends {
            for sign in ["_", ""] {
                tried.clear();
                for part in [folder, sign, name].iter().chain(*end) {
                    tried.push_str(part);
                }
                if self.loader.is_file(&tried) {
                    found.push(tried.clone());
                }
            }
        }
        found
    }

    fn one_of(&self, mut found: Vec<String>) -> Result<Option<String>, String> {
        if found.len() > 1 {
            let list: Vec<String> = found.iter().map(|path| format!("  {}", self.loader.display(path))).collect();
            return Err(format!("It's not clear which file to import. Found:\n{}", list.join("\n")));
        }
        Ok(found.pop())
    }
}

/// Percent escapes of a URL as characters.
fn decode(url: &str) -> String {
    if !url.contains('%') {
        return url.to_owned();
    }
    let bytes = url.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let hex = bytes.get(i + 1..i + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        match hex.and_then(|pair| u8::from_str_radix(pair, 16).ok()).filter(|_| bytes[i] == b'%') {
            Some(byte) => {
                out.push(byte);
                i += 3;
            }
            None => {
                out.push(bytes[i]);
                i += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| url.to_owned())
}

/// Whether all parts of a path are names.
fn is_resolved(path: &str) -> bool {
    let bytes = path.as_bytes();
    let ends = |rest: &[u8]| matches!(rest.first(), None | Some(b'/'));
    let is_name = |rest: &[u8]| match rest {
        [] | [b'/', ..] => false,
        [b'.', b'.', rest @ ..] | [b'.', rest @ ..] if ends(rest) => false,
        _ => true,
    };
    is_name(bytes) && memchr::memchr_iter(b'/', bytes).all(|slash| is_name(&bytes[slash + 1..]))
}

/// Joins a folder (ending in `/`, or empty) and a path, resolving `.` and `..`.
fn join(folder: &str, path: &str) -> String {
    // A folder without surprises is gone up as far as the path says so.
    let inner = folder.strip_prefix('/').unwrap_or(folder);
    if let Some(mut inner) = inner.strip_suffix('/').filter(|inner| is_resolved(inner)) {
        let (root, mut path) = (&folder[..usize::from(folder.starts_with('/'))], path);
        loop {
            if let Some(rest) = path.strip_prefix("./") {
                path = rest;
            } else if let (Some(rest), Some(slash)) =
                (path.strip_prefix("../"), memchr::memrchr(b'/', inner.as_bytes()))
            {
                (path, inner) = (rest, &inner[..slash]);
            } else {
                break;
            }
        }
        if is_resolved(path) {
            return [root, inner, "/", path].concat();
        }
    }
    let whole = format!("{folder}{path}");
    let (root, rest) = match whole.contains(':').then(|| whole.find("://")).flatten() {
        Some(at) => {
            let after = whole[at + 3..].find('/').map_or(whole.len(), |slash| at + 3 + slash + 1);
            whole.split_at(after)
        }
        None if whole.starts_with('/') => whole.split_at(1),
        None => ("", &*whole),
    };
    if rest.split('/').all(|part| !matches!(part, "" | "." | "..")) {
        return whole;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.last().is_some_and(|last| *last != "..") {
                    parts.pop();
                } else if root.is_empty() {
                    parts.push("..");
                }
            }
            part => parts.push(part),
        }
    }
    format!("{root}{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn paths_are_joined_without_dots() {
        for (folder, path, whole) in [
            ("/a/b/", "c", "/a/b/c"),
            ("/a/b/", "../c/d", "/a/c/d"),
            ("/a/b/", "./.././c", "/a/c"),
            ("/a/b/", "../../c", "/c"),
            ("/a/b/", "../../../c", "/c"),
            ("/a/b/", "c/../d", "/a/b/d"),
            ("/a/b/", "c//d", "/a/b/c/d"),
            ("/a/b/", "..", "/a"),
            ("/a/b/", "../", "/a"),
            ("/a/b/", "c/", "/a/b/c"),
            ("/a/b/", "..c/.d", "/a/b/..c/.d"),
            ("/a//b/", "c", "/a/b/c"),
            ("/a/./b/", "../c", "/a/c"),
            ("/", "../c", "/c"),
            ("a/", "../c", "c"),
            ("a/b/", "../c", "a/c"),
            ("a/", "../../c", "../c"),
            ("../a/", "../c", "../c"),
            ("../", "../c", "../../c"),
            ("", "../c", "../c"),
            ("", "./c", "c"),
            ("", "c", "c"),
            ("file://h/a/b/", "../c", "file://h/a/c"),
            ("file://h/", "../c", "file://h/c"),
        ] {
            assert_eq!(join(folder, path), whole, "{folder} {path}");
        }
    }
}
