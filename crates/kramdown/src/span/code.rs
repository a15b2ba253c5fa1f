//! Code spans.

use super::Spans;
use crate::tree::{Kind, NodeId};
use crate::unicode::is_space;
use memchr::memmem;

/// The length of the run of backticks at `at`.
pub(super) fn run_length(text: &str, at: usize) -> usize {
    text.as_bytes()[at..].iter().take_while(|b| **b == b'`').count()
}

/// Whether the single backtick at `at` stands between blanks and thus opens nothing.
fn stands_alone(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    (at == 0 || is_space(bytes[at - 1])) && bytes.get(at + 1).is_some_and(|b| is_space(*b))
}

/// The content of a code span with the blanks inside long delimiters taken off.
fn content(text: &str, run: usize) -> &str {
    if run == 1 {
        return text;
    }
    let text = text.strip_prefix(' ').unwrap_or(text);
    text.strip_suffix(' ').unwrap_or(text)
}

/// The content and the end of the code span at `at`.
pub(super) fn span_at(text: &str, at: usize) -> Option<(&str, usize)> {
    let run = run_length(text, at);
    if run == 1 && stands_alone(text, at) {
        return None;
    }
    let from = at + run;
    let stop = from + memmem::find(&text.as_bytes()[from..], &text.as_bytes()[at..from])?;
    Some((content(&text[from..stop], run), stop + run))
}

impl Spans<'_, '_, '_> {
    pub(super) fn code_span(&mut self, el: NodeId) -> bool {
        let at = self.pos;
        let run = run_length(self.text, at);
        // A run that has no partner leaves later runs of its length without one, too.
        let hopeless = self.facts.no_code_end.get(&run).is_some_and(|from| at >= *from);
        let found = if hopeless { None } else { span_at(self.text, at) };
        match found {
            Some((content, end)) => {
                let code = self.parser.tree.slice(content);
                self.add(el, Kind::CodeSpan(code));
                self.pos = end;
            }
            None => {
                if !(run == 1 && stands_alone(self.text, at)) {
                    self.facts.no_code_end.entry(run).and_modify(|from| *from = at.min(*from)).or_insert(at);
                }
                let text = &self.text[at..at + run];
                self.add_text(el, text);
                self.pos = at + run;
            }
        }
        true
    }
}
