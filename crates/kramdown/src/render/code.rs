//! Code as HTML, highlighted or not.

use super::Html;
use super::escape::{self, Escape, escape};
use crate::attribute_map::Attributes;
use crate::highlight::CodeKind;
use crate::options::{HighlightOptions, SyntaxHighlighter};
use crate::tree::Node;
use crate::unicode::is_word;
use std::borrow::Cow;

/// The language that a class attribute names, and where the name's class begins and ends.
fn class_language(class: &str) -> Option<(&str, usize, usize)> {
    class.match_indices("language-").find_map(|(at, prefix)| {
        if class[..at].chars().next_back().is_some_and(is_word) {
            return None;
        }
        let from = at + prefix.len();
        let stop = class[from..].find(|c: char| c.is_ascii_whitespace()).map_or(class.len(), |end| from + end);
        (stop > from).then(|| (&class[from..stop], at, stop))
    })
}

/// Takes the language from among the attributes.
fn take_language(attributes: &mut Attributes) -> Option<String> {
    let class = attributes.get("class")?;
    let (lang, from, to) = class_language(class)?;
    let lang = lang.to_string();
    let rest = format!("{}{}", &class[..from], &class[to..]);
    let rest = crate::unicode::strip(&rest);
    if rest.is_empty() {
        attributes.remove("class");
    } else {
        attributes.set("class", rest);
    }
    Some(lang)
}

/// Adds the highlighter's class and, in front or in its place, the language.
fn add_highlighter_class(attributes: &mut Attributes, lang: Option<&str>) {
    attributes.add_class("highlighter-rouge");
    let Some(lang) = lang else { return };
    let class = attributes.get("class").unwrap_or_default();
    let new = match class_language(class) {
        Some((_, from, to)) => format!("{}language-{lang}{}", &class[..from], &class[to..]),
        None => format!("language-{lang} {class}"),
    };
    attributes.set("class", new);
}

/// The settings for one kind of code: those for all code, overridden.
fn merged(all: &HighlightOptions, own: &HighlightOptions) -> HighlightOptions {
    let mut other = all.other.clone();
    other.extend(own.other.iter().cloned());
    HighlightOptions {
        default_lang: own.default_lang.clone().or_else(|| all.default_lang.clone()),
        guess_lang: own.guess_lang.or(all.guess_lang),
        disable: own.disable.or(all.disable),
        css_class: own.css_class.clone().or_else(|| all.css_class.clone()),
        line_numbers: own.line_numbers.or(all.line_numbers),
        start_line: own.start_line.or(all.start_line),
        wrap: own.wrap.or(all.wrap),
        other,
    }
}

impl Html<'_> {
    /// Highlights code; gives Rouge's markup and the default language.
    fn highlighted(&self, code: &str, lang: Option<&str>, kind: CodeKind) -> Option<(Markup, Option<&str>)> {
        let highlighter = self.highlighter?;
        if self.options.syntax_highlighter != SyntaxHighlighter::Rouge {
            return None;
        }
        let (index, own) = match kind {
            CodeKind::Block => (0, &self.options.highlight_block),
            CodeKind::Span => (1, &self.options.highlight_span),
        };
        let options = self.highlight[index].get_or_init(|| merged(&self.options.highlight, own));
        if options.disable == Some(true) {
            return None;
        }
        // Rouge guesses plain text where it may guess and is told nothing.
        let guess = (options.guess_lang == Some(true)).then_some("plaintext");
        let wanted = lang.or(options.default_lang.as_deref()).or(guess)?;
        let name = wanted.split('?').next().unwrap_or(wanted);
        if matches!(name, "plaintext" | "text") && options.guess_lang != Some(true) {
            return None;
        }
        let tokens = highlighter.highlight(code, wanted, kind, options)?;
        Some((Markup::new(tokens, code, kind, options), options.default_lang.as_deref()))
    }

    pub(super) fn code_block(&mut self, node: &Node, code: &str, fence_lang: Option<&str>, indent: usize) {
        let mut attributes = node.attributes.clone();
        let lang = take_language(&mut attributes);
        if let Some((html, default)) = self.highlighted(code, fence_lang.or(lang.as_deref()), CodeKind::Block) {
            add_highlighter_class(&mut attributes, lang.as_deref().or(default));
            self.pad(indent);
            self.open("div", &attributes);
            html.write(&mut self.out);
            self.pad(indent);
            self.out.push_str("</div>\n");
            return;
        }
        self.pad(indent);
        self.open("pre", &attributes);
        let mut code_attributes = Attributes::default();
        if let Some(lang) = lang {
            code_attributes.set("class", format!("language-{lang}"));
        }
        self.open("code", &code_attributes);
        let code = code.strip_suffix('\n').unwrap_or(code);
        if node.attribute("class").is_some_and(|class| super::blocks::has_word(class, "show-whitespaces")) {
            show_whitespace(&mut self.out, code);
        } else {
            escape(&mut self.out, code, Escape::All);
        }
        self.out.push_str("\n</code></pre>\n");
    }

    pub(super) fn code_span(&mut self, node: &Node, code: &str) {
        let lang = node.attribute("class").and_then(class_language).map(|found| found.0);
        match self.highlighted(code, lang, CodeKind::Span) {
            Some((html, default)) => {
                let default = default.filter(|_| lang.is_none());
                match default {
                    Some(default) if node.attributes.is_empty() => {
                        let default = default.to_owned();
                        self.out.push_str("<code class=\"language-");
                        escape(&mut self.out, &default, Escape::Attribute);
                        self.out.push_str(" highlighter-rouge\">");
                    }
                    _ => {
                        let mut attributes = node.attributes.clone();
                        add_highlighter_class(&mut attributes, default);
                        self.open("code", &attributes);
                    }
                }
                html.write(&mut self.out);
            }
            None => {
                self.out.push_str("<code");
                escape::attributes(&mut self.out, &node.attributes);
                self.out.push('>');
                escape(&mut self.out, code, Escape::All);
            }
        }
        self.out.push_str("</code>");
    }
}

/// Highlighted code: tokens, and Rouge's markup around them.
struct Markup {
    tokens: String,
    before: Cow<'static, str>,
    after: Cow<'static, str>,
}

impl Markup {
    fn new(mut tokens: String, code: &str, kind: CodeKind, options: &HighlightOptions) -> Self {
        let (mut before, mut after) = (Cow::default(), Cow::default());
        if options.wrap.unwrap_or(kind == CodeKind::Block) && kind == CodeKind::Block {
            before = match options.css_class.as_deref() {
                None => "<div class=\"highlight\"><pre class=\"highlight\"><code>".into(),
                Some(class) => format!("<div class=\"highlight\"><pre class=\"{class}\"><code>").into(),
            };
            after = "</code></pre></div>".into();
        }
        if options.line_numbers == Some(true) {
            let first = options.start_line.unwrap_or(1);
            let lines = i64::try_from(code.lines().count()).unwrap_or(0);
            let numbers: String = (first..first + lines).map(|number| format!("{number}\n")).collect();
            if !code.ends_with('\n') {
                tokens.push('\n');
            }
            let before = before.to_mut();
            before.push_str(
                "<table class=\"rouge-table\"><tbody><tr><td class=\"rouge-gutter gl\"><pre class=\"lineno\">",
            );
            before.push_str(&numbers);
            before.push_str("</pre></td><td class=\"rouge-code\"><pre>");
            after = format!("</pre></td></tr></tbody></table>{after}").into();
        }
        Self { tokens, before, after }
    }

    fn write(&self, out: &mut String) {
        out.push_str(&self.before);
        out.push_str(&self.tokens);
        out.push_str(&self.after);
    }
}

/// Writes code with its blanks and tabs made visible.
fn show_whitespace(out: &mut String, code: &str) {
    for (number, line) in code.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        let start = line.len() - line.trim_start_matches([' ', '\t']).len();
        let end = line.trim_end_matches([' ', '\t']).len();
        for (at, c) in line.char_indices() {
            let suffix = if at < start {
                "-l"
            } else if at >= end {
                "-r"
            } else {
                ""
            };
            match c {
                ' ' => out.push_str(&format!("<span class=\"ws-space{suffix}\">&#8901;</span>")),
                '\t' => out.push_str(&format!("<span class=\"ws-tab{suffix}\">\t</span>")),
                c => escape(out, c.encode_utf8(&mut [0; 4]), Escape::All),
            }
        }
    }
}
