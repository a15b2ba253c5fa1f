//! A theme's own configuration, laid under the site's (`lib/jekyll/site.rb`, `load_theme_configuration`).

use super::{Config, deep_merge, defaults_data};
use hyde_liquid::{Hash, Value};

/// Lays a theme's configuration under the site's: keys that have a default are dropped, the site wins, and the theme's
/// keys come first.
pub fn merge_theme_config(config: &mut Config, theme: &Hash) {
    let theme: Hash = theme
        .iter()
        .filter(|(key, _)| !matches!(key, Value::Str(key) if defaults_data::is_default_key(key)))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    *config.hash_mut() = deep_merge(&theme, config.hash());
}
