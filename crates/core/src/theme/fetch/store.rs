//! The folder that fetched themes are kept in.

use super::address::Address;
use super::archive::Contents;
use crate::outside::{directory_names, is_directory, put_folder, read_loose, write_loose};
use crate::theme::Gem;
use crate::theme::gem_version::compare;
use crate::theme::requirement::meets;
use crate::theme::specification::{read_specification, read_yaml_specification};
use std::io;

/// The cache of one user.
pub(super) struct Store {
    root: String,
}

/// Begins the line that keeps an archive's checksum.
const SUM: &str = "# sha256 ";

impl Store {
    pub(super) fn new(root: &str) -> Self {
        Self { root: root.trim_end_matches('/').to_owned() }
    }

    /// A gem that was fetched, with the checksum of its archive.
    pub(super) fn gem(&self, name: &str, version: &str) -> Option<(Gem, String)> {
        let folder = format!("{}/gems/{name}-{version}", self.root);
        let (gem, sum) = self.note(&format!("specifications/{name}-{version}.gemspec"), &folder)?;
        Some((Gem { name: name.to_owned(), version: version.to_owned(), root: folder, ..gem }, sum))
    }

    /// The highest version of a gem that was fetched and meets the requirements.
    pub(super) fn highest(&self, name: &str, requirements: &[String]) -> Option<(Gem, String)> {
        let version = directory_names(&format!("{}/specifications", self.root))
            .iter()
            .filter_map(|file| file.strip_prefix(name)?.strip_prefix('-')?.strip_suffix(".gemspec"))
            .filter(|version| version.starts_with(|c: char| c.is_ascii_digit()) && meets(version, requirements))
            .max_by(|a, b| compare(a, b))
            .map(str::to_owned)?;
        self.gem(name, &version)
    }

    /// Puts a gem into the cache.
    pub(super) fn keep_gem(
        &self,
        name: &str,
        version: &str,
        sum: &str,
        contents: &Contents,
        specification: &str,
    ) -> io::Result<Gem> {
        let folder = format!("{}/gems/{name}-{version}", self.root);
        put_folder(&folder, &contents.files)?;
        let gem = read_yaml_specification(specification);
        self.keep_note(&format!("specifications/{name}-{version}.gemspec"), sum, &gem)?;
        Ok(Gem { name: name.to_owned(), version: version.to_owned(), root: folder, ..gem })
    }

    /// A repository that was fetched, with the checksum of its files.
    pub(super) fn remote(&self, address: &Address, version: &str) -> Option<(Gem, String)> {
        let name = address.folder(version);
        let folder = format!("{}/remote/{name}", self.root);
        let (gem, sum) = self.note(&format!("remote/{name}.gemspec"), &folder)?;
        Some((Gem { name: address.name.clone(), root: folder, ..gem }, sum))
    }

    /// Puts a repository into the cache.
    pub(super) fn keep_remote(
        &self,
        address: &Address,
        version: &str,
        sum: &str,
        contents: &Contents,
    ) -> io::Result<Gem> {
        let name = address.folder(version);
        let folder = format!("{}/remote/{name}", self.root);
        put_folder(&folder, &contents.files)?;
        let own = contents.files.get(&format!("{}.gemspec", address.name));
        let any = || contents.files.iter().find(|(path, _)| path.ends_with(".gemspec") && !path.contains('/'));
        let text = own.or_else(|| any().map(|(_, text)| text)).map(Vec::as_slice).unwrap_or_default();
        let gem = read_specification(&String::from_utf8_lossy(text));
        self.keep_note(&format!("remote/{name}.gemspec"), sum, &gem)?;
        Ok(Gem { name: address.name.clone(), root: folder, ..gem })
    }

    /// The note goes in last: where it is, the folder is whole.
    fn keep_note(&self, path: &str, sum: &str, gem: &Gem) -> io::Result<()> {
        let mut text = format!("{SUM}{sum}\ns.version = {:?}\n", gem.version);
        text.push_str(&format!("s.authors = [{:?}]\ns.description = {:?}\n", gem.authors, gem.description));
        for dependency in &gem.dependencies {
            text.push_str(&format!("s.add_runtime_dependency({dependency:?})\n"));
        }
        write_loose(&format!("{}/{path}", self.root), text.as_bytes())
    }

    fn note(&self, path: &str, folder: &str) -> Option<(Gem, String)> {
        let bytes = read_loose(&format!("{}/{path}", self.root)).ok()?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let sum = text.lines().next()?.strip_prefix(SUM)?.to_owned();
        is_directory(folder).then(|| (read_specification(&text), sum))
    }
}
