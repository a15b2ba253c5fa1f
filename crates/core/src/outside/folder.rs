//! A folder on disk, as source and as destination.

use super::{Content, Destination, Entry, Existing, Kind, Mark, Metadata, Source, Stamp};
use rustc_hash::FxHashSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A folder on disk.
#[derive(Debug)]
pub struct Folder {
    root: String,
    /// The number of this process.
    process: u32,
    serial: AtomicU64,
    /// Whether nothing was in the destination when it was listed, and no file was found in another's place since.
    empty: AtomicBool,
    /// Directories of the destination that were seen or made. Strangers may have removed them since.
    made: Mutex<FxHashSet<OsString>>,
}

impl Folder {
    /// Names a folder by its absolute path; nothing is read yet.
    pub fn new(root: impl Into<String>) -> Self {
        let mut root: String = root.into();
        while root.len() > 1 && root.ends_with('/') {
            root.pop();
        }
        Self {
            root,
            process: std::process::id(),
            serial: AtomicU64::new(0),
            empty: AtomicBool::new(false),
            made: Mutex::default(),
        }
    }

    fn inside(&self, path: &str) -> PathBuf {
        Path::new(&self.root).join(path.trim_start_matches('/'))
    }

    fn made(&self) -> MutexGuard<'_, FxHashSet<OsString>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a directory of the destination unless it is known to be there.
    fn make(&self, directory: &Path) -> io::Result<()> {
        if self.made().contains(directory.as_os_str()) {
            return Ok(());
        }
        match fs::create_dir(directory) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => fs::create_dir_all(directory)?,
            // What stands there may be no directory: writing will tell.
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        self.made().insert(directory.into());
        Ok(())
    }

    /// The name that a file has while it is being written. Its length does not depend on the file's own name, so any
    /// name that fits a directory can be written.
    fn beside(&self, target: &Path) -> PathBuf {
        let serial = self.serial.fetch_add(1, Ordering::Relaxed);
        target.with_file_name(format!(".hyde-{}-{serial}.part", self.process))
    }

    /// Writes a file where nothing stands; says whether it could, as nothing did.
    fn write_new(&self, target: &Path, content: Content<'_>, stamp: Stamp) -> io::Result<bool> {
        match put(target, content, stamp) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                self.empty.store(false, Ordering::Relaxed);
                Ok(false)
            }
            outcome => outcome.map(|()| true),
        }
    }

    /// Writes a file beside its place and renames it.
    fn replace(&self, target: &Path, content: Content<'_>, stamp: Stamp) -> io::Result<()> {
        let beside = self.beside(target);
        // One of an earlier process with this number, which could not finish it.
        let stale = |error: &io::Error| error.kind() == io::ErrorKind::AlreadyExists;
        match put(&beside, content, stamp) {
            Err(error) if stale(&error) => {
                fs::remove_file(&beside)?;
                put(&beside, content, stamp)?;
            }
            outcome => outcome?,
        }
        let Err(error) = fs::rename(&beside, target) else { return Ok(()) };
        // The first error is the one to tell; a part file that stays is removed by the next build's cleaner.
        let _ = fs::remove_file(&beside);
        // Systems word a renaming over a directory differently.
        match fs::symlink_metadata(target) {
            Ok(metadata) if metadata.is_dir() => {
                Err(io::Error::new(io::ErrorKind::IsADirectory, "a directory stands in the file's place"))
            }
            _ => Err(error),
        }
    }
}

fn kind_of(metadata: &fs::Metadata) -> Kind {
    if metadata.is_dir() {
        Kind::Directory
    } else if metadata.is_file() {
        Kind::File
    } else {
        Kind::Other
    }
}

fn nanoseconds(time: SystemTime) -> i128 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i128::try_from(after.as_nanos()).unwrap_or(i128::MAX),
        Err(before) => i128::try_from(before.duration().as_nanos()).map_or(i128::MIN, |nanos| -nanos),
    }
}

fn mark_of(metadata: &fs::Metadata) -> io::Result<Mark> {
    let kind = kind_of(metadata);
    let (changed, node) = identity(metadata);
    if kind == Kind::Directory {
        // What is in it has marks of its own.
        return Ok(Mark { kind, size: 0, modified: 0, changed: Some(i128::MIN), node });
    }
    let modified = nanoseconds(metadata.modified()?);
    Ok(Mark { kind, size: metadata.len(), modified, changed: Some(changed.unwrap_or(modified)), node })
}

/// When anything about a file was changed, and which file it is.
#[cfg(unix)]
fn identity(metadata: &fs::Metadata) -> (Option<i128>, u64) {
    use std::os::unix::fs::MetadataExt;
    let changed = i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec());
    (Some(changed), metadata.ino() ^ metadata.dev().rotate_left(32))
}

#[cfg(not(unix))]
fn identity(metadata: &fs::Metadata) -> (Option<i128>, u64) {
    let created = metadata.created().map_or(0, nanoseconds);
    (None, u64::try_from(created).unwrap_or_default())
}

impl Source for Folder {
    fn root(&self) -> &str {
        &self.root
    }

    fn entries(&self, directory: &str) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(directory)? {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let file_type = entry.file_type()?;
            let symlink = file_type.is_symlink();
            let kind = if symlink {
                fs::metadata(entry.path()).map_or(Kind::Other, |metadata| kind_of(&metadata))
            } else if file_type.is_dir() {
                Kind::Directory
            } else if file_type.is_file() {
                Kind::File
            } else {
                Kind::Other
            };
            entries.push(Entry { name, kind, symlink });
        }
        Ok(entries)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn read_start(&self, path: &str, limit: usize) -> io::Result<Vec<u8>> {
        let mut start = Vec::with_capacity(limit);
        fs::File::open(path)?.take(limit as u64).read_to_end(&mut start)?;
        Ok(start)
    }

    fn read_dated(&self, path: &str) -> io::Result<(Vec<u8>, i128)> {
        let mut file = fs::File::open(path)?;
        let metadata = file.metadata()?;
        let modified = metadata.modified().map_or(0, nanoseconds);
        let mut bytes = Vec::new();
        match usize::try_from(metadata.len()) {
            // Limited to its length a file is read in one call, without a second that finds its end.
            Ok(length) if length > 0 && metadata.is_file() => {
                bytes.try_reserve_exact(length)?;
                file.take(metadata.len()).read_to_end(&mut bytes)?;
            }
            _ => _ = file.read_to_end(&mut bytes)?,
        }
        Ok((bytes, modified))
    }

    fn metadata(&self, path: &str) -> io::Result<Metadata> {
        let metadata = fs::metadata(path)?;
        Ok(Metadata { kind: kind_of(&metadata), modified: nanoseconds(metadata.modified()?) })
    }

    fn mark(&self, path: &str) -> io::Result<Mark> {
        mark_of(&fs::metadata(path)?)
    }

    fn is_symlink(&self, path: &str) -> bool {
        fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
    }

    fn real_path(&self, path: &str) -> io::Result<String> {
        fs::canonicalize(path).map(|path| path.to_string_lossy().into_owned())
    }

    fn on_disk(&self, path: &str) -> Option<PathBuf> {
        Some(PathBuf::from(path))
    }

    fn note(&self, path: &str, text: &str) -> io::Result<()> {
        let path = Path::new(path);
        if path.exists() {
            return Ok(());
        }
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text)
    }

    fn keep(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let path = Path::new(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let beside = self.beside(path);
        let outcome = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
        if outcome.is_err() {
            // The first error is the one to tell.
            let _ = fs::remove_file(&beside);
        }
        outcome
    }

    fn forget(&self, path: &str) -> io::Result<()> {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

impl Destination for Folder {
    fn root(&self) -> &str {
        &self.root
    }

    fn existing(&self) -> io::Result<Vec<Existing>> {
        let mut found = Vec::new();
        let mut pending = vec![String::new()];
        while let Some(directory) = pending.pop() {
            let entries = match fs::read_dir(self.inside(&directory)) {
                Ok(entries) => entries,
                Err(error) if directory.is_empty() && error.kind() == io::ErrorKind::NotFound => break,
                Err(error) => return Err(error),
            };
            for entry in entries {
                let entry = entry?;
                let Ok(name) = entry.file_name().into_string() else { continue };
                let path = if directory.is_empty() { name } else { format!("{directory}/{name}") };
                let is_directory = entry.file_type()?.is_dir();
                if is_directory {
                    self.made().insert(entry.path().into());
                    pending.push(path.clone());
                }
                found.push(Existing { path, directory: is_directory });
            }
        }
        self.empty.store(found.is_empty(), Ordering::Relaxed);
        Ok(found)
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        let path = self.inside(path);
        self.made().clear();
        match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(path),
            Ok(_) => fs::remove_file(path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn write(&self, path: &str, content: Content<'_>, stamp: Stamp) -> io::Result<()> {
        let target = self.inside(path);
        let parent = target.parent().unwrap_or(Path::new(&self.root));
        self.make(parent)?;
        let write = || {
            // Where nothing stood nothing can be lost, so there is no need for a second name.
            if self.empty.load(Ordering::Relaxed) && self.write_new(&target, content, stamp)? {
                return Ok(());
            }
            self.replace(&target, content, stamp)
        };
        match write() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(parent)?;
                write()
            }
            outcome => outcome,
        }
    }

    fn mark(&self, path: &str) -> Option<Mark> {
        // A link says nothing of what it leads to.
        let metadata = fs::symlink_metadata(self.inside(path)).ok()?;
        metadata.is_file().then(|| mark_of(&metadata).ok()).flatten()
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        fs::read(self.inside(path))
    }
}

/// Puts content to a path where nothing stands. Leaves nothing there when it fails.
fn put(path: &Path, content: Content<'_>, stamp: Stamp) -> io::Result<()> {
    let original = match content {
        Content::Bytes(_) => None,
        Content::Copy { from, follow } => {
            if !follow && fs::symlink_metadata(from)?.is_symlink() {
                return link(&fs::read_link(from)?, path);
            }
            Some(fs::File::open(from)?)
        }
    };
    let permissions = original.as_ref().map(|file| file.metadata()).transpose()?.map(|metadata| metadata.permissions());
    let mut file = create(path, permissions.as_ref())?;
    let outcome = match (content, original) {
        (Content::Bytes(bytes), _) => file.write_all(bytes),
        (_, Some(mut original)) => io::copy(&mut original, &mut file).map(|_| ()),
        _ => Ok(()),
    };
    let outcome = outcome.and_then(|()| settle(&file, permissions, stamp));
    if outcome.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(path);
    }
    outcome
}

/// Makes a file where nothing stands, with these permissions as far as the system's mask lets it.
#[cfg_attr(not(unix), allow(unused_variables))]
fn create(path: &Path, permissions: Option<&fs::Permissions>) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if let Some(permissions) = permissions {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        options.mode(permissions.mode());
    }
    options.open(path)
}

/// Gives a file the permissions and the time it is to have.
fn settle(file: &fs::File, permissions: Option<fs::Permissions>, stamp: Stamp) -> io::Result<()> {
    if let Some(permissions) = permissions
        && file.metadata()?.permissions() != permissions
    {
        file.set_permissions(permissions)?;
    }
    if let Some(seconds) = stamp.modified {
        let distance = Duration::from_secs(seconds.unsigned_abs());
        let time = if seconds >= 0 { UNIX_EPOCH + distance } else { UNIX_EPOCH - distance };
        file.set_times(fs::FileTimes::new().set_accessed(time).set_modified(time))?;
    }
    Ok(())
}

#[cfg(unix)]
fn link(to: &Path, path: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(to, path)
}

#[cfg(not(unix))]
fn link(to: &Path, path: &Path) -> io::Result<()> {
    fs::copy(path.parent().unwrap_or(Path::new("")).join(to), path).map(|_| ())
}
