//! Events as HTML, with the line ends of commonmarker's Ruby renderer.

use super::positions::{Block, Positions};
use super::{Settings, autolink, escape};
use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};
use std::collections::HashMap;
use std::ops::Range;

const OMITTED: &str = "<!-- raw HTML omitted -->";

/// A footnote's definition: its HTML, and whether its last paragraph can take the link back.
struct Footnote {
    html: String,
    ends_in_paragraph: bool,
}

/// The renderer at work.
pub(super) struct Renderer<'t> {
    settings: &'t Settings,
    out: String,
    /// Output set aside while a footnote is written.
    outer: Vec<(String, String)>,
    footnotes: HashMap<String, Footnote>,
    numbers: Vec<String>,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// How deep in images and links: their text is not linked, that of images not marked up.
    images: usize,
    links: usize,
    text: &'t str,
    code: Option<(String, String)>,
    /// Where the code stands, as an attribute.
    code_place: String,
    html_block: Option<String>,
    heading: usize,
    /// Whether something before which no `www.` becomes a link has just been written.
    glued: bool,
    used_ids: HashMap<String, usize>,
    positions: Option<Positions<'t>>,
    /// How deep in quotations.
    quotes: usize,
}

impl<'t> Renderer<'t> {
    pub(super) fn new(text: &'t str, settings: &'t Settings) -> Self {
        Self {
            settings,
            out: String::with_capacity(text.len() * 3 / 2),
            outer: Vec::new(),
            footnotes: HashMap::new(),
            numbers: Vec::new(),
            alignments: Vec::new(),
            column: 0,
            in_head: false,
            images: 0,
            links: 0,
            text,
            code: None,
            code_place: String::new(),
            html_block: None,
            heading: 0,
            glued: false,
            used_ids: HashMap::new(),
            positions: settings.positions.then(|| Positions::new(text)),
            quotes: 0,
        }
    }

    /// Writes a whole document.
    pub(super) fn document<'e>(mut self, events: impl Iterator<Item = (Event<'e>, Range<usize>)>) -> String {
        let mut titles: Vec<(String, String)> = Vec::new();
        for (event, range) in events {
            let glues = matches!(
                event,
                Event::InlineHtml(_)
                    | Event::Code(_)
                    | Event::FootnoteReference(_)
                    | Event::End(TagEnd::Link | TagEnd::Image)
            );
            match event {
                Event::Start(tag) => self.start(tag, &range, &mut titles),
                Event::End(tag) => self.end(tag, &mut titles),
                Event::Text(text) => self.text(&text),
                Event::Code(code) => self.inline("<code>", &code, "</code>"),
                Event::Html(html) => self.html(&html),
                Event::InlineHtml(html) => self.inline_html(&html),
                Event::SoftBreak => self.soft_break(),
                Event::HardBreak if self.images > 0 => self.out.push(' '),
                Event::HardBreak => self.out.push_str("<br />\n"),
                Event::Rule => {
                    let place = self.place(Block::Open, &range);
                    self.block(&format!("<hr{place} />\n"));
                }
                Event::TaskListMarker(checked) => self.out.push_str(if checked {
                    "<input type=\"checkbox\" checked=\"\" disabled=\"\" /> "
                } else {
                    "<input type=\"checkbox\" disabled=\"\" /> "
                }),
                Event::FootnoteReference(name) => self.reference(&name),
                Event::InlineMath(_) | Event::DisplayMath(_) => {}
            }
            self.glued = glues;
        }
        self.write_footnotes();
        self.out
    }

    /// Begins a new line unless one has just begun.
    fn line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn block(&mut self, html: &str) {
        self.line();
        self.out.push_str(html);
    }

    /// Begins a block's element, with its place when that is wanted.
    fn open(&mut self, name: &str, block: Block, range: &Range<usize>) {
        let place = self.place(block, range);
        self.block(&format!("<{name}{place}>"));
    }

    /// Where a block stands, as an attribute.
    fn place(&self, block: Block, range: &Range<usize>) -> String {
        let quoted = self.quotes > 0;
        self.positions.as_ref().map(|places| places.attribute(block, range, quoted)).unwrap_or_default()
    }

    fn close(&mut self, html: &str) {
        self.out.push_str(html);
        self.line();
    }

    fn inline(&mut self, open: &str, text: &str, close: &str) {
        if self.images > 0 {
            return escape::html(&mut self.out, text);
        }
        self.out.push_str(open);
        escape::html(&mut self.out, text);
        self.out.push_str(close);
    }

    fn mark(&mut self, html: &str) {
        if self.images == 0 {
            self.out.push_str(html);
        }
    }

    fn soft_break(&mut self) {
        self.out.push_str(if self.images > 0 || self.settings.no_breaks {
            " "
        } else if self.settings.hard_breaks {
            "<br />\n"
        } else {
            "\n"
        });
    }

    fn text(&mut self, text: &str) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(text);
        } else if let Some(block) = &mut self.html_block {
            block.push_str(text);
        } else if self.settings.autolink && self.images == 0 && self.links == 0 {
            autolink::text(&mut self.out, text, self.glued);
        } else {
            escape::html(&mut self.out, text);
        }
    }

    fn inline_html(&mut self, html: &str) {
        if self.images > 0 {
            return;
        }
        if !is_comment_of_old(html) {
            return escape::html(&mut self.out, html);
        }
        match (self.settings.raw_html, self.settings.tag_filter) {
            (false, _) => self.out.push_str(OMITTED),
            (true, false) => self.out.push_str(html),
            (true, true) => self.out.push_str(&escape::filter_tags(html)),
        }
    }

    /// A line of an HTML block.
    fn html(&mut self, html: &str) {
        let Some(block) = &mut self.html_block else { return self.inline_html(html) };
        block.push_str(html);
    }

    fn reference(&mut self, name: &CowStr<'_>) {
        let number = match self.numbers.iter().position(|known| **known == **name) {
            Some(at) => at + 1,
            None => {
                self.numbers.push(name.to_string());
                self.numbers.len()
            }
        };
        self.mark(&format!(
            "<sup class=\"footnote-ref\"><a href=\"#fn{number}\" id=\"fnref{number}\">{number}</a></sup>"
        ));
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>, titles: &mut Vec<(String, String)>) {
        match tag {
            Tag::Paragraph => self.open("p", Block::Line, range),
            Tag::Heading { level, .. } => {
                let atx = self.text[range.clone()].trim_start().starts_with('#');
                let place = self.place(if atx { Block::Atx } else { Block::Setext }, range);
                self.block(&format!("<h{}{place}>", number(level)));
                self.heading = self.out.len();
            }
            Tag::BlockQuote(_) => {
                self.open("blockquote", Block::Line, range);
                self.out.push('\n');
                self.quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                let (info, block) = match kind {
                    CodeBlockKind::Fenced(info) => (info.to_string(), Block::Fence),
                    CodeBlockKind::Indented => (String::new(), Block::Indented),
                };
                self.code_place = self.place(block, range);
                self.code = Some((info, String::new()));
            }
            Tag::HtmlBlock => self.html_block = Some(String::new()),
            Tag::List(first) => {
                let place = self.place(Block::Open, range);
                match first {
                    None => self.block(&format!("<ul{place}>\n")),
                    Some(1) => self.block(&format!("<ol{place}>\n")),
                    Some(first) => self.block(&format!("<ol start=\"{first}\"{place}>\n")),
                }
            }
            Tag::Item => self.open("li", Block::Open, range),
            Tag::FootnoteDefinition(name) => {
                let outer = std::mem::take(&mut self.out);
                self.outer.push((outer, name.to_string()));
            }
            Tag::Table(alignments) => {
                self.alignments = alignments;
                if self.settings.header_ids && self.out.ends_with("</code></pre>") {
                    // Only cmark's own writer would know that a line is open here.
                    let place = self.place(Block::Line, range);
                    self.out.push_str(&format!("<table{place}>"));
                } else {
                    self.open("table", Block::Line, range);
                }
                self.out.push('\n');
            }
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
                let place = self.place(Block::Line, range);
                self.block(&format!("<thead>\n<tr{place}>\n"));
            }
            Tag::TableRow => {
                self.column = 0;
                if self.out.ends_with("</thead>\n") {
                    self.out.push_str("<tbody>\n");
                }
                self.open("tr", Block::Line, range);
                self.out.push('\n');
            }
            Tag::TableCell => self.cell(range),
            Tag::Emphasis => self.mark("<em>"),
            Tag::Strong => self.mark("<strong>"),
            Tag::Strikethrough => self.mark("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.link(link_type, &dest_url, &title),
            Tag::Image { dest_url, title, .. } => {
                if self.images == 0 {
                    self.out.push_str("<img src=\"");
                    escape::href(&mut self.out, &dest_url);
                    self.out.push_str("\" alt=\"");
                }
                self.images += 1;
                titles.push((dest_url.to_string(), title.to_string()));
            }
            _ => {}
        }
    }

    fn cell(&mut self, range: &Range<usize>) {
        let name = if self.in_head { "th" } else { "td" };
        let align = match self.alignments.get(self.column) {
            Some(Alignment::Left) => " align=\"left\"",
            Some(Alignment::Center) => " align=\"center\"",
            Some(Alignment::Right) => " align=\"right\"",
            _ => "",
        };
        self.column += 1;
        let place = self.place(Block::Cell, range);
        self.block(&format!("<{name}{align}{place}>"));
    }

    fn link(&mut self, kind: LinkType, url: &str, title: &str) {
        self.links += 1;
        if self.images > 0 {
            return;
        }
        self.out.push_str("<a href=\"");
        if kind == LinkType::Email {
            self.out.push_str("mailto:");
        }
        escape::href(&mut self.out, url);
        if !title.is_empty() {
            self.out.push_str("\" title=\"");
            escape::html(&mut self.out, title);
        }
        self.out.push_str("\">");
    }

    fn end(&mut self, tag: TagEnd, titles: &mut Vec<(String, String)>) {
        match tag {
            TagEnd::Paragraph => self.close("</p>"),
            TagEnd::Heading(level) => {
                if self.settings.header_ids {
                    self.add_heading_id();
                }
                self.close(&format!("</h{}>", number(level)));
            }
            TagEnd::BlockQuote(_) => {
                self.quotes -= 1;
                self.line();
                self.close("</blockquote>");
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::List(ordered) => self.close(if ordered { "</ol>" } else { "</ul>" }),
            TagEnd::Item => self.close("</li>"),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::Table => {
                if !self.out.ends_with("</thead>\n") {
                    self.out.push_str("</tbody>\n");
                }
                self.close("</table>");
            }
            TagEnd::TableHead => {
                self.in_head = false;
                self.close("</tr>\n</thead>");
            }
            TagEnd::TableRow => self.close("</tr>"),
            TagEnd::TableCell => self.close(if self.in_head { "</th>" } else { "</td>" }),
            TagEnd::Emphasis => self.mark("</em>"),
            TagEnd::Strong => self.mark("</strong>"),
            TagEnd::Strikethrough => self.mark("</del>"),
            TagEnd::Link => {
                self.links -= 1;
                self.mark("</a>");
            }
            TagEnd::Image => {
                self.images -= 1;
                let (_, title) = titles.pop().unwrap_or_default();
                if self.images == 0 {
                    if !title.is_empty() {
                        self.out.push_str("\" title=\"");
                        escape::html(&mut self.out, &title);
                    }
                    self.out.push_str("\" />");
                }
            }
            _ => {}
        }
    }

    fn end_html(&mut self) {
        let Some(html) = self.html_block.take() else { return };
        self.line();
        let html = html.strip_suffix('\n').unwrap_or(&html);
        match (self.settings.raw_html, self.settings.tag_filter) {
            (false, _) => self.out.push_str(OMITTED),
            (true, false) => self.out.push_str(html),
            (true, true) => self.out.push_str(&escape::filter_tags(html)),
        }
        self.line();
    }

    fn end_code(&mut self) {
        let Some((info, code)) = self.code.take() else { return };
        let separator = |c: char| c.is_whitespace() || (self.settings.header_ids && c == ',');
        let lang = info.split(separator).next().unwrap_or("");
        // jekyll-commonmark-ghpages leaves what names no language to cmark, and names none on the code.
        if self.settings.header_ids && lang.is_empty() {
            self.line();
            let place = std::mem::take(&mut self.code_place);
            let mut plain = String::new();
            escape::html(&mut plain, &code);
            self.out.push_str(&format!("<pre{place}><code>{plain}</code></pre>"));
            return;
        }
        let tokens = hyde_rouge::find_fancy(lang, &code)
            .filter(|_| !lang.is_empty())
            .map(|lexer| hyde_rouge::Formatter::html().format(&lexer.lex(&code)));
        let tokens = tokens.unwrap_or_else(|| code.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
        let mut name = String::new();
        escape::html(&mut name, lang);
        let class = if lang.is_empty() { String::new() } else { format!("language-{name} ") };
        let data =
            if lang.is_empty() || self.settings.header_ids { String::new() } else { format!(" data-lang=\"{name}\"") };
        let (on_pre, on_code) = if self.settings.language_on_pre { (data.as_str(), "") } else { ("", data.as_str()) };
        self.line();
        let place = std::mem::take(&mut self.code_place);
        self.out.push_str(&format!(
            "<div class=\"{class}highlighter-rouge\"><div class=\"highlight\"><pre{place} class=\"highlight\"{on_pre}>\
             <code{on_code}>{tokens}</code></pre></div></div>\n"
        ));
    }

    /// Puts an id made of the rendered content into the heading just written.
    fn add_heading_id(&mut self) {
        let html = self.out[self.heading..].to_lowercase();
        let mut id: String = html
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-'))
            .collect::<String>()
            .trim_start_matches(|c: char| !c.is_ascii_alphabetic())
            .replace(' ', "-");
        if id.is_empty() {
            id = "section".into();
        }
        let count = self.used_ids.entry(id.clone()).and_modify(|count| *count += 1).or_insert(0);
        if *count > 0 {
            id = format!("{id}-{count}");
        }
        self.out.insert_str(self.heading - 1, &format!(" id=\"{id}\""));
    }

    fn end_footnote(&mut self) {
        let Some((outer, name)) = self.outer.pop() else { return };
        let html = std::mem::replace(&mut self.out, outer);
        let ends_in_paragraph = html.ends_with("</p>\n");
        self.footnotes.entry(name).or_insert(Footnote { html, ends_in_paragraph });
    }

    fn write_footnotes(&mut self) {
        if self.numbers.is_empty() {
            return;
        }
        self.block("<section class=\"footnotes\">\n<ol>\n");
        let numbers = std::mem::take(&mut self.numbers);
        for (at, name) in numbers.iter().enumerate() {
            let Some(footnote) = self.footnotes.get(name) else { continue };
            let number = at + 1;
            let link = format!("<a href=\"#fnref{number}\" class=\"footnote-backref\">↩</a>");
            let body = footnote.html.trim_end_matches('\n');
            let body = match body.strip_suffix("</p>").filter(|_| footnote.ends_in_paragraph) {
                Some(body) => format!("{body} {link}</p>"),
                None => format!("{body}\n{link}"),
            };
            self.out.push_str(&format!("<li id=\"fn{number}\">\n{body}\n</li>\n"));
        }
        self.out.push_str("</ol>\n</section>\n");
    }
}

/// Whether inline HTML is a comment by cmark's rule (no `--` inside, no `>` or `->` first) or no comment at all.
fn is_comment_of_old(html: &str) -> bool {
    let Some(inner) = html.strip_prefix("<!--").map(|rest| rest.strip_suffix("-->").unwrap_or("")) else { return true };
    !(html.len() < 7
        || inner.starts_with('>')
        || inner.starts_with("->")
        || inner.ends_with('-')
        || inner.contains("--"))
}

fn number(level: HeadingLevel) -> usize {
    level as usize
}
