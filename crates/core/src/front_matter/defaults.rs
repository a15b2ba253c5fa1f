//! Front matter defaults: which sets apply to an item, and what they give it
//! (`lib/jekyll/frontmatter_defaults.rb`).

use crate::config::{Config, deep_merge};
use crate::error::BuildError;
use crate::messages;
use crate::model::Site;
use crate::outside::Source;
use crate::read::{glob, parse_date};
use crate::report::Report;
use hyde_liquid::{Hash, Value};
use std::sync::Arc;

/// One set of defaults.
#[derive(Debug, Clone)]
struct Set {
    /// The scope's path; `None` without a scope.
    path: Option<String>,
    /// The path with the directory of collections taken off.
    bare_path: String,
    /// The scope's type.
    kind: Option<String>,
    values: Hash,
    /// Why `values.date` is no date, if it is none: Ruby's class and message.
    date_fault: Option<(&'static str, String)>,
    /// For a path with `*`: what it finds on disk, sorted.
    globbed: Option<Vec<String>>,
}

/// The sets of `defaults:` in the configuration.
#[derive(Debug, Clone, Default)]
pub struct FrontMatterDefaults {
    sets: Vec<Set>,
    invalid: Vec<String>,
}

/// Which sets apply to an item, as indexes in order.
#[derive(Debug, Clone, Default)]
pub struct Matched {
    /// Every set that applies, with whether it takes precedence over those before it.
    sets: Vec<(usize, bool)>,
}

impl FrontMatterDefaults {
    /// Reads the sets of a configuration; paths with `*` are looked up in the source once.
    pub fn new(config: &Config, source: &dyn Source, site: &Site) -> Result<Self, BuildError> {
        let mut defaults = Self::default();
        let Some(Value::Array(sets)) = config.get("defaults") else { return Ok(defaults) };
        for set in sets.iter() {
            match set.as_hash().and_then(|set| set.get("values")).and_then(Value::as_hash) {
                Some(values) => {
                    let set = Set::new(set, (**values).clone(), config, source, site);
                    defaults.add(set)?;
                }
                None => defaults.invalid.push(set.to_s()),
            }
        }
        Ok(defaults)
    }

    /// Adds a set. One without a scope after one with a scope is what Jekyll stumbles over.
    fn add(&mut self, set: Set) -> Result<(), BuildError> {
        if set.path.is_none() && self.sets.iter().any(|set| set.path.is_some()) {
            return Err(BuildError::uncaught("NoMethodError", "undefined method `[]' for nil:NilClass"));
        }
        self.sets.push(set);
        Ok(())
    }

    /// Whether there is no set at all, valid or not.
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty() && self.invalid.is_empty()
    }

    /// Finds the sets that apply to an item of the given path and type (`pages`, a collection's label, or none).
    /// Invalid sets are told of each time, as Jekyll does.
    pub fn matching(&self, path: &str, kind: Option<&str>, report: &Report) -> Matched {
        for invalid in &self.invalid {
            report.tell(messages::invalid_defaults());
            report.tell(messages::invalid_defaults_set(invalid));
        }
        let path = path.strip_prefix('/').unwrap_or(path);
        let mut matched = Matched::default();
        let mut winner: Option<&Set> = None;
        for (index, set) in self.sets.iter().enumerate() {
            if !set.applies(path, kind) {
                continue;
            }
            let wins = set.path.is_none() || winner.is_none_or(|old| set.takes_precedence(old));
            if wins && set.path.is_some() {
                winner = Some(set);
            }
            matched.sets.push((index, wins));
        }
        matched
    }
}

impl Matched {
    /// The value that the winning set gives a key.
    pub fn find(&self, defaults: &FrontMatterDefaults, key: &str) -> Option<Value> {
        let mut value = None;
        let mut winner: Option<&Set> = None;
        for (index, _) in &self.sets {
            let set = &defaults.sets[*index];
            let Some(found) = set.values.get(key) else { continue };
            if set.path.is_none() || winner.is_none_or(|old| set.takes_precedence(old)) {
                value = Some(found.clone());
                winner = set.path.is_some().then_some(set);
            }
        }
        value
    }

    /// All values, merged by precedence.
    pub fn all(&self, defaults: &FrontMatterDefaults) -> Hash {
        let mut all = Hash::new();
        for (index, wins) in &self.sets {
            let values = &defaults.sets[*index].values;
            all = if *wins { deep_merge(&all, values) } else { deep_merge(values, &all) };
        }
        all
    }

    /// Ruby's class and message where a matching set's date is none.
    pub(crate) fn date_fault(&self, defaults: &FrontMatterDefaults) -> Option<(&'static str, String)> {
        self.sets.iter().find_map(|(index, _)| defaults.sets[*index].date_fault.clone())
    }

    /// Whether no set applies.
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }
}

impl Set {
    fn new(set: &Value, values: Hash, config: &Config, source: &dyn Source, site: &Site) -> Self {
        let scope = set.get("scope");
        let path = scope.is_hash().then(|| match scope.get("path") {
            Value::Nil => String::new(),
            path => path.to_s(),
        });
        let kind = match scope.get("type") {
            Value::Nil => None,
            kind => Some(renamed(&kind.to_s(), &site.report)),
        };
        let collections_dir = config.text("collections_dir").unwrap_or_default();
        let full = path.clone().unwrap_or_default();
        let bare_path = without_collections_dir(&full, &collections_dir).to_owned();
        let globbed = full.contains('*').then(|| {
            let found = glob(source, &format!("{}/{full}", source.root()));
            let root = format!("{}/", source.root());
            found
                .iter()
                .map(|path| path.strip_prefix(&root).unwrap_or(path))
                .map(|path| without_collections_dir(path, &collections_dir).to_owned())
                .collect()
        });
        let mut set = Self { path, bare_path, kind, values, date_fault: None, globbed };
        match set.values.get("date").cloned() {
            None | Some(Value::Time(_)) => {}
            Some(Value::Str(text)) => match parse_date(site, &text) {
                Some(time) => {
                    set.values.insert("date", Value::Time(Arc::new(time)));
                }
                None => {
                    let error =
                        messages::invalid_date(&text, "An invalid date format was found in a front-matter default set");
                    set.date_fault = Some(("Jekyll::Errors::InvalidDateError", error.message));
                }
            },
            Some(other) => {
                let message = format!("no implicit conversion of {} into String", other.class_name());
                set.date_fault = Some(("TypeError", message));
            }
        }
        set
    }

    fn applies(&self, path: &str, kind: Option<&str>) -> bool {
        if self.path.is_none() {
            return true;
        }
        if let Some(wanted) = &self.kind
            && Some(wanted.as_str()) != kind
        {
            return false;
        }
        match &self.globbed {
            Some(found) => found.iter().any(|found| path.starts_with(found.as_str())),
            None => path.starts_with(&self.bare_path),
        }
    }

    fn takes_precedence(&self, old: &Self) -> bool {
        let (new_path, old_path) = (self.path.as_deref().unwrap_or(""), old.path.as_deref().unwrap_or(""));
        let (new_length, old_length) = (new_path.chars().count(), old_path.chars().count());
        if new_length != old_length {
            return new_length > old_length;
        }
        self.kind.is_some() || old.kind.is_none()
    }
}

fn without_collections_dir<'a>(path: &'a str, collections_dir: &str) -> &'a str {
    if collections_dir.is_empty() {
        return path;
    }
    path.strip_prefix(collections_dir).and_then(|rest| rest.strip_prefix('/')).unwrap_or(path)
}

/// Gives types by their new names, telling of old ones.
fn renamed(kind: &str, report: &Report) -> String {
    let new = match kind {
        "page" => "pages",
        "post" => "posts",
        "draft" => "drafts",
        other => return other.to_owned(),
    };
    report.tell(messages::renamed_default_type(kind));
    report.tell(messages::renamed_default_type_hint(new));
    new.to_owned()
}
