//! Configuration: files, command line and defaults in, one ordered hash out (`lib/jekyll/configuration.rb`).

mod build_options;
mod defaults_data;
mod files;
mod github_pages;
mod merge;
mod theme_config;
mod zone;

pub use build_options::BuildOptions;
pub use merge::deep_merge;
pub(crate) use merge::deep_merge_into;
pub use theme_config::merge_theme_config;
pub use zone::Zone;

use crate::error::BuildError;
use crate::messages;
use crate::outside::absolute;
use crate::report::Report;
use hyde_liquid::{Hash, InspectStyle, Value};

/// The whole configuration of a site: the defaults, overlaid by configuration files and command line.
#[derive(Debug, Clone)]
pub struct Config {
    hash: Hash,
    /// What relative paths are relative to.
    working_directory: String,
}

impl Default for Config {
    /// The configuration of a site without configuration files whose source is the current directory's stand-in
    /// `/site`.
    fn default() -> Self {
        Self::finish(Hash::new(), "/site").expect("the defaults are valid")
    }
}

impl Config {
    /// Reads the configuration files that the options name (or the default ones of the source), and merges defaults,
    /// files and options. Tells `report` which files were read, and what is wrong with them.
    ///
    /// # Errors
    /// Where Jekyll stops: a missing named file, a YAML error, `exclude` that is no array and the like.
    pub fn load(options: &BuildOptions, report: &Report) -> Result<Self, BuildError> {
        let files = files::read(options, report)?;
        // Keys of the first level become text, whatever YAML made of them.
        let files: Hash = files.into_iter().map(|(key, value)| (Value::from(key.to_s()), value)).collect();
        let user = deep_merge(&files, &options.settings);
        let user_plugins = user.get("plugins").cloned();
        match Self::finish(user, &options.working_directory) {
            Ok(mut config) => {
                config.adapt_to_github_pages(options.environment.as_deref() == Some("production"));
                Ok(config)
            }
            Err(error) => {
                if let Some(plugins) = user_plugins.filter(|plugins| !plugins.is_array()) {
                    report.tell(messages::plugins_not_an_array(&plugins.inspect(InspectStyle::default())));
                }
                Err(error)
            }
        }
    }

    /// Merges a user's settings over the defaults.
    ///
    /// # Errors
    /// When `plugins`, `include`, `exclude` or `collections` have the wrong type.
    ///
    /// ```
    /// use hyde_core::Config;
    /// use hyde_liquid::{Hash, InspectStyle, Value};
    /// let mut settings = Hash::new();
    /// settings.insert("title", "Blog");
    /// let config = Config::from_settings(settings)?;
    /// assert_eq!(config.text("title").as_deref(), Some("Blog"));
    /// assert_eq!(config.text("markdown").as_deref(), Some("kramdown"));
    /// # Ok::<(), hyde_core::BuildError>(())
    /// ```
    pub fn from_settings(settings: Hash) -> Result<Self, BuildError> {
        let mut config = Self::finish(settings, "/site")?;
        config.adapt_to_github_pages(false);
        Ok(config)
    }

    /// Does what the gem github-pages does, where `github_pages` asks for it.
    fn adapt_to_github_pages(&mut self, production: bool) {
        if self.truthy(github_pages::SETTING) {
            github_pages::apply(&mut self.hash, production);
        }
    }

    fn finish(mut user: Hash, working_directory: &str) -> Result<Self, BuildError> {
        validate(&user)?;
        add_default_collections(&mut user)?;
        let mut hash = deep_merge(&defaults_data::defaults(working_directory), &user);
        add_default_collections(&mut hash)?;
        add_default_excludes(&mut hash);
        for key in ["source", "destination"] {
            // Templates see them as they are written.
            if !matches!(hash.get(key), Some(Value::Str(_))) {
                hash.insert(key, working_directory);
            }
        }
        Ok(Self { hash, working_directory: working_directory.to_owned() })
    }

    /// The configuration as the hash templates see.
    pub fn hash(&self) -> &Hash {
        &self.hash
    }

    /// The same for changing, before the site is read.
    pub fn hash_mut(&mut self) -> &mut Hash {
        &mut self.hash
    }

    /// The value of a key, if it is there.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.hash.get(key)
    }

    /// The value of a key within a hash of the configuration (`sass`, `style`).
    pub fn get_in(&self, key: &str, inner: &str) -> Option<&Value> {
        self.hash.get(key)?.as_hash()?.get(inner)
    }

    /// Whether a key is set to something that Ruby takes for true.
    pub fn truthy(&self, key: &str) -> bool {
        self.hash.get(key).is_some_and(Value::truthy)
    }

    /// A key's value as text; `None` for null.
    pub fn text(&self, key: &str) -> Option<String> {
        match self.hash.get(key) {
            None | Some(Value::Nil) => None,
            Some(value) => Some(value.to_s()),
        }
    }

    /// A key's array as texts; empty when it is none.
    pub fn texts(&self, key: &str) -> Vec<String> {
        match self.hash.get(key) {
            Some(Value::Array(items)) => items.iter().map(Value::to_s).collect(),
            _ => Vec::new(),
        }
    }

    /// The absolute path of the source.
    pub fn source(&self) -> String {
        absolute(&self.text("source").unwrap_or_default(), &self.working_directory)
    }

    /// The absolute path of the destination.
    pub fn destination(&self) -> String {
        absolute(&self.text("destination").unwrap_or_default(), &self.working_directory)
    }

    /// Whether `safe` is on.
    pub fn is_safe(&self) -> bool {
        self.truthy("safe")
    }

    /// The template that the `permalink` setting stands for.
    pub fn permalink_style(&self) -> String {
        self.text("permalink").unwrap_or_else(|| "date".to_owned())
    }

    /// The site's time zone: `timezone`, or the one of the environment.
    pub fn zone(&self, environment: Option<&str>) -> Zone {
        match self.text("timezone") {
            Some(name) => Zone::named(&name),
            None => Zone::named(environment.unwrap_or("")),
        }
    }

    /// The file extensions of Markdown, without dots.
    pub fn markdown_extensions(&self) -> Vec<String> {
        let list = self.text("markdown_ext").unwrap_or_default();
        list.split(',').filter(|ext| !ext.is_empty()).map(str::to_owned).collect()
    }
}

fn validate(user: &Hash) -> Result<(), BuildError> {
    if let Some(value) = user.get("plugins")
        && !value.is_array()
    {
        return Err(BuildError::fatal(
            "InvalidConfigurationError",
            format!("'plugins' should be set as an array, but was: {}.", value.inspect(InspectStyle::default())),
        ));
    }
    for key in ["include", "exclude"] {
        if let Some(value) = user.get(key)
            && !value.is_array()
        {
            return Err(BuildError::fatal(
                "InvalidConfigurationError",
                format!("'{key}' should be set as an array, but was: {}.", value.inspect(InspectStyle::default())),
            ));
        }
    }
    Ok(())
}

/// Turns a list of collections into a hash, puts `posts` first, has posts written and gives them the permalink that
/// the site's style stands for.
fn add_default_collections(config: &mut Hash) -> Result<(), BuildError> {
    let user = match config.get("collections") {
        None | Some(Value::Nil) => return Ok(()),
        Some(Value::Array(names)) => names.iter().map(|name| (name.clone(), Value::from(Hash::new()))).collect(),
        Some(Value::Hash(hash)) => (**hash).clone(),
        Some(other) => {
            return Err(BuildError::uncaught(
                "TypeError",
                format!("no implicit conversion of {} into Hash", other.class_name()),
            ));
        }
    };
    let mut first = Hash::new();
    first.insert("posts", Hash::new());
    let mut collections = deep_merge(&first, &user);
    let mut posts = match collections.get("posts") {
        Some(Value::Hash(posts)) => (**posts).clone(),
        _ => Hash::new(),
    };
    posts.insert("output", true);
    if let Some(style) = config.get("permalink").filter(|value| value.truthy())
        && !posts.get("permalink").is_some_and(Value::truthy)
    {
        posts.insert("permalink", crate::url::style_template(&style.to_s()).to_owned());
    }
    collections.insert("posts", posts);
    config.insert("collections", collections);
    Ok(())
}

fn add_default_excludes(config: &mut Hash) {
    let mut list: Vec<Value> =
        config.get("exclude").and_then(Value::as_array).map(|list| list.to_vec()).unwrap_or_default();
    list.extend(defaults_data::EXCLUDES.iter().map(|pattern| Value::from(*pattern)));
    let mut seen = Hash::new();
    for pattern in list {
        seen.insert(pattern, true);
    }
    config.insert("exclude", Value::array(seen.keys().cloned()));
}
