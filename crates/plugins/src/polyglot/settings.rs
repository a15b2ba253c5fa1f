//! What the configuration says about languages.

use hyde_core::Config;
use hyde_liquid::Value;

/// The languages of a site and what is not localised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Settings {
    /// The language that stands at the root and fills in for missing translations.
    pub(super) default: String,
    /// The languages as configured, each once.
    pub(super) languages: Vec<String>,
    /// Whether a folder or a part of a file's name between dots may tell a document's language.
    pub(super) from_path: bool,
    /// Paths that only the default language gets.
    pub(super) unlocalised: Vec<String>,
    /// Names of settings that hold the active language, besides `active_lang`.
    pub(super) variables: Vec<String>,
}

impl Settings {
    pub(super) fn new(config: &Config) -> Self {
        let mut languages: Vec<String> = Vec::new();
        let listed = match config.get("languages") {
            Some(Value::Nil) | None => vec!["en".to_owned()],
            Some(_) => config.texts("languages"),
        };
        for language in listed {
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        Self {
            default: config.text("default_lang").filter(|text| !text.is_empty()).unwrap_or_else(|| "en".to_owned()),
            languages,
            from_path: config.truthy("lang_from_path"),
            unlocalised: config.texts("exclude_from_localization"),
            variables: config.texts("lang_vars"),
        }
    }

    /// All languages in the order they are built: the default first.
    pub(super) fn in_order(&self) -> Vec<&str> {
        let others = self.languages.iter().filter(|language| **language != self.default);
        std::iter::once(&self.default).chain(others).map(String::as_str).collect()
    }

    /// The configured spelling of a language, whatever its case.
    pub(super) fn known(&self, name: &str) -> Option<&str> {
        self.in_order().into_iter().find(|language| language.to_lowercase() == name.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyde_liquid::Hash;

    fn settings(pairs: &[(&str, Value)]) -> Settings {
        let mut hash = Hash::new();
        for (key, value) in pairs {
            hash.insert(*key, value.clone());
        }
        Settings::new(&Config::from_settings(hash).unwrap())
    }

    #[test]
    fn without_settings_there_is_english() {
        assert_eq!(settings(&[]).in_order(), ["en"]);
    }

    #[test]
    fn the_default_is_built_first_and_names_keep_their_spelling() {
        let languages = Value::array([Value::from("fr"), Value::from("pt-BR"), Value::from("fr")]);
        let settings = settings(&[("languages", languages)]);
        assert_eq!(settings.in_order(), ["en", "fr", "pt-BR"]);
        assert_eq!(settings.known("PT-br"), Some("pt-BR"));
        assert_eq!(settings.known("de"), None);
    }
}
