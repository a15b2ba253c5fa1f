//! Stylesheets compiled by an earlier build, kept in the site's cache folder.
//!
//! What a compilation gives depends on the compiler, its options, the entry's text, the files it loads, and which of the
//! paths it tries are files. All of that is kept beside the CSS and compared before the CSS is taken: a partial that
//! changes, vanishes, or comes to stand before another one makes the stylesheet compile anew. A cache that cannot be read
//! or written costs a compilation and no more.

use crate::messages;
use crate::model::Site;
use hyde_diagnostic::{Diagnostic, Place};
use hyde_sass::{Loader, Options, Output, Source, SourceMap};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};

/// The layout of the files; to be raised when it changes.
const LAYOUT: u32 = 1;

/// A compiled stylesheet.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Compiled {
    pub(super) css: String,
    pub(super) map: Option<SourceMap>,
    /// What the compiler has to say.
    pub(super) told: Vec<Diagnostic>,
}

impl From<Output> for Compiled {
    fn from(output: Output) -> Self {
        let told = output.warnings.iter().map(messages::sass_warning).collect();
        Self { css: output.css, map: output.source_map, told }
    }
}

/// Takes the stylesheet from the cache in `folder`, or compiles and keeps it.
pub(super) fn compile(
    source: &Source,
    options: &Options,
    loader: &dyn Loader,
    site: &Site,
    folder: &str,
) -> Result<Compiled, hyde_sass::Error> {
    // Warnings show paths as seen from the source.
    let (version, syntax) = (hyde_sass::FINGERPRINT, source.syntax);
    let key = format!("{LAYOUT} {version} {syntax:?} {} {} {options:?}", source.path, site.source);
    let file = format!("{folder}/hyde/sass/{:016x}", hash(&key));
    if let Ok(bytes) = site.files.read(&file)
        && let Some(compiled) = taken(&bytes, &key, source, loader)
    {
        return Ok(compiled);
    }
    let watching = Watching { loader, asked: Mutex::default(), loaded: Mutex::default() };
    let compiled = hyde_sass::compile(source, options, &watching).map(Compiled::from)?;
    if let Some(bytes) = kept(&compiled, &key, source, &watching) {
        // A source that cannot be written to has no cache.
        let _ = site.files.keep(&file, &bytes);
    }
    Ok(compiled)
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A loader that remembers what it is asked.
struct Watching<'a> {
    loader: &'a dyn Loader,
    asked: Mutex<BTreeMap<String, bool>>,
    loaded: Mutex<BTreeMap<String, String>>,
}

impl Loader for Watching<'_> {
    fn is_file(&self, path: &str) -> bool {
        let is_file = self.loader.is_file(path);
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), is_file);
        is_file
    }

    fn load(&self, path: &str) -> Result<String, String> {
        let text = self.loader.load(path)?;
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), text.clone());
        Ok(text)
    }

    fn canonical(&self, path: &str) -> String {
        self.loader.canonical(path)
    }

    fn display(&self, path: &str) -> String {
        self.loader.display(path)
    }
}

/// The bytes to keep; none for a stylesheet whose map does not show its files as they are.
fn kept(compiled: &Compiled, key: &str, source: &Source, watching: &Watching<'_>) -> Option<Vec<u8>> {
    let asked = watching.asked.lock().unwrap_or_else(PoisonError::into_inner);
    let loaded = watching.loaded.lock().unwrap_or_else(PoisonError::into_inner);
    // An entry that loads itself stands twice under one name: as a file, and as what Liquid made of it.
    if loaded.contains_key(&source.path) {
        return None;
    }
    let mut out = Writer::default();
    out.text(key);
    out.number(hash(&source.text));
    out.list(asked.iter(), |out, (path, is_file)| {
        out.text(path);
        out.number(u64::from(*is_file));
    });
    out.list(loaded.iter(), |out, (path, text)| {
        out.text(path);
        out.number(hash(text));
    });
    out.text(&compiled.css);
    out.list(compiled.map.iter(), |out, map| {
        out.text(&map.mappings);
        out.list(map.sources.iter(), |out, source| out.text(source));
    });
    if let Some(map) = &compiled.map {
        let content = |path: &String| if *path == source.path { Some(&source.text) } else { loaded.get(path) };
        if !map.sources.iter().map(content).eq(map.sources_content.iter().map(Some)) {
            return None;
        }
    }
    out.list(compiled.told.iter(), |out, told| {
        out.text(told.message.as_deref().unwrap_or_default());
        out.list(told.place.iter().chain(&told.trace), |out, place| {
            out.text(&place.file);
            out.number(place.line.unwrap_or_default() as u64);
            out.number(place.column.unwrap_or_default() as u64);
        });
    });
    Some(out.bytes)
}

/// Reads what was kept, if it is still true.
fn taken(bytes: &[u8], key: &str, source: &Source, loader: &dyn Loader) -> Option<Compiled> {
    let mut from = Reader { bytes };
    if from.text()? != key || from.number()? != hash(&source.text) {
        return None;
    }
    for _ in 0..from.number()? {
        let path = from.text()?;
        if loader.is_file(path) != (from.number()? == 1) {
            return None;
        }
    }
    let mut loaded = BTreeMap::new();
    for _ in 0..from.number()? {
        let path = from.text()?;
        let text = loader.load(path).ok()?;
        if hash(&text) != from.number()? {
            return None;
        }
        loaded.insert(path, text);
    }
    let mut compiled = Compiled { css: from.text()?.to_owned(), ..Compiled::default() };
    if from.number()? == 1 {
        let mut map = SourceMap::default();
        map.mappings = from.text()?.to_owned();
        for _ in 0..from.number()? {
            let path = from.text()?;
            let content = if path == source.path { source.text.clone() } else { loaded.get(path)?.clone() };
            map.sources.push(path.to_owned());
            map.sources_content.push(content);
        }
        compiled.map = Some(map);
    }
    for _ in 0..from.number()? {
        let mut told = Diagnostic::verbatim(from.text()?);
        for _ in 0..from.number()? {
            let place = Place::new(from.text()?).line(from.size()?).column(from.size()?);
            told = if told.place.is_none() { told.at(place) } else { told.through(place) };
        }
        compiled.told.push(told);
    }
    from.bytes.is_empty().then_some(compiled)
}

/// Writes numbers, texts with their lengths, and lists of them.
#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    fn number(&mut self, number: u64) {
        self.bytes.extend(number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes.extend(text.as_bytes());
    }

    fn list<T>(&mut self, items: impl Iterator<Item = T>, one: impl Fn(&mut Self, T)) {
        let at = self.bytes.len();
        self.number(0);
        let mut count = 0_u64;
        for item in items {
            one(self, item);
            count += 1;
        }
        self.bytes[at..at + 8].copy_from_slice(&count.to_le_bytes());
    }
}

/// Reads what [`Writer`] writes; nothing else of what it is given is believed.
struct Reader<'b> {
    bytes: &'b [u8],
}

impl<'b> Reader<'b> {
    fn number(&mut self) -> Option<u64> {
        let (number, rest) = self.bytes.split_first_chunk::<8>()?;
        self.bytes = rest;
        Some(u64::from_le_bytes(*number))
    }

    fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn text(&mut self) -> Option<&'b str> {
        let length = self.size()?;
        let (text, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        std::str::from_utf8(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{Compiled, Watching, kept, taken};
    use hyde_sass::{Memory, Options, Source, compile};
    use std::sync::Mutex;

    fn source() -> Source {
        Source::new("/s/css/main.scss", "@warn 'x'; @import 'part'; b { c: $d }")
    }

    fn bytes(files: &Memory) -> (Compiled, Vec<u8>) {
        let watching = Watching { loader: files, asked: Mutex::default(), loaded: Mutex::default() };
        let compiled = Compiled::from(compile(&source(), &Options::default(), &watching).expect("it compiles"));
        let bytes = kept(&compiled, "key", &source(), &watching).expect("it can be kept");
        (compiled, bytes)
    }

    #[test]
    fn what_was_kept_is_taken_as_long_as_it_is_true() {
        let mut files = Memory::from([("/s/css/_part.scss", "$d: 1px;")]);
        let (compiled, bytes) = bytes(&files);
        assert!(compiled.told.len() > 1 && compiled.map.is_some());
        assert_eq!(taken(&bytes, "key", &source(), &files), Some(compiled));
        assert_eq!(taken(&bytes, "other options", &source(), &files), None);
        let other = Source::new(source().path, format!("{} ", source().text));
        assert_eq!(taken(&bytes, "key", &other, &files), None);
        for length in 0..bytes.len() {
            assert_eq!(taken(&bytes[..length], "key", &source(), &files), None);
        }
        files.insert("/s/css/_part.scss", "$d: 2px;");
        assert_eq!(taken(&bytes, "key", &source(), &files), None);
        let before = Memory::from([("/s/css/_part.scss", "$d: 1px;"), ("/s/css/part.scss", "")]);
        assert_eq!(taken(&bytes, "key", &source(), &before), None);
    }
}
