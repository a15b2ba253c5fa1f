//! Themes that are nowhere on this machine: fetched once over the network that the embedder gives, checked, unpacked
//! into a cache, and pinned in the site's `hyde.lock`.
//!
//! The cache is laid out as gems are (`gems`, `specifications`), with `remote` for the archives of repositories.

mod address;
mod archive;
mod listing;
mod store;

use super::gemfile::{self, Wanted};
use super::lock_file::{LockFile, Pin};
use super::{Gem, theme_of};
use crate::config::{BuildOptions, Config};
use crate::error::BuildError;
use crate::messages;
use crate::model::Theme;
use crate::plugin::{NetworkError, Outside};
use crate::report::Report;
use address::Address;
use archive::{ArchiveError, sha256};
use hyde_liquid::Value;
use store::Store;

/// The gem server, where no other is configured.
const GEM_SERVER: &str = "https://rubygems.org";

/// Why a theme was not fetched.
#[derive(Debug, thiserror::Error)]
enum FetchError {
    #[error("it was not fetched before, and hyde is told to stay offline. Build once without --offline")]
    Offline,
    #[error("there is no folder to keep fetched themes in. Set HOME or HYDE_CACHE")]
    NoCache,
    #[error("{0} does not know it. Check the name")]
    Unknown(String),
    #[error("{0} has no version that fits. Check the Gemfile and hyde.lock")]
    NoVersion(String),
    #[error("fetching {0} failed: {1}. Check the connection")]
    Network(String, NetworkError),
    #[error(
        "what {0} gives is not what was expected (SHA-256 {1}, not {2}). If that is right, take its entry out of \
             hyde.lock"
    )]
    Checksum(String, String, String),
    #[error("{0}: {1}")]
    Archive(String, ArchiveError),
    #[error("it could not be kept: {0}")]
    Store(#[from] std::io::Error),
}

impl FetchError {
    /// Whether the theme is simply not to be had, as it would not be for Jekyll.
    fn is_absence(&self) -> bool {
        matches!(self, Self::Offline | Self::NoCache | Self::Unknown(_) | Self::Network(..))
    }
}

/// Finds the theme that the configuration names, and fetches it when it is nowhere.
///
/// # Errors
/// When it is not to be had.
pub fn find_or_fetch(
    config: &Config,
    options: &BuildOptions,
    outside: &Outside,
    report: &Report,
) -> Result<Option<Theme>, BuildError> {
    if let Some(setting) = remote_setting(config, options) {
        if let Some(theme) = local(&setting, options, report) {
            return Ok(Some(theme));
        }
        match Address::parse(&setting) {
            Some(address) => return remote(&setting, &address, config, options, outside, report).map(Some),
            // The gem says so, and the site is built without.
            None => report.tell(messages::remote_theme_invalid(&setting)),
        }
    }
    let Some(name) = super::name(config, report) else { return Ok(None) };
    let mut lock = LockFile::read(&config.source())?;
    let wanted = gemfile::wanted(&name, options);
    // What a Gemfile's lock or an installed gem says comes before what hyde fetched for itself.
    let pinned = lock.get(&name).filter(|_| !matches!(wanted, Wanted::Version(_) | Wanted::Elsewhere)).cloned();
    if pinned.is_none()
        && let Some(gem) = super::find_gem(&name, options)
    {
        return Ok(Some(theme_of(&name, gem, report)));
    }
    if matches!(wanted, Wanted::Elsewhere) {
        return Err(messages::theme_missing(&name));
    }
    let fetching = Fetching { options, outside, report };
    match fetching.gem(&name, &wanted, pinned.as_ref()) {
        Ok((gem, pin)) => {
            keep_pin(&mut lock, pin, report)?;
            Ok(Some(theme_of(&name, gem, report)))
        }
        Err(error) => {
            if !(options.strict_gems && error.is_absence()) {
                report.tell(messages::theme_not_fetched(&name, &error.to_string()));
            }
            Err(messages::theme_missing(&name))
        }
    }
}

/// A source that cannot be written to has no lock, and says so.
fn keep_pin(lock: &mut LockFile, pin: Pin, report: &Report) -> Result<(), BuildError> {
    if let Err(error) = lock.pin(pin) {
        report.tell(messages::theme_not_pinned(&error.message));
    }
    Ok(())
}

/// `remote_theme`, where the plugin that gives it a meaning is on.
fn remote_setting(config: &Config, options: &BuildOptions) -> Option<String> {
    const PLUGIN: &str = "jekyll-remote-theme";
    let Some(Value::Str(setting)) = config.get("remote_theme") else { return None };
    let listed = config.texts("plugins").iter().any(|name| name == PLUGIN)
        && (!config.is_safe() || config.texts("whitelist").iter().any(|name| name == PLUGIN));
    let is_on = listed || super::plugin_group(options).iter().any(|name| name == PLUGIN);
    (is_on && !options.skip_plugins.iter().any(|name| name == PLUGIN)).then(|| setting.to_string())
}

/// A remote theme that is a folder on this machine, by a path that begins with `/` or a dot.
fn local(setting: &str, options: &BuildOptions, report: &Report) -> Option<Theme> {
    if !setting.starts_with(['/', '.']) {
        return None;
    }
    let root = crate::outside::absolute(setting, &options.working_directory);
    let name = root.rsplit('/').next().unwrap_or_default().to_owned();
    if !crate::outside::is_directory(&root) {
        return None;
    }
    report.tell(messages::remote_theme_used(&format!("local/{name}")));
    Some(theme_of(&name.clone(), Gem { name, root, ..Gem::default() }, report))
}

fn remote(
    setting: &str,
    address: &Address,
    config: &Config,
    options: &BuildOptions,
    outside: &Outside,
    report: &Report,
) -> Result<Theme, BuildError> {
    let mut lock = LockFile::read(&config.source())?;
    report.tell(messages::remote_theme_used(&address.shown()));
    let fetching = Fetching { options, outside, report };
    let pinned = lock.get(setting).cloned();
    match fetching.repository(setting, address, pinned.as_ref()) {
        Ok((gem, pin)) => {
            keep_pin(&mut lock, pin, report)?;
            Ok(theme_of(&gem.name.clone(), gem, report))
        }
        Err(error) => {
            report.tell(messages::theme_not_fetched(setting, &error.to_string()));
            Err(messages::theme_missing(setting))
        }
    }
}

struct Fetching<'a> {
    options: &'a BuildOptions,
    outside: &'a Outside,
    report: &'a Report,
}

impl Fetching<'_> {
    fn store(&self) -> Result<Store, FetchError> {
        self.options.gems.cache.as_deref().map(Store::new).ok_or(FetchError::NoCache)
    }

    fn get(&self, address: &str) -> Result<Vec<u8>, FetchError> {
        if self.options.gems.offline || self.outside.network.is_none() {
            return Err(FetchError::Offline);
        }
        self.outside.get(address, &[("User-Agent", "hyde")]).map_err(|error| match error {
            NetworkError::Status(404 | 410) => FetchError::Unknown(address.to_owned()),
            NetworkError::Off => FetchError::Offline,
            error => FetchError::Network(address.to_owned(), error),
        })
    }

    fn gem(&self, name: &str, wanted: &Wanted, pinned: Option<&Pin>) -> Result<(Gem, Pin), FetchError> {
        let store = self.store()?;
        let (version, requirements) = match (pinned, wanted) {
            (Some(pin), _) => (Some(pin.version.as_str()), &[][..]),
            (None, Wanted::Version(version)) => (Some(version.as_str()), &[][..]),
            (None, Wanted::Any(requirements)) => (None, requirements.as_slice()),
            (None, Wanted::Elsewhere) => (None, &[][..]),
        };
        let expected = pinned.map(|pin| pin.sha256.as_str());
        let pin = |gem: &Gem, sha256: String| Pin { name: name.to_owned(), version: gem.version.clone(), sha256 };
        let kept = match version {
            Some(version) => store.gem(name, version),
            None if self.options.gems.offline || self.outside.network.is_none() => store.highest(name, requirements),
            None => None,
        };
        if let Some((gem, sum)) = kept
            && expected.is_none_or(|expected| expected == sum)
        {
            let pin = pin(&gem, sum);
            return Ok((gem, pin));
        }
        let server = self.options.gems.server.as_deref().unwrap_or(GEM_SERVER).trim_end_matches('/');
        let listing = self.get(&format!("{server}/info/{name}"))?;
        let releases = listing::read(&String::from_utf8_lossy(&listing));
        let release = listing::choose(&releases, version, requirements)
            .ok_or_else(|| FetchError::NoVersion(server.to_owned()))?;
        let address = format!("{server}/gems/{name}-{}.gem", release.version);
        if let Some(expected) = expected
            && expected != release.sha256
        {
            return Err(FetchError::Checksum(address, release.sha256.clone(), expected.to_owned()));
        }
        if let Some((gem, sum)) = store.gem(name, &release.version)
            && sum == release.sha256
        {
            let pin = pin(&gem, sum);
            return Ok((gem, pin));
        }
        self.report.tell(messages::theme_fetched(&format!("{name} {}", release.version), server));
        let bytes = self.get(&address)?;
        let sum = sha256(&bytes);
        if sum != release.sha256 {
            return Err(FetchError::Checksum(address, sum, release.sha256.clone()));
        }
        let (contents, specification) =
            archive::of_gem(&bytes).map_err(|error| FetchError::Archive(address.clone(), error))?;
        let gem = store.keep_gem(name, &release.version, &sum, &contents, &specification)?;
        let pin = pin(&gem, sum);
        Ok((gem, pin))
    }

    fn repository(&self, setting: &str, address: &Address, pinned: Option<&Pin>) -> Result<(Gem, Pin), FetchError> {
        let store = self.store()?;
        let pin = |version: &str, sha256: String| Pin { name: setting.to_owned(), version: version.to_owned(), sha256 };
        if let Some(pinned) = pinned
            && let Some((gem, sum)) = store.remote(address, &pinned.version)
            && sum == pinned.sha256
        {
            return Ok((gem, pin(&pinned.version, sum)));
        }
        let from = address.archive(self.options.gems.archive_server.as_deref(), pinned.map(|pin| pin.version.as_str()));
        let bytes = self.get(&from)?;
        let contents = archive::of_repository(&bytes).map_err(|error| FetchError::Archive(from.clone(), error))?;
        let sum = contents.sha256();
        if let Some(pinned) = pinned
            && pinned.sha256 != sum
        {
            return Err(FetchError::Checksum(from, sum, pinned.sha256.clone()));
        }
        let version = match (pinned, &contents.commit) {
            (Some(pinned), _) => pinned.version.clone(),
            (None, Some(commit)) => commit.clone(),
            (None, None) if address.reference().is_empty() => sum[..16].to_owned(),
            (None, None) => address.reference().to_owned(),
        };
        let gem = store.keep_remote(address, &version, &sum, &contents)?;
        Ok((gem, pin(&version, sum)))
    }
}

#[cfg(test)]
mod tests;
