//! The cases of `csl.json`: references and pages of citations. The styles and locales are not part of the project:
//! they are looked for in the folder `HYDE_CSL` names, or in `ref/csl` beside the repository.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use hyde_bibliography::csl::{Locale, Previous, Processor, Style, StyleError};
use hyde_bibliography::{Bibliography, CiteCall, Cited, Markup, ParseOptions};
use serde_json::{Value, json};

use super::{bib, same};

type Loaded<T> = Mutex<HashMap<String, Result<Arc<T>, StyleError>>>;

pub(crate) struct Files {
    folder: PathBuf,
    styles: Loaded<Style>,
    locales: Loaded<Locale>,
}

impl Files {
    pub(crate) fn find() -> Option<Self> {
        let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../ref/csl");
        let folder = std::env::var_os("HYDE_CSL").map_or_else(|| PathBuf::from(beside), PathBuf::from);
        folder.join("styles").is_dir().then(|| Self { folder, styles: Mutex::default(), locales: Mutex::default() })
    }

    fn load<T>(
        cache: &Loaded<T>,
        name: &str,
        path: PathBuf,
        read: fn(&str) -> Result<T, StyleError>,
    ) -> Result<Arc<T>, StyleError> {
        let mut cache = cache.lock().expect("no test panics while it holds the lock");
        cache
            .entry(name.to_owned())
            .or_insert_with(|| match std::fs::read_to_string(path) {
                Ok(xml) => read(&xml).map(Arc::new),
                Err(_) => Err(StyleError::Missing(name.to_owned())),
            })
            .clone()
    }

    fn style(&self, name: &str) -> Result<Arc<Style>, StyleError> {
        Self::load(&self.styles, name, self.folder.join(format!("styles/{name}.csl")), Style::from_xml)
    }

    fn locale(&self, name: &str) -> Result<Arc<Locale>, StyleError> {
        let path = self.folder.join(format!("locales/locales-{}.xml", Locale::code_for(name)));
        Self::load(&self.locales, name, path, Locale::from_xml)
    }
}

pub(crate) fn run(files: &Files, case: &Value) -> Result<(), String> {
    same(&case["html"], &render(files, case))
}

fn text<'a>(case: &'a Value, name: &str) -> &'a str {
    case[name].as_str().unwrap_or_default()
}

fn render(files: &Files, case: &Value) -> Value {
    let error = |class: &str, message: String| json!({"error": class, "message": message});
    let source = if case["bib"].is_null() { text(case, "entry") } else { text(case, "bib") };
    let mut file = match Bibliography::parse(source, &ParseOptions::default()) {
        Ok(file) => file,
        Err(problem) => return error("BibTeX::ParseError", problem.message),
    };
    file.replace_strings();
    file.join();
    let style = match files.style(text(case, "style")) {
        Ok(style) => style,
        Err(problem) => return error("CSL::ParseError", problem.to_string()),
    };
    let locale = match files.locale(text(case, "locale")) {
        Ok(locale) => locale,
        Err(problem) => return error("CSL::ParseError", problem.to_string()),
    };
    let processor = Processor::new(&style, &locale);
    let settings = bib::settings(&case["config"]);
    let markup = markup(&case["config"]);
    let Some(cites) = case["cites"].as_array() else {
        let entry = file.entries().next().expect("reference cases have an entry");
        let number = case["index"].as_u64().and_then(|index| usize::try_from(index).ok());
        let reference = file.reference(entry, number, &processor, &settings.filters, &mut Previous::default());
        return json!(markup.reference(&entry.key, &reference));
    };
    let mut cited = Cited::default();
    cites.iter().map(|call| json!(cite(&file, call, &mut cited, &processor, &markup, &settings.filters))).collect()
}

fn markup(config: &Value) -> Markup {
    let mut markup = Markup::default();
    let set = |place: &mut String, name: &str| {
        if let Some(text) = config[name].as_str() {
            text.clone_into(place);
        }
    };
    set(&mut markup.cite_class, "cite_class");
    set(&mut markup.relative, "relative");
    set(&mut markup.missing_reference, "missing_reference");
    set(&mut markup.reference_tag, "reference_tagname");
    markup.separate_links = config["separate_links"].as_bool().unwrap_or(false);
    markup
}

fn cite(
    file: &Bibliography,
    call: &Value,
    cited: &mut Cited,
    processor: &Processor<'_>,
    markup: &Markup,
    filters: &[hyde_bibliography::Filter],
) -> String {
    let list =
        |name: &str| -> Vec<&str> { call[name].as_array().into_iter().flatten().filter_map(Value::as_str).collect() };
    if call["nocite"] == json!(true) {
        list("keys").into_iter().for_each(|key| cited.add(key));
        return String::new();
    }
    let call = CiteCall {
        keys: list("keys"),
        locators: list("locators"),
        labels: list("labels"),
        suppress_author: call["suppress_author"] == json!(true),
    };
    file.cite(&call, cited, processor, markup, filters)
}
