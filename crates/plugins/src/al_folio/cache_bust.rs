//! `bust_file_cache` and `bust_css_cache`: an address with the MD5 of a file, or of all files in `assets/_sass`. The
//! gem jekyll-cache-bust defines the same filters.

use super::defines;
use hyde_core::outside::{Kind, Mark};
use hyde_core::plugin::{Plugin, Registry, SiteContext};
use hyde_core::{BuildError, Config, Site};
use hyde_liquid::{Arity, Context, Error, Value};
use md5::{Digest, Md5};
use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// The folder whose files make the digest of style sheets.
const SASS_FOLDER: &str = "assets/_sass";
/// The deepest folder below it that is looked into.
const MAX_DEPTH: usize = 50;

/// The plugin: the gem, or the Ruby file it came from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum CacheBust {
    /// The gem, which writes `?v=` before the digest.
    Gem,
    /// The file, which writes `?` alone.
    File,
}

impl Plugin for CacheBust {
    fn name(&self) -> &str {
        match self {
            Self::Gem => "jekyll-cache-bust",
            Self::File => "_plugins/cache-bust.rb",
        }
    }

    fn stands_for(&self, _: &str, text: &str) -> bool {
        *self == Self::File && defines(text, "bust_file_cache") && defines(text, "bust_css_cache")
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        let mark = if *self == Self::Gem { "?v=" } else { "?" };
        let digests = Arc::new(Digests::default());
        let of_sheets = digests.clone();
        registry.filter("bust_file_cache", Arity::exactly(0), move |input: &Value, _: &[Value], cx: &mut Context| {
            let address = cx.to_s(input);
            let file = &address[address.find("assets/").unwrap_or(0)..];
            let site = cx.site().ok_or_else(no_site)?;
            let path = hyde_core::url::in_directory(&site.source, file);
            let digest = digests.of(&path, State::of_file(site, &path), || site.files.read(&path));
            Ok(format!("{address}{mark}{}", digest.map_err(|error| read_error(&error, file))?).into())
        });
        registry.filter("bust_css_cache", Arity::exactly(0), move |input: &Value, _: &[Value], cx: &mut Context| {
            let address = cx.to_s(input);
            let site = cx.site().ok_or_else(no_site)?;
            let folder = format!("{}/{SASS_FOLDER}", site.source);
            let mut bytes = Vec::new();
            add_files(site, &folder, 0, &mut bytes);
            let digest = of_sheets.of(&folder, Some(State::Content(bytes.clone())), || Ok(bytes));
            Ok(format!("{address}{mark}{}", digest.map_err(|error| read_error(&error, SASS_FOLDER))?).into())
        });
        Ok(())
    }
}

/// What a digest is of.
#[derive(PartialEq)]
enum State {
    File(Mark),
    Content(Vec<u8>),
}

impl State {
    /// The state of a file, unless it cannot be told.
    fn of_file(site: &Site, path: &str) -> Option<Self> {
        // A session notes who asks for this, not who asks for a mark.
        site.files.metadata(path).ok()?;
        site.files.mark(path).ok().filter(|mark| mark.kind == Kind::File).map(Self::File)
    }
}

/// The last digest of each path, with what it is of: every page asks for the same few, and to look at a file again takes
/// a small part of the time that reading it and MD5 take.
#[derive(Default)]
struct Digests(Mutex<HashMap<String, (State, Arc<str>)>>);

impl Digests {
    fn of(&self, path: &str, state: Option<State>, read: impl FnOnce() -> io::Result<Vec<u8>>) -> io::Result<Arc<str>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((same, digest)) = known.get(path)
            && state.as_ref() == Some(same)
        {
            return Ok(digest.clone());
        }
        let digest: String = Md5::digest(read()?).iter().map(|byte| format!("{byte:02x}")).collect();
        let digest: Arc<str> = digest.into();
        if let Some(state) = state {
            known.insert(path.to_owned(), (state, digest.clone()));
        }
        Ok(digest)
    }
}

/// Adds the bytes of all files below a folder in the order of Ruby's `Dir[]`; hidden ones do not count.
fn add_files(site: &Site, folder: &str, depth: usize, bytes: &mut Vec<u8>) {
    let Ok(mut entries) = site.files.entries(folder) else { return };
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    for entry in entries.iter().filter(|entry| !entry.name.starts_with('.')) {
        let path = format!("{folder}/{}", entry.name);
        if site.files.is_file(&path) {
            bytes.extend(site.files.read(&path).unwrap_or_default());
        } else if depth < MAX_DEPTH {
            add_files(site, &path, depth + 1, bytes);
        }
    }
}

fn no_site() -> Error {
    Error::ruby("NoMethodError", "this filter needs a site")
}

fn read_error(error: &std::io::Error, file: &str) -> Error {
    let failure = BuildError::io(error, "rb_sysopen", file);
    Error::ruby(failure.class.clone(), failure.message)
}
