//! Ruby's `Dir.glob` over a source: sorted within each directory, `**`, `*`, `?`, `[…]` and `{a,b}`.

use super::fnmatch;
use crate::error::BuildError;
use crate::outside::{Entry, Kind, Source};

/// How deep alternatives may nest and directories be followed.
const MAX_DEPTH: usize = 128;
/// How many patterns alternatives may expand to.
const MAX_ALTERNATIVES: usize = 4096;

/// Finds the paths that an absolute pattern matches, as Ruby's `Dir.glob` does without flags: hidden names only where
/// the pattern names the dot, symbolic links to directories not followed by `**`.
///
/// ```
/// use hyde_core::outside::Memory;
/// use hyde_core::read::glob;
/// let source = Memory::from([("a/x.md", ""), ("a/b/y.md", ""), ("z.txt", "")]);
/// assert_eq!(glob(&source, "/site/**/*.md"), ["/site/a/b/y.md", "/site/a/x.md"]);
/// assert_eq!(glob(&source, "/site/{z,a}*"), ["/site/z.txt", "/site/a"]);
/// ```
pub fn glob(source: &dyn Source, pattern: &str) -> Vec<String> {
    let mut found = Vec::new();
    for pattern in alternatives(pattern) {
        let parts: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
        descend(source, "", &parts, &mut found, 0);
    }
    found
}

/// Everything below a directory in `**/*` order: each directory's names sorted, what is in a directory right after it.
/// Paths are relative to the directory. With `hidden`, names with a leading dot count too.
pub(crate) fn everything(source: &dyn Source, directory: &str, hidden: bool) -> Vec<(String, Kind)> {
    let mut found = Vec::new();
    below(source, directory, "", hidden, &mut found, 0);
    found
}

/// Goes into a directory as Ruby's `Dir.chdir` does, which fails where the directory cannot be read.
pub(super) fn enter(source: &dyn Source, directory: &str) -> Result<(), BuildError> {
    source.entries(directory).map(|_| ()).map_err(|error| BuildError::io(&error, "dir_chdir", directory))
}

fn below(
    source: &dyn Source,
    directory: &str,
    prefix: &str,
    hidden: bool,
    found: &mut Vec<(String, Kind)>,
    depth: usize,
) {
    for entry in sorted(source, directory) {
        if !hidden && entry.name.starts_with('.') {
            continue;
        }
        let path = format!("{prefix}{}", entry.name);
        found.push((path.clone(), entry.kind));
        if entry.kind == Kind::Directory && !entry.symlink && depth < MAX_DEPTH {
            below(source, &format!("{directory}/{}", entry.name), &format!("{path}/"), hidden, found, depth + 1);
        }
    }
}

fn sorted(source: &dyn Source, directory: &str) -> Vec<Entry> {
    let mut entries = source.entries(if directory.is_empty() { "/" } else { directory }).unwrap_or_default();
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    entries
}

fn descend(source: &dyn Source, directory: &str, parts: &[&str], found: &mut Vec<String>, depth: usize) {
    let Some((part, rest)) = parts.split_first() else {
        found.push(directory.to_owned());
        return;
    };
    if *part == "**" && rest.first() == Some(&"**") {
        return descend(source, directory, rest, found, depth);
    }
    if let ("**", Some((next, after))) = (*part, rest.split_first()) {
        // Each entry is matched, then descended into, before the next one is looked at.
        for entry in sorted(source, directory) {
            let path = format!("{directory}/{}", entry.name);
            if fnmatch(next, &entry.name) && (after.is_empty() || entry.kind == Kind::Directory) {
                descend(source, &path, after, found, depth);
            }
            let follows = entry.kind == Kind::Directory && !entry.symlink && !entry.name.starts_with('.');
            if follows && depth < MAX_DEPTH {
                descend(source, &path, parts, found, depth + 1);
            }
        }
        return;
    }
    if !part.contains(['*', '?', '[', '\\']) {
        let path = format!("{directory}/{part}");
        // Above the source's root a path is only walked through.
        let above = source.root().starts_with(&format!("{path}/"));
        if above || source.metadata(&path).is_ok() {
            descend(source, &path, rest, found, depth);
        }
        return;
    }
    for entry in sorted(source, directory) {
        if fnmatch(part, &entry.name) && (rest.is_empty() || entry.kind == Kind::Directory) {
            descend(source, &format!("{directory}/{}", entry.name), rest, found, depth);
        }
    }
}

/// Expands `{a,b}` from left to right.
fn alternatives(pattern: &str) -> Vec<String> {
    let mut done = Vec::new();
    let mut open = vec![pattern.to_owned()];
    while let Some(pattern) = open.pop() {
        let Some((start, end, commas)) = braces(&pattern) else {
            done.push(pattern);
            continue;
        };
        if done.len() + open.len() > MAX_ALTERNATIVES {
            break;
        }
        let (head, tail) = (&pattern[..start], &pattern[end + 1..]);
        let mut bounds = vec![start];
        bounds.extend(commas);
        bounds.push(end);
        for pair in bounds.windows(2).rev() {
            open.push(format!("{head}{}{tail}", &pattern[pair[0] + 1..pair[1]]));
        }
    }
    done
}

/// The first pair of braces and the commas directly within.
fn braces(pattern: &str) -> Option<(usize, usize, Vec<usize>)> {
    let start = pattern.find('{')?;
    let mut depth = 0;
    let mut commas = Vec::new();
    for (at, byte) in pattern.bytes().enumerate().skip(start) {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some((start, at, commas));
                }
            }
            b',' if depth == 1 => commas.push(at),
            _ => {}
        }
    }
    None
}
