//! The values that templates see: Ruby's, as far as Liquid can meet them.
//!
//! A [`Value`] is cheap to clone (scalars inline, the rest shared), `Send` and `Sync`.

mod compare;
mod convert;
mod hash;
mod json;
mod object;
mod print;
#[cfg(feature = "serde")]
mod serde;
mod text;

pub use convert::FromValue;
pub use hash::{Hash, Keys};
pub use json::JsonWriter;
pub use object::{Object, ObjectKind};
pub use print::InspectStyle;
pub(crate) use print::write_float;
pub use text::Str;

use crate::time::{Date, Time};
use num_bigint::BigInt;
use std::sync::Arc;

/// The text of `empty` and `blank`, told from other empty texts by where it stands: in a text that nobody else has.
static NOTHING: std::sync::LazyLock<Str> = std::sync::LazyLock::new(|| Str::from("nothing").slice(0..0));

/// A value of a template.
///
/// ```
/// use hyde_liquid::{Hash, Value};
/// let page: Hash = [("title", Value::from("Hi")), ("tags", Value::from(vec!["a", "b"]))].into_iter().collect();
/// let page = Value::from(page);
/// assert_eq!(page.get("title").as_str(), Some("Hi"));
/// assert_eq!(page.to_s(), r#"{"title"=>"Hi", "tags"=>["a", "b"]}"#);
/// ```
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum Value {
    /// Ruby's `nil`.
    #[default]
    Nil,
    /// `true` or `false`.
    Bool(bool),
    /// An integer that fits 64 bits.
    Int(i64),
    /// An integer that does not fit 64 bits.
    BigInt(Arc<BigInt>),
    /// A float.
    Float(f64),
    /// A string.
    Str(Str),
    /// An array.
    Array(Arc<Vec<Value>>),
    /// An ordered hash.
    Hash(Arc<Hash>),
    /// A range of integers, both ends included.
    Range(Range),
    /// A point in time with the offset it is shown in.
    Time(Arc<Time>),
    /// A day of the calendar.
    Date(Date),
    /// A lazily computed object: Liquid's drops and whatever an embedder wants to show.
    Object(Arc<dyn Object>),
}

/// A range of integers, both ends included (`(1..3)`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Range {
    /// The first number.
    pub start: i64,
    /// The last number; a smaller one than `start` makes the range empty.
    pub end: i64,
}

impl Range {
    /// Gives how many numbers the range holds.
    pub fn len(self) -> usize {
        if self.end < self.start {
            return 0;
        }
        usize::try_from(i128::from(self.end) - i128::from(self.start) + 1).unwrap_or(usize::MAX)
    }

    /// Says whether the range holds no number.
    pub fn is_empty(self) -> bool {
        self.end < self.start
    }
}

impl Value {
    /// Makes an array.
    pub fn array(items: impl IntoIterator<Item = Value>) -> Self {
        Self::Array(Arc::new(items.into_iter().collect()))
    }

    /// Gives the value as variables and Liquid's own filters hand it on: where it is an object that stands in arrays
    /// without its drop, that drop ([`Object::to_drop`]).
    #[must_use]
    pub fn to_drop(&self) -> Self {
        match self {
            Self::Object(object) => object.to_drop().unwrap_or_else(|| self.clone()),
            value => value.clone(),
        }
    }

    /// Makes what `empty` and `blank` evaluate to: an empty text, which [`Value::is_nothing`] tells from others.
    pub(crate) fn nothing() -> Self {
        Self::Str(NOTHING.clone())
    }

    /// Says whether the value is what `empty` or `blank` evaluates to, by itself or passed to a filter.
    ///
    /// ```
    /// use hyde_liquid::{Context, Environment, Value};
    /// let mut cx = Context::new(&Environment::new(), Value::Nil);
    /// assert!(cx.evaluate("empty")?.is_nothing() && !cx.evaluate("''")?.is_nothing());
    /// # Ok::<(), hyde_liquid::Error>(())
    /// ```
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Str(text) if text.is_same(&NOTHING))
    }

    /// Makes an object value.
    pub fn object(object: impl Object + 'static) -> Self {
        Self::Object(Arc::new(object))
    }

    /// Says whether the value is `nil`.
    pub fn is_nil(&self) -> bool {
        matches!(self, Self::Nil)
    }

    /// Says whether a condition takes the value for true: all but `nil` and `false` are.
    pub fn truthy(&self) -> bool {
        match self {
            Self::Nil => false,
            Self::Bool(value) => *value,
            Self::Object(object) => object.truthy(),
            _ => true,
        }
    }

    /// Gives the text if the value is a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Str(text) => Some(text),
            _ => None,
        }
    }

    /// Gives the number if the value is an integer of 64 bits.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// Gives the hash if the value is one (objects that act as hashes are not).
    pub fn as_hash(&self) -> Option<&Arc<Hash>> {
        match self {
            Self::Hash(hash) => Some(hash),
            _ => None,
        }
    }

    /// Gives the items if the value is an array (objects that act as arrays are not; see [`Value::items`]).
    pub fn as_array(&self) -> Option<&Arc<Vec<Value>>> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// Gives the object if the value is one.
    pub fn as_object(&self) -> Option<&Arc<dyn Object>> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Gives the object if the value is one of type `T`.
    pub fn downcast<T: Object + 'static>(&self) -> Option<&T> {
        match self {
            Self::Object(object) => object.as_any()?.downcast_ref(),
            _ => None,
        }
    }

    /// Says whether Ruby's `is_a?(Array)` holds.
    pub fn is_array(&self) -> bool {
        match self {
            Self::Array(_) => true,
            Self::Object(object) => object.kind() == ObjectKind::Array,
            _ => false,
        }
    }

    /// Says whether Ruby's `is_a?(Hash)` holds.
    pub fn is_hash(&self) -> bool {
        match self {
            Self::Hash(_) => true,
            Self::Object(object) => object.kind() == ObjectKind::Hash,
            _ => false,
        }
    }

    /// Looks a key up in a hash or object; `nil` when there is none or the value has no keys.
    pub fn get(&self, key: &str) -> Value {
        match self {
            Self::Hash(hash) => hash.get(key).cloned().unwrap_or_default(),
            Self::Object(object) => object.get(key).unwrap_or_default().into_whole(),
            _ => Self::Nil,
        }
    }

    /// Gives what an object stands for ([`Object::whole`]); other values stand for themselves.
    pub(crate) fn into_whole(self) -> Self {
        match &self {
            Self::Object(object) => object.whole().unwrap_or(self),
            _ => self,
        }
    }

    /// The same for somebody who looks at no more than so many elements from the beginning, if that is known.
    pub(crate) fn into_beginning(self, count: Option<usize>) -> Self {
        match (&self, count) {
            (Self::Object(object), Some(count)) => object.beginning(count).unwrap_or_else(|| self.into_whole()),
            _ => self.into_whole(),
        }
    }

    /// Gives the element at an index of an array, counted from the end if negative.
    pub fn at(&self, index: i64) -> Value {
        let resolve = |len: usize| {
            let index = if index < 0 { index.checked_add_unsigned(len as u64)? } else { index };
            usize::try_from(index).ok().filter(|index| *index < len)
        };
        match self {
            Self::Array(items) => resolve(items.len()).map(|index| items[index].clone()).unwrap_or_default(),
            Self::Object(object) if object.kind() == ObjectKind::Array => {
                // Where it need not be asked how many there are, nobody is asked.
                let index = usize::try_from(index).ok().or_else(|| resolve(object.len()));
                index.and_then(|index| object.at(index)).unwrap_or_default()
            }
            _ => Self::Nil,
        }
    }

    /// Gives the elements that Ruby's `each` would yield: of an array the items, of a hash its pairs as arrays, of
    /// a range its numbers, of a drop its keys. `None` for what cannot be iterated.
    pub fn items(&self) -> Option<Arc<Vec<Value>>> {
        match self {
            Self::Array(items) => Some(items.clone()),
            Self::Hash(hash) => {
                Some(Arc::new(hash.iter().map(|(key, value)| Self::array([key.clone(), value.clone()])).collect()))
            }
            Self::Range(range) => Some(Arc::new((range.start..=range.end).map(Self::Int).collect())),
            Self::Object(object) => match object.kind() {
                ObjectKind::Plain => None,
                ObjectKind::Keys => Some(Arc::new(object.keys())),
                ObjectKind::Array => {
                    Some(Arc::new((0..object.len()).map(|index| object.at(index).unwrap_or_default()).collect()))
                }
                ObjectKind::Hash => Some(Arc::new(
                    object
                        .keys()
                        .into_iter()
                        .map(|key| {
                            let value = object.get_value(&key).unwrap_or_default();
                            Self::array([key, value])
                        })
                        .collect(),
                )),
            },
            _ => None,
        }
    }

    /// Gives Ruby's class name, as error texts show it.
    pub fn class_name(&self) -> &str {
        match self {
            Self::Nil => "NilClass",
            Self::Bool(true) => "TrueClass",
            Self::Bool(false) => "FalseClass",
            Self::Int(_) | Self::BigInt(_) => "Integer",
            Self::Float(_) => "Float",
            Self::Str(_) => "String",
            Self::Array(_) => "Array",
            Self::Hash(_) => "Hash",
            Self::Range(_) => "Range",
            Self::Time(_) => "Time",
            Self::Date(_) => "Date",
            Self::Object(object) => object.class_name(),
        }
    }
}
