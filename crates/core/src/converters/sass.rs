//! Sass and SCSS as jekyll-sass-converter 3 compiles them: CSS for the page, a source map as a page of its own.

use super::dart_sass::{self, DartSass, Request};
use super::sass_cache::{self, Compiled};
use super::sass_loader::SiteLoader;
use crate::model::{Page, Site};
use crate::outside::clean_path;
use crate::plugin::{Conversion, Converter, Priority};
use crate::read::glob;
use crate::render::record::{self, Name};
use crate::{BuildError, Config, Position, messages};
use hyde_liquid::{JsonWriter, Value};
use hyde_sass::{Deprecation, Options, Source, Style, Syntax};
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// One of the two syntaxes.
pub(super) struct Sass {
    syntax: Syntax,
    style: Style,
    map: bool,
    directory: String,
    user_paths: Vec<String>,
    options: Options,
    /// The installed program, where the site asks for it.
    dart: Option<Arc<DartSass>>,
    /// What it is told besides load paths.
    dart_options: Vec<String>,
    load_paths: OnceLock<Vec<String>>,
}

impl Sass {
    pub(super) fn new(syntax: Syntax, config: &Config, environment: &str, dart: Option<Arc<DartSass>>) -> Self {
        let setting = |key: &str| config.get_in("sass", key);
        let texts = |key: &str| -> Vec<String> {
            match setting(key) {
                Some(Value::Array(items)) => items.iter().map(Value::to_s).collect(),
                Some(Value::Str(one)) => vec![one.to_string()],
                _ => Vec::new(),
            }
        };
        let style = setting("style").map(|style| style.to_s()).unwrap_or_default();
        let style = if style.trim_start_matches(':') == "compressed" { Style::Compressed } else { Style::Expanded };
        let map = match setting("sourcemap").map(|when| when.to_s()).as_deref() {
            Some("never") => false,
            Some("development") => environment == "development",
            _ => true,
        };
        let truthy = |key: &str| setting(key).is_some_and(Value::truthy);
        let mut options = Options::default().style(style).quiet_deps(truthy("quiet_deps")).verbose(truthy("verbose"));
        let named = |names: Vec<String>| -> Vec<Deprecation> {
            names.iter().filter_map(|name| Deprecation::from_id(name)).collect()
        };
        options.silence_deprecations = named(texts("silence_deprecations"));
        options.fatal_deprecations = named(texts("fatal_deprecations"));
        options.future_deprecations = named(texts("future_deprecations"));
        let mut dart_options = Vec::new();
        for flag in ["quiet_deps", "verbose"].into_iter().filter(|flag| truthy(flag)) {
            dart_options.push(format!("--{}", flag.replace('_', "-")));
        }
        for key in ["silence_deprecations", "fatal_deprecations", "future_deprecations"] {
            let option = key.trim_end_matches('s').replace('_', "-");
            dart_options.extend(texts(key).iter().map(|name| format!("--{option}={name}")));
        }
        let directory = match setting("sass_dir") {
            Some(directory) if !directory.to_s().is_empty() => directory.to_s(),
            _ => "_sass".to_owned(),
        };
        let user_paths = texts("load_paths");
        Self { syntax, style, map, directory, user_paths, options, dart, dart_options, load_paths: OnceLock::new() }
    }

    /// The folders that imports are searched in: the configured ones, the Sass folder, the theme's.
    fn load_paths(&self, site: &Site) -> &[String] {
        self.load_paths.get_or_init(|| {
            let mut paths: Vec<String> = Vec::new();
            for path in self.user_paths.iter().chain([&self.directory]) {
                let absolute = clean_path(&match path.starts_with('/') && !site.config.is_safe() {
                    true => path.clone(),
                    false => format!("{}/{path}", site.source),
                });
                let found = if absolute.contains(['*', '?', '[', '{']) {
                    glob(&*site.files, &absolute)
                } else {
                    vec![absolute]
                };
                paths.extend(found.into_iter().filter(|path| site.files.is_directory(path)));
            }
            let mut unique: Vec<String> = Vec::new();
            for path in paths {
                if !unique.contains(&path) {
                    unique.push(path);
                }
            }
            if let Some(theme) = &site.theme {
                let path = format!("{}/_sass", theme.root);
                if theme.source.is_directory(&path) && crate::read::within_theme(&*theme.source, &path) {
                    unique.push(path);
                }
            }
            unique
        })
    }

    fn compile(&self, text: &str, page: Option<&Page>, site: &Site) -> Result<Compiled, hyde_sass::Error> {
        let mut options = self.options.clone();
        options.load_paths = self.load_paths(site).to_vec();
        options.source_map = self.map && page.is_some();
        options.charset = page.is_some();
        let path = page.map(|page| page_path(page, site)).unwrap_or_default();
        let source = Source::new(path, text).syntax(self.syntax);
        let loader = SiteLoader::new(site, record::is_on());
        let outcome = match page.and_then(|_| crate::process::cache_folder(site)) {
            Some(folder) => sass_cache::compile(&source, &options, &loader, site, &folder),
            None => hyde_sass::compile(&source, &options, &loader).map(Compiled::from),
        };
        // The compiler has a thread of its own, on which nothing is noted.
        for path in loader.into_looked() {
            record::name(|| Name::File(path));
        }
        outcome
    }
}

impl Sass {
    /// Compiles with the installed program, if the site asks for it and it is there.
    fn compile_with_program(&self, text: &str, cx: &Conversion<'_>) -> Option<Result<dart_sass::Compiled, BuildError>> {
        let dart = self.dart.as_ref()?;
        if !dart.is_there() {
            if dart.tells_of_absence() {
                cx.tell(messages::sass_program_missing());
            }
            return None;
        }
        // The program reads files by itself.
        record::whole(record::ANYTHING);
        let path = cx.page().map(|page| page_path(page, cx.site_unnoted())).unwrap_or_default();
        let mut options = self.dart_options.clone();
        options.push(format!("--style={}", if self.style == Style::Compressed { "compressed" } else { "expanded" }));
        if self.syntax == Syntax::Indented {
            options.push("--indented".to_owned());
        }
        if cx.page().is_none() {
            options.push("--no-charset".to_owned());
        }
        options.extend(self.load_paths(cx.site_unnoted()).iter().map(|path| format!("--load-path={path}")));
        Some(dart.compile(&Request { text, path: &path, options, map: self.map && cx.page().is_some() }))
    }
}

/// The absolute path of a page's file, or where it would be.
fn page_path(page: &Page, site: &Site) -> String {
    page.file.clone().unwrap_or_else(|| format!("{}/{}", site.source, page.relative_path()))
}

impl Converter for Sass {
    fn name(&self) -> &str {
        match self.syntax {
            Syntax::Indented => "Jekyll::Converters::Sass",
            _ => "Jekyll::Converters::Scss",
        }
    }

    fn priority(&self) -> Priority {
        Priority::LOW
    }

    fn matches(&self, ext: &str) -> bool {
        ext.eq_ignore_ascii_case(match self.syntax {
            Syntax::Indented => ".sass",
            _ => ".scss",
        })
    }

    fn output_ext(&self, _: &str) -> Option<String> {
        Some(".css".to_owned())
    }

    fn page_to_add(&self, page: &Page) -> Option<Page> {
        self.map.then(|| source_map_page(page))
    }

    fn convert(&self, text: &str, cx: &Conversion<'_>) -> Result<String, BuildError> {
        let site = cx.site_unnoted();
        let page = cx.page();
        let (mut css, map) = match self.compile_with_program(text, cx) {
            Some(compiled) => {
                let compiled = compiled?;
                if !compiled.told.is_empty() {
                    cx.tell(messages::sass_program_told(&compiled.told));
                }
                (compiled.css, compiled.map)
            }
            None => {
                let output = self.compile(text, page, site).map_err(|error| {
                    error.warnings.iter().for_each(|warning| cx.tell(messages::sass_warning(warning)));
                    cx.tell(messages::sass_error(&error));
                    messages::sass_failure(&error)
                })?;
                output.told.into_iter().for_each(|told| cx.tell(told));
                (output.css, output.map)
            }
        };
        if let (Some(page), Some(map)) = (page, map) {
            if self.style == Style::Expanded {
                css.push_str("\n\n");
            }
            let name = crate::url::escape_path(&page.basename);
            css.push_str(&format!("/*# sourceMappingURL={name}.css.map */"));
            let json = source_map_json(&map, page, site);
            cx.add_page(source_map_page(page), json);
        }
        debug_assert!(page.is_some() || !matches!(cx.position(), Some(Position::Page(_))), "a page is found");
        Ok(css)
    }
}

/// Makes the page that holds the source map. It shares its data with the stylesheet's page, permalink included.
fn source_map_page(page: &Page) -> Page {
    let mut map =
        Page::named("Jekyll::Converters::Scss::SourceMapPage", &page.dir, &format!("{}.css.map", page.basename));
    map.data = page.data.clone();
    if let Some(permalink) = page.data.get("permalink").filter(|permalink| permalink.truthy()) {
        map.dir = crate::url::dirname(&permalink.to_s()).to_owned();
    }
    map
}

/// Writes the source map as dart-sass's embedded protocol gives it, sources relative to the page's folder.
fn source_map_json(map: &hyde_sass::SourceMap, page: &Page, site: &Site) -> String {
    let own = page_path(page, site);
    let directory = own.rsplit_once('/').map_or("", |(directory, _)| directory);
    let content: usize = map.sources_content.iter().map(String::len).sum();
    // Line ends and quotes take one byte more each.
    let mut out = String::with_capacity(map.mappings.len() + content + content / 12 + 1024);
    let text = |out: &mut String, text: &str| JsonWriter::new(out, false).string(text);
    let list = |out: &mut String, texts: &mut dyn Iterator<Item = Cow<'_, str>>| {
        out.push('[');
        for (i, item) in texts.enumerate() {
            if i > 0 {
                out.push(',');
            }
            text(out, &item);
        }
        out.push(']');
    };
    out.push_str("{\"version\":3,\"sourceRoot\":\"\",\"sources\":");
    list(&mut out, &mut map.sources.iter().map(|source| Cow::Owned(relative_to(source, directory))));
    out.push_str(",\"names\":[],\"mappings\":");
    text(&mut out, &map.mappings);
    out.push_str(",\"sourcesContent\":");
    list(&mut out, &mut map.sources_content.iter().map(|content| Cow::Borrowed(content.as_str())));
    out.push_str(",\"file\":");
    text(&mut out, &format!("{}.css", crate::url::escape_path(&page.basename)));
    out.push('}');
    out
}

/// The URL of a file as seen from a folder.
fn relative_to(path: &str, directory: &str) -> String {
    let path = relative_path(path, directory);
    path.split('/').map(crate::url::escape_path).collect::<Vec<_>>().join("/")
}

/// The path of a file as seen from a folder.
pub(super) fn relative_path(path: &str, directory: &str) -> String {
    let from: Vec<&str> = directory.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - common);
    up.chain(to[common..].iter().copied()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::relative_to;

    #[test]
    fn sources_are_seen_from_the_pages_folder() {
        assert_eq!(relative_to("/s/_sass/a.scss", "/s/css"), "../_sass/a.scss");
        assert_eq!(relative_to("/s/css/a.scss", "/s/css"), "a.scss");
    }
}
