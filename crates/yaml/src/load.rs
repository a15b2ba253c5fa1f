//! From events to the tree, as SafeYAML builds it.
//!
//! SafeYAML keeps one pending key for the whole document, not one for each map. That is why a `nil` key is swallowed
//! (the value becomes the key) and why a map written as a key comes apart; both are kept.

use crate::error::{Error, ErrorKind};
use crate::keys::MapBuilder;
use crate::node::{Node, Position, Yaml};
use crate::scalar;
use crate::syntax::{Event, EventKind, Events, Undecodable};
use std::borrow::Cow;
use std::collections::HashMap;

/// How deep collections may be nested.
pub const MAX_DEPTH: usize = 1_000;

/// How many nodes the aliases of a document may stand for, all together. A long text counts for several.
pub const MAX_ALIASED_NODES: usize = 1_000_000;

/// The bytes of text that count as much as a node.
const BYTES_OF_A_NODE: usize = 64;

pub(crate) fn load(text: &str) -> Result<Node, Error> {
    load_decoded(text, None)
}

pub(crate) fn load_bytes(bytes: &[u8]) -> Result<Node, Error> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        let message = "ASCII incompatible encoding needs binmode".to_owned();
        return Err(Error::new(ErrorKind::Encoding, message, Position::default()));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => load(text),
        Err(error) => {
            let (valid, rest) = bytes.split_at(error.valid_up_to());
            let text = std::str::from_utf8(valid).expect("the bytes up to the first fault are UTF-8");
            load_decoded(text, Some(undecodable(valid.len(), rest)))
        }
    }
}

/// Says what is wrong with bytes that are no UTF-8, as libyaml puts it.
fn undecodable(at: usize, rest: &[u8]) -> Undecodable {
    let width = match rest.first() {
        Some(0..0x80) => 1,
        Some(0xc0..0xe0) => 2,
        Some(0xe0..0xf0) => 3,
        Some(0xf0..0xf8) => 4,
        _ => return Undecodable { at, offset: at, problem: "invalid leading UTF-8 octet" },
    };
    if rest.len() < width {
        return Undecodable { at, offset: at, problem: "incomplete UTF-8 octet sequence" };
    }
    if let Some(wrong) = rest[..width].iter().skip(1).position(|octet| octet & 0xc0 != 0x80) {
        return Undecodable { at, offset: at + 1 + wrong, problem: "invalid trailing UTF-8 octet" };
    }
    let overlong = match (rest[0], rest[1]) {
        (0xc0 | 0xc1, _) => true,
        (0xe0, second) => second < 0xa0,
        (0xf0, second) => second < 0x90,
        _ => false,
    };
    let problem = if overlong { "invalid length of a UTF-8 sequence" } else { "invalid Unicode character" };
    Undecodable { at, offset: at, problem }
}

fn load_decoded(text: &str, undecodable: Option<Undecodable>) -> Result<Node, Error> {
    let mut events = Events::new(text, undecodable);
    let mut loader = Loader::default();
    loop {
        let event = events.next()?;
        match event.kind {
            EventKind::DocumentStart => {}
            // Later documents are never read, not even for their errors.
            EventKind::DocumentEnd => return Ok(loader.root.unwrap_or_default()),
            EventKind::StreamEnd => return Ok(loader.root.unwrap_or_else(|| false.into())),
            _ => loader.take(event)?,
        }
    }
}

#[derive(Default)]
struct Loader<'a> {
    root: Option<Node>,
    open: Vec<Frame<'a>>,
    /// The one pending key.
    key: Option<Key>,
    anchors: HashMap<&'a str, Anchor>,
    /// What has been made so far, in nodes.
    weight: usize,
    /// What aliases have copied so far, in nodes.
    aliased: usize,
}

enum Key {
    Done(Node),
    /// The collection at this depth, which is still being read.
    Open(usize),
}

enum Anchor {
    Open(usize),
    Done(Node, usize),
}

/// A collection being read.
struct Frame<'a> {
    content: Content,
    position: Position,
    anchor: Option<&'a str>,
    target: Target,
    /// The loader's weight when it began.
    weight: usize,
}

enum Content {
    Seq(Vec<Node>),
    Map(MapBuilder),
}

/// What becomes of a collection when it ends.
enum Target {
    Root,
    Item,
    Value(Node),
    Key,
    Nothing,
}

impl<'a> Loader<'a> {
    fn take(&mut self, event: Event<'a>) -> Result<(), Error> {
        let position = event.position;
        match event.kind {
            EventKind::Scalar { anchor, tag, value, quoted } => {
                self.weight += 1 + value.len() / BYTES_OF_A_NODE;
                let before = value.len();
                let value = typed(value, tag.as_deref(), quoted)
                    .map_err(|message| Error::new(ErrorKind::Float, message, position))?;
                let node = Node { value, position };
                if let Some(anchor) = anchor {
                    self.anchors.insert(anchor, Anchor::Done(node.clone(), 1 + before / BYTES_OF_A_NODE));
                }
                self.add(node)
            }
            EventKind::Alias(name) => {
                let node = self.copy(name, position)?;
                self.add(node)
            }
            EventKind::SequenceStart { anchor } => self.begin(Content::Seq(Vec::new()), anchor, position),
            EventKind::MappingStart { anchor } => self.begin(Content::Map(MapBuilder::default()), anchor, position),
            EventKind::SequenceEnd | EventKind::MappingEnd => self.end(),
            EventKind::DocumentStart | EventKind::DocumentEnd | EventKind::StreamEnd => Ok(()),
        }
    }

    /// Gives what an alias stands for: nil for an unknown one.
    fn copy(&mut self, name: &str, position: Position) -> Result<Node, Error> {
        match self.anchors.get(name) {
            None => Ok(Node { value: Yaml::Null, position }),
            Some(Anchor::Open(_)) => Err(Error::new(
                ErrorKind::Alias,
                format!("the alias *{name} stands inside the collection that it names"),
                position,
            )),
            Some(Anchor::Done(node, weight)) => {
                let node = node.clone();
                let weight = *weight;
                self.charge(weight, position)?;
                Ok(Node { value: node.value, position })
            }
        }
    }

    fn charge(&mut self, weight: usize, position: Position) -> Result<(), Error> {
        self.weight += weight;
        self.aliased += weight;
        if self.aliased <= MAX_ALIASED_NODES {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Alias,
            format!("the aliases stand for more than {MAX_ALIASED_NODES} values"),
            position,
        ))
    }

    /// Puts a finished scalar or alias where it belongs.
    fn add(&mut self, node: Node) -> Result<(), Error> {
        let depth = self.open.len();
        match self.open.last_mut().map(|frame| &mut frame.content) {
            None => self.root = Some(node),
            Some(Content::Seq(items)) => items.push(node),
            Some(Content::Map(map)) => match self.key.take() {
                None => self.key = (!node.value.is_null()).then_some(Key::Done(node)),
                // The key contains this map: only an anchor could make the entry seen.
                Some(Key::Open(at)) => debug_assert!(at < depth),
                Some(Key::Done(key)) if is_merge(&key) => match node.value {
                    Yaml::Map(other) => map.merge(other),
                    other => return Err(not_a_map(&other, node.position)),
                },
                Some(Key::Done(key)) => map.insert(key, node),
            },
        }
        Ok(())
    }

    fn begin(&mut self, content: Content, anchor: Option<&'a str>, position: Position) -> Result<(), Error> {
        let depth = self.open.len();
        if depth >= MAX_DEPTH {
            let message = format!("stack level too deep: collections are nested in more than {MAX_DEPTH} levels");
            return Err(Error::new(ErrorKind::Depth, message, position));
        }
        let target = match self.open.last().map(|frame| &frame.content) {
            None => Target::Root,
            Some(Content::Seq(_)) => Target::Item,
            Some(Content::Map(_)) => match self.key.take() {
                None => {
                    self.key = Some(Key::Open(depth));
                    Target::Key
                }
                Some(Key::Open(_)) => Target::Nothing,
                // SafeYAML merges at once, when the map has no entries yet.
                Some(Key::Done(key)) if is_merge(&key) => match content {
                    Content::Map(_) => Target::Nothing,
                    Content::Seq(items) => return Err(not_a_map(&Yaml::Seq(items), position)),
                },
                Some(Key::Done(key)) => Target::Value(key),
            },
        };
        if let Some(anchor) = anchor {
            self.anchors.insert(anchor, Anchor::Open(depth));
        }
        self.open.push(Frame { content, position, anchor, target, weight: self.weight });
        self.weight += 1;
        Ok(())
    }

    fn end(&mut self) -> Result<(), Error> {
        let Some(frame) = self.open.pop() else { return Ok(()) };
        let depth = self.open.len();
        let value = match frame.content {
            Content::Seq(items) => Yaml::Seq(items),
            Content::Map(map) => Yaml::Map(map.finish()),
        };
        let node = Node { value, position: frame.position };
        if let Some(anchor) = frame.anchor
            && matches!(self.anchors.get(anchor), Some(Anchor::Open(at)) if *at == depth)
        {
            let weight = self.weight - frame.weight;
            self.charge(weight, frame.position)?;
            self.anchors.insert(anchor, Anchor::Done(node.clone(), weight));
        }
        let parent = self.open.last_mut().map(|frame| &mut frame.content);
        match (frame.target, parent) {
            (Target::Root, _) => self.root = Some(node),
            (Target::Item, Some(Content::Seq(items))) => items.push(node),
            (Target::Value(key), Some(Content::Map(map))) => map.insert(key, node),
            (Target::Key, _) if matches!(self.key, Some(Key::Open(at)) if at == depth) => {
                self.key = Some(Key::Done(node));
            }
            _ => {}
        }
        Ok(())
    }
}

fn typed(value: Cow<'_, str>, tag: Option<&str>, quoted: bool) -> Result<Yaml, String> {
    match tag {
        Some("tag:yaml.org,2002:binary" | "!binary") => Ok(scalar::binary(&value)),
        _ if quoted => Ok(Yaml::Str(value.into_owned())),
        _ => scalar::resolve(value),
    }
}

/// `<<` merges, written with quotes or without.
fn is_merge(key: &Node) -> bool {
    key.as_str() == Some("<<")
}

fn not_a_map(value: &Yaml, position: Position) -> Error {
    let name = match value {
        Yaml::Null => "nil",
        Yaml::Bool(true) => "true",
        Yaml::Bool(false) => "false",
        other => other.ruby_class(),
    };
    Error::new(ErrorKind::Merge, format!("no implicit conversion of {name} into Hash"), position)
}
