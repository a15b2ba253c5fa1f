//! `github_pages: true`: what the gem github-pages 232 does to a site's configuration. It adds a set of plugins, lets no
//! others in, and forces settings of GitHub's own builds.

use super::deep_merge;
use hyde_liquid::{Hash, Value};

/// The setting that switches this on.
pub(super) const SETTING: &str = "github_pages";

/// The plugins that are always on.
const PLUGINS: [&str; 10] = [
    "jekyll-coffeescript",
    "jekyll-commonmark-ghpages",
    "jekyll-gist",
    "jekyll-github-metadata",
    "jekyll-paginate",
    "jekyll-relative-links",
    "jekyll-optional-front-matter",
    "jekyll-readme-index",
    "jekyll-default-layout",
    "jekyll-titles-from-headings",
];

/// The plugins that a site may list.
const ALLOWED: [&str; 20] = [
    "jekyll-coffeescript",
    "jekyll-commonmark-ghpages",
    "jekyll-feed",
    "jekyll-gist",
    "jekyll-github-metadata",
    "jekyll-paginate",
    "jekyll-redirect-from",
    "jekyll-seo-tag",
    "jekyll-sitemap",
    "jekyll-avatar",
    "jemoji",
    "jekyll-mentions",
    "jekyll-relative-links",
    "jekyll-optional-front-matter",
    "jekyll-readme-index",
    "jekyll-default-layout",
    "jekyll-titles-from-headings",
    "jekyll-include-cache",
    "jekyll-octicons",
    "jekyll-remote-theme",
];

/// Allowed where a site is not built for production.
const IN_DEVELOPMENT: &str = "jekyll-admin";

/// The theme of sites that say nothing of one.
const THEME: &str = "jekyll-theme-primer";

/// No site has its plugins in a folder of this name; the gem takes a random one.
const NO_FOLDER: &str = "_plugins-are-off-for-github-pages";

fn texts(names: &[&str]) -> Value {
    Value::array(names.iter().map(|name| Value::from(*name)))
}

/// The hash at a key, or an empty one.
fn hash_of(config: &Hash, key: &str) -> Hash {
    match config.get(key) {
        Some(Value::Hash(hash)) => (**hash).clone(),
        _ => Hash::new(),
    }
}

/// Changes a configuration that asks for it.
pub(super) fn apply(config: &mut Hash, production: bool) {
    let mut defaults = Hash::new();
    defaults.insert("jailed", false);
    defaults.insert("theme", THEME);
    // What the gem adds to kramdown's settings stands behind those that Jekyll has, and before the site's own.
    let mut under = hash_of(&super::defaults_data::defaults("/"), "kramdown");
    under.insert("gfm_quirks", "paragraph_end");
    under.insert("syntax_highlighter_opts", Value::from_pairs([("default_lang", "plaintext")]));
    let mut kramdown = deep_merge(&under, &hash_of(config, "kramdown"));
    if production {
        defaults.insert("sass", Value::from_pairs([("style", "compressed")]));
    }
    let mut merged = config.clone();
    for (key, value) in defaults.iter() {
        let own = merged.get_value(key).cloned();
        match (own, value) {
            (Some(Value::Hash(own)), Value::Hash(under)) => merged.insert(key.clone(), deep_merge(under, &own)),
            (Some(_), _) => continue,
            (None, value) => merged.insert(key.clone(), value.clone()),
        };
    }
    for (key, value) in [("template", ""), ("math_engine", "mathjax"), ("syntax_highlighter", "rouge")] {
        kramdown.insert(key, value);
    }
    merged.insert("kramdown", kramdown);
    choose_markdown(&mut merged);
    choose_plugins(&mut merged);
    for (key, value) in [("lsi", false), ("safe", true)] {
        merged.insert(key, value);
    }
    merged.insert("plugins_dir", NO_FOLDER);
    merged.insert("highlighter", "rouge");
    let allowed: Vec<&str> = ALLOWED.into_iter().chain((!production).then_some(IN_DEVELOPMENT)).collect();
    merged.insert("whitelist", texts(&allowed));
    let mut gist = hash_of(&merged, "gist");
    gist.insert("noscript", false);
    merged.insert("gist", gist);
    *config = merged;
}

/// GitHub knows kramdown and its own CommonMark; every other name means kramdown.
fn choose_markdown(config: &mut Hash) {
    match config.get("markdown").map(Value::to_s).unwrap_or_default().to_lowercase().as_str() {
        "gfm" => {
            config.insert("markdown", "CommonMarkGhPages");
            let mut settings = Hash::new();
            settings.insert("extensions", texts(&["table", "strikethrough", "autolink", "tagfilter"]));
            settings.insert("options", texts(&["unsafe", "footnotes"]));
            config.insert("commonmark", settings);
        }
        "commonmarkghpages" => {}
        _ => {
            config.insert("markdown", "kramdown");
        }
    }
}

fn choose_plugins(config: &mut Hash) {
    let mut plugins: Vec<Value> =
        config.get("plugins").and_then(Value::as_array).map(|all| all.to_vec()).unwrap_or_default();
    for name in PLUGINS {
        if !plugins.iter().any(|plugin| plugin.as_str() == Some(name)) {
            plugins.push(name.into());
        }
    }
    if config.get("remote_theme").is_some_and(Value::truthy) {
        plugins.push("jekyll-remote-theme".into());
    }
    config.insert("plugins", Value::array(plugins));
}

#[cfg(test)]
mod tests {
    use crate::Config;
    use hyde_liquid::{Hash, Value};

    fn config(settings: &[(&str, Value)]) -> Config {
        let mut hash = Hash::new();
        hash.insert("github_pages", true);
        settings.iter().for_each(|(key, value)| {
            hash.insert(*key, value.clone());
        });
        Config::from_settings(hash).unwrap()
    }

    #[test]
    fn forced_settings_win_and_defaults_give_way() {
        let settings = [("safe", Value::Bool(false)), ("theme", Value::Nil), ("markdown", Value::from("redcarpet"))];
        let config = config(&settings);
        assert!(config.is_safe() && config.get("theme").is_some_and(Value::is_nil));
        assert_eq!(config.text("markdown").as_deref(), Some("kramdown"));
        assert_eq!(config.get_in("kramdown", "gfm_quirks").map(Value::to_s).as_deref(), Some("paragraph_end"));
        assert_eq!(config.texts("plugins").len(), super::PLUGINS.len());
    }

    #[test]
    fn the_listed_plugins_stand_first() {
        let listed = Value::array([Value::from("jekyll-feed"), Value::from("jekyll-paginate")]);
        let plugins = config(&[("plugins", listed)]).texts("plugins");
        assert_eq!(plugins[..3], ["jekyll-feed", "jekyll-paginate", "jekyll-coffeescript"]);
    }
}
