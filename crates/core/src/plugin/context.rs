//! What tags and filters see of the site while they render.

use super::{Outside, Tools};
use crate::model::Site;
use crate::render::{Scene, record};
use crate::{Config, Position};
use hyde_diagnostic::Diagnostic;
use hyde_liquid::{Context, Error, Result, Template, Value};

/// The site around a rendering, as Jekyll keeps it in Liquid's registers.
///
/// ```
/// use hyde_core::plugin::SiteContext;
/// use hyde_liquid::{Arity, Context, Value};
/// let mut engine = hyde_core::Engine::bare();
/// engine.filter_with("title_of_site", Arity::exactly(0), |_: &Value, _: &[Value], cx: &mut Context| {
///     Ok(cx.site().and_then(|site| site.config.get("title").cloned()).unwrap_or_default())
/// });
/// ```
pub trait SiteContext {
    /// The site; `None` when a template is rendered without one. A session renders what asks for this again after any
    /// change, so for settings [`SiteContext::config`] is the better question.
    fn site(&self) -> Option<&Site>;

    /// The configuration; `None` when a template is rendered without a site.
    fn config(&self) -> Option<&Config>;

    /// The page or document that is rendered (for an excerpt, its document).
    fn position(&self) -> Option<Position>;

    /// The `page` of the payload.
    fn page(&self) -> Value;

    /// The path of the page or document relative to the source, as `page.path` has it.
    fn page_path(&self) -> Option<&str>;

    /// Converters, Liquid and the outside of the site.
    fn tools(&self) -> Option<Tools<'_>>;

    /// The outside, as far as it was granted.
    fn outside(&self) -> Outside;

    /// Converts Markdown to HTML with the site's converter; equal texts are converted once per site.
    ///
    /// # Errors
    /// What the converter reports.
    fn markdownify(&self, text: &str) -> Result<String>;

    /// Parses an include file of the site or its theme; once per site.
    ///
    /// # Errors
    /// When there is no such file, or it does not parse.
    fn include(&self, name: &str) -> Result<Template>;

    /// Makes a context with the given data, none of this one's variables, and the same site around it: what Ruby
    /// plugins do that render a template of their own with `context.registers`.
    fn isolated(&self, globals: Value) -> Context;

    /// Waits until everything before this page or document in rendering order is complete. A tag whose state passes
    /// from page to page (a counter, a cache that the first page fills) calls this before it touches that state, so
    /// that rendering in parallel gives what one thread gives.
    fn wait_for_earlier(&self);

    /// Says that state which passes from page to page is looked at, where that needs no waiting:
    /// [`SiteContext::wait_for_earlier`] says so as well. A session renders all pages that use such state or none.
    fn shares_state(&self);

    /// Tells the user something, in document order.
    fn tell(&self, diagnostic: Diagnostic);
}

impl SiteContext for Context {
    fn site(&self) -> Option<&Site> {
        record::whole(record::ANYTHING);
        self.register::<Scene>().map(Scene::site)
    }

    fn config(&self) -> Option<&Config> {
        self.register::<Scene>().map(|scene| &scene.site().config)
    }

    fn position(&self) -> Option<Position> {
        self.register::<Scene>().and_then(Scene::position)
    }

    fn page(&self) -> Value {
        self.lookup_global("page").unwrap_or_default()
    }

    fn page_path(&self) -> Option<&str> {
        self.register::<Scene>().and_then(Scene::path)
    }

    fn tools(&self) -> Option<Tools<'_>> {
        record::whole(record::ANYTHING);
        self.register::<Scene>().map(Scene::tools)
    }

    fn outside(&self) -> Outside {
        record::whole(record::ANYTHING);
        self.register::<Scene>().map(|scene| scene.tools().outside().clone()).unwrap_or_default()
    }

    fn markdownify(&self, text: &str) -> Result<String> {
        self.register::<Scene>().ok_or_else(no_site)?.markdownify(text).map(|html| html.to_string())
    }

    fn include(&self, name: &str) -> Result<Template> {
        self.register::<Scene>().ok_or_else(no_site)?.include(name)
    }

    fn isolated(&self, globals: Value) -> Context {
        let mut inner = Context::new(self.environment(), globals);
        if let Some(scene) = self.register::<Scene>() {
            inner.set_register(scene.clone());
        }
        inner
    }

    fn wait_for_earlier(&self) {
        if let Some(scene) = self.register::<Scene>() {
            scene.wait_for_earlier();
        }
    }

    fn shares_state(&self) {
        record::whole(record::STATE);
    }

    fn tell(&self, diagnostic: Diagnostic) {
        if let Some(scene) = self.register::<Scene>() {
            scene.tell(diagnostic);
        }
    }
}

/// The error of a tag or filter that needs a site where there is none.
pub(crate) fn no_site() -> Error {
    Error::ruby("NoMethodError", "this tag or filter needs a site")
}
