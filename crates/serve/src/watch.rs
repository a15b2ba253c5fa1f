//! Watching: what was saved, gathered from bursts of events. Editors write beside and rename, branches change hundreds
//! of files at once, new folders come with files already in them: each of these is one change.

use crate::server::ServeError;
use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

/// After this long without an event a burst is over.
const QUIET: Duration = Duration::from_millis(12);
/// A burst that does not end is handed on after this long.
const LONGEST: Duration = Duration::from_millis(400);
/// How often files are looked at where the system tells nothing.
const POLLING: Duration = Duration::from_millis(500);

type IsIgnored = dyn Fn(&Path) -> bool + Send + Sync;

/// What is watched.
#[derive(Clone)]
pub struct Watched {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
    polling: bool,
    ignored: Arc<IsIgnored>,
}

impl Watched {
    /// Watches a folder with everything below it.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folders: vec![folder.into()], files: Vec::new(), polling: false, ignored: Arc::new(|_| false) }
    }

    /// Watches one more folder.
    #[must_use]
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folders.push(folder.into());
        self
    }

    /// Watches a single file, which need not be in a watched folder.
    #[must_use]
    pub fn file(mut self, file: impl Into<PathBuf>) -> Self {
        self.files.push(file.into());
        self
    }

    /// Looks at the files at intervals, for disks whose system tells of no changes.
    #[must_use]
    pub fn polling(mut self, polling: bool) -> Self {
        self.polling = polling;
        self
    }

    /// Says which paths do not matter; below a folder that does not matter nothing is watched.
    #[must_use]
    pub fn ignoring(mut self, ignored: impl Fn(&Path) -> bool + Send + Sync + 'static) -> Self {
        self.ignored = Arc::new(ignored);
        self
    }
}

/// What a burst of events came to: absolute paths, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are new or were written.
    pub written: Vec<PathBuf>,
    /// Files and folders that are gone.
    pub removed: Vec<PathBuf>,
    /// Whether the system lost track, so that anything may have changed.
    pub lost: bool,
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.written.is_empty() && self.removed.is_empty() && !self.lost
    }
}

enum Told {
    Event(Event),
    Lost,
    Stop,
}

/// Watches files until it is dropped.
pub struct Watcher {
    watched: Watched,
    system: Box<dyn notify::Watcher + Send>,
    told: Receiver<Told>,
    tell: Sender<Told>,
}

impl Watcher {
    /// Begins to watch. Where the system cannot, for want of watches, files are looked at instead.
    ///
    /// # Errors
    /// When a folder is not there or may not be read.
    pub fn start(watched: Watched) -> Result<Self, ServeError> {
        let (tell, told) = mpsc::channel();
        let system =
            system_watcher(&tell, watched.polling).map_err(|error| watch_error(&watched.folders[0], &error))?;
        let mut watcher = Self { watched, system, told, tell };
        if let Err(error) = watcher.watch_everything() {
            let out_of_watches = matches!(error.kind, notify::ErrorKind::MaxFilesWatch);
            if watcher.watched.polling || !out_of_watches {
                return Err(watch_error(&watcher.watched.folders[0], &error));
            }
            watcher.watched.polling = true;
            watcher.system = system_watcher(&watcher.tell, true)
                .map_err(|error| watch_error(&watcher.watched.folders[0], &error))?;
            watcher.watch_everything().map_err(|error| watch_error(&watcher.watched.folders[0], &error))?;
        }
        Ok(watcher)
    }

    /// Watches something else from now on, by the same means.
    ///
    /// # Errors
    /// When a folder is not there or may not be read.
    pub fn turn_to(&mut self, watched: Watched) -> Result<(), ServeError> {
        self.watched = Watched { polling: self.watched.polling, ..watched };
        self.watch_everything().map_err(|error| watch_error(&self.watched.folders[0], &error))
    }

    /// What makes [`Watcher::wait`] return, from another thread.
    pub fn stopper(&self) -> impl FnOnce() + Send + 'static {
        let tell = self.tell.clone();
        move || {
            // Nobody waits any more when the watcher is gone.
            let _ = tell.send(Told::Stop);
        }
    }

    /// Waits for a burst of changes to end; `None` when it was told to stop.
    pub fn wait(&mut self) -> Option<Changes> {
        loop {
            let mut touched = BTreeSet::new();
            let mut lost = false;
            let mut next = self.told.recv().ok();
            let began = Instant::now();
            while let Some(told) = next {
                match told {
                    Told::Stop => return None,
                    Told::Lost => lost = true,
                    Told::Event(event) => lost |= self.take(event, &mut touched),
                }
                let left = LONGEST.saturating_sub(began.elapsed()).min(QUIET);
                next = self.told.recv_timeout(left).ok();
            }
            if lost {
                // What is new must be watched again; an error shows at the next change.
                let _ = self.watch_everything();
            }
            let (written, removed) = touched.into_iter().partition(|path: &PathBuf| path.exists());
            let changes = Changes { written, removed, lost };
            if !changes.is_empty() {
                return Some(changes);
            }
        }
    }

    /// Adds the paths of an event; says whether the system lost track.
    fn take(&mut self, event: Event, touched: &mut BTreeSet<PathBuf>) -> bool {
        let reads = matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write));
        if !reads {
            for path in &event.paths {
                self.touch(path, touched);
            }
        }
        event.need_rescan()
    }

    fn touch(&mut self, path: &Path, touched: &mut BTreeSet<PathBuf>) {
        if !self.is_watched(path) {
            return;
        }
        if path.is_dir() {
            // A new folder may have been filled before it was watched.
            let mut files = Vec::new();
            if self.watch_folder(path, &mut files).is_ok() && !self.watched.folders.iter().any(|folder| folder == path)
            {
                touched.extend(files);
            }
        } else {
            touched.insert(path.to_owned());
        }
    }

    fn is_watched(&self, path: &Path) -> bool {
        if self.watched.files.iter().any(|file| file == path) {
            return true;
        }
        self.watched.folders.iter().any(|folder| {
            let inside = path.strip_prefix(folder);
            inside.is_ok_and(|inside| !path_and_parents(inside).any(|part| (self.watched.ignored)(&folder.join(part))))
        })
    }

    fn watch_everything(&mut self) -> notify::Result<()> {
        for folder in self.watched.folders.clone() {
            self.watch_folder(&folder, &mut Vec::new())?;
        }
        for file in self.watched.files.clone() {
            // The folder is watched, because a file that is replaced loses its own watch.
            if let Some(folder) = file.parent().filter(|folder| folder.is_dir()) {
                self.system.watch(folder, RecursiveMode::NonRecursive)?;
            }
        }
        Ok(())
    }

    /// Watches a folder and those below it, each by itself so that ignored ones cost nothing; lists the files.
    fn watch_folder(&mut self, top: &Path, files: &mut Vec<PathBuf>) -> notify::Result<()> {
        let mut seen = BTreeSet::new();
        let mut pending = vec![top.to_owned()];
        while let Some(folder) = pending.pop() {
            // Links may lead in circles.
            if !fs::canonicalize(&folder).is_ok_and(|real| seen.insert(real)) {
                continue;
            }
            match self.system.watch(&folder, RecursiveMode::NonRecursive) {
                Err(error) if folder == top || matches!(error.kind, notify::ErrorKind::MaxFilesWatch) => {
                    return Err(error);
                }
                // A folder that vanished or may not be read has nothing that a build could read.
                _ => {}
            }
            let Ok(entries) = fs::read_dir(&folder) else { continue };
            for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
                if !(self.watched.ignored)(&path) {
                    if path.is_dir() { pending.push(path) } else { files.push(path) }
                }
            }
        }
        Ok(())
    }
}

impl std::fmt::Debug for Watcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watcher").field("folders", &self.watched.folders).finish_non_exhaustive()
    }
}

/// A relative path and the folders that it is in, outermost first.
fn path_and_parents(path: &Path) -> impl Iterator<Item = &Path> {
    let mut parts: Vec<&Path> = path.ancestors().filter(|part| !part.as_os_str().is_empty()).collect();
    parts.reverse();
    parts.into_iter()
}

fn system_watcher(tell: &Sender<Told>, polling: bool) -> notify::Result<Box<dyn notify::Watcher + Send>> {
    let tell = tell.clone();
    let handler = move |event: notify::Result<Event>| {
        let told = event.map_or(Told::Lost, Told::Event);
        // Nobody waits any more when the watcher is gone.
        let _ = tell.send(told);
    };
    let config = Config::default();
    Ok(if polling {
        // Times of files are compared in whole seconds, which two saves may share, so contents are compared too.
        let config = config.with_poll_interval(POLLING).with_compare_contents(true);
        Box::new(PollWatcher::new(handler, config)?)
    } else {
        Box::new(RecommendedWatcher::new(handler, config)?)
    })
}

fn watch_error(path: &Path, error: &notify::Error) -> ServeError {
    ServeError::Watch { path: path.display().to_string(), problem: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::{Changes, Watched, Watcher};
    use std::fs;
    use std::path::Path;

    fn names(changes: &Changes, root: &Path) -> (Vec<String>, Vec<String>) {
        let names = |paths: &[std::path::PathBuf]| {
            paths.iter().map(|path| path.strip_prefix(root).unwrap().display().to_string()).collect()
        };
        (names(&changes.written), names(&changes.removed))
    }

    fn watch_and_change(polling: bool) {
        let root = tempfile::tempdir().unwrap();
        let root = root.path().canonicalize().unwrap();
        for folder in ["_posts", "_site", "_site/x"] {
            fs::create_dir(root.join(folder)).unwrap();
        }
        fs::write(root.join("gone.md"), "1").unwrap();
        let site = root.join("_site");
        let watched = Watched::new(&root).polling(polling).ignoring(move |path| path.starts_with(&site));
        let mut watcher = Watcher::start(watched).unwrap();
        // Saved as editors save: beside, then renamed.
        fs::write(root.join("_site/x/index.html"), "not seen").unwrap();
        fs::write(root.join("_posts/.a.md.part"), "1").unwrap();
        fs::rename(root.join("_posts/.a.md.part"), root.join("_posts/a.md")).unwrap();
        fs::create_dir_all(root.join("new/deep")).unwrap();
        fs::write(root.join("new/deep/b.md"), "2").unwrap();
        fs::remove_file(root.join("gone.md")).unwrap();
        let (mut written, mut removed) = (Vec::new(), Vec::new());
        while !(written.contains(&"new/deep/b.md".to_owned()) && removed.contains(&"gone.md".to_owned())) {
            let changes = watcher.wait().unwrap();
            let (more_written, more_removed) = names(&changes, &root);
            written.extend(more_written);
            removed.extend(more_removed);
        }
        assert!(written.contains(&"_posts/a.md".to_owned()), "{written:?}");
        assert!(!written.iter().any(|path| path.starts_with("_site")), "{written:?}");
        // What came in a new folder is watched from now on.
        fs::write(root.join("new/deep/b.md"), "changed").unwrap();
        while !names(&watcher.wait().unwrap(), &root).0.contains(&"new/deep/b.md".to_owned()) {}
        watcher.stopper()();
        while watcher.wait().is_some() {}
    }

    #[test]
    fn bursts_new_folders_and_removals() {
        watch_and_change(false);
    }

    #[test]
    fn the_same_by_looking() {
        watch_and_change(true);
    }
}
