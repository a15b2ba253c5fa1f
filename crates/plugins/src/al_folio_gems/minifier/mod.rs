//! jekyll-minifier 0.2: HTML and XML, CSS, JSON and scripts without what browsers do not need. The gem rewrites scripts
//! by Terser; the minifier here follows its rules as far as it goes, and a script that it does not understand stays.

mod css;
mod glob;
mod html;
mod json;

use crate::javascript;
use html::Options;
use hyde_core::plugin::{Event, Hooked, Owner, Plugin, Priority, Registry, Tools};
use hyde_core::{BuildError, Config, Site};
use hyde_diagnostic::Diagnostic;
use hyde_liquid::Value;
use std::sync::Arc;

const SETTING: &str = "jekyll-minifier";

/// The plugin.
pub(crate) struct Minifier;

impl Plugin for Minifier {
    fn name(&self) -> &str {
        SETTING
    }

    fn register(&self, registry: &mut Registry, config: &Config) -> Result<(), BuildError> {
        let settings = Arc::new(Settings::new(config));
        for owner in [Owner::Pages, Owner::Documents] {
            let settings = settings.clone();
            // The gem works when files are written, behind all other hooks.
            registry.hook_at(owner, Event::PostRender, Priority(-1_000), move |item| minify_output(item, &settings));
        }
        registry.site_hook(Event::PreRender, Priority::LOWEST, move |site: &mut Site, _: &Tools<'_>| {
            minify_files(site, &settings)
        });
        Ok(())
    }
}

struct Settings {
    exclude: Vec<String>,
    css: bool,
    json: bool,
    html: Options,
}

impl Settings {
    fn new(config: &Config) -> Self {
        let setting = |key: &str| config.get_in(SETTING, key).cloned().unwrap_or_default();
        let on = |key: &str| setting(key).truthy();
        let unless_off = |key: &str| !matches!(setting(key), Value::Bool(false));
        let exclude = match setting("exclude") {
            Value::Array(items) => items.iter().map(Value::to_s).collect(),
            Value::Str(one) => vec![one.to_string()],
            _ => Vec::new(),
        };
        let html = Options {
            comments: unless_off("remove_comments"),
            spaces: unless_off("remove_multi_spaces"),
            between_tags: on("remove_intertag_spaces"),
            inside_tags: unless_off("remove_spaces_inside_tags"),
            line_breaks: on("preserve_line_breaks"),
            doctype: on("simple_doctype"),
            quotes: on("remove_quotes"),
            script_attributes: on("remove_script_attributes"),
            style_attributes: on("remove_style_attributes"),
            link_attributes: on("remove_link_attributes"),
            form_attributes: on("remove_form_attributes"),
            input_attributes: on("remove_input_attributes"),
            javascript_protocol: on("remove_javascript_protocol"),
            http_protocol: on("remove_http_protocol"),
            https_protocol: on("remove_https_protocol"),
            boolean_attributes: on("simple_boolean_attributes"),
            css: unless_off("compress_css"),
            scripts: unless_off("compress_javascript"),
        };
        Self { exclude, css: html.css, json: unless_off("compress_json"), html }
    }

    /// Whether a file, by its path below the destination, is left as it is.
    fn excludes(&self, path: &str) -> bool {
        self.exclude.iter().any(|pattern| pattern == path || glob::matches(pattern, path))
    }
}

fn relative<'a>(site: &Site, destination: &'a str) -> &'a str {
    destination.strip_prefix(&*site.destination).unwrap_or(destination).trim_start_matches('/')
}

fn minify_output(item: &mut Hooked<'_>, settings: &Settings) -> Result<(), BuildError> {
    if item.site().environment != "production" {
        return Ok(());
    }
    let destination = item.destination();
    let path = relative(item.site(), &destination);
    if settings.excludes(path) {
        return Ok(());
    }
    if let Some(smaller) = minified(path, &item.output, settings)? {
        item.output = smaller;
    }
    Ok(())
}

/// Makes a text smaller in the way of its kind; `None` where it stays. What is of no other kind is taken for HTML.
fn minified(path: &str, text: &str, settings: &Settings) -> Result<Option<String>, BuildError> {
    Ok(match path.rsplit_once('.').map_or("", |(_, ext)| ext) {
        "css" if settings.css && !path.ends_with(".min.css") => Some(css::compress(text, None)),
        "json" if settings.json && !text.is_empty() => Some(
            json::compress(text)
                .ok_or_else(|| BuildError::uncaught("JSON::ParserError", format!("unexpected token in {path}")))?,
        ),
        "js" if settings.html.scripts && !path.ends_with(".min.js") => javascript::minify(text),
        "css" | "js" | "json" => None,
        _ => Some(html::compress(text, &settings.html)),
    })
}

/// Makes the static files smaller that are style sheets, JSON or scripts.
fn minify_files(site: &mut Site, settings: &Settings) -> Result<(), BuildError> {
    if site.environment != "production" {
        return Ok(());
    }
    let mut changed = Vec::new();
    let mut strange = Vec::new();
    for (index, file) in site.static_files.iter().enumerate() {
        let wanted = match &*file.extname {
            ".css" => settings.css && !file.name.ends_with(".min.css"),
            ".json" => settings.json,
            ".js" => settings.html.scripts && !file.name.ends_with(".min.js"),
            _ => false,
        };
        let destination = file.destination(site);
        let path = relative(site, &destination);
        if !wanted || settings.excludes(path) || !file.is_written(site) {
            continue;
        }
        let bytes = match &file.bytes {
            Some(bytes) => bytes.clone(),
            None => site.files.read(&file.path).map_err(|error| BuildError::io(&error, "rb_sysopen", &file.path))?,
        };
        let Ok(text) = String::from_utf8(bytes) else { continue };
        if let Some(smaller) = minified(path, &text, settings)? {
            let mut file = (**file).clone();
            file.bytes = Some(smaller.into_bytes());
            changed.push((index, file));
        } else if path.ends_with(".js") {
            strange.push(path.to_owned());
        }
    }
    for (index, file) in changed {
        site.static_files[index] = Arc::new(file);
    }
    if !strange.is_empty() {
        let told =
            format!("these scripts are left as they are, because they are not understood: {}", strange.join(", "));
        site.report.tell(Diagnostic::warning("Minifier:", told));
    }
    Ok(())
}
