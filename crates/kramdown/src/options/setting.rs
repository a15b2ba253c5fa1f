//! Options by name: what a configuration file or `{::options}` says, turned into typed values.

use super::{EntityOutput, HighlightOptions, Input, MathEngine, Options, SyntaxHighlighter};
use std::fmt;

/// A value as a configuration holds it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Setting {
    /// Nothing (`null`, `~`).
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text.
    Str(String),
    /// A list.
    List(Vec<Setting>),
    /// A mapping, in its order.
    Map(Vec<(String, Setting)>),
}

/// An option had a value that kramdown refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidOption {
    /// The option's name.
    pub name: String,
    /// kramdown's message.
    pub message: String,
}

impl fmt::Display for InvalidOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for InvalidOption {}

impl From<&str> for Setting {
    fn from(text: &str) -> Self {
        Self::Str(text.into())
    }
}

impl From<String> for Setting {
    fn from(text: String) -> Self {
        Self::Str(text)
    }
}

impl From<bool> for Setting {
    fn from(on: bool) -> Self {
        Self::Bool(on)
    }
}

impl From<i64> for Setting {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<i32> for Setting {
    fn from(number: i32) -> Self {
        Self::Int(number.into())
    }
}

impl<T: Into<Setting>> From<Option<T>> for Setting {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Setting>> From<Vec<T>> for Setting {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl<K: Into<String>, V: Into<Setting>> FromIterator<(K, V)> for Setting {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        Self::Map(pairs.into_iter().map(|(k, v)| (k.into(), v.into())).collect())
    }
}

impl Setting {
    /// The value as text: what Ruby's `to_s` gives.
    fn text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Bool(on) => on.to_string(),
            Self::Int(number) => number.to_string(),
            Self::Str(text) => text.clone(),
            Self::List(items) => items.iter().map(Self::text).collect::<Vec<_>>().join(","),
            Self::Map(_) => String::new(),
        }
    }

    fn truth(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Bool(on) => *on,
            Self::Str(text) => !matches!(text.trim().to_ascii_lowercase().as_str(), "false" | "no" | "0" | ""),
            Self::Int(number) => *number != 0,
            Self::List(_) | Self::Map(_) => true,
        }
    }

    fn number(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            Self::Str(text) => text.trim().parse().ok(),
            Self::Bool(_) | Self::Null | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// A list as it is, text split at commas.
    fn words(&self) -> Vec<String> {
        match self {
            Self::List(items) => items.iter().map(|item| item.text().trim().to_string()).collect(),
            Self::Null => Vec::new(),
            other => other.text().split(',').map(|word| word.trim().to_string()).collect(),
        }
    }
}

fn invalid(name: &str, message: impl Into<String>) -> InvalidOption {
    InvalidOption { name: name.into(), message: message.into() }
}

/// Options that are mappings may be given as text that holds one.
fn as_map(value: Setting) -> Setting {
    match value {
        Setting::Str(text) => super::inline_map::parse(&text).unwrap_or(Setting::Str(text)),
        other => other,
    }
}

/// Sets the option `name` of `options`; `Ok(false)` when there is no such option.
pub(super) fn apply(options: &mut Options, name: &str, value: Setting) -> Result<bool, InvalidOption> {
    let whole = |value: &Setting| {
        value
            .number()
            .ok_or_else(|| invalid(name, format!("Invalid integer value for option '{name}': '{}'", value.text())))
    };
    match name {
        "input" => options.input = if value.text().eq_ignore_ascii_case("gfm") { Input::Gfm } else { Input::Kramdown },
        "auto_ids" => options.auto_ids = value.truth(),
        "auto_id_stripping" => options.auto_id_stripping = value.truth(),
        "auto_id_prefix" => options.auto_id_prefix = value.text(),
        "transliterated_header_ids" => options.transliterated_header_ids = value.truth(),
        "parse_block_html" => options.parse_block_html = value.truth(),
        "parse_span_html" => options.parse_span_html = value.truth(),
        "html_to_native" => options.html_to_native = value.truth(),
        "link_defs" => set_link_defs(options, value)?,
        "footnote_nr" => options.footnote_nr = whole(&value)?,
        "entity_output" => {
            options.entity_output = match value.text().trim_start_matches(':') {
                "as_input" => EntityOutput::AsInput,
                "numeric" => EntityOutput::Numeric,
                "symbolic" => EntityOutput::Symbolic,
                _ => EntityOutput::AsChar,
            }
        }
        "toc_levels" => options.toc_levels = toc_levels(&value)?,
        "smart_quotes" => set_smart_quotes(options, &value)?,
        "typographic_symbols" => set_typographic(options, &as_map(value))?,
        "remove_block_html_tags" => options.remove_block_html_tags = value.truth(),
        "remove_span_html_tags" => options.remove_span_html_tags = value.truth(),
        "header_offset" => options.header_offset = whole(&value)?,
        "syntax_highlighter" => {
            options.syntax_highlighter = match value.text().trim_start_matches(':') {
                "rouge" => SyntaxHighlighter::Rouge,
                _ => SyntaxHighlighter::None,
            }
        }
        "syntax_highlighter_opts" => set_highlight(options, value)?,
        "math_engine" => {
            options.math_engine = match value.text().trim_start_matches(':') {
                "mathjax" => MathEngine::MathJax,
                _ => MathEngine::None,
            }
        }
        "footnote_backlink" => options.footnote_backlink = value.text(),
        "footnote_backlink_inline" => options.footnote_backlink_inline = value.truth(),
        "footnote_prefix" => options.footnote_prefix = value.text(),
        "footnote_link_text" => {
            let text = value.text();
            if !text.contains("%s") {
                return Err(invalid(name, "option footnote_link_text needs to contain a '%s'"));
            }
            options.footnote_link_text = text;
        }
        "remove_line_breaks_for_cjk" => options.remove_line_breaks_for_cjk = value.truth(),
        "forbidden_inline_options" => options.forbidden_inline_options = value.words(),
        "list_indent" => options.list_indent = whole(&value)?,
        "header_links" => options.header_links = value.truth(),
        "hard_wrap" => options.hard_wrap = value.truth(),
        "gfm_quirks" => {
            let words = value.words();
            options.gfm_quirks.paragraph_end = words.iter().any(|word| word == "paragraph_end");
            options.gfm_quirks.no_auto_typographic = words.iter().any(|word| word == "no_auto_typographic");
        }
        // Known to kramdown, read by none of what makes HTML of Markdown.
        "template" | "line_width" | "latex_headers" | "math_engine_opts" => {}
        _ => return Ok(false),
    }
    Ok(true)
}

fn toc_levels(value: &Setting) -> Result<Vec<u8>, InvalidOption> {
    let refuse = || invalid("toc_levels", format!("Invalid syntax for option toc_levels: {}", value.text()));
    let levels: Option<Vec<i64>> = match value {
        Setting::Str(text) => match text.split_once("..") {
            Some((from, to)) => {
                let from: i64 = from.trim().parse().map_err(|_| refuse())?;
                let to: i64 = to.trim_start_matches('.').trim().parse().map_err(|_| refuse())?;
                if from < 1 || to > 6 {
                    return Err(refuse());
                }
                Some((from..=to).collect())
            }
            None => text.split(',').map(|level| level.trim().parse().ok()).collect(),
        },
        Setting::List(items) => items.iter().map(Setting::number).collect(),
        other => other.number().map(|level| vec![level]),
    };
    let levels = levels.ok_or_else(refuse)?;
    if levels.iter().any(|level| !(1..=6).contains(level)) {
        return Err(refuse());
    }
    levels.into_iter().map(|level| u8::try_from(level).map_err(|_| refuse())).collect()
}

fn set_smart_quotes(options: &mut Options, value: &Setting) -> Result<(), InvalidOption> {
    match <[String; 4]>::try_from(value.words()) {
        Ok(quotes) => options.smart_quotes = quotes,
        Err(_) => return Err(invalid("smart_quotes", "Option smart_quotes needs an array of four values")),
    }
    Ok(())
}

fn set_link_defs(options: &mut Options, value: Setting) -> Result<(), InvalidOption> {
    let Setting::Map(pairs) = as_map(value) else {
        return Err(invalid("link_defs", "Invalid type for option link_defs: a mapping is needed"));
    };
    for (id, target) in pairs {
        let parts = target.words();
        let mut parts = match target {
            Setting::List(items) => items.iter().map(Setting::text).collect::<Vec<_>>().into_iter(),
            Setting::Null | Setting::Bool(_) | Setting::Int(_) | Setting::Str(_) | Setting::Map(_) => parts.into_iter(),
        };
        let url = parts.next().ok_or_else(|| {
            invalid("link_defs", format!("Invalid structure for hash value of option link_defs: {id}"))
        })?;
        options.link_defs.push((id, url, parts.next().filter(|title| !title.is_empty())));
    }
    Ok(())
}

fn set_typographic(options: &mut Options, value: &Setting) -> Result<(), InvalidOption> {
    let Setting::Map(pairs) = value else {
        return Err(invalid("typographic_symbols", "Invalid type for option typographic_symbols: a mapping is needed"));
    };
    options.typographic_symbols = pairs.iter().map(|(name, text)| (name.clone(), text.text())).collect();
    Ok(())
}

fn set_highlight(options: &mut Options, value: Setting) -> Result<(), InvalidOption> {
    let value = as_map(value);
    let Setting::Map(pairs) = value else {
        return match value {
            Setting::Null => Ok(()),
            _ => Err(invalid("syntax_highlighter_opts", "Invalid type for option syntax_highlighter_opts")),
        };
    };
    for (name, value) in pairs {
        match (name.as_str(), value) {
            ("block", Setting::Map(inner)) => set_highlight_pairs(&mut options.highlight_block, inner),
            ("span", Setting::Map(inner)) => set_highlight_pairs(&mut options.highlight_span, inner),
            (_, value) => set_highlight_pairs(&mut options.highlight, vec![(name, value)]),
        }
    }
    Ok(())
}

fn set_highlight_pairs(options: &mut HighlightOptions, pairs: Vec<(String, Setting)>) {
    for (name, value) in pairs {
        match name.as_str() {
            "default_lang" => options.default_lang = (value != Setting::Null).then(|| value.text()),
            "guess_lang" => options.guess_lang = Some(value.truth()),
            "disable" => options.disable = Some(value.truth()),
            "css_class" => options.css_class = Some(value.text()),
            "line_numbers" => options.line_numbers = Some(value.truth()),
            "start_line" => options.start_line = value.number(),
            "wrap" => options.wrap = Some(value.truth()),
            _ => options.other.push((name, value)),
        }
    }
}
