//! From events to the tree, as SafeYAML builds it.
//!
//! SafeYAML keeps one pending key for the whole document, not one for each map. That is why a `nil` key is swallowed
//! (the value becomes the key) and why a map written as a key comes apart; both are kept.

use crate::build::Build;
use crate::error::{Error, ErrorKind};
use crate::node::{Position, Yaml};
use crate::scalar::{self, Scalar};
use crate::syntax::{Event, EventKind, Events, Undecodable, usual};
use std::collections::HashMap;
use std::rc::Rc;

/// How deep collections may be nested, those included that aliases stand for.
pub const MAX_DEPTH: usize = 1_000;

/// How many nodes the anchors and aliases of a document may stand for, all together. A long text counts for several.
pub const MAX_ALIASED_NODES: usize = 4_000_000;

/// The bytes of text that count as much as a node.
const BYTES_OF_A_NODE: usize = 64;

pub(crate) fn load<B: Build>(text: &str, builder: B) -> Result<B::Value, Error> {
    if !usual::is_usual(text) {
        return load_decoded(text, None, builder);
    }
    let mut loader = Loader::new(builder);
    usual::read(text, |event| loader.take(event))?;
    loader.finish()
}

pub(crate) fn load_bytes<B: Build>(bytes: &[u8], builder: B) -> Result<B::Value, Error> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        let message = "ASCII incompatible encoding needs binmode".to_owned();
        return Err(Error::new(ErrorKind::Encoding, message, Position::default()));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => load(text, builder),
        Err(error) => {
            let (valid, rest) = bytes.split_at(error.valid_up_to());
            let text = std::str::from_utf8(valid).expect("the bytes up to the first fault are UTF-8");
            load_decoded(text, Some(undecodable(valid.len(), rest)), builder)
        }
    }
}

/// Says what is wrong with bytes that are no UTF-8, as libyaml puts it.
fn undecodable(at: usize, rest: &[u8]) -> Undecodable {
    let fault = |problem| Undecodable { at, offset: at, problem, late: false };
    let width = match rest.first() {
        Some(0..0x80) => 1,
        Some(0xc0..0xe0) => 2,
        Some(0xe0..0xf0) => 3,
        Some(0xf0..0xf8) => 4,
        _ => return fault("invalid leading UTF-8 octet"),
    };
    if rest.len() < width {
        return Undecodable { late: true, ..fault("incomplete UTF-8 octet sequence") };
    }
    if let Some(wrong) = rest[..width].iter().skip(1).position(|octet| octet & 0xc0 != 0x80) {
        return Undecodable { offset: at + 1 + wrong, ..fault("invalid trailing UTF-8 octet") };
    }
    let overlong = match (rest[0], rest[1]) {
        (0xc0 | 0xc1, _) => true,
        (0xe0, second) => second < 0xa0,
        (0xf0, second) => second < 0x90,
        _ => false,
    };
    fault(if overlong { "invalid length of a UTF-8 sequence" } else { "invalid Unicode character" })
}

/// Loads a text that may be the start of a file of which the rest cannot be decoded.
pub(crate) fn load_decoded<B: Build>(
    text: &str,
    undecodable: Option<Undecodable>,
    builder: B,
) -> Result<B::Value, Error> {
    let mut events = Events::new(text, undecodable);
    let mut loader = Loader::new(builder);
    loop {
        let event = events.next()?;
        match event.kind {
            EventKind::DocumentStart => {}
            // Later documents are never read, not even for their errors.
            EventKind::DocumentEnd => return loader.finish(),
            EventKind::StreamEnd => {
                let none = || loader.builder.scalar(Yaml::Bool(false), Position::default());
                return Ok(loader.root.unwrap_or_else(none));
            }
            _ => loader.take(event)?,
        }
    }
}

struct Loader<'a, B: Build> {
    builder: B,
    root: Option<B::Value>,
    open: Vec<Frame<'a, B::Value>>,
    /// The items of all open sequences, the outermost first.
    items: Vec<B::Value>,
    /// The pairs of all open maps, the outermost first.
    pairs: Vec<(B::Value, B::Value)>,
    /// The one pending key.
    key: Option<Key<B::Value>>,
    anchors: HashMap<&'a str, Anchor<B::Value>>,
    /// An alias inside of what it names, told if nothing else is wrong with the document.
    cycle: Option<Error>,
    /// What has been made so far, in nodes.
    weight: usize,
    /// What aliases have copied so far, in nodes.
    aliased: usize,
}

enum Key<V> {
    Done(V),
    /// The collection at this depth, which is still being read.
    Open(usize),
}

enum Anchor<V> {
    /// The collection at this depth, which is still being read.
    Open(usize),
    Done(Rc<Anchored<V>>),
}

/// What an alias stands for.
struct Anchored<V> {
    value: V,
    weight: usize,
    /// How deep collections are nested in it.
    height: usize,
}

/// A collection being read.
struct Frame<'a, V> {
    kind: Kind,
    /// How many items, or pairs, there were when it began.
    from: usize,
    position: Position,
    anchor: Option<&'a str>,
    target: Target<V>,
    /// The loader's weight when it began.
    weight: usize,
    /// How deep collections are nested in it so far, itself included.
    height: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Seq,
    Map,
}

/// What becomes of a collection when it ends.
enum Target<V> {
    Root,
    Item,
    Value(V),
    Key,
    Nothing,
}

impl<'a, B: Build> Loader<'a, B> {
    fn new(builder: B) -> Self {
        Self {
            builder,
            root: None,
            open: Vec::new(),
            items: Vec::new(),
            pairs: Vec::new(),
            key: None,
            anchors: HashMap::new(),
            cycle: None,
            weight: 0,
            aliased: 0,
        }
    }

    /// Gives what the document was made into.
    fn finish(mut self) -> Result<B::Value, Error> {
        let nil = || self.builder.scalar(Yaml::Null, Position::default());
        self.cycle.map_or_else(|| Ok(self.root.unwrap_or_else(nil)), Err)
    }

    fn take(&mut self, event: Event<'a>) -> Result<(), Error> {
        let position = event.position;
        match event.kind {
            EventKind::Scalar { anchor, tag, value, quoted } => {
                let weight = 1 + value.len() / BYTES_OF_A_NODE;
                self.weight += weight;
                let binary = matches!(tag.as_deref(), Some("tag:yaml.org,2002:binary" | "!binary"));
                let scalar = match (binary, quoted) {
                    (true, _) => scalar::binary(&value),
                    (false, true) => Scalar::Text(value),
                    (false, false) => {
                        scalar::resolve(value).map_err(|message| Error::new(ErrorKind::Float, message, position))?
                    }
                };
                let value = match scalar {
                    Scalar::Text(text) if self.awaits_key() => self.builder.key(text, position),
                    Scalar::Text(text) => self.builder.text(text, position),
                    Scalar::Other(value) => self.builder.scalar(value, position),
                };
                // SafeYAML forgets the anchor of binary data.
                if let Some(anchor) = anchor.filter(|_| !binary) {
                    let anchored = Anchored { value: value.clone(), weight, height: 0 };
                    self.anchors.insert(anchor, Anchor::Done(Rc::new(anchored)));
                }
                self.add(value, position)
            }
            EventKind::Alias(name) if self.merges_itself(name) => {
                self.key = None;
                Ok(())
            }
            EventKind::Alias(name) => {
                let value = self.copy(name, position)?;
                self.add(value, position)
            }
            EventKind::SequenceStart { anchor } => self.begin(Kind::Seq, anchor, position),
            EventKind::MappingStart { anchor } => self.begin(Kind::Map, anchor, position),
            EventKind::SequenceEnd | EventKind::MappingEnd => self.end(),
            EventKind::DocumentStart | EventKind::DocumentEnd | EventKind::StreamEnd => Ok(()),
        }
    }

    fn is_in_map(&self) -> bool {
        self.open.last().is_some_and(|frame| frame.kind == Kind::Map)
    }

    /// Says whether what comes next in a map is a key.
    fn awaits_key(&self) -> bool {
        self.key.is_none() && self.is_in_map()
    }

    /// Says whether a map is merged into itself, which changes nothing.
    fn merges_itself(&self, name: &str) -> bool {
        let pending = matches!(&self.key, Some(Key::Done(key)) if is_merge::<B>(key));
        pending
            && self.is_in_map()
            && matches!(self.anchors.get(name), Some(Anchor::Open(at)) if at + 1 == self.open.len())
    }

    /// Gives what an alias stands for: nil for an unknown one.
    fn copy(&mut self, name: &str, position: Position) -> Result<B::Value, Error> {
        match self.anchors.get(name) {
            None => Ok(self.builder.scalar(Yaml::Null, position)),
            Some(Anchor::Open(_)) => {
                self.cycle.get_or_insert_with(|| {
                    let message = format!("the alias *{name} stands inside the collection that it names");
                    Error::new(ErrorKind::Alias, message, position)
                });
                Ok(self.builder.scalar(Yaml::Null, position))
            }
            Some(Anchor::Done(anchored)) => {
                let anchored = Rc::clone(anchored);
                if self.open.len() + anchored.height > MAX_DEPTH {
                    return Err(too_deep(position));
                }
                self.charge(anchored.weight, position)?;
                if let Some(frame) = self.open.last_mut() {
                    frame.height = frame.height.max(anchored.height + 1);
                }
                Ok(self.builder.again(&anchored.value, position))
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
            format!("the anchors and aliases stand for more than {MAX_ALIASED_NODES} values"),
            position,
        ))
    }

    /// Puts a finished scalar or alias where it belongs.
    fn add(&mut self, value: B::Value, position: Position) -> Result<(), Error> {
        match self.open.last().map(|frame| frame.kind) {
            None => self.root = Some(value),
            Some(Kind::Seq) => self.items.push(value),
            Some(Kind::Map) => match self.key.take() {
                None => self.key = (!B::is_nil(&value)).then_some(Key::Done(value)),
                // The key contains this map: only an anchor could make the entry seen.
                Some(Key::Open(at)) => debug_assert!(at < self.open.len()),
                Some(Key::Done(key)) if is_merge::<B>(&key) => match self.builder.entries(value) {
                    Ok(pairs) => self.pairs.extend(pairs),
                    Err(class) => return Err(not_a_map(&class, position)),
                },
                Some(Key::Done(key)) => self.pairs.push((key, value)),
            },
        }
        Ok(())
    }

    fn begin(&mut self, kind: Kind, anchor: Option<&'a str>, position: Position) -> Result<(), Error> {
        let depth = self.open.len();
        if depth >= MAX_DEPTH {
            return Err(too_deep(position));
        }
        let target = match self.open.last().map(|frame| frame.kind) {
            None => Target::Root,
            Some(Kind::Seq) => Target::Item,
            Some(Kind::Map) => match self.key.take() {
                None => {
                    self.key = Some(Key::Open(depth));
                    Target::Key
                }
                Some(Key::Open(_)) => Target::Nothing,
                // SafeYAML merges at once, when the map has no entries yet.
                Some(Key::Done(key)) if is_merge::<B>(&key) => match kind {
                    Kind::Map => Target::Nothing,
                    Kind::Seq => return Err(not_a_map("Array", position)),
                },
                Some(Key::Done(key)) => Target::Value(key),
            },
        };
        if let Some(anchor) = anchor {
            self.anchors.insert(anchor, Anchor::Open(depth));
        }
        let from = if kind == Kind::Seq { self.items.len() } else { self.pairs.len() };
        self.open.push(Frame { kind, from, position, anchor, target, weight: self.weight, height: 1 });
        self.weight += 1;
        Ok(())
    }

    fn end(&mut self) -> Result<(), Error> {
        let Some(frame) = self.open.pop() else { return Ok(()) };
        let depth = self.open.len();
        let value = match frame.kind {
            Kind::Seq => self.builder.sequence(self.items.drain(frame.from..), frame.position),
            Kind::Map => self.builder.map(self.pairs.drain(frame.from..), frame.position),
        };
        if let Some(anchor) = frame.anchor
            && matches!(self.anchors.get(anchor), Some(Anchor::Open(at)) if *at == depth)
        {
            let weight = self.weight - frame.weight;
            self.charge(weight, frame.position)?;
            let anchored = Anchored { value: value.clone(), weight, height: frame.height };
            self.anchors.insert(anchor, Anchor::Done(Rc::new(anchored)));
        }
        if let Some(parent) = self.open.last_mut() {
            parent.height = parent.height.max(frame.height + 1);
        }
        match frame.target {
            Target::Root => self.root = Some(value),
            Target::Item => self.items.push(value),
            Target::Value(key) => self.pairs.push((key, value)),
            Target::Key if matches!(self.key, Some(Key::Open(at)) if at == depth) => {
                self.key = Some(Key::Done(value));
            }
            Target::Key | Target::Nothing => {}
        }
        Ok(())
    }
}

/// `<<` merges, written with quotes or without.
fn is_merge<B: Build>(key: &B::Value) -> bool {
    B::as_text(key) == Some("<<")
}

fn too_deep(position: Position) -> Error {
    let message = format!("stack level too deep: collections are nested in more than {MAX_DEPTH} levels");
    Error::new(ErrorKind::Depth, message, position)
}

/// The error of merging a value that Ruby knows by a name.
fn not_a_map(name: &str, position: Position) -> Error {
    Error::new(ErrorKind::Merge, format!("no implicit conversion of {name} into Hash"), position)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::Nodes;
    use crate::node::Node;

    fn load(text: &str) -> Result<Node, Error> {
        super::load(text, Nodes)
    }

    fn debug(text: &str) -> String {
        fn write(value: &Yaml) -> String {
            match value {
                Yaml::Null => "nil".to_owned(),
                Yaml::Str(text) => text.clone(),
                Yaml::Int(number) => number.to_string(),
                Yaml::Bool(flag) => flag.to_string(),
                Yaml::Seq(items) => {
                    format!("[{}]", items.iter().map(|item| write(&item.value)).collect::<Vec<_>>().join(" "))
                }
                Yaml::Map(map) => {
                    let pairs = map.iter().map(|(key, value)| format!("{}={}", write(&key.value), write(&value.value)));
                    format!("{{{}}}", pairs.collect::<Vec<_>>().join(" "))
                }
                other => format!("{other:?}"),
            }
        }
        load(text).map_or_else(|error| error.to_string(), |node| write(&node.value))
    }

    #[test]
    fn one_pending_key_for_the_whole_document() {
        assert_eq!(debug("~: a"), "{}");
        assert_eq!(debug("null: a\nb: c"), "{a=b}");
        assert_eq!(debug("a: {~: b, c: d}\ne: f"), "{a={b=c} d=e}");
        assert_eq!(debug("~: {a: b}\nc: d"), "{b=c}");
        assert_eq!(debug("? {a: {x: y}, b: 2}\n: c\nd: e"), "{2=c d=e}");
        assert_eq!(debug("{{}: a, b: c}"), "{{}=a b=c}");
        assert_eq!(debug("? [a, {b: c}]\n: d"), "{c=d}");
        assert_eq!(debug("k: {{ site.x }}"), "{k={}}");
    }

    #[test]
    fn merges_in_document_order() {
        assert_eq!(debug("x: &x {a: 1}\nb: {a: 4, z: 1, '<<': *x}"), "{x={a=1} b={a=1 z=1}}");
        assert_eq!(debug("b: {<<: {a: 1}, c: 2}"), "{b={c=2}}");
        assert_eq!(debug("<<: [a]"), "no implicit conversion of Array into Hash");
        assert_eq!(debug("<<: *x"), "no implicit conversion of nil into Hash");
        assert_eq!(debug("a: &x {b: 1, <<: *x}"), "{a={b=1}}");
    }

    #[test]
    fn anchors_and_aliases() {
        assert_eq!(debug("- &a 1\n- &a 2\n- *a\n- *b"), "[1 2 2 nil]");
        assert_eq!(debug("- !binary &a aGk=\n- *a"), "[hi nil]");
        assert_eq!(debug("&a [b, *a]"), "the alias *a stands inside the collection that it names");
        assert!(debug("&a [*a").contains("did not find expected ',' or ']'"));
    }

    #[test]
    fn only_the_first_document() {
        assert_eq!(debug("a: 1\n---\nb: ["), "{a=1}");
        assert_eq!(debug("# c"), "false");
        assert_eq!(debug("---\n# c"), "nil");
        assert_eq!(debug(" a: 1\nb: 2\n"), "{a=1}");
    }

    #[test]
    fn deep_nesting_is_an_error() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(load(&nested(MAX_DEPTH)).is_ok());
        assert_eq!(load(&nested(MAX_DEPTH + 1)).unwrap_err().kind, ErrorKind::Depth);
        let stacked: String =
            (1..50).map(|at| format!("- &a{at} {}*a{}{}\n", "[".repeat(100), at - 1, "]".repeat(100))).collect();
        assert_eq!(load(&stacked).unwrap_err().kind, ErrorKind::Depth);
    }

    #[test]
    fn many_aliases_are_an_error() {
        let laughs: String =
            (1..12).map(|at| format!("- &a{at} [{}]\n", vec![format!("*a{}", at - 1); 10].join(","))).collect();
        assert_eq!(load(&format!("- &a0 x\n{laughs}")).unwrap_err().kind, ErrorKind::Alias);
        let long = format!("- &a {}\n{}", "x".repeat(100_000), "- *a\n".repeat(10_000));
        assert_eq!(load(&long).unwrap_err().kind, ErrorKind::Alias);
    }

    #[test]
    fn positions() {
        let node = load("a: 1\nbé: [x, *y]\n").unwrap();
        let value = node.get("bé").unwrap();
        assert_eq!(value.position, Position { line: 2, column: 5 });
        let items = value.value.as_seq().unwrap();
        assert_eq!(items[1].position, Position { line: 2, column: 9 });
    }

    #[test]
    fn files() {
        let told = |bytes: &[u8]| {
            load_bytes(bytes, Nodes).map_or_else(|error| (error.offset, error.problem), |_| (0, String::new()))
        };
        assert_eq!(told(b"\xef\xbb\xbfa: b"), (0, String::new()));
        assert_eq!(told(b"a: \xff"), (3, "invalid leading UTF-8 octet".to_owned()));
        assert_eq!(told(b"a: \xe2\x82"), (3, "incomplete UTF-8 octet sequence".to_owned()));
        assert_eq!(told(b"a: \xe2\x82a"), (5, "invalid trailing UTF-8 octet".to_owned()));
        assert_eq!(told(b"a: \xc0\x80"), (3, "invalid length of a UTF-8 sequence".to_owned()));
        assert_eq!(told(b"a: \xed\xa0\x80"), (3, "invalid Unicode character".to_owned()));
        assert_eq!(told(b"\xff\xfea\0"), (0, "ASCII incompatible encoding needs binmode".to_owned()));
        // A fault far behind is not met before the error of the grammar.
        let far = [b"}\n".as_slice(), &b"#".repeat(20_000), b"\xff"].concat();
        assert_eq!(told(&far), (0, "did not find expected node content".to_owned()));
    }
}
