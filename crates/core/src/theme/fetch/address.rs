//! Where a `remote_theme` is: a repository by owner and name, the address of one, or that of an archive.

/// A remote theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// The name of the repository, or of the archive.
    pub(super) name: String,
    /// The owner, unless an archive is named.
    owner: String,
    /// The server that the repository is on.
    host: String,
    /// The branch, tag or commit; `HEAD` when none is named.
    reference: String,
    /// The archive, when it is named itself.
    archive: Option<String>,
}

impl Address {
    /// Reads the setting: `owner/name`, `owner/name@v1`, `https://host/owner/name@v1`, or an address that ends in
    /// `.tar.gz`, `.tgz` or `.zip`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (host, path) = match text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) {
            Some(rest) => rest.split_once('/')?,
            None => ("github.com", text),
        };
        let is_address = text.contains("://");
        let plain = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
        };
        if host.is_empty() || host.contains(|c: char| !c.is_ascii_alphanumeric() && !"-.:[]".contains(c)) {
            return None;
        }
        if is_address && [".tar.gz", ".tgz", ".zip"].iter().any(|end| path.ends_with(end)) {
            let file = path.rsplit('/').next().unwrap_or(path);
            let name = [".tar.gz", ".tgz", ".zip"].iter().find_map(|end| file.strip_suffix(end))?.to_owned();
            let archive = Some(text.to_owned());
            return plain(&name).then(|| Self {
                name,
                owner: String::new(),
                host: host.to_owned(),
                reference: String::new(),
                archive,
            });
        }
        let (repository, reference) = path.split_once('@').unwrap_or((path, "HEAD"));
        let (owner, name) = repository.trim_end_matches('/').split_once('/')?;
        let name = name.strip_suffix(".git").unwrap_or(name);
        let is_reference = !reference.is_empty()
            && !reference.contains("..")
            && reference.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c));
        (plain(owner) && plain(name) && is_reference).then(|| Self {
            name: name.to_owned(),
            owner: owner.to_owned(),
            host: host.to_owned(),
            reference: reference.to_owned(),
            archive: None,
        })
    }

    /// How messages call it.
    pub(super) fn shown(&self) -> String {
        match &self.archive {
            Some(archive) => archive.clone(),
            None => format!("{}/{}", self.owner, self.name),
        }
    }

    /// The address of the archive: of the commit that is pinned, or of the branch or tag asked for.
    pub(super) fn archive(&self, server: Option<&str>, commit: Option<&str>) -> String {
        if let Some(archive) = &self.archive {
            return archive.clone();
        }
        let server = server.map_or_else(|| format!("https://codeload.{}", self.host), str::to_owned);
        let reference = commit.unwrap_or(&self.reference);
        format!("{}/{}/{}/tar.gz/{reference}", server.trim_end_matches('/'), self.owner, self.name)
    }

    /// A name for the folder that keeps it, for a commit or checksum.
    pub(super) fn folder(&self, version: &str) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' };
        let version: String = version.chars().map(plain).collect();
        format!("{}-{}-{}-{version}", self.host.replace([':', '[', ']'], "-"), self.owner, self.name)
    }

    /// The branch, tag or commit asked for.
    pub(super) fn reference(&self) -> &str {
        &self.reference
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn repositories_and_archives() {
        let archive = |text: &str| Address::parse(text).map(|address| address.archive(None, None));
        assert_eq!(archive("a/b").as_deref(), Some("https://codeload.github.com/a/b/tar.gz/HEAD"));
        assert_eq!(archive("a/b@v1.2").as_deref(), Some("https://codeload.github.com/a/b/tar.gz/v1.2"));
        assert_eq!(archive("https://x.org/a/b.git").as_deref(), Some("https://codeload.x.org/a/b/tar.gz/HEAD"));
        assert_eq!(archive("https://x.org/t-1.zip").as_deref(), Some("https://x.org/t-1.zip"));
        for wrong in ["", "a", "a/b/c", "../b", "a/b@../x", "a/b?c", "https://x.org", "a b/c", "https://x@y/a/b"] {
            assert_eq!(archive(wrong), None, "{wrong}");
        }
    }
}
