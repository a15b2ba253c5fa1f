//! Fonts, quotation marks and escapes in HTML.

use citationberg::{Display, FontStyle, FontVariant, FontWeight, Formatting, TextDecoration, VerticalAlign};

use super::locale::Quotes;

/// Puts tags round a text for its fonts.
pub(super) fn font(text: String, formatting: &Formatting) -> String {
    if text.is_empty() || formatting.is_empty() {
        return text;
    }
    let mut text = text;
    if formatting.font_style == Some(FontStyle::Italic) {
        text = format!("<i>{text}</i>");
    }
    let mut css = Vec::new();
    match formatting.font_weight {
        Some(FontWeight::Bold) => text = format!("<b>{text}</b>"),
        Some(FontWeight::Light) => css.push("font-weight: light"),
        Some(FontWeight::Normal) | None => {}
    }
    if formatting.font_variant == Some(FontVariant::SmallCaps) {
        css.push("font-variant: small-caps");
    }
    if formatting.text_decoration == Some(TextDecoration::Underline) {
        css.push("text-decoration: underline");
    }
    match formatting.vertical_align {
        Some(VerticalAlign::Sup) => css.push("vertical-align: super"),
        Some(VerticalAlign::Sub) => css.push("vertical-align: sub"),
        Some(VerticalAlign::Baseline) => css.push("vertical-align: baseline"),
        Some(VerticalAlign::None) | None => {}
    }
    if css.is_empty() { text } else { format!("<span style=\"{}\">{text}</span>", css.join("; ")) }
}

/// Puts a block round a text.
pub(super) fn display(text: String, display: Option<Display>) -> String {
    let class = match display {
        Some(_) if text.is_empty() => return text,
        None => return text,
        Some(Display::Block) => "csl-block",
        Some(Display::LeftMargin) => "csl-left-margin",
        Some(Display::RightInline) => "csl-right-inline",
        Some(Display::Indent) => "csl-indent",
    };
    format!("<div class=\"{class}\">{text}</div>")
}

/// Turns the quotation marks inside a text that will stand in quotation marks into inner ones.
pub(super) fn inner_quotes(text: &str, quotes: &Quotes) -> String {
    let swap = |text: String, from: &str, to: &str| if from.is_empty() { text } else { text.replace(from, to) };
    // Marks that stand for inner ones anyway keep out of the swap.
    let mut text = text.to_owned();
    if quotes.open != quotes.inner_open {
        text = swap(text, &quotes.open, &quotes.inner_open);
        text = swap(text, &quotes.close, &quotes.inner_close);
    }
    let mut out = String::with_capacity(text.len());
    let mut open = false;
    for (index, piece) in text.split('"').enumerate() {
        if index > 0 {
            // A straight mark opens when a blank, a bracket or nothing stands before it.
            let opens = !open && out.chars().next_back().is_none_or(|c| c.is_whitespace() || "([{=‘“„«".contains(c));
            out.push_str(if opens { &quotes.inner_open } else { &quotes.inner_close });
            open = opens;
        }
        out.push_str(piece);
    }
    out
}

/// Escapes an ampersand or angle bracket that stands before a blank.
pub(super) fn escape(text: &str) -> String {
    if !text.contains(['&', '<', '>']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let blank = chars.peek().is_some_and(|next| next.is_whitespace());
        match c {
            '&' if blank => out.push_str("&amp;"),
            '<' if blank => out.push_str("&lt;"),
            '>' if before.is_whitespace() => out.push_str("&gt;"),
            c => out.push(c),
        }
        before = c;
    }
    out
}
