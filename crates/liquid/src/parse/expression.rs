//! Expressions: literals, ranges and variable look-ups.

use super::scan::{self, skip_space};
use crate::context::{self, Context};
use crate::environment::Blank;
use crate::error::{Error, Result};
use crate::number;
use crate::scope::Name;
use crate::value::{ObjectKind, Range, Str, Value};
use std::borrow::Cow;
use std::sync::Arc;

/// How deep ranges in ranges are read.
const DEPTH_LIMIT: usize = 50;

/// A literal, a range or a look-up, ready to be evaluated.
///
/// ```
/// use hyde_liquid::{Context, Environment, Expression, Value};
/// let title = Expression::parse("page.tags[0]");
/// let page = Value::from_pairs([("tags", Value::from(vec!["a"]))]);
/// let mut cx = Context::new(&Environment::new(), Value::from_pairs([("page", page)]));
/// assert_eq!(title.evaluate(&mut cx)?, Value::from("a"));
/// # Ok::<(), hyde_liquid::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Expression(pub(crate) Kind);

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Literal(Value),
    /// `blank`: an empty text, but a question in a comparison.
    Blank,
    /// `empty`, likewise.
    Empty,
    Range(Box<(Expression, Expression)>),
    Lookup(Box<Lookup>),
}

/// A path from a variable to a value within it.
#[derive(Debug, Clone)]
pub(crate) struct Lookup {
    root: Root,
    steps: Vec<Step>,
    /// Whether nothing in the path is computed.
    plain: bool,
}

#[derive(Debug, Clone)]
enum Root {
    Name(Name),
    /// `[expression]`: the name is computed.
    Computed(Expression),
    /// Markup without any name.
    Nothing,
}

#[derive(Debug, Clone)]
enum Step {
    /// `.name`; some names are also questions that values answer.
    Name(Str, Option<Command>),
    /// `[expression]`.
    Index(Expression),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Command {
    Size,
    First,
    Last,
}

impl Expression {
    /// Reads an expression laxly: whatever it is, something comes out; what makes no sense evaluates to `nil`.
    pub fn parse(markup: &str) -> Self {
        Self(parse(markup, DEPTH_LIMIT))
    }

    /// Makes a literal.
    pub fn literal(value: impl Into<Value>) -> Self {
        Self(Kind::Literal(value.into()))
    }

    /// Gives the value if the expression is a literal.
    pub fn as_literal(&self) -> Option<&Value> {
        match &self.0 {
            Kind::Literal(value) => Some(value),
            _ => None,
        }
    }

    /// Evaluates the expression.
    pub fn evaluate(&self, cx: &mut Context) -> Result<Value> {
        self.evaluate_in_part(cx).map(Value::into_whole)
    }

    /// Evaluates the expression for somebody who may not look at all of the value: objects do not yet give what they
    /// stand for ([`Object::whole`]).
    ///
    /// [`Object::whole`]: crate::Object::whole
    pub(crate) fn evaluate_in_part(&self, cx: &mut Context) -> Result<Value> {
        match &self.0 {
            Kind::Literal(value) => Ok(value.clone()),
            Kind::Blank | Kind::Empty => Ok(Value::nothing()),
            Kind::Lookup(lookup) => match lookup.peek(cx) {
                Some(value) => Ok(value.into_owned()),
                None => lookup.evaluate(cx),
            },
            Kind::Range(ends) => {
                let start = ends.0.range_end(cx)?;
                let end = ends.1.range_end(cx)?;
                Ok(Value::Range(Range { start, end }))
            }
        }
    }

    /// Gives the value without cloning it, where that can be done; otherwise [`Expression::evaluate`] must be asked.
    pub(crate) fn peek<'c>(&'c self, cx: &'c Context) -> Option<Cow<'c, Value>> {
        match &self.0 {
            Kind::Literal(value) => Some(Cow::Borrowed(value)),
            // What is borrowed was evaluated before.
            Kind::Lookup(lookup) => match lookup.peek(cx)? {
                Cow::Owned(value) => Some(Cow::Owned(value.into_whole())),
                borrowed => Some(borrowed),
            },
            _ => None,
        }
    }

    /// Says whether the expression is a variable's name and nothing else.
    pub(crate) fn is_name(&self, name: &str) -> bool {
        match &self.0 {
            Kind::Lookup(lookup) => {
                lookup.steps.is_empty() && matches!(&lookup.root, Root::Name(root) if root.text.as_str() == name)
            }
            _ => false,
        }
    }

    /// Evaluates the end of a range: integers, `nil`, and text as far as it is one. `blank` and `empty` are neither.
    fn range_end(&self, cx: &mut Context) -> Result<i64> {
        let wrong = || Error::argument("invalid integer");
        if matches!(self.0, Kind::Blank | Kind::Empty) {
            return Err(wrong());
        }
        match self.evaluate(cx)? {
            Value::Nil => Ok(0),
            Value::Str(text) => Ok(saturated(&number::to_i(&text)).unwrap_or(0)),
            other => saturated(&other).ok_or_else(wrong),
        }
    }

    /// Says whether the expression is looked up or computed, so that Ruby prints its address where it prints a list of
    /// expressions.
    pub(crate) fn is_dynamic(&self) -> bool {
        matches!(self.0, Kind::Lookup(_) | Kind::Range(_))
    }

    /// Reports every name looked up at the top level, `None` for a computed one.
    pub(crate) fn each_name(&self, report: &mut dyn FnMut(Option<&Str>)) {
        match &self.0 {
            Kind::Lookup(lookup) => {
                match &lookup.root {
                    Root::Name(name) => report(Some(&name.text)),
                    Root::Computed(name) => {
                        match &name.0 {
                            Kind::Literal(Value::Str(name)) => report(Some(name)),
                            _ => report(None),
                        }
                        name.each_name(report);
                    }
                    Root::Nothing => {}
                }
                for step in &lookup.steps {
                    if let Step::Index(index) = step {
                        index.each_name(report);
                    }
                }
            }
            Kind::Range(ends) => {
                ends.0.each_name(report);
                ends.1.each_name(report);
            }
            _ => {}
        }
    }
}

fn parse(markup: &str, depth: usize) -> Kind {
    match markup {
        "" | "nil" | "null" => return Kind::Literal(Value::Nil),
        "true" => return Kind::Literal(Value::Bool(true)),
        "false" => return Kind::Literal(Value::Bool(false)),
        "blank" => return Kind::Blank,
        "empty" => return Kind::Empty,
        _ => {}
    }
    let bytes = markup.as_bytes();
    match (bytes[0], bytes[bytes.len() - 1]) {
        (b'\'', b'\'') | (b'"', b'"') if bytes.len() > 1 => {
            return Kind::Literal(Value::from(&markup[1..markup.len() - 1]));
        }
        (b'(', b')') => {
            if let Some((start, end)) = range_ends(&markup[1..markup.len() - 1]) {
                return range(start, end, depth);
            }
        }
        (b'0'..=b'9' | b'-', _) => {
            if let Some(number) = number_literal(markup) {
                return Kind::Literal(number);
            }
        }
        _ => {}
    }
    Kind::Lookup(Box::new(lookup(markup, depth)))
}

/// Cuts `1..n` at its last dots; white space makes it no range.
fn range_ends(inner: &str) -> Option<(&str, &str)> {
    if inner.contains(crate::unicode::is_space) {
        return None;
    }
    let at = inner.rfind("..")?;
    let (start, end) = (&inner[..at], &inner[at + 2..]);
    if !start.is_empty() && !end.is_empty() {
        return Some((start, end));
    }
    // `(1...)`: the last dot belongs to the end.
    let at = at.checked_sub(1)?;
    (inner[at..].starts_with("..") && at > 0 && at + 2 < inner.len()).then(|| (&inner[..at], &inner[at + 2..]))
}

fn range(start: &str, end: &str, depth: usize) -> Kind {
    if depth == 0 {
        return Kind::Literal(Value::Nil);
    }
    let start = parse(start, depth - 1);
    let end = parse(end, depth - 1);
    if let (Kind::Literal(start), Kind::Literal(end)) = (&start, &end) {
        return Kind::Literal(Value::Range(Range { start: literal_end(start), end: literal_end(end) }));
    }
    Kind::Range(Box::new((Expression(start), Expression(end))))
}

/// The end of a range of literals: Ruby's `to_i`.
fn literal_end(value: &Value) -> i64 {
    match value {
        Value::Float(number) => *number as i64,
        Value::Str(text) => saturated(&number::to_i(text)).unwrap_or(0),
        other => saturated(other).unwrap_or(0),
    }
}

/// The integer of 64 bits that is nearest.
fn saturated(value: &Value) -> Option<i64> {
    match value {
        Value::Int(number) => Some(*number),
        Value::BigInt(number) => Some(if **number > Default::default() { i64::MAX } else { i64::MIN }),
        _ => None,
    }
}

fn number_literal(markup: &str) -> Option<Value> {
    let digits = markup.strip_prefix('-').unwrap_or(markup);
    let bytes = digits.as_bytes();
    if !bytes.first()?.is_ascii_digit() || !bytes.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') {
        return None;
    }
    if digits.contains('.') {
        return (digits.len() > 1).then(|| Value::Float(number::to_f(markup)));
    }
    Some(number::to_i(markup))
}

fn lookup(markup: &str, depth: usize) -> Lookup {
    let mut root = None;
    let mut steps = Vec::new();
    let bytes = markup.as_bytes();
    let mut at = 0;
    // Once no `]` is left, looking for one again would make long runs of `[` expensive.
    let mut closable = true;
    while at < bytes.len() {
        if bytes[at] == b'[' && closable {
            match memchr::memchr(b']', &bytes[at + 1..]) {
                Some(length) if length > 0 => {
                    let inner = &markup[at + 1..at + 1 + length];
                    let inner = if depth == 0 { Kind::Literal(Value::Nil) } else { parse(inner, depth - 1) };
                    let inner = Expression(inner);
                    match root {
                        None => root = Some(Root::Computed(inner)),
                        Some(_) => steps.push(Step::Index(inner)),
                    }
                    at += length + 2;
                    continue;
                }
                Some(_) => {}
                None => closable = false,
            }
        }
        let Some(end) = scan::name(markup, at) else {
            at += 1;
            continue;
        };
        let end = if bytes.get(end) == Some(&b'?') { end + 1 } else { end };
        let name = &markup[at..end];
        match root {
            None => root = Some(Root::Name(context::name(name).into())),
            Some(_) => steps.push(Step::Name(context::name(name), Command::named(name))),
        }
        at = end;
    }
    Lookup::new(root.unwrap_or(Root::Nothing), steps)
}

impl Command {
    fn named(name: &str) -> Option<Self> {
        match name {
            "size" => Some(Self::Size),
            "first" => Some(Self::First),
            "last" => Some(Self::Last),
            _ => None,
        }
    }

    /// Asks a value; `None` where it has no such method.
    fn ask(self, value: &Value, blank: Blank) -> Option<Value> {
        match (self, value) {
            (Self::Size, Value::Str(text)) => Some(Value::from(text.chars().count())),
            (Self::Size, Value::Array(items)) => Some(Value::from(items.len())),
            (Self::Size, Value::Hash(hash)) => Some(Value::from(hash.len())),
            (Self::Size, Value::Range(range)) => Some(Value::from(range.len())),
            (Self::Size, Value::Int(_)) => Some(Value::Int(8)),
            (Self::Size, Value::BigInt(number)) => Some(Value::from(number.bits().div_ceil(64) * 8)),
            (Self::Size, Value::Object(object)) if matches!(object.kind(), ObjectKind::Array | ObjectKind::Hash) => {
                Some(Value::from(object.len()))
            }
            (Self::First, Value::Array(items)) => Some(items.first().cloned().unwrap_or_default()),
            (Self::First, Value::Hash(hash)) => {
                Some(hash.get_index(0).map_or(Value::Nil, |(key, value)| Value::array([key.clone(), value.clone()])))
            }
            (Self::First, Value::Range(range)) => Some(Value::Int(range.start)),
            (Self::Last, Value::Array(items)) => Some(items.last().cloned().unwrap_or_default()),
            (Self::Last, Value::Range(range)) => Some(Value::Int(range.end)),
            (Self::First, Value::Object(object)) => match object.kind() {
                ObjectKind::Array => Some(object.at(0).unwrap_or_default()),
                // A drop has no size, but its first element is a pair, though iterating gives its keys alone.
                ObjectKind::Hash | ObjectKind::Keys => {
                    Some(object.pairs().into_iter().next().map_or(Value::Nil, |(k, v)| Value::array([k, v])))
                }
                ObjectKind::Plain => None,
            },
            (Self::Last, Value::Object(object)) if object.kind() == ObjectKind::Array => {
                Some(object.len().checked_sub(1).and_then(|last| object.at(last)).unwrap_or_default())
            }
            // ActiveSupport gives strings `first` and `last`.
            (Self::First, Value::Str(text)) if blank == Blank::ActiveSupport => {
                Some(text.chars().next().map_or(Value::from(""), |c| Value::from(c.to_string())))
            }
            (Self::Last, Value::Str(text)) if blank == Blank::ActiveSupport => {
                Some(text.chars().next_back().map_or(Value::from(""), |c| Value::from(c.to_string())))
            }
            _ => None,
        }
    }
}

impl Lookup {
    fn new(root: Root, steps: Vec<Step>) -> Self {
        let plain = matches!(root, Root::Name(_)) && steps.iter().all(|step| matches!(step, Step::Name(..)));
        Self { root, steps, plain }
    }

    /// Follows a path of names; what is missing is `nil`, unless somebody wants to know.
    fn peek<'c>(&self, cx: &'c Context) -> Option<Cow<'c, Value>> {
        if !self.plain || cx.notes_undefined() {
            return None;
        }
        Some(self.follow(cx).unwrap_or(Cow::Owned(Value::Nil)))
    }

    fn follow<'c>(&self, cx: &'c Context) -> Option<Cow<'c, Value>> {
        let Root::Name(name) = &self.root else { return None };
        let mut value = cx.find(name.wanted())?;
        for step in &self.steps {
            let Step::Name(key, command) = step else { return None };
            value = match value {
                Cow::Borrowed(Value::Hash(hash)) => match hash.get(key) {
                    Some(next) => Cow::Borrowed(next),
                    None => Cow::Owned((*command)?.ask(&value, cx.blank())?),
                },
                whole => Cow::Owned(
                    by_name(&whole, key).or_else(|| command.and_then(|command| command.ask(&whole, cx.blank())))?,
                ),
            };
        }
        Some(value)
    }

    fn evaluate(&self, cx: &mut Context) -> Result<Value> {
        let mut value = match &self.root {
            Root::Name(name) => match cx.find(name.wanted()).map(Cow::into_owned) {
                Some(value) => value,
                None => {
                    cx.note_undefined(|| name.text.to_string(), || name.text.to_string())?;
                    return self.rest_of_nil(0, cx);
                }
            },
            Root::Computed(name) => {
                let name = name.evaluate(cx)?;
                let found = match &name {
                    Value::Str(name) => cx.lookup(name),
                    other => match cx.globals() {
                        Value::Hash(hash) => hash.get_value(other).cloned(),
                        _ => None,
                    },
                };
                match found {
                    Some(value) => value,
                    None => {
                        cx.note_undefined(|| name.to_s(), || format!("[{name}]"))?;
                        return self.rest_of_nil(0, cx);
                    }
                }
            }
            Root::Nothing => return self.rest_of_nil(0, cx),
        };
        for (index, step) in self.steps.iter().enumerate() {
            let next = match step {
                Step::Name(key, command) => {
                    by_name(&value, key).or_else(|| command.and_then(|command| command.ask(&value, cx.blank())))
                }
                Step::Index(key) => {
                    let key = key.evaluate(cx)?;
                    by_key(&value, &key)
                }
            };
            match next {
                Some(next) => value = next,
                None => {
                    let missing = match step {
                        Step::Name(key, _) => Value::Str(key.clone()),
                        Step::Index(key) => key.evaluate(cx)?,
                    };
                    cx.note_undefined(|| missing.to_s(), || self.path(index))?;
                    return Ok(Value::Nil);
                }
            }
        }
        Ok(value)
    }

    /// What follows a variable that is not there: `nil`, whatever is asked of it.
    fn rest_of_nil(&self, from: usize, cx: &mut Context) -> Result<Value> {
        if cx.environment().strict_variables()
            && let Some(Step::Name(key, _)) = self.steps.get(from)
        {
            cx.note_undefined(|| key.to_string(), || self.path(from))?;
        }
        Ok(Value::Nil)
    }

    /// The path as written, up to and with a step.
    fn path(&self, last: usize) -> String {
        let mut path = match &self.root {
            Root::Name(name) => name.text.to_string(),
            _ => "[…]".to_owned(),
        };
        for step in self.steps.iter().take(last + 1) {
            match step {
                Step::Name(name, _) => {
                    path.push('.');
                    path.push_str(name);
                }
                Step::Index(Expression(Kind::Literal(key))) => {
                    path.push_str(&format!("[{}]", key.inspect(crate::value::InspectStyle::Ruby31)));
                }
                Step::Index(_) => path.push_str("[…]"),
            }
        }
        path
    }
}

/// Looks a name up in a value; `None` where Ruby's `key?` is false.
#[inline]
fn by_name(value: &Value, key: &Str) -> Option<Value> {
    match value {
        Value::Hash(hash) => hash.get(key).cloned(),
        Value::Object(object) => match object.kind() {
            ObjectKind::Array => None,
            _ => object.get(key),
        },
        _ => None,
    }
}

/// Looks any key up in a value; `None` where Ruby's `key?` is false and no `fetch` by integer applies.
fn by_key(value: &Value, key: &Value) -> Option<Value> {
    match (value, key) {
        (Value::Array(_), Value::Int(index)) => Some(value.at(*index)),
        (Value::Array(_), _) => None,
        (Value::Hash(hash), Value::Str(key)) => hash.get(key).cloned(),
        (Value::Hash(hash), Value::Int(_)) => Some(hash.get_value(key).cloned().unwrap_or_default()),
        (Value::Hash(hash), _) => hash.get_value(key).cloned(),
        (Value::Object(object), _) if object.kind() == ObjectKind::Array => match key {
            Value::Int(index) => Some(value.at(*index)),
            _ => None,
        },
        (Value::Object(object), Value::Str(key)) => object.get(key),
        (Value::Object(object), _) => object.get_value(key),
        _ => None,
    }
}

/// Reads an expression from the first fragment of a markup, as several lax parsers do.
pub(crate) fn first_fragment(markup: &str) -> Option<(Expression, usize)> {
    let (start, end) = scan::find_fragment(markup, 0)?;
    Some((Expression::parse(&markup[start..end]), skip_space(markup, end)))
}

impl From<Arc<str>> for Expression {
    fn from(name: Arc<str>) -> Self {
        Self(Kind::Lookup(Box::new(Lookup::new(Root::Name(Str::from(name).into()), Vec::new()))))
    }
}

/// Asks a value for its first element, as the filter `first` does.
pub(crate) fn first(value: &Value, cx: &Context) -> Value {
    Command::First.ask(value, cx.blank()).unwrap_or_default()
}

/// Asks a value for its last element.
pub(crate) fn last(value: &Value, cx: &Context) -> Value {
    Command::Last.ask(value, cx.blank()).unwrap_or_default()
}
