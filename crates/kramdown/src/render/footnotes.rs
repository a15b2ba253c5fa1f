//! The footnotes at the end of a document.

use super::Html;
use super::escape::{self, Escape, escape};
use crate::tree::{Kind, NodeId};

impl Html<'_> {
    pub(super) fn write_footnotes(&mut self) {
        if self.footnotes.is_empty() {
            return;
        }
        self.out.push_str("<div class=\"footnotes\" role=\"doc-endnotes\">\n  <ol");
        if self.options.footnote_nr != 1 {
            self.out.push_str(&format!(" start=\"{}\"", self.options.footnote_nr));
        }
        self.out.push_str(">\n");
        let body = std::mem::take(&mut self.out);
        let mut items = Vec::new();
        let mut toc = self.toc_place.is_some();
        let mut toc_item = None;
        let footnote_place = self.footnote_place;
        let mut at = 0;
        // Footnotes may refer to further ones.
        while at < self.footnotes.len() {
            self.write_footnote(at);
            if self.toc_place.is_some() && !toc {
                (toc, toc_item) = (true, Some(at));
            }
            items.push(std::mem::take(&mut self.out));
            at += 1;
        }
        self.footnote_place = footnote_place;
        self.out = body;
        for (at, item) in items.into_iter().enumerate() {
            if let (true, Some(place)) = (toc_item == Some(at), &mut self.toc_place) {
                place.offset += self.out.len();
                self.toc_in_footnotes = true;
            }
            self.out.push_str(&item);
        }
        self.out.push_str("  </ol>\n</div>\n");
    }

    fn write_footnote(&mut self, at: usize) {
        let content = self.footnotes[at].content;
        let paragraph = self.backlink_paragraph(content);
        let name = self.footnotes[at].name.clone();
        self.pad(4);
        self.out.push_str("<li id=\"fn:");
        escape(&mut self.out, &name, Escape::Attribute);
        self.out.push_str("\">");
        let bare = self
            .tree
            .first_child(content)
            .is_some_and(|first| matches!(self.tree.kind(first), Kind::Paragraph { transparent: true }));
        if !bare {
            self.out.push('\n');
        }
        let link = self.backlink(at, paragraph.is_some());
        if let Some(paragraph) = paragraph {
            self.backlink = Some((paragraph, link));
            self.inner(content, 4);
        } else {
            self.inner(content, 4);
            self.out.push_str("      <p>");
            self.out.push_str(&link);
            self.out.push_str("</p>\n");
        }
        self.backlink = None;
        self.pad(4);
        self.out.push_str("</li>\n");
    }

    /// The paragraph that takes the link back; none when the link needs one of its own.
    fn backlink_paragraph(&self, content: NodeId) -> Option<NodeId> {
        let takes = |id: NodeId| matches!(self.tree.kind(id), Kind::Paragraph { .. } | Kind::Header { .. });
        let last = self.tree.last_child(content)?;
        if matches!(self.tree.kind(last), Kind::Paragraph { .. }) {
            return Some(last);
        }
        if !self.options.footnote_backlink_inline {
            return None;
        }
        let mut parent = content;
        loop {
            let last = self.tree.last_child(parent)?;
            if takes(last) {
                return Some(last);
            }
            parent = last;
        }
    }

    fn backlink(&self, at: usize, inside: bool) -> String {
        let mut html = String::new();
        let footnote = &self.footnotes[at];
        if self.options.footnote_backlink.is_empty() {
            return html;
        }
        let mut text = String::new();
        escape(&mut text, &self.options.footnote_backlink, Escape::Text);
        let mut space = String::new();
        escape::entity(&mut space, 0xa0, "", self.options.entity_output);
        for index in 0..=footnote.repeats {
            let (suffix, number) = match index {
                0 => (String::new(), String::new()),
                _ => (format!(":{index}"), format!("<sup>{}</sup>", index + 1)),
            };
            if index > 0 || inside {
                html.push_str(&space);
            }
            html.push_str(&format!(
                "<a href=\"#fnref:{}{suffix}\" class=\"reversefootnote\" role=\"doc-backlink\">{text}{number}</a>",
                footnote.name
            ));
        }
        html
    }
}
