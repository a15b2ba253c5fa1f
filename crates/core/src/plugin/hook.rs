//! Hooks: closures that run at certain moments of a build (`lib/jekyll/hooks.rb`).

use super::{Priority, Tools};
use crate::model::{Document, Page, Site};
use crate::outside::Destination;
use crate::render::{Rendered, record};
use crate::{BuildError, Config, Position};
use hyde_liquid::Hash;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::sync::Arc;

/// Whose moments a hook waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Owner {
    /// Every page.
    Pages,
    /// Every post and draft.
    Posts,
    /// Every document of every collection, posts included.
    Documents,
    /// The documents of the collection with this label.
    Collection(String),
}

/// The moments of a page, a document or the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Event {
    /// Of the site: it was made. Nothing is read yet.
    AfterInit,
    /// Of the site: it is about to be read.
    AfterReset,
    /// Of the site: it was read, generators have not run.
    PostRead,
    /// Of a page or document: it was read. Data and content may change.
    PostInit,
    /// Of the site, or of a page or document: generators have run, rendering is about to start. Data and content may
    /// change; hooks of all pages and documents run before the first of them is rendered.
    PreRender,
    /// Of a page or document: its content was converted and is not yet in a layout. `content` may change.
    PostConvert,
    /// Of a page or document: its output is complete. `output` may change.
    PostRender,
    /// Of a page or document: its output was written.
    PostWrite,
}

/// What a hook of a page or document looks at.
#[derive(Debug, Clone, Copy)]
pub enum Item<'a> {
    /// A document.
    Document(&'a Document),
    /// A page.
    Page(&'a Page),
}

/// A page or document at one of its moments.
pub struct Hooked<'a> {
    /// The text: raw before rendering, converted from [`Event::PostConvert`] on. Changes count until then.
    pub content: String,
    /// The output; empty before [`Event::PostRender`]. Changes count in that event.
    pub output: String,
    site: &'a Site,
    tools: Tools<'a>,
    position: Position,
    data: Cow<'a, Hash>,
}

impl<'a> Hooked<'a> {
    pub(crate) fn new(
        site: &'a Site,
        tools: Tools<'a>,
        position: Position,
        content: String,
        output: String,
    ) -> Option<Self> {
        let data = match item_at(site, position)? {
            Item::Document(document) => &document.data,
            Item::Page(page) => &page.data,
        };
        Some(Self { content, output, site, tools, position, data: Cow::Borrowed(data) })
    }

    /// The site. A session renders what asks for this again after any change, so for settings [`Hooked::config`] is
    /// the better question.
    pub fn site(&self) -> &'a Site {
        record::whole(record::ANYTHING);
        self.site
    }

    /// The configuration.
    pub fn config(&self) -> &'a Config {
        &self.site.config
    }

    /// Converters, Liquid and the outside.
    pub fn tools(&self) -> &Tools<'a> {
        record::whole(record::ANYTHING);
        &self.tools
    }

    /// Its position in rendering order.
    pub fn position(&self) -> Position {
        self.position
    }

    /// The page or document as it was read.
    pub fn item(&self) -> Item<'a> {
        item_at(self.site, self.position).expect("new() found the item")
    }

    /// The data.
    pub fn data(&self) -> &Hash {
        &self.data
    }

    /// The data for changing, which counts in [`Event::PostInit`] and [`Event::PreRender`].
    pub fn data_mut(&mut self) -> &mut Hash {
        self.data.to_mut()
    }

    /// Whether what is looked at is written.
    pub fn is_written(&self) -> bool {
        match self.item() {
            Item::Document(document) => document.is_written(self.site),
            Item::Page(page) => page.is_published(self.site),
        }
    }

    /// The extension of the output (`.html`).
    pub fn output_ext(&self) -> String {
        match self.item() {
            Item::Document(document) => document.output_ext(self.site),
            Item::Page(page) => page.output_ext(self.site),
        }
    }

    /// The URL.
    pub fn url(&self) -> &'a str {
        match self.item() {
            Item::Document(document) => document.url(self.site),
            Item::Page(page) => page.url(self.site),
        }
    }

    /// The absolute path of the file to write.
    pub fn destination(&self) -> String {
        match self.item() {
            Item::Document(document) => document.destination(self.site),
            Item::Page(page) => page.destination(self.site),
        }
    }

    pub(crate) fn into_parts(self) -> (String, String, Option<Hash>) {
        let changed = match self.data {
            Cow::Owned(data) => Some(data),
            Cow::Borrowed(_) => None,
        };
        (self.content, self.output, changed)
    }
}

/// Finds what stands at a position.
pub(crate) fn item_at(site: &Site, position: Position) -> Option<Item<'_>> {
    match position {
        Position::Document(collection, index) => site.document(collection, index).map(Item::Document),
        Position::Page(index) => site.pages.get(index).map(|page| Item::Page(page)),
    }
}

type Run<T> = Arc<T>;
type ItemHook = dyn Fn(&mut Hooked<'_>) -> Result<(), BuildError> + Send + Sync;
type SiteHook = dyn Fn(&mut Site, &Tools<'_>) -> Result<(), BuildError> + Send + Sync;
type RenderedHook = dyn Fn(&mut Rendered) -> Result<(), BuildError> + Send + Sync;
type WrittenHook = dyn Fn(&Rendered, &mut dyn Destination) -> Result<(), BuildError> + Send + Sync;
type Editions = dyn Fn(&Site) -> Vec<Site> + Send + Sync;

/// All hooks of a site, each list in the order it runs.
#[derive(Clone, Default)]
pub(crate) struct Hooks {
    items: Vec<(Owner, Event, Priority, Run<ItemHook>)>,
    sites: Vec<(Event, Priority, Run<SiteHook>)>,
    rendered: Vec<(Priority, Run<RenderedHook>)>,
    written: Vec<(Priority, Run<WrittenHook>)>,
    editions: Option<Run<Editions>>,
}

impl Hooks {
    pub(crate) fn add_item(&mut self, owner: Owner, event: Event, priority: Priority, hook: Run<ItemHook>) {
        self.items.push((owner, event, priority, hook));
    }

    pub(crate) fn add_site(&mut self, event: Event, priority: Priority, hook: Run<SiteHook>) {
        self.sites.push((event, priority, hook));
    }

    pub(crate) fn add_rendered(&mut self, priority: Priority, hook: Run<RenderedHook>) {
        self.rendered.push((priority, hook));
    }

    pub(crate) fn add_written(&mut self, priority: Priority, hook: Run<WrittenHook>) {
        self.written.push((priority, hook));
    }

    pub(crate) fn set_editions(&mut self, editions: Run<Editions>) {
        self.editions = Some(editions);
    }

    /// The sites that a started site is built as, if it is not built just once.
    pub(crate) fn editions_of(&self, site: &Site) -> Option<Vec<Site>> {
        self.editions.as_ref().map(|editions| editions(site))
    }

    /// Puts higher priorities first; equal ones stay in the order of registration.
    pub(crate) fn sort(&mut self) {
        self.items.sort_by_key(|(_, _, priority, _)| Reverse(*priority));
        self.sites.sort_by_key(|(_, priority, _)| Reverse(*priority));
        self.rendered.sort_by_key(|(priority, _)| Reverse(*priority));
        self.written.sort_by_key(|(priority, _)| Reverse(*priority));
    }

    /// Whether the site is built once, and no hook looks at all outputs of a build.
    pub(crate) fn are_of_single_items(&self) -> bool {
        self.rendered.is_empty() && self.written.is_empty() && self.editions.is_none()
    }

    /// Whether any hook of pages or documents waits for an event.
    pub(crate) fn has_items(&self, event: Event) -> bool {
        self.items.iter().any(|(_, of, _, _)| *of == event)
    }

    /// Runs the hooks of a page or document: its collection's first, then those of all documents, as Jekyll does.
    pub(crate) fn run_item(&self, event: Event, hooked: &mut Hooked<'_>) -> Result<(), BuildError> {
        let label = match hooked.item() {
            Item::Document(document) => Some(document.collection.clone()),
            Item::Page(_) => None,
        };
        let own = |owner: &Owner| match (owner, &label) {
            (Owner::Pages, None) => true,
            (Owner::Posts, Some(label)) => label == "posts",
            (Owner::Collection(wanted), Some(label)) => wanted == label,
            _ => false,
        };
        let all = |owner: &Owner| *owner == Owner::Documents && label.is_some();
        for applies in [&own as &dyn Fn(&Owner) -> bool, &all] {
            for (owner, of, _, hook) in &self.items {
                if *of == event && applies(owner) {
                    hook(hooked)?;
                }
            }
        }
        Ok(())
    }

    /// Runs the hooks of the site for an event at which it can still change.
    pub(crate) fn run_site(&self, event: Event, site: &mut Site, tools: &Tools<'_>) -> Result<(), BuildError> {
        self.sites.iter().filter(|(of, _, _)| *of == event).try_for_each(|(_, _, hook)| hook(site, tools))
    }

    /// Runs the site's `post_render` hooks.
    pub(crate) fn run_rendered(&self, rendered: &mut Rendered) -> Result<(), BuildError> {
        self.rendered.iter().try_for_each(|(_, hook)| hook(rendered))
    }

    /// Runs the site's `post_write` hooks.
    pub(crate) fn run_written(&self, rendered: &Rendered, destination: &mut dyn Destination) -> Result<(), BuildError> {
        self.written.iter().try_for_each(|(_, hook)| hook(rendered, destination))
    }
}
