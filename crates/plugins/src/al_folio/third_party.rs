//! Third-party libraries of al-folio (`download-3rd-party.rb`, and the gem jekyll-3rd-party-libraries): puts versions
//! into the addresses of `third_party_libraries`. Downloading (`download: true`) needs the network, which the build does
//! not use: the addresses then stay as they are, with a warning.

use hyde_core::plugin::{Event, Plugin, Priority, Registry, Tools};
use hyde_core::{BuildError, Config, Site};
use hyde_diagnostic::Diagnostic;
use hyde_liquid::Value;

const SETTING: &str = "third_party_libraries";

/// The plugin.
pub(crate) struct ThirdPartyLibraries;

impl Plugin for ThirdPartyLibraries {
    fn name(&self) -> &str {
        "jekyll-3rd-party-libraries"
    }

    fn stands_for(&self, _: &str, text: &str) -> bool {
        text.contains("Hooks.register") && text.contains(SETTING)
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.site_hook(Event::AfterInit, Priority::NORMAL, |site: &mut Site, _: &Tools<'_>| {
            let Some(Value::Hash(libraries)) = site.config.get(SETTING).cloned() else { return Ok(()) };
            let filled = libraries.iter().map(|(name, library)| (name.clone(), with_version(library))).collect();
            site.config.hash_mut().insert(SETTING, Value::Hash(std::sync::Arc::new(filled)));
            if libraries.get("download").is_some_and(Value::truthy) {
                let told = "libraries are not downloaded; pages keep the addresses on the network.";
                site.report.tell(Diagnostic::warning("Third party:", told));
            }
            Ok(())
        });
        Ok(())
    }
}

/// Puts a library's version into its addresses, which may be grouped once more.
fn with_version(library: &Value) -> Value {
    let Value::Hash(fields) = library else { return library.clone() };
    let version = library.get("version").to_s();
    let filled = fields.iter().map(|(key, field)| match key.as_str() {
        Some("url") => (key.clone(), fill(field, &version, 0)),
        _ => (key.clone(), field.clone()),
    });
    Value::Hash(std::sync::Arc::new(filled.collect()))
}

fn fill(field: &Value, version: &str, depth: usize) -> Value {
    match field {
        Value::Str(address) => address.replace("{{version}}", version).into(),
        Value::Hash(fields) if depth < 2 => {
            let filled = fields.iter().map(|(key, field)| (key.clone(), fill(field, version, depth + 1)));
            Value::Hash(std::sync::Arc::new(filled.collect()))
        }
        other => other.clone(),
    }
}
