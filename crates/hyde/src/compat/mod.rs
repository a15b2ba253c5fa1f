//! What of a site hyde will not write as Jekyll does, found by reading the site and before anything is built.
//!
//! In go a configuration and a site's files, out come [`Finding`]s, each with its place. What is known to differ in
//! general stands in [`KNOWN`]; `docs/compatibility.md` is made from it.
//!
//! ```
//! use hyde::compat::{Circumstances, examine};
//! use hyde::{Config, outside::Memory};
//! let site = Memory::from([("_plugins/hello.rb", "Liquid::Template.register_tag('hello', Hello)\n")]);
//! let findings = examine(&Config::default(), &site, &Circumstances::default());
//! assert_eq!(findings.len(), 1);
//! assert!(findings[0].to_string().starts_with("_plugins/hello.rb: Ruby that is not run: the tag hello renders nothing"));
//! ```

mod code;
mod gems;
mod known_table;
mod ruby;
mod settings;

pub use known_table::KNOWN;

use crate::Config;
use hyde_core::outside::{Kind, Source};
use hyde_core::plugin::Plugin;
use std::fmt;
use std::sync::Arc;

/// Where the documentation of what differs stands.
pub const DOCUMENT: &str = "docs/compatibility.md";

/// A part of a site in which something can differ; each has a section of [`DOCUMENT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Section {
    /// Gems that are plugins.
    Plugins,
    /// Ruby files in the plugins folder.
    Ruby,
    /// Stylesheets.
    Sass,
    /// Code that is highlighted.
    Code,
    /// Settings.
    Settings,
    /// Versions of gems that the site pins.
    Versions,
}

impl Section {
    /// All sections, in the order of the document.
    pub const ALL: [Self; 6] = [Self::Plugins, Self::Ruby, Self::Sass, Self::Code, Self::Settings, Self::Versions];

    /// The heading of the section.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Plugins => "Plugins",
            Self::Ruby => "Ruby files",
            Self::Sass => "Sass",
            Self::Code => "Highlighted code",
            Self::Settings => "Settings",
            Self::Versions => "Versions",
        }
    }

    /// The anchor of the section in [`DOCUMENT`].
    pub fn anchor(self) -> &'static str {
        match self {
            Self::Plugins => "plugins",
            Self::Ruby => "ruby-files",
            Self::Sass => "sass",
            Self::Code => "highlighted-code",
            Self::Settings => "settings",
            Self::Versions => "versions",
        }
    }
}

/// How sure it is that output differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Certainty {
    /// Some of the output will differ.
    Differs,
    /// Output differs in the circumstances that are named, and not otherwise.
    MayDiffer,
}

/// Something known to differ from Jekyll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Known {
    /// Where it belongs.
    pub section: Section,
    /// The gem, language or setting.
    pub subject: &'static str,
    /// How sure it is.
    pub certainty: Certainty,
    /// What differs.
    pub what: &'static str,
    /// Why.
    pub why: &'static str,
}

impl Known {
    fn of(section: Section, subject: &str) -> Option<&'static Self> {
        KNOWN.iter().find(|known| known.section == section && known.subject == subject)
    }
}

/// Something that a site has and hyde does not reproduce exactly.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Finding {
    /// Where it belongs.
    pub section: Section,
    /// How sure it is that output differs.
    pub certainty: Certainty,
    /// The file, relative to the source.
    pub file: String,
    /// The line in the file, where there is one.
    pub line: Option<usize>,
    /// What will be different.
    pub text: String,
}

impl Finding {
    fn new(section: Section, file: &str, text: String) -> Self {
        Self { section, certainty: Certainty::Differs, file: file.to_owned(), line: None, text }
    }

    fn of(known: &Known, file: &str) -> Self {
        Self {
            certainty: known.certainty,
            ..Self::new(known.section, file, format!("{}: {} ({})", known.subject, known.what, known.why))
        }
    }

    /// The address of the section of the documentation.
    pub fn link(&self) -> String {
        format!("{DOCUMENT}#{}", self.section.anchor())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.text)
    }
}

/// What decides besides the configuration and the source.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Circumstances {
    /// The gems of the Gemfile's `:jekyll_plugins` group.
    pub gem_group: Vec<String>,
    /// Plugins of the embedder, besides those that come with hyde.
    pub plugins: Vec<Arc<dyn Plugin>>,
    /// Whether the theme that the configuration names was found.
    pub theme_found: bool,
}

/// Reads a site and says what hyde will not write as Jekyll does, in the order of the sections and files.
pub fn examine(config: &Config, source: &dyn Source, circumstances: &Circumstances) -> Vec<Finding> {
    let mut plugins = hyde_plugins::all();
    plugins.extend(circumstances.plugins.iter().cloned());
    let site = Site { config, source, plugins: &plugins, files: files(config, source) };
    let mut findings = gems::examine(&site, &circumstances.gem_group);
    findings.extend(ruby::examine(&site));
    findings.extend(code::examine(&site));
    findings.extend(settings::examine(&site, circumstances.theme_found));
    findings.sort();
    findings.dedup();
    findings
}

/// What every examination looks at.
struct Site<'a> {
    config: &'a Config,
    source: &'a dyn Source,
    plugins: &'a [Arc<dyn Plugin>],
    /// The files, relative to the source.
    files: Vec<String>,
}

impl Site<'_> {
    fn plugin(&self, name: &str) -> Option<&Arc<dyn Plugin>> {
        self.plugins.iter().find(|plugin| plugin.name() == name || plugin.aliases().contains(&name))
    }

    fn text(&self, file: &str) -> Option<String> {
        let bytes = self.source.read(&hyde_core::outside::join(self.source.root(), file)).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The configuration file that names a setting, with the line; the first file where none does.
    fn setting(&self, key: &str) -> (String, Option<usize>) {
        let name =
            self.files.iter().find(|file| matches!(file.as_str(), "_config.yml" | "_config.yaml" | "_config.toml"));
        let name = name.map_or("_config.yml", String::as_str);
        let text = self.text(name).unwrap_or_default();
        let line = text
            .lines()
            .position(|line| line.starts_with(key) && line[key.len()..].trim_start().starts_with([':', '=']));
        (name.to_owned(), line.map(|at| at + 1))
    }
}

/// How deep folders are looked into.
const DEPTH_LIMIT: usize = 30;

/// Lists a site's files, without what builds and package managers leave in it.
fn files(config: &Config, source: &dyn Source) -> Vec<String> {
    let root = source.root();
    let destination = config.destination();
    let excluded = config.texts("exclude");
    let mut found = Vec::new();
    let mut folders = vec![(root.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        for entry in source.entries(&folder).unwrap_or_default() {
            let path = format!("{folder}/{}", entry.name);
            let relative = path.strip_prefix(root).unwrap_or(&path).trim_start_matches('/');
            let left_out = excluded.iter().any(|name| name.trim_end_matches('/') == relative);
            match entry.kind {
                Kind::Directory
                    if depth < DEPTH_LIMIT
                        && !left_out
                        && !entry.symlink
                        && !entry.name.starts_with('.')
                        && !matches!(entry.name.as_str(), "node_modules" | "vendor" | "_site")
                        && path != destination =>
                {
                    folders.push((path, depth + 1));
                }
                Kind::File if !left_out => found.push(relative.to_owned()),
                _ => {}
            }
        }
    }
    found.sort();
    found
}
