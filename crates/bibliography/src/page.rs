//! Citations and references as they stand on a page: links, anchors, and the numbers a page's citations count.

use std::collections::HashMap;

use crate::bibtex::{Bibliography, Entry};
use crate::csl::{Cite, Previous, Processor};
use crate::filters::Filter;
use crate::item::Item;

/// How citations and references are marked up; the default is jekyll-scholar's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Markup {
    /// The class of citation links.
    pub cite_class: String,
    /// The page that has the references, when it is another one.
    pub relative: String,
    /// What stands for a key that no entry has.
    pub missing_reference: String,
    /// Gives each item of a citation its own link.
    pub separate_links: bool,
    /// The element round a reference.
    pub reference_tag: String,
    /// Put before keys in anchors, with a hyphen.
    pub prefix: Option<String>,
}

impl Default for Markup {
    fn default() -> Self {
        Self {
            cite_class: "citation".to_owned(),
            relative: String::new(),
            missing_reference: "(missing reference)".to_owned(),
            separate_links: false,
            reference_tag: "span".to_owned(),
            prefix: None,
        }
    }
}

impl Markup {
    /// Makes the anchor of a key.
    pub fn anchor(&self, key: &str) -> String {
        match &self.prefix {
            Some(prefix) => format!("{prefix}-{key}"),
            None => key.to_owned(),
        }
    }

    fn link(&self, key: &str, text: &str) -> String {
        let anchor = if key.is_empty() { String::new() } else { self.anchor(key) };
        format!("<a class=\"{}\" href=\"{}#{anchor}\">{text}</a>", self.cite_class, self.relative)
    }

    /// Puts the reference element, with its anchor, round a rendered reference.
    pub fn reference(&self, key: &str, text: &str) -> String {
        format!("<{tag} id=\"{}\">{text}</{tag}>", self.anchor(key), tag = self.reference_tag)
    }
}

/// What a page has cited so far, in order, and the numbers it gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cited {
    keys: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Cited {
    /// Gives the cited keys in the order of their first citation.
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Counts a key as cited without showing a citation.
    pub fn add(&mut self, key: &str) {
        if !self.keys.iter().any(|known| known == key) {
            self.keys.push(key.to_owned());
        }
    }

    /// Counts a key as cited and gives its number: the count of keys cited when it was first asked for, so after
    /// [`Cited::add`] two keys may get the same one, as in jekyll-scholar.
    pub fn number(&mut self, key: &str) -> usize {
        self.add(key);
        let next = self.keys.len();
        *self.numbers.entry(key.to_owned()).or_insert(next)
    }
}

/// One call of the `cite` tag.
#[derive(Debug, Clone, Default)]
pub struct CiteCall<'a> {
    /// The keys.
    pub keys: Vec<&'a str>,
    /// A locator per key, as far as given.
    pub locators: Vec<&'a str>,
    /// What each locator counts, as far as given.
    pub labels: Vec<&'a str>,
    /// Leaves the authors out.
    pub suppress_author: bool,
}

impl Bibliography {
    /// Renders a citation and counts its keys on the page.
    pub fn cite(
        &self,
        call: &CiteCall<'_>,
        cited: &mut Cited,
        processor: &Processor<'_>,
        markup: &Markup,
        filters: &[Filter],
    ) -> String {
        let entries: Option<Vec<&Entry>> = call.keys.iter().map(|key| self.entry(key)).collect();
        let Some(entries) = entries else { return markup.missing_reference.clone() };
        let items: Vec<Item> = entries.iter().map(|entry| self.item(entry, filters)).collect();
        let cites: Vec<Cite<'_>> = items
            .iter()
            .enumerate()
            .map(|(index, item)| Cite {
                item: Some(item),
                number: Some(cited.number(call.keys[index])),
                locator: call.locators.get(index).copied(),
                label: call.labels.get(index).copied(),
                suppress_author: call.suppress_author,
            })
            .collect();
        if markup.separate_links {
            let links: Vec<String> = cites
                .iter()
                .zip(&call.keys)
                .map(|(cite, key)| markup.link(key, &processor.cite_in_fonts(cite)))
                .collect();
            return processor.join_in_affixes(&links);
        }
        markup.link(call.keys.first().copied().unwrap_or(""), &processor.citation(&cites))
    }

    /// Renders an entry's reference, without the element round it. `number` is its place in the list;
    /// `previous` starts as the default and carries on from entry to entry.
    pub fn reference(
        &self,
        entry: &Entry,
        number: Option<usize>,
        processor: &Processor<'_>,
        filters: &[Filter],
        previous: &mut Previous,
    ) -> String {
        processor.bibliography(&self.item(entry, filters), number, previous)
    }
}
