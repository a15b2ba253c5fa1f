//! `markdown: CommonMark` and `CommonMarkGhPages`: pulldown-cmark's events, written as jekyll-commonmark writes them.

mod autolink;
mod escape;
mod positions;
mod quotes;
mod renderer;

use crate::Config;
use pulldown_cmark::{Options, Parser, TextMergeWithOffset};
use renderer::Renderer;

/// What the `commonmark:` settings say.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    options: Options,
    /// Whether raw HTML is written.
    raw_html: bool,
    hard_breaks: bool,
    no_breaks: bool,
    /// Whether the language of code stands on `<pre>`.
    language_on_pre: bool,
    autolink: bool,
    /// Whether some raw tags are made harmless.
    tag_filter: bool,
    /// Whether blocks tell where they stand in the text.
    positions: bool,
    /// Whether headers get ids: `CommonMarkGhPages`.
    header_ids: bool,
}

impl Settings {
    /// Reads `options` and `extensions` of the `commonmark:` settings.
    pub(super) fn of(config: &Config, header_ids: bool) -> Self {
        let mut settings = Self {
            options: Options::empty(),
            raw_html: false,
            hard_breaks: false,
            no_breaks: false,
            language_on_pre: false,
            autolink: false,
            tag_filter: false,
            positions: false,
            header_ids,
        };
        for name in words(config, "options") {
            match name.to_uppercase().as_str() {
                "UNSAFE" => settings.raw_html = true,
                "SMART" => settings.options.insert(Options::ENABLE_SMART_PUNCTUATION),
                "FOOTNOTES" => settings.options.insert(Options::ENABLE_FOOTNOTES),
                "HARDBREAKS" => settings.hard_breaks = true,
                "NOBREAKS" => settings.no_breaks = true,
                "SOURCEPOS" => settings.positions = true,
                "GITHUB_PRE_LANG" => settings.language_on_pre = true,
                _ => {}
            }
        }
        for name in words(config, "extensions") {
            match name.to_lowercase().as_str() {
                "table" => settings.options.insert(Options::ENABLE_TABLES),
                "strikethrough" => settings.options.insert(Options::ENABLE_STRIKETHROUGH),
                "tasklist" => settings.options.insert(Options::ENABLE_TASKLISTS),
                "autolink" => settings.autolink = true,
                "tagfilter" => settings.tag_filter = true,
                _ => {}
            }
        }
        settings
    }
}

fn words(config: &Config, name: &str) -> Vec<String> {
    let list = config.get_in("commonmark", name).and_then(|value| value.as_array().cloned());
    list.iter().flat_map(|list| list.iter()).map(|word| word.to_s()).collect()
}

/// Converts a text.
pub(super) fn to_html(text: &str, settings: &Settings) -> String {
    let events = Parser::new_ext(text, settings.options).into_offset_iter().map(|event| quotes::turned(text, event));
    let events = TextMergeWithOffset::new(events);
    Renderer::new(text, settings).document(events)
}
