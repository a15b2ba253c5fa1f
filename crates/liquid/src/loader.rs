//! Where the `include` tag finds templates, and where parsed ones are kept.

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::template::Template;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

/// Gives the text of templates by name. A function from a name to a text is one, and so is a map.
pub trait Loader: Send + Sync {
    /// Gives the text of a template; [`Error::no_template`] is the error for one that is not there.
    fn load(&self, name: &str) -> Result<String>;
}

impl<F: Fn(&str) -> Result<String> + Send + Sync> Loader for F {
    fn load(&self, name: &str) -> Result<String> {
        self(name)
    }
}

impl Loader for BTreeMap<String, String> {
    fn load(&self, name: &str) -> Result<String> {
        self.get(name).cloned().ok_or_else(|| Error::no_template(name))
    }
}

impl Error {
    /// Makes the error of a template that a [`Loader`] does not have.
    pub fn no_template(name: &str) -> Self {
        Self::new(ErrorKind::FileSystem, format!("No such template '{name}'"))
    }
}

/// Parsed templates by name. A clone shares what is kept; a context has one of its own unless it is given another.
///
/// ```
/// use hyde_liquid::{Cache, Context, Environment, Error, Value};
/// use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
/// static LOADED: AtomicUsize = AtomicUsize::new(0);
/// let mut environment = Environment::new();
/// environment.set_loader(|name: &str| match name {
///     "card" => {
///         LOADED.fetch_add(1, Relaxed);
///         Ok("<{{ card }}>".to_owned())
///     }
///     _ => Err(Error::no_template(name)),
/// });
/// let page = environment.parse("page", "{% include 'card' for (1..1) %}{% include 'card' with 'b' %}")?;
/// let cache = Cache::default();
/// for _ in 0..3 {
///     let mut cx = Context::new(&environment, Value::Nil);
///     cx.set_cache(cache.clone());
///     assert_eq!(page.render_in(&mut cx)?, "<1..1><b>");
/// }
/// assert_eq!(LOADED.load(Relaxed), 1);
/// # Ok::<(), hyde_liquid::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Cache(Arc<RwLock<FxHashMap<Box<str>, Template>>>);

impl Cache {
    /// Gives a template that is kept.
    pub fn get(&self, name: &str) -> Option<Template> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// Keeps a template under a name, replacing any.
    pub fn insert(&self, name: &str, template: Template) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(name.into(), template);
    }

    /// Forgets a template, as when its file has changed.
    pub fn remove(&self, name: &str) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(name);
    }
}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.read().unwrap_or_else(PoisonError::into_inner).len();
        f.debug_struct("Cache").field("templates", &count).finish()
    }
}

impl Context {
    /// Gives a template by name: from the cache, or loaded and parsed by the environment.
    pub(crate) fn partial(&mut self, name: &str) -> Result<Template> {
        if let Some(template) = self.cache().get(name) {
            return Ok(template);
        }
        let environment = self.environment();
        let loader = environment.loader().ok_or_else(|| {
            Error::new(ErrorKind::FileSystem, "This liquid context does not allow includes.")
                .hint("Environment::set_loader says where templates are found.")
        })?;
        let template = environment.parse(name, &loader.load(name)?)?;
        self.add_warnings(template.warnings());
        self.cache().insert(name, template.clone());
        Ok(template)
    }
}
