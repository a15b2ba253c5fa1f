//! Which documents a language gets: its own, and those of the default language where it has none.

use super::{active, settings::Settings};
use hyde_core::model::{Items, Shared, Sharing};
use hyde_core::{Document, Page, Site};
use hyde_diagnostic::Diagnostic;
use hyde_liquid::{Hash, Value};
use indexmap::IndexMap;
use std::collections::{HashMap, HashSet};

/// The data that tells the permalink in each language.
pub(super) const PERMALINKS: &str = "permalink_lang";

/// Leaves out of a site what its language does not show, and tells the rest about their translations.
pub(super) fn coordinate(site: &mut Site, settings: &Settings) {
    let active = active(site);
    let mut taken: HashMap<String, String> = HashMap::new();
    for index in 0..site.collections.len() {
        let documents = std::mem::take(&mut site.collections[index].docs);
        let documents = chosen(site, settings, &active, documents, &mut taken);
        site.collections[index].docs = documents.into();
    }
    let pages = std::mem::take(&mut site.pages);
    site.pages = chosen(site, settings, &active, pages, &mut taken).into();
}

/// What pages and documents have in common here.
trait Translated {
    fn datum(&self, site: &Site, key: &str) -> Value;
    fn address(&self, site: &Site) -> String;
    fn source(&self) -> String;
    fn data_mut(&mut self) -> &mut Hash;
}

impl Translated for Page {
    fn datum(&self, site: &Site, key: &str) -> Value {
        self.get(site, key).unwrap_or_default()
    }

    fn address(&self, site: &Site) -> String {
        self.url(site).to_owned()
    }

    fn source(&self) -> String {
        self.relative_path()
    }

    fn data_mut(&mut self) -> &mut Hash {
        &mut self.data
    }
}

impl Translated for Document {
    fn datum(&self, _: &Site, key: &str) -> Value {
        self.get(key).cloned().unwrap_or_default()
    }

    fn address(&self, site: &Site) -> String {
        self.url(site).to_owned()
    }

    fn source(&self) -> String {
        self.relative_path.clone()
    }

    fn data_mut(&mut self) -> &mut Hash {
        &mut self.data
    }
}

/// What is known of an item before it is chosen.
struct Known {
    language: String,
    /// What its translations share.
    key: String,
    /// What they share in lists of translations.
    group: String,
    page_id: Option<String>,
    permalink: Value,
}

fn chosen<T: Translated + Sharing>(
    site: &Site,
    settings: &Settings,
    active: &str,
    items: Items<T>,
    taken: &mut HashMap<String, String>,
) -> Vec<Shared<T>> {
    let mut known: Vec<(Shared<T>, Known)> = Vec::with_capacity(items.len());
    for mut item in items {
        if let Some(facts) = know(site, settings, &mut *item) {
            known.push((item, facts));
        }
    }
    let mut groups: IndexMap<String, IndexMap<String, Value>> = IndexMap::new();
    for (_, facts) in &known {
        groups.entry(facts.group.clone()).or_default().insert(facts.language.clone(), facts.permalink.clone());
    }
    let mut approved: IndexMap<String, Shared<T>> = IndexMap::new();
    for (mut item, facts) in known {
        describe(site, settings, &mut *item, &facts, &groups);
        let language = facts.language.as_str();
        let has = taken.get(&facts.key).map(String::as_str);
        if has == Some(active) || (has == Some(settings.default.as_str()) && language != active) {
            continue;
        }
        if !allowed(&item.datum(site, "lang-exclusive"), active) {
            continue;
        }
        taken.insert(facts.key.clone(), facts.language);
        approved.insert(facts.key, item);
    }
    approved.into_values().collect()
}

/// Whether `lang-exclusive` lets a document into a language.
fn allowed(exclusive: &Value, active: &str) -> bool {
    match exclusive {
        Value::Array(languages) => languages.is_empty() || languages.iter().any(|language| language.to_s() == active),
        Value::Str(languages) => languages.is_empty() || languages.contains(active),
        _ => true,
    }
}

/// Reads what is to be known of an item; `None` when its language is none of the site's. An item that names its
/// language gets its address as its permalink, without the language.
fn know<T: Translated>(site: &Site, settings: &Settings, item: &mut T) -> Option<Known> {
    let named = Some(item.datum(site, "lang")).filter(Value::truthy).map(|language| language.to_s());
    let language = match &named {
        Some(named) => match settings.known(named) {
            Some(known) => known.to_owned(),
            None => {
                site.report.tell(unknown_language(&item.source(), named, settings));
                return None;
            }
        },
        None if settings.from_path => {
            let path = item.source();
            let found = path.split(['/', '.']).find_map(|part| settings.known(part));
            found.unwrap_or(&settings.default).to_owned()
        }
        None => settings.default.clone(),
    };
    let address = item.address(site);
    let plain = without_languages(&address, settings);
    let page_id = Some(item.datum(site, "page_id")).filter(Value::truthy).map(|id| id.to_s());
    let mut permalink = item.datum(site, "permalink");
    if named.is_some() && permalink.to_s().is_empty() {
        permalink = Value::from(plain.as_str());
        item.data_mut().insert("permalink", permalink.clone());
    }
    let group = page_id.clone().unwrap_or_else(|| if permalink.truthy() { permalink.to_s() } else { address });
    let key = page_id.clone().unwrap_or(plain);
    Some(Known { language, key, group, page_id, permalink })
}

fn unknown_language(path: &str, language: &str, settings: &Settings) -> Diagnostic {
    let languages = Value::array(settings.languages.iter().map(|language| Value::from(language.as_str())));
    let languages = languages.inspect(hyde_liquid::InspectStyle::default());
    Diagnostic::warning(
        "Polyglot:",
        format!("Skipping {path} - lang '{language}' not in configured languages {languages}"),
    )
}

/// Tells an item about itself in other languages.
fn describe<T: Translated>(
    site: &Site,
    settings: &Settings,
    item: &mut T,
    facts: &Known,
    groups: &IndexMap<String, IndexMap<String, Value>>,
) {
    let Some(permalinks) = groups.get(&facts.group) else { return };
    let languages = |names: Vec<&str>| Value::array(names.into_iter().map(Value::from));
    let available: Vec<&str> = permalinks.keys().map(String::as_str).collect();
    let missing = match available.len() {
        0 | 1 => Vec::new(),
        _ => settings.languages.iter().map(String::as_str).filter(|language| !available.contains(language)).collect(),
    };
    let redirects = redirects(item.datum(site, "redirect_from"), settings, facts, permalinks);
    let by_language = Value::from_pairs(permalinks.iter().map(|(language, link)| (language.as_str(), link.clone())));
    let data = item.data_mut();
    data.insert("rendered_lang", facts.language.as_str());
    data.insert(PERMALINKS, by_language);
    data.insert("available_languages", languages(available));
    data.insert("missing_languages", languages(missing));
    if let Some(redirects) = redirects {
        data.insert("redirect_from", redirects);
    }
}

/// The addresses that lead to an item: its own ones within its language, then those of its translations,
/// each once.
fn redirects(own: Value, settings: &Settings, facts: &Known, permalinks: &IndexMap<String, Value>) -> Option<Value> {
    let mut all: Vec<Value> = match &own {
        Value::Array(list) => list.to_vec(),
        Value::Str(_) => vec![own.clone()],
        _ => Vec::new(),
    };
    if facts.language != settings.default {
        let folder = format!("/{}/", facts.language);
        for from in &mut all {
            let path = from.to_s();
            if !path.starts_with(&folder) {
                *from = Value::from(format!("{folder}{}", path.trim_start_matches('/')));
            }
        }
    }
    if facts.page_id.is_some() {
        let others = permalinks
            .iter()
            .filter(|(language, link)| **language != facts.language && link.to_s() != facts.permalink.to_s());
        all.extend(others.map(|(_, link)| link.clone()));
    }
    let mut seen = HashSet::new();
    all.retain(|from| seen.insert(from.to_s()));
    (!all.is_empty()).then(|| match &own {
        Value::Str(_) if all.len() == 1 => all[0].clone(),
        _ => Value::array(all),
    })
}

/// Takes names of languages out of an address, where they stand between slashes or dots.
fn without_languages(address: &str, settings: &Settings) -> String {
    let mut out = String::with_capacity(address.len());
    let mut rest = address;
    while let Some(at) = rest.find(['/', '.']) {
        let after = &rest[at + 1..];
        let found = settings.in_order().into_iter().find_map(|language| {
            let tail = after.strip_prefix(language)?;
            tail.starts_with(['/', '.']).then(|| &tail[1..])
        });
        match found {
            Some(tail) => {
                out.extend([&rest[..at], "/"]);
                rest = tail;
            }
            None => {
                out.push_str(&rest[..=at]);
                rest = after;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings {
            default: "en".into(),
            languages: vec!["en".into(), "fr".into()],
            from_path: false,
            unlocalised: Vec::new(),
            variables: Vec::new(),
        }
    }

    #[test]
    fn languages_go_from_addresses() {
        let settings = settings();
        let plain = |address| without_languages(address, &settings);
        assert_eq!(plain("/fr/a.html"), "/a.html");
        assert_eq!(plain("/a.fr.html"), "/a/html");
        assert_eq!(plain("/x/fr/a/"), "/x/a/");
        assert_eq!(plain("/a-fr.html"), "/a-fr.html");
        assert_eq!(plain("/FR/a"), "/FR/a");
    }

    #[test]
    fn exclusive_documents_show_in_their_languages() {
        let list = Value::array([Value::from("fr")]);
        assert!(allowed(&list, "fr") && !allowed(&list, "en"));
        assert!(allowed(&Value::Nil, "en") && allowed(&Value::from("en"), "en"));
    }
}
