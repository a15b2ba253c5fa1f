//! Archives, unpacked in memory: nothing that comes out of here can reach beyond the folder it is put into.

use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read};

/// How many bytes an archive may unpack to.
const SIZE_LIMIT: u64 = 256 << 20;
/// How many files an archive may hold.
const FILE_LIMIT: usize = 20_000;
/// How long a file's path may be.
const PATH_LIMIT: usize = 512;

/// Why an archive is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum ArchiveError {
    #[error("the archive is damaged: {0}")]
    Damaged(String),
    #[error("the archive has no {0}")]
    Lacks(&'static str),
    #[error("the archive reaches out of its folder with {0:?}")]
    Escapes(String),
    #[error("the archive unpacks to more than a theme can be")]
    TooLarge,
    #[error("the archive's own checksum does not fit its files")]
    Checksum,
}

/// The regular files of an archive by path. Links and devices are left out.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Contents {
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// The commit that an archive of a repository was made from.
    pub(super) commit: Option<String>,
    size: u64,
}

impl Contents {
    /// A checksum of all paths and files, whatever they were packed with.
    pub(super) fn sha256(&self) -> String {
        let mut all = Sha256::new();
        for (path, bytes) in &self.files {
            all.update(format!("{}  {path}\n", sha256(bytes)));
        }
        hex(&all.finalize())
    }

    fn add(&mut self, path: &str, content: impl Read) -> Result<(), ArchiveError> {
        let Some(path) = safe_path(path)? else { return Ok(()) };
        let mut bytes = Vec::new();
        content.take(SIZE_LIMIT - self.size + 1).read_to_end(&mut bytes).map_err(damaged)?;
        self.size += bytes.len() as u64;
        if self.size > SIZE_LIMIT || self.files.len() >= FILE_LIMIT {
            return Err(ArchiveError::TooLarge);
        }
        self.files.insert(path, bytes);
        Ok(())
    }

    /// Takes the one folder away that everything lies in, as archives of repositories have it.
    fn without_root(mut self) -> Self {
        let root = self.files.keys().next().and_then(|path| path.split_once('/')).map(|(root, _)| format!("{root}/"));
        if let Some(root) = root
            && self.files.keys().all(|path| path.starts_with(&root))
        {
            self.files = self.files.into_iter().map(|(path, bytes)| (path[root.len()..].to_owned(), bytes)).collect();
        }
        self
    }
}

/// A gem's archive: its files and its specification as YAML.
pub(super) fn of_gem(bytes: &[u8]) -> Result<(Contents, String), ArchiveError> {
    let outer = untar(bytes)?;
    let part = |name: &'static str| outer.files.get(name).ok_or(ArchiveError::Lacks(name));
    let data = part("data.tar.gz")?;
    if let Some(sums) = outer.files.get("checksums.yaml.gz") {
        let sums = String::from_utf8_lossy(&gunzip(sums)?).into_owned();
        if checksum_of(&sums, "data.tar.gz").is_some_and(|sum| sum != sha256(data)) {
            return Err(ArchiveError::Checksum);
        }
    }
    let specification = String::from_utf8_lossy(&gunzip(part("metadata.gz")?)?).into_owned();
    Ok((untar(&gunzip(data)?)?, specification))
}

/// The SHA-256 of a file in the checksums of a gem's archive.
fn checksum_of(sums: &str, file: &str) -> Option<String> {
    let after = sums.split_once("SHA256:")?.1;
    let line = after.lines().find_map(|line| line.trim().strip_prefix(file)?.trim().strip_prefix(':'))?;
    Some(line.trim().trim_matches(['"', '\'']).to_owned())
}

/// The archive of a repository, `tar.gz` or `zip`, without its root folder.
pub(super) fn of_repository(bytes: &[u8]) -> Result<Contents, ArchiveError> {
    let contents = if bytes.starts_with(b"PK") { unzip(bytes)? } else { untar(&gunzip(bytes)?)? };
    Ok(contents.without_root())
}

fn gunzip(bytes: &[u8]) -> Result<Vec<u8>, ArchiveError> {
    let mut unpacked = Vec::new();
    GzDecoder::new(bytes).take(SIZE_LIMIT + 1).read_to_end(&mut unpacked).map_err(damaged)?;
    if unpacked.len() as u64 > SIZE_LIMIT { Err(ArchiveError::TooLarge) } else { Ok(unpacked) }
}

fn untar(bytes: &[u8]) -> Result<Contents, ArchiveError> {
    let mut contents = Contents::default();
    let mut archive = tar::Archive::new(bytes);
    for entry in archive.entries().map_err(damaged)? {
        let mut entry = entry.map_err(damaged)?;
        let kind = entry.header().entry_type();
        if kind.is_pax_global_extensions() {
            let mut text = String::new();
            // What is no text says nothing of a commit.
            let _ = (&mut entry).take(4096).read_to_string(&mut text);
            contents.commit = text.split_once("comment=").and_then(|(_, rest)| commit(rest.lines().next()?));
        } else if kind.is_file() {
            let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            contents.add(&path, entry)?;
        }
    }
    Ok(contents)
}

fn unzip(bytes: &[u8]) -> Result<Contents, ArchiveError> {
    let damaged = |error: zip::result::ZipError| ArchiveError::Damaged(error.to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut contents = Contents { commit: commit(&String::from_utf8_lossy(archive.comment())), ..Contents::default() };
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(damaged)?;
        if file.is_file() && !file.is_symlink() {
            let path = file.name().to_owned();
            contents.add(&path, file)?;
        }
    }
    Ok(contents)
}

fn commit(text: &str) -> Option<String> {
    let text = text.trim();
    (text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| text.to_owned())
}

/// A path of an archive below the folder it is put into; `None` when nothing is left of it.
fn safe_path(path: &str) -> Result<Option<String>, ArchiveError> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let escapes = path.starts_with('/')
        || path.len() > PATH_LIMIT
        || path.contains(['\\', '\0'])
        || parts.contains(&"..")
        || parts.first().is_some_and(|part| part.len() > 1 && part.as_bytes()[1] == b':');
    if escapes {
        return Err(ArchiveError::Escapes(path.chars().take(100).collect()));
    }
    Ok((!parts.is_empty()).then(|| parts.join("/")))
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
fn damaged(error: std::io::Error) -> ArchiveError {
    ArchiveError::Damaged(error.to_string())
}

/// The SHA-256 of bytes, in hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    pub(in crate::theme::fetch) fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    pub(in crate::theme::fetch) fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (path, bytes) in files {
            let mut header = tar::Header::new_gnu();
            // Names that the builder refuses are what an attacker would write.
            header.as_gnu_mut().unwrap().name[..path.len()].copy_from_slice(path.as_bytes());
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            header.set_cksum();
            builder.append(&header, *bytes).unwrap();
        }
        builder.into_inner().unwrap()
    }

    pub(in crate::theme::fetch) fn gem(files: &[(&str, &[u8])], specification: &str) -> Vec<u8> {
        let data = gzip(&tar(files));
        let sums = format!("---\nSHA256:\n  data.tar.gz: {}\n", sha256(&data));
        tar(&[
            ("metadata.gz", &gzip(specification.as_bytes())),
            ("data.tar.gz", &data),
            ("checksums.yaml.gz", &gzip(sums.as_bytes())),
        ])
    }

    #[test]
    fn a_gem_is_its_files_and_its_specification() {
        let (contents, specification) = of_gem(&gem(&[("_layouts/a.html", b"A")], "name: x\n")).unwrap();
        assert_eq!(contents.files["_layouts/a.html"], b"A");
        assert_eq!(specification, "name: x\n");
        assert_eq!(of_gem(&tar(&[("metadata.gz", b"")])), Err(ArchiveError::Lacks("data.tar.gz")));
    }

    #[test]
    fn a_gem_whose_own_checksum_is_wrong_is_refused() {
        let data = gzip(&tar(&[("a", b"1")]));
        let sums = gzip(b"---\nSHA256:\n  data.tar.gz: 00\n");
        let gem = tar(&[("metadata.gz", &gzip(b"")), ("data.tar.gz", &data), ("checksums.yaml.gz", &sums)]);
        assert_eq!(of_gem(&gem), Err(ArchiveError::Checksum));
    }

    #[test]
    fn nothing_reaches_out_of_the_folder() {
        for path in ["../x", "/etc/x", "a/../../x", "a\\..\\x", "C:/x"] {
            let archive = gzip(&tar(&[(path, b"")]));
            assert_eq!(of_repository(&archive), Err(ArchiveError::Escapes(path.to_owned())), "{path}");
        }
    }

    #[test]
    fn links_are_left_out_and_the_root_folder_goes() {
        let mut builder = tar::Builder::new(Vec::new());
        let mut link = tar::Header::new_gnu();
        link.set_entry_type(tar::EntryType::Symlink);
        link.set_size(0);
        builder.append_link(&mut link, "r-1/_layouts", "/etc").unwrap();
        let mut file = tar::Header::new_gnu();
        file.set_size(1);
        file.set_cksum();
        builder.append_data(&mut file, "r-1/index.html", &b"x"[..]).unwrap();
        let contents = of_repository(&gzip(&builder.into_inner().unwrap())).unwrap();
        assert_eq!(contents.files.keys().collect::<Vec<_>>(), ["index.html"]);
    }

    #[test]
    fn zip_archives_work_and_name_their_commit() {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file("r-main/_layouts/a.html", options).unwrap();
        writer.write_all(b"A").unwrap();
        writer.set_comment("0123456789012345678901234567890123456789");
        let bytes = writer.finish().unwrap().into_inner();
        let contents = of_repository(&bytes).unwrap();
        assert_eq!(contents.files["_layouts/a.html"], b"A");
        assert_eq!(contents.commit.as_deref(), Some("0123456789012345678901234567890123456789"));
    }

    #[test]
    fn what_is_no_archive_is_said_to_be_none() {
        assert!(matches!(of_repository(b"<html>"), Err(ArchiveError::Damaged(_))));
        let whole = gzip(&tar(&[("a/b", &[7; 4000])]));
        assert!(of_repository(&whole[..whole.len() / 2]).is_err());
    }

    #[test]
    fn an_archive_that_unpacks_without_end_is_refused() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        let zeros = vec![0; 1 << 20];
        (0..257).for_each(|_| encoder.write_all(&zeros).unwrap());
        assert_eq!(of_repository(&encoder.finish().unwrap()), Err(ArchiveError::TooLarge));
    }
}
