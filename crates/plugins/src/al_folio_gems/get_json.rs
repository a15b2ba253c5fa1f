//! jekyll-get-json 1.0: lays JSON files, or documents from the network, over `site.data`.

use super::ruby_json;
use hyde_core::plugin::{Generator, Plugin, Priority, Registry, Tools};
use hyde_core::{BuildError, Config, Site};
use hyde_diagnostic::Diagnostic;
use hyde_liquid::{Hash, Value};
use std::sync::Arc;

/// How deep hashes are merged into each other.
const DEPTH_LIMIT: usize = 100;

/// The plugin.
pub(crate) struct GetJson;

impl Plugin for GetJson {
    fn name(&self) -> &str {
        "jekyll-get-json"
    }

    fn aliases(&self) -> &[&str] {
        &["jekyll_get_json"]
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.generator(Fetch);
        Ok(())
    }
}

struct Fetch;

impl Generator for Fetch {
    fn name(&self) -> &str {
        "JekyllGetJson::GetJsonGenerator"
    }

    fn priority(&self) -> Priority {
        Priority::HIGHEST
    }

    fn generate(&self, site: &mut Site, tools: &Tools<'_>) -> Result<(), BuildError> {
        let Some(wanted) = site.config.get("jekyll_get_json").and_then(Value::items) else { return Ok(()) };
        let mut data = match &site.data {
            Value::Hash(data) => (**data).clone(),
            _ => Hash::new(),
        };
        for one in wanted.iter() {
            let (key, from) = (one.get("data"), one.get("json").to_s());
            let Some(read) = read(site, tools, &from) else { continue };
            let merged = match data.get_value(&key) {
                Some(under) if under.truthy() => merge(under, &read, 0),
                _ => read,
            };
            data.insert(key, merged);
        }
        site.data = Value::Hash(Arc::new(data));
        Ok(())
    }
}

/// Reads a document; what cannot be had is told and left out, as the gem leaves it out.
fn read(site: &Site, tools: &Tools<'_>, from: &str) -> Option<Value> {
    let is_remote = from.starts_with("http://") || from.starts_with("https://");
    let bytes = if is_remote {
        tools.outside().get(from, &[]).map_err(|error| error.to_string())
    } else {
        let path = format!("{}/{}", site.source, from.trim_start_matches('/'));
        site.files.read(&path).map_err(|error| error.to_string())
    };
    match bytes {
        Ok(bytes) => ruby_json::parse(&String::from_utf8_lossy(&bytes)),
        Err(why) if is_remote => {
            site.report.tell(Diagnostic::warning("Get JSON:", format!("{from} is left out: {why}")));
            None
        }
        Err(_) => None,
    }
}

/// Lays one value over another: hashes by key, arrays as a union; else what was there stays.
fn merge(under: &Value, over: &Value, depth: usize) -> Value {
    match (under, over) {
        (Value::Hash(under), Value::Hash(over)) if depth < DEPTH_LIMIT => {
            let mut all = (**under).clone();
            for (key, value) in over.iter() {
                let merged = all.get_value(key).map_or_else(|| value.clone(), |old| merge(old, value, depth + 1));
                all.insert(key.clone(), merged);
            }
            Value::Hash(Arc::new(all))
        }
        (Value::Array(under), Value::Array(over)) => {
            let mut seen = Hash::new();
            under.iter().chain(over.iter()).for_each(|item| {
                seen.insert(item.clone(), true);
            });
            Value::array(seen.iter().map(|(item, _)| item.clone()))
        }
        (under, _) => under.clone(),
    }
}
