//! The serialiser: HTML as libxml2 writes it, with line breaks between blocks.

use super::tag_table::{is_block, is_empty};
use super::tree::{Data, NodeId, Tree};
use std::fmt::Write as _;

/// What a piece of work is: a node to write, or what follows one.
enum Step<'t> {
    Node {
        id: NodeId,
        followed: bool,
    },
    /// The end tag of an element of that name.
    End(&'t str),
    Break,
}

impl Tree {
    /// Writes a document or fragment. A document's head says that it is UTF-8.
    pub(crate) fn to_html(&self) -> String {
        let mut out = String::with_capacity(self.length + self.length / 8);
        let whole = self.children(Self::ROOT).iter().any(|&child| matches!(self.data(child), Data::Doctype(_)));
        for &child in self.children(Self::ROOT) {
            self.write(child, &mut out);
            if whole && matches!(self.data(child), Data::Doctype(_)) {
                out.push('\n');
            }
        }
        if whole {
            out.push('\n');
        }
        out
    }

    /// Says in the head that the document is UTF-8, as writing a document does.
    pub(crate) fn declare_encoding(&mut self) {
        let content = "text/html; charset=UTF-8";
        let Some(head) = self.first("head") else { return };
        let declared = self.children(head).iter().copied().find(|&id| {
            self.is_element(id, "meta")
                && self.attribute(id, "http-equiv").is_some_and(|key| key.eq_ignore_ascii_case("Content-Type"))
                && self.attribute(id, "content").is_some()
        });
        match declared {
            Some(meta) => {
                let value = self.attribute(meta, "content").unwrap_or_default().to_ascii_lowercase();
                if !value.contains("charset=utf-8") {
                    self.set_attribute(meta, "content", content);
                }
            }
            None => {
                let attributes = vec![
                    ("http-equiv".into(), Some("Content-Type".to_owned())),
                    ("content".into(), Some(content.to_owned())),
                ];
                let meta = self.make(Data::Element("meta".into(), attributes));
                self.prepend(head, meta);
            }
        }
    }

    fn write(&self, id: NodeId, out: &mut String) {
        let mut steps = vec![Step::Node { id, followed: false }];
        while let Some(step) = steps.pop() {
            match step {
                Step::Node { id, followed } => self.write_node(id, followed, out, &mut steps),
                Step::End(name) => out.extend(["</", name, ">"]),
                Step::Break => out.push('\n'),
            }
        }
    }

    /// Writes a node's start and leaves the rest as steps. `followed` says whether something other than text comes after
    /// it; after the node that writing began with, no line breaks.
    fn write_node<'t>(&'t self, id: NodeId, followed: bool, out: &mut String, steps: &mut Vec<Step<'t>>) {
        match self.data(id) {
            Data::Root => {}
            Data::Doctype(text) => out.push_str(text),
            Data::Comment(text) => out.extend(["<!--", text, "-->"]),
            Data::Instruction(text) => out.extend(["<?", text, ">"]),
            Data::Text(text) => {
                let raw = self.parent(id).is_some_and(|above| matches!(self.name(above), "script" | "style"));
                if raw { out.push_str(text) } else { escape(text, out) }
            }
            Data::Element(name, attributes) => {
                out.push('<');
                out.push_str(name);
                for (key, value) in attributes {
                    write_attribute(name, key, value.as_deref(), out);
                }
                out.push('>');
                let breaks_after = followed && self.breaks_after(id, name);
                if is_empty(name) {
                    if breaks_after {
                        out.push('\n');
                    }
                    return;
                }
                if breaks_after {
                    steps.push(Step::Break);
                }
                // The end of an empty `li` goes without saying.
                if name != "li" || !self.children(id).is_empty() {
                    steps.push(Step::End(name));
                }
                self.queue_children(id, name, steps);
            }
        }
    }

    fn queue_children(&self, id: NodeId, name: &str, steps: &mut Vec<Step<'_>>) {
        let children = self.children(id);
        let (Some(&first), Some(&last)) = (children.first(), children.last()) else { return };
        let spaced = is_block(name) && first != last && !name.starts_with('p');
        if spaced && !self.is_text(last) {
            steps.push(Step::Break);
        }
        for (at, &id) in children.iter().enumerate().rev() {
            let followed = children.get(at + 1).is_some_and(|&next| !self.is_text(next));
            steps.push(Step::Node { id, followed });
        }
        if spaced && !self.is_text(first) {
            steps.push(Step::Break);
        }
    }

    fn is_text(&self, id: NodeId) -> bool {
        matches!(self.data(id), Data::Text(_))
    }

    /// Says whether a line may break after an element: after blocks that do not lie in an element whose name begins with
    /// `p`.
    fn breaks_after(&self, id: NodeId, name: &str) -> bool {
        let parent = self.parent(id).map_or("", |parent| self.name(parent));
        is_block(name) && !parent.is_empty() && !parent.starts_with('p')
    }
}

fn escape(text: &str, out: &mut String) {
    let mut rest = 0;
    for at in memchr::memchr3_iter(b'<', b'>', b'&', text.as_bytes()) {
        out.push_str(&text[rest..at]);
        out.push_str(match text.as_bytes()[at] {
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&amp;",
        });
        rest = at + 1;
    }
    out.push_str(&text[rest..]);
}

fn write_attribute(element: &str, key: &str, value: Option<&str>, out: &mut String) {
    out.push(' ');
    out.push_str(key);
    // An attribute that stands for itself is written without its value.
    let Some(value) = value else { return };
    if is_boolean(key) {
        return;
    }
    let is_address = matches!(key, "href" | "action" | "src") || (key == "name" && element == "a");
    out.push('=');
    if is_address {
        out.push('"');
        write_address(value.trim_start_matches([' ', '\t', '\n', '\r']), out);
        out.push('"');
        return;
    }
    let has = |quote: u8| memchr::memchr(quote, value.as_bytes()).is_some();
    let doubled = has(b'"');
    let quote = if doubled && !has(b'\'') { '\'' } else { '"' };
    out.push(quote);
    let before = out.len();
    escape(value, out);
    if doubled && quote == '"' {
        let escaped = out.split_off(before);
        out.push_str(&escaped.replace('"', "&quot;"));
    }
    out.push(quote);
}

/// What stands in an address as it is.
static IN_ADDRESS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    let marks = b"-_.!~*'()@/:=?;#%,+";
    let mut at = 0;
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
};

/// Writes an address, escaped, with what may not stand in one percent-encoded.
fn write_address(text: &str, out: &mut String) {
    let mut rest = 0;
    for (at, byte) in text.bytes().enumerate() {
        if IN_ADDRESS[usize::from(byte)] {
            continue;
        }
        // Bytes outside ASCII are all encoded, so a run that has any bytes lies between characters.
        out.push_str(text.get(rest..at).unwrap_or_default());
        rest = at + 1;
        match byte {
            b'<' => out.push_str("&lt;"),
            b'>' => out.push_str("&gt;"),
            b'&' => out.push_str("&amp;"),
            _ => _ = write!(out, "%{byte:02X}"),
        }
    }
    out.push_str(&text[rest..]);
}

/// Says whether an attribute is one of HTML 4's that stand for themselves.
fn is_boolean(key: &str) -> bool {
    matches!(
        key,
        "checked"
            | "compact"
            | "declare"
            | "defer"
            | "disabled"
            | "ismap"
            | "multiple"
            | "nohref"
            | "noresize"
            | "noshade"
            | "nowrap"
            | "readonly"
            | "selected"
    )
}
