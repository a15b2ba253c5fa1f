//! `theme` in templates (`lib/jekyll/drops/theme_drop.rb`).

use crate::model::{Site, Theme};
use hyde_liquid::{Hash, Object, Value};

const METHODS: [&str; 6] = ["root", "authors", "version", "description", "metadata", "dependencies"];

/// Gives the theme, or nil.
pub(crate) fn theme_value(site: &Site) -> Value {
    match &site.theme {
        Some(theme) => Value::object(ThemeDrop { theme: theme.clone(), shows_root: site.development_by_env }),
        None => Value::Nil,
    }
}

struct ThemeDrop {
    theme: Theme,
    /// The folder is only shown when the environment variable says `development`.
    shows_root: bool,
}

impl Object for ThemeDrop {
    fn get(&self, key: &str) -> Option<Value> {
        Some(match key {
            "root" => Value::from(if self.shows_root { self.theme.root.as_str() } else { "" }),
            "authors" => Value::from(self.theme.authors.as_str()),
            "version" => Value::from(self.theme.version.as_str()),
            "description" => Value::from(self.theme.description.as_str()),
            "metadata" => Value::from(Hash::new()),
            "dependencies" => Value::from(self.theme.dependencies.clone()),
            _ => return None,
        })
    }

    fn keys(&self) -> Vec<Value> {
        METHODS.iter().map(|name| Value::from(*name)).collect()
    }

    fn class_name(&self) -> &str {
        "Jekyll::Drops::ThemeDrop"
    }
}
