//! Parsed templates, kept for all pages: layouts and includes once each (`lib/jekyll/liquid_renderer.rb`).

use super::include_uses::{self, IncludeUses};
use super::record;
use crate::messages;
use crate::model::{Layout, Site};
use crate::outside::Source;
use hyde_liquid::{Environment, Error, Template};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The template cache of a site.
pub(crate) struct Templates {
    environment: Environment,
    directories: Vec<(Arc<dyn Source>, String)>,
    layouts: HashMap<String, OnceLock<Result<Template, Error>>>,
    includes: Mutex<HashMap<String, Result<Template, Error>>>,
    uses: OnceLock<Vec<IncludeUses>>,
    /// Read at once with the site, so that looking through them needs no site.
    looked: Vec<IncludeUses>,
}

/// Which state of other pages a template may see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Stateful {
    /// What `cycle` and its kin remember.
    pub(crate) loops: bool,
    /// What `increment` counts.
    pub(crate) counters: bool,
}

impl Templates {
    pub(crate) fn new(site: &Site, environment: Environment) -> Self {
        Self {
            environment,
            directories: include_directories(site),
            layouts: site.layouts.keys().map(|name| (name.clone(), OnceLock::new())).collect(),
            includes: Mutex::default(),
            uses: OnceLock::new(),
            looked: include_uses::look(site),
        }
    }

    /// The environment that templates are parsed with.
    pub(crate) fn environment(&self) -> &Environment {
        &self.environment
    }

    /// What the include files make use of.
    pub(crate) fn includes(&self) -> &[IncludeUses] {
        self.uses.get().map_or(&self.looked, |uses| uses)
    }

    /// A layout's template.
    pub(crate) fn layout(&self, layout: &Layout) -> Result<Template, Error> {
        let parse = || self.environment.parse_at(&layout.relative_path, &layout.content, layout.body_line + 1);
        match self.layouts.get(&layout.name) {
            Some(cell) => cell.get_or_init(parse).clone(),
            None => parse(),
        }
    }

    /// The path of an include file: the first of the site's and the theme's folders that has it.
    pub(crate) fn locate(&self, name: &str) -> Result<(Arc<dyn Source>, String), Error> {
        for (source, directory) in &self.directories {
            let path = format!("{directory}/{name}");
            if source.is_file(&path) {
                return Ok((source.clone(), path));
            }
        }
        let directories: Vec<&str> = self.directories.iter().map(|(_, directory)| directory.as_str()).collect();
        let error = messages::include_not_found(name, &directories);
        let names = include_uses::names(&self.directories);
        Err(match hyde_diagnostic::nearest(name, names.iter().map(String::as_str)) {
            Some(near) => error.hint(format!("Did you mean `{near}`?")),
            None => error,
        })
    }

    /// An include's template and its path.
    pub(crate) fn include(&self, name: &str) -> Result<Template, Error> {
        record::include(name);
        if let Some(parsed) = self.includes.lock().unwrap_or_else(PoisonError::into_inner).get(name) {
            return parsed.clone();
        }
        let parsed = self.locate(name).and_then(|(source, path)| self.parse_file(&*source, &path));
        self.includes.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), parsed.clone());
        parsed
    }

    /// Parses any file of the site, such as `include_relative` names; once.
    pub(crate) fn file(&self, source: &dyn Source, path: &str) -> Result<Template, Error> {
        record::name(|| record::Name::File(path.to_owned()));
        let key = format!("\0{path}");
        if let Some(parsed) = self.includes.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return parsed.clone();
        }
        let parsed = self.parse_file(source, path);
        self.includes.lock().unwrap_or_else(PoisonError::into_inner).insert(key, parsed.clone());
        parsed
    }

    fn parse_file(&self, source: &dyn Source, path: &str) -> Result<Template, Error> {
        let bytes = source
            .read(path)
            .map_err(|error| super::core::to_liquid(crate::BuildError::io(&error, "rb_sysopen", path)))?;
        let text = String::from_utf8(bytes).map_err(|_| messages::invalid_utf8())?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        self.environment.parse(path, text).map_err(|error| error.in_template(path).or_markup_context("included "))
    }

    /// Which state of other pages a template may see, by itself or through includes.
    pub(crate) fn stateful(&self, template: &Template) -> Stateful {
        let uses = template.uses();
        let including = uses.tags.iter().any(|tag| tag.starts_with("include") || tag.starts_with("render_"));
        let through = |what: fn(&IncludeUses) -> bool| including && self.includes().iter().any(what);
        Stateful {
            loops: uses.cycle || uses.ifchanged || uses.offset_continue || through(|include| include.loops),
            counters: uses.counters || through(|include| include.counters),
        }
    }
}

/// The folders of include files, the site's before the theme's.
pub(crate) fn include_directories(site: &Site) -> Vec<(Arc<dyn Source>, String)> {
    let name = site.config.text("includes_dir").unwrap_or_else(|| "_includes".to_owned());
    let mut directories = vec![(site.files.clone(), crate::outside::join(&site.source, &name))];
    if let Some(theme) = &site.theme {
        directories.push((theme.source.clone(), crate::outside::join(&theme.root, "_includes")));
    }
    directories
}
