//! Generators: they change the site after it was read (`lib/jekyll/generator.rb`).

use super::{Priority, Tools};
use crate::BuildError;
use crate::model::Site;

/// Changes the site between reading and rendering: adds pages and static files, edits data. Closures that take
/// `&mut Site` are generators of normal priority.
pub trait Generator: Send + Sync + 'static {
    /// The name that `--profile` and error messages call it by.
    fn name(&self) -> &str {
        "generator"
    }

    /// When it runs, compared with the other generators.
    fn priority(&self) -> Priority {
        Priority::NORMAL
    }

    /// Whether it runs in safe mode.
    fn is_safe(&self) -> bool {
        true
    }

    /// Changes the site. `tools` converts Markdown, renders Liquid and reaches outside.
    ///
    /// # Errors
    /// What stops the build.
    fn generate(&self, site: &mut Site, tools: &Tools<'_>) -> Result<(), BuildError>;
}

impl<F> Generator for F
where
    F: Fn(&mut Site) -> Result<(), BuildError> + Send + Sync + 'static,
{
    fn generate(&self, site: &mut Site, _: &Tools<'_>) -> Result<(), BuildError> {
        self(site)
    }
}
