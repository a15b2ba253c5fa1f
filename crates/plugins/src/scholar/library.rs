//! What a build reads once: `.bib` files, styles, locales, templates; and what each page has cited.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use hyde_bibliography::csl::{Locale, Style, StyleError};
use hyde_bibliography::{Bibliography, Cited};
use hyde_core::Site;
use hyde_core::outside::{self, Kind};
use hyde_core::plugin::Outside;
use hyde_liquid::{Environment, Error, Result, Template};

use super::bundled;
use super::settings::Settings;

/// Things made once per key.
struct Cache<K, V>(Mutex<HashMap<K, V>>);

impl<K, V> Default for Cache<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash + Clone, V: Clone> Cache<K, V> {
    fn get(&self, key: &K, make: impl FnOnce() -> Result<V>) -> Result<V> {
        if let Some(found) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key) {
            return Ok(found.clone());
        }
        // Made outside the lock: another thread may make the same meanwhile, which does no harm.
        let made = make()?;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone(), made.clone());
        Ok(made)
    }
}

/// The shared state of the plugin in one build.
#[derive(Default)]
pub(super) struct Library {
    files: Cache<(Vec<String>, String), Arc<Bibliography>>,
    styles: Cache<String, Arc<Style>>,
    locales: Cache<String, Arc<Locale>>,
    templates: Cache<String, Template>,
    links: Cache<String, Arc<Repository>>,
    cited: Mutex<HashMap<String, Cited>>,
    /// Where the gem of styles and locales may be installed.
    outside: Outside,
}

/// The files of a repository: for each key the extensions and their paths.
pub(super) type Repository = HashMap<String, Vec<(String, String)>>;

impl Library {
    /// Makes the state of a build that may reach `outside`.
    pub(super) fn new(outside: Outside) -> Self {
        Self { outside, ..Self::default() }
    }

    /// Gives the bibliography of the files that the settings or a tag name.
    pub(super) fn bibliography(
        &self,
        site: &Site,
        settings: &Settings,
        names: &[String],
        unique: bool,
    ) -> Result<Arc<Bibliography>> {
        let unique = unique || settings.flag("remove_duplicates", false);
        let folder = format!("{}/{}", site.source, settings.text("source", "./_bibliography").trim_start_matches('/'));
        let mut paths: Vec<String> = Vec::new();
        let configured;
        let names = if names.is_empty() {
            configured = super::settings::texts(&settings.get("bibliography"))
                .unwrap_or_else(|| vec!["references.bib".to_owned()]);
            &configured
        } else {
            names
        };
        for name in names {
            if name.contains(['*', '?', '[']) {
                paths.extend(glob(site, &folder, name));
                continue;
            }
            let name = name.trim_start_matches('/');
            let has_extension = name.rsplit('/').next().is_some_and(|file| file.contains('.'));
            paths.push(format!("{folder}/{name}{}", if has_extension { "" } else { ".bib" }));
        }
        let options = settings.parse_options();
        let how = format!(
            "{options:?} {} {} {unique}",
            settings.flag("replace_strings", true),
            settings.flag("join_strings", true),
        );
        self.files.get(&(paths.clone(), how), || {
            let mut all = Bibliography::default();
            for path in &paths {
                let text = read(site, path)?;
                let file = Bibliography::parse(&text, &options).map_err(|error| {
                    Error::ruby("BibTeX::ParseError", error.message.clone())
                        .hint(format!("{path}, line {}: mend the entry there", error.line))
                })?;
                all.append(file);
            }
            if settings.flag("replace_strings", true) {
                all.replace_strings();
            }
            if settings.flag("join_strings", true) {
                all.join();
            }
            if unique {
                // Whatever fields the setting names, jekyll-scholar compares these.
                all.remove_duplicates(&["title", "year"]);
            }
            Ok(Arc::new(all))
        })
    }

    /// Gives a style by its name, a path below the source, or the folder that the `csl` setting names.
    pub(super) fn style(&self, site: &Site, settings: &Settings, name: &str) -> Result<Arc<Style>> {
        self.styles.get(&name.to_owned(), || {
            let mut wanted = name.to_owned();
            // A dependent style names its parent; a short chain of them is followed.
            for _ in 0..4 {
                let text = self.style_text(site, settings, &wanted).ok_or_else(|| missing("CSL::ParseError", name))?;
                match Style::from_xml(&text) {
                    Ok(style) => return Ok(Arc::new(style)),
                    Err(StyleError::Dependent(parent)) => wanted = parent,
                    Err(error) => return Err(Error::ruby("CSL::ParseError", format!("{name}: {error}"))),
                }
            }
            Err(missing("CSL::ParseError", name))
        })
    }

    /// Gives the locale of a language.
    pub(super) fn locale(&self, site: &Site, settings: &Settings, name: &str) -> Result<Arc<Locale>> {
        self.locales.get(&name.to_owned(), || {
            let code = Locale::code_for(name);
            let file = format!("locales-{code}.xml");
            let text = in_csl_folder(site, settings, &[&file, &format!("locales/{file}")])
                .or_else(|| self.in_gem(&format!("locales/{file}")))
                .or_else(|| bundled::locale(&code).map(str::to_owned))
                .ok_or_else(|| missing("CSL::ParseError", name))?;
            let locale = Locale::from_xml(&text).map_err(|e| Error::ruby("CSL::ParseError", e.to_string()))?;
            Ok(Arc::new(locale))
        })
    }

    /// Gives the template of entries: a layout's text, or the setting's own text.
    pub(super) fn template(&self, site: &Site, environment: &Environment, name: &str) -> Result<Template> {
        self.templates.get(&name.to_owned(), || {
            let text = site.layouts.get(name).map_or(name, |layout| layout.content.as_str());
            environment.parse(name, text)
        })
    }

    /// Lists the files that the `repository` setting offers.
    pub(super) fn repository(&self, site: &Site, settings: &Settings, folder: &str) -> Result<Arc<Repository>> {
        let delimiter = settings.text("repository_file_delimiter", ".");
        self.links.get(&format!("{folder} {delimiter}"), || {
            let mut repository = Repository::new();
            let root = outside::join(&site.source, folder);
            let mut files = Vec::new();
            walk(site, &root, 0, &mut files);
            files.sort();
            for path in files {
                let name = path.rsplit('/').next().unwrap_or(&path);
                let Some((key, extension)) = name.split_once(&delimiter) else { continue };
                let url = path.strip_prefix(&site.source).unwrap_or(&path).to_owned();
                repository.entry(key.to_owned()).or_default().push((extension.to_owned(), url));
            }
            Ok(Arc::new(repository))
        })
    }

    /// Finds a style: a file of the site, in the folder that `csl` names, in the gem csl-styles, or bundled.
    fn style_text(&self, site: &Site, settings: &Settings, name: &str) -> Option<String> {
        let path = outside::absolute(name, &site.source);
        if site.files.is_file(&path) {
            return Some(String::from_utf8_lossy(&site.files.read(&path).ok()?).into_owned());
        }
        let short = name.rsplit('/').next().unwrap_or(name).trim_end_matches(".csl");
        let file = format!("{short}.csl");
        let dependent = format!("styles/dependent/{file}");
        in_csl_folder(site, settings, &[&file, &format!("styles/{file}"), &dependent])
            .or_else(|| self.in_gem(&format!("styles/{file}")))
            .or_else(|| self.in_gem(&dependent))
            .or_else(|| bundled::style(short).map(str::to_owned))
    }

    /// Reads a file that the gem csl-styles ships, where it is installed.
    fn in_gem(&self, file: &str) -> Option<String> {
        let folder = self.outside.gem_folder("csl-styles")?;
        let bytes = outside::read_loose(&format!("{folder}/vendor/{file}")).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Lets something happen to what a page has cited.
    pub(super) fn with_cited<T>(&self, page: &str, change: impl FnOnce(&mut Cited) -> T) -> T {
        let mut cited = self.cited.lock().unwrap_or_else(PoisonError::into_inner);
        change(cited.entry(page.to_owned()).or_default())
    }

    /// Gives what a page has cited, for working on without holding up other pages.
    pub(super) fn cited(&self, page: &str) -> Cited {
        self.with_cited(page, |cited| cited.clone())
    }
}

fn missing(class: &'static str, name: &str) -> Error {
    Error::ruby(class, StyleError::Missing(name.to_owned()).to_string()).hint(
        "Put the file into the site and name its path, install the gem csl-styles, or let `csl:` under `scholar:` name a folder with more styles",
    )
}

fn read(site: &Site, path: &str) -> Result<String> {
    let bytes = site
        .files
        .read(&outside::clean_path(path))
        .map_err(|_| Error::ruby("Errno::ENOENT", format!("No such file or directory @ rb_file_s_mtime - {path}")))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Reads the first of some files in the folder that the `csl` setting names.
fn in_csl_folder(site: &Site, settings: &Settings, files: &[&str]) -> Option<String> {
    let folder = match settings.get("csl") {
        hyde_liquid::Value::Nil => return None,
        value => outside::absolute(&value.to_s(), &site.source),
    };
    files.iter().find_map(|file| {
        let path = outside::join(&folder, file);
        let bytes = site.files.read(&path).or_else(|_| outside::read_loose(&path)).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    })
}

/// How deep folders are looked into.
const DEPTH: usize = 16;

fn walk(site: &Site, folder: &str, depth: usize, found: &mut Vec<String>) {
    for entry in site.files.entries(folder).unwrap_or_default() {
        let path = format!("{folder}/{}", entry.name);
        match entry.kind {
            Kind::Directory if depth < DEPTH => walk(site, &path, depth + 1, found),
            Kind::File => found.push(path),
            _ => {}
        }
    }
}

/// Lists the files of a folder that a pattern names, sorted; `**` goes into folders below.
fn glob(site: &Site, folder: &str, pattern: &str) -> Vec<String> {
    let clean = outside::clean_path(folder);
    let mut files = Vec::new();
    walk(site, &clean, if pattern.contains('/') { 0 } else { DEPTH }, &mut files);
    files.retain(|path| {
        let name = path.strip_prefix(&clean).unwrap_or(path).trim_start_matches('/');
        matches(pattern.as_bytes(), name.as_bytes())
    });
    files.sort();
    files
}

/// Matches `*`, `**/`, `?` and `[…]` as Ruby's `Dir.glob` does.
fn matches(pattern: &[u8], name: &[u8]) -> bool {
    // The rows of a table over pattern and name, so that no pattern takes more than their product.
    let mut row = vec![false; name.len() + 1];
    row[0] = true;
    let mut at = 0;
    while at < pattern.len() {
        let mut next = vec![false; name.len() + 1];
        if pattern[at..].starts_with(b"**/") {
            let mut open = false;
            for index in 0..=name.len() {
                open |= row[index];
                next[index] = row[index] || (open && index > 0 && name[index - 1] == b'/');
            }
            at += 3;
        } else if pattern[at] == b'*' {
            let mut open = false;
            for index in 0..=name.len() {
                open = row[index] || (open && index > 0 && name[index - 1] != b'/');
                next[index] = open;
            }
            at += 1;
        } else {
            let (accepts, length) = one(&pattern[at..]);
            for index in 0..name.len() {
                next[index + 1] = row[index] && accepts(name[index]);
            }
            at += length;
        }
        row = next;
    }
    row[name.len()]
}

type Accepts<'p> = Box<dyn Fn(u8) -> bool + 'p>;

/// Reads one character, `?` or `[…]` of a pattern.
fn one(pattern: &[u8]) -> (Accepts<'_>, usize) {
    match pattern[0] {
        b'?' => (Box::new(|c| c != b'/'), 1),
        b'[' => match pattern.iter().position(|c| *c == b']') {
            Some(end) => {
                let set = &pattern[1..end];
                let range =
                    move |c: u8| set.contains(&c) || set.windows(3).any(|w| w[1] == b'-' && (w[0]..=w[2]).contains(&c));
                (Box::new(range), end + 1)
            }
            None => (Box::new(|c| c == b'['), 1),
        },
        wanted => (Box::new(move |c| c == wanted), 1),
    }
}
