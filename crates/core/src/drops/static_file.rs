//! A static file in templates (`lib/jekyll/drops/static_file_drop.rb`).

use crate::model::StaticFile;
use crate::render::Core;
use hyde_liquid::{InspectStyle, Object, Value};
use std::any::Any;
use std::sync::Arc;

const METHODS: [&str; 6] = ["name", "extname", "modified_time", "basename", "path", "collection"];

/// A static file, with the front matter defaults that apply to it.
pub(crate) struct StaticFileDrop {
    core: Arc<Core>,
    file: Arc<StaticFile>,
    /// Whether this is the drop of the file, not the file as it stands in arrays.
    is_drop: bool,
}

impl StaticFileDrop {
    pub(crate) fn new(core: Arc<Core>, file: Arc<StaticFile>) -> Self {
        Self { core, file, is_drop: false }
    }

    fn defaults(&self) -> hyde_liquid::Hash {
        self.file.defaults(&self.core.site).all(&self.core.site.defaults)
    }
}

impl Object for StaticFileDrop {
    fn get(&self, key: &str) -> Option<Value> {
        Some(match key {
            "name" => Value::from(self.file.name.as_str()),
            "extname" => Value::from(self.file.extname.as_str()),
            "modified_time" => self.file.modified.clone().map(Value::Time).unwrap_or_default(),
            "basename" => Value::from(self.file.basename()),
            "path" => Value::from(self.file.relative_path.as_str()),
            "collection" => self.file.collection.as_deref().map(Value::from).unwrap_or_default(),
            _ => return self.defaults().get(key).cloned(),
        })
    }

    fn keys(&self) -> Vec<Value> {
        let mut keys: Vec<Value> = METHODS.iter().map(|name| Value::from(*name)).collect();
        let defaults = self.defaults();
        keys.extend(defaults.keys().filter(|key| !key.as_str().is_some_and(|key| METHODS.contains(&key))).cloned());
        keys
    }

    fn equals(&self, other: &Value) -> bool {
        other.downcast::<Self>().is_some_and(|theirs| Arc::ptr_eq(&theirs.file, &self.file))
    }

    fn to_drop(&self) -> Option<Value> {
        let Self { core, file, is_drop } = self;
        (!is_drop).then(|| Value::object(Self { core: core.clone(), file: file.clone(), is_drop: true }))
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }

    fn class_name(&self) -> &str {
        "Jekyll::Drops::StaticFileDrop"
    }

    fn write_to(&self, out: &mut String, _: InspectStyle) {
        out.push_str(self.class_name());
    }
}
