//! `where`, `find` and `group_by`.

use super::property::item_property;
use crate::render::Scene;
use hyde_liquid::{Arity, Context, Environment, Hash, Result, Value};
use std::sync::Arc;

pub(super) fn register(environment: &mut Environment) {
    environment.filter("where", Arity::exactly(2), select);
    environment.filter("find", Arity::exactly(2), find);
    environment.filter("group_by", Arity::exactly(1), group_by);
}

/// The items that Ruby's `select` would pass: those of an array, or the values of a hash. `None` for what cannot be
/// selected from.
pub(super) fn selectable(input: &Value) -> Option<Arc<Vec<Value>>> {
    match input {
        Value::Array(items) => Some(items.clone()),
        Value::Hash(hash) => Some(Arc::new(hash.values().cloned().collect())),
        Value::Range(_) => input.items(),
        Value::Object(object) if input.is_hash() => {
            Some(Arc::new(object.pairs().into_iter().map(|(_, value)| value).collect()))
        }
        // Drops are enumerable: they yield their keys.
        Value::Object(_) => input.items(),
        _ => None,
    }
}

/// What an item's property is compared with.
enum Target {
    Nil,
    /// `empty` and `blank`, whose text is empty.
    Nothing,
    Text(String),
}

fn target_of(value: &Value, cx: &Context) -> Target {
    if value.is_nil() {
        Target::Nil
    } else if value.is_nothing() {
        Target::Nothing
    } else {
        Target::Text(cx.to_s(value))
    }
}

fn matches(property: &Value, target: &Target, cx: &Context) -> bool {
    match target {
        Target::Nil => property.is_nil(),
        Target::Nothing => match property.items().filter(|_| property.is_array()) {
            Some(items) => items.iter().all(|item| cx.to_s(item).is_empty()),
            None => cx.to_s(property).is_empty(),
        },
        Target::Text(text) => match property {
            Value::Str(property) => **property == **text,
            Value::Nil => false,
            // Ruby's `Array(time)` takes a time apart.
            Value::Time(_) => false,
            property if property.is_array() || property.is_hash() => {
                property.items().is_some_and(|items| items.iter().any(|item| cx.to_s(item) == *text))
            }
            property => cx.to_s(property) == *text,
        },
    }
}

fn select(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    if !args[0].truthy() || args[1].is_array() || args[1].is_hash() {
        return Ok(input.clone());
    }
    let Some(items) = selectable(input) else { return Ok(input.clone()) };
    let property = cx.to_s(&args[0]);
    let target = target_of(&args[1], cx);
    let find = |cx: &Context| -> Result<Value> {
        let mut found = Vec::new();
        for item in items.iter() {
            if matches(&item_property(item, &property)?, &target, cx) {
                found.push(item.clone());
            }
        }
        Ok(Value::from(found))
    };
    match (cx.register::<Scene>(), input, cacheable(&property)) {
        // Jekyll keeps what it found for the same list, property and value; here it is kept for the whole site.
        (Some(scene), Value::Array(list), true) if list.len() > KEEP_FROM => {
            let wanted = match &target {
                Target::Nil => "\0nil".to_owned(),
                Target::Nothing => "\0nothing".to_owned(),
                Target::Text(text) => text.clone(),
            };
            let key = ("where", Arc::as_ptr(list) as usize, property.clone(), wanted);
            let views = scene.views.clone();
            views.found_or(key, input, || find(cx))
        }
        _ => find(cx),
    }
}

/// From how many items on it pays to keep what was found.
const KEEP_FROM: usize = 8;

/// Whether a property is the same whoever looks: content and output are not.
fn cacheable(property: &str) -> bool {
    !property.split('.').any(|key| matches!(key, "content" | "output" | "excerpt" | "related_posts"))
}

fn find(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    if !args[0].truthy() || args[1].is_array() || args[1].is_hash() {
        return Ok(input.clone());
    }
    let Some(items) = selectable(input) else { return Ok(input.clone()) };
    let property = cx.to_s(&args[0]);
    let target = target_of(&args[1], cx);
    for item in items.iter() {
        if matches(&item_property(item, &property)?, &target, cx) {
            return Ok(item.clone());
        }
    }
    Ok(Value::Nil)
}

fn group_by(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    let Some(items) = groupable(input) else { return Ok(input.clone()) };
    let property = cx.to_s(&args[0]);
    let mut groups = Groups::default();
    for item in items.iter() {
        let name = item_property(item, &property)?;
        groups.add(Value::from(cx.to_s(&name)), item.clone());
    }
    Ok(groups.into_value())
}

/// The items that Ruby's `group_by` would pass: a hash passes its pairs.
pub(super) fn groupable(input: &Value) -> Option<Arc<Vec<Value>>> {
    match input {
        Value::Array(_) | Value::Hash(_) | Value::Range(_) | Value::Object(_) => input.items(),
        _ => None,
    }
}

/// Groups in the order of their first items.
#[derive(Default)]
pub(super) struct Groups {
    positions: Hash,
    groups: Vec<(Value, Vec<Value>)>,
}

impl Groups {
    /// Adds an item to the group of a name.
    pub(super) fn add(&mut self, name: Value, item: Value) {
        let at = match self.positions.get_value(&name).and_then(Value::as_int).and_then(|at| usize::try_from(at).ok()) {
            Some(at) => at,
            None => {
                self.positions.insert(name.clone(), self.groups.len());
                self.groups.push((name, Vec::new()));
                self.groups.len() - 1
            }
        };
        self.groups[at].1.push(item);
    }

    /// Makes the array of hashes that templates get.
    pub(super) fn into_value(self) -> Value {
        Value::array(self.groups.into_iter().map(|(name, items)| {
            let size = Value::from(items.len());
            Value::from_pairs([("name", name), ("items", Value::from(items)), ("size", size)])
        }))
    }
}
