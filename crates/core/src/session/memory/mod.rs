//! What a session leaves for the next process, in the cache folder: `hyde build --incremental`.
//!
//! What is kept is what a session keeps between two builds: what was made of files, the last site, the records of what
//! its renderings looked at, and what stands in the destination. The next process looks at the marks of all files that
//! were looked at, forgets what differs, and goes on as the session would have. So there is one engine, and its outcome
//! is a clean build's.
//!
//! Nothing is believed that cannot be checked: bytes by their length and print, circumstances by a fingerprint, files by
//! their marks, and that the bytes are of this machine by the mark of a file that was written with them, which nobody who
//! only hands files on can know. What is in doubt is read and rendered.

mod items;
mod pack;
mod records;
mod state;
mod values;

use super::Last;
use crate::model::Site;
use crate::outside::{Destination, Entry, Glimpse, Kind, Mark, Source, Watched, join, print};
use crate::plugin::{Engine, Toolkit};
use crate::process::cache_folder;
use crate::read::{Cache, Kept, parallel};
use crate::write::Stood;
use items::Table;
use pack::{Reader, Writer};
use std::collections::{BTreeSet, HashMap};
use std::io;

/// The first bytes of the file.
const MAGIC: &[u8; 16] = b"hyde incremental";
/// The layout of what follows; to be raised when it or what is kept changes.
const LAYOUT: u64 = 3;
/// How long all is that stands before the body: these two, the token's print and the body's.
const HEAD: usize = MAGIC.len() + 3 * 8;
/// More than this is not read.
const SIZE_LIMIT: u64 = 4 << 30;
/// How far apart the times of two changes must be to be told apart, in nanoseconds.
const APART: i128 = 50_000_000;
/// The same where times come in whole seconds, or in pairs of them.
const APART_COARSELY: i128 = 2_500_000_000;

/// Where a site's memory is, and which circumstances it speaks of.
pub(super) struct Memory {
    folder: String,
    /// The folder of all caches, in which nothing belongs to the site.
    caches: String,
    fingerprint: u64,
    /// A file that was written when the build began.
    began: Mark,
    /// What was seen to be as it was: of the site, and of the theme.
    verified: [Marks; 2],
    /// Whether all is as the last build left it, so that a build that renders nothing has nothing to add.
    is_current: bool,
    /// How long the bytes were that the last build left.
    length: usize,
}

/// The marks of files, by path; none for what is not there.
type Marks = HashMap<String, Option<Mark>>;

/// What was recalled.
pub(super) struct Recalled {
    pub(super) last: Last,
    /// What was made of the files that are as they were.
    pub(super) files: Vec<(String, Kept)>,
    /// The paths of what is not.
    pub(super) changed: BTreeSet<String>,
}

/// What is known of a path.
enum Known {
    Marked(Mark),
    Missing,
    /// What is there may be something else than what was seen.
    Doubtful,
}

/// What was looked at in a source.
#[derive(Default)]
struct Looked {
    paths: Vec<(String, Known)>,
    folders: Vec<(String, Vec<Entry>)>,
}

/// Where the files of a site's memory are, if it has one: builds are incremental, and caching on disk is on.
fn folder(site: &Site) -> Option<String> {
    let folder = cache_folder(site).filter(|_| site.config.truthy("incremental"))?;
    Some(format!("{folder}/hyde/incremental"))
}

/// Forgets what earlier builds left.
pub(super) fn forget(site: &Site, source: &dyn Source) {
    if let Some(folder) = folder(site) {
        // A source that cannot be written to has no memory.
        let _ = source.forget(&format!("{folder}/state"));
    }
}

impl Memory {
    /// The memory of a site that was started and not read yet, if it has one; `program` stands for everything that the
    /// outcome depends on besides the site.
    pub(super) fn of(
        site: &Site,
        toolkit: &Toolkit,
        engine: &Engine,
        source: &dyn Source,
        program: &str,
    ) -> Option<Self> {
        let folder = folder(site)?;
        let began = stamp(source, &folder)?;
        let fingerprint = fingerprint(site, toolkit, engine, source, program);
        Some(Self {
            caches: cache_folder(site)?,
            folder,
            fingerprint,
            began,
            verified: Default::default(),
            is_current: false,
            length: 0,
        })
    }

    fn file(&self, name: &str) -> String {
        format!("{}/{name}", self.folder)
    }

    /// Recalls what the last build left, if all of it can be trusted.
    pub(super) fn recall(
        &mut self,
        site: &Site,
        toolkit: &Toolkit,
        sources: [Option<&Watched>; 2],
        destination: &dyn Destination,
    ) -> Option<Recalled> {
        let source = sources[0]?;
        let state = self.file("state");
        if source.mark(&state).ok()?.size > SIZE_LIMIT {
            return None;
        }
        let bytes = source.read(&state).ok()?;
        let body = self.checked(&bytes, source)?;
        self.length = bytes.len();
        let mut from = Reader::new(body);
        if from.word()? != self.fingerprint {
            return None;
        }
        let asked = from.list(|from| Some((from.owned()?, from.maybe(Reader::owned)?)))?;
        if asked.iter().any(|(name, value)| toolkit.outside().variables.get(name) != value.as_ref()) {
            return None;
        }
        let mut changed = BTreeSet::new();
        for (source, verified) in sources.iter().zip(&mut self.verified) {
            let looked = from.looked()?;
            match source {
                Some(source) => *verified = verify(site, source, looked, &mut changed),
                None if looked.paths.is_empty() => {}
                None => return None,
            }
        }
        let table = Table::of(from.list(|from| Some((from.owned()?, from.kept()?)))?);
        let (mut last, stands) = from.last(site, &table)?;
        if !from.is_at_end() {
            return None;
        }
        let (count, is_settled) = (stands.len(), stands.iter().all(|stand| !stand.is_young));
        last.standing.paths = standing(site, stands, destination);
        self.is_current = changed.is_empty() && is_settled && last.standing.paths.len() == count;
        let verified = &self.verified;
        let is_verified = |path: &str| verified.iter().any(|marks| matches!(marks.get(path), Some(Some(_))));
        let mut files = table.files;
        files.retain(|(path, kept)| is_verified(path) && belongs(kept, site));
        Some(Recalled { last, files, changed })
    }

    /// Believes nothing of what the last build left.
    pub(super) fn start_anew(&mut self) {
        self.verified = Default::default();
        self.is_current = false;
    }

    /// Whether a build that rendered so many items leaves everything as it was.
    pub(super) fn has_nothing_to_add(&self, rendered: usize) -> bool {
        self.is_current && rendered == 0
    }

    /// The body of the file, if that is whole and of this machine.
    fn checked<'b>(&self, bytes: &'b [u8], source: &dyn Source) -> Option<&'b [u8]> {
        let mut from = Reader::new(bytes.strip_prefix(MAGIC)?);
        if from.word()? != LAYOUT {
            return None;
        }
        let (token, check) = (from.word()?, from.word()?);
        let body = from.rest();
        (print(body) == check && token_print(source, &self.file("token"))? == token).then_some(body)
    }

    /// Keeps what a build left.
    pub(super) fn keep(self, last: Option<&Last>, toolkit: &Toolkit, cache: &Cache, sources: [Option<&Watched>; 2]) {
        let Some(source) = sources[0] else { return };
        let state = self.file("state");
        let kept = last.and_then(|last| {
            let bytes = self.bytes(last, toolkit, cache, sources)?;
            source.keep(&state, &bytes).ok()
        });
        if kept.is_none() {
            // What stands there speaks of an earlier build.
            let _ = source.forget(&state);
        }
    }

    fn bytes(&self, last: &Last, toolkit: &Toolkit, cache: &Cache, sources: [Option<&Watched>; 2]) -> Option<Vec<u8>> {
        let source = sources[0]?;
        // The next state is about as long as this one: growing on the way would copy it again and again.
        let mut out = Writer { bytes: Vec::with_capacity(self.length + self.length / 16) };
        out.bytes.extend(MAGIC);
        out.word(LAYOUT);
        out.bytes.resize(HEAD, 0);
        out.word(self.fingerprint);
        out.list(toolkit.outside().asked().into_iter(), |out, (name, value)| {
            out.text(&name);
            out.maybe(value.as_deref(), Writer::text);
        });
        for (source, verified) in sources.iter().zip(&self.verified) {
            let looked = source.map(|source| self.look(source, verified)).unwrap_or_default();
            out.looked(&looked);
        }
        let table = Table::of(cache.all());
        out.list(table.files.iter(), |out, (path, kept)| {
            out.text(path);
            out.kept(kept);
        });
        let now = stamp(source, &self.folder)?;
        out.last(last, &table, |mark| is_young(mark, now));
        let check = print(&out.bytes[HEAD..]);
        let token = self.file("token");
        source.keep(&token, format!("{check:016x}").as_bytes()).ok()?;
        out.bytes[HEAD - 16..HEAD - 8].copy_from_slice(&token_print(source, &token)?.to_le_bytes());
        out.bytes[HEAD - 8..HEAD].copy_from_slice(&check.to_le_bytes());
        Some(out.bytes)
    }

    /// What was looked at in a source, with what is there now. What may have changed since somebody looked is doubtful.
    fn look(&self, source: &Watched, verified: &Marks) -> Looked {
        let mut looked = Looked::default();
        let is_ours = |path: &str| path.strip_prefix(&self.caches).is_some_and(|rest| rest.starts_with('/'));
        let as_it_was =
            |(path, mark): (&String, &Option<Mark>)| (path.clone(), mark.map_or(Known::Missing, Known::Marked));
        looked.paths.extend(verified.iter().map(as_it_was));
        let seen = source.take_seen().into_iter();
        looked.paths.extend(seen.filter(|(path, _)| !is_ours(path) && !verified.contains_key(path)).map(
            |(path, glimpse)| {
                let known = match (glimpse, source.mark(&path)) {
                    (Glimpse::There, Ok(mark)) if !is_young(mark, self.began) => Known::Marked(mark),
                    (Glimpse::Missing, Err(error)) if error.kind() == io::ErrorKind::NotFound => Known::Missing,
                    _ => Known::Doubtful,
                };
                (path, known)
            },
        ));
        looked.paths.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        for (path, entries) in source.listed() {
            if !is_ours(&path) {
                let mut entries = entries.to_vec();
                entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
                looked.folders.push((path, entries));
            }
        }
        looked
    }
}

/// What tells the file that was written with a state from every other one.
fn token_print(source: &dyn Source, path: &str) -> Option<u64> {
    let mut out = Writer::default();
    out.mark(source.mark(path).ok()?);
    Some(print(&out.bytes))
}

/// Writes a file and gives its mark: what time it is where the source is.
fn stamp(source: &dyn Source, folder: &str) -> Option<Mark> {
    let path = format!("{folder}/clock");
    source.keep(&path, b"").ok()?;
    source.mark(&path).ok()
}

/// Whether a file may have been changed at this moment or later, and again without another mark.
fn is_young(mark: Mark, now: Mark) -> bool {
    let (Some(changed), Some(now)) = (mark.changed, now.changed) else { return false };
    let is_coarse = [mark.modified, changed].iter().all(|time| time % 1_000_000_000 == 0);
    let apart = if is_coarse { APART_COARSELY } else { APART };
    mark.kind != Kind::Directory && changed.max(mark.modified).saturating_add(apart) > now
}

/// Whether what was made of a file can be part of a site.
fn belongs(kept: &Kept, site: &Site) -> bool {
    match kept {
        Kept::Document(document) => site.collection(&document.collection).is_some(),
        _ => true,
    }
}

/// Looks whether things are as they were, and notes the paths of those that are not.
fn verify(site: &Site, source: &Watched, looked: Looked, changed: &mut BTreeSet<String>) -> Marks {
    let same = parallel::map(site.threads, &looked.paths, |(path, known)| match (known, source.mark(path)) {
        (Known::Marked(before), Ok(now)) => *before == now,
        (Known::Missing, Err(error)) => error.kind() == io::ErrorKind::NotFound,
        _ => false,
    });
    let mut verified = Marks::with_capacity(looked.paths.len());
    for ((path, known), same) in looked.paths.into_iter().zip(same) {
        if !same {
            changed.insert(path);
            continue;
        }
        match known {
            Known::Marked(mark) => _ = verified.insert(path, Some(mark)),
            Known::Missing => _ = verified.insert(path, None),
            Known::Doubtful => {}
        }
    }
    // What hyde itself puts into the source is no part of it.
    let caches = cache_folder(site).unwrap_or_default();
    let metadata = join(&site.source, ".jekyll-metadata");
    let is_own = |path: &str| path == site.destination || path == caches || path == metadata;
    for (folder, before) in looked.folders {
        let Ok(mut now) = source.entries(&folder) else {
            changed.insert(folder);
            continue;
        };
        now.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        let differ = before.iter().filter(|entry| {
            now.binary_search_by(|one| one.name.cmp(&entry.name)).map_or(true, |at| now[at] != **entry)
        });
        let came = now.iter().filter(|entry| before.binary_search_by(|one| one.name.cmp(&entry.name)).is_err());
        let paths = differ.chain(came).map(|entry| join(&folder, &entry.name)).filter(|path| !is_own(path));
        changed.extend(paths);
    }
    for path in &*changed {
        verified.remove(path);
    }
    verified
}

/// What of all that stood in the destination still stands there.
fn standing(
    site: &Site,
    stands: Vec<state::Stand>,
    destination: &dyn Destination,
) -> rustc_hash::FxHashMap<String, Stood> {
    let stand = parallel::map(site.threads, &stands, |stand| {
        let is_marked = destination.mark(&stand.path) == Some(stand.mark);
        let has_content = || {
            let bytes = destination.read(&stand.path);
            bytes.is_ok_and(|bytes| stand.stood.print == Some(print(&bytes)))
        };
        is_marked && (!stand.is_young || has_content())
    });
    let all = stands.into_iter().zip(stand);
    all.filter(|(_, stands)| *stands).map(|(stand, _)| (stand.path, stand.stood)).collect()
}

/// Everything that what was kept depends on besides the files that were looked at.
fn fingerprint(site: &Site, toolkit: &Toolkit, engine: &Engine, source: &dyn Source, program: &str) -> u64 {
    let options = engine.options();
    let mut out = Writer::default();
    out.text(program);
    out.text(&site.source);
    out.text(&site.destination);
    out.text(&site.environment);
    out.flag(site.development_by_env);
    out.maybe(options.time_zone.as_deref(), Writer::text);
    out.hash(site.config.hash());
    for names in [toolkit.plugins(), engine.gem_group(), &options.skip_plugins] {
        out.list(names.iter(), |out, name| out.text(name));
    }
    out.maybe(site.theme.as_ref(), |out, theme| {
        for text in [&theme.name, &theme.version, &theme.root, &theme.authors, &theme.description] {
            out.text(text);
        }
        out.list(theme.dependencies.iter(), |out, name| out.text(name));
    });
    out.list(crate::plugin::plugin_files(&site.config, source).into_iter(), |out, (path, text)| {
        out.text(&path);
        out.text(&text);
    });
    print(&out.bytes)
}

impl Writer {
    fn looked(&mut self, looked: &Looked) {
        self.list(looked.paths.iter(), |out, (path, known)| {
            out.text(path);
            match known {
                Known::Marked(mark) => {
                    out.byte(0);
                    out.mark(*mark);
                }
                Known::Missing => out.byte(1),
                Known::Doubtful => out.byte(2),
            }
        });
        self.list(looked.folders.iter(), |out, (path, entries)| {
            out.text(path);
            out.list(entries.iter(), |out, entry| {
                out.text(&entry.name);
                out.kind(entry.kind);
                out.flag(entry.symlink);
            });
        });
    }
}

impl Reader<'_> {
    fn looked(&mut self) -> Option<Looked> {
        let paths = self.list(|from| {
            let path = from.owned()?;
            let known = match from.byte()? {
                0 => Known::Marked(from.mark()?),
                1 => Known::Missing,
                2 => Known::Doubtful,
                _ => return None,
            };
            Some((path, known))
        })?;
        let folders = self.list(|from| {
            let path = from.owned()?;
            let entries =
                from.list(|from| Some(Entry { name: from.owned()?, kind: from.kind()?, symlink: from.flag()? }))?;
            Some((path, entries))
        })?;
        Some(Looked { paths, folders })
    }
}
