//! Which configuration files there are, and what they say.

use super::{BuildOptions, deep_merge};
use crate::error::{BuildError, ErrorKind};
use crate::front_matter::parse_file_value;
use crate::messages;
use crate::outside::{absolute, is_file, join, read_loose};
use crate::report::Report;
use hyde_diagnostic::Place;
use hyde_liquid::{Hash, Value};

/// Reads the configuration files and merges them in order.
pub(super) fn read(options: &BuildOptions, report: &Report) -> Result<Hash, BuildError> {
    let mut merged = Hash::new();
    let (paths, named) = match &options.config_files {
        Some(paths) => (paths.clone(), true),
        None => (default_files(options), false),
    };
    for path in &paths {
        let path = absolute(path, &options.working_directory);
        match read_one(&path, named, report) {
            Ok(Some(hash)) => merged = deep_merge(&merged, &hash),
            Ok(None) => {}
            // Ruby's ArgumentError ends the reading; what was read before stays.
            Err(error) if error.class == "ArgumentError" => {
                report.tell(messages::unusable_configuration());
                break;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(merged)
}

fn default_files(options: &BuildOptions) -> Vec<String> {
    let source = match options.settings.get("source") {
        Some(Value::Str(source)) => absolute(source, &options.working_directory),
        _ => options.working_directory.clone(),
    };
    let names = ["_config.yml", "_config.yaml", "_config.toml"];
    let found = names.iter().map(|name| join(&source, name)).find(|path| is_file(path));
    vec![found.unwrap_or_else(|| join(&source, "_config.yml"))]
}

fn read_one(path: &str, named: bool, report: &Report) -> Result<Option<Hash>, BuildError> {
    let lower = path.to_ascii_lowercase();
    let is_toml = lower.contains(".toml");
    if !is_toml && !lower.contains(".yaml") && !lower.contains(".yml") {
        return Err(BuildError::uncaught(
            "ArgumentError",
            format!("No parser for '{path}' is available. Use a .y(a)ml or .toml file instead."),
        ));
    }
    let bytes = match read_loose(path) {
        Ok(bytes) => bytes,
        // Whatever the system refuses counts as a file that is not there.
        Err(_) => {
            if named {
                report.tell(messages::missing_configuration_file(path));
                return Err(BuildError::uncaught(
                    "LoadError",
                    format!("The Configuration file '{path}' could not be found."),
                ));
            }
            report.tell(messages::no_configuration_file());
            return Ok(None);
        }
    };
    let value = if is_toml { parse_toml(&bytes, path)? } else { parse_yaml(&bytes, path)? };
    let hash = match value {
        Value::Hash(hash) => (*hash).clone(),
        Value::Bool(false) => Hash::new(),
        _ => {
            return Err(BuildError::uncaught("ArgumentError", format!("Configuration file: (INVALID) {path}")));
        }
    };
    report.tell(messages::configuration_file(path));
    Ok(Some(hash))
}

fn parse_yaml(bytes: &[u8], path: &str) -> Result<Value, BuildError> {
    parse_file_value(bytes).map_err(|error| {
        let text = String::from_utf8_lossy(bytes);
        let place = error.place(path, &text);
        let class = error.ruby_class();
        BuildError { kind: ErrorKind::Uncaught, ..BuildError::uncaught(class, error.in_file(path).to_string()) }
            .at(place)
    })
}

fn parse_toml(bytes: &[u8], path: &str) -> Result<Value, BuildError> {
    let text = String::from_utf8_lossy(bytes);
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let place = match error.span() {
            Some(span) => Place::new(path).span_in(&text, span),
            None => Place::new(path),
        };
        BuildError::uncaught("Tomlrb::ParseError", error.message()).at(place)
    })?;
    Ok(toml_value(&toml::Value::Table(table)))
}

fn toml_value(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text.as_str()),
        toml::Value::Integer(number) => Value::Int(*number),
        toml::Value::Float(number) => Value::Float(*number),
        toml::Value::Boolean(flag) => Value::Bool(*flag),
        toml::Value::Datetime(time) => Value::from(time.to_string()),
        toml::Value::Array(items) => Value::array(items.iter().map(toml_value)),
        toml::Value::Table(table) => {
            Value::from(table.iter().map(|(key, value)| (key.as_str(), toml_value(value))).collect::<Hash>())
        }
    }
}
