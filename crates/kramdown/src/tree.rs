//! The tree between text and HTML: nodes in one arena, linked by ids.

/// The place of a node in its [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Kind {
    /// The document.
    Root,
}

/// One element of the tree.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Its HTML attributes in the order they are written.
    pub attributes: Vec<(String, String)>,
    /// The line of the text where it begins, counted from 1.
    pub line: usize,
    first: Option<NodeId>,
    next: Option<NodeId>,
}

/// A parsed document's elements.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    pub(crate) fn new() -> Self {
        Self { nodes: vec![Node { kind: Kind::Root, attributes: Vec::new(), line: 1, first: None, next: None }] }
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
        std::iter::successors(self.node(id).first, |child| self.node(*child).next)
    }
}
