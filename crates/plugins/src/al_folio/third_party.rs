//! Third-party libraries of al-folio (`download-3rd-party.rb`, and the gem jekyll-3rd-party-libraries): puts versions
//! into the addresses of `third_party_libraries`. With `download: true` a library that is already below
//! `assets/libs` is linked from there. What is not there would have to come from the network, which the build does not
//! use: that address stays as it is, with a warning.

use hyde_core::plugin::{Event, Plugin, Priority, Registry, Tools};
use hyde_core::{BuildError, Config, Site};
use hyde_diagnostic::Diagnostic;
use hyde_liquid::Value;

const SETTING: &str = "third_party_libraries";

/// How deep addresses may be grouped.
const DEPTH_LIMIT: usize = 4;

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
        registry.site_hook(Event::AfterInit, Priority::NORMAL, |site: &mut Site, _: &Tools<'_>| add_addresses(site));
        Ok(())
    }
}

fn add_addresses(site: &mut Site) -> Result<(), BuildError> {
    let libraries = match site.config.get(SETTING).cloned().unwrap_or_default() {
        Value::Hash(libraries) => libraries,
        Value::Nil => {
            return Err(BuildError::uncaught("NoMethodError", "undefined method `each' for nil:NilClass"));
        }
        _ => return Ok(()),
    };
    let is_local = libraries.get("download").is_some_and(Value::truthy);
    let mut addresses = Addresses { site, folder: String::new(), version: String::new(), is_local, missing: 0 };
    let mut filled = hyde_liquid::Hash::new();
    for (name, library) in libraries.iter() {
        filled.insert(name.clone(), addresses.of_library(&name.to_s(), library)?);
    }
    let missing = addresses.missing;
    site.config.hash_mut().insert(SETTING, filled);
    if missing > 0 {
        let told =
            format!("{missing} files of libraries are not downloaded; pages keep their addresses on the network.");
        site.report.tell(Diagnostic::warning("Third party:", told));
    }
    Ok(())
}

/// Addresses of one site's libraries on their way to what pages use.
struct Addresses<'a> {
    site: &'a Site,
    folder: String,
    version: String,
    is_local: bool,
    missing: usize,
}

impl Addresses<'_> {
    /// Puts a library's version into its addresses.
    fn of_library(&mut self, name: &str, library: &Value) -> Result<Value, BuildError> {
        let Value::Hash(fields) = library else { return Ok(library.clone()) };
        self.version = match library.get("version") {
            Value::Int(_) | Value::Float(_) => {
                let class = if matches!(library.get("version"), Value::Int(_)) { "Integer" } else { "Float" };
                let why = format!("no implicit conversion of {class} into String");
                return Err(BuildError::uncaught("TypeError", why));
            }
            version => version.to_s(),
        };
        self.folder = format!("assets/libs/{name}");
        let filled = fields.iter().map(|(key, field)| match key.as_str() {
            Some("url") => (key.clone(), self.fill(field, 0)),
            _ => (key.clone(), field.clone()),
        });
        let filled: hyde_liquid::Hash = filled.collect();
        Ok(filled.into())
    }

    fn fill(&mut self, field: &Value, depth: usize) -> Value {
        match field {
            Value::Str(address) => self.local(address.replace("{{version}}", &self.version)).into(),
            Value::Hash(fields) if depth < DEPTH_LIMIT => {
                let filled: hyde_liquid::Hash =
                    fields.iter().map(|(key, field)| (key.clone(), self.fill(field, depth + 1))).collect();
                filled.into()
            }
            other => other.clone(),
        }
    }

    /// The address of the copy in the site, where one is asked for and there.
    fn local(&mut self, address: String) -> String {
        if !self.is_local {
            return address;
        }
        let path = address.split(['?', '#']).next().unwrap_or(&address);
        let file = format!("{}/{}", self.folder, path.rsplit('/').next().unwrap_or(path));
        if self.site.files.is_file(&format!("{}/{file}", self.site.source)) {
            return format!("{}/{file}", self.site.config.text("baseurl").unwrap_or_default());
        }
        self.missing += 1;
        address
    }
}
