//! A document in templates (`lib/jekyll/drops/document_drop.rb`).

use crate::Position;
use crate::model::Document;
use crate::render::{Core, record};
use hyde_liquid::{InspectStyle, JsonWriter, Object, Result, Value};
use std::any::Any;
use std::cmp::Ordering;
use std::sync::Arc;

/// The methods of the drop, in the order one Ruby lists them (it differs from installation to installation).
const METHODS: [&str; 15] = [
    "name",
    "output",
    "title",
    "categories",
    "collection",
    "id",
    "previous",
    "next",
    "content",
    "tags",
    "path",
    "date",
    "relative_path",
    "url",
    "excerpt",
];

/// What JSON leaves out of the neighbours of documents that lie deep themselves.
const COLLAPSED: [&str; 5] = ["content", "output", "excerpt", "next", "previous"];

/// A document of a collection.
pub(crate) struct DocumentDrop {
    core: Arc<Core>,
    collection: usize,
    index: usize,
    number: usize,
    /// Whether this is the drop of the document, not the document as it stands in arrays.
    is_drop: bool,
}

impl DocumentDrop {
    pub(crate) fn new(core: Arc<Core>, collection: usize, index: usize) -> Self {
        let number = core.order.number(Position::Document(collection, index));
        Self { core, collection, index, number, is_drop: false }
    }

    fn document(&self) -> &Document {
        self.core.site.document(self.collection, self.index).expect("a drop's document is in its site")
    }

    fn neighbour(&self, index: Option<usize>) -> Value {
        let docs = self.core.site.collections.get_index(self.collection).map_or(0, |(_, found)| found.docs.len());
        match index.filter(|index| *index < docs) {
            Some(index) => {
                let document = Self::new(self.core.clone(), self.collection, index);
                Value::object(Self { is_drop: true, ..document })
            }
            None => Value::Nil,
        }
    }

    /// The excerpt as text, as `document_drop.rb` gives it: even one that is missing is the empty string.
    fn excerpt(&self) -> Value {
        match self.document().data.get("excerpt") {
            Some(Value::Str(text)) => Value::Str(text.clone()),
            Some(value) if value.truthy() => Value::from(value.to_s()),
            _ => self.core.rendered_excerpt(self.number).map(Value::from).unwrap_or_else(|| Value::from("")),
        }
    }

    fn method(&self, key: &str) -> Option<Value> {
        let memo = &self.core.memos[self.number];
        let site = &self.core.site;
        Some(match key {
            "title" => self.document().shown().title.clone().unwrap_or_default(),
            "categories" => self.document().shown().categories.clone().unwrap_or_default(),
            "tags" => self.document().shown().tags.clone().unwrap_or_default(),
            "url" => Value::Str(self.document().shared_url(site).clone()),
            "id" => memo.id.get_or_init(|| Value::from(self.document().id(site))).clone(),
            "path" | "relative_path" => {
                memo.path.get_or_init(|| Value::from(self.document().relative_path.as_str())).clone()
            }
            "date" => match &self.document().shown().date {
                Some(Value::Time(time)) => Value::Time(time.clone()),
                _ => {
                    record::whole(record::TIME);
                    Value::Time(self.document().date(site))
                }
            },
            "name" => match self.document().data.get("name") {
                Some(name) if name.truthy() => name.clone(),
                _ => Value::from(self.document().basename()),
            },
            "collection" => Value::from(self.document().collection.as_str()),
            "content" => self.core.content(self.number),
            "output" => self.core.slots.output(self.number).map(|text| Value::from(text.clone())).unwrap_or_default(),
            "excerpt" => self.excerpt(),
            "next" => self.neighbour(self.index.checked_add(1)),
            "previous" => self.neighbour(self.index.checked_sub(1)),
            _ => return None,
        })
    }

    fn text(&self) -> Value {
        record::item(self.number, record::CONTENT | record::OUTPUT);
        match self.core.slots.output(self.number) {
            Some(output) => Value::from(output.clone()),
            None => self.core.content(self.number),
        }
    }
}

impl Object for DocumentDrop {
    fn get(&self, key: &str) -> Option<Value> {
        record::item(self.number, record::aspect(key));
        self.method(key).or_else(|| self.document().data.get(key).cloned())
    }

    fn contains_key(&self, key: &str) -> bool {
        record::item(self.number, record::aspect(key));
        METHODS.contains(&key) || self.document().data.contains_key(key)
    }

    fn keys(&self) -> Vec<Value> {
        record::item(self.number, record::ALL);
        let mut keys: Vec<Value> = METHODS.iter().map(|name| Value::from(*name)).collect();
        let rest = self.document().data.keys().filter(|key| !key.as_str().is_some_and(|key| METHODS.contains(&key)));
        keys.extend(rest.cloned());
        keys
    }

    fn class_name(&self) -> &str {
        "Jekyll::Drops::DocumentDrop"
    }

    fn write_to(&self, out: &mut String, style: InspectStyle) {
        match self.text() {
            Value::Nil => out.push_str("NO CONTENT"),
            text => text.write_s(out, style),
        }
    }

    /// Ruby inspects arrays of documents, not of their drops.
    fn inspect_to(&self, out: &mut String, _: InspectStyle) {
        record::item(self.number, record::PATH);
        let document = self.document();
        out.push_str("#<Jekyll::Document ");
        out.push_str(&document.relative_path);
        out.push_str(" collection=");
        out.push_str(&document.collection);
        out.push('>');
    }

    fn write_json(&self, json: &mut JsonWriter<'_>) -> Result<()> {
        let collapse = json.depth() >= 2;
        let pairs = self.keys().into_iter().map(|key| {
            let value = self.get_value(&key).unwrap_or_default();
            match value.downcast::<Self>() {
                Some(neighbour) if collapse => (key, neighbour.collapsed()),
                _ => (key, value),
            }
        });
        json.object(pairs.collect::<Vec<_>>())
    }

    fn compare(&self, other: &Value) -> Option<Ordering> {
        let theirs = other.downcast::<Self>()?;
        let aspects = record::aspect("date") | record::PATH;
        record::item(self.number, aspects);
        record::item(theirs.number, aspects);
        let (a, b) = (self.document(), theirs.document());
        let by_date = a.date(&self.core.site).unix().cmp(&b.date(&self.core.site).unix());
        Some(by_date.then_with(|| a.path.cmp(&b.path)))
    }

    fn equals(&self, other: &Value) -> bool {
        other.downcast::<Self>().is_some_and(|theirs| theirs.number == self.number)
    }

    fn to_drop(&self) -> Option<Value> {
        (!self.is_drop).then(|| Value::object(Self { core: self.core.clone(), is_drop: true, ..*self }))
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

impl DocumentDrop {
    /// The hash that stands for a neighbour's neighbour in JSON.
    fn collapsed(&self) -> Value {
        let keys = self.keys().into_iter().filter(|key| !key.as_str().is_some_and(|key| COLLAPSED.contains(&key)));
        Value::from_pairs(keys.map(|key| {
            let value = self.get_value(&key).unwrap_or_default();
            (key, value)
        }))
    }

    /// Writes what Ruby's `inspect` gives for the drop itself: pretty JSON.
    pub(crate) fn inspect_drop(&self) -> Result<String> {
        let mut out = String::new();
        self.write_json(&mut JsonWriter::new(&mut out, true))?;
        Ok(out)
    }
}
