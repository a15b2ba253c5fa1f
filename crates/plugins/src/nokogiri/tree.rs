//! The tree: nodes in one vector, linked by their numbers.

use std::borrow::Cow;

/// The number of a node in its tree.
pub(crate) type NodeId = usize;

/// The name of an element or an attribute.
pub(crate) type Name = Cow<'static, str>;

/// An attribute with its value, if it has one.
pub(crate) type Attribute = (Name, Option<String>);

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Data {
    /// The document or fragment itself.
    Root,
    /// A document type declaration, as it is written.
    Doctype(String),
    /// An element with its attributes; one without a value has `None`.
    Element(Name, Vec<Attribute>),
    /// Text, decoded.
    Text(String),
    /// A comment.
    Comment(String),
    /// A processing instruction, without its brackets.
    Instruction(String),
}

#[derive(Debug)]
struct Node {
    data: Data,
    parent: Option<NodeId>,
    children: Vec<NodeId>,
}

/// A document or a fragment.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    /// How long the text was that was parsed: about as long as what will be written.
    pub(super) length: usize,
}

impl Tree {
    /// The root of every tree.
    pub(crate) const ROOT: NodeId = 0;

    pub(super) fn new(length: usize) -> Self {
        Self { nodes: vec![Node { data: Data::Root, parent: None, children: Vec::new() }], length }
    }

    pub(crate) fn data(&self, id: NodeId) -> &Data {
        &self.nodes[id].data
    }

    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id].parent
    }

    pub(crate) fn children(&self, id: NodeId) -> &[NodeId] {
        &self.nodes[id].children
    }

    /// The name of an element, or an empty text.
    pub(crate) fn name(&self, id: NodeId) -> &str {
        match &self.nodes[id].data {
            Data::Element(name, _) => name,
            _ => "",
        }
    }

    pub(crate) fn is_element(&self, id: NodeId, name: &str) -> bool {
        self.name(id) == name
    }

    /// The value of an attribute; an attribute without a value has an empty one.
    pub(crate) fn attribute(&self, id: NodeId, key: &str) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Element(_, attributes) => {
                attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_deref().unwrap_or_default())
            }
            _ => None,
        }
    }

    /// Sets or adds an attribute.
    pub(crate) fn set_attribute(&mut self, id: NodeId, key: &str, value: &str) {
        if let Data::Element(_, attributes) = &mut self.nodes[id].data {
            match attributes.iter_mut().find(|(name, _)| name == key) {
                Some((_, old)) => *old = Some(value.to_owned()),
                None => attributes.push((Cow::Owned(key.to_owned()), Some(value.to_owned()))),
            }
        }
    }

    /// Makes a node that is not yet anywhere in the tree.
    pub(crate) fn make(&mut self, data: Data) -> NodeId {
        self.nodes.push(Node { data, parent: None, children: Vec::new() });
        self.nodes.len() - 1
    }

    /// Puts a node at the end of another's children.
    pub(crate) fn append(&mut self, parent: NodeId, child: NodeId) {
        self.nodes[child].parent = Some(parent);
        self.nodes[parent].children.push(child);
    }

    /// Puts a node before all of another's children.
    pub(crate) fn prepend(&mut self, parent: NodeId, child: NodeId) {
        self.nodes[child].parent = Some(parent);
        self.nodes[parent].children.insert(0, child);
    }

    /// Makes the children of a node the only ones of the root; without a node, none are left.
    pub(super) fn keep_children(&mut self, holder: Option<NodeId>) {
        let kept = holder.map(|holder| std::mem::take(&mut self.nodes[holder].children)).unwrap_or_default();
        for &child in &kept {
            self.nodes[child].parent = Some(Self::ROOT);
            if let Data::Element(_, attributes) = &mut self.nodes[child].data {
                // A node that changes its parent gets its prefixed attributes behind the others.
                attributes.sort_by_key(|(name, _)| name.find(':').is_some_and(|at| at > 0));
            }
        }
        self.nodes[Self::ROOT].children = kept;
    }

    /// Adds text to a node, joining it to text that stands last.
    pub(super) fn append_text(&mut self, parent: NodeId, text: &str) {
        let last = self.nodes[parent].children.last().copied();
        if let Some(Data::Text(old)) = last.map(|last| &mut self.nodes[last].data) {
            old.push_str(text);
            return;
        }
        let node = self.make(Data::Text(text.to_owned()));
        self.append(parent, node);
    }

    /// Puts the children of another tree's root in the place of a node.
    pub(crate) fn replace(&mut self, id: NodeId, with: &Tree) {
        let Some(parent) = self.nodes[id].parent else { return };
        let copies: Vec<NodeId> = with.children(Tree::ROOT).iter().map(|&child| self.copy(with, child)).collect();
        for &copy in &copies {
            self.nodes[copy].parent = Some(parent);
        }
        let children = &mut self.nodes[parent].children;
        if let Some(at) = children.iter().position(|&child| child == id) {
            children.splice(at..=at, copies);
        }
        self.nodes[id].parent = None;
    }

    /// Copies a node of another tree with all below it.
    fn copy(&mut self, from: &Tree, id: NodeId) -> NodeId {
        let top = self.make(from.data(id).clone());
        let mut open = vec![(id, top)];
        while let Some((source, target)) = open.pop() {
            for &child in from.children(source) {
                let copy = self.make(from.data(child).clone());
                self.append(target, copy);
                open.push((child, copy));
            }
        }
        top
    }

    /// All nodes below a node, in document order.
    pub(crate) fn descendants(&self, id: NodeId) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut open: Vec<NodeId> = self.children(id).iter().rev().copied().collect();
        while let Some(next) = open.pop() {
            found.push(next);
            open.extend(self.children(next).iter().rev());
        }
        found
    }

    /// The first element of a name, in document order.
    pub(crate) fn first(&self, name: &str) -> Option<NodeId> {
        let mut open: Vec<NodeId> = self.children(Self::ROOT).iter().rev().copied().collect();
        while let Some(next) = open.pop() {
            if self.is_element(next, name) {
                return Some(next);
            }
            open.extend(self.children(next).iter().rev());
        }
        None
    }

    /// The nodes a node lies in, innermost first.
    pub(crate) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(id), |&above| self.parent(above))
    }

    /// The text of a node and all below it.
    pub(crate) fn text(&self, id: NodeId) -> String {
        if let Data::Text(text) = self.data(id) {
            return text.clone();
        }
        let mut out = String::new();
        for below in self.descendants(id) {
            if let Data::Text(text) = self.data(below) {
                out.push_str(text);
            }
        }
        out
    }
}
