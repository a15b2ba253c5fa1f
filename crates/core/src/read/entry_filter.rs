//! Which names of a directory belong to the site (`lib/jekyll/entry_filter.rb`).

use super::fnmatch;
use crate::config::Config;
use crate::messages;
use crate::outside::{Source, join};
use crate::report::Report;

/// The `include` and `exclude` settings, ready to be asked.
pub struct EntryFilter<'a> {
    source: &'a dyn Source,
    /// The source's root after symbolic links, for safe mode.
    real_root: Option<String>,
    include: Vec<Pattern>,
    exclude: Vec<Pattern>,
    report: &'a Report,
}

/// An entry of `include` or `exclude`.
struct Pattern {
    /// Its absolute path.
    path: String,
    /// What of that follows the source's root and may differ; all of it where it leads elsewhere.
    from: usize,
    /// Whether it has characters that `fnmatch` gives a meaning.
    is_glob: bool,
}

impl Pattern {
    fn new(root: &str, item: &str) -> Self {
        let path = join(root, item);
        let from = if path.starts_with(root) { root.len() } else { 0 };
        Self { from, is_glob: path.contains(['*', '?', '[', '\\']), path }
    }

    /// What decides whether a path, which begins with the root, begins with this.
    fn is_start_of(&self, path: &str) -> bool {
        path.as_bytes()[self.from..].starts_with(&self.path.as_bytes()[self.from..])
    }
}

impl<'a> EntryFilter<'a> {
    /// Makes a filter from the configuration.
    pub fn new(config: &Config, source: &'a dyn Source, report: &'a Report) -> Self {
        let include = config.texts("include");
        let full = |item: &String| Pattern::new(source.root(), item);
        Self {
            source,
            real_root: config
                .is_safe()
                .then(|| source.real_path(source.root()).unwrap_or_else(|_| source.root().to_owned())),
            exclude: config.texts("exclude").iter().filter(|item| !include.contains(item)).map(full).collect(),
            include: include.iter().map(full).collect(),
            report,
        }
    }

    /// Whether an entry is part of the site. `entry` is a name, or a path below `base`, which is relative to the
    /// source (`""`, `/sub`, `_label`).
    ///
    /// ```
    /// use hyde_core::{Config, Report, outside::Memory, read::EntryFilter};
    /// let (config, source, report) = (Config::default(), Memory::new(), Report::new());
    /// let filter = EntryFilter::new(&config, &source, &report);
    /// assert!(filter.accepts("", "about.md"));
    /// assert!(!filter.accepts("", "_drafts"));
    /// assert!(filter.accepts("", ".htaccess"));
    /// assert!(!filter.accepts("", "node_modules"));
    /// ```
    pub fn accepts(&self, base: &str, entry: &str) -> bool {
        if entry.ends_with('.') {
            return false;
        }
        let name = entry.rsplit('/').next().unwrap_or(entry);
        let included = self.matches(&self.include, entry) || (name != entry && self.matches(&self.include, name));
        if !included {
            let relative = join(base, entry);
            if self.matches(&self.exclude, &relative) {
                self.report.detail(|| messages::excluded(&relative));
                return false;
            }
        }
        if self.leads_out(base, entry) {
            return false;
        }
        included || !(is_special(entry) || is_special(name) || entry.ends_with('~'))
    }

    /// Whether the `exclude` setting, and no `include`, names a path relative to the source.
    pub fn excludes(&self, path: &str) -> bool {
        self.matches(&self.exclude, path) && !self.matches(&self.include, path)
    }

    /// In safe mode, whether a symbolic link leads out of the source.
    fn leads_out(&self, base: &str, entry: &str) -> bool {
        let Some(root) = &self.real_root else { return false };
        let path = join(&join(self.source.root(), base), entry);
        self.source.is_symlink(&path)
            && self.source.real_path(&path).is_ok_and(|real| real != *root && !real.starts_with(&format!("{root}/")))
    }

    /// Jekyll's `glob_include?`: a pattern matches as `fnmatch`, as a prefix, or as a directory's name with a slash.
    fn matches(&self, patterns: &[Pattern], entry: &str) -> bool {
        if patterns.is_empty() {
            return false;
        }
        let path = join(self.source.root(), entry);
        let is_inside = path.starts_with(self.source.root());
        patterns.iter().any(|pattern| {
            (if is_inside { pattern.is_start_of(&path) } else { path.starts_with(&pattern.path) })
                || (pattern.path.len() == path.len() + 1
                    && pattern.path.strip_suffix('/') == Some(&path)
                    && self.source.is_directory(&path))
                || (pattern.is_glob && fnmatch(&pattern.path, &path))
        })
    }
}

fn is_special(name: &str) -> bool {
    name.starts_with(['.', '_', '#', '~'])
}
