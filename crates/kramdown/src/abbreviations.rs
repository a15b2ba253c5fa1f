//! Abbreviations: where their names stand in the text of a tree.

use crate::tree::{ContentModel, Kind, NodeId, Slice, Tree};
use crate::unicode::is_ascii_word;

/// A name with every run of blanks in it as one blank, and how long it is as it is written.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    key: String,
    /// Of names with the same key the longest comes first, then the first in order.
    order: (std::cmp::Reverse<usize>, String),
}

/// The abbreviations of a document, sorted, so that those that begin as the text does stand together.
pub(crate) struct Abbreviations {
    names: Vec<Name>,
    /// Which bytes begin one.
    firsts: [bool; 256],
    /// What looking may still cost. Names made to be nearly there at every place of a long text find no end otherwise.
    fuel: i64,
}

/// The next abbreviation in a text.
struct Found {
    at: usize,
    length: usize,
    name: usize,
}

impl Abbreviations {
    pub(crate) fn new<'n>(names: impl Iterator<Item = &'n String>) -> Self {
        let mut names: Vec<Name> = names.filter(|name| !name.is_empty()).map(|name| Name::new(name)).collect();
        names.sort();
        let mut firsts = [false; 256];
        for name in &names {
            firsts[name.key.as_bytes()[0] as usize] = true;
        }
        // A blank at the beginning stands for any other.
        if firsts[b' ' as usize] {
            (0..=b' ').chain(0xc2..=0xff).for_each(|byte| firsts[byte as usize] = true);
        }
        Self { names, firsts, fuel: 1 << 20 }
    }

    /// Replaces abbreviations in the text below `id`.
    pub(crate) fn replace(&mut self, tree: &mut Tree, id: NodeId) {
        if self.names.is_empty() {
            return;
        }
        let raw = matches!(tree.kind(id), Kind::HtmlElement { model: ContentModel::Raw, .. });
        let old = tree.take_children(id);
        let mut children = Vec::with_capacity(old.len());
        for child in old {
            match *tree.kind(child) {
                Kind::Text(text) if !raw => self.replace_in(tree, child, text, &mut children),
                _ => {
                    self.replace(tree, child);
                    children.push(child);
                }
            }
        }
        tree.set_children(id, children);
    }

    /// Replaces abbreviations in `slice`, which is the text of `node`.
    fn replace_in(&mut self, tree: &mut Tree, node: NodeId, slice: Slice, children: &mut Vec<NodeId>) {
        let text = tree.text(slice).to_owned();
        self.fuel += 64 * i64::try_from(text.len()).unwrap_or(0);
        let line = tree.node(node).line;
        let mut from = 0;
        while let Some(found) = self.next(&text, from) {
            children.push(tree.add(Kind::Text(Tree::part(slice, from, found.at)), line));
            let name = tree.slice(&self.names[found.name].order.1);
            from = found.at + found.length;
            let text = Tree::part(slice, found.at, from);
            children.push(tree.add(Kind::Abbreviation { name, text }, line));
        }
        if from == 0 {
            return children.push(node);
        }
        children.push(tree.add(Kind::Text(Tree::part(slice, from, text.len())), line));
    }

    /// The next abbreviation that stands alone.
    fn next(&mut self, text: &str, from: usize) -> Option<Found> {
        let bytes = text.as_bytes();
        let word = |at: usize| bytes.get(at).is_some_and(|b| is_ascii_word(*b));
        for (at, byte) in bytes.iter().enumerate().skip(from) {
            let begins = self.firsts[*byte as usize] && text.is_char_boundary(at) && (at == from || !word(at - 1));
            if begins && let Some((name, length)) = self.longest(text, at) {
                return Some(Found { at, length, name });
            }
        }
        None
    }

    /// The longest name at `at` that no letter follows, and how much of the text it takes.
    fn longest(&mut self, text: &str, at: usize) -> Option<(usize, usize)> {
        let (mut low, mut high) = (0, self.names.len());
        let mut depth = 0;
        let mut rest = text[at..].chars();
        let mut best: Option<(usize, usize)> = None;
        loop {
            let end = text.len() - rest.as_str().len();
            let whole = self.names[low].key.len() == depth;
            let longer = |best: &(usize, usize)| self.names[low].order.0.0 > self.names[best.0].order.0.0;
            let alone = !text.as_bytes().get(end).is_some_and(|b| is_ascii_word(*b));
            if depth > 0 && whole && alone && best.as_ref().is_none_or(longer) {
                best = Some((low, end - at));
            }
            let Some(mut c) = rest.next().filter(|_| self.fuel > 0) else { return best };
            if c.is_whitespace() {
                let after = rest.as_str().trim_start();
                self.fuel -= i64::try_from(rest.as_str().len() - after.len()).unwrap_or(0);
                rest = after.chars();
                c = ' ';
            }
            let mut encoded = [0; 4];
            for byte in c.encode_utf8(&mut encoded).bytes() {
                let names = &self.names[low..high];
                let next = |name: &Name| name.key.as_bytes().get(depth).copied();
                let first = names.partition_point(|name| next(name) < Some(byte));
                let last = names.partition_point(|name| next(name) <= Some(byte));
                (low, high) = (low + first, low + last);
                depth += 1;
                self.fuel -= 1;
            }
            if low == high {
                return best;
            }
        }
    }
}

impl Name {
    fn new(name: &str) -> Self {
        let mut key = String::with_capacity(name.len());
        let mut in_blank = false;
        for c in name.chars() {
            let blank = c.is_whitespace();
            if !blank {
                key.push(c);
            } else if !in_blank {
                key.push(' ');
            }
            in_blank = blank;
        }
        Self { key, order: (std::cmp::Reverse(name.len()), name.to_string()) }
    }
}
