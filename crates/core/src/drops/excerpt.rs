//! A generated excerpt in templates (`lib/jekyll/drops/excerpt_drop.rb`): it prints its rendered text and otherwise
//! shows its document.

use crate::Position;
use crate::render::{Core, record};
use hyde_liquid::{InspectStyle, JsonWriter, Object, Result, Value};
use std::any::Any;
use std::sync::Arc;

/// The excerpt that Jekyll takes from a document's or page's content.
pub(crate) struct ExcerptDrop {
    core: Arc<Core>,
    position: Position,
    number: usize,
}

impl ExcerptDrop {
    pub(crate) fn new(core: Arc<Core>, position: Position) -> Self {
        let number = core.order.number(position);
        Self { core, position, number }
    }

    fn document(&self) -> Value {
        self.core.item_value(self.position)
    }

    fn rendered(&self) -> Value {
        record::item(self.number, record::EXCERPT);
        self.core.rendered_excerpt(self.number).map(Value::from).unwrap_or_default()
    }
}

impl Object for ExcerptDrop {
    fn get(&self, key: &str) -> Option<Value> {
        match key {
            "content" => {
                record::item(self.number, record::EXCERPT);
                self.core.excerpt(self.number).map(|text| Value::from(text.clone()))
            }
            "output" => Some(self.rendered()),
            "excerpt" => Some(Value::Nil),
            "path" | "relative_path" => {
                Some(Value::from(format!("{}/#excerpt", self.document().get("relative_path").to_s())))
            }
            "id" => Some(Value::from(format!("{}#excerpt", self.document().get("id").to_s()))),
            "name" => Some(self.document().get("name")),
            "layout" | "date" => Some(self.document().get(key)),
            other => match self.document() {
                Value::Object(document) => document.get(other),
                _ => None,
            },
        }
    }

    fn keys(&self) -> Vec<Value> {
        self.document().as_object().map(|document| document.keys()).unwrap_or_default()
    }

    fn class_name(&self) -> &str {
        "Jekyll::Drops::ExcerptDrop"
    }

    fn write_to(&self, out: &mut String, style: InspectStyle) {
        self.rendered().write_s(out, style);
    }

    fn inspect_to(&self, out: &mut String, _: InspectStyle) {
        out.push_str("<Excerpt: ");
        out.push_str(&self.get("id").unwrap_or_default().to_s());
        out.push('>');
    }

    fn write_json(&self, json: &mut JsonWriter<'_>) -> Result<()> {
        json.string(&self.rendered().to_s());
        Ok(())
    }

    fn equals(&self, other: &Value) -> bool {
        other.downcast::<Self>().is_some_and(|theirs| theirs.number == self.number)
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}
