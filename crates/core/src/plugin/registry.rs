//! What plugins register their parts with.

use super::hook::{Event, Hooked, Hooks, Owner};
use super::{Converter, Generator, Outside, Priority, Tools};
use crate::BuildError;
use crate::model::Site;
use crate::outside::Destination;
use crate::render::Rendered;
use hyde_liquid::{Arity, Context, Environment, Filter, Function, ParseContext, Render, Tag, Value};
use std::sync::Arc;

/// Collects the parts that a site is built with. A later tag, filter or converter replaces an earlier one of the same
/// name.
pub struct Registry {
    pub(crate) environment: Environment,
    pub(crate) generators: Vec<Arc<dyn Generator>>,
    pub(crate) converters: Vec<Arc<dyn Converter>>,
    pub(crate) hooks: Hooks,
    outside: Outside,
}

impl Registry {
    pub(crate) fn new(environment: Environment, outside: Outside) -> Self {
        Self { environment, generators: Vec::new(), converters: Vec::new(), hooks: Hooks::default(), outside }
    }

    /// Registers a tag or block.
    pub fn tag(&mut self, name: &str, tag: impl Tag) -> &mut Self {
        self.environment.tag(name, tag);
        self
    }

    /// Registers a filter that sees values and the context.
    pub fn filter(&mut self, name: &str, arity: Arity, filter: impl Filter) -> &mut Self {
        self.environment.filter(name, arity, filter);
        self
    }

    /// Registers a plain function as a filter.
    pub fn function<Args>(&mut self, name: &str, function: impl Function<Args>) -> &mut Self {
        self.environment.function(name, function);
        self
    }

    /// Registers a converter.
    pub fn converter(&mut self, converter: impl Converter) -> &mut Self {
        self.converters.push(Arc::new(converter));
        self
    }

    /// Registers a generator.
    pub fn generator(&mut self, generator: impl Generator) -> &mut Self {
        self.generators.push(Arc::new(generator));
        self
    }

    /// Registers a hook of pages or documents at normal priority.
    pub fn hook<F>(&mut self, owner: Owner, event: Event, hook: F) -> &mut Self
    where
        F: Fn(&mut Hooked<'_>) -> Result<(), BuildError> + Send + Sync + 'static,
    {
        self.hook_at(owner, event, Priority::NORMAL, hook)
    }

    /// Registers a hook of pages or documents.
    pub fn hook_at<F>(&mut self, owner: Owner, event: Event, priority: Priority, hook: F) -> &mut Self
    where
        F: Fn(&mut Hooked<'_>) -> Result<(), BuildError> + Send + Sync + 'static,
    {
        self.hooks.add_item(owner, event, priority, Arc::new(hook));
        self
    }

    /// Registers a hook of the site, at an event up to [`Event::PreRender`].
    pub fn site_hook<F>(&mut self, event: Event, priority: Priority, hook: F) -> &mut Self
    where
        F: Fn(&mut Site, &Tools<'_>) -> Result<(), BuildError> + Send + Sync + 'static,
    {
        self.hooks.add_site(event, priority, Arc::new(hook));
        self
    }

    /// Registers a hook that sees and may change all outputs once everything is rendered (the site's `post_render`).
    pub fn rendered_hook<F>(&mut self, priority: Priority, hook: F) -> &mut Self
    where
        F: Fn(&mut Rendered) -> Result<(), BuildError> + Send + Sync + 'static,
    {
        self.hooks.add_rendered(priority, Arc::new(hook));
        self
    }

    /// Registers a hook that runs once everything is written, and may write more (the site's `post_write`).
    pub fn written_hook<F>(&mut self, priority: Priority, hook: F) -> &mut Self
    where
        F: Fn(&Rendered, &mut dyn Destination) -> Result<(), BuildError> + Send + Sync + 'static,
    {
        self.hooks.add_written(priority, Arc::new(hook));
        self
    }

    /// Registers what builds a site several times, as Ruby plugins do that replace `Site#process`: the function makes
    /// of a started site, of which nothing is read yet, the sites to build one after the other. Each is built with parts
    /// registered anew, into its own `destination`, which is the first one's or a folder in it.
    pub fn editions<F>(&mut self, editions: F) -> &mut Self
    where
        F: Fn(&Site) -> Vec<Site> + Send + Sync + 'static,
    {
        self.hooks.set_editions(Arc::new(editions));
        self
    }

    /// The Liquid environment itself, for options such as what `blank` means.
    pub fn environment(&mut self) -> &mut Environment {
        &mut self.environment
    }

    /// The outside, for parts that keep it.
    pub fn outside(&self) -> &Outside {
        &self.outside
    }
}

type Register = dyn Fn(&mut Registry) + Send + Sync;

/// Parts given to an engine one by one, to be registered anew for each site.
#[derive(Clone, Default)]
pub(crate) struct Custom(Vec<Arc<Register>>);

impl Custom {
    fn add(&mut self, register: impl Fn(&mut Registry) + Send + Sync + 'static) {
        self.0.push(Arc::new(register));
    }

    pub(crate) fn tag(&mut self, name: &str, tag: impl Tag) {
        let (name, tag) = (name.to_owned(), Arc::new(tag));
        self.add(move |registry| {
            registry.tag(&name, Shared(tag.clone()));
        });
    }

    pub(crate) fn function<Args>(&mut self, name: &str, function: impl Function<Args>) {
        let name = name.to_owned();
        let (arity, filter) = function.into_filter();
        self.add(move |registry| {
            let filter = filter.clone();
            let shared = move |input: &Value, args: &[Value], cx: &mut Context| filter.call(input, args, cx);
            registry.filter(&name, arity, shared);
        });
    }

    pub(crate) fn filter(&mut self, name: &str, arity: Arity, filter: impl Filter) {
        let (name, filter) = (name.to_owned(), Arc::new(filter));
        self.add(move |registry| {
            let filter = filter.clone();
            let shared = move |input: &Value, args: &[Value], cx: &mut Context| filter.call(input, args, cx);
            registry.filter(&name, arity, shared);
        });
    }

    pub(crate) fn generator(&mut self, generator: impl Generator) {
        let generator: Arc<dyn Generator> = Arc::new(generator);
        self.add(move |registry| registry.generators.push(generator.clone()));
    }

    pub(crate) fn converter(&mut self, converter: impl Converter) {
        let converter: Arc<dyn Converter> = Arc::new(converter);
        self.add(move |registry| registry.converters.push(converter.clone()));
    }

    pub(crate) fn hook<F>(&mut self, owner: Owner, event: Event, priority: Priority, hook: F)
    where
        F: Fn(&mut Hooked<'_>) -> Result<(), BuildError> + Send + Sync + 'static,
    {
        let hook = Arc::new(hook);
        self.add(move |registry| registry.hooks.add_item(owner.clone(), event, priority, hook.clone()));
    }

    pub(crate) fn site_hook<F>(&mut self, event: Event, hook: F)
    where
        F: Fn(&mut Site, &Tools<'_>) -> Result<(), BuildError> + Send + Sync + 'static,
    {
        let hook = Arc::new(hook);
        self.add(move |registry| registry.hooks.add_site(event, Priority::NORMAL, hook.clone()));
    }

    pub(crate) fn register(&self, registry: &mut Registry) {
        for register in &self.0 {
            register(registry);
        }
    }
}

/// A tag that several environments share.
struct Shared<T>(Arc<T>);

impl<T: Tag> Tag for Shared<T> {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> hyde_liquid::Result<Box<dyn Render>> {
        self.0.parse(markup, cx)
    }
}
