//! Themes without Ruby: finds the gem that `theme:` names where Ruby would, and what a Gemfile says.
//!
//! In go the circumstances of a build, out come a [`Theme`] and the gems that are plugins in any case.

#[cfg(feature = "fetch")]
mod fetch;
mod gem_version;
mod gemfile;
mod installed;
#[cfg(feature = "fetch")]
mod lock_file;
#[cfg(feature = "fetch")]
mod requirement;
mod specification;

#[cfg(feature = "fetch")]
pub use fetch::find_or_fetch;
pub use gemfile::{names_gem, plugin_group};
pub use installed::find_gem;

use crate::config::{BuildOptions, Config};
use crate::error::BuildError;
use crate::messages;
use crate::model::Theme;
use crate::outside::{Folder, read_loose};
use crate::report::Report;
use hyde_liquid::Value;
use std::sync::Arc;

/// Where gems may be, as the environment says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GemEnvironment {
    /// `HOME`.
    pub home: Option<String>,
    /// `GEM_HOME`.
    pub gem_home: Option<String>,
    /// `GEM_PATH`.
    pub gem_path: Option<String>,
    /// `BUNDLE_GEMFILE`.
    pub bundle_gemfile: Option<String>,
    /// `BUNDLE_PATH`.
    pub bundle_path: Option<String>,
    /// Whether `JEKYLL_NO_BUNDLER_REQUIRE` is set and not empty.
    pub no_bundler_require: bool,
    /// The folder that fetched themes are kept in; without one nothing is fetched.
    pub cache: Option<String>,
    /// The gem server to fetch from, unless it is the public one.
    pub server: Option<String>,
    /// The server that gives archives of repositories, unless it is that of the repository's host.
    pub archive_server: Option<String>,
    /// Whether nothing may be fetched.
    pub offline: bool,
}

/// The file in a site's source that pins the themes hyde fetched; it is no part of the site.
pub(crate) const LOCK_FILE: &str = "hyde.lock";

/// A gem's folder and what its specification says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gem {
    /// The name.
    pub name: String,
    /// The version.
    pub version: String,
    /// The absolute path of the folder.
    pub root: String,
    /// The authors, joined by commas.
    pub authors: String,
    /// The summary or description.
    pub description: String,
    /// The names of the gems it needs at run time.
    pub dependencies: Vec<String>,
}

/// Finds the theme that the configuration names among what is on this machine.
///
/// # Errors
/// When the theme is nowhere.
pub fn find(config: &Config, options: &BuildOptions, report: &Report) -> Result<Option<Theme>, BuildError> {
    let Some(name) = name(config, report) else { return Ok(None) };
    match find_gem(&name, options) {
        Some(gem) => Ok(Some(theme_of(&name, gem, report))),
        None => Err(messages::theme_missing(&name)),
    }
}

/// The name of the theme that the configuration asks for.
fn name(config: &Config, report: &Report) -> Option<String> {
    match config.get("theme") {
        None | Some(Value::Nil) => None,
        Some(Value::Str(name)) => Some(name.trim().to_lowercase()),
        Some(other) => {
            report.tell(messages::theme_not_a_string(other.class_name()));
            None
        }
    }
}

/// The theme that a gem is.
fn theme_of(name: &str, gem: Gem, report: &Report) -> Theme {
    let root = crate::outside::real_path(&gem.root).unwrap_or(gem.root);
    report.detail(|| messages::theme_used(name));
    report.detail(|| messages::theme_source(&root));
    Theme {
        name: name.to_owned(),
        version: gem.version,
        source: Arc::new(Folder::new(root.clone())),
        root,
        authors: gem.authors,
        description: gem.description,
        dependencies: gem.dependencies,
    }
}

/// Lays the theme's own configuration file under the site's, if it ships one.
///
/// # Errors
/// When the file is no YAML.
pub fn apply_config(config: &mut Config, theme: &Theme, report: &Report) -> Result<(), BuildError> {
    let named = matches!(config.get("theme"), Some(Value::Str(name)) if name.trim().to_lowercase() == theme.name);
    if !named && config.get("remote_theme").is_some_and(Value::truthy) {
        // A remote theme comes when the site's settings are settled; from then on it is the theme.
        config.hash_mut().insert("theme", theme.name.as_str());
        return Ok(());
    }
    if config.get("ignore_theme_config") == Some(&Value::Bool(true)) {
        return Ok(());
    }
    let path = format!("{}/_config.yml", theme.root);
    if theme.source.is_symlink(&path) || !theme.source.is_file(&path) {
        return Ok(());
    }
    let bytes = read_loose(&path).map_err(|error| BuildError::io(&error, "rb_sysopen", &path))?;
    let node = hyde_yaml::parse_file(&bytes).map_err(|error| {
        let place = error.place(path.as_str(), &String::from_utf8_lossy(&bytes));
        BuildError::uncaught(error.ruby_class(), error.in_file(path.as_str()).to_string()).at(place)
    })?;
    if let Value::Hash(settings) = crate::front_matter::to_value(&node) {
        report.tell(messages::theme_config_file(&path));
        crate::config::merge_theme_config(config, &settings);
    }
    Ok(())
}
