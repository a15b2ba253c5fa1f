//! Code blocks: indented and fenced.

use super::{Frame, Parser};
use crate::scan;
use crate::source::Source;
use crate::tree::Kind;
use crate::unicode::is_space;

/// The end of indented code at `pos` with its lazy lines; `pos` when there is none.
pub(super) fn code_end(source: &mut Source<'_>, pos: usize) -> usize {
    let mut end = pos;
    loop {
        let mut at = scan::blank_lines(source.text, end).unwrap_or(end);
        let mut lines = 0;
        while scan::code_indent(source.text, at).is_some() && scan::blank_rest(source.text, at).is_none() {
            at = scan::line_end(source.text, at);
            lines += 1;
        }
        if lines == 0 {
            return end;
        }
        while at < source.text.len() && !lazy_stop(source, at) {
            at = scan::line_end(source.text, at);
        }
        end = at;
    }
}

fn lazy_stop(source: &mut Source<'_>, at: usize) -> bool {
    let first = scan::skip_blanks(source.text, at);
    source.bytes().get(first).is_none_or(|b| is_space(*b)) || source.lazy_end(at)
}

/// Takes the code's indent away and joins lazy lines to the code before them.
fn unindent(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let blanks = line.bytes().take(4).take_while(|b| *b == b' ').count();
        let lazy = blanks < 4 && line.as_bytes().get(blanks).is_some_and(|b| !is_space(*b));
        if lazy && code.ends_with('\n') {
            code.pop();
            code.push(' ');
        }
        let from = if lazy { 0 } else { scan::code_indent(line, 0).unwrap_or(0) };
        code.push_str(&line[from..]);
    }
    code
}

impl Parser<'_> {
    pub(super) fn code_block(&mut self, source: &mut Source<'_>, frame: &mut Frame) {
        let line = source.line();
        let end = code_end(source, source.pos);
        let code = unindent(&source.text[source.pos..end]);
        source.pos = end;
        let code = self.tree.slice(&code);
        self.add_block(frame, Kind::CodeBlock { code, lang: None }, line);
    }

    pub(super) fn fenced_code(&mut self, source: &mut Source<'_>, frame: &mut Frame) -> bool {
        let (text, indent) = (source.text, if self.is_gfm() { 3 } else { 0 });
        let start = scan::skip_indent(text, source.pos, indent);
        let run = scan::fence_length(text, start);
        if run < 3 || (!self.is_gfm() && (start != source.pos || text[start..start + run].contains('`'))) {
            return false;
        }
        // What follows the fence is a language without blanks, or nothing.
        let lang_from = scan::skip_blanks(text, start + run);
        let lang_end =
            text[lang_from..].find(|c: char| c.is_ascii() && is_space(c as u8)).map_or(text.len(), |at| lang_from + at);
        let Some(from) = scan::blank_rest(text, lang_end) else { return false };
        let Some((length, close, end)) = source.fence_close(&text.as_bytes()[start..start + run], from, indent) else {
            return false;
        };
        let lang = if length < run {
            // The rest of an overlong fence begins the language; a blank would have to end it.
            if lang_from > start + run && lang_end > lang_from {
                return false;
            }
            &text[start + length..if lang_end > lang_from { lang_end } else { start + run }]
        } else {
            &text[lang_from..lang_end]
        };
        let line = source.line();
        source.pos = end;
        let code = self.tree.slice(&text[from..close]);
        let kind = Kind::CodeBlock { code, lang: (!lang.is_empty()).then(|| lang.to_string()) };
        let block = self.add_block(frame, kind, line);
        if !lang.is_empty() {
            let first = lang.chars().next().map_or(0, char::len_utf8);
            let name = lang[first..].find('?').map_or(lang, |at| &lang[..first + at]);
            self.tree.node_mut(block).set_attribute("class", format!("language-{name}"));
        }
        true
    }
}
