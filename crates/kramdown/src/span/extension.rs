//! Extensions and attribute lists within a line.

use super::Spans;
use crate::attributes;
use crate::block::{Mark, mark, span_body};
use crate::scan;
use crate::tree::{AttributeList, Category, Kind, NodeId};
use crate::unicode::{is_ascii_word, is_space};

impl Spans<'_, '_, '_> {
    pub(super) fn span_extension(&mut self, el: NodeId) -> bool {
        if !Self::occurs(&mut self.facts.last_brace, self.text, b"}", self.pos) {
            return false;
        }
        if let Some(found) = mark(self.text, self.pos, |_| true) {
            return self.span_mark(el, found);
        }
        // The mark of an extension that does not exist is text.
        let name = self.pos + 3;
        let stop = name + self.bytes()[name..].iter().take_while(|b| is_ascii_word(**b)).count();
        let behind = self.byte(stop);
        let marked = match self.byte(self.pos + 2) {
            Some(b':') => behind == Some(b'}') || self.text[stop..].starts_with("/}") || behind.is_some_and(is_space),
            Some(b'/') => behind == Some(b'}'),
            _ => false,
        };
        if stop > name && marked {
            let line = self.current_line();
            self.parser.warn(format!("Invalid extension found on line {line} - ignoring it"), Some(line));
            return false;
        }
        let Some(found) = scan::span_attributes(self.text, self.pos) else { return false };
        let tree = &self.parser.tree;
        let Some(last) = tree.last_child(el).filter(|last| !matches!(tree.kind(*last), Kind::Text(_))) else {
            let line = self.current_line();
            self.parser.warn("Found span IAL after text - ignoring it", Some(line));
            return false;
        };
        let mut list = AttributeList::default();
        if !attributes::parse(found.content, &mut list) {
            let line = self.current_line();
            let message = format!("No or invalid attributes found in IAL/ALD content: {}", found.content);
            self.parser.warn(message, Some(line));
        }
        let parser = &mut *self.parser;
        let mut known = std::mem::take(&mut parser.tree.node_mut(last).attributes);
        attributes::apply(&mut known, &list, &parser.attribute_definitions);
        let node = parser.tree.node_mut(last);
        node.attributes = known;
        attributes::merge(node.attribute_list.get_or_insert_default(), &list);
        self.pos = found.end;
        true
    }

    fn span_mark(&mut self, el: NodeId, found: Mark<'_>) -> bool {
        let line = self.current_line();
        let Mark::Open { name, options, closed, end } = found else {
            let name = match found {
                Mark::Close { name: Some(name) } => format!("for '{name}' "),
                _ => String::new(),
            };
            self.parser
                .warn(format!("Invalid extension stop tag {name} found on line {line} - ignoring it"), Some(line));
            return false;
        };
        let mut body = None;
        let mut after = end;
        if !closed {
            let closes = Self::occurs(&mut self.facts.last_extension_end, self.text, b"{:/", end);
            let Some((inside, stop)) = Some(()).filter(|()| closes).and_then(|()| span_body(self.text, end, name))
            else {
                let message = format!("No stop tag for extension '{name}' found on line {line} - ignoring it");
                self.parser.warn(message, Some(line));
                return false;
            };
            body = Some(inside);
            after = stop;
        }
        self.parser.run_extension(el, name, options, body, Category::Span, line);
        self.pos = after;
        true
    }
}
