//! jekyll-polyglot 1.13: a site in several languages. The site is built once for each: the default language at the
//! root, the others in folders of their names, with documents in the default language where a translation is missing,
//! and with links that stay within the language.

mod coordinate;
mod headers;
mod links;
mod redirects;
mod settings;

use hyde_core::plugin::{Event, Plugin, Priority, Registry, Tools};
use hyde_core::render::Rendered;
use hyde_core::{BuildError, Config, Position, Site};
use hyde_liquid::{Hash, Value};
use settings::Settings;
use std::sync::Arc;

/// The plugin.
pub(crate) struct Polyglot;

impl Plugin for Polyglot {
    fn name(&self) -> &str {
        "jekyll-polyglot"
    }

    fn register(&self, registry: &mut Registry, config: &Config) -> Result<(), BuildError> {
        let settings = Settings::new(config);
        registry.tag("I18n_Headers", headers::I18nHeaders);
        registry.tag("i18n_headers", headers::I18nHeaders);
        registry.tag("static_href", links::StaticHref);
        registry.tag("Static_Href", links::StaticHref);
        let of = settings.clone();
        registry.editions(move |site| of.in_order().into_iter().map(|language| edition(site, &of, language)).collect());
        registry.site_hook(Event::PostRead, Priority::NORMAL, move |site: &mut Site, _: &Tools<'_>| {
            coordinate::coordinate(site, &settings);
            for language in [&settings.default, &active(site)] {
                site.data = localised(&site.data, language);
            }
            Ok(())
        });
        registry.rendered_hook(Priority::NORMAL, rewrite);
        registry.written_hook(Priority::NORMAL, redirects::write);
        Ok(())
    }
}

/// The language that a site is built in.
fn active(site: &Site) -> String {
    site.config.text("active_lang").unwrap_or_default()
}

/// Makes of a started site the one of a language.
fn edition(site: &Site, settings: &Settings, language: &str) -> Site {
    let mut edition = site.clone();
    let config = edition.config.hash_mut();
    config.insert("default_lang", settings.default.as_str());
    config.insert("languages", Value::array(settings.languages.iter().map(|language| Value::from(language.as_str()))));
    config.insert("active_lang", language);
    for name in &settings.variables {
        config.insert(name.as_str(), language);
    }
    let mut add = |key: &str, more: Vec<&str>| {
        let mut all = config.get(key).and_then(Value::items).map(|items| items.to_vec()).unwrap_or_default();
        all.extend(more.into_iter().map(Value::from));
        config.insert(key, Value::array(all));
    };
    if language == settings.default {
        add("keep_files", settings.in_order().into_iter().skip(1).collect());
    } else {
        add("exclude", settings.unlocalised.iter().map(String::as_str).collect());
        edition.destination = format!("{}/{language}", edition.destination.trim_end_matches('/'));
    }
    edition
}

/// Lays the data of a language over the rest.
fn localised(data: &Value, language: &str) -> Value {
    match (data, data.get(language)) {
        (Value::Hash(all), Value::Hash(own)) => Value::from(merged(all, &own, 0)),
        _ => data.clone(),
    }
}

/// How deep data may nest for the languages to be merged.
const DEPTH_LIMIT: usize = 64;

fn merged(base: &Hash, over: &Hash, depth: usize) -> Hash {
    let mut all = base.clone();
    for (key, value) in over.iter() {
        let value = match (all.get_value(key), value) {
            (Some(Value::Hash(below)), Value::Hash(above)) if depth < DEPTH_LIMIT => {
                Value::from(merged(below, above, depth + 1))
            }
            _ => value.clone(),
        };
        all.insert(key.clone(), value);
    }
    all
}

/// Leads the links of every output to pages of the same language.
fn rewrite(rendered: &mut Rendered) -> Result<(), BuildError> {
    let links = Arc::new(links::Links::new(rendered.site()));
    let positions: Vec<Position> = rendered.positions().collect();
    for position in positions {
        if let Some(output) = rendered.output_mut(position)
            && let Some(changed) = links.rewrite(output)
        {
            *output = changed;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_of_the_language_lies_over_the_rest() {
        let pairs = |pairs: &[(&str, Value)]| Value::from_pairs(pairs.iter().map(|(key, value)| (*key, value.clone())));
        let texts = pairs(&[("hi", Value::from("Bonjour"))]);
        let data = pairs(&[
            ("s", pairs(&[("hi", Value::from("Hi")), ("bye", Value::from("Bye"))])),
            ("fr", pairs(&[("s", texts)])),
        ]);
        assert_eq!(localised(&data, "fr").get("s").to_json().unwrap(), r#"{"hi":"Bonjour","bye":"Bye"}"#);
        assert_eq!(localised(&data, "de").get("s").to_json().unwrap(), r#"{"hi":"Hi","bye":"Bye"}"#);
    }
}
