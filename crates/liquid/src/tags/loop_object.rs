//! What loops are over and what `forloop` and `tablerowloop` tell.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::number;
use crate::parse::Expression;
use crate::value::{InspectStyle, Object, ObjectKind, Str, Value};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The object `forloop`. It is one object for the whole loop, as in Ruby, so an assigned copy counts on.
pub(super) struct ForLoop {
    pub(super) name: Str,
    pub(super) length: usize,
    pub(super) parent: Value,
    pub(super) index: AtomicUsize,
}

impl Object for ForLoop {
    fn kind(&self) -> ObjectKind {
        ObjectKind::Plain
    }

    fn class_name(&self) -> &str {
        "Liquid::ForloopDrop"
    }

    fn get(&self, key: &str) -> Option<Value> {
        let index = self.index.load(Ordering::Relaxed);
        let value = match key {
            "parentloop" => return Some(self.parent.clone()),
            "name" => return Some(Value::Str(self.name.clone())),
            _ => position(key, index, self.length),
        };
        Some(value.unwrap_or_default())
    }
}

/// The object `tablerowloop`.
pub(super) struct TableRowLoop {
    pub(super) length: usize,
    pub(super) columns: usize,
    pub(super) index: AtomicUsize,
}

impl TableRowLoop {
    fn column(&self) -> usize {
        self.index.load(Ordering::Relaxed).checked_rem(self.columns).unwrap_or(0)
    }
}

impl Object for TableRowLoop {
    fn kind(&self) -> ObjectKind {
        ObjectKind::Plain
    }

    fn class_name(&self) -> &str {
        "Liquid::TablerowloopDrop"
    }

    fn get(&self, key: &str) -> Option<Value> {
        let index = self.index.load(Ordering::Relaxed);
        let column = self.column();
        let value = match key {
            "row" => Some(Value::from(index.checked_div(self.columns).unwrap_or(0) + 1)),
            "col" => Some(Value::from(column + 1)),
            "col0" => Some(Value::from(column)),
            "col_first" => Some(Value::from(column == 0)),
            "col_last" => Some(Value::from(column + 1 == self.columns)),
            _ => position(key, index, self.length),
        };
        Some(value.unwrap_or_default())
    }
}

/// What both kinds of loop tell about the position.
fn position(key: &str, index: usize, length: usize) -> Option<Value> {
    let (at, length) = (i64::try_from(index).ok()?, i64::try_from(length).ok()?);
    Some(match key {
        "length" => Value::Int(length),
        "index" => Value::Int(at + 1),
        "index0" => Value::Int(at),
        "rindex" => Value::Int(length - at),
        "rindex0" => Value::Int(length - at - 1),
        "first" => Value::Bool(at == 0),
        "last" => Value::Bool(at == length - 1),
        _ => return None,
    })
}

/// What a loop goes over, without copying it.
pub(super) enum Items {
    Values(std::sync::Arc<Vec<Value>>),
    Numbers(i64),
    Object(std::sync::Arc<dyn Object>),
}

/// A part of a collection, from an index up to another.
pub(super) struct Segment {
    items: Items,
    from: usize,
    pub(super) length: usize,
}

impl Segment {
    /// Takes the part of a collection that `each` would yield between two indexes, of which `from` may be negative. A
    /// string is yielded whole, whatever the indexes; what cannot be iterated yields nothing.
    pub(super) fn new(collection: &Value, from: i64, to: Option<i64>) -> Self {
        let (items, length) = match collection {
            Value::Str(text) => {
                let items = if text.is_empty() { Vec::new() } else { vec![collection.clone()] };
                let length = items.len();
                return Self { items: Items::Values(items.into()), from: 0, length };
            }
            Value::Range(range) => (Items::Numbers(range.start), range.len()),
            Value::Object(object) if object.kind() == ObjectKind::Array => {
                (Items::Object(object.clone()), object.len())
            }
            other => {
                let items = other.items().unwrap_or_default();
                let length = items.len();
                (Items::Values(items), length)
            }
        };
        let clamp = |index: i64| usize::try_from(index).unwrap_or(0).min(length);
        let from = clamp(from);
        let to = to.map_or(length, clamp);
        Self { items, from, length: to.saturating_sub(from) }
    }

    /// Gives the item at an index of the part.
    pub(super) fn at(&self, index: usize) -> Value {
        let index = self.from + index;
        match &self.items {
            Items::Values(items) => items.get(index).cloned().unwrap_or_default(),
            Items::Numbers(start) => Value::from(i128::from(*start) + index as i128),
            Items::Object(object) => object.at(index).unwrap_or_default(),
        }
    }
}

/// Evaluates an attribute and converts it as Ruby's `to_i`; `None` if it is `nil` or `false`.
pub(super) fn integer(expression: &Expression, cx: &mut Context) -> Result<Option<i64>> {
    let value = expression.evaluate(cx)?;
    match &value {
        Value::Nil | Value::Bool(false) => Ok(None),
        _ => to_i(&value).map(Some),
    }
}

/// Ruby's `to_i`, for what has it.
pub(super) fn to_i(value: &Value) -> Result<i64> {
    match value {
        Value::Nil => Ok(0),
        Value::Int(number) => Ok(*number),
        Value::Float(number) if number.is_finite() => Ok(*number as i64),
        Value::Str(text) => Ok(number::to_i(text).as_int().unwrap_or(i64::MAX)),
        Value::BigInt(_) => Ok(i64::MAX),
        Value::Time(time) => Ok(time.unix()),
        other => {
            let (shown, class) = (other.inspect(InspectStyle::Ruby31), other.class_name());
            Err(Error::ruby("NoMethodError", format!("undefined method `to_i' for {shown}:{class}")))
        }
    }
}
