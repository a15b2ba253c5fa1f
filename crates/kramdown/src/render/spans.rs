//! Spans as HTML.

use super::escape::{self, Escape, escape};
use super::{FootnoteUse, Html};
use crate::options::{EntityOutput, Options};
use crate::tree::{Kind, Node, NodeId, Quote, Symbol};

impl Html<'_> {
    pub(super) fn text(&mut self, text: &str) {
        if self.options.remove_line_breaks_for_cjk && text.contains('\n') {
            let joined = without_cjk_breaks(text);
            escape(&mut self.out, &joined, Escape::Text);
        } else {
            escape(&mut self.out, text, Escape::Text);
        }
    }

    pub(super) fn span(&mut self, id: NodeId, node: &Node, indent: usize) {
        match &node.kind {
            Kind::Emphasis => self.span_element("em", id, indent),
            Kind::Strong => self.span_element("strong", id, indent),
            Kind::Link if self.in_toc => self.inner(id, indent),
            Kind::Link => self.span_element("a", id, indent),
            Kind::Image => {
                self.out.push_str("<img");
                escape::attributes(&mut self.out, &node.attributes);
                self.out.push_str(" />");
            }
            Kind::CodeSpan(code) => self.code_span(node, self.tree.text(*code)),
            Kind::LineBreak => self.out.push_str("<br />"),
            Kind::Entity { code, original } => {
                escape::entity(&mut self.out, *code, original, self.options.entity_output);
            }
            Kind::SmartQuote(quote) => self.quote(*quote),
            Kind::Typographic(symbol) => self.symbol(*symbol),
            Kind::Footnote { name, content } if !self.in_toc => self.footnote(name, *content),
            Kind::Abbreviation { name, text } => {
                self.abbreviation(self.tree.text(*name), self.tree.text(*text));
            }
            _ => {}
        }
    }

    fn span_element(&mut self, name: &str, id: NodeId, indent: usize) {
        self.open(name, &self.get(id).attributes);
        self.inner(id, indent);
        self.close(name);
    }

    fn quote(&mut self, quote: Quote) {
        let index = match quote {
            Quote::LeftSingle => 0,
            Quote::RightSingle => 1,
            Quote::LeftDouble => 2,
            Quote::RightDouble => 3,
        };
        let options = self.options;
        let text = self.quotes[index].get_or_insert_with(|| written_quote(&options.smart_quotes[index], options));
        self.out.push_str(text);
    }

    fn symbol(&mut self, symbol: Symbol) {
        let (name, codes): (&str, &[u32]) = match symbol {
            Symbol::Ellipsis => ("hellip", &[0x2026]),
            Symbol::EmDash => ("mdash", &[0x2014]),
            Symbol::EnDash => ("ndash", &[0x2013]),
            Symbol::LeftGuillemet => ("laquo", &[0xab]),
            Symbol::RightGuillemet => ("raquo", &[0xbb]),
            Symbol::LeftGuillemetSpace => ("laquo_space", &[0xab, 0xa0]),
            Symbol::RightGuillemetSpace => ("raquo_space", &[0xa0, 0xbb]),
        };
        let options = self.options;
        if let Some((_, text)) = options.typographic_symbols.iter().find(|(known, _)| known == name) {
            escape(&mut self.out, text, Escape::Text);
            return;
        }
        for code in codes {
            escape::entity(&mut self.out, *code, "", options.entity_output);
        }
    }

    fn footnote(&mut self, name: &str, content: NodeId) {
        let name = format!("{}{name}", self.options.footnote_prefix);
        let (number, repeat) = match self.footnote_numbers.get(&name) {
            Some(&at) => {
                let footnote = &mut self.footnotes[at];
                footnote.repeats += 1;
                (footnote.number, format!(":{}", footnote.repeats))
            }
            None => {
                let number = self.options.footnote_nr + i64::try_from(self.footnotes.len()).unwrap_or(0);
                self.footnote_numbers.insert(name.clone(), self.footnotes.len());
                self.footnotes.push(FootnoteUse { name: name.clone(), content, number, repeats: 0 });
                (number, String::new())
            }
        };
        let text = self.options.footnote_link_text.replacen("%s", &number.to_string(), 1);
        self.out.push_str(&format!(
            "<sup id=\"fnref:{name}{repeat}\"><a href=\"#fn:{name}\" class=\"footnote\" rel=\"footnote\" \
             role=\"doc-noteref\">{text}</a></sup>"
        ));
    }

    fn abbreviation(&mut self, name: &str, text: &str) {
        let Some(found) = self.tree.abbreviation(name) else { return self.text(text) };
        let mut attributes = found.attributes.clone();
        if !found.title.is_empty() {
            attributes.set("title", found.title.as_str());
        }
        self.open("abbr", &attributes);
        self.out.push_str(text);
        self.close("abbr");
    }
}

/// The quotation mark of that name as the options have it written.
fn written_quote(name: &str, options: &Options) -> Box<str> {
    let mut out = String::new();
    match crate::entities::code_point(name).or_else(|| name.parse().ok()) {
        Some(code) => {
            // The entity is kramdown's own: it has a name, but was not written so.
            let how = options.entity_output;
            let named = how == EntityOutput::Symbolic && crate::entities::code_point(name).is_some();
            let original = if named { format!("&{name};") } else { String::new() };
            escape::entity(&mut out, code, &original, how);
        }
        None => out.push_str(name),
    }
    out.into()
}

/// Whether a character is of one of the scripts written without blanks between words: Han, Hiragana, Katakana. Their
/// punctuation is of none.
fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2e99}' | '\u{2e9b}'..='\u{2ef3}' | '\u{2f00}'..='\u{2fd5}' | '\u{3005}' | '\u{3007}'
        | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303b}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9ffc}'
        | '\u{f900}'..='\u{fa6d}' | '\u{fa70}'..='\u{fad9}' | '\u{20000}'..='\u{2fa1d}' | '\u{30000}'..='\u{3134a}'
        | '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fd}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{32d0}'..='\u{32fe}' | '\u{3300}'..='\u{3357}' | '\u{ff66}'..='\u{ff6f}'
        | '\u{ff71}'..='\u{ff9d}' | '\u{1b000}'..='\u{1b167}' | '\u{1f200}')
}

/// Takes the line breaks between such characters away.
fn without_cjk_breaks(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let between = c == '\n' && joined.chars().next_back().is_some_and(is_cjk);
        if !(between && chars.peek().copied().is_some_and(is_cjk)) {
            joined.push(c);
        }
    }
    joined
}
