//! The phases on one screen: a configuration and a source become a [`Site`], which is read, changed by generators,
//! rendered and written.

use crate::config::{BuildOptions, Config};
use crate::error::BuildError;
use crate::front_matter::FrontMatterDefaults;
use crate::messages;
use crate::model::{Collection, Extensions, Items, Site, Theme};
use crate::outside::Source;
use crate::read::parse_date;
use crate::report::Report;
use hyde_liquid::Value;
use hyde_liquid::time::Time;
use indexmap::IndexMap;
use std::sync::Arc;

/// Makes a site that knows its configuration, time, collections and defaults, and has read nothing yet.
///
/// # Errors
/// When the destination is or holds the source, or `limit_posts` is negative.
pub fn start(
    config: Config,
    options: &BuildOptions,
    files: Arc<dyn Source>,
    theme: Option<Theme>,
    extensions: Arc<dyn Extensions>,
    report: &Report,
) -> Result<Site, BuildError> {
    let zone = config.zone(options.time_zone.as_deref());
    let seconds = i64::try_from(options.now.div_euclid(1_000_000_000)).unwrap_or(0);
    let nanos = u32::try_from(options.now.rem_euclid(1_000_000_000)).unwrap_or(0);
    let now = Arc::new(Time::from_unix(seconds, nanos, &zone));
    let source = files.root().to_owned();
    let destination = config.destination();
    let mut site = Site {
        time: Arc::clone(&now),
        zone,
        environment: options.environment.clone().unwrap_or_else(|| "development".to_owned()),
        development_by_env: options.environment.as_deref() == Some("development"),
        defaults: FrontMatterDefaults::default(),
        collections: collections(&config, &source),
        source,
        destination,
        files,
        theme,
        layouts: IndexMap::new(),
        pages: Items::new(),
        static_files: Vec::new(),
        data: Value::Nil,
        extensions,
        threads: options.threads.filter(|threads| *threads > 0).unwrap_or_else(all_processors),
        report: report.clone(),
        cache: None,
        config,
    };
    if let Some(time) = site.config.text("time").filter(|text| !text.is_empty()) {
        let parsed =
            parse_date(&site, &time).ok_or_else(|| messages::invalid_date(&time, "Invalid time in _config.yml."))?;
        site.time = Arc::new(parsed);
    }
    if site.config.get("limit_posts").and_then(Value::as_int).is_some_and(|limit| limit < 0) {
        return Err(BuildError::uncaught("ArgumentError", "limit_posts must be a non-negative number"));
    }
    if site.source == site.destination
        || site.source.starts_with(&format!("{}/", site.destination.trim_end_matches('/')))
    {
        return Err(messages::destination_holds_source());
    }
    keep_cache_out_of_version_control(&site);
    site.defaults = FrontMatterDefaults::new(&site.config, &*site.files, &site)?;
    Ok(site)
}

/// How many threads the machine runs at once.
fn all_processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The folder of the site's cache, unless caching on disk is off.
pub(crate) fn cache_folder(site: &Site) -> Option<String> {
    let name = site.config.text("cache_dir").unwrap_or_default();
    let off = site.config.is_safe() || site.config.truthy("disable_disk_cache") || name.is_empty();
    (!off).then(|| crate::url::in_directory(&site.source, &format!("/{name}")))
}

/// Makes the cache folder with the `.gitignore` that Jekyll puts there, unless caching on disk is off.
fn keep_cache_out_of_version_control(site: &Site) {
    let Some(folder) = cache_folder(site) else { return };
    let path = format!("{folder}/.gitignore");
    // A source that cannot be written to has no cache, as in Jekyll's safe mode.
    let _ = site.files.note(&path, "# ignore everything in this directory\n*\n");
}

/// Makes the site's empty collections, by configured name.
fn collections(config: &Config, source: &str) -> IndexMap<String, Collection> {
    let dir = config.text("collections_dir").unwrap_or_default();
    let path = if dir.is_empty() { source.to_owned() } else { crate::url::in_directory(source, &format!("/{dir}")) };
    let style = config.permalink_style();
    let mut collections = IndexMap::new();
    let Some(Value::Hash(configured)) = config.get("collections") else { return collections };
    let mut labels: IndexMap<String, String> = IndexMap::new();
    for name in configured.keys().map(Value::to_s) {
        let label = Collection::new(&name, hyde_liquid::Hash::new(), &path, &style).label;
        labels.insert(name, label);
    }
    for (name, label) in labels {
        // The metadata is looked up by the reduced label.
        let metadata = match configured.get(&label) {
            Some(Value::Hash(metadata)) => (**metadata).clone(),
            _ => hyde_liquid::Hash::new(),
        };
        collections.insert(name.clone(), Collection::new(&name, metadata, &path, &style));
    }
    collections
}
