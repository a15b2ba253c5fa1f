//! Sites with something broken at random: the outcome is clear every time, never a panic, never a hang.

use crate::home::{Home, stderr};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// How many mutated sites are built; `HYDE_MUTATIONS` asks for more.
const MUTATIONS: u64 = 40;
/// Of how many of them `JEKYLL`, the path of the reference command, is asked for its exit code.
const COMPARED: u64 = 50;
/// How long a build may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Numbers that look random and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % limit.max(1)
    }
}

/// The files below a folder, sorted, without pictures.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                open.push(entry);
            } else if entry.extension().is_none_or(|ext| ext != "png" && ext != "jpg") {
                found.push(entry);
            }
        }
    }
    found.sort();
    found
}

fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        let target = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(file, target).unwrap();
    }
}

/// Deletes, truncates, flips or doubles bytes, in the front matter rather than behind it.
fn mutate(mut bytes: Vec<u8>, numbers: &mut Numbers) -> Vec<u8> {
    let header = if bytes.starts_with(b"---") && numbers.below(2) == 0 { bytes.len().min(80) } else { bytes.len() };
    let at = numbers.below(header);
    let end = (at + [1, 1, 2, 3, 8, 40][numbers.below(6)]).min(bytes.len());
    match numbers.below(5) {
        0 => drop(bytes.drain(at..end)),
        1 => bytes.truncate(at),
        2 => bytes = [&bytes[..end], &bytes[at..]].concat(),
        _ if at < bytes.len() => bytes[at] ^= 1 << numbers.below(8),
        _ => {}
    }
    bytes
}

#[test]
fn mutated_sites_have_a_clear_outcome() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/sites");
    let mut sites: Vec<PathBuf> = fs::read_dir(fixtures).unwrap().map(|entry| entry.unwrap().path()).collect();
    sites.sort();
    let mutations = std::env::var("HYDE_MUTATIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(MUTATIONS);
    let jekyll = std::env::var_os("JEKYLL");
    let mut differ = Vec::new();
    for round in 1..=mutations {
        let mut numbers = Numbers(round.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let site = sites[numbers.below(sites.len())].join("src");
        let home = Home::new();
        copy(&site, &home.at("src"));
        let all = files(&home.at("src"));
        let mut changed = Vec::new();
        for _ in 0..=numbers.below(3) {
            let file = &all[numbers.below(all.len())];
            fs::write(file, mutate(fs::read(file).unwrap(), &mut numbers)).unwrap();
            changed.push(file.clone());
        }
        let theirs = jekyll.as_ref().filter(|_| round <= COMPARED).map(|jekyll| {
            let arguments = ["build", "-q", "--disable-disk-cache", "-s", "src", "-d", "_theirs"];
            let output = Command::new(jekyll).args(arguments).current_dir(home.path()).output().unwrap();
            output.status.code()
        });
        let began = Instant::now();
        let output = home.run(&["build", "-q", "--offline", "-s", "src", "-d", "_site"]);
        let told = stderr(&output);
        let what = format!("round {round}, {}: {changed:?}: {told}", site.display());
        assert!(matches!(output.status.code(), Some(0 | 1)), "{what}");
        assert!(output.status.success() || !told.is_empty(), "{what}");
        assert!(!told.contains("panicked") && !told.contains("failed unexpectedly"), "{what}");
        assert!(began.elapsed() < PATIENCE, "{what}");
        if theirs.is_some_and(|theirs| theirs != output.status.code()) {
            differ.push(format!("{theirs:?}, not {:?}: {what}", output.status.code()));
        }
    }
    assert!(differ.is_empty(), "{} exit codes differ from Jekyll's:\n{}", differ.len(), differ.join("\n"));
}
