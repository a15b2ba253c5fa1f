//! What one site is built with, after the plugins that it switches on have registered their parts.

use super::hook::{Event, Hooked, Hooks, Item};
use super::{Conversion, Converter, Generator, Outside, Registry};
use crate::model::{Extensions, Site};
use crate::report::Report;
use crate::{BuildError, Position};
use hyde_liquid::{Context, Environment, Value};
use std::any::Any;
use std::cmp::Reverse;
use std::fmt;
use std::sync::Arc;

/// The Liquid environment, converters, generators and hooks of a site, each in the order Jekyll uses it.
pub struct Toolkit {
    environment: Environment,
    generators: Vec<Arc<dyn Generator>>,
    converters: Vec<Arc<dyn Converter>>,
    hooks: Hooks,
    outside: Outside,
    plugins: Vec<String>,
}

impl Toolkit {
    /// Sorts what was registered. `safe` leaves out what does not work in safe mode.
    pub(crate) fn new(registry: Registry, safe: bool, plugins: Vec<String>) -> Self {
        let outside = registry.outside().clone();
        let Registry { environment, mut generators, mut converters, mut hooks, .. } = registry;
        if safe {
            generators.retain(|generator| generator.is_safe());
            converters.retain(|converter| converter.is_safe());
        }
        generators.sort_by_key(|generator| Reverse(generator.priority()));
        converters.sort_by_key(|converter| Reverse(converter.priority()));
        hooks.sort();
        Self { environment, generators, converters, hooks, outside, plugins }
    }

    /// Finds the toolkit that a site was read with.
    pub fn of(site: &Site) -> Option<Arc<Self>> {
        let extensions: Arc<dyn Any + Send + Sync> = site.extensions.clone();
        extensions.downcast().ok()
    }

    /// The Liquid environment with all tags and filters.
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// The names of the plugins that are on, in the order they were loaded.
    pub fn plugins(&self) -> &[String] {
        &self.plugins
    }

    /// The outside, as far as it was granted.
    pub fn outside(&self) -> &Outside {
        &self.outside
    }

    /// The generators in the order they run.
    pub(crate) fn generators(&self) -> &[Arc<dyn Generator>] {
        &self.generators
    }

    /// The converters, highest priority first.
    pub(crate) fn converters(&self) -> &[Arc<dyn Converter>] {
        &self.converters
    }

    /// The converters that take an extension, highest priority first.
    pub(crate) fn converters_for<'a>(&'a self, ext: &'a str) -> impl Iterator<Item = &'a dyn Converter> {
        self.converters.iter().map(|converter| &**converter).filter(move |converter| converter.matches(ext))
    }

    pub(crate) fn hooks(&self) -> &Hooks {
        &self.hooks
    }

    /// Runs the generators on a site, in order of priority.
    ///
    /// # Errors
    /// The first error of a generator.
    pub fn generate(&self, site: &mut Site) -> Result<(), BuildError> {
        let tools = Tools { toolkit: self };
        self.generators().iter().try_for_each(|generator| generator.generate(site, &tools))
    }

    /// Runs the site's own hooks of an event up to [`Event::PreRender`].
    ///
    /// # Errors
    /// The first error of a hook.
    pub fn run_site_hooks(&self, event: Event, site: &mut Site) -> Result<(), BuildError> {
        self.hooks.run_site(event, site, &Tools { toolkit: self })
    }

    /// Runs the hooks of all pages and documents for an event before rendering, at which data and content can change.
    ///
    /// # Errors
    /// The first error of a hook.
    pub fn run_item_hooks(&self, event: Event, site: &mut Site) -> Result<(), BuildError> {
        if !self.hooks.has_items(event) {
            return Ok(());
        }
        let positions: Vec<Position> = site.positions().collect();
        for position in positions {
            let content = match super::hook::item_at(site, position) {
                Some(Item::Document(document)) => document.content.clone().unwrap_or_default(),
                Some(Item::Page(page)) => page.content.clone(),
                None => continue,
            };
            let Some(mut hooked) = Hooked::new(&*site, Tools { toolkit: self }, position, content, String::new())
            else {
                continue;
            };
            self.hooks.run_item(event, &mut hooked)?;
            let (content, _, data) = hooked.into_parts();
            match position {
                Position::Document(collection, index) => {
                    let found = site.collections.get_index_mut(collection).and_then(|(_, of)| of.docs.get_mut(index));
                    if let Some(document) = found {
                        if document.content.is_some() || !content.is_empty() {
                            document.content = Some(content);
                        }
                        if let Some(data) = data {
                            document.data = data;
                            document.forget_url();
                        }
                    }
                }
                Position::Page(index) => {
                    if let Some(page) = site.pages.get_mut(index) {
                        page.content = content;
                        if let Some(data) = data {
                            page.data = data;
                            page.forget_url();
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

impl Extensions for Toolkit {
    /// Asks each matching converter. Jekyll takes the only answer, or the second to last of several, since the last
    /// one comes from the converter that leaves everything as it is (`Renderer#output_ext`).
    fn output_ext(&self, ext: &str) -> String {
        let answers: Vec<String> = self.converters_for(ext).filter_map(|converter| converter.output_ext(ext)).collect();
        match answers.len() {
            0 => String::new(),
            1 => answers.into_iter().next().unwrap_or_default(),
            count => answers.into_iter().nth(count - 2).unwrap_or_default(),
        }
    }
}

impl fmt::Debug for Toolkit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Toolkit").field("plugins", &self.plugins).finish_non_exhaustive()
    }
}

/// Converters, Liquid and the outside, for generators and hooks.
#[derive(Clone, Copy)]
pub struct Tools<'a> {
    pub(crate) toolkit: &'a Toolkit,
}

impl<'a> Tools<'a> {
    /// The Liquid environment with all tags and filters.
    pub fn environment(&self) -> &'a Environment {
        &self.toolkit.environment
    }

    /// The names of the plugins that are on.
    pub fn plugins(&self) -> &'a [String] {
        &self.toolkit.plugins
    }

    /// The outside, as far as it was granted.
    pub fn outside(&self) -> &'a Outside {
        &self.toolkit.outside
    }

    /// Whether some converter other than the one that changes nothing takes files of an extension.
    pub fn converts(&self, ext: &str) -> bool {
        self.toolkit.converters_for(ext).nth(1).is_some()
    }

    /// Converts Markdown to HTML with the site's converter.
    ///
    /// # Errors
    /// What the converter reports.
    pub fn markdownify(&self, site: &Site, text: &str) -> Result<String, BuildError> {
        let ext = crate::converters::markdown_ext(&site.config);
        let found = self.toolkit.converters_for(&ext).find(|converter| converter.name().ends_with("Markdown"));
        match found {
            Some(converter) => converter.convert(text, &Conversion::new(site, None)),
            None => Ok(text.to_owned()),
        }
    }

    /// Converts a text as the text of a file with this extension would be.
    ///
    /// # Errors
    /// What a converter reports.
    pub fn convert(&self, site: &Site, ext: &str, text: &str) -> Result<String, BuildError> {
        let cx = Conversion::new(site, None);
        self.toolkit.converters_for(ext).try_fold(text.to_owned(), |text, converter| converter.convert(&text, &cx))
    }

    /// Renders a Liquid template with the given globals and none of the site's own (for these see
    /// [`SiteContext`](super::SiteContext)).
    ///
    /// # Errors
    /// What Liquid reports.
    pub fn render_liquid(&self, name: &str, template: &str, globals: Value) -> hyde_liquid::Result<String> {
        let template = self.environment().parse(name, template)?;
        template.render_in(&mut Context::new(self.environment(), globals))
    }

    /// Where diagnostics of a site go.
    pub fn report<'s>(&self, site: &'s Site) -> &'s Report {
        &site.report
    }
}
