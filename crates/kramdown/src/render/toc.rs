//! The table of contents.

use super::{Html, TocPlace};
use crate::attribute_map::Attributes;

/// An entry with the entries below it.
struct Entry {
    at: usize,
    children: Vec<usize>,
}

impl Html<'_> {
    pub(super) fn write_toc(&mut self, place: &TocPlace) {
        let toc = std::mem::take(&mut self.toc);
        if toc.is_empty() {
            return;
        }
        let mut entries: Vec<Entry> = Vec::with_capacity(toc.len());
        let mut top = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for (at, header) in toc.iter().enumerate() {
            while open.last().is_some_and(|last| toc[*last].level >= header.level) {
                open.pop();
            }
            match open.last() {
                Some(parent) => entries[*parent].children.push(at),
                None => top.push(at),
            }
            entries.push(Entry { at, children: Vec::new() });
            open.push(at);
        }
        let mut attributes = self.get(place.list).attributes.clone();
        if attributes.get("id").is_none() {
            attributes.set("id", "markdown-toc");
        }
        let prefix = attributes.get("id").unwrap_or_default().to_string();
        let links = toc.iter().map(|entry| (entry.id.clone(), entry.header)).collect::<Vec<_>>();
        self.in_toc = true;
        let name = if place.ordered { "ol" } else { "ul" };
        let list = TocList { name, prefix: &prefix, entries: &entries, links: &links };
        self.toc_list(&list, &attributes, &top, 0);
        self.in_toc = false;
    }

    fn toc_list(&mut self, list: &TocList<'_>, attributes: &Attributes, items: &[usize], indent: usize) {
        self.pad(indent);
        self.open(list.name, attributes);
        self.out.push('\n');
        for item in items {
            let entry = &list.entries[*item];
            let (id, header) = &list.links[entry.at];
            self.pad(indent + 2);
            self.out.push_str("<li>");
            let mut link = Attributes::default();
            link.set("href", format!("#{id}"));
            link.set("id", format!("{}-{id}", list.prefix));
            self.open("a", &link);
            self.inner(*header, indent);
            self.close("a");
            if !entry.children.is_empty() {
                self.toc_list(list, &Attributes::default(), &entry.children, indent + 4);
                self.pad(indent + 2);
            }
            self.out.push_str("</li>\n");
        }
        self.pad(indent);
        self.close(list.name);
        self.out.push('\n');
    }
}

/// What all levels of a table of contents share.
struct TocList<'t> {
    name: &'t str,
    prefix: &'t str,
    entries: &'t [Entry],
    links: &'t [(String, crate::tree::NodeId)],
}
