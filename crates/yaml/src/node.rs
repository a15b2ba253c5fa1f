//! The tree that a document becomes: a [`Node`] is a value with the place it begins at.

use crate::keys::MapBuilder;
use crate::timestamp::civil;
use std::fmt;

/// Where a node begins, counted from 1. Columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl Default for Position {
    fn default() -> Self {
        Self { line: 1, column: 1 }
    }
}

/// A value and where it begins.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Node {
    /// The value.
    pub value: Yaml,
    /// Where it begins in the text.
    pub position: Position,
}

impl Node {
    /// Makes a node from a value and its place.
    pub fn new(value: impl Into<Yaml>, position: Position) -> Self {
        Self { value: value.into(), position }
    }

    /// Gives the value of a string key of a map; `None` where this is no map or has no such key.
    ///
    /// ```
    /// let node = hyde_yaml::parse("title: Hello")?;
    /// assert_eq!(node.get("title").and_then(|title| title.as_str()), Some("Hello"));
    /// assert!(node.get("layout").is_none());
    /// # Ok::<(), hyde_yaml::Error>(())
    /// ```
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.value.as_map().and_then(|map| map.get(key))
    }

    /// Gives the text of a string; `None` for all else.
    pub fn as_str(&self) -> Option<&str> {
        self.value.as_str()
    }
}

impl<T: Into<Yaml>> From<T> for Node {
    /// Makes a node that stands at line 1, column 1.
    fn from(value: T) -> Self {
        Self::new(value, Position::default())
    }
}

/// A value, typed as SafeYAML types it.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub enum Yaml {
    /// Ruby's `nil`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An Integer that fits 64 bits.
    Int(i64),
    /// An Integer that does not fit 64 bits: its decimal digits, after a `-` where it is negative.
    BigInt(String),
    /// A Float, infinite or not a number included.
    Float(f64),
    /// A String.
    Str(String),
    /// The bytes of a `!!binary` scalar that are no UTF-8 text (text becomes a [`Yaml::Str`]).
    Binary(Vec<u8>),
    /// A Date.
    Date(Date),
    /// A Time with the offset it was written with.
    Time(Time),
    /// An Array.
    Seq(Vec<Node>),
    /// A Hash.
    Map(Map),
}

impl Yaml {
    /// Gives the text of a string; `None` for all else.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::Str(text) = self { Some(text) } else { None }
    }

    /// Gives the boolean; `None` for all else.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(flag) = self { Some(*flag) } else { None }
    }

    /// Gives the integer; `None` for all else.
    pub fn as_int(&self) -> Option<i64> {
        if let Self::Int(number) = self { Some(*number) } else { None }
    }

    /// Gives the items of a sequence; `None` for all else.
    pub fn as_seq(&self) -> Option<&[Node]> {
        if let Self::Seq(items) = self { Some(items) } else { None }
    }

    /// Gives the map; `None` for all else.
    pub fn as_map(&self) -> Option<&Map> {
        if let Self::Map(map) = self { Some(map) } else { None }
    }

    /// Says whether this is `nil`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Gives the name of the Ruby class, as messages spell it.
    ///
    /// ```
    /// assert_eq!(hyde_yaml::parse("12")?.value.ruby_class(), "Integer");
    /// # Ok::<(), hyde_yaml::Error>(())
    /// ```
    pub fn ruby_class(&self) -> &'static str {
        match self {
            Self::Null => "NilClass",
            Self::Bool(true) => "TrueClass",
            Self::Bool(false) => "FalseClass",
            Self::Int(_) | Self::BigInt(_) => "Integer",
            Self::Float(_) => "Float",
            Self::Str(_) | Self::Binary(_) => "String",
            Self::Date(_) => "Date",
            Self::Time(_) => "Time",
            Self::Seq(_) => "Array",
            Self::Map(_) => "Hash",
        }
    }
}

impl From<bool> for Yaml {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Yaml {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<f64> for Yaml {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<&str> for Yaml {
    fn from(value: &str) -> Self {
        Self::Str(value.to_owned())
    }
}

impl From<String> for Yaml {
    fn from(value: String) -> Self {
        Self::Str(value)
    }
}

impl From<Vec<Node>> for Yaml {
    fn from(value: Vec<Node>) -> Self {
        Self::Seq(value)
    }
}

impl From<Map> for Yaml {
    fn from(value: Map) -> Self {
        Self::Map(value)
    }
}

/// A day of Ruby's calendar (Julian before 15 October 1582).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, 0 to 9999.
    pub year: i32,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

/// A moment, and the offset from UTC that it is shown with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    /// Seconds since 1970-01-01 00:00:00 UTC.
    pub seconds: i64,
    /// Nanoseconds past the second.
    pub nanos: u32,
    /// Seconds that the local clock is ahead of UTC.
    pub offset: i32,
}

/// An ordered map. Keys are nodes, for they may be of any type; no key occurs twice.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Map {
    entries: Vec<(Node, Node)>,
}

impl Map {
    /// Takes entries whose keys are known to differ.
    pub(crate) fn from_distinct(entries: Vec<(Node, Node)>) -> Self {
        Self { entries }
    }

    /// Gives the value of a string key. The search is linear.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|(name, _)| name.as_str() == Some(key)).map(|(_, value)| value)
    }

    /// Counts the entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Says whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Goes through the entries in order.
    pub fn iter(&self) -> std::slice::Iter<'_, (Node, Node)> {
        self.entries.iter()
    }
}

impl IntoIterator for Map {
    type Item = (Node, Node);
    type IntoIter = std::vec::IntoIter<(Node, Node)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'a> IntoIterator for &'a Map {
    type Item = &'a (Node, Node);
    type IntoIter = std::slice::Iter<'a, (Node, Node)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<(Node, Node)> for Map {
    /// Takes entries in order; a later value replaces the one of an equal key in its place.
    fn from_iter<T: IntoIterator<Item = (Node, Node)>>(entries: T) -> Self {
        let mut map = MapBuilder::default();
        entries.into_iter().for_each(|(key, value)| map.insert(key, value));
        map.finish()
    }
}

impl fmt::Display for Date {
    /// Writes `2020-01-31`, which loads as the same date.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Display for Time {
    /// Writes `2020-01-31 10:00:00.5 +01:00`, which loads as the same time.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.seconds + i64::from(self.offset);
        let (days, clock) = (local.div_euclid(86_400), local.rem_euclid(86_400));
        write!(f, "{} {:02}:{:02}:{:02}", civil(days), clock / 3600, clock / 60 % 60, clock % 60)?;
        if self.nanos > 0 {
            write!(f, ".{}", format!("{:09}", self.nanos).trim_end_matches('0'))?;
        }
        let (sign, offset) = if self.offset < 0 { ('-', -self.offset) } else { ('+', self.offset) };
        write!(f, " {sign}{:02}:{:02}", offset / 3600, offset / 60 % 60)
    }
}
