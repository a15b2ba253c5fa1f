//! Objects computed when they are asked for: Liquid's drops, and views on an embedder's data that act as arrays or
//! hashes without being copied.

use super::{InspectStyle, JsonWriter, Value};
use crate::error::Result;
use std::any::Any;
use std::cmp::Ordering;

/// How an [`Object`] behaves where Ruby asks for its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ObjectKind {
    /// Has keys but yields nothing when iterated, as Liquid's own drops (`forloop`).
    Plain,
    /// Yields its keys when iterated, as Jekyll's drops do.
    Keys,
    /// Is a hash: yields pairs, prints as one, equals one.
    Hash,
    /// Is an array of [`Object::len`] elements.
    Array,
}

/// A lazily computed value. Only what differs from the defaults needs to be written.
///
/// ```
/// use hyde_liquid::{Environment, Object, ObjectKind, Value};
/// struct Squares(usize);
/// impl Object for Squares {
///     fn kind(&self) -> ObjectKind {
///         ObjectKind::Array
///     }
///     fn len(&self) -> usize {
///         self.0
///     }
///     fn at(&self, index: usize) -> Option<Value> {
///         (index < self.0).then(|| Value::from(index as i64 * index as i64))
///     }
/// }
/// let globals = Value::from_pairs([("squares", Value::object(Squares(4)))]);
/// let template = Environment::new().parse("a", "{{ squares.size }}: {{ squares | join: ' ' }}")?;
/// assert_eq!(template.render(&globals)?, "4: 0 1 4 9");
/// # Ok::<(), hyde_liquid::Error>(())
/// ```
pub trait Object: Send + Sync + 'static {
    /// Says what the object acts as.
    fn kind(&self) -> ObjectKind {
        ObjectKind::Keys
    }

    /// Gives the value of a key; `None` where Ruby's `key?` is false.
    fn get(&self, key: &str) -> Option<Value> {
        let _ = key;
        None
    }

    /// Gives the value of a key that may be no string.
    fn get_value(&self, key: &Value) -> Option<Value> {
        key.as_str().and_then(|key| self.get(key))
    }

    /// Says whether there is such a key. Worth writing where computing the value is expensive.
    fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Gives the keys in order.
    fn keys(&self) -> Vec<Value> {
        Vec::new()
    }

    /// Gives the number of elements or keys.
    fn len(&self) -> usize {
        self.keys().len()
    }

    /// Says whether there is no element or key.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Gives the element at an index, for objects that act as arrays.
    fn at(&self, index: usize) -> Option<Value> {
        let _ = index;
        None
    }

    /// Gives what the object stands for where all of it is wanted: that is what evaluating an expression gives. For
    /// objects that want to know how much of them is looked at; they are arrays or hashes, and may be seen as such.
    fn whole(&self) -> Option<Value> {
        None
    }

    /// Gives the array that the object stands for to somebody who looks at no more than so many elements from its
    /// beginning. `None` if the object does not tell this from [`Object::whole`].
    fn beginning(&self, count: usize) -> Option<Value> {
        let _ = count;
        None
    }

    /// Gives Ruby's class name. Liquid prints it for a drop that has no text of its own.
    fn class_name(&self) -> &str {
        "Liquid::Drop"
    }

    /// Writes what `{{ object }}` prints. By default arrays and hashes print as Ruby's do, others their class name.
    fn write_to(&self, out: &mut String, style: InspectStyle) {
        match self.kind() {
            ObjectKind::Hash | ObjectKind::Array => self.inspect_to(out, style),
            ObjectKind::Plain | ObjectKind::Keys => out.push_str(self.class_name()),
        }
    }

    /// Writes what Ruby's `inspect` gives.
    fn inspect_to(&self, out: &mut String, style: InspectStyle) {
        super::print::inspect_object(self, out, style);
    }

    /// Gives the pairs in order.
    fn pairs(&self) -> Vec<(Value, Value)> {
        self.keys()
            .into_iter()
            .map(|key| {
                let value = self.get_value(&key).unwrap_or_default();
                (key, value)
            })
            .collect()
    }

    /// Writes what Ruby's `to_json` gives: by default an array, or an object of all keys; a plain object its text.
    fn write_json(&self, json: &mut JsonWriter<'_>) -> Result<()> {
        match self.kind() {
            ObjectKind::Array => json.array((0..self.len()).map(|index| self.at(index).unwrap_or_default())),
            ObjectKind::Hash | ObjectKind::Keys => json.object(self.pairs()),
            ObjectKind::Plain => {
                let mut text = String::new();
                self.write_to(&mut text, InspectStyle::default());
                json.string(&text);
                Ok(())
            }
        }
    }

    /// Says whether a condition takes the object for true.
    fn truthy(&self) -> bool {
        true
    }

    /// Compares with another value as Ruby's `<=>` does; `None` where Ruby gives `nil`.
    fn compare(&self, other: &Value) -> Option<Ordering> {
        let _ = other;
        None
    }

    /// Says whether Ruby's `==` holds with an object that is not the same one. Arrays and hashes compare their
    /// content without asking this.
    fn equals(&self, other: &Value) -> bool {
        let _ = other;
        false
    }

    /// Gives the drop of an object that stands in arrays without one, as Jekyll's documents do: a variable, and the
    /// elements that Liquid's own filters give, are drops, and `contains` tells one from the other. `None` for what is
    /// its own drop.
    fn to_drop(&self) -> Option<Value> {
        None
    }

    /// Gives the object for [`Value::downcast`], if it allows that: `Some(self)`.
    fn as_any(&self) -> Option<&dyn Any> {
        None
    }
}
