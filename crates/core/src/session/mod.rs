//! A site that is built again and again: what was read, and what was made of it, stays in memory; told which files
//! changed, a session reads these anew, runs the generators, and renders what the change reaches (see
//! `render/record/`). Everything else keeps the output it has.
//!
//! Where it cannot be known what a change reaches, everything is built: the outcome is always that of a clean build.

mod difference;
mod identity;
mod lists;
mod memory;
mod reach;

use crate::model::{Site, Theme};
use crate::outside::{Destination, Source, Watched};
use crate::plugin::{Engine, Toolkit};
use crate::read::Cache;
use crate::render::record::{Names, Record};
use crate::render::{self, Core, Keeping, Late, Order};
use crate::write::{self, Standing};
use crate::{BuildError, Config};
use hyde_liquid::Str;
use identity::Identities;
use memory::Memory;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// What may be different since the last build.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Changes {
    /// Anything: everything is read and rendered.
    #[default]
    Unknown,
    /// The files and folders at these absolute paths, which are new, different or gone.
    Paths(Vec<String>),
}

/// How a build of a [`Session`] went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rebuilt {
    /// How many documents and pages were rendered.
    pub rendered: usize,
    /// How many there are.
    pub total: usize,
}

/// What the last build left.
struct Last {
    site: Site,
    order: Order,
    ids: Identities,
    names: Names,
    /// By identity.
    records: FxHashMap<u32, Record>,
    excerpts: FxHashMap<u32, Record>,
    contents: FxHashMap<u32, Str>,
    /// Generated excerpts before rendering, by number.
    raw_excerpts: Vec<Option<render::Excerpt>>,
    leaks_content: bool,
    standing: Standing,
    /// Whether it was the build of another process.
    is_recalled: bool,
}

/// Builds one site again and again.
///
/// ```
/// use hyde_core::outside::{Memory, Written};
/// use hyde_core::session::{Changes, Session};
/// use hyde_core::{Config, Engine};
/// use std::sync::Arc;
/// let source = Memory::from([("a.txt", "---\n---\n1"), ("b.txt", "---\n---\n{{ site.pages[0].url }}")]);
/// let mut destination = Written::new();
/// let mut session = Session::new(Engine::bare(), Config::default(), Arc::new(source));
/// let site = session.start()?;
/// assert_eq!(session.build(site, Changes::Unknown, &mut destination)?.rendered, 2);
/// let site = session.start()?;
/// assert_eq!(session.build(site, Changes::Paths(vec!["/site/a.txt".to_owned()]), &mut destination)?.rendered, 0);
/// # Ok::<(), hyde_core::BuildError>(())
/// ```
pub struct Session {
    engine: Engine,
    config: Config,
    source: Arc<Watched>,
    theme: Option<Arc<Watched>>,
    cache: Arc<Cache>,
    last: Option<Last>,
    /// What changed since the last build that went well.
    pending: BTreeSet<String>,
    /// What the outcome depends on besides the site, until the first build; nothing where nothing is kept.
    program: Option<String>,
}

/// How often rendering is tried with more, before everything is rendered.
const ATTEMPTS: usize = 6;

impl Session {
    /// Makes a session of an engine, a configuration and a source.
    pub fn new(mut engine: Engine, config: Config, source: Arc<dyn Source>) -> Self {
        let theme = engine.theme().cloned();
        let watched = theme.as_ref().map(|theme| Arc::new(Watched::new(Arc::clone(&theme.source))));
        if let (Some(theme), Some(watched)) = (theme, &watched) {
            engine.set_theme(Some(Theme { source: Arc::clone(watched) as _, ..theme }));
        }
        Self {
            engine,
            config,
            source: Arc::new(Watched::new(source)),
            theme: watched,
            cache: Arc::default(),
            last: None,
            pending: BTreeSet::new(),
            program: None,
        }
    }

    /// Lets the first build begin where an earlier process left off, and leave what the next one needs, in the cache
    /// folder of sites that are `incremental`. `program` stands for everything that the outcome depends on besides the
    /// site: the program with its version, and what it gave its engine.
    ///
    /// ```
    /// use hyde_core::outside::{Memory, Written};
    /// use hyde_core::session::{Changes, Session};
    /// use hyde_core::{Config, Engine};
    /// use std::sync::Arc;
    /// // A folder in memory keeps nothing for the next process, so everything is built.
    /// let source = Arc::new(Memory::from([("a.txt", "---\n---\n1")]));
    /// for _ in 0..2 {
    ///     let mut config = Config::default();
    ///     config.hash_mut().insert("incremental", true);
    ///     let mut session = Session::new(Engine::bare(), config, source.clone());
    ///     session.remember("my program 1.0");
    ///     let site = session.start()?;
    ///     assert_eq!(session.build(site, Changes::Unknown, &mut Written::new())?.rendered, 1);
    /// }
    /// # Ok::<(), hyde_core::BuildError>(())
    /// ```
    pub fn remember(&mut self, program: &str) -> &mut Self {
        self.program = Some(program.to_owned());
        self.source.take_notes();
        if let Some(theme) = &self.theme {
            theme.take_notes();
        }
        self
    }

    /// The engine, for its report and its circumstances; these count from the next [`Session::start`] on.
    pub fn engine_mut(&mut self) -> &mut Engine {
        &mut self.engine
    }

    /// Whether one of these files decides about the session itself: configuration, plugins, gems. What comes next is a
    /// new session, of a configuration that was read anew.
    pub fn is_outdated_by(&self, paths: &[String]) -> bool {
        let options = self.engine.options();
        let root = self.source.root();
        let named = options.config_files.iter().flatten();
        let mut deciding: Vec<String> =
            named.map(|file| crate::outside::absolute(file, &options.working_directory)).collect();
        for name in ["_config.yml", "_config.yaml", "_config.toml", "Gemfile", "Gemfile.lock", "hyde.lock"] {
            deciding.extend([root, &options.working_directory].map(|folder| crate::outside::join(folder, name)));
        }
        deciding.extend(self.engine.theme().map(|theme| crate::outside::join(&theme.root, "_config.yml")));
        let plugins = self.config.text("plugins_dir").unwrap_or_else(|| "_plugins".to_owned());
        let plugins = crate::outside::join(root, &plugins);
        paths.iter().any(|path| {
            path.ends_with(".gemspec")
                || path.strip_prefix(&plugins).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                || deciding.iter().any(|file| file == path || file.starts_with(&format!("{path}/")))
        })
    }

    /// Starts a site: its plugins are on, nothing is read yet.
    ///
    /// # Errors
    /// See [`Engine::start`].
    pub fn start(&self) -> Result<Site, BuildError> {
        self.engine.start(&self.config, Arc::clone(&self.source) as _)
    }

    /// Reads, generates, renders and writes what the changes since the last build reach. After an error the destination
    /// is as it was, unless writing itself failed, and the changes count for the next build.
    ///
    /// # Errors
    /// What stops Jekyll.
    pub fn build(
        &mut self,
        mut site: Site,
        changes: Changes,
        destination: &mut dyn Destination,
    ) -> Result<Rebuilt, BuildError> {
        let toolkit =
            Toolkit::of(&site).ok_or_else(|| BuildError::uncaught("TypeError", "a site of another engine"))?;
        let program = self.program.take().filter(|_| changes == Changes::Unknown);
        self.take(changes);
        if !toolkit.hooks().are_of_single_items() {
            memory::forget(&site, &*self.source);
            return self.whole(site, destination);
        }
        let memory = program.and_then(|program| self.recall(&site, &toolkit, &program, destination));
        // Not before: whoever builds a started site without the session, or several editions of it, reads it anew.
        site.cache = Some(Arc::clone(&self.cache));
        let site = self.engine.generate(self.engine.read_started(site)?)?;
        let rebuilt = self.render(site, Arc::clone(&toolkit), destination)?;
        if let Some(memory) = memory.filter(|memory| !memory.has_nothing_to_add(rebuilt.rendered)) {
            memory.keep(self.last.as_ref(), &toolkit, &self.cache, [Some(&self.source), self.theme.as_deref()]);
        }
        Ok(rebuilt)
    }

    /// Takes up what an earlier process left, if there is something and it can be gone on with.
    fn recall(
        &mut self,
        site: &Site,
        toolkit: &Toolkit,
        program: &str,
        destination: &dyn Destination,
    ) -> Option<Memory> {
        let mut memory = Memory::of(site, toolkit, &self.engine, &*self.source, program)?;
        let recalled = memory.recall(site, toolkit, [Some(&self.source), self.theme.as_deref()], destination);
        match recalled {
            Some(recalled) if !self.is_outdated_by(&recalled.changed.iter().cloned().collect::<Vec<_>>()) => {
                recalled.files.into_iter().for_each(|(path, kept)| self.cache.put(&path, kept));
                self.last = Some(recalled.last);
                self.pending = recalled.changed;
            }
            _ => memory.start_anew(),
        }
        Some(memory)
    }

    /// Forgets what is no longer so.
    fn take(&mut self, changes: Changes) {
        match changes {
            Changes::Unknown => self.forget(),
            Changes::Paths(_) if self.source.has_links() => self.forget(),
            Changes::Paths(paths) => {
                for path in paths {
                    self.cache.forget(&path);
                    if self.source.forget(&path) {
                        self.cache.forget_walk();
                    }
                    if let Some(theme) = &self.theme {
                        theme.forget(&path);
                    }
                    self.pending.insert(path);
                }
            }
        }
    }

    fn forget(&mut self) {
        self.cache.clear();
        self.source.clear();
        if let Some(theme) = &self.theme {
            theme.clear();
        }
        self.last = None;
        self.pending.clear();
    }

    /// Builds without a memory: for plugins that look at all outputs at once.
    fn whole(&mut self, site: Site, destination: &mut dyn Destination) -> Result<Rebuilt, BuildError> {
        self.forget();
        let rendered = self.engine.process_started(site, destination)?;
        let total = rendered.positions().count();
        Ok(Rebuilt { rendered: total, total })
    }

    fn render(
        &mut self,
        mut site: Site,
        mut toolkit: Arc<Toolkit>,
        destination: &mut dyn Destination,
    ) -> Result<Rebuilt, BuildError> {
        render::prepare(&mut site, &toolkit)?;
        let mut late = Late::add(&mut site, &toolkit);
        let order = Order::of(&site);
        let mut plan = reach::Plan::new(self.last.as_ref(), &site, &order, &late, &self.pending);
        let names = self.last.as_mut().map(|last| std::mem::take(&mut last.names)).unwrap_or_default();
        let mut keeping = Keeping { ids: plan.ids.ids.clone(), names: names.into(), ..Keeping::default() };
        let (core, numbers) = loop {
            let numbers = plan.numbers();
            let carried = plan.carried(self.last.as_ref(), keeping);
            let core = Core::carrying(site, Arc::clone(&toolkit), late.clone(), carried);
            let outcome = render::render_numbers(&core, &numbers);
            if let Err(error) = outcome {
                core.keeping.iter().for_each(|keeping| self.put_names_back(&keeping.names));
                return Err(error);
            }
            if core.has_unexpected_pages() {
                return self.whole(self.start()?, destination);
            }
            let standing = self.last.as_ref().map(|last| &last.standing);
            if !plan.widen(self.last.as_ref(), &core, standing) {
                break (core, numbers);
            }
            let used_state = core.has_used_state();
            (site, keeping) = again(core);
            if used_state {
                // What plugins keep from page to page is that of the pages that were rendered now.
                let anew = self.anew();
                (site, toolkit) = anew.inspect_err(|_| self.put_names_back(&keeping.names))?;
                late = Late::add(&mut site, &toolkit);
                if Order::of(&site).len() != order.len() {
                    return self.whole(self.start()?, destination);
                }
            }
        };
        let rebuilt = Rebuilt { rendered: numbers.len(), total: order.len() };
        let standing = self.last.as_mut().map(|last| std::mem::take(&mut last.standing));
        let standing = write::write_again(&core, plan.rendered(), plan.places(), standing, destination);
        match standing {
            Ok(standing) => {
                self.last = Some(plan.last(self.last.take(), core, order, standing));
                self.pending.clear();
                Ok(rebuilt)
            }
            Err(error) => {
                // Nobody knows what stands in the destination now.
                self.forget();
                Err(error)
            }
        }
    }

    /// Reads, generates and prepares once more, with plugins that have seen nothing.
    fn anew(&self) -> Result<(Site, Arc<Toolkit>), BuildError> {
        let mut site = self.start()?;
        let toolkit =
            Toolkit::of(&site).ok_or_else(|| BuildError::uncaught("TypeError", "a site of another engine"))?;
        site.cache = Some(Arc::clone(&self.cache));
        let mut site = self.engine.generate(self.engine.read_started(site)?)?;
        render::prepare(&mut site, &toolkit)?;
        Ok((site, toolkit))
    }

    /// Gives the last build its names back after a failure: numbers of names are never given anew.
    fn put_names_back(&mut self, names: &Mutex<Names>) {
        if let Some(last) = &mut self.last {
            last.names = std::mem::take(&mut *names.lock().unwrap_or_else(PoisonError::into_inner));
        }
    }
}

/// Takes a core apart for another attempt.
fn again(core: Arc<Core>) -> (Site, Keeping) {
    let names = core.keeping.as_ref().map(|keeping| {
        let names = std::mem::take(&mut *keeping.names.lock().unwrap_or_else(PoisonError::into_inner));
        (keeping.ids.clone(), names)
    });
    let (ids, names) = names.unwrap_or_default();
    let site = match Arc::try_unwrap(core) {
        Ok(core) => core.site,
        Err(core) => core.site.clone(),
    };
    (site, Keeping { ids, names: names.into(), ..Keeping::default() })
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("pending", &self.pending.len()).finish_non_exhaustive()
    }
}
