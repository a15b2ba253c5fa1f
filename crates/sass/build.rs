//! Names the compiler by its own sources, so that what a cache keeps of an earlier one is known to be that.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let mut files = Vec::new();
    gather(Path::new("src"), &mut files)?;
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        (file.to_string_lossy(), std::fs::read(&file)?).hash(&mut hasher);
    }
    println!("cargo::rustc-env=HYDE_SASS_SOURCES={:016x}", hasher.finish());
    println!("cargo::rerun-if-changed=src");
    Ok(())
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
