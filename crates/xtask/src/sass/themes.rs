//! `cargo xtask sass-themes --sass PACKAGE PATH...`: the stylesheets of real themes against npm's sass, in both styles and
//! with source maps.
//!
//! A PATH is a stylesheet, the folder of a site, or a folder of sites (each with its files in `NAME` or `NAME/src`). Of a
//! site every stylesheet with front matter is compiled, after Liquid, with the site's own load paths.

use super::node::{self, Job};
use hyde::{BuildOptions, Config, Engine};
use hyde_sass::{Loader, Options, Source, Style, compile};
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};

/// A stylesheet to compile.
struct Entry {
    name: String,
    file: PathBuf,
    load_paths: Vec<PathBuf>,
}

/// Files of the disk under their absolute paths.
pub(super) struct Disk;

impl Loader for Disk {
    fn is_file(&self, path: &str) -> bool {
        Path::new(path).is_file()
    }

    fn load(&self, path: &str) -> Result<String, String> {
        std::fs::read_to_string(path).map_err(|error| error.to_string())
    }
}

/// Compiles and compares; says whether all are identical.
pub(crate) fn run(arguments: &[String]) -> Result<bool, String> {
    let (mut package, mut paths, mut verbose) = (None, Vec::new(), false);
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--sass" => package = words.next().map(PathBuf::from),
            "--verbose" | "-v" => verbose = true,
            path => paths.push(std::fs::canonicalize(path).map_err(|error| format!("{path}: {error}"))?),
        }
    }
    let package = package.ok_or("sass-themes wants --sass and the folder of npm's sass package")?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut entries = Vec::new();
    for path in &paths {
        find(path, folder.path(), &mut entries)?;
    }
    let jobs: Vec<Job> = entries
        .iter()
        .flat_map(|entry| {
            [false, true].map(|compressed| Job {
                file: entry.file.to_string_lossy().into_owned(),
                compressed,
                load_paths: entry.load_paths.iter().map(|path| path.to_string_lossy().into_owned()).collect(),
            })
        })
        .collect();
    let answers = node::run(&package, folder.path(), &jobs)?;
    let (mut passed, mut failed, mut refused) = (0, 0, 0);
    for ((job, answer), entry) in jobs.iter().zip(&answers).zip(entries.iter().flat_map(|entry| [entry, entry])) {
        let style = if job.compressed { "compressed" } else { "expanded" };
        refused += usize::from(answer["error"].is_string());
        match difference(job, answer) {
            None => {
                passed += 1;
                if verbose {
                    println!("same {} {style}", entry.name);
                }
            }
            Some(why) => {
                failed += 1;
                println!("FAIL {} {style}: {why}", entry.name);
            }
        }
    }
    println!("{} stylesheets in two styles; {refused} compilations are refused by both", entries.len());
    println!("{passed} passed, {failed} failed");
    Ok(failed == 0)
}

/// Says what differs from the reference's answer.
fn difference(job: &Job, answer: &Json) -> Option<String> {
    let mut options = Options::default().count_byte_order_mark(true);
    if job.compressed {
        options = options.style(Style::Compressed);
    }
    for path in &job.load_paths {
        options = options.load_path(path);
    }
    let text = match std::fs::read_to_string(&job.file) {
        Ok(text) => text,
        Err(error) => return Some(error.to_string()),
    };
    let output = match (compile(&Source::new(job.file.as_str(), text), &options, &Disk), answer["error"].as_str()) {
        (Ok(_), Some(error)) => return Some(format!("compiles, though it should fail with {error}")),
        (Err(error), None) => return Some(format!("fails: {error}")),
        (Err(error), Some(wanted)) => {
            return (error.message != wanted).then(|| format!("fails with {:?}, not {wanted:?}", error.message));
        }
        (Ok(output), None) => output,
    };
    let wanted = answer["css"].as_str().unwrap_or_default();
    if output.css != wanted {
        let line = output.css.lines().zip(wanted.lines()).position(|(one, two)| one != two);
        let at = line.unwrap_or_else(|| output.css.lines().count().min(wanted.lines().count()));
        let show = |text: &str| text.lines().nth(at).unwrap_or_default().chars().take(200).collect::<String>();
        return Some(format!("line {}: {:?}, not {:?}", at + 1, show(&output.css), show(wanted)));
    }
    let map = output.source_map?;
    let sources: Vec<String> = map.sources.iter().map(|source| format!("file://{source}")).collect();
    if answer["mappings"] != map.mappings {
        return Some("the mappings differ".to_owned());
    }
    if decoded(&answer["sources"]) != sources {
        return Some(format!("sources {sources:?}, not {}", answer["sources"]));
    }
    (answer["contents"] != json!(map.sources_content)).then(|| "the sources' contents differ".to_owned())
}

/// The sources of a map without the percent escapes of URLs.
fn decoded(sources: &Json) -> Vec<String> {
    let list = sources.as_array().into_iter().flatten();
    list.map(|source| source.as_str().unwrap_or_default().replace("%20", " ")).collect()
}

/// Finds the stylesheets that a path stands for.
fn find(path: &Path, folder: &Path, entries: &mut Vec<Entry>) -> Result<(), String> {
    if path.is_file() {
        let name = path.to_string_lossy().into_owned();
        entries.push(Entry { name, file: path.to_owned(), load_paths: Vec::new() });
        return Ok(());
    }
    for site in [path.to_owned(), path.join("src")] {
        if site.join("_config.yml").is_file() || site.join("_config.toml").is_file() {
            return find_in_site(&site, folder, entries);
        }
    }
    let mut below: Vec<PathBuf> = std::fs::read_dir(path)
        .map_err(|error| format!("{}: {error}", path.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("src").is_dir() || path.join("_config.yml").is_file())
        .collect();
    below.sort();
    for site in below {
        let site = if site.join("src").is_dir() { site.join("src") } else { site };
        find_in_site(&site, folder, entries)?;
    }
    Ok(())
}

fn find_in_site(site: &Path, folder: &Path, entries: &mut Vec<Entry>) -> Result<(), String> {
    let mut found = Vec::new();
    stylesheets(site, &mut found, 0);
    if found.is_empty() {
        return Ok(());
    }
    let options = BuildOptions::new(site.to_string_lossy());
    let mut config = Config::load(&options, &hyde::Report::new()).map_err(|error| error.to_string())?;
    // The site itself is not read: what entries use of it is its settings.
    for key in ["theme", "plugins", "gems", "collections", "defaults"] {
        config.hash_mut().remove(key);
    }
    let sass_dir = config.get_in("sass", "sass_dir").map_or_else(|| "_sass".to_owned(), |folder| folder.to_s());
    let mut load_paths = vec![site.join(sass_dir)];
    if let Some(hyde::Value::Array(paths)) = config.get_in("sass", "load_paths") {
        load_paths.extend(paths.iter().map(|path| site.join(path.to_s())));
    }
    let engine = Engine::bare();
    let mut includes = Vec::new();
    texts(&site.join("_includes"), &mut includes);
    let includes = includes
        .into_iter()
        .map(|(path, text)| (path.strip_prefix(site).unwrap_or(&path).to_string_lossy().into_owned(), text));
    let settings = hyde::outside::Memory::from_iter(includes);
    let settings = engine.read(&config, settings).map_err(|error| error.to_string())?;
    for file in found {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let name = file.to_string_lossy().into_owned();
        let rendered = match engine.render_page(&settings, "entry.txt", &without_layout(&text)) {
            Ok(rendered) => rendered,
            Err(error) => {
                println!("skipped {name}: {error}");
                continue;
            }
        };
        let copy = folder.join(name.trim_start_matches('/').replace('/', "__"));
        std::fs::write(&copy, rendered).map_err(|error| format!("{}: {error}", copy.display()))?;
        entries.push(Entry { name, file: copy, load_paths: load_paths.clone() });
    }
    Ok(())
}

/// A stylesheet's text with empty front matter, since no layout is there.
fn without_layout(text: &str) -> String {
    let body = text.strip_prefix("---").and_then(|rest| rest.split_once("\n---")).map_or(text, |(_, body)| body);
    format!("---\n---\n{}", body.split_once('\n').map_or("", |(_, body)| body))
}

/// The text files below a folder.
fn texts(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    let Ok(list) = std::fs::read_dir(folder) else { return };
    for path in list.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            texts(&path, found);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            found.push((path, text));
        }
    }
}

/// The stylesheets with front matter below a folder.
fn stylesheets(folder: &Path, found: &mut Vec<PathBuf>, depth: usize) {
    let Ok(list) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = list.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if depth < 8 && !name.starts_with(['.', '_']) && name != "node_modules" {
                stylesheets(&path, found, depth + 1);
            }
        } else if name.ends_with(".scss") || name.ends_with(".sass") {
            let starts = std::fs::read(&path).is_ok_and(|bytes| bytes.starts_with(b"---"));
            if starts {
                found.push(path);
            }
        }
    }
}
