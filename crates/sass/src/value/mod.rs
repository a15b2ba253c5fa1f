//! SassScript values.

pub(crate) mod calculation;
pub(crate) mod color;
pub(crate) mod color_spaces;
mod name;
pub(crate) mod number;
pub(crate) mod operators;
pub(crate) mod units_table;

use crate::eval::callable::{Function, Mixin};
use crate::span::{Fault, Res};
pub(crate) use calculation::{CalcArg, CalcOp, Calculation};
pub(crate) use color::Color;
use indexmap::IndexMap;
pub(crate) use number::{Number, Units};
use std::cell::{Cell, RefCell};
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::rc::Rc;

pub(crate) use name::Name;

/// A quick hash for small keys; nothing here needs one that resists chosen keys beyond what linear probing costs.
#[derive(Default, Clone)]
pub(crate) struct Quick(u64);

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        if rest.is_empty() {
            return;
        }
        // Bytes that are taken twice do no harm.
        let word = match (bytes.last_chunk::<8>(), rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
            (Some(last), ..) => u64::from_le_bytes(*last),
            (None, Some(first), Some(last)) => {
                u64::from(u32::from_le_bytes(*first)) | (u64::from(u32::from_le_bytes(*last)) << 32)
            }
            _ => rest.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte)),
        };
        self.write_u64(word ^ (rest.len() as u64).rotate_right(4));
    }

    fn write_u8(&mut self, value: u8) {
        self.write_u64(u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }

    fn write_isize(&mut self, value: isize) {
        self.write_u64(value as u64);
    }

    fn write_u64(&mut self, value: u64) {
        let product = u128::from(self.0.rotate_left(5) ^ value) * 0x517c_c1b7_2722_0a95_u128;
        // The upper half holds what the last bytes of a word say; tables look at the lowest bits.
        self.0 = (product as u64) ^ ((product >> 64) as u64);
    }
}

/// A map in the order of insertion.
pub(crate) type OrderMap<K, V> = IndexMap<K, V, BuildHasherDefault<Quick>>;
/// A map whose order is not looked at.
pub(crate) type QuickMap<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<Quick>>;
/// A set whose order is not looked at.
pub(crate) type QuickSet<K> = std::collections::HashSet<K, BuildHasherDefault<Quick>>;
/// A Sass map's content.
pub(crate) type Map = OrderMap<Value, Value>;

/// What stands between a list's elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Separator {
    Comma,
    Space,
    Slash,
    Undecided,
}

/// Keyword arguments that a rest parameter caught.
#[derive(Debug, Default)]
pub(crate) struct Keywords {
    pub(crate) map: OrderMap<Name, Value>,
    pub(crate) accessed: Cell<bool>,
}

/// A Sass list.
#[derive(Debug, Clone)]
pub(crate) struct List {
    pub(crate) items: Vec<Value>,
    pub(crate) separator: Separator,
    pub(crate) brackets: bool,
    pub(crate) keywords: Option<Rc<Keywords>>,
}

/// A Sass string.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    pub(crate) text: Rc<str>,
    pub(crate) quoted: bool,
}

/// Any SassScript value.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number(Number),
    String(Text),
    Color(Rc<Color>),
    List(Rc<List>),
    Map(Rc<Map>),
    Calculation(Rc<Calculation>),
    Function(Rc<Function>),
    Mixin(Rc<Mixin>),
}

thread_local! {
    /// Room for texts that are put together.
    static JOINED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Texts one after the other as one.
pub(crate) fn concat(parts: &[&str]) -> Rc<str> {
    JOINED.with_borrow_mut(|joined| {
        joined.clear();
        for part in parts {
            joined.push_str(part);
        }
        joined.as_str().into()
    })
}

impl Value {
    pub(crate) fn number(value: f64) -> Self {
        Self::Number(Number::new(value))
    }

    pub(crate) fn unquoted(text: impl Into<Rc<str>>) -> Self {
        Self::String(Text { text: text.into(), quoted: false })
    }

    pub(crate) fn quoted(text: impl Into<Rc<str>>) -> Self {
        Self::String(Text { text: text.into(), quoted: true })
    }

    pub(crate) fn list(items: Vec<Value>, separator: Separator) -> Self {
        Self::List(Rc::new(List { items, separator, brackets: false, keywords: None }))
    }

    pub(crate) fn bracketed(items: Vec<Value>, separator: Separator) -> Self {
        Self::List(Rc::new(List { items, separator, brackets: true, keywords: None }))
    }

    pub(crate) fn map(map: Map) -> Self {
        Self::Map(Rc::new(map))
    }

    pub(crate) fn truthy(&self) -> bool {
        !matches!(self, Self::Null | Self::Bool(false))
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether CSS shows nothing for it.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Null => true,
            Self::String(text) => !text.quoted && text.text.is_empty(),
            Self::List(list) => !list.brackets && list.items.iter().all(Self::is_blank),
            _ => false,
        }
    }

    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "bool",
            Self::Number(_) => "number",
            Self::String(_) => "string",
            Self::Color(_) => "color",
            Self::List(list) if list.keywords.is_some() => "arglist",
            Self::List(_) => "list",
            Self::Map(_) => "map",
            Self::Calculation(_) => "calculation",
            Self::Function(_) => "function",
            Self::Mixin(_) => "mixin",
        }
    }

    /// The text as `meta.inspect` shows it.
    pub(crate) fn inspect(&self) -> String {
        crate::serialize::inspect(self)
    }

    /// Every value is a list of itself; maps are lists of pairs.
    pub(crate) fn as_list(&self) -> Vec<Value> {
        match self {
            Self::List(list) => list.items.clone(),
            Self::Map(map) => {
                map.iter().map(|(k, v)| Self::list(vec![k.clone(), v.clone()], Separator::Space)).collect()
            }
            other => vec![other.clone()],
        }
    }

    /// One of the values that [`Self::as_list`] gives; there must be one.
    pub(crate) fn item(&self, index: usize) -> Value {
        match self {
            Self::List(list) => list.items[index].clone(),
            Self::Map(map) => match map.get_index(index) {
                Some((key, value)) => Self::list(vec![key.clone(), value.clone()], Separator::Space),
                None => Self::Null,
            },
            other => other.clone(),
        }
    }

    pub(crate) fn list_len(&self) -> usize {
        match self {
            Self::List(list) => list.items.len(),
            Self::Map(map) => map.len(),
            _ => 1,
        }
    }

    pub(crate) fn separator(&self) -> Separator {
        match self {
            Self::List(list) => list.separator,
            Self::Map(map) if !map.is_empty() => Separator::Comma,
            _ => Separator::Undecided,
        }
    }

    pub(crate) fn has_brackets(&self) -> bool {
        matches!(self, Self::List(list) if list.brackets)
    }

    /// A slash-separated number becomes a plain one.
    pub(crate) fn without_slash(self) -> Self {
        match self {
            Self::Number(number) if number.slash().is_some() => Self::Number(number.without_slash()),
            other => other,
        }
    }

    pub(crate) fn as_number(&self, name: &str) -> Res<&Number> {
        match self {
            Self::Number(number) => Ok(number),
            _ => Err(Fault::argument(name, format!("{} is not a number.", self.inspect()))),
        }
    }

    pub(crate) fn as_string(&self, name: &str) -> Res<&Text> {
        match self {
            Self::String(text) => Ok(text),
            _ => Err(Fault::argument(name, format!("{} is not a string.", self.inspect()))),
        }
    }

    pub(crate) fn as_color(&self, name: &str) -> Res<&Rc<Color>> {
        match self {
            Self::Color(color) => Ok(color),
            _ => Err(Fault::argument(name, format!("{} is not a color.", self.inspect()))),
        }
    }

    pub(crate) fn as_map(&self, name: &str) -> Res<Rc<Map>> {
        match self {
            Self::Map(map) => Ok(map.clone()),
            Self::List(list) if list.items.is_empty() => Ok(Rc::new(Map::default())),
            _ => Err(Fault::argument(name, format!("{} is not a map.", self.inspect()))),
        }
    }

    /// A map, or an empty list as a map.
    pub(crate) fn try_map(&self) -> Option<Rc<Map>> {
        self.as_map("").ok()
    }

    /// Whether it is an unquoted `var()`, `calc()` or the like that CSS will put a number in place of.
    pub(crate) fn is_special_number(&self) -> bool {
        match self {
            Self::Calculation(_) => true,
            Self::String(text) if !text.quoted => is_special_number_text(&text.text),
            _ => false,
        }
    }

    /// Whether it is an unquoted text with which CSS may put several arguments in place of one.
    pub(crate) fn is_var(&self) -> bool {
        match self {
            Self::String(text) if !text.quoted => {
                starts_with_function(&text.text, "var")
                    || starts_with_function(&text.text, "attr")
                    || starts_with_function(&text.text, "if")
            }
            _ => false,
        }
    }
}

fn starts_with_function(text: &str, name: &str) -> bool {
    text.len() > name.len()
        && text.as_bytes()[name.len()] == b'('
        && text.as_bytes()[..name.len()].eq_ignore_ascii_case(name.as_bytes())
}

fn is_special_number_text(text: &str) -> bool {
    ["calc", "clamp", "min", "max", "var", "env", "attr", "if"].iter().any(|name| starts_with_function(text, name))
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Number(a), Self::Number(b)) => a.equals(b),
            (Self::String(a), Self::String(b)) => a.text == b.text,
            (Self::Color(a), Self::Color(b)) => a.equals(b),
            (Self::List(a), Self::List(b)) => {
                a.brackets == b.brackets && a.separator == b.separator && a.items == b.items
            }
            (Self::List(list), Self::Map(map)) | (Self::Map(map), Self::List(list)) => {
                list.items.is_empty() && map.is_empty()
            }
            (Self::Map(a), Self::Map(b)) => {
                a.len() == b.len() && a.iter().all(|(key, value)| b.get(key).is_some_and(|other| other == value))
            }
            (Self::Calculation(a), Self::Calculation(b)) => a == b,
            (Self::Function(a), Self::Function(b)) => a.same(b),
            (Self::Mixin(a), Self::Mixin(b)) => a.same(b),
            _ => false,
        }
    }
}

impl Eq for Value {}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Null => state.write_u64(1),
            Self::Bool(value) => state.write_u64(2 + u64::from(*value)),
            Self::Number(number) => state.write_u64(number.hash_key()),
            Self::String(text) => text.text.hash(state),
            Self::Color(_) => state.write_u64(5),
            Self::List(list) => {
                if list.items.is_empty() {
                    state.write_u64(6);
                }
                for item in &list.items {
                    item.hash(state);
                }
            }
            Self::Map(map) => state.write_u64(6 + map.len() as u64),
            Self::Calculation(_) => state.write_u64(8),
            Self::Function(_) => state.write_u64(9),
            Self::Mixin(_) => state.write_u64(10),
        }
    }
}
