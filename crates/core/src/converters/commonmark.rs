//! `markdown: CommonMark` and `CommonMarkGhPages`: pulldown-cmark's events, written as cmark writes them.

use crate::Config;
use pulldown_cmark::{Options, Parser, html};

/// What the `commonmark:` settings say.
pub(super) struct Settings {
    options: Options,
}

impl Settings {
    /// Reads `extensions` of the `commonmark:` settings.
    pub(super) fn of(config: &Config) -> Self {
        let mut options = Options::empty();
        let extensions = config.get_in("commonmark", "extensions").and_then(|value| value.as_array().cloned());
        for extension in extensions.iter().flat_map(|list| list.iter()) {
            match extension.to_s().to_lowercase().as_str() {
                "table" => options.insert(Options::ENABLE_TABLES),
                "strikethrough" => options.insert(Options::ENABLE_STRIKETHROUGH),
                "footnotes" => options.insert(Options::ENABLE_FOOTNOTES),
                "tasklist" => options.insert(Options::ENABLE_TASKLISTS),
                _ => {}
            }
        }
        Self { options }
    }
}

/// Converts a text.
pub(super) fn to_html(text: &str, settings: &Settings) -> String {
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, Parser::new_ext(text, settings.options));
    out
}
