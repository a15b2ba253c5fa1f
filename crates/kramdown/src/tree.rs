//! The tree between text and HTML: nodes in one arena, linked by ids.

use crate::attribute_map::Attributes;
use std::collections::HashMap;

/// The place of a node in its [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(crate) u32);

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
        code: String,
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
        text: String,
        /// Block or span.
        category: Category,
        /// The output formats it is for; all when empty.
        formats: Vec<String>,
    },
    /// Text whose spans are not parsed yet; gone once a document is parsed.
    RawText(String),
    /// Text.
    Text(String),
    /// `<em>`.
    Emphasis,
    /// `<strong>`.
    Strong,
    /// A link; its target is among the attributes.
    Link,
    /// An image; its source is among the attributes.
    Image,
    /// A code span.
    CodeSpan(String),
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
        name: String,
        /// How it is written here.
        text: String,
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
    /// Its children in order.
    pub children: Vec<NodeId>,
    /// The line of the text where it begins, counted from 1.
    pub line: u32,
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
    pub(crate) abbreviations: HashMap<String, Abbreviation>,
}

impl Tree {
    pub(crate) fn new(capacity: usize) -> Self {
        let mut tree = Self { nodes: Vec::with_capacity(capacity), abbreviations: HashMap::new() };
        tree.add(Kind::Root, 1);
        tree
    }

    /// Gives the document's node.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// Gives the node at `id`.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// Gives the children of `id`, first to last.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.node(id).children.iter().copied()
    }

    /// Gives what the abbreviation `name` stands for.
    pub fn abbreviation(&self, name: &str) -> Option<&Abbreviation> {
        self.abbreviations.get(name)
    }

    pub(crate) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }

    pub(crate) fn kind(&self, id: NodeId) -> &Kind {
        &self.node(id).kind
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Forgets every node added since the tree had `len` nodes. Only for nodes that nothing refers to.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.nodes.truncate(len);
    }

    pub(crate) fn add(&mut self, kind: Kind, line: u32) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).expect("a document has fewer than 2^32 elements"));
        self.nodes.push(Node {
            kind,
            attributes: Attributes::default(),
            attribute_list: None,
            children: Vec::new(),
            line,
        });
        id
    }

    pub(crate) fn append(&mut self, parent: NodeId, kind: Kind, line: u32) -> NodeId {
        let id = self.add(kind, line);
        self.node_mut(parent).children.push(id);
        id
    }

    pub(crate) fn last_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).children.last().copied()
    }

    /// Appends text to `parent`, joined to its last child when that is text too.
    pub(crate) fn append_text(&mut self, parent: NodeId, text: &str, raw: bool, line: u32) {
        if text.is_empty() {
            return;
        }
        if let Some(last) = self.last_child(parent) {
            match &mut self.node_mut(last).kind {
                Kind::Text(value) if !raw => return value.push_str(text),
                Kind::Raw { text: value, .. } if raw => return value.push_str(text),
                _ => {}
            }
        }
        let kind = if raw {
            Kind::Raw { text: text.into(), category: Category::Span, formats: Vec::new() }
        } else {
            Kind::Text(text.into())
        };
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
