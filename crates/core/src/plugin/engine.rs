//! The configurable noun: an engine knows plugins, takes parts one by one, and drives the four verbs.

use super::activate::{Wishes, activate};
use super::{
    Commands, Converter, Custom, Event, Generator, Hooked, Network, Outside, Owner, Plugin, Priority, Toolkit, Tools,
};
use crate::config::BuildOptions;
use crate::model::{Page, Site, Theme};
use crate::outside::{Destination, Folder, Source, Within};
use crate::render::{self, Rendered};
use crate::report::Report;
use crate::write::{self, Output};
use crate::{BuildError, Config, Phase, Position, process, read};
use hyde_liquid::{Arity, Filter, Function, Tag, Template, Value};
use std::fmt;
use std::sync::Arc;

/// Builds sites, with the plugins and parts it was given.
///
/// ```
/// use hyde_core::outside::Memory;
/// use hyde_core::{Config, Engine, Position};
/// let mut engine = Engine::bare();
/// engine.function("shout", |text: String| text.to_uppercase());
/// let source = Memory::from([("index.html", "---\n---\n{{ 'hi' | shout }}")]);
/// let site = engine.read(&Config::default(), source)?;
/// let site = engine.generate(site)?;
/// let rendered = engine.render(site)?;
/// assert_eq!(rendered.output(Position::Page(0)), Some("HI"));
/// # Ok::<(), hyde_core::BuildError>(())
/// ```
#[derive(Clone)]
pub struct Engine {
    plugins: Vec<Arc<dyn Plugin>>,
    custom: Custom,
    outside: Outside,
    options: BuildOptions,
    group: Vec<String>,
    theme: Option<Theme>,
    report: Report,
}

impl Default for Engine {
    fn default() -> Self {
        Self::bare()
    }
}

impl Engine {
    /// Makes an engine without plugins.
    pub fn bare() -> Self {
        Self {
            plugins: Vec::new(),
            custom: Custom::default(),
            outside: Outside::default(),
            options: BuildOptions::new("/site"),
            group: Vec::new(),
            theme: None,
            report: Report::new(),
        }
    }

    /// Makes a plugin known; sites switch it on by its name.
    pub fn plugin(&mut self, plugin: impl Plugin) -> &mut Self {
        self.plugins.push(Arc::new(plugin));
        self
    }

    /// Makes several plugins known.
    pub fn plugins(&mut self, plugins: impl IntoIterator<Item = Arc<dyn Plugin>>) -> &mut Self {
        self.plugins.extend(plugins);
        self
    }

    /// Says whether a plugin of this name is known.
    pub fn knows(&self, name: &str) -> bool {
        self.plugins.iter().any(|plugin| plugin.name() == name || plugin.aliases().contains(&name))
    }

    /// Adds a plain function as a filter of every site.
    pub fn function<Args>(&mut self, name: &str, function: impl Function<Args>) -> &mut Self {
        self.custom.function(name, function);
        self
    }

    /// Adds a plain function as a filter of every site; the same as [`Engine::function`].
    pub fn filter<Args>(&mut self, name: &str, function: impl Function<Args>) -> &mut Self {
        self.function(name, function)
    }

    /// Adds a filter that sees values and the context.
    pub fn filter_with(&mut self, name: &str, arity: Arity, filter: impl Filter) -> &mut Self {
        self.custom.filter(name, arity, filter);
        self
    }

    /// Adds a tag or block to every site.
    pub fn tag(&mut self, name: &str, tag: impl Tag) -> &mut Self {
        self.custom.tag(name, tag);
        self
    }

    /// Adds a generator to every site.
    pub fn generator(&mut self, generator: impl Generator) -> &mut Self {
        self.custom.generator(generator);
        self
    }

    /// Adds a converter to every site.
    pub fn converter(&mut self, converter: impl Converter) -> &mut Self {
        self.custom.converter(converter);
        self
    }

    /// Adds a hook of pages or documents to every site.
    ///
    /// ```
    /// use hyde_core::outside::Memory;
    /// use hyde_core::plugin::{Event, Owner};
    /// use hyde_core::{Config, Engine, Position};
    /// let mut engine = Engine::bare();
    /// engine.hook(Owner::Pages, Event::PostRender, |page| {
    ///     page.output.push('!');
    ///     Ok(())
    /// });
    /// let site = engine.read(&Config::default(), Memory::from([("a.txt", "---\n---\nhi")]))?;
    /// assert_eq!(engine.render(site)?.output(Position::Page(0)), Some("hi!"));
    /// # Ok::<(), hyde_core::BuildError>(())
    /// ```
    pub fn hook<F>(&mut self, owner: Owner, event: Event, hook: F) -> &mut Self
    where
        F: Fn(&mut Hooked<'_>) -> Result<(), BuildError> + Send + Sync + 'static,
    {
        self.custom.hook(owner, event, Priority::NORMAL, hook);
        self
    }

    /// Adds a hook of the site to every site.
    pub fn site_hook<F>(&mut self, event: Event, hook: F) -> &mut Self
    where
        F: Fn(&mut Site, &Tools<'_>) -> Result<(), BuildError> + Send + Sync + 'static,
    {
        self.custom.site_hook(event, hook);
        self
    }

    /// Grants plugins the network.
    pub fn network(&mut self, network: impl Network + 'static) -> &mut Self {
        self.outside.network = Some(Arc::new(network));
        self
    }

    /// Grants plugins other programs.
    pub fn commands(&mut self, commands: impl Commands + 'static) -> &mut Self {
        self.outside.commands = Some(Arc::new(commands));
        self
    }

    /// Grants plugins what another part of the program uses already.
    pub fn set_outside(&mut self, outside: Outside) -> &mut Self {
        self.outside = outside;
        self
    }

    /// Sets the circumstances of builds: environment, time, threads, plugins to skip.
    pub fn set_options(&mut self, options: BuildOptions) -> &mut Self {
        self.options = options;
        self
    }

    /// The circumstances of builds.
    pub fn options(&self) -> &BuildOptions {
        &self.options
    }

    /// Names the gems of the Gemfile's `:jekyll_plugins` group, which are on whatever the configuration says.
    pub fn set_gem_group(&mut self, gems: Vec<String>) -> &mut Self {
        self.group = gems;
        self
    }

    /// Lays a theme under every site.
    pub fn set_theme(&mut self, theme: Option<Theme>) -> &mut Self {
        self.theme = theme;
        self
    }

    /// The gems of the Gemfile's `:jekyll_plugins` group.
    pub(crate) fn gem_group(&self) -> &[String] {
        &self.group
    }

    /// The theme under every site.
    pub fn theme(&self) -> Option<&Theme> {
        self.theme.as_ref()
    }

    /// Says where diagnostics go.
    pub fn set_report(&mut self, report: Report) -> &mut Self {
        self.report = report;
        self
    }

    /// Where diagnostics go.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Puts together what a site of this configuration is built with.
    ///
    /// # Errors
    /// When a plugin refuses the configuration, or is unknown while `strict_plugins` is on.
    pub fn toolkit(&self, config: &Config, source: &dyn Source) -> Result<Toolkit, BuildError> {
        self.toolkit_telling(config, source, &self.report)
    }

    fn toolkit_telling(&self, config: &Config, source: &dyn Source, report: &Report) -> Result<Toolkit, BuildError> {
        let theme = self.theme.as_ref().map(|theme| theme.dependencies.clone()).unwrap_or_default();
        let mut outside = self.outside.clone();
        outside.variables = Arc::new(self.options.variables.clone());
        let wishes = Wishes {
            known: &self.plugins,
            custom: &self.custom,
            group: &self.group,
            theme: &theme,
            files: &super::activate::plugin_files(config, source),
            options: &self.options,
            outside: &outside,
        };
        activate(config, &wishes, report)
    }

    /// Reads a site: configuration and source in, a [`Site`] out, its generators not yet run.
    ///
    /// # Errors
    /// What stops Jekyll while it reads.
    pub fn read(&self, config: &Config, source: impl Source + 'static) -> Result<Site, BuildError> {
        self.read_shared(config, Arc::new(source))
    }

    /// Reads a site from a source that the caller keeps a share of.
    ///
    /// # Errors
    /// What stops Jekyll while it reads.
    pub fn read_shared(&self, config: &Config, source: Arc<dyn Source>) -> Result<Site, BuildError> {
        self.read_started(self.start(config, source)?)
    }

    /// Starts a site: its plugins are on, its collections are there, and nothing is read yet.
    ///
    /// # Errors
    /// When a plugin is missing or the settings contradict each other.
    pub fn start(&self, config: &Config, source: Arc<dyn Source>) -> Result<Site, BuildError> {
        let toolkit = Arc::new(self.toolkit(config, &*source)?);
        let theme = self.theme.clone();
        let extensions = Arc::clone(&toolkit) as _;
        let mut site = process::start(config.clone(), &self.options, source, theme, extensions, &self.report)?;
        let paginates = toolkit.plugins().iter().any(|name| name.starts_with("jekyll-paginate"));
        if config.get("paginate").is_some_and(|value| !value.is_nil()) && !paginates {
            self.report.tell(crate::messages::pagination_without_plugin());
        }
        toolkit.run_site_hooks(Event::AfterInit, &mut site)?;
        Ok(site)
    }

    /// The sites that a started site is built as, one after the other: itself, unless a plugin builds it several times
    /// (in several languages). The first has the destination as configured, the others have folders in it.
    ///
    /// # Errors
    /// What [`Engine::toolkit`] reports.
    pub fn editions(&self, site: Site) -> Result<Vec<Site>, BuildError> {
        let toolkit = self.toolkit_of(&site)?;
        let Some(mut editions) = toolkit.hooks().editions_of(&site) else { return Ok(vec![site]) };
        for edition in editions.iter_mut().skip(1) {
            // What plugins keep while they build belongs to one edition. Everything was told when the first was started.
            let source = Arc::clone(&edition.files);
            edition.extensions = Arc::new(self.toolkit_telling(&edition.config, &*source, &Report::new())?) as _;
        }
        Ok(editions)
    }

    /// Reads everything into a site that was started.
    ///
    /// # Errors
    /// What stops Jekyll while it reads.
    pub fn read_started(&self, mut site: Site) -> Result<Site, BuildError> {
        let toolkit = self.toolkit_of(&site)?;
        toolkit.run_site_hooks(Event::AfterReset, &mut site)?;
        self.report.progress().begin(Phase::Reading, 0);
        read::read(&mut site)?;
        toolkit.run_item_hooks(Event::PostInit, &mut site)?;
        toolkit.run_site_hooks(Event::PostRead, &mut site)?;
        Ok(site)
    }

    /// Runs the generators on a site that was read.
    ///
    /// # Errors
    /// The first error of a generator.
    pub fn generate(&self, mut site: Site) -> Result<Site, BuildError> {
        let toolkit = self.toolkit_of(&site)?;
        self.report.progress().begin(Phase::Generating, 0);
        toolkit.generate(&mut site)?;
        Ok(site)
    }

    /// Renders every document and page of a site, in parallel.
    ///
    /// # Errors
    /// The first error in rendering order.
    pub fn render(&self, site: Site) -> Result<Rendered, BuildError> {
        let toolkit = self.toolkit_of(&site)?;
        render::render(site, &toolkit)
    }

    /// Cleans the destination and writes a rendered site into it.
    ///
    /// # Errors
    /// The first file operation that fails.
    pub fn write(&self, rendered: &Rendered, destination: &mut dyn Destination) -> Result<(), BuildError> {
        let toolkit = self.toolkit_of(rendered.site())?;
        write::write(rendered.site(), &outputs(rendered), destination)?;
        toolkit.hooks().run_written(rendered, destination)
    }

    /// The four verbs in a row. Of a site that a plugin builds several times, the first rendering is given back.
    ///
    /// # Errors
    /// What stops Jekyll.
    pub fn process(
        &self,
        config: &Config,
        source: impl Source + 'static,
        destination: &mut dyn Destination,
    ) -> Result<Rendered, BuildError> {
        self.process_started(self.start(config, Arc::new(source))?, destination)
    }

    /// Reads, generates, renders and writes all editions of a site that was started; gives the first rendering.
    ///
    /// # Errors
    /// What stops Jekyll.
    pub fn process_started(&self, site: Site, destination: &mut dyn Destination) -> Result<Rendered, BuildError> {
        let root = site.destination.clone();
        let mut editions = self.editions(site)?.into_iter();
        let first = editions.next().expect("a site has at least one edition");
        let first = self.render(self.generate(self.read_started(first)?)?)?;
        self.write(&first, destination)?;
        for edition in editions {
            let folder = edition.destination.strip_prefix(&root).unwrap_or_default().trim_matches('/').to_owned();
            let rendered = self.render(self.generate(self.read_started(edition)?)?)?;
            self.write(&rendered, &mut Within::new(destination, &folder))?;
        }
        Ok(first)
    }

    /// Builds the site in a folder into the destination its configuration names.
    ///
    /// # Errors
    /// What stops Jekyll.
    pub fn build(&self) -> Result<Rendered, BuildError> {
        let config = Config::load(&self.options, &self.report)?;
        let source = Folder::new(config.source());
        let mut destination = Folder::new(config.destination());
        self.process(&config, source, &mut destination)
    }

    /// Renders a parsed Liquid template with data of the caller's, and a site around it: its includes, settings and
    /// converters are there, a page is not.
    ///
    /// ```
    /// use hyde_core::outside::Memory;
    /// use hyde_core::{Config, Engine};
    /// use hyde_liquid::Value;
    /// let engine = Engine::bare();
    /// let source = Memory::from([("_includes/hi.html", "Hi, {{ name }}!")]);
    /// let config = Config::default();
    /// let site = engine.read(&config, source)?;
    /// let template = engine.toolkit(&config, &*site.files)?.environment().parse("a", "{% include hi.html %}").unwrap();
    /// let output = engine.render_template(&site, &template, Value::from_pairs([("name", "you")]));
    /// assert_eq!(output.unwrap(), "Hi, you!");
    /// # Ok::<(), hyde_core::BuildError>(())
    /// ```
    ///
    /// # Errors
    /// What Liquid reports.
    pub fn render_template(&self, site: &Site, template: &Template, globals: Value) -> hyde_liquid::Result<String> {
        let toolkit = self.toolkit_of(site).map_err(|error| hyde_liquid::Error::ruby(error.class, error.message))?;
        render::render_template(site.clone(), &toolkit, template, globals)
    }

    fn toolkit_of(&self, site: &Site) -> Result<Arc<Toolkit>, BuildError> {
        match Toolkit::of(site) {
            Some(toolkit) => Ok(toolkit),
            None => Ok(Arc::new(self.toolkit(&site.config, &*site.files)?)),
        }
    }

    /// Renders one page that is not in the site, with the site around it: no disk is touched.
    ///
    /// ```
    /// use hyde_core::outside::Memory;
    /// use hyde_core::{Config, Engine};
    /// let engine = Engine::bare();
    /// let source = Memory::from([("_layouts/default.html", "<main>{{ content }}</main>")]);
    /// let site = engine.read(&Config::default(), source)?;
    /// assert_eq!(engine.render_page(&site, "a.html", "---\nlayout: default\n---\nHi")?, "<main>Hi</main>");
    /// # Ok::<(), hyde_core::BuildError>(())
    /// ```
    ///
    /// # Errors
    /// When the front matter is wrong or the page cannot be rendered.
    pub fn render_page(&self, site: &Site, path: &str, text: &str) -> Result<String, BuildError> {
        let toolkit = self.toolkit_of(site)?;
        let mut site = site.clone();
        let (dir, name) = path.rsplit_once('/').unwrap_or(("", path));
        let mut page = Page::without_a_file(dir, name, hyde_liquid::Hash::new(), text);
        page.class = "Page".to_owned();
        if let Some(split) = crate::front_matter::split(text) {
            page.data = front_matter_of(path, split.header)?;
            page.body_line = split.body_line;
            page.content = split.body.to_owned();
        }
        site.pages.push(page);
        let last = Position::Page(site.pages.len() - 1);
        render::render_only(site, &toolkit, last)
    }
}

fn front_matter_of(path: &str, header: &str) -> Result<hyde_liquid::Hash, BuildError> {
    use crate::messages;
    let loaded = hyde_yaml::parse(header)
        .map_err(|error| BuildError::fatal("InvalidYAMLFrontMatterError", format!("{path}: {error}")))?;
    match crate::front_matter::to_value(&loaded) {
        hyde_liquid::Value::Hash(hash) => Ok((*hash).clone()),
        hyde_liquid::Value::Nil | hyde_liquid::Value::Bool(false) => Ok(hyde_liquid::Hash::new()),
        _ => Err(messages::front_matter_not_a_map(path)),
    }
}

/// Lists what of a rendered site is written.
fn outputs(rendered: &Rendered) -> Vec<Output<'_>> {
    let site = rendered.site();
    let output = |(number, position)| write::output_at(site, position, number, rendered.output(position)?);
    rendered.positions().enumerate().filter_map(output).collect()
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.plugins.iter().map(|plugin| plugin.name()).collect();
        f.debug_struct("Engine").field("plugins", &names).finish_non_exhaustive()
    }
}
