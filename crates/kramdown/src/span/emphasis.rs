//! Emphasis, strong emphasis, and struck-out text.

use super::{Kinds, Spans, Stop, Within};
use crate::tree::{Category, ContentModel, Kind, NodeId};
use crate::unicode::{is_alnum, is_alpha, is_space};
use memchr::memmem;

impl Spans<'_, '_, '_> {
    pub(super) fn emphasis(&mut self, el: NodeId) -> bool {
        let start = self.pos;
        let mark = self.bytes()[start];
        let double = self.byte(start + 1) == Some(mark);
        let length = if double { 2 } else { 1 };
        let run = &self.text[start..start + length];
        let inside_word = mark == b'_' && self.behind_word();
        let before_space = self.byte(start + length).is_some_and(is_space);
        let taken = if double { self.within.strong } else { self.within.emphasis };
        if inside_word || before_space || taken || self.fuel < 0 {
            self.add_text(el, run);
            self.pos = start + length;
            return true;
        }
        let before = self.parser.warnings.len();
        let mut found = self.attempt(el, start + length, run, double);
        if found.is_none() && double && !self.within.parent_is_emphasis {
            found = self.attempt(el, start + 1, &run[..1], false);
        }
        match found {
            Some(child) => self.parser.tree.push_child(el, child),
            None => {
                self.pos = start + length;
                self.add_text(el, run);
                // kramdown forgets what it has warned of before a failed attempt.
                if before > 0 {
                    self.parser.warnings.drain(..before.min(self.parser.warnings.len()));
                    self.parser.forgotten += 1;
                }
            }
        }
        true
    }

    /// Whether a letter stands before this place, with a dash or underscores in between at most.
    fn behind_word(&mut self) -> bool {
        let bytes = self.bytes();
        let mut start = self.pos;
        while start > 0 && bytes[start - 1] == b'_' {
            start = match self.facts.underscores {
                Some((from, to)) if from < start && start <= to => from,
                _ => start - 1,
            };
        }
        self.facts.underscores = Some((start, self.pos));
        let mut before = self.text[..start].chars().rev();
        match before.next() {
            Some('-') => before.next().is_some_and(is_alpha),
            Some(c) => is_alpha(c),
            None => false,
        }
    }

    /// Tries to parse emphasis whose content begins at `from`; gives the element.
    fn attempt(&mut self, el: NodeId, from: usize, delimiter: &str, strong: bool) -> Option<NodeId> {
        if !self.closer_may_follow(from, delimiter) && !self.may_warn(from) {
            return None;
        }
        let within = Within {
            emphasis: self.within.emphasis || !strong,
            strong: self.within.strong || strong,
            parent_is_emphasis: !strong,
            ..self.within
        };
        let key = (from, delimiter.as_bytes()[0] + u8::try_from(delimiter.len()).unwrap_or(0), within);
        if self.failed_before(key) {
            return None;
        }
        let outer = std::mem::replace(&mut self.within, within);
        let (extent, before) = (self.parser.tree.extent(), self.told());
        let line = self.parser.tree.node(el).line;
        let child = self.parser.tree.add(if strong { Kind::Strong } else { Kind::Emphasis }, line);
        self.pos = from;
        let found = self.run(child, &mut Stop::Delimiter(delimiter), Kinds::All);
        self.within = outer;
        if found {
            self.pos += delimiter.len();
            return Some(child);
        }
        self.parser.tree.truncate(extent);
        self.remember_failure(key, before);
        None
    }

    /// Whether a delimiter here closes the emphasis whose content so far is in `el`.
    pub(super) fn closes_emphasis(&self, el: NodeId, delimiter: &str) -> bool {
        let mark = delimiter.as_bytes()[0];
        let after = self.byte(self.pos + delimiter.len());
        if self.previous_char().is_none_or(|c| c.is_ascii() && is_space(c as u8)) {
            return false;
        }
        if delimiter.len() == 1 && after == Some(mark) && self.byte(self.pos + 2) != Some(mark) {
            return false;
        }
        if mark == b'_' && self.text[self.pos + delimiter.len()..].chars().next().is_some_and(is_alnum) {
            return false;
        }
        self.parser.tree.has_children(el)
    }

    /// Whether the text from `from` on holds a delimiter that no blank precedes.
    fn closer_may_follow(&mut self, from: usize, delimiter: &str) -> bool {
        let double = delimiter.len() == 2;
        let bytes = self.bytes();
        let cache = match (delimiter.as_bytes()[0], double) {
            (b'*', false) => &mut self.facts.last_star,
            (b'*', true) => &mut self.facts.last_star_pair,
            (_, false) => &mut self.facts.last_underscore,
            (_, true) => &mut self.facts.last_underscore_pair,
        };
        let last = *cache.get_or_insert_with(|| {
            let mark = delimiter.as_bytes()[0];
            let is_delimiter = |at: &usize| !double || bytes.get(at + 1) == Some(&mark);
            let mut found = memchr::memrchr_iter(mark, bytes).filter(is_delimiter);
            found.find(|at| *at > 0 && !is_space(bytes[at - 1]))
        });
        last.is_some_and(|last| last > from)
    }

    pub(super) fn strikethrough(&mut self, el: NodeId) -> bool {
        let from = self.pos + 2;
        if self.byte(from).is_none_or(|b| is_space(b) || b == b'~') || self.depth >= super::DEEPEST {
            return false;
        }
        if self.facts.no_strike_from.is_some_and(|known| from >= known) {
            return false;
        }
        let bytes = self.bytes();
        let stop = memmem::find_iter(&bytes[from + 1..], b"~~")
            .map(|at| from + 1 + at)
            .find(|at| !is_space(bytes[at - 1]) && bytes[at - 1] != b'~');
        let Some(stop) = stop else {
            self.facts.no_strike_from = Some(from);
            return false;
        };
        let kind = Kind::HtmlElement {
            name: "del".into(),
            category: Category::Span,
            model: ContentModel::Span,
            closed: false,
        };
        let child = self.add(el, kind);
        let (line, depth) = (self.line_of(from), self.depth + 1);
        self.parser.parse_spans_at_depth(&self.text[from..stop], child, line, depth);
        self.pos = stop + 2;
        true
    }
}
