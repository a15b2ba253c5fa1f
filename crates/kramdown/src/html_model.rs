//! What kramdown knows about HTML elements: facts of its content models.

use crate::tree::ContentModel;

// The lists are searched by halves: they are in order.

/// Elements that stand within a line.
const SPAN: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdo", "big", "br", "button", "cite", "code", "del", "dfn", "em", "i", "img", "input",
    "ins", "kbd", "label", "mark", "option", "q", "rb", "rbc", "rp", "rt", "rtc", "ruby", "samp", "select", "small",
    "span", "strong", "sub", "sup", "time", "tt", "u", "var",
];

/// Elements refused within a line.
const BLOCK: &[&str] = &[
    "address",
    "applet",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "col",
    "colgroup",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "main",
    "map",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements without content.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "command", "embed", "hr", "img", "input", "keygen", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Known elements of no other list.
const FURTHER: &[&str] = &["details", "figure", "math", "noscript", "object", "script", "style", "textarea"];

/// Elements whose content is blocks.
const BLOCK_CONTENT: &[&str] = &[
    "address",
    "applet",
    "article",
    "aside",
    "blockquote",
    "body",
    "dd",
    "details",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hgroup",
    "iframe",
    "li",
    "main",
    "map",
    "menu",
    "nav",
    "noscript",
    "object",
    "section",
    "summary",
    "td",
];

/// Elements whose content is a line.
const SPAN_CONTENT: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdo", "big", "button", "caption", "cite", "del", "dfn", "dt", "em", "h1", "h2", "h3",
    "h4", "h5", "h6", "i", "ins", "label", "legend", "optgroup", "p", "q", "rb", "rbc", "rp", "rt", "rtc", "ruby",
    "select", "small", "span", "strong", "sub", "sup", "th", "tt",
];

/// Whether `name` (in lower case) stands within a line.
pub(crate) fn is_span(name: &str) -> bool {
    SPAN.binary_search(&name).is_ok()
}

/// Whether `name` (in lower case) is refused within a line.
pub(crate) fn is_block(name: &str) -> bool {
    BLOCK.binary_search(&name).is_ok()
}

/// Whether `name` (in lower case) has no content.
pub(crate) fn is_void(name: &str) -> bool {
    VOID.binary_search(&name).is_ok()
}

/// Whether `name` (in lower case) is an element of HTML as kramdown knows it.
pub(crate) fn is_known(name: &str) -> bool {
    is_span(name) || is_block(name) || is_void(name) || FURTHER.binary_search(&name).is_ok()
}

/// How the content of `name` is read when Markdown is allowed in it.
pub(crate) fn content_model(name: &str) -> ContentModel {
    if BLOCK_CONTENT.binary_search(&name).is_ok() {
        ContentModel::Block
    } else if SPAN_CONTENT.binary_search(&name).is_ok() {
        ContentModel::Span
    } else {
        ContentModel::Raw
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_lists_are_in_order() {
        for list in [super::SPAN, super::BLOCK, super::VOID, super::FURTHER, super::BLOCK_CONTENT, super::SPAN_CONTENT]
        {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
