//! What surrounds one rendering, kept in Liquid's registers.

use super::Core;
use crate::Position;
use crate::drops::Views;
use crate::model::Site;
use crate::plugin::Tools;
use hyde_diagnostic::Diagnostic;
use hyde_liquid::{Result, Str, Template};
use std::sync::Arc;

/// The site around a rendering, and who is rendered.
#[derive(Clone)]
pub(crate) struct Scene {
    pub(crate) core: Arc<Core>,
    pub(crate) views: Arc<Views>,
    pub(crate) position: Option<Position>,
    pub(crate) path: Option<Arc<str>>,
}

impl Scene {
    pub(crate) fn new(views: &Arc<Views>, position: Option<Position>, path: Option<Arc<str>>) -> Self {
        Self { core: views.core.clone(), views: views.clone(), position, path }
    }

    pub(crate) fn site(&self) -> &Site {
        &self.core.site
    }

    pub(crate) fn position(&self) -> Option<Position> {
        self.position
    }

    pub(crate) fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    pub(crate) fn tools(&self) -> Tools<'_> {
        self.core.tools()
    }

    pub(crate) fn markdownify(&self, text: &str) -> Result<Str> {
        self.core.markdownify(text)
    }

    pub(crate) fn include(&self, name: &str) -> Result<Template> {
        self.core.templates.include(name)
    }

    pub(crate) fn wait_for_earlier(&self) {
        super::record::whole(super::record::STATE);
        self.core.slots.wait_for_earlier();
    }

    pub(crate) fn tell(&self, diagnostic: Diagnostic) {
        self.core.tell(diagnostic);
    }
}
