//! HTML elements as native ones (option `html_to_native`): what Markdown would have made of the same content.

use crate::block::Parser;
use crate::html_model;
use crate::span::entity;
use crate::tree::{Alignment, Category, ContentModel, Kind, NodeId, Quote, Symbol, Tree};
use crate::unicode::{is_space, lstrip, rstrip, strip};

/// Elements that hold no text of their own.
const WITHOUT_TEXT: &[&str] = &[
    "html", "head", "hgroup", "ol", "ul", "dl", "table", "colgroup", "tbody", "thead", "tfoot", "tr", "select",
    "optgroup",
];

/// Elements whose text stands in paragraphs.
const TEXT_IN_PARAGRAPHS: &[&str] = &[
    "body",
    "section",
    "nav",
    "article",
    "aside",
    "header",
    "footer",
    "address",
    "div",
    "li",
    "dd",
    "blockquote",
    "figure",
    "figcaption",
    "fieldset",
    "form",
];

/// Further elements between whose blocks blanks mean nothing.
const WITHOUT_BLANKS: &[&str] = &["td", "th"];

/// Elements at whose ends blanks mean nothing.
const STRIPPED: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "form",
    "footer",
    "header",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "legend",
    "li",
    "nav",
    "p",
    "section",
    "td",
    "th",
];

/// What an element without rules of its own becomes.
fn simple_kind(name: &str) -> Option<Kind> {
    Some(match name {
        "blockquote" => Kind::BlockQuote,
        "hr" => Kind::HorizontalRule,
        "br" => Kind::LineBreak,
        "img" => Kind::Image,
        "p" => Kind::Paragraph { transparent: false },
        "thead" => Kind::TableHead,
        "tbody" => Kind::TableBody,
        "tfoot" => Kind::TableFoot,
        "tr" => Kind::Row,
        "td" | "th" => Kind::Cell,
        "ul" => Kind::List { ordered: false },
        "ol" => Kind::List { ordered: true },
        "dl" => Kind::DefinitionList,
        "li" => Kind::Item,
        "dt" => Kind::Term { raw_text: String::new() },
        "dd" => Kind::Definition { first_as_paragraph: false },
        _ => return None,
    })
}

/// Whether a node counts as a block.
fn is_block(kind: &Kind) -> bool {
    crate::post::is_block(kind)
}

impl Parser<'_> {
    /// Turns the HTML element `id`, and what it holds, into native elements.
    pub(crate) fn html_to_native(&mut self, id: NodeId) {
        self.native(id, true, false, ContentModel::Block);
    }

    fn element_name(&self, id: NodeId) -> Option<&str> {
        match self.tree.kind(id) {
            Kind::HtmlElement { name, .. } => Some(name),
            _ => None,
        }
    }

    fn native(&mut self, id: NodeId, convert: bool, preserve: bool, around: ContentModel) {
        let name = match &mut self.tree.node_mut(id).kind {
            Kind::XmlComment { category, .. } | Kind::XmlInstruction { category, .. } => {
                *category = if around == ContentModel::Span { Category::Span } else { Category::Block };
                return;
            }
            Kind::HtmlElement { name, .. } => name.clone(),
            _ => return,
        };
        match name.as_str() {
            _ if !convert => self.stay_html(id, &name, false, preserve),
            "a" if self.tree.node(id).attribute("href").is_none() => self.stay_html(id, &name, false, false),
            "a" => self.become_native(id, Kind::Link, &name),
            "em" | "i" | "strong" | "b" => self.native_emphasis(id, &name),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.native_header(id, &name),
            "code" | "pre" => self.native_code(id, &name),
            "table" => self.native_table(id),
            _ => self.native_other(id, &name),
        }
    }

    fn native_other(&mut self, id: NodeId, name: &str) {
        if WITHOUT_TEXT.contains(&name) {
            self.remove_text(id);
        }
        match simple_kind(name) {
            Some(kind) => self.become_native(id, kind, name),
            None => self.stay_html(id, name, true, false),
        }
        if STRIPPED.contains(&name) {
            self.strip_ends(id);
        }
        if TEXT_IN_PARAGRAPHS.contains(&name) || WITHOUT_BLANKS.contains(&name) {
            self.remove_blanks(id);
        }
        if TEXT_IN_PARAGRAPHS.contains(&name) {
            self.wrap_text(id);
        }
    }

    fn become_native(&mut self, id: NodeId, kind: Kind, name: &str) {
        self.tree.node_mut(id).kind = kind;
        self.native_children(id, true, false, html_model::content_model(name));
    }

    /// Keeps an element HTML; `convert` says whether what it holds is converted.
    fn stay_html(&mut self, id: NodeId, name: &str, convert: bool, preserve: bool) {
        let model = if convert { html_model::content_model(name) } else { ContentModel::Raw };
        let category = if html_model::is_span(name) { Category::Span } else { Category::Block };
        if let Kind::HtmlElement { model: old, category: old_category, .. } = &mut self.tree.node_mut(id).kind {
            *old = model;
            *old_category = category;
        }
        self.native_children(id, convert, preserve, html_model::content_model(name));
    }

    fn native_children(&mut self, id: NodeId, convert: bool, preserve: bool, around: ContentModel) {
        let old = self.tree.take_children(id);
        let mut children = Vec::with_capacity(old.len());
        for child in old {
            let line = self.tree.node(child).line;
            if let Kind::Text(text) = *self.tree.kind(child) {
                for piece in native_text(self.tree.text(text), preserve || !convert) {
                    let kind = match piece {
                        Native::Text(text) => Kind::Text(self.tree.slice(&text)),
                        Native::Other(kind) => kind,
                    };
                    children.push(self.tree.add(kind, line));
                }
            } else {
                self.native(child, convert, preserve, around);
                children.push(child);
            }
        }
        self.tree.set_children(id, children);
    }

    fn native_emphasis(&mut self, id: NodeId, name: &str) {
        let mut text = String::new();
        self.collect_plain(id, &mut text);
        let blank = |c: char| c.is_ascii() && is_space(c as u8);
        if text.starts_with(blank) || text.ends_with(blank) {
            return self.stay_html(id, name, false, false);
        }
        let kind = if matches!(name, "em" | "i") { Kind::Emphasis } else { Kind::Strong };
        self.become_native(id, kind, name);
    }

    fn native_header(&mut self, id: NodeId, name: &str) {
        let level = name.as_bytes()[1] - b'0';
        let raw_text = self.text_within(id);
        self.become_native(id, Kind::Header { level, raw_text }, name);
        self.strip_ends(id);
    }

    fn native_code(&mut self, id: NodeId, name: &str) {
        let text = self.text_within(id);
        let code: String = native_text(&text, true).into_iter().map(plain).collect();
        let code = self.tree.slice(&code);
        let only = self.tree.only_child(id).filter(|only| self.element_name(*only) == Some("code"));
        let node = self.tree.node_mut(id);
        if name == "code" {
            node.kind = Kind::CodeSpan(code);
        } else {
            node.kind = Kind::CodeBlock { code, lang: None };
            let class = only.and_then(|only| self.tree.node(only).attribute("class")).unwrap_or("");
            let lang = class.split_ascii_whitespace().find(|word| word.starts_with("language-")).map(String::from);
            if let Some(lang) = lang {
                let old = self.tree.node(id).attribute("class").unwrap_or("").to_string();
                self.tree.node_mut(id).set_attribute("class", rstrip(&format!("{lang} {old}")));
            }
        }
        self.tree.set_children(id, []);
    }

    fn text_within(&self, id: NodeId) -> String {
        let mut text = String::new();
        self.collect_text(id, &mut text);
        text
    }

    /// Gathers text alone, without entities and code.
    fn collect_plain(&self, id: NodeId, into: &mut String) {
        for child in self.tree.children(id) {
            match self.tree.kind(child) {
                Kind::Text(text) => into.push_str(self.tree.text(*text)),
                _ => self.collect_plain(child, into),
            }
        }
    }

    fn collect_text(&self, id: NodeId, into: &mut String) {
        match self.tree.kind(id) {
            Kind::Text(text) | Kind::CodeSpan(text) | Kind::Raw { text, .. } => into.push_str(self.tree.text(*text)),
            Kind::RawText(text) => into.push_str(text.of(&self.raw)),
            Kind::Entity { original, .. } => into.push_str(original),
            _ => {}
        }
        for child in self.tree.children(id) {
            self.collect_text(child, into);
        }
    }

    fn is_text(&self, id: NodeId) -> bool {
        matches!(self.tree.kind(id), Kind::Text(_))
    }

    fn remove_text(&mut self, id: NodeId) {
        let mut children = self.tree.take_children(id);
        children.retain(|child| !self.is_text(*child));
        self.tree.set_children(id, children);
    }

    fn strip_ends(&mut self, id: NodeId) {
        let first = self.tree.first_child(id);
        if let Some(first) = first
            && let Kind::Text(slice) = *self.tree.kind(first)
        {
            let text = self.tree.text(slice);
            let slice = Tree::part(slice, text.len() - lstrip(text).len(), text.len());
            self.tree.node_mut(first).kind = Kind::Text(slice);
        }
        if let Some(last) = self.tree.last_child(id)
            && let Kind::Text(slice) = *self.tree.kind(last)
        {
            let slice = Tree::part(slice, 0, rstrip(self.tree.text(slice)).len());
            self.tree.node_mut(last).kind = Kind::Text(slice);
        }
    }

    /// Removes blank text at the ends and between blocks.
    fn remove_blanks(&mut self, id: NodeId) {
        let children: Vec<NodeId> = self.tree.children(id).collect();
        let block = |at: Option<&NodeId>| at.is_none_or(|id| is_block(self.tree.kind(*id)));
        let kept = children.iter().enumerate().filter(|(at, child)| {
            let blank = matches!(self.tree.kind(**child), Kind::Text(text) if strip(self.tree.text(*text)).is_empty());
            let edge = *at == 0 || at + 1 == children.len();
            !(blank && (edge || (block(children.get(at.wrapping_sub(1))) && block(children.get(at + 1)))))
        });
        let kept: Vec<NodeId> = kept.map(|(_, child)| *child).collect();
        self.tree.set_children(id, kept);
    }

    /// Puts runs of text and spans into paragraphs without tags.
    fn wrap_text(&mut self, id: NodeId) {
        let old = self.tree.take_children(id);
        let mut children: Vec<NodeId> = Vec::with_capacity(old.len());
        let mut open = None;
        for child in old {
            if is_block(self.tree.kind(child)) {
                open = None;
                children.push(child);
                continue;
            }
            let line = self.tree.node(child).line;
            let paragraph = open.unwrap_or_else(|| {
                let added = self.tree.add(Kind::Paragraph { transparent: true }, line);
                children.push(added);
                added
            });
            open = Some(paragraph);
            self.tree.push_child(paragraph, child);
        }
        self.tree.set_children(id, children);
    }

    fn native_table(&mut self, id: NodeId) {
        if !self.is_simple_table(id) {
            return self.stay_html(id, "table", false, false);
        }
        self.remove_text(id);
        self.native_children(id, true, false, ContentModel::Raw);
        let alignment = self.take_alignment(id);
        self.tree.node_mut(id).kind = Kind::Table { alignment };
        let mut children = self.tree.take_children(id);
        children.retain(|child| self.element_name(*child).is_none());
        if children.first().is_some_and(|first| *self.tree.kind(*first) == Kind::Row) {
            let line = self.tree.node(id).line;
            let body = self.tree.add(Kind::TableBody, line);
            let rows = std::mem::replace(&mut children, vec![body]);
            self.tree.set_children(body, rows);
        }
        self.tree.set_children(id, children);
    }

    /// The rows below an element, whatever they are by now.
    fn rows(&self, id: NodeId, into: &mut Vec<NodeId>) {
        if *self.tree.kind(id) == Kind::Row || self.element_name(id) == Some("tr") {
            return into.push(id);
        }
        for child in self.tree.children(id) {
            self.rows(child, into);
        }
    }

    /// Takes the alignment from the cells; the last row decides.
    fn take_alignment(&mut self, id: NodeId) -> Vec<Alignment> {
        let mut rows = Vec::new();
        self.rows(id, &mut rows);
        let mut alignment = Vec::new();
        for row in rows {
            alignment = self
                .tree
                .children(row)
                .collect::<Vec<_>>()
                .into_iter()
                .map(|cell| self.take_cell_alignment(cell))
                .collect();
        }
        alignment
    }

    fn take_cell_alignment(&mut self, cell: NodeId) -> Alignment {
        let node = self.tree.node_mut(cell);
        let Some((side, before, after)) = node.attribute("style").and_then(text_align) else {
            return Alignment::Default;
        };
        let rest = format!("{before}{after}");
        let alignment = match side {
            "left" => Alignment::Left,
            "right" => Alignment::Right,
            "center" => Alignment::Center,
            _ => return Alignment::Default,
        };
        if strip(&rest).is_empty() {
            node.attributes.remove("style");
        } else {
            node.set_attribute("style", rest);
        }
        alignment
    }

    /// Whether Markdown could have made this table.
    fn is_simple_table(&self, id: NodeId) -> bool {
        let mut rows = Vec::new();
        self.rows(id, &mut rows);
        let cells = |row: &NodeId| {
            let children = self.tree.children(*row);
            children.filter(|cell| matches!(self.element_name(*cell), Some("td" | "th"))).collect::<Vec<_>>()
        };
        let Some(count) = rows.first().map(|row| cells(row).len()).filter(|count| *count > 0) else { return false };
        let sides = |row: &NodeId| {
            let side =
                |cell: &NodeId| self.tree.node(*cell).attribute("style").and_then(text_align).map(|found| found.0);
            cells(row).iter().map(side).map(|side| side.map(String::from)).collect::<Vec<_>>()
        };
        let first = sides(&rows[0]);
        let odd = |side: &Option<String>| matches!(side.as_deref(), Some("justify" | "inherit"));
        let same = rows.iter().all(|row| cells(row).len() == count && sides(row) == first) && !first.iter().any(odd);
        if !same || !rows.iter().flat_map(cells).all(|cell| self.only_phrases(cell)) {
            return false;
        }
        let children: Vec<NodeId> = self.tree.children(id).filter(|child| !self.is_text(*child)).collect();
        let part = |child: &NodeId| match self.element_name(*child) {
            Some("thead") => self.rows_of(*child, "th"),
            Some("tbody" | "tfoot") => self.rows_of(*child, "td"),
            _ => false,
        };
        self.rows_of(id, "td")
            || (children.iter().all(part) && children.iter().any(|child| self.element_name(*child) == Some("tbody")))
    }

    /// Whether an element holds rows of such cells only.
    fn rows_of(&self, id: NodeId, cell_name: &str) -> bool {
        self.tree.children(id).filter(|row| !self.is_text(*row)).all(|row| {
            self.element_name(row) == Some("tr")
                && self.tree.children(row).all(|cell| self.is_text(cell) || self.element_name(cell) == Some(cell_name))
        })
    }

    fn only_phrases(&self, id: NodeId) -> bool {
        self.tree
            .children(id)
            .all(|child| !self.element_name(child).is_some_and(html_model::is_block) && self.only_phrases(child))
    }
}

/// The side that a style aligns text to, and the style before and after.
fn text_align(style: &str) -> Option<(&str, &str, &str)> {
    let at = style.find("text-align:")?;
    let from = at + "text-align:".len();
    let rest = style[from..].trim_start();
    if rest.len() == style.len() - from {
        return None;
    }
    let side = ["center", "left", "right", "justify", "inherit"].into_iter().find(|side| rest.starts_with(side))?;
    let before = style[..at].trim_end();
    let before = before.strip_suffix(';').unwrap_or(&style[..at]);
    Some((&rest[..side.len()], before, &rest[side.len()..]))
}

/// What text of HTML is made of.
enum Native {
    Text(String),
    Other(Kind),
}

/// Text of HTML as native nodes: entities, quotation marks and symbols told apart.
fn native_text(text: &str, preserve: bool) -> Vec<Native> {
    let joined;
    let text = if preserve {
        text
    } else {
        joined = without_runs(text);
        joined.as_str()
    };
    let mut kinds = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some((Some(code), length)) = entity(rest) else {
            if entity(rest).is_some() {
                // An unknown entity is none.
                kinds.extend((!plain.is_empty()).then(|| Native::Text(std::mem::take(&mut plain))));
                kinds.push(Native::Other(Kind::Entity { code: 38, original: "&amp;".into() }));
            } else {
                plain.push('&');
            }
            rest = &rest[1..];
            continue;
        };
        if !plain.is_empty() {
            kinds.push(Native::Text(std::mem::take(&mut plain)));
        }
        let original = &rest[..length];
        kinds.push(Native::Other(match original {
            "&lsquo;" => Kind::SmartQuote(Quote::LeftSingle),
            "&rsquo;" => Kind::SmartQuote(Quote::RightSingle),
            "&ldquo;" => Kind::SmartQuote(Quote::LeftDouble),
            "&rdquo;" => Kind::SmartQuote(Quote::RightDouble),
            "&mdash;" => Kind::Typographic(Symbol::EmDash),
            "&ndash;" => Kind::Typographic(Symbol::EnDash),
            "&hellip;" => Kind::Typographic(Symbol::Ellipsis),
            "&laquo;" => Kind::Typographic(Symbol::LeftGuillemet),
            "&raquo;" => Kind::Typographic(Symbol::RightGuillemet),
            _ => Kind::Entity { code, original: original.into() },
        }));
        rest = &rest[length..];
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        kinds.push(Native::Text(plain));
    }
    kinds
}

/// Makes every run of blanks one blank.
fn without_runs(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for c in text.chars() {
        let blank = c.is_ascii() && is_space(c as u8);
        if !blank {
            joined.push(c);
        } else if !joined.ends_with(' ') {
            joined.push(' ');
        }
    }
    joined
}

/// A node made by [`native_text`] as the text it stands for.
fn plain(native: Native) -> String {
    let kind = match native {
        Native::Text(text) => return text,
        Native::Other(kind) => kind,
    };
    let c = match kind {
        Kind::Entity { code, .. } => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
        Kind::SmartQuote(Quote::LeftSingle) => '‘',
        Kind::SmartQuote(Quote::RightSingle) => '’',
        Kind::SmartQuote(Quote::LeftDouble) => '“',
        Kind::SmartQuote(Quote::RightDouble) => '”',
        Kind::Typographic(Symbol::EmDash) => '—',
        Kind::Typographic(Symbol::EnDash) => '–',
        Kind::Typographic(Symbol::Ellipsis) => '…',
        Kind::Typographic(Symbol::LeftGuillemet) => '«',
        Kind::Typographic(Symbol::RightGuillemet) => '»',
        _ => return String::new(),
    };
    c.to_string()
}
