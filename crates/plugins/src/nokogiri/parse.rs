//! The parser: HTML 4 as libxml2 takes it. Every text gives a tree; nothing is refused.

use super::tag_table::{closes, is_empty, known_name, strength};
use super::tree::{Attribute, Data, Name, NodeId, Tree};
use std::borrow::Cow;

/// How deep elements may lie in each other; deeper ones become siblings.
const MAX_DEPTH: usize = 256;
const DEFAULT_DOCTYPE: &str = concat!(
    "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.0 Transitional//EN\" ",
    "\"http://www.w3.org/TR/REC-html40/loose.dtd\">"
);

/// Parses a whole document: `html`, `head` and `body` are added where they are missing.
pub(crate) fn document(text: &str) -> Tree {
    let mut parser = Parser::new(text);
    parser.prologue();
    parser.content();
    let has_doctype =
        parser.tree.children(Tree::ROOT).iter().any(|&child| matches!(parser.tree.data(child), Data::Doctype(_)));
    if !has_doctype {
        let doctype = parser.tree.make(Data::Doctype(DEFAULT_DOCTYPE.to_owned()));
        parser.tree.prepend(Tree::ROOT, doctype);
    }
    parser.tree
}

/// Parses a fragment: what stands in a body.
pub(crate) fn fragment(text: &str) -> Tree {
    let mut tree = document(&format!("<html><body>{text}</body></html>"));
    let starts_with_body = text.split('\n').any(|line| {
        let line = line.trim_start_matches(|c: char| c.is_ascii_whitespace());
        line.get(..5).is_some_and(|tag| tag.eq_ignore_ascii_case("<body"))
    });
    let body = tree.first("body");
    let holder = body.and_then(|body| if starts_with_body { tree.parent(body) } else { Some(body) });
    tree.keep_children(holder);
    tree
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    tree: Tree,
    /// The open elements, outermost first.
    open: Vec<NodeId>,
    /// How many `html`, `head` and `body` starts were ignored, whose ends count for nothing.
    ignored: usize,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, at: 0, tree: Tree::new(text.len()), open: Vec::new(), ignored: 0 }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.at + ahead).copied().unwrap_or(0)
    }

    fn skip_blanks(&mut self) {
        while matches!(self.byte(0), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
    }

    fn current(&self) -> NodeId {
        self.open.last().copied().unwrap_or(Tree::ROOT)
    }

    fn current_name(&self) -> &str {
        self.open.last().map_or("", |&id| self.tree.name(id))
    }

    fn is_open(&self, name: &str) -> bool {
        self.open.iter().any(|&id| self.tree.is_element(id, name))
    }

    /// What may stand before the root element: comments, instructions and the document type.
    fn prologue(&mut self) {
        let mut waiting = Vec::new();
        loop {
            self.skip_blanks();
            if self.starts_with("<!doctype") {
                let doctype = self.doctype();
                let node = self.tree.make(Data::Doctype(doctype));
                self.tree.prepend(Tree::ROOT, node);
            } else if self.rest().starts_with("<!--") {
                waiting.push(self.comment());
            } else if self.rest().starts_with("<?") {
                waiting.push(self.instruction());
            } else {
                break;
            }
        }
        for data in waiting {
            let node = self.tree.make(data);
            self.tree.append(Tree::ROOT, node);
        }
    }

    fn starts_with(&self, word: &str) -> bool {
        self.rest().get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
    }

    /// Reads a document type and gives it as it is written out.
    fn doctype(&mut self) -> String {
        self.at += "<!doctype".len();
        self.skip_blanks();
        let name = self.take_while(|byte| !matches!(byte, b'>' | b' ' | b'\t' | b'\n' | b'\r'));
        self.skip_blanks();
        let mut out = format!("<!DOCTYPE {name}");
        if self.starts_with("public") {
            self.at += "public".len();
            self.skip_blanks();
            if let Some(id) = self.quoted() {
                out.push_str(&format!(" PUBLIC \"{id}\""));
                self.skip_blanks();
                if let Some(address) = self.quoted() {
                    out.push_str(&format!(" \"{address}\""));
                }
            }
        } else if self.starts_with("system") {
            self.at += "system".len();
            self.skip_blanks();
            if let Some(address) = self.quoted() {
                out.push_str(&format!(" SYSTEM \"{address}\""));
            }
        }
        self.take_while(|byte| byte != b'>');
        self.at = (self.at + 1).min(self.text.len());
        out.push('>');
        out
    }

    fn quoted(&mut self) -> Option<&'t str> {
        let quote = self.byte(0);
        if quote != b'"' && quote != b'\'' {
            return None;
        }
        self.at += 1;
        let text = self.take_while(|byte| byte != quote);
        self.at = (self.at + 1).min(self.text.len());
        Some(text)
    }

    /// Takes bytes while `wanted` accepts them; what it stops at is ASCII.
    fn take_while(&mut self, wanted: impl Fn(u8) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.bytes().position(|byte| !wanted(byte)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn comment(&mut self) -> Data {
        let body = &self.rest()["<!--".len()..];
        let (text, length) = match body.find("-->") {
            Some(end) => (&body[..end], end + "-->".len()),
            None => (body, body.len()),
        };
        self.at += "<!--".len() + length;
        Data::Comment(text.to_owned())
    }

    fn instruction(&mut self) -> Data {
        let body = &self.rest()["<?".len()..];
        let (text, length) = match body.find('>') {
            Some(end) => (&body[..end], end + 1),
            None => (body, body.len()),
        };
        self.at += "<?".len() + length;
        Data::Instruction(text.to_owned())
    }

    fn content(&mut self) {
        while self.at < self.text.len() {
            let (first, second) = (self.byte(0), self.byte(1));
            if first == b'<' && second == b'/' {
                self.end_tag();
            } else if matches!(self.current_name(), "script" | "style") {
                self.raw_text();
            } else if first == b'<' && (second.is_ascii_alphabetic() || second == b'_' || second == b':') {
                self.element();
            } else if self.starts_with("<!doctype") {
                self.doctype();
            } else if self.rest().starts_with("<!--") {
                let comment = self.comment();
                self.add(comment);
            } else if self.rest().starts_with("<?") {
                let instruction = self.instruction();
                self.add(instruction);
            } else if first == b'<' {
                self.at += 1;
                self.check_paragraph();
                self.tree.append_text(self.current(), "<");
            } else if first == b'&' {
                self.reference();
            } else {
                self.characters();
            }
        }
    }

    fn add(&mut self, data: Data) {
        let node = self.tree.make(data);
        self.tree.append(self.current(), node);
    }

    fn push(&mut self, name: impl Into<Name>, attributes: Vec<Attribute>) {
        let node = self.tree.make(Data::Element(name.into(), attributes));
        self.tree.append(self.current(), node);
        if self.open.len() < MAX_DEPTH {
            self.open.push(node);
        }
    }

    /// Closes what the start of `name` closes.
    fn auto_close(&mut self, name: &str) {
        while closes(name, self.current_name()) {
            self.open.pop();
        }
    }

    /// Adds `html`, `head` or `body` where `name` needs them.
    fn imply(&mut self, name: &str) {
        if name == "html" {
            return;
        }
        if self.open.is_empty() {
            self.push("html", Vec::new());
        }
        if name == "body" || name == "frameset" || name == "head" {
            return;
        }
        if self.open.len() <= 1 && matches!(name, "script" | "style" | "meta" | "link" | "title" | "base") {
            let html = self.current();
            let seen = |tag: &str| self.tree.children(html).iter().any(|&child| self.tree.is_element(child, tag));
            if !seen("head") && !seen("body") {
                self.push("head", Vec::new());
            }
        } else if !matches!(name, "noframes" | "frame" | "frameset") && !self.is_open("body") && !self.is_open("head") {
            let html = self.open[0];
            let seen = self.tree.children(html).iter().any(|&child| self.tree.is_element(child, "body"));
            if !seen {
                self.push("body", Vec::new());
            }
        }
    }

    /// Puts text that stands right in the root, `html` or `head` into a paragraph of the body.
    fn check_paragraph(&mut self) {
        if matches!(self.current_name(), "" | "html" | "head") {
            self.auto_close("p");
            self.imply("p");
            self.push("p", Vec::new());
        }
    }

    fn characters(&mut self) {
        let rest = self.rest();
        let text = &rest[..memchr::memchr2(b'<', b'&', rest.as_bytes()).unwrap_or(rest.len())];
        self.at += text.len();
        let is_kept = |byte: u8| byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r');
        let kept = match text.bytes().all(is_kept) {
            true => Cow::Borrowed(text),
            false => Cow::Owned(text.replace(|c: char| u8::try_from(c).is_ok_and(|byte| !is_kept(byte)), "")),
        };
        let is_blank = kept.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        let at_end = self.at >= self.text.len();
        if is_blank && (at_end || self.byte(0) == b'<') && matches!(self.current_name(), "" | "html" | "head") {
            if !self.open.is_empty() {
                self.tree.append_text(self.current(), &kept);
            }
            return;
        }
        self.check_paragraph();
        self.tree.append_text(self.current(), &kept);
    }

    fn raw_text(&mut self) {
        let name = self.current_name().to_owned();
        let rest = self.rest();
        let mut end = rest.len();
        let mut from = 0;
        while let Some(at) = memchr::memmem::find(&rest.as_bytes()[from..], b"</") {
            let at = from + at;
            if rest.get(at + 2..at + 2 + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(&name)) {
                end = at;
                break;
            }
            from = at + 2;
        }
        // An end tag of another element at the very start was looked at already.
        let end = if end == 0 { rest.len().min(1) } else { end };
        self.tree.append_text(self.current(), &rest[..end]);
        self.at += end;
    }

    /// Reads a reference in text.
    fn reference(&mut self) {
        let (text, length) = decode_reference(self.rest());
        self.at += length;
        self.check_paragraph();
        self.tree.append_text(self.current(), &text);
    }

    fn tag_name(&mut self) -> Option<Name> {
        let first = self.byte(0);
        if !(first.is_ascii_alphabetic() || matches!(first, b'_' | b':' | b'.')) {
            return None;
        }
        let name = self.take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_' | b'.'));
        Some(known_name(name).map_or_else(|| Cow::Owned(name.to_ascii_lowercase()), Cow::Borrowed))
    }

    fn element(&mut self) {
        self.at += 1;
        let Some(name) = self.tag_name() else { return };
        self.auto_close(&name);
        self.imply(&name);
        let misplaced = (name == "html" && !self.open.is_empty())
            || (name == "head" && self.open.len() != 1)
            || (name == "body" && self.is_open("body"));
        let attributes = self.attributes();
        if misplaced {
            self.ignored += 1;
            if name == "html" {
                self.add_to_root(attributes);
            }
        } else {
            if name == "head" || name == "body" {
                while self.open.len() > 1 && self.current_name() == "head" {
                    self.open.pop();
                }
            }
            self.push(name.clone(), attributes);
        }
        let closed = self.rest().starts_with("/>");
        self.at += if closed { 2 } else { usize::from(self.byte(0) == b'>') };
        if misplaced {
            return;
        }
        if (closed || is_empty(&name)) && self.current_name() == name {
            self.open.pop();
        }
    }

    /// Adds the attributes of a second `html` tag that the first one lacks.
    fn add_to_root(&mut self, attributes: Vec<Attribute>) {
        let root = self.open[0];
        for (key, value) in attributes {
            if self.tree.attribute(root, &key).is_none() {
                self.tree.set_attribute(root, &key, value.as_deref().unwrap_or_default());
            }
        }
    }

    fn attributes(&mut self) -> Vec<Attribute> {
        let mut attributes: Vec<Attribute> = Vec::new();
        self.skip_blanks();
        while self.at < self.text.len() && self.byte(0) != b'>' && !self.rest().starts_with("/>") {
            match self.tag_name() {
                Some(name) => {
                    self.skip_blanks();
                    let value = (self.byte(0) == b'=').then(|| {
                        self.at += 1;
                        self.skip_blanks();
                        self.value()
                    });
                    if !attributes.iter().any(|(known, _)| *known == name) {
                        attributes.push((name, value));
                    }
                }
                None => {
                    let before = self.at;
                    while self.at < self.text.len()
                        && !matches!(self.byte(0), b' ' | b'\t' | b'\n' | b'\r' | b'>')
                        && !self.rest().starts_with("/>")
                    {
                        self.at += self.rest().chars().next().map_or(1, char::len_utf8);
                    }
                    if self.at == before {
                        self.at += 1;
                    }
                }
            }
            self.skip_blanks();
        }
        attributes
    }

    fn value(&mut self) -> String {
        let quote = self.byte(0);
        let raw = if quote == b'"' || quote == b'\'' {
            self.at += 1;
            let rest = self.rest();
            let raw = &rest[..memchr::memchr(quote, rest.as_bytes()).unwrap_or(rest.len())];
            self.at = (self.at + raw.len() + 1).min(self.text.len());
            raw
        } else {
            self.take_while(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'>'))
        };
        decode(raw)
    }

    fn end_tag(&mut self) {
        self.at += 2;
        let Some(name) = self.tag_name() else { return };
        self.skip_blanks();
        self.take_while(|byte| byte != b'>');
        self.at = (self.at + 1).min(self.text.len());
        if self.ignored > 0 && matches!(&*name, "html" | "body" | "head") {
            self.ignored -= 1;
            return;
        }
        let Some(depth) = self.open.iter().rposition(|&id| self.tree.is_element(id, &name)) else { return };
        let own = strength(&name);
        if self.open[depth + 1..].iter().any(|&id| strength(self.tree.name(id)) > own) {
            return;
        }
        self.open.truncate(depth);
    }
}

/// Decodes the references in an attribute's value.
fn decode(raw: &str) -> String {
    if memchr::memchr(b'&', raw.as_bytes()).is_none() {
        return raw.to_owned();
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (text, length) = decode_reference(&rest[at..]);
        out.push_str(&text);
        rest = &rest[at + length..];
    }
    out + rest
}

/// Decodes the reference that a text starts with: what it stands for and how long it is. A name needs its semicolon.
fn decode_reference(text: &str) -> (String, usize) {
    if let Some(number) = text.strip_prefix("&#") {
        let (digits, radix, prefix) = match number.strip_prefix(['x', 'X']) {
            Some(hex) => (hex, 16, 3),
            None => (number, 10, 2),
        };
        let length = digits.bytes().take_while(|byte| (*byte as char).is_digit(radix)).count();
        let code = u32::from_str_radix(&digits[..length.min(8)], radix).ok();
        let semicolon = usize::from(digits[length..].starts_with(';'));
        return match code.and_then(char::from_u32).filter(|&c| c >= ' ' || matches!(c, '\t' | '\n' | '\r')) {
            Some(c) => (c.to_string(), prefix + length + semicolon),
            None => (String::new(), prefix + length + semicolon),
        };
    }
    let name: &str = {
        let length = text[1..].bytes().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        &text[1..=length]
    };
    let closed = !name.is_empty() && text[1 + name.len()..].starts_with(';');
    if let (true, Some(c)) = (closed, hyde_kramdown::entity(name)) {
        return (c.to_string(), name.len() + 2);
    }
    ("&".to_owned(), 1)
}
