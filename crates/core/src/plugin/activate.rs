//! Which plugins a site switches on, in the order Jekyll loads them (`lib/jekyll/plugin_manager.rb`).

use super::{Custom, Outside, Plugin, Registry, Toolkit};
use crate::config::BuildOptions;
use crate::outside::{Kind, Source};
use crate::render::record;
use crate::{BuildError, Config, Report, converters, filters, messages, tags};
use hyde_liquid::time::Time;
use hyde_liquid::{Environment, ErrorMode, InspectStyle, Value};
use std::collections::HashSet;
use std::sync::Arc;

/// What decides about plugins, besides the configuration.
pub(crate) struct Wishes<'a> {
    /// The plugins that can be switched on.
    pub(crate) known: &'a [Arc<dyn Plugin>],
    /// The parts given to the engine one by one.
    pub(crate) custom: &'a Custom,
    /// The gems of the Gemfile's `:jekyll_plugins` group.
    pub(crate) group: &'a [String],
    /// The theme's runtime dependencies.
    pub(crate) theme: &'a [String],
    /// The Ruby files of the plugins folder: their paths and texts.
    pub(crate) files: &'a [(String, String)],
    /// The circumstances: time, zone, plugins to leave out.
    pub(crate) options: &'a BuildOptions,
    /// What may be reached.
    pub(crate) outside: &'a Outside,
}

/// Makes the toolkit of a site. Tells `report` once about each plugin that is not known.
pub(crate) fn activate(config: &Config, wishes: &Wishes<'_>, report: &Report) -> Result<Toolkit, BuildError> {
    let mut registry = Registry::new(environment(config, wishes.options), wishes.outside.clone());
    converters::register(&mut registry, config, wishes.options.environment.as_deref().unwrap_or("development"));
    let safe = config.is_safe();
    let mut loading =
        Loading { wishes, registry, config, loaded: Vec::new(), seen: HashSet::new(), unknown: Vec::new() };
    for gem in wishes.group {
        // Not every gem of the group is a Jekyll plugin: unknown ones are no news.
        loading.load(gem)?;
    }
    let allowed = config.texts("whitelist");
    let permitted = |name: &str| !safe || allowed.iter().any(|allowed| allowed == name);
    for gem in wishes.theme.iter().filter(|gem| permitted(gem)) {
        report.detail(|| messages::requiring(gem));
        loading.load(gem)?;
    }
    if !safe {
        for (path, text) in wishes.files {
            loading.load_file(path, text, report)?;
        }
    }
    for gem in config.texts("plugins").iter().filter(|gem| permitted(gem)) {
        report.detail(|| messages::requiring(gem));
        if !loading.load(gem)? && loading.seen.insert(gem.clone()) && !wishes.options.skip_plugins.contains(gem) {
            if wishes.options.strict_gems {
                report.tell(messages::missing_gem(gem));
                return Err(messages::missing_gem_error(gem));
            }
            report.tell(messages::unknown_plugin(gem));
            loading.unknown.push(gem.clone());
        }
    }
    if wishes.options.strict_plugins && !loading.unknown.is_empty() {
        return Err(messages::unknown_plugins(&loading.unknown));
    }
    wishes.custom.register(&mut loading.registry);
    Ok(Toolkit::new(loading.registry, safe, loading.loaded))
}

struct Loading<'a> {
    wishes: &'a Wishes<'a>,
    registry: Registry,
    config: &'a Config,
    loaded: Vec<String>,
    seen: HashSet<String>,
    unknown: Vec<String>,
}

impl Loading<'_> {
    /// Loads a gem by any of its names; says whether it is known.
    fn load(&mut self, name: &str) -> Result<bool, BuildError> {
        let answers = |plugin: &Arc<dyn Plugin>| plugin.name() == name || plugin.aliases().contains(&name);
        let Some(plugin) = self.wishes.known.iter().find(|plugin| answers(plugin)).cloned() else {
            return Ok(false);
        };
        if self.wishes.options.skip_plugins.iter().any(|skipped| skipped == name || skipped == plugin.name()) {
            return Ok(true);
        }
        if self.seen.insert(plugin.name().to_owned()) {
            for brought in plugin.brings() {
                self.load(brought)?;
            }
            plugin.register(&mut self.registry, self.config)?;
            self.loaded.push(plugin.name().to_owned());
        }
        Ok(true)
    }

    fn load_file(&mut self, path: &str, text: &str, report: &Report) -> Result<(), BuildError> {
        let name = path.rsplit('/').next().unwrap_or(path);
        if self.wishes.options.skip_plugins.iter().any(|skipped| skipped == name || skipped == path) {
            return Ok(());
        }
        let mut known = true;
        for gem in required(text) {
            known &= self.load(gem)?;
        }
        match self.wishes.known.iter().find(|plugin| plugin.stands_for(path, text)).cloned() {
            // A file such as `_plugins/ext.rb` that only requires gems is how sites load plugins beside the configuration.
            None if known && only_requires(text) => {}
            Some(plugin) => {
                if self.seen.insert(plugin.name().to_owned()) {
                    plugin.register_for(text, &mut self.registry, self.config)?;
                    self.loaded.push(plugin.name().to_owned());
                }
            }
            None => {
                let tags = super::missing::stand_in(text, &mut self.registry);
                report.tell(messages::unknown_plugin_file(path, &tags));
                self.unknown.push(path.to_owned());
            }
        }
        Ok(())
    }
}

/// The lines of a Ruby text that do something, trimmed.
fn statements(text: &str) -> impl Iterator<Item = &str> {
    text.trim_start_matches('\u{feff}').lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The gems that a Ruby text requires, in order.
fn required(text: &str) -> impl Iterator<Item = &str> {
    statements(text).filter_map(|line| {
        let rest = line.strip_prefix("require")?.trim_start_matches(['(', ' ', '\t']);
        let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
        rest[1..].split_once(quote).map(|(name, _)| name)
    })
}

/// Whether a Ruby text does nothing but require gems.
fn only_requires(text: &str) -> bool {
    required(text).count() == statements(text).count()
}

/// Makes the Liquid environment with Jekyll's tags, filters and `liquid:` settings.
pub(crate) fn environment(config: &Config, options: &BuildOptions) -> Environment {
    let mut environment = Environment::new();
    let zone = config.zone(options.time_zone.as_deref());
    let (seconds, nanos) = (options.now.div_euclid(1_000_000_000), options.now.rem_euclid(1_000_000_000));
    let (seconds, nanos) = (i64::try_from(seconds).unwrap_or(0), u32::try_from(nanos).unwrap_or(0));
    let clock_zone = zone.clone();
    environment.set_time_zone(zone);
    environment.set_clock(move || {
        record::whole(record::TIME);
        Time::from_unix(seconds, nanos, &clock_zone)
    });
    let setting = |key: &str| config.get_in("liquid", key);
    let mode = setting("error_mode").and_then(Value::as_str).unwrap_or("warn").to_owned();
    environment.set_error_mode(match mode.as_str() {
        "strict" => ErrorMode::Strict,
        "lax" => ErrorMode::Lax,
        _ => ErrorMode::Warn,
    });
    environment.set_strict_filters(setting("strict_filters").is_some_and(Value::truthy));
    environment.set_strict_variables(setting("strict_variables").is_some_and(Value::truthy));
    // Ruby 3.4 puts spaces around the arrows of a hash. Which Ruby a site was built with shows in nothing else.
    if setting("inspect").is_some_and(|style| style.to_s() == "3.4") {
        environment.set_inspect_style(InspectStyle::Ruby34);
    }
    filters::register(&mut environment);
    tags::register(&mut environment);
    environment
}

/// How deep the plugins folder may nest.
const DEPTH_LIMIT: usize = 16;

/// Finds the Ruby files of the plugins folder, sorted: their paths relative to the source, and their texts.
pub(crate) fn plugin_files(config: &Config, source: &dyn Source) -> Vec<(String, String)> {
    let name = config.text("plugins_dir").unwrap_or_else(|| "_plugins".to_owned());
    let mut found = Vec::new();
    look_into(source, &crate::outside::join(source.root(), &name), 0, &mut found);
    let root = format!("{}/", source.root());
    let mut files: Vec<(String, String)> = found
        .into_iter()
        .filter_map(|path| {
            let text = source.read(&path).ok()?;
            let shown = path.strip_prefix(&root).unwrap_or(&path).to_owned();
            Some((shown, String::from_utf8_lossy(&text).into_owned()))
        })
        .collect();
    files.sort();
    files
}

fn look_into(source: &dyn Source, directory: &str, depth: usize, found: &mut Vec<String>) {
    for entry in source.entries(directory).unwrap_or_default() {
        let path = format!("{directory}/{}", entry.name);
        match entry.kind {
            Kind::Directory if depth < DEPTH_LIMIT => look_into(source, &path, depth + 1, found),
            Kind::File if entry.name.ends_with(".rb") => found.push(path),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{only_requires, required};

    #[test]
    fn files_may_only_require_gems() {
        let text = "# loads\nrequire 'jekyll/scholar'\n  require(\"b\")\nrequire_relative 'c'\n";
        assert_eq!(required(text).collect::<Vec<_>>(), ["jekyll/scholar", "b"]);
        assert!(!only_requires(text));
        assert!(only_requires("require 'a' # b\n\n"));
    }
}
