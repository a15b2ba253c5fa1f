//! The tree between text and HTML: nodes in one arena, linked by ids.

use crate::attribute_map::Attributes;
use std::collections::HashMap;
use std::num::NonZeroU32;

/// The place of a node in its [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(NonZeroU32);

impl NodeId {
    fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// A part of a tree's text, which [`Tree::text`] gives.
///
/// All text of a document stands in one string, so that a node's text costs no allocation of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Slice {
    from: u32,
    to: u32,
}

impl Slice {
    pub(crate) fn of(self, text: &str) -> &str {
        text.get(self.from as usize..self.to as usize).unwrap_or("")
    }

    /// Whether there is nothing in it.
    pub fn is_empty(self) -> bool {
        self.from == self.to
    }

    /// Appends `text` to `buffer`; gives where it stands.
    pub(crate) fn new(buffer: &mut String, text: &str) -> Self {
        let from = Self::place(buffer.len());
        buffer.push_str(text);
        Self { from, to: Self::place(buffer.len()) }
    }

    /// Appends `more` to what stands here, which moves to the end of `buffer` when it is not there.
    pub(crate) fn push_str(&mut self, buffer: &mut String, more: &str) {
        if self.to as usize != buffer.len() {
            let from = Self::place(buffer.len());
            buffer.extend_from_within(self.from as usize..self.to as usize);
            self.from = from;
        }
        buffer.push_str(more);
        self.to = Self::place(buffer.len());
    }

    fn place(at: usize) -> u32 {
        u32::try_from(at).expect("a document is shorter than 4 GB")
    }
}

/// Whether something stands for itself or within a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// It is a block.
    Block,
    /// It is part of a line.
    Span,
}

/// How the content of an HTML element is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentModel {
    /// As blocks of Markdown.
    Block,
    /// As a line of Markdown.
    Span,
    /// As HTML only.
    Raw,
}

/// How the cells of a table column are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// As the style sheet says.
    Default,
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Centred.
    Center,
}

/// Which of the four quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quote {
    /// `‘`
    LeftSingle,
    /// `’`
    RightSingle,
    /// `“`
    LeftDouble,
    /// `”`
    RightDouble,
}

/// Which typographic symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symbol {
    /// `…`
    Ellipsis,
    /// `—`
    EmDash,
    /// `–`
    EnDash,
    /// `«`
    LeftGuillemet,
    /// `»`
    RightGuillemet,
    /// `«` and a no-break space.
    LeftGuillemetSpace,
    /// A no-break space and `»`.
    RightGuillemetSpace,
}

/// What ended a block without leaving output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// A `^` line.
    Marker,
    /// A link definition.
    LinkDefinition,
    /// An abbreviation definition.
    AbbreviationDefinition,
    /// A footnote definition.
    FootnoteDefinition,
    /// An attribute list definition.
    AttributeDefinition,
    /// Attributes of the block before.
    Attributes,
    /// An extension.
    Extension,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Kind {
    /// The document.
    Root,
    /// Blank lines.
    Blank {
        /// Whether they are no more than one line end.
        empty: bool,
    },
    /// The end of a block; gone once a document is parsed.
    End(Ending),
    /// A paragraph; a transparent one has no `<p>`.
    Paragraph {
        /// Whether its content stands without a tag.
        transparent: bool,
    },
    /// A header.
    Header {
        /// From 1 to 6.
        level: u8,
        /// Its text as written, of which an id is made.
        raw_text: String,
    },
    /// A code block.
    CodeBlock {
        /// The code.
        code: Slice,
        /// The language with its options, as written after a fence.
        lang: Option<String>,
    },
    /// A quotation.
    BlockQuote,
    /// A list.
    List {
        /// Whether it is numbered.
        ordered: bool,
    },
    /// A list item.
    Item,
    /// A definition list.
    DefinitionList,
    /// A term of a definition list.
    Term {
        /// Its text, of which an id can be made.
        raw_text: String,
    },
    /// A definition.
    Definition {
        /// Whether its first paragraph follows a blank line.
        first_as_paragraph: bool,
    },
    /// A thematic break.
    HorizontalRule,
    /// A table.
    Table {
        /// The alignment of its columns.
        alignment: Vec<Alignment>,
    },
    /// The head of a table.
    TableHead,
    /// A body of a table.
    TableBody,
    /// The foot of a table.
    TableFoot,
    /// A table row.
    Row,
    /// A table cell; in the head it is written as `<th>`.
    Cell,
    /// A formula.
    Math {
        /// Its source.
        source: String,
        /// Block or span.
        category: Category,
    },
    /// An HTML element.
    HtmlElement {
        /// Its name.
        name: String,
        /// Block or span.
        category: Category,
        /// How its content was read.
        model: ContentModel,
        /// Whether it was written `<…/>`.
        closed: bool,
    },
    /// An HTML comment, with its marks.
    XmlComment {
        /// The comment.
        text: String,
        /// Block or span.
        category: Category,
    },
    /// A processing instruction, with its marks.
    XmlInstruction {
        /// The instruction.
        text: String,
        /// Block or span.
        category: Category,
    },
    /// A `{::comment}`.
    Comment {
        /// Its text.
        text: String,
        /// Block or span.
        category: Category,
    },
    /// Text written as it is.
    Raw {
        /// The text.
        text: Slice,
        /// Block or span.
        category: Category,
        /// The output formats it is for; all when empty.
        formats: Box<[String]>,
    },
    /// Text whose spans are not parsed yet; gone once a document is parsed.
    RawText(Slice),
    /// Text.
    Text(Slice),
    /// `<em>`.
    Emphasis,
    /// `<strong>`.
    Strong,
    /// A link; its target is among the attributes.
    Link,
    /// An image; its source is among the attributes.
    Image,
    /// A code span.
    CodeSpan(Slice),
    /// A line break.
    LineBreak,
    /// An entity.
    Entity {
        /// The code point it stands for.
        code: u32,
        /// How it was written; empty when it was made.
        original: String,
    },
    /// A quotation mark.
    SmartQuote(Quote),
    /// A typographic symbol.
    Typographic(Symbol),
    /// A reference to a footnote.
    Footnote {
        /// Its name.
        name: String,
        /// The node whose children are its text.
        content: NodeId,
    },
    /// The text of a footnote.
    FootnoteContent,
    /// An abbreviation, whose text [`Tree::abbreviation`] knows.
    Abbreviation {
        /// The name of its definition.
        name: Slice,
        /// How it is written here.
        text: Slice,
    },
}

/// The attributes given by `{: …}`: references to definitions, and attributes.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AttributeList {
    /// Names of attribute list definitions, in order.
    pub refs: Vec<String>,
    /// Attributes in order.
    pub attributes: Attributes,
}

/// One element of the tree.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Its HTML attributes in the order they are written.
    pub attributes: Attributes,
    /// What `{: …}` gave it, references unresolved.
    pub attribute_list: Option<Box<AttributeList>>,
    /// The line of the text where it begins, counted from 1.
    pub line: u32,
    /// The first and the last child.
    ends: Option<(NodeId, NodeId)>,
    before: Option<NodeId>,
    after: Option<NodeId>,
}

/// What an abbreviation stands for.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Abbreviation {
    /// The long form; may be empty.
    pub title: String,
    /// Further attributes.
    pub attributes: Attributes,
}

/// A parsed document's elements.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    nodes: Vec<Node>,
    text: String,
    pub(crate) abbreviations: HashMap<String, Abbreviation>,
}

/// How much a tree holds, to go back to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extent {
    nodes: usize,
    text: usize,
}

impl Tree {
    /// Makes the tree of a text that long, with the root alone.
    pub(crate) fn new(length: usize) -> Self {
        let nodes = Vec::with_capacity(length / 12 + 16);
        let text = String::with_capacity(length + length / 16);
        let mut tree = Self { nodes, text, abbreviations: HashMap::new() };
        tree.add(Kind::Root, 1);
        tree
    }

    /// Gives the document's node.
    pub fn root(&self) -> NodeId {
        NodeId(NonZeroU32::MIN)
    }

    /// Gives the node at `id`.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// Gives the children of `id`, first to last.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(id), |child| self.node(*child).after)
    }

    /// Gives the text of `slice`, which must be of this tree.
    ///
    /// ```
    /// use hyde_kramdown::{Kind, Options, parse};
    /// let document = parse("a *b*", &Options::jekyll());
    /// let tree = document.tree();
    /// let paragraph = tree.children(tree.root()).next().expect("there is a paragraph");
    /// let first = tree.children(paragraph).next().expect("there is text");
    /// assert!(matches!(tree.node(first).kind, Kind::Text(slice) if tree.text(slice) == "a "));
    /// ```
    pub fn text(&self, slice: Slice) -> &str {
        slice.of(&self.text)
    }

    /// Gives what the abbreviation `name` stands for.
    pub fn abbreviation(&self, name: &str) -> Option<&Abbreviation> {
        self.abbreviations.get(name)
    }

    pub(crate) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.index()]
    }

    pub(crate) fn kind(&self, id: NodeId) -> &Kind {
        &self.node(id).kind
    }

    /// How long the HTML will be, roughly.
    pub(crate) fn estimate(&self) -> usize {
        self.text.len() + self.nodes.len() * 16
    }

    /// All text.
    pub(crate) fn all_text(&self) -> &str {
        &self.text
    }

    pub(crate) fn extent(&self) -> Extent {
        Extent { nodes: self.nodes.len(), text: self.text.len() }
    }

    /// Forgets every node and all text added since. Only for what nothing refers to.
    pub(crate) fn truncate(&mut self, extent: Extent) {
        self.nodes.truncate(extent.nodes);
        self.text.truncate(extent.text);
    }

    /// Keeps a text.
    pub(crate) fn slice(&mut self, text: &str) -> Slice {
        Slice::new(&mut self.text, text)
    }

    /// Keeps a part of a text that is there already.
    pub(crate) fn part(slice: Slice, from: usize, to: usize) -> Slice {
        Slice { from: slice.from + Slice::place(from), to: slice.from + Slice::place(to) }
    }

    pub(crate) fn add(&mut self, kind: Kind, line: u32) -> NodeId {
        self.nodes.push(Node {
            kind,
            attributes: Attributes::default(),
            attribute_list: None,
            line,
            ends: None,
            before: None,
            after: None,
        });
        let place = u32::try_from(self.nodes.len()).ok().and_then(NonZeroU32::new);
        NodeId(place.expect("a document has fewer than 2^32 elements"))
    }

    pub(crate) fn append(&mut self, parent: NodeId, kind: Kind, line: u32) -> NodeId {
        let id = self.add(kind, line);
        self.push_child(parent, id);
        id
    }

    pub(crate) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).ends.map(|ends| ends.0)
    }

    pub(crate) fn last_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).ends.map(|ends| ends.1)
    }

    pub(crate) fn before(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).before
    }

    pub(crate) fn after(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).after
    }

    /// The only child of `id`, if it has no more and no less.
    pub(crate) fn only_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).ends.filter(|(first, last)| first == last).map(|ends| ends.0)
    }

    pub(crate) fn has_children(&self, id: NodeId) -> bool {
        self.node(id).ends.is_some()
    }

    /// Makes `child`, which has no parent, the last of `parent`.
    pub(crate) fn push_child(&mut self, parent: NodeId, child: NodeId) {
        let ends = &mut self.nodes[parent.index()].ends;
        let last = ends.map(|ends| ends.1);
        *ends = Some((ends.map_or(child, |ends| ends.0), child));
        if let Some(last) = last {
            self.nodes[last.index()].after = Some(child);
        }
        let node = &mut self.nodes[child.index()];
        (node.before, node.after) = (last, None);
    }

    /// Takes `child` from `parent`.
    pub(crate) fn unlink(&mut self, parent: NodeId, child: NodeId) {
        self.splice(parent, child, None);
    }

    /// Puts the children of `child` in its place.
    pub(crate) fn dissolve(&mut self, parent: NodeId, child: NodeId) {
        let ends = self.node_mut(child).ends.take();
        self.splice(parent, child, ends);
    }

    fn splice(&mut self, parent: NodeId, child: NodeId, ends: Option<(NodeId, NodeId)>) {
        let node = self.node_mut(child);
        let (before, after) = (node.before.take(), node.after.take());
        let first = ends.map(|ends| ends.0).or(after);
        let last = ends.map(|ends| ends.1).or(before);
        if let Some((first, last)) = ends {
            self.node_mut(first).before = before;
            self.node_mut(last).after = after;
        }
        if let Some(before) = before {
            self.node_mut(before).after = first;
        }
        if let Some(after) = after {
            self.node_mut(after).before = last;
        }
        let node = self.node_mut(parent);
        let (old_first, old_last) = node.ends.unwrap_or((child, child));
        let first = if old_first == child { first } else { Some(old_first) };
        let last = if old_last == child { last } else { Some(old_last) };
        node.ends = first.zip(last);
    }

    /// Takes the last child away.
    pub(crate) fn pop_child(&mut self, parent: NodeId) -> Option<NodeId> {
        let last = self.last_child(parent)?;
        self.unlink(parent, last);
        Some(last)
    }

    /// Takes all children away.
    pub(crate) fn take_children(&mut self, id: NodeId) -> Vec<NodeId> {
        let children = self.children(id).collect();
        self.node_mut(id).ends = None;
        children
    }

    /// Gives `id` other children; those it has are left to themselves.
    pub(crate) fn set_children(&mut self, id: NodeId, children: impl IntoIterator<Item = NodeId>) {
        self.node_mut(id).ends = None;
        for child in children {
            self.push_child(id, child);
        }
    }

    /// Appends text to `parent`, joined to its last child when that is text too.
    pub(crate) fn append_text(&mut self, parent: NodeId, text: &str, raw: bool, line: u32) {
        if text.is_empty() {
            return;
        }
        if let Some(last) = self.last_child(parent) {
            match &mut self.nodes[last.index()].kind {
                Kind::Text(slice) if !raw => return slice.push_str(&mut self.text, text),
                Kind::Raw { text: slice, .. } if raw => return slice.push_str(&mut self.text, text),
                _ => {}
            }
        }
        let text = self.slice(text);
        let kind =
            if raw { Kind::Raw { text, category: Category::Span, formats: Box::default() } } else { Kind::Text(text) };
        self.append(parent, kind, line);
    }
}

impl Node {
    /// Gives the value of the attribute `name`.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name)
    }

    pub(crate) fn set_attribute(&mut self, name: &'static str, value: impl Into<String>) {
        self.attributes.set(name, value);
    }

    /// Whether `{: name}` was given.
    pub(crate) fn has_ref(&self, name: &str) -> bool {
        self.attribute_list.as_ref().is_some_and(|list| list.refs.iter().any(|found| found == name))
    }
}
