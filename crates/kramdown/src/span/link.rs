//! Links, images, footnote markers and addresses in angle brackets.

use super::{Kinds, Spans, Stop};
use crate::attribute_map::Attributes;
use crate::attributes;
use crate::block::normalize_link_id;
use crate::scan;
use crate::tree::{AttributeList, Kind, NodeId};
use crate::unicode::{is_alnum, is_space, strip};
use memchr::{memchr, memchr2, memchr3};

/// Where a link goes.
struct Target {
    url: String,
    title: Option<String>,
    attributes: Option<Box<AttributeList>>,
}

impl<'t> Spans<'_, '_, 't> {
    pub(super) fn link(&mut self, el: NodeId) -> bool {
        let start = self.pos;
        let image = self.bytes()[start] == b'!';
        let mark = if image { "![" } else { "[" };
        let from = start + mark.len();
        let nested = !image && (self.within.link || self.within.image);
        let key = (from, u8::from(image), self.within);
        let closes = Self::occurs(&mut self.facts.last_bracket, self.text, b"]", from);
        let deep = self.depth >= super::DEEPEST;
        let hopeless = nested || deep || self.fuel < 0 || !closes || self.failed_before(key);
        let before = self.told();
        if hopeless || !self.link_parts(el, from, image) {
            if !hopeless {
                self.remember_failure(key, before);
            }
            self.pos = from;
            self.add_text(el, mark);
        }
        true
    }

    /// Tries to parse the link whose text begins at `from`; answers whether it was one.
    fn link_parts(&mut self, el: NodeId, from: usize, image: bool) -> bool {
        let outer = self.within;
        self.within.link |= !image;
        self.within.image |= image;
        self.within.parent_is_emphasis = false;
        let extent = self.parser.tree.extent();
        let line = self.parser.tree.node(el).line;
        let child = self.parser.tree.add(if image { Kind::Image } else { Kind::Link }, line);
        self.pos = from;
        self.depth += 1;
        let closed = self.run(child, &mut Stop::Bracket(1, None), Kinds::All);
        self.depth -= 1;
        self.within = outer;
        let stop = self.pos;
        let target = if closed {
            self.pos += 1;
            self.target(from, stop)
        } else {
            None
        };
        let Some(target) = target else {
            self.parser.tree.truncate(extent);
            return false;
        };
        let alternative = image.then(|| self.without_escapes(&self.text[from..stop]));
        self.finish_link(child, target, alternative);
        self.parser.tree.push_child(el, child);
        true
    }

    fn finish_link(&mut self, child: NodeId, target: Target, alternative: Option<String>) {
        let parser = &mut *self.parser;
        let mut found = Attributes::default();
        if let Some(list) = &target.attributes {
            attributes::apply(&mut found, list, &parser.attribute_definitions);
        }
        let node = parser.tree.node_mut(child);
        node.attributes = found;
        node.attribute_list = target.attributes;
        match alternative {
            Some(text) => {
                node.set_attribute("src", target.url);
                node.set_attribute("alt", text);
                parser.tree.set_children(child, []);
            }
            None => node.set_attribute("href", target.url),
        }
        if let Some(title) = target.title {
            parser.tree.node_mut(child).set_attribute("title", title);
        }
    }

    /// Takes the backslashes from escaped characters.
    fn without_escapes(&self, text: &str) -> String {
        let mut plain = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = memchr(b'\\', rest.as_bytes()) {
            plain.push_str(&rest[..at]);
            let next = rest.as_bytes().get(at + 1).copied();
            if next.is_some_and(|b| super::symbols::is_escapable(b, false)) {
                plain.push_str(&rest[at + 1..at + 2]);
                rest = &rest[at + 2..];
            } else {
                plain.push('\\');
                rest = &rest[at + 1..];
            }
        }
        plain.push_str(rest);
        plain
    }

    /// Reads what follows the text of a link, the text itself being from `from` to `stop`.
    fn target(&mut self, from: usize, stop: usize) -> Option<Target> {
        if let Some((id, end)) = self.reference() {
            self.pos = end;
            return self.definition(id, from, stop);
        }
        if self.byte(self.pos) != Some(b'(') {
            return self.definition(None, from, stop);
        }
        let url = match self.angle_url() {
            Some((url, end)) => {
                self.pos = end;
                if self.byte(end) == Some(b')') {
                    self.pos += 1;
                    return Some(Target { url, title: None, attributes: None });
                }
                url
            }
            None => {
                let (url, complete) = self.bare_url();
                if complete {
                    return Some(Target { url, title: None, attributes: None });
                }
                url
            }
        };
        let title = self.title()?;
        Some(Target { url, title: Some(title), attributes: None })
    }

    /// `[id]` or `[]`, after any blanks.
    fn reference(&self) -> Option<(Option<&'t str>, usize)> {
        let text = self.text;
        let open = scan::skip_space(text, self.pos);
        if self.byte(open) != Some(b'[') {
            return None;
        }
        let close = open + 1 + memchr(b']', &self.bytes()[open + 1..])?;
        let id = &text[open + 1..close];
        Some(((!id.is_empty()).then_some(id), close + 1))
    }

    /// Looks up a link definition by `id` or the text of the link.
    fn definition(&mut self, id: Option<&str>, from: usize, stop: usize) -> Option<Target> {
        let text = &self.text[from..stop];
        let named = id.is_some();
        self.fuel -= i64::try_from(text.len()).unwrap_or(0);
        let id = match id {
            Some(id) => normalize_link_id(id),
            None => normalize_link_id(&self.without_escapes(text)),
        };
        if let Some(found) = self.parser.links.get(&id) {
            let list = found.node.and_then(|node| self.parser.tree.node(node).attribute_list.clone());
            return Some(Target { url: found.url.clone(), title: found.title.clone(), attributes: list });
        }
        if named {
            return None;
        }
        let line = self.line_of(from);
        self.parser.warn(format!("No link definition for link ID '{id}' found on line {line}"), Some(line));
        None
    }

    /// `(<url>`
    fn angle_url(&self) -> Option<(String, usize)> {
        if self.byte(self.pos + 1) != Some(b'<') {
            return None;
        }
        let from = self.pos + 2;
        let stop = from + memchr2(b'>', b'\n', &self.bytes()[from..])?;
        (self.bytes()[stop] == b'>').then(|| (self.text[from..stop].to_string(), stop + 1))
    }

    /// `(url)` with balanced parentheses, or `(url` before a title; answers also which.
    fn bare_url(&mut self) -> (String, bool) {
        let bytes = self.bytes();
        let start = self.pos;
        let mut open = 0_i64;
        let mut at = start;
        while let Some(found) = next_parenthesis(bytes, at) {
            self.fuel -= i64::try_from(found - at).unwrap_or(0);
            at = found + 1;
            match bytes[found] {
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'(' => open += 1,
                _ => break,
            }
        }
        self.pos = at;
        let inner = if at >= start + 2 { &self.text[start + 1..at - 1] } else { "" };
        (strip(inner).to_string(), open == 0)
    }

    /// `"title")`
    fn title(&mut self) -> Option<String> {
        let bytes = self.bytes();
        let open = scan::skip_space(self.text, self.pos);
        let quote = self.byte(open).filter(|b| matches!(b, b'"' | b'\''))?;
        let mut at = open + 2;
        while at < bytes.len() {
            let close = at + memchr(quote, &bytes[at..])?;
            self.fuel -= i64::try_from(close - at).unwrap_or(0);
            let after = scan::skip_space(self.text, close + 1);
            if self.byte(after) == Some(b')') {
                self.pos = after + 1;
                return Some(self.text[open + 1..close].to_string());
            }
            at = close + 1;
        }
        None
    }

    pub(super) fn footnote_marker(&mut self, el: NodeId) -> bool {
        if self.byte(self.pos + 1) != Some(b'^') {
            return false;
        }
        let from = self.pos + 2;
        let Some(stop) = scan::ald_name_end(self.text, from) else { return false };
        if self.byte(stop) != Some(b']') {
            return false;
        }
        let name = &self.text[from..stop];
        match self.parser.footnote_places.get(name) {
            Some(&at) => {
                self.parser.footnotes[at].used = true;
                let content = self.parser.footnotes[at].content;
                self.add(el, Kind::Footnote { name: name.into(), content });
            }
            None => {
                let line = self.current_line();
                self.parser.warn(format!("Footnote definition for '{name}' not found on line {line}"), Some(line));
                let text = &self.text[self.pos..=stop];
                self.add_text(el, text);
            }
        }
        self.pos = stop + 1;
        true
    }

    pub(super) fn autolink(&mut self, el: NodeId) -> bool {
        let Some((end, scheme)) = self.address() else { return false };
        let address = &self.text[self.pos + 1..end];
        let href = if scheme { address.to_string() } else { format!("mailto:{address}") };
        let link = self.add(el, Kind::Link);
        self.parser.tree.node_mut(link).set_attribute("href", href);
        let text = address.strip_prefix("mailto:").unwrap_or(address);
        self.add_text(link, text);
        self.pos = end + 1;
        true
    }

    /// The end of the address in angle brackets here, and whether it has a scheme.
    fn address(&mut self) -> Option<(usize, bool)> {
        let from = self.pos + 1;
        let rest = &self.text[from..];
        let scheme =
            ["mailto:", "https:", "http:", "ftps:", "ftp:"].into_iter().find(|scheme| rest.starts_with(scheme));
        if let Some(scheme) = scheme {
            let first = from + scheme.len();
            let after = first + self.text[first..].chars().next().map_or(1, char::len_utf8);
            let (known, unclosed) = self.facts.unclosed;
            if self.byte(first).is_some_and(|b| b != b'\n') && !(known <= after && after < unclosed) {
                let found = memchr2(b'>', b'\n', &self.bytes()[after..]).map(|at| after + at);
                match found.filter(|at| self.bytes()[*at] == b'>') {
                    Some(end) => return Some((end, true)),
                    None => self.facts.unclosed = (after, found.unwrap_or(self.text.len())),
                }
            }
        }
        let is_part = |c: char| c == '-' || c == '_' || c == '.' || is_alnum(c);
        let local: usize = rest.chars().take_while(|c| is_part(*c)).map(char::len_utf8).sum();
        if local == 0 || !rest[local..].starts_with('@') {
            return None;
        }
        let domain = &rest[local + 1..];
        let length: usize = domain.chars().take_while(|c| is_part(*c)).map(char::len_utf8).sum();
        let end = from + local + 1 + length;
        (length > 0 && self.byte(end) == Some(b'>')).then_some((end, false))
    }
}

/// The next parenthesis, or blank before a quotation mark.
fn next_parenthesis(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut quote_from = at;
    loop {
        let found = at
            + memchr3(b'(', b')', b'"', &bytes[at..]).or_else(|| {
                // No parenthesis: a single quote may still follow a blank.
                memchr(b'\'', &bytes[at..])
            })?;
        // A single quote before what was found comes first.
        let single = memchr(b'\'', &bytes[quote_from.max(at)..found]).map(|single| quote_from.max(at) + single);
        let found = single.unwrap_or(found);
        match bytes[found] {
            b'(' | b')' => return Some(found),
            _ if found > 0 && found > quote_from && is_space(bytes[found - 1]) => return Some(found - 1),
            _ => {
                at = found + 1;
                quote_from = quote_from.min(at);
            }
        }
    }
}
