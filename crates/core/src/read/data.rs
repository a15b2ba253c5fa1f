//! Data files (`lib/jekyll/readers/data_reader.rb`).

use super::cache::{Kept, keep, kept_or_loaded};
use super::csv::{TableOptions, parse_table};
use super::layouts;
use super::load::relative;
use crate::config::deep_merge;
use crate::error::BuildError;
use crate::front_matter::{Decoded, decode, parse_file_value};
use crate::messages;
use crate::model::Site;
use crate::outside::{Kind, Source};
use crate::url;
use hyde_liquid::{Hash, Value};

/// How deep folders of data may nest.
const MAX_DEPTH: usize = 100;
/// The extensions of data files, in the order in which later ones win.
const EXTENSIONS: [&str; 5] = [".yaml", ".yml", ".json", ".csv", ".tsv"];

/// Reads the theme's data and lays the site's over it.
pub(super) fn read(site: &mut Site) -> Result<(), BuildError> {
    let dir = site.config.text("data_dir").unwrap_or_default();
    let own = read_folder(site, &*site.files, &url::in_directory(&site.source, &format!("/{dir}")))?;
    let data = match &site.theme {
        Some(theme) => {
            let path = url::in_directory(theme.source.root(), "/_data");
            if layouts::within_theme(&*theme.source, &path) {
                deep_merge(&read_folder(site, &*theme.source, &path)?, &own)
            } else {
                own
            }
        }
        None => own,
    };
    site.data = match site.config.get("data") {
        Some(configured) if configured.truthy() => configured.clone(),
        _ => Value::from(data),
    };
    Ok(())
}

/// A folder of data, before its files are read.
struct Folder {
    key: String,
    files: Vec<usize>,
    folders: Vec<Folder>,
}

fn read_folder(site: &Site, source: &dyn Source, path: &str) -> Result<Hash, BuildError> {
    let mut files = Vec::new();
    let tree = list(source, path, String::new(), &mut files, 0)?;
    for path in &files {
        site.report.detail(|| messages::reading(relative(source, path)));
    }
    let options = TableOptions::of(site);
    // A path is read in one way only, so nothing else was kept.
    let kept = |kept| if let Kept::Data(value) = kept { Some(Ok(value)) } else { None };
    let load = |path: &String| {
        read_file(source, path, &options).inspect(|value| keep(site, path, || Kept::Data(value.clone())))
    };
    let values = kept_or_loaded(site, &files, |path| path, kept, load);
    let mut values: Vec<Option<Value>> = values.into_iter().map(|value| value.map(Some)).collect::<Result<_, _>>()?;
    Ok(assemble(&tree, &files, &mut values))
}

fn list(
    source: &dyn Source,
    path: &str,
    key: String,
    files: &mut Vec<String>,
    depth: usize,
) -> Result<Folder, BuildError> {
    let mut folder = Folder { key, files: Vec::new(), folders: Vec::new() };
    if depth > MAX_DEPTH || !source.is_directory(path) {
        return Ok(folder);
    }
    let mut entries = source.entries(path).map_err(|error| BuildError::io(&error, "dir_chdir", path))?;
    entries.retain(|entry| !entry.name.starts_with('.'));
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    for ext in EXTENSIONS {
        for entry in entries.iter().filter(|entry| entry.kind == Kind::File && entry.name.ends_with(ext)) {
            folder.files.push(files.len());
            files.push(format!("{path}/{}", entry.name));
        }
    }
    for entry in entries.iter().filter(|entry| entry.kind == Kind::Directory) {
        let below = format!("{path}/{}", entry.name);
        folder.folders.push(list(source, &below, sanitized(&entry.name), files, depth + 1)?);
    }
    Ok(folder)
}

fn assemble(folder: &Folder, files: &[String], values: &mut [Option<Value>]) -> Hash {
    let mut data = Hash::new();
    for index in &folder.files {
        let name = url::basename(&files[*index]);
        let key = sanitized(&name[..name.len() - url::extname(name).len()]);
        data.insert(key, values[*index].take().unwrap_or_default());
    }
    for folder in &folder.folders {
        data.insert(folder.key.clone(), assemble(folder, files, values));
    }
    data
}

/// Makes a key of a file name: ASCII letters, digits, `_` and `-` stay, runs of spaces become `_`.
fn sanitized(name: &str) -> String {
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c');
    // Characters that go take their neighbours' spaces along only at the ends.
    let kept: String =
        name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-') || is_space(*c)).collect();
    kept.split(is_space).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_")
}

fn read_file(source: &dyn Source, path: &str, options: &TableOptions) -> Result<Value, BuildError> {
    let bytes = source.read(path).map_err(|error| BuildError::io(&error, "rb_sysopen", path))?;
    match url::extname(path) {
        ".csv" => parse_table(&table_text(bytes, &options.csv.encoding)?, ',', &options.csv, path),
        ".tsv" => parse_table(&table_text(bytes, &options.tsv.encoding)?, '\t', &options.tsv, path),
        _ => parse_file_value(&bytes).map_err(|error| {
            let place = error.place(relative(source, path), &String::from_utf8_lossy(&bytes));
            BuildError::uncaught(error.ruby_class(), error.in_file(path).to_string()).at(place)
        }),
    }
}

/// The text of a table; Ruby's CSV takes nothing but valid text.
fn table_text(bytes: Vec<u8>, encoding: &str) -> Result<String, BuildError> {
    match decode(bytes, encoding) {
        Decoded::Text(text) => Ok(text),
        Decoded::Invalid(..) => Err(messages::invalid_table()),
    }
}

#[cfg(test)]
mod tests {
    use super::sanitized;

    #[test]
    fn keys_of_files() {
        assert_eq!(sanitized("a.b c"), "ab_c");
        assert_eq!(sanitized("é"), "");
        assert_eq!(sanitized(" x - y "), "x_-_y");
    }
}
