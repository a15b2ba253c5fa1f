//! A rendered site.

use super::Core;
use crate::Position;
use crate::model::Site;
use hyde_liquid::Str;
use std::sync::Arc;

/// A site with the output of every document and page.
pub struct Rendered {
    site: Site,
    /// By collection and document.
    documents: Vec<Vec<Text>>,
    pages: Vec<Text>,
}

/// An output: as rendering left it, which costs no copy, and as it was changed since.
struct Text {
    rendered: Str,
    changed: Option<String>,
}

impl Text {
    fn as_str(&self) -> &str {
        self.changed.as_deref().unwrap_or(&self.rendered)
    }

    fn to_mut(&mut self) -> &mut String {
        self.changed.get_or_insert_with(|| self.rendered.to_string())
    }
}

impl From<Str> for Text {
    fn from(rendered: Str) -> Self {
        Self { rendered, changed: None }
    }
}

impl Rendered {
    /// Takes the outputs out of the slots. Pages that converters added come after the others, in order.
    pub(crate) fn new(core: Arc<Core>) -> Self {
        let mut added = std::mem::take(&mut *core.added.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        added.sort_by_key(|(number, _, _)| *number);
        let output = |position: Position| {
            let slot = core.slots.get(core.order.number(position));
            Text::from(slot.output.get().cloned().unwrap_or_else(|| Str::from("")))
        };
        let documents = core
            .site
            .collections
            .values()
            .enumerate()
            .map(|(at, collection)| {
                (0..collection.docs.len()).map(|index| output(Position::Document(at, index))).collect()
            })
            .collect();
        let mut pages: Vec<Text> = (0..core.site.pages.len()).map(|index| output(Position::Page(index))).collect();
        // A conversion may not have added the page it was expected to.
        let own_pages = core.late.own_pages;
        let kept: Vec<bool> = (own_pages..pages.len())
            .map(|index| core.slots.get(core.order.number(Position::Page(index))).output.get().is_some())
            .collect();
        // Nothing but this function holds the core once rendering is over, unless a plugin kept a drop.
        let mut site = match Arc::try_unwrap(core) {
            Ok(core) => core.site,
            Err(core) => core.site.clone(),
        };
        let mut numbered = 0..;
        pages.retain(|_| numbered.next().is_some_and(|index: usize| index < own_pages || kept[index - own_pages]));
        let mut numbered = 0..;
        site.pages.retain(|_| numbered.next().is_some_and(|index: usize| index < own_pages || kept[index - own_pages]));
        for (_, page, output) in added {
            site.pages.push(page);
            pages.push(Str::from(output).into());
        }
        Self { site, documents, pages }
    }

    /// The site, with the pages that converters added.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The output at a position.
    pub fn output(&self, position: Position) -> Option<&str> {
        match position {
            Position::Document(collection, index) => self.documents.get(collection)?.get(index),
            Position::Page(index) => self.pages.get(index),
        }
        .map(Text::as_str)
    }

    /// The output at a position for changing.
    pub fn output_mut(&mut self, position: Position) -> Option<&mut String> {
        match position {
            Position::Document(collection, index) => self.documents.get_mut(collection)?.get_mut(index),
            Position::Page(index) => self.pages.get_mut(index),
        }
        .map(Text::to_mut)
    }

    /// The positions in rendering order.
    pub fn positions(&self) -> impl Iterator<Item = Position> + '_ {
        self.site.positions()
    }

    /// Gives the site back.
    pub fn into_site(self) -> Site {
        self.site
    }
}
