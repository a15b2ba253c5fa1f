//! `jekyll` in templates (`lib/jekyll/drops/jekyll_drop.rb`).

use hyde_liquid::{Object, Value};

/// The version of Jekyll that hyde follows.
pub(crate) const JEKYLL_VERSION: &str = "4.4.1";

/// The version and the environment.
pub(crate) struct JekyllDrop {
    environment: Value,
}

impl JekyllDrop {
    pub(crate) fn new(environment: &str) -> Self {
        Self { environment: Value::from(environment) }
    }
}

impl Object for JekyllDrop {
    fn get(&self, key: &str) -> Option<Value> {
        match key {
            "version" => Some(Value::from(JEKYLL_VERSION)),
            "environment" => Some(self.environment.clone()),
            _ => None,
        }
    }

    fn keys(&self) -> Vec<Value> {
        vec![Value::from("version"), Value::from("environment")]
    }

    fn class_name(&self) -> &str {
        "Jekyll::Drops::JekyllDrop"
    }
}
