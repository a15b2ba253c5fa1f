//! XML of pictures: parsed with libxml2's lenience, written as Nokogiri's `to_xml` writes an element.

/// How deep elements may nest; deeper ones become children of the last one that may.
const DEPTH_LIMIT: usize = 200;

/// What stands within an element.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Child {
    Element(Element),
    Text(String),
    Data(String),
    Comment(String),
    /// A processing instruction, without its marks.
    Instruction(String),
    /// A reference to an entity that the document defines, by its name.
    Reference(String),
}

/// An element.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Element {
    pub(super) name: String,
    /// Declarations of namespaces: prefixes (empty for the default) and addresses.
    pub(super) spaces: Vec<(String, String)>,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Child>,
}

impl Element {
    /// An attribute's value.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Sets an attribute; a new one comes last.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(own, _)| own == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.attributes.push((name.to_owned(), value.to_owned())),
        }
    }
}

/// A document: its element, and whether it says that it is UTF-8.
pub(super) struct Document {
    pub(super) root: Element,
    pub(super) is_unicode: bool,
}

/// Reads a document; `None` when it has no element.
pub(super) fn parse(text: &str) -> Option<Document> {
    let mut reader = Reader { rest: text.trim_start_matches('\u{feff}'), open: Vec::new(), root: None };
    let head = reader.rest.trim_start().strip_prefix("<?xml").and_then(|head| head.split("?>").next()).unwrap_or("");
    let is_unicode = head.contains("encoding=");
    while reader.root.is_none() && !reader.rest.is_empty() {
        reader.step();
    }
    while !reader.open.is_empty() {
        reader.close();
    }
    reader.root.map(|root| Document { root, is_unicode })
}

struct Reader<'a> {
    rest: &'a str,
    open: Vec<Element>,
    root: Option<Element>,
}

impl<'a> Reader<'a> {
    /// Takes the next piece.
    fn step(&mut self) {
        if let Some(rest) = self.rest.strip_prefix("<!--") {
            let text = self.until(rest, "-->");
            self.add(Child::Comment(text.to_owned()));
        } else if let Some(rest) = self.rest.strip_prefix("<![CDATA[") {
            let text = self.until(rest, "]]>");
            self.add(Child::Data(text.to_owned()));
        } else if let Some(rest) = self.rest.strip_prefix("<?") {
            let text = self.until(rest, "?>");
            self.add(Child::Instruction(text.to_owned()));
        } else if let Some(rest) = self.rest.strip_prefix("<!") {
            let subset = rest.find('[').filter(|at| rest.find('>').is_none_or(|end| *at < end));
            self.until(rest, if subset.is_some() { "]>" } else { ">" });
        } else if let Some(rest) = self.rest.strip_prefix("</") {
            let name = self.until(rest, ">").trim();
            if self.open.iter().any(|element| element.name == name) {
                while self.open.last().is_some_and(|element| element.name != name) {
                    self.close();
                }
                self.close();
            }
        } else if self.rest.starts_with('<') {
            self.start();
        } else {
            let end = self.rest.find('<').unwrap_or(self.rest.len());
            let (text, rest) = self.rest.split_at(end);
            self.rest = rest;
            self.text(text);
        }
    }

    fn until(&mut self, rest: &'a str, end: &str) -> &'a str {
        let (text, rest) = rest.split_once(end).unwrap_or((rest, ""));
        self.rest = rest;
        text
    }

    fn start(&mut self) {
        let rest = &self.rest[1..];
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(rest.len());
        let mut element = Element { name: rest[..end].to_owned(), ..Element::default() };
        let mut rest = &rest[end..];
        loop {
            rest = rest.trim_start();
            if rest.is_empty() || rest.starts_with('>') || rest.starts_with("/>") {
                break;
            }
            let stop = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
            let name = &rest[..stop];
            let after = rest[stop..].trim_start();
            let Some(value) = after.strip_prefix('=').map(str::trim_start) else {
                rest = if stop == 0 { rest.get(1..).unwrap_or("") } else { after };
                continue;
            };
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let Some(quote) = quote else {
                rest = value;
                continue;
            };
            let (text, after) = value[1..].split_once(quote).unwrap_or((&value[1..], ""));
            let text = decoded(&text.replace(['\n', '\t', '\r'], " "));
            match name.strip_prefix("xmlns") {
                Some("") => element.spaces.push((String::new(), text)),
                Some(prefix) if prefix.starts_with(':') => element.spaces.push((prefix[1..].to_owned(), text)),
                _ => element.attributes.push((name.to_owned(), text)),
            }
            rest = after;
        }
        let is_empty = rest.starts_with("/>");
        self.rest = rest.get(if is_empty { 2 } else { 1 }..).unwrap_or("");
        if is_empty || self.open.len() >= DEPTH_LIMIT {
            self.put(element);
        } else {
            self.open.push(element);
        }
    }

    fn close(&mut self) {
        if let Some(element) = self.open.pop() {
            self.put(element);
        }
    }

    fn put(&mut self, element: Element) {
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Child::Element(element)),
            None => self.root = Some(element),
        }
    }

    fn add(&mut self, child: Child) {
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(child);
        }
    }

    /// Takes text apart at references to entities of the document's own.
    fn text(&mut self, text: &str) {
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('&') {
            plain.push_str(&rest[..at]);
            rest = &rest[at..];
            let Some(end) = rest.find(';') else { break };
            let name = &rest[1..end];
            match entity(name) {
                Some(c) => plain.push(c),
                None if !name.is_empty() && name.chars().all(char::is_alphanumeric) => {
                    if !plain.is_empty() {
                        self.add(Child::Text(std::mem::take(&mut plain)));
                    }
                    self.add(Child::Reference(name.to_owned()));
                }
                None => plain.push_str(&rest[..=end]),
            }
            rest = &rest[end + 1..];
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            self.add(Child::Text(plain));
        }
    }
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}

fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match rest.find(';').and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

/// Writes an element. Where no text stands among children, these stand on lines of their own.
pub(super) fn write(document: &Document) -> String {
    let mut writer = Writer { is_unicode: document.is_unicode, out: String::new() };
    writer.element(&document.root, 0, true);
    writer.out
}

struct Writer {
    is_unicode: bool,
    out: String,
}

impl Writer {
    fn element(&mut self, element: &Element, depth: usize, formatted: bool) {
        self.out.push('<');
        self.out.push_str(&element.name);
        for (prefix, address) in &element.spaces {
            self.out.push_str(if prefix.is_empty() { " xmlns" } else { " xmlns:" });
            self.out.push_str(prefix);
            self.out.push_str("=\"");
            self.escaped(address, true);
            self.out.push('"');
        }
        for (name, value) in &element.attributes {
            self.out.push_str(&format!(" {name}=\""));
            self.escaped(value, true);
            self.out.push('"');
        }
        if element.children.is_empty() {
            self.out.push_str("/>");
            return;
        }
        self.out.push('>');
        let is_text = |child: &Child| matches!(child, Child::Text(_) | Child::Data(_) | Child::Reference(_));
        let formatted = formatted && !element.children.iter().any(is_text);
        for child in &element.children {
            if formatted {
                self.new_line(depth + 1);
            }
            match child {
                Child::Element(inner) => self.element(inner, depth + 1, formatted),
                Child::Text(text) => self.escaped(text, false),
                Child::Data(text) => self.out.push_str(&format!("<![CDATA[{text}]]>")),
                Child::Comment(text) => self.out.push_str(&format!("<!--{text}-->")),
                Child::Instruction(text) => self.out.push_str(&format!("<?{text}?>")),
                Child::Reference(name) => self.out.push_str(&format!("&{name};")),
            }
        }
        if formatted {
            self.new_line(depth);
        }
        self.out.push_str(&format!("</{}>", element.name));
    }

    fn new_line(&mut self, depth: usize) {
        self.out.push('\n');
        self.out.push_str(&"  ".repeat(depth));
    }

    fn escaped(&mut self, text: &str, in_attribute: bool) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' if in_attribute => self.out.push_str("&quot;"),
                '\n' if in_attribute => self.out.push_str("&#10;"),
                '\t' if in_attribute => self.out.push_str("&#9;"),
                '\r' => self.out.push_str("&#13;"),
                // Without an encoding of its own a document is written in ASCII.
                c if !c.is_ascii() && !self.is_unicode => self.out.push_str(&format!("&#x{:X};", u32::from(c))),
                c => self.out.push(c),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(text: &str) -> String {
        parse(text).map(|document| write(&document)).unwrap_or_default()
    }

    #[test]
    fn children_stand_on_lines_unless_there_is_text() {
        assert_eq!(again("<svg><g><p/>t<q/></g></svg>"), "<svg>\n  <g><p/>t<q/></g>\n</svg>");
        assert_eq!(again("<svg a='é'><![CDATA[x]]></svg>"), "<svg a=\"&#xE9;\"><![CDATA[x]]></svg>");
    }

    #[test]
    fn what_is_not_closed_ends_with_the_document() {
        assert_eq!(again("<svg><g>"), "<svg>\n  <g/>\n</svg>");
        assert_eq!(again("no svg at all"), "");
        assert!(parse(&"<a>".repeat(5_000)).is_some());
    }
}
