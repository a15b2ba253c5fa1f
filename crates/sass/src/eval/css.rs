//! The tree of CSS that evaluation makes.

use crate::extend::SelectorBox;
use crate::selector::SelectorList;
use crate::span::At;
use crate::value::Value;
use std::rc::Rc;

/// A node's number in its [`Tree`].
pub(crate) type NodeId = usize;

/// One media query, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MediaQuery {
    pub(crate) modifier: Option<String>,
    pub(crate) kind: Option<String>,
    /// Whether conditions are joined by `and` rather than `or`.
    pub(crate) conjunction: bool,
    pub(crate) conditions: Vec<String>,
}

/// What a node is.
#[derive(Debug, Clone)]
pub(crate) enum Css {
    Root,
    Rule { selector: SelectorBox, original: Rc<SelectorList>, plain: bool },
    Media(Rc<Vec<MediaQuery>>),
    Supports(Rc<str>),
    AtRule { name: Rc<str>, value: Option<Rc<str>>, childless: bool },
    Keyframe(Rc<Vec<String>>),
    Declaration { name: Rc<str>, name_at: At, value: Value, place: At, value_at: At, custom: bool },
    Comment(Rc<str>),
    Import { url: Rc<str>, modifiers: Option<Rc<str>> },
}

/// A node with its place in the tree.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) css: Css,
    pub(crate) at: At,
    pub(crate) parent: u32,
    pub(crate) index: u32,
    pub(crate) children: Vec<NodeId>,
    pub(crate) group_end: bool,
}

/// All CSS nodes of a compilation, of whatever module.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
}

impl Tree {
    pub(crate) fn add(&mut self, css: Css, at: At) -> NodeId {
        let id = self.nodes.len();
        if id == self.nodes.capacity() {
            // Large nodes are not to be moved again and again.
            self.nodes.reserve((id * 3).max(512));
        }
        self.nodes.push(Node { css, at, parent: id as u32, index: 0, children: Vec::new(), group_end: false });
        id
    }

    pub(crate) fn append(&mut self, parent: NodeId, child: NodeId) {
        let index = self.nodes[parent].children.len() as u32;
        self.nodes[child].parent = parent as u32;
        self.nodes[child].index = index;
        self.nodes[parent].children.push(child);
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id]
    }

    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        let parent = self.nodes[id].parent as NodeId;
        (parent != id).then_some(parent)
    }

    /// Whether something comes after the node in its parent, be it visible or not.
    pub(crate) fn has_following(&self, id: NodeId) -> bool {
        self.parent(id).is_some_and(|parent| self.nodes[id].index as usize + 1 < self.nodes[parent].children.len())
    }

    /// Whether something that can be seen comes after the node in its parent.
    pub(crate) fn has_visible_following(&self, id: NodeId) -> bool {
        self.parent(id).is_some_and(|parent| {
            self.nodes[parent].children[self.nodes[id].index as usize + 1..]
                .iter()
                .rev()
                .any(|node| !self.invisible(*node))
        })
    }

    pub(crate) fn invisible(&self, id: NodeId) -> bool {
        let node = &self.nodes[id];
        match &node.css {
            Css::Rule { selector, .. } => {
                selector.borrow().invisible() || node.children.iter().all(|child| self.invisible(*child))
            }
            Css::Media(_) | Css::Supports(_) | Css::Keyframe(_) => {
                node.children.iter().all(|child| self.invisible(*child))
            }
            _ => false,
        }
    }

    /// A copy of a node with no children.
    pub(crate) fn copy_bare(&mut self, id: NodeId) -> NodeId {
        let (css, at) = (self.nodes[id].css.clone(), self.nodes[id].at);
        self.add(css, at)
    }

    /// Whether two nodes differ in nothing but their children.
    pub(crate) fn same_bare(&self, one: NodeId, two: NodeId) -> bool {
        match (&self.nodes[one].css, &self.nodes[two].css) {
            (Css::Rule { selector: a, .. }, Css::Rule { selector: b, .. }) => {
                Rc::ptr_eq(a, b) || *a.borrow() == *b.borrow()
            }
            (Css::Media(a), Css::Media(b)) => a == b,
            (Css::Supports(a), Css::Supports(b)) => a == b,
            (Css::AtRule { name: a, value: x, childless: m }, Css::AtRule { name: b, value: y, childless: n }) => {
                a == b && x == y && m == n
            }
            (Css::Keyframe(a), Css::Keyframe(b)) => a == b,
            _ => false,
        }
    }
}
