//! The filters that jekyll-scholar's `bibtex_filters` and `raw_bibtex_filters` settings name.

use crate::latex;

/// A rewriting of a field's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Filter {
    /// `\textsc{…}` to small capitals.
    SmallCaps,
    /// `\textsuperscript{…}` to `<sup>`.
    Superscript,
    /// `\emph{…}` to `<i>`.
    Italics,
    /// `\textit{…}` to `<i>`.
    TextIt,
    /// `\lowercase{…}` to lower case.
    Lowercase,
    /// `\textregistered` to its character reference.
    TextRegistered,
    /// `\tiny{…}` to a span.
    Tiny,
    /// LaTeX to Unicode.
    Latex,
    /// Line breaks to blanks.
    LineBreaks,
    /// URLs to Markdown links.
    Markdown,
}

/// The filters used when nothing is configured.
pub const DEFAULT_FILTERS: [Filter; 8] = [
    Filter::SmallCaps,
    Filter::Superscript,
    Filter::Italics,
    Filter::TextIt,
    Filter::Lowercase,
    Filter::TextRegistered,
    Filter::Tiny,
    Filter::Latex,
];

impl Filter {
    /// Finds a filter by the name the settings use.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "smallcaps" => Self::SmallCaps,
            "superscript" => Self::Superscript,
            "italics" => Self::Italics,
            "textit" => Self::TextIt,
            "lowercase" => Self::Lowercase,
            "textregistered" => Self::TextRegistered,
            "tiny" => Self::Tiny,
            "latex" => Self::Latex,
            "linebreaks" => Self::LineBreaks,
            "markdown" => Self::Markdown,
            _ => return None,
        })
    }

    /// Rewrites a text.
    ///
    /// ```
    /// use hyde_bibliography::Filter;
    /// assert_eq!(Filter::TextIt.apply("\\textit{a {b}} c"), "<i>a {b}</i> c");
    /// ```
    pub fn apply(self, text: &str) -> String {
        match self {
            Self::SmallCaps => {
                command(text, "\\textsc", |inner| format!("<font style=\"font-variant: small-caps\">{inner}</font>"))
            }
            Self::Superscript => command(text, "\\textsuperscript", |inner| format!("<sup>{inner}</sup>")),
            Self::Italics => command(text, "\\emph", |inner| format!("<i>{inner}</i>")),
            Self::TextIt => command(text, "\\textit", |inner| format!("<i>{inner}</i>")),
            Self::Lowercase => command(text, "\\lowercase", |inner| inner.to_lowercase()),
            Self::TextRegistered => text.replace("\\textregistered", "&#0174"),
            Self::Tiny => command(text, "\\tiny", |inner| format!("<span class=\"tiny\">{inner}</span>")),
            Self::Latex => latex::decode(text),
            Self::LineBreaks => line_breaks(text),
            Self::Markdown => markdown(text),
        }
    }
}

/// Runs filters one after another.
pub(crate) fn apply_all(filters: &[Filter], text: &str) -> String {
    filters.iter().fold(text.to_owned(), |text, filter| filter.apply(&text))
}

/// Replaces `\name{…}`, whose braces may nest.
fn command(text: &str, name: &str, make: impl Fn(&str) -> String) -> String {
    if !text.contains(name) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(found) = rest.find(name) {
        let after = &rest[found + name.len()..];
        let Some(length) = after.strip_prefix('{').and_then(closing_brace) else {
            out.push_str(&rest[..found + name.len()]);
            rest = after;
            continue;
        };
        out.push_str(&rest[..found]);
        out.push_str(&make(&after[1..=length]));
        rest = &after[length + 2..];
    }
    out.push_str(rest);
    out
}

/// Finds the brace that closes the one before `text`.
fn closing_brace(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return Some(at),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn line_breaks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(found) = rest.find('\n') {
        out.push_str(rest[..found].trim_end());
        out.push(' ');
        rest = rest[found..].trim_start();
    }
    out.push_str(rest);
    out
}

/// Makes Markdown links of URLs; punctuation that a sentence puts behind one stays outside.
fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((start, body)) = next_url(rest) {
        let url_characters = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c);
        let mut end = rest[body..].find(|c| !url_characters(c)).map_or(rest.len(), |length| body + length);
        while end > body && rest[..end].ends_with(',') {
            end -= 1;
        }
        let url = &rest[start..end];
        out.push_str(&rest[..start]);
        out.push_str(&format!("[{url}]({url})"));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Finds the next `scheme://` and the byte behind it.
fn next_url(text: &str) -> Option<(usize, usize)> {
    ["http://", "https://", "ftp://"]
        .iter()
        .filter_map(|scheme| text.find(scheme).map(|start| (start, start + scheme.len())))
        .min()
}
