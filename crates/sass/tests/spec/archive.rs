//! Archives of sass-spec: many small files in one, each after a line `<===> PATH`.

use std::collections::BTreeMap;
use std::path::Path;

/// Takes an archive apart into its files, which come with the final newline that the boundary's line ended.
pub(crate) fn files(text: &str) -> Vec<(String, String)> {
    let Some(boundary) = text.split_once('>').map(|(start, _)| format!("{start}>")) else { return Vec::new() };
    if !boundary.starts_with("<=") || !boundary[1..boundary.len() - 1].bytes().all(|c| c == b'=') {
        return Vec::new();
    }
    let mut out: Vec<(String, String)> = Vec::new();
    let mut current: Option<(String, String)> = None;
    for line in text.split_inclusive('\n') {
        let Some(rest) = line.strip_prefix(&boundary) else {
            if let Some((_, body)) = &mut current {
                body.push_str(line);
            }
            continue;
        };
        out.extend(current.take());
        let name = rest.trim();
        // Without a name it is a comment.
        if !name.is_empty() && !name.ends_with('/') {
            current = Some((name.to_owned(), String::new()));
        }
    }
    out.extend(current);
    out
}

/// Reads every file below a folder, those in archives under the archive's path without its extension.
pub(crate) fn read(root: &Path) -> Result<BTreeMap<String, String>, String> {
    let mut out = BTreeMap::new();
    walk(root, root, &mut out)?;
    Ok(out)
}

fn walk(root: &Path, folder: &Path, out: &mut BTreeMap<String, String>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() {
            walk(root, &path, out)?;
            continue;
        }
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        match name.strip_suffix(".hrx") {
            Some(stem) => out.extend(files(&text).into_iter().map(|(inner, text)| (format!("{stem}/{inner}"), text))),
            None => {
                out.insert(name, text);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::files;

    #[test]
    fn files_follow_their_boundaries() {
        let found = files("<==> a/input.scss\nx {y: z}\n\n<==>\nA comment.\n<==> a/output.css\n");
        assert_eq!(
            found,
            [("a/input.scss".to_owned(), "x {y: z}\n\n".to_owned()), ("a/output.css".to_owned(), String::new())]
        );
    }
}
