//! The `scholar:` settings of a site, with those of a page over them.

use hyde_bibliography::{DEFAULT_FILTERS, EntrySettings, Filter, Markup, ParseOptions, Quotes};
use hyde_liquid::{Error, Hash, Result, Value, strip};

/// The settings, looked up in a page's own first, then in the site's.
#[derive(Clone, Default)]
pub(super) struct Settings {
    site: Value,
    page: Value,
}

impl Settings {
    pub(super) fn new(site: Option<&Value>, page: Value) -> Self {
        Self { site: site.cloned().unwrap_or_default(), page }
    }

    /// Gives a setting; `nil` when neither has it.
    pub(super) fn get(&self, name: &str) -> Value {
        for layer in [&self.page, &self.site] {
            if let Some(value) = layer.as_hash().and_then(|hash| hash.get(name)) {
                return value.clone();
            }
        }
        Value::Nil
    }

    /// Gives a setting as text.
    pub(super) fn text(&self, name: &str, default: &str) -> String {
        match self.get(name) {
            Value::Nil => default.to_owned(),
            value => value.to_s(),
        }
    }

    /// Gives a setting as texts: a list, or one text at commas.
    pub(super) fn list(&self, name: &str, default: &str) -> Vec<String> {
        texts(&self.get(name)).unwrap_or_else(|| split(default))
    }

    /// Gives a flag.
    pub(super) fn flag(&self, name: &str, default: bool) -> bool {
        match self.get(name) {
            Value::Nil => default,
            value => value.truthy(),
        }
    }

    pub(super) fn hash(&self, name: &str) -> Hash {
        self.get(name).as_hash().map(|hash| (**hash).clone()).unwrap_or_default()
    }

    pub(super) fn parse_options(&self) -> ParseOptions {
        let mut options = ParseOptions::default();
        let given = self.get("bibtex_options");
        if given.is_nil() {
            return options;
        }
        // Given options stand in the place of jekyll-scholar's own.
        let flag = |name: &str, default: bool| match given.get(name) {
            Value::Nil => default,
            value => value.truthy(),
        };
        options.strip = flag("strip", true);
        options.parse_months = flag("parse_months", true);
        options.parse_names = flag("parse_names", true);
        options.strict = flag("strict", true);
        options.allow_missing_keys = flag("allow_missing_keys", false);
        options
    }

    pub(super) fn entry_settings(&self) -> Result<EntrySettings> {
        let mut settings = EntrySettings::default();
        let filters = |name: &str| -> Result<Option<Vec<Filter>>> {
            let Some(names) = texts(&self.get(name)) else { return Ok(None) };
            names.iter().map(|name| filter(name)).collect::<Result<Vec<Filter>>>().map(Some)
        };
        settings.filters = filters("bibtex_filters")?.unwrap_or_else(|| DEFAULT_FILTERS.to_vec());
        settings.raw_filters = filters("raw_bibtex_filters")?.unwrap_or_default();
        if let Some(names) = texts(&self.get("bibtex_skip_fields")) {
            settings.skip_fields = names.iter().map(|name| name.trim_start_matches(':').to_owned()).collect();
        }
        if let Some([open, close]) = texts(&self.get("bibtex_quotes")).as_deref() {
            settings.quotes = Quotes { open: open.clone(), close: close.clone() };
        }
        Ok(settings)
    }

    pub(super) fn markup(&self) -> Markup {
        let mut markup = Markup::default();
        markup.cite_class = self.text("cite_class", "citation");
        markup.relative = self.text("relative", "");
        markup.missing_reference = self.text("missing_reference", "(missing reference)");
        markup.separate_links = self.flag("separate_links", false);
        markup.reference_tag = self.text("reference_tagname", "span");
        markup
    }
}

fn filter(name: &str) -> Result<Filter> {
    let name = name.trim_start_matches(':');
    Filter::named(name).ok_or_else(|| Error::ruby("BibTeX::ArgumentError", format!("Failed to load filter {name:?}")))
}

fn split(text: &str) -> Vec<String> {
    text.split(',').map(|part| strip(part).to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Reads a list of texts, or one text at commas; `None` for nil.
pub(super) fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Nil => None,
        Value::Array(items) => Some(items.iter().map(Value::to_s).collect()),
        value => Some(split(&value.to_s())),
    }
}
