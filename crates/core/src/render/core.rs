//! The frozen site with everything that rendering keeps for all positions.

use super::excerpts::{self, Excerpt};
use super::order::Order;
use super::record::{self, Names, Reads, Record};
use super::slots::{Observer, Slots, observer, observing};
use super::templates::Templates;
use crate::Position;
use crate::Profile;
use crate::drops::{DocumentDrop, JekyllDrop, PageHash, SiteDrop, Views, theme_value};
use crate::filters::MadeUrls;
use crate::model::{Page, Site};
use crate::plugin::{Conversion, Toolkit, Tools};
use hyde_diagnostic::Diagnostic;
use hyde_liquid::{Error, Hash, State, Str, Value};
use rustc_hash::FxHashMap;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

/// The hint that marks an error as told already; it never reaches a user.
pub(crate) const TOLD: &str = "\0told";

/// What is computed once for a position.
#[derive(Default)]
pub(crate) struct Memo {
    pub(crate) id: OnceLock<Value>,
    pub(crate) path: OnceLock<Value>,
    pub(crate) page: OnceLock<Hash>,
    raw: OnceLock<Value>,
    excerpt: Option<Excerpt>,
    rendered_excerpt: OnceLock<hyde_liquid::Result<Str>>,
}

/// What a session keeps of a build, and what it brings along from the one before.
#[derive(Default)]
pub(crate) struct Keeping {
    /// The identities of all positions, by number.
    pub(crate) ids: Vec<u32>,
    pub(crate) names: Mutex<Names>,
    /// What rendered positions looked at.
    pub(crate) records: Mutex<FxHashMap<usize, Record>>,
    /// What rendered excerpts looked at.
    pub(crate) excerpts: Mutex<FxHashMap<usize, Reads>>,
    /// Where items are written, by number, once that is found: it is asked twice where paths came or went.
    pub(crate) destinations: OnceLock<Vec<Option<Box<str>>>>,
}

/// What a site is rendered from besides itself.
#[derive(Default)]
pub(crate) struct Carried {
    /// Generated excerpts by number.
    pub(crate) excerpts: Vec<Option<Excerpt>>,
    /// Which positions are not rendered, because what an earlier build made of them stays.
    pub(crate) kept: Vec<bool>,
    /// What is known of the contents of these.
    pub(crate) contents: Vec<(usize, Str)>,
    /// Whether some body asks for the `content` that an earlier document left behind.
    pub(crate) leaks_content: bool,
    pub(crate) keeping: Keeping,
}

/// Which pages conversions will add.
#[derive(Debug, Default, Clone)]
pub(crate) struct Late {
    /// How many pages there are without those; they stand behind them.
    pub(crate) own_pages: usize,
    /// For each of them, the number of the page that is converted, ascending.
    pub(crate) adders: Vec<usize>,
}

impl Late {
    /// Puts the pages that conversions will add behind the others.
    pub(crate) fn add(site: &mut Site, toolkit: &Toolkit) -> Self {
        let own_pages = site.pages.len();
        let mut adders = Vec::new();
        let documents = site.documents().count();
        for index in 0..own_pages {
            let page = &site.pages[index];
            let added: Vec<Page> =
                toolkit.converters_for(&page.ext).filter_map(|converter| converter.page_to_add(page)).collect();
            adders.extend(added.iter().map(|_| documents + index));
            site.pages.extend(added);
        }
        Self { own_pages, adders }
    }
}

/// The frozen site.
pub(crate) struct Core {
    pub(crate) site: Site,
    pub(crate) toolkit: Arc<Toolkit>,
    pub(crate) order: Order,
    pub(crate) slots: Slots,
    pub(crate) templates: Templates,
    pub(crate) memos: Vec<Memo>,
    /// What `increment` and `decrement` have counted; they count for the whole site.
    pub(crate) counters: Mutex<Hash>,
    /// What `cycle` and its kin remember, for each cached layout.
    pub(crate) layout_states: Mutex<HashMap<String, State>>,
    /// Whether some body asks for the `content` that an earlier document left behind.
    pub(crate) leaks_content: bool,
    /// Whether undefined variables are told of (`liquid.undefined: warn`).
    pub(crate) tracks_undefined: bool,
    /// Where costs are kept, if the site asks for them.
    pub(crate) profile: Option<Arc<Profile>>,
    /// Pages that converters added, with their output, by the position that added them.
    pub(crate) added: Mutex<Vec<(usize, Page, String)>>,
    /// Which pages conversions will add.
    pub(crate) late: Late,
    /// What a session keeps.
    pub(crate) keeping: Option<Keeping>,
    markdown: Mutex<FxHashMap<String, Str>>,
    pub(crate) made_urls: MadeUrls,
    views: OnceLock<Weak<Views>>,
}

impl Core {
    /// Freezes a site. With `late`, the pages that conversions will add get their places.
    pub(crate) fn new(mut site: Site, toolkit: Arc<Toolkit>, late: bool) -> Arc<Self> {
        let late = match late {
            true => Late::add(&mut site, &toolkit),
            false => Late { own_pages: site.pages.len(), adders: Vec::new() },
        };
        let templates = Templates::new(&site, toolkit.environment().clone());
        let leaks_content = super::payload::some_body_asks_for_content(&site, &templates);
        let excerpts = site.positions().map(|position| excerpts::extract(&site, position)).collect();
        let slots = Slots::new(Order::of(&site).len());
        Self::freeze(site, toolkit, late, templates, slots, excerpts, leaks_content, None)
    }

    /// Freezes a site for a session, its late pages included.
    pub(crate) fn carrying(site: Site, toolkit: Arc<Toolkit>, late: Late, carried: Carried) -> Arc<Self> {
        let Carried { excerpts, kept, contents, leaks_content, keeping } = carried;
        let templates = Templates::new(&site, toolkit.environment().clone());
        // Too many hits cost memory, nothing else.
        let leaks_content = leaks_content || templates.includes().iter().any(|include| include.mentions_content);
        let slots = Slots::keeping(kept, contents);
        Self::freeze(site, toolkit, late, templates, slots, excerpts, leaks_content, Some(keeping))
    }

    fn freeze(
        site: Site,
        toolkit: Arc<Toolkit>,
        late: Late,
        templates: Templates,
        slots: Slots,
        excerpts: Vec<Option<Excerpt>>,
        leaks_content: bool,
        keeping: Option<Keeping>,
    ) -> Arc<Self> {
        let order = Order::of(&site);
        let memos = excerpts.into_iter().map(|excerpt| Memo { excerpt, ..Memo::default() }).collect();
        let undefined = site.config.get_in("liquid", "undefined").and_then(Value::as_str);
        let tracks_undefined = undefined == Some("warn");
        Arc::new(Self {
            profile: site.report.profile().filter(|_| site.config.truthy("profile")).cloned(),
            tracks_undefined,
            site,
            toolkit,
            order,
            slots,
            templates,
            memos,
            counters: Mutex::default(),
            layout_states: Mutex::default(),
            leaks_content,
            added: Mutex::default(),
            late,
            keeping,
            markdown: Mutex::default(),
            made_urls: MadeUrls::default(),
            views: OnceLock::new(),
        })
    }

    /// Ties the views to the core; they live as long as rendering does.
    pub(crate) fn set_views(&self, views: &Arc<Views>) {
        // A second call would be a second rendering of the same core, which does not happen.
        let _ = self.views.set(Arc::downgrade(views));
    }

    /// The number of the page whose conversion adds the page of a number, if that is such a page.
    pub(crate) fn adder(&self, number: usize) -> Option<usize> {
        let first = self.order.number(Position::Page(self.late.own_pages));
        self.late.adders.get(number.checked_sub(first)?).copied()
    }

    /// Whether a conversion added a page of which nobody knew beforehand.
    pub(crate) fn has_unexpected_pages(&self) -> bool {
        !self.added.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Whether something that a session rendered used state that passes from page to page.
    pub(crate) fn has_used_state(&self) -> bool {
        self.keeping.as_ref().is_some_and(|keeping| {
            keeping.records.lock().unwrap_or_else(PoisonError::into_inner).values().any(Record::has_state)
        })
    }

    /// Takes what a conversion added.
    pub(crate) fn take_added(&self, adder: usize) -> Option<String> {
        let mut added = self.added.lock().unwrap_or_else(PoisonError::into_inner);
        let at = added.iter().position(|(number, _, _)| *number == adder)?;
        Some(added.remove(at).2)
    }

    pub(crate) fn views(&self) -> Option<Arc<Views>> {
        self.views.get()?.upgrade()
    }

    /// The tools that hooks and tags get.
    pub(crate) fn tools(&self) -> Tools<'_> {
        Tools { toolkit: &self.toolkit }
    }

    /// The content of a position before rendering.
    pub(crate) fn raw_content(&self, number: usize) -> Value {
        self.memos[number]
            .raw
            .get_or_init(|| match self.order.position(number) {
                Position::Document(collection, index) => {
                    let document = self.site.document(collection, index);
                    document.and_then(|document| document.content.as_deref()).map(Value::from).unwrap_or_default()
                }
                Position::Page(index) => Value::from(self.site.pages[index].content.as_str()),
            })
            .clone()
    }

    /// The content of a position as the present observer sees it.
    pub(crate) fn content(&self, number: usize) -> Value {
        match self.slots.content(number) {
            Some(content) => Value::from(content),
            None => self.raw_content(number),
        }
    }

    /// The drop or hash of a position.
    pub(crate) fn item_value(self: &Arc<Self>, position: Position) -> Value {
        match position {
            Position::Document(collection, index) => Value::object(DocumentDrop::new(self.clone(), collection, index)),
            Position::Page(index) => Value::object(PageHash::new(self.clone(), index, false)),
        }
    }

    /// The generated excerpt of a position before rendering, if it has one.
    pub(crate) fn excerpt(&self, number: usize) -> Option<&Str> {
        self.memos[number].excerpt.as_ref().map(|excerpt| &excerpt.text)
    }

    /// The rendered excerpt of a position, rendered on first use.
    pub(crate) fn rendered_excerpt(self: &Arc<Self>, number: usize) -> Option<Str> {
        let text = self.excerpt(number)?;
        let memo = &self.memos[number].rendered_excerpt;
        if let Some(rendered) = memo.get() {
            self.note_excerpt(number);
            return Some(shown(rendered));
        }
        // Rendered outside the cell: an excerpt that asks for itself sees its raw text instead of locking up.
        if !excerpts::enter(number) {
            return Some(text.clone());
        }
        let render = || observing(Observer::Excerpt, || super::renderer::render_excerpt(self, number, text));
        let outcome = match &self.keeping {
            Some(keeping) if record::is_on() => {
                let (outcome, reads) = record::recording(render);
                keeping.excerpts.lock().unwrap_or_else(PoisonError::into_inner).insert(number, reads);
                self.note_excerpt(number);
                outcome
            }
            _ => render(),
        };
        excerpts::leave();
        Some(shown(memo.get_or_init(|| outcome.map(Str::from))))
    }

    /// Notes for what is being rendered what an excerpt, which it shows, looked at.
    fn note_excerpt(&self, number: usize) {
        if record::is_on()
            && let Some(keeping) = &self.keeping
            && let Some(reads) = keeping.excerpts.lock().unwrap_or_else(PoisonError::into_inner).get(&number)
        {
            match observer() {
                Observer::Excerpt => record::also(reads),
                // Whoever shows an excerpt that counts, counts.
                _ if reads.has_state() => record::whole(record::STATE),
                _ => {}
            }
        }
    }

    /// Whether an error is an excerpt's, which has been told of where it happened.
    pub(crate) fn told_by_excerpt(&self, error: &Error) -> bool {
        error.hints().iter().any(|hint| hint == TOLD)
    }

    /// Converts Markdown with the site's converter; equal texts once.
    pub(crate) fn markdownify(&self, text: &str) -> hyde_liquid::Result<Str> {
        if let Some(html) = self.markdown.lock().unwrap_or_else(PoisonError::into_inner).get(text) {
            return Ok(html.clone());
        }
        let html = self.tools().markdownify(&self.site, text).map_err(to_liquid)?;
        let html = Str::from(html);
        self.markdown.lock().unwrap_or_else(PoisonError::into_inner).insert(text.to_owned(), html.clone());
        Ok(html)
    }

    /// Converts a text by the converter of the given class name (`SmartyPants`, `Scss`).
    pub(crate) fn convert_by(&self, class: &str, text: &str) -> hyde_liquid::Result<String> {
        let found = self.toolkit.converters().iter().find(|converter| converter.name().ends_with(class));
        match found {
            Some(converter) => converter.convert(text, &Conversion::new(&self.site, None)).map_err(to_liquid),
            None => Ok(text.to_owned()),
        }
    }

    /// Tells the user something: kept until it is the position's turn, or at once outside rendering.
    pub(crate) fn tell(&self, diagnostic: Diagnostic) {
        if let Some(diagnostic) = self.slots.tell(diagnostic) {
            self.site.report.tell(diagnostic);
        }
    }
}

/// What a drop shows of a rendered excerpt: nothing where rendering failed, which then stops whoever asked.
fn shown(rendered: &hyde_liquid::Result<Str>) -> Str {
    match rendered {
        Ok(rendered) => rendered.clone(),
        Err(error) => {
            excerpts::fail(error);
            Str::from("")
        }
    }
}

/// The values of the payload that never change.
pub(crate) struct Fixed {
    pub(crate) site: Value,
    pub(crate) jekyll: Value,
    pub(crate) theme: Value,
}

impl Fixed {
    pub(crate) fn new(views: &Arc<Views>) -> Self {
        Self {
            site: Value::object(SiteDrop::new(views.clone())),
            jekyll: Value::object(JekyllDrop::new(&views.core.site.environment)),
            theme: theme_value(&views.core.site),
        }
    }
}

/// Turns a build's error into one that passes through Liquid.
pub(crate) fn to_liquid(error: crate::BuildError) -> Error {
    Error::ruby(error.class, error.message)
}
