//! What a gem server says of a gem: a line per version, with its checksum.

use crate::theme::gem_version::compare;
use crate::theme::requirement::{is_prerelease, meets};

/// A version that the server has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Release {
    pub(super) version: String,
    pub(super) sha256: String,
}

/// Reads the listing of a gem (`/info/NAME`): `2.5.1 jekyll:>= 3.5|checksum:…,ruby:>= 2`.
pub(super) fn read(text: &str) -> Vec<Release> {
    text.lines()
        .filter_map(|line| {
            let (version, rest) = line.split_once(' ')?;
            let about = rest.split_once('|')?.1;
            let sha256 = about.split(',').find_map(|part| part.trim().strip_prefix("checksum:"))?;
            // Versions with a dash are for one platform only; themes have none.
            let is_version = version.starts_with(|c: char| c.is_ascii_digit()) && !version.contains(['-', '/', '\\']);
            is_version.then(|| Release { version: version.to_owned(), sha256: sha256.to_owned() })
        })
        .collect()
}

/// The version asked for, or the highest that meets the requirements; prereleases only where nothing else is there.
pub(super) fn choose<'a>(
    releases: &'a [Release],
    wanted: Option<&str>,
    requirements: &[String],
) -> Option<&'a Release> {
    if let Some(wanted) = wanted {
        return releases.iter().find(|release| release.version == wanted);
    }
    let fitting = || releases.iter().filter(|release| meets(&release.version, requirements));
    let highest = |a: &&Release, b: &&Release| compare(&a.version, &b.version);
    fitting().filter(|release| !is_prerelease(&release.version)).max_by(highest).or_else(|| fitting().max_by(highest))
}

#[cfg(test)]
mod tests {
    use super::{choose, read};

    #[test]
    fn listings_name_versions_and_checksums() {
        let releases = read(
            "---\n2.4.9 jekyll:>= 3.5|checksum:aa\n2.10.0 jekyll:< 5.0&>= 3.5,jekyll-feed:~> 0.9|checksum:bb,ruby:>= 2\n3.0.0.rc1 |checksum:cc\n2.5.0-java |checksum:dd\n",
        );
        assert_eq!(releases.len(), 3);
        let chosen = |wanted, requirement: &str| {
            choose(&releases, wanted, &[requirement.to_owned()]).map(|release| release.sha256.as_str())
        };
        assert_eq!(chosen(None, ""), Some("bb"));
        assert_eq!(chosen(None, "~> 2.4.0"), Some("aa"));
        assert_eq!(chosen(Some("3.0.0.rc1"), ""), Some("cc"));
        assert_eq!(chosen(Some("9"), ""), None);
    }
}
