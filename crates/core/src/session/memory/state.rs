//! What a build left, as bytes: the site as it was, what its renderings looked at, and what stands in the destination.

use super::super::Last;
use super::super::identity::Identities;
use super::items::Table;
use super::pack::{Reader, Writer};
use crate::model::Site;
use crate::outside::Mark;
use crate::render::{Excerpt, Order};
use crate::write::{Standing, Stands, Stood};
use hyde_liquid::Str;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What stands at a path, as it was kept.
pub(super) struct Stand {
    pub(super) path: String,
    pub(super) stood: Stood,
    pub(super) mark: Mark,
    /// Whether somebody may have changed the file right after without leaving a trace in its mark.
    pub(super) is_young: bool,
}

impl Writer {
    pub(super) fn last(&mut self, last: &Last, table: &Table, is_young: impl Fn(Mark) -> bool) {
        self.site(&last.site, table);
        self.list(last.ids.ids.iter(), |out, id| out.number(u64::from(*id)));
        self.number(u64::from(last.ids.next));
        self.records(&last.names, [&last.records, &last.excerpts]);
        self.list(sorted(&last.contents).into_iter(), |out, (id, text)| {
            out.number(u64::from(id));
            out.text(text);
        });
        self.list(last.raw_excerpts.iter(), |out, excerpt| {
            out.maybe(excerpt.as_ref(), |out, excerpt| out.text(&excerpt.text));
        });
        self.flag(last.leaks_content);
        self.standing(&last.standing, table, is_young);
    }

    fn site(&mut self, site: &Site, table: &Table) {
        self.hash(site.config.hash());
        self.time(&site.time);
        self.list(site.collections.values(), |out, collection| {
            out.text(&collection.label);
            out.hash(&collection.metadata);
            out.list(collection.docs.iter(), |out, document| out.document(document, table));
        });
        self.list(site.pages.iter(), |out, page| out.page(page, table));
        self.list(site.static_files.iter(), |out, file| out.file(file, table));
        self.list(site.layouts.iter(), |out, (name, layout)| {
            out.text(name);
            out.layout(layout);
        });
        self.value(&site.data);
    }

    fn standing(&mut self, standing: &Standing, table: &Table, is_young: impl Fn(Mark) -> bool) {
        let mut kept: Vec<(&String, &Stood, Mark)> =
            standing.paths.iter().filter_map(|(path, stood)| Some((path, stood, stood.mark?))).collect();
        kept.retain(|(_, stood, _)| match &stood.what {
            Stands::Item(_) => true,
            Stands::Static(file) => table.place(Arc::as_ptr(file).addr()).is_some(),
        });
        kept.sort_unstable_by_key(|(path, _, _)| *path);
        self.list(kept.into_iter(), |out, (path, stood, mark)| {
            out.text(path);
            match &stood.what {
                Stands::Item(id) => {
                    out.flag(false);
                    out.number(u64::from(*id));
                }
                Stands::Static(file) => {
                    out.flag(true);
                    out.file(file, table);
                }
            }
            out.mark(mark);
            out.maybe(stood.print, Self::word);
            out.flag(is_young(mark));
        });
        let mut absent: Vec<u32> = standing.absent.iter().copied().collect();
        absent.sort_unstable();
        self.list(absent.into_iter(), |out, id| out.number(u64::from(id)));
    }
}

pub(super) fn sorted<T>(map: &FxHashMap<u32, T>) -> Vec<(u32, &T)> {
    let mut all: Vec<(u32, &T)> = map.iter().map(|(id, value)| (*id, value)).collect();
    all.sort_unstable_by_key(|(id, _)| *id);
    all
}

impl Reader<'_> {
    /// The last build, and apart from it what it left in the destination, which is to be looked at first. The site is
    /// put together from one that was just started.
    pub(super) fn last(&mut self, started: &Site, table: &Table) -> Option<(Last, Vec<Stand>)> {
        let site = self.site(started, table)?;
        let order = Order::of(&site);
        let ids = Identities { ids: self.list(Self::short)?, next: self.short()? };
        let (names, records, excerpts) = self.records()?;
        let contents = self.list(|from| Some((from.short()?, Str::from(from.text()?))))?;
        let raw_excerpts = self.list(|from| from.maybe(|from| Some(Excerpt { text: from.text()?.into() })))?;
        let leaks_content = self.flag()?;
        let stands = self.list(|from| from.stand(table))?;
        let absent: FxHashSet<u32> = self.list(Self::short)?.into_iter().collect();
        if ids.ids.len() != order.len() || raw_excerpts.len() != order.len() {
            return None;
        }
        let last = Last {
            site,
            order,
            ids,
            names,
            records,
            excerpts,
            contents: contents.into_iter().collect(),
            raw_excerpts,
            leaks_content,
            standing: Standing { absent, ..Standing::default() },
            is_recalled: true,
        };
        Some((last, stands))
    }

    fn site(&mut self, started: &Site, table: &Table) -> Option<Site> {
        let mut site = started.clone();
        *site.config.hash_mut() = self.hash()?;
        site.time = Arc::new(self.time()?);
        let collections = self.list(|from| {
            let (label, metadata) = (from.text()?, from.hash()?);
            let docs = from.list(|from| from.document(table).filter(|document| document.collection == label))?;
            Some((label.to_owned(), metadata, docs))
        })?;
        if collections.len() != site.collections.len() {
            return None;
        }
        for (collection, (label, metadata, docs)) in site.collections.values_mut().zip(collections) {
            if collection.label != label {
                return None;
            }
            collection.metadata = metadata;
            collection.docs = docs.into();
        }
        site.pages = self.list(|from| from.page(table))?.into();
        site.static_files = self.list(|from| from.file(table))?;
        site.layouts = self.list(|from| Some((from.owned()?, from.layout()?)))?.into_iter().collect();
        site.data = self.value()?;
        Some(site)
    }

    fn stand(&mut self, table: &Table) -> Option<Stand> {
        let path = self.owned()?;
        let what = match self.flag()? {
            false => Stands::Item(self.short()?),
            true => Stands::Static(self.file(table)?),
        };
        let mark = self.mark()?;
        let print = self.maybe(Self::word)?;
        Some(Stand { path, stood: Stood { what, mark: Some(mark), print }, mark, is_young: self.flag()? })
    }
}
