//! Definition lists: a paragraph of terms, then definitions behind colons.

use super::list::{Indent, first_line};
use super::{Frame, Parser};
use crate::scan;
use crate::source::Source;
use crate::tree::{Kind, NodeId};

/// A definition being gathered.
struct Draft {
    node: NodeId,
    text: String,
    line: u32,
}

impl Parser<'_> {
    pub(super) fn definition_list(&mut self, source: &mut Source<'_>, frame: &mut Frame) -> bool {
        if scan::definition_marker(source.text, source.pos, 3).is_none() {
            return false;
        }
        let Some((paragraph, mut after_blank)) = self.terms_before(frame.parent) else { return false };
        let line = self.tree.node(paragraph).line;
        let pending = frame.pending.take();
        let list = self.tree.add(Kind::DefinitionList, line);
        self.add_terms(list, paragraph, source.line());
        let own = self.tree.node(paragraph).attribute_list.clone();
        self.tree.node_mut(list).attribute_list = own.or(pending);
        let drafts = self.gather_definitions(source, list, &mut after_blank);
        let blank = self.finish_definitions(drafts);
        self.join_definition_list(frame.parent, list);
        if let Some(blank) = blank {
            self.tree.push_child(frame.parent, blank);
        }
        true
    }

    /// Takes the paragraph of terms from the end of `parent`, with a blank line behind it if there is one; answers
    /// whether there was.
    fn terms_before(&mut self, parent: NodeId) -> Option<(NodeId, bool)> {
        let is_paragraph = |id: &NodeId| matches!(self.tree.kind(*id), Kind::Paragraph { .. });
        let last = self.tree.last_child(parent)?;
        if is_paragraph(&last) {
            self.tree.unlink(parent, last);
            return Some((last, false));
        }
        let before = self.tree.before(last).filter(is_paragraph)?;
        if !matches!(self.tree.kind(last), Kind::Blank { empty: true }) {
            return None;
        }
        self.tree.unlink(parent, last);
        self.tree.unlink(parent, before);
        Some((before, true))
    }

    fn add_terms(&mut self, list: NodeId, paragraph: NodeId, line: u32) {
        let text = match self.tree.first_child(paragraph).map(|id| self.tree.kind(id)) {
            Some(Kind::RawText(text)) => text.of(&self.raw).to_owned(),
            _ => String::new(),
        };
        for term in text.trim_end_matches('\n').split('\n') {
            let node = self.tree.append(list, Kind::Term { raw_text: String::new() }, line);
            let term = self.take_item_attributes(node, term.to_string());
            self.append_raw(node, &term, line);
            self.tree.node_mut(node).kind = Kind::Term { raw_text: term };
        }
    }

    fn gather_definitions(&mut self, source: &mut Source<'_>, list: NodeId, after_blank: &mut bool) -> Vec<Draft> {
        let mut drafts: Vec<Draft> = Vec::new();
        let (mut indent, mut most_blanks, mut last_is_blank) = (Indent(4), 3, false);
        while !source.at_end() {
            let (text, pos) = (source.text, source.pos);
            if let Some(marker) = scan::definition_marker(text, pos, most_blanks) {
                let line = source.line();
                let end = scan::line_end(text, pos);
                let kind = Kind::Definition { first_as_paragraph: *after_blank };
                let node = self.tree.append(list, kind, line);
                let (content, found) = first_line(marker.width, &text[pos + marker.width..end]);
                source.pos = end;
                let content = self.take_item_attributes(node, content);
                drafts.push(Draft { node, text: content, line });
                (indent, most_blanks) = (found, found.next_marker());
                (*after_blank, last_is_blank) = (false, false);
                continue;
            }
            if scan::end_marker(text, pos).is_some() {
                break;
            }
            let Some(draft) = drafts.last_mut() else { break };
            if indent.has_line(text, pos) || (!last_is_blank && indent.has_lazy_line(source, pos)) {
                let end = scan::line_end(text, pos);
                draft.text.push_str(&indent.cut(&text[pos..end]).0);
                source.pos = end;
                (*after_blank, last_is_blank) = (false, false);
            } else if let Some(end) = scan::blank_lines(text, pos) {
                draft.text.push_str(&text[pos..end]);
                source.pos = end;
                (*after_blank, last_is_blank) = (true, true);
            } else {
                break;
            }
        }
        drafts
    }

    fn finish_definitions(&mut self, drafts: Vec<Draft>) -> Option<NodeId> {
        let mut blank = None;
        for draft in drafts {
            self.parse_text(&draft.text, draft.node, draft.line);
            if !self.tree.has_children(draft.node) {
                continue;
            }
            blank = self.take_last_blank(draft.node);
            let Some(first) = self.tree.first_child(draft.node) else { continue };
            let as_paragraph = matches!(self.tree.kind(draft.node), Kind::Definition { first_as_paragraph: true });
            if matches!(self.tree.kind(first), Kind::Paragraph { .. }) && !as_paragraph {
                if self.tree.after(first).is_some() {
                    self.append_line_end(first);
                }
                self.tree.node_mut(first).kind = Kind::Paragraph { transparent: true };
            }
        }
        blank
    }

    /// Joins a definition list to one right before it.
    fn join_definition_list(&mut self, parent: NodeId, list: NodeId) {
        let last = self.tree.last_child(parent);
        let blank = last.filter(|last| matches!(self.tree.kind(*last), Kind::Blank { .. }));
        let before = match blank {
            Some(blank) => self.tree.before(blank),
            None => last,
        };
        let Some(before) = before.filter(|id| matches!(self.tree.kind(*id), Kind::DefinitionList)) else {
            return self.tree.push_child(parent, list);
        };
        if let Some(blank) = blank {
            self.tree.unlink(parent, blank);
        }
        self.tree.push_child(before, list);
        self.tree.dissolve(before, list);
    }
}
