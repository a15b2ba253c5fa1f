//! The lists of a site, each made when it is first asked for and shared by all pages and threads.

use super::collection::CollectionDrop;
use super::parted::{PartedList, PostsBy};
use super::static_file::StaticFileDrop;
use super::{DocumentDrop, PageHash};
use crate::Position;
use crate::plugin::resolve;
use crate::render::record::{self, Extent, List};
use crate::render::{Core, Observer, observer};
use hyde_liquid::Value;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

/// The lists of a site.
pub(crate) struct Views {
    pub(crate) core: Arc<Core>,
    this: Weak<Views>,
    documents: Vec<OnceLock<Value>>,
    collection_files: Vec<OnceLock<Value>>,
    posts: OnceLock<Value>,
    /// By how many added pages the observer sees.
    pages: Vec<OnceLock<Value>>,
    html_pages: Vec<OnceLock<Value>>,
    static_files: OnceLock<Value>,
    tags: OnceLock<Value>,
    categories: OnceLock<Value>,
    collections: OnceLock<Value>,
    all_documents: OnceLock<Value>,
    urls: OnceLock<HashMap<String, Value>>,
    /// What `where` and its kin found, by the address of their input and their arguments. The input is kept with the
    /// answer, so no other list can come to have its address.
    pub(crate) found: Mutex<HashMap<FoundKey, (Value, Value)>>,
}

/// The key of [`Views::found`].
pub(crate) type FoundKey = (&'static str, usize, String, String);

impl Views {
    pub(crate) fn new(core: Arc<Core>) -> Arc<Self> {
        let collections = core.site.collections.len();
        let lists = || std::iter::repeat_with(OnceLock::new).take(collections).collect();
        Arc::new_cyclic(|this| Self {
            this: this.clone(),
            documents: lists(),
            collection_files: lists(),
            pages: std::iter::repeat_with(OnceLock::new).take(core.late.adders.len() + 1).collect(),
            html_pages: std::iter::repeat_with(OnceLock::new).take(core.late.adders.len() + 1).collect(),
            core,
            posts: OnceLock::new(),
            static_files: OnceLock::new(),
            tags: OnceLock::new(),
            categories: OnceLock::new(),
            collections: OnceLock::new(),
            all_documents: OnceLock::new(),
            urls: OnceLock::new(),
            found: Mutex::default(),
        })
    }

    /// The documents of a collection in their order.
    pub(crate) fn documents(&self, collection: usize) -> Value {
        self.documents[collection]
            .get_or_init(|| {
                let count = self.core.site.collections[collection].docs.len();
                Value::array(
                    (0..count).map(|index| Value::object(DocumentDrop::new(self.core.clone(), collection, index))),
                )
            })
            .clone()
    }

    /// The static files of a collection.
    pub(crate) fn collection_files(&self, collection: usize) -> Value {
        self.collection_files[collection]
            .get_or_init(|| {
                let files = &self.core.site.collections[collection].files;
                Value::array(
                    files.iter().map(|file| Value::object(StaticFileDrop::new(self.core.clone(), file.clone()))),
                )
            })
            .clone()
    }

    fn post_list(&self) -> Vec<Value> {
        match self.core.site.collections.get_index_of("posts") {
            Some(index) => self.documents(index).as_array().map(|list| list.to_vec()).unwrap_or_default(),
            None => Vec::new(),
        }
    }

    /// The posts, newest first.
    pub(crate) fn posts(&self) -> Value {
        let posts = self.posts.get_or_init(|| {
            let mut posts = self.post_list();
            posts.reverse();
            Value::from(posts)
        });
        match self.core.site.collections.get_index_of("posts") {
            Some(index) => PartedList::value(List::of_collection(index), true, posts),
            None => posts.clone(),
        }
    }

    /// The documents of a collection, as `site` shows them.
    pub(crate) fn collection(&self, index: usize) -> Value {
        PartedList::value(List::of_collection(index), false, &self.documents(index))
    }

    /// The ten newest posts without the one that looks.
    pub(crate) fn related_posts(&self) -> Value {
        if let Some(posts) = self.core.site.collections.get_index_of("posts") {
            // One more than is shown, in whose place the one that looks may stand.
            record::list(&List::of_collection(posts), Extent::last(11));
        }
        let posts = self.post_list();
        if posts.len() < 2 {
            return Value::array([]);
        }
        let own = match observer() {
            Observer::Number(number) => Some(self.core.order.position(number)),
            Observer::Outside | Observer::Excerpt => None,
        };
        // Documents of other collections have them too; pages do not.
        let posts_at = self.core.site.collections.get_index_of("posts");
        match own {
            Some(Position::Document(collection, index)) => {
                let is_own = |at: usize| Some(collection) == posts_at && at == index;
                let newest = posts.iter().enumerate().rev().take(11);
                Value::array(newest.filter(|(at, _)| !is_own(*at)).take(10).map(|(_, post)| post.clone()))
            }
            _ => Value::Nil,
        }
    }

    /// How many of the pages that conversions add the observer sees: those added by pages before it.
    fn added_pages_seen(&self) -> usize {
        match observer() {
            Observer::Number(number) => self.core.late.adders.partition_point(|adder| *adder < number),
            Observer::Excerpt => 0,
            Observer::Outside => self.core.late.adders.len(),
        }
    }

    /// Notes that aspects of any post were looked at.
    fn note_posts(&self, aspects: record::Aspects) {
        if let Some(posts) = self.core.site.collections.get_index_of("posts") {
            record::group(posts, aspects);
        }
    }

    /// Notes that aspects of any page were looked at; what pages of plugins show is not noted when it is looked at.
    fn note_pages(&self, aspects: record::Aspects) {
        record::group(self.core.site.collections.len(), aspects);
        record::whole(record::DROPS);
    }

    /// The pages in their order.
    pub(crate) fn pages(&self) -> Value {
        self.note_pages(record::MEMBERS);
        let added = self.added_pages_seen();
        self.pages[added]
            .get_or_init(|| {
                let count = self.core.late.own_pages + added;
                Value::array((0..count).map(|index| self.page(index, false)))
            })
            .clone()
    }

    /// The pages whose output is HTML or whose URL ends in a slash.
    pub(crate) fn html_pages(&self) -> Value {
        self.note_pages(record::MEMBERS | record::URL);
        let added = self.added_pages_seen();
        self.html_pages[added]
            .get_or_init(|| {
                let site = &self.core.site;
                let html = site.pages.iter().take(self.core.late.own_pages + added).enumerate();
                let html = html.filter(|(_, page)| page.is_html(site) || page.url(site).ends_with('/'));
                Value::array(html.map(|(index, _)| self.page(index, false)))
            })
            .clone()
    }

    /// All static files.
    pub(crate) fn static_files(&self) -> Value {
        record::whole(record::STATIC);
        self.static_files
            .get_or_init(|| {
                let files = &self.core.site.static_files;
                Value::array(
                    files.iter().map(|file| Value::object(StaticFileDrop::new(self.core.clone(), file.clone()))),
                )
            })
            .clone()
    }

    /// The posts by tag or category, as `site` shows them.
    pub(crate) fn parted_posts_by(&self, key: &'static str) -> Value {
        match self.this.upgrade().filter(|_| record::is_on()) {
            Some(views) => Value::object(PostsBy::new(views, key)),
            None => self.posts_by(key),
        }
    }

    /// The posts by tag or category, without a word of it to anybody.
    pub(super) fn known_posts_by(&self, key: &str) -> &Value {
        let cell = if key == "tags" { &self.tags } else { &self.categories };
        cell.get_or_init(|| {
            let posts = self.post_list();
            let by = self.core.site.posts_by(key);
            Value::from_pairs(by.into_iter().map(|(name, indexes)| {
                (name, Value::array(indexes.into_iter().filter_map(|index| posts.get(index).cloned())))
            }))
        })
    }

    /// The posts by tag or category.
    pub(crate) fn posts_by(&self, key: &str) -> Value {
        self.note_posts(record::MEMBERS | record::aspect(key));
        self.known_posts_by(key).clone()
    }

    /// The collections, sorted by label.
    pub(crate) fn collections(&self) -> Value {
        self.collections
            .get_or_init(|| {
                let site = &self.core.site;
                let Some(this) = self.this.upgrade() else { return Value::Nil };
                let mut order: Vec<usize> = (0..site.collections.len()).collect();
                order.sort_by(|a, b| site.collections[*a].label.cmp(&site.collections[*b].label));
                Value::array(order.into_iter().map(|index| Value::object(CollectionDrop::new(&this, index))))
            })
            .clone()
    }

    /// All documents and the files of collections.
    pub(crate) fn all_documents(&self) -> Value {
        record::every(record::MEMBERS);
        record::whole(record::STATIC);
        self.all_documents
            .get_or_init(|| {
                let mut all = Vec::new();
                for index in 0..self.core.site.collections.len() {
                    for list in [self.documents(index), self.collection_files(index)] {
                        all.extend(list.as_array().map(|list| list.to_vec()).unwrap_or_default());
                    }
                }
                Value::from(all)
            })
            .clone()
    }

    /// The time of the build.
    pub(crate) fn time(&self) -> Value {
        record::whole(record::TIME);
        Value::Time(self.core.site.time.clone())
    }

    /// Gives a found list, or finds it with `find` and keeps it.
    pub(crate) fn found_or(
        &self,
        key: FoundKey,
        input: &Value,
        find: impl FnOnce() -> hyde_liquid::Result<Value>,
    ) -> hyde_liquid::Result<Value> {
        // What was found for another page was looked at for this one as well.
        record::every(record::aspect(key.2.split('.').next().unwrap_or_default()));
        if let Some((_, found)) = self.found.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(found.clone());
        }
        let found = find()?;
        let kept = (input.clone(), found.clone());
        self.found.lock().unwrap_or_else(PoisonError::into_inner).insert(key, kept);
        Ok(found)
    }

    /// The URL of a written page, static file or document by its relative path, of which a leading slash may be left
    /// out.
    pub(crate) fn url_of(&self, path: &str) -> Option<String> {
        record::whole(record::URLS);
        let urls = self.urls.get_or_init(|| {
            let site = &self.core.site;
            let mut urls: HashMap<String, Value> = HashMap::new();
            let mut add = |path: &str, url: &str| {
                urls.entry(path.to_owned()).or_insert_with(|| Value::from(url));
            };
            for page in &site.pages {
                add(&page.relative_path(), page.url(site));
            }
            for file in site.static_files.iter().filter(|file| file.is_written(site)) {
                add(&file.relative_path, file.url(site));
            }
            for document in site.documents().filter(|document| document.is_written(site)) {
                add(&document.relative_path, document.url(site));
            }
            urls
        });
        urls.get(path).or_else(|| urls.get(&format!("/{path}"))).map(Value::to_s)
    }

    /// A page: a hash, or what a plugin's own class of pages shows.
    fn page(&self, index: usize, own: bool) -> Value {
        match self.core.site.pages.get(index).and_then(|page| page.liquid.as_ref()) {
            Some(liquid) => resolve(liquid, &self.core),
            None => Value::object(PageHash::new(self.core.clone(), index, own)),
        }
    }

    /// The hash of a page or document's own `page` variable.
    pub(crate) fn own(&self, position: Position) -> Value {
        match position {
            Position::Document(collection, index) => {
                Value::object(DocumentDrop::new(self.core.clone(), collection, index))
            }
            Position::Page(index) => self.page(index, true),
        }
    }
}
