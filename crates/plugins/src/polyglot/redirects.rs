//! `localize_redirects`: the rules of a `_redirects` file, once more for every language.

use super::{active, settings::Settings};
use hyde_core::BuildError;
use hyde_core::outside::{Content, Destination, Stamp};
use hyde_core::render::Rendered;

/// Writes the file beside the default language's pages.
pub(super) fn write(rendered: &Rendered, destination: &mut dyn Destination) -> Result<(), BuildError> {
    let site = rendered.site();
    let settings = Settings::new(&site.config);
    if !site.config.truthy("localize_redirects") || active(site) != settings.default {
        return Ok(());
    }
    let Ok(bytes) = site.files.read(&format!("{}/_redirects", site.source)) else { return Ok(()) };
    let excluded = site.config.texts("exclude_from_redirect_localization");
    let text = localised(&String::from_utf8_lossy(&bytes), &settings, &excluded);
    destination
        .write("_redirects", Content::Bytes(text.as_bytes()), Stamp::default())
        .map_err(|error| BuildError::io(&error, "rb_sysopen", &format!("{}/_redirects", destination.root())))
}

fn localised(text: &str, settings: &Settings, excluded: &[String]) -> String {
    let mut out = String::new();
    for line in text.lines() {
        out.push_str(line);
        out.push('\n');
        let mut words = line.split_whitespace();
        let Some(from) = words.next().filter(|from| from.starts_with('/')) else { continue };
        let has_language = |path: &str| {
            let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
            settings.languages.iter().any(|language| language == first)
        };
        if has_language(from) || excluded.iter().any(|path| path == from) {
            continue;
        }
        let rest: Vec<&str> = words.collect();
        for language in settings.in_order().into_iter().skip(1) {
            out.push_str(&format!("/{language}{from}"));
            for (index, word) in rest.iter().enumerate() {
                let inside = index == 0 && word.starts_with('/') && !has_language(word);
                out.push_str(&if inside { format!(" /{language}{word}") } else { format!(" {word}") });
            }
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_repeated_for_each_other_language() {
        let settings = Settings {
            default: "en".into(),
            languages: vec!["en".into(), "fr".into()],
            from_path: false,
            unlocalised: Vec::new(),
            variables: Vec::new(),
        };
        let text = "# c\n/a /b 302\n/s /y\n/fr/q /z\n/g https://g.org\n";
        let expected = "# c\n/a /b 302\n/fr/a /fr/b 302\n/s /y\n/fr/q /z\n/g https://g.org\n/fr/g https://g.org\n";
        assert_eq!(localised(text, &settings, &["/s".to_owned()]), expected);
    }
}
