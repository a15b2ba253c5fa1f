//! Tables of HTML 4 elements, as libxml2 2.9 answers when it is asked about each.

/// Elements that hold nothing.
const EMPTY: &[&str] =
    &["area", "base", "basefont", "br", "col", "frame", "hr", "img", "input", "isindex", "link", "meta", "param"];

/// Elements that line breaks may surround.
const BLOCK: &[&str] = &[
    "address",
    "area",
    "base",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "html",
    "isindex",
    "legend",
    "li",
    "link",
    "menu",
    "meta",
    "noframes",
    "noscript",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "pre",
    "style",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Elements whose start closes the head.
const CLOSES_HEAD: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "b",
    "bdo",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "cite",
    "code",
    "dd",
    "dfn",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "font",
    "form",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "iframe",
    "img",
    "kbd",
    "li",
    "listing",
    "map",
    "menu",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tt",
    "u",
    "ul",
    "var",
    "xmp",
];

/// Says whether an element holds nothing.
pub(super) fn is_empty(name: &str) -> bool {
    EMPTY.contains(&name)
}

/// Says whether line breaks may surround an element.
pub(super) fn is_block(name: &str) -> bool {
    BLOCK.binary_search(&name).is_ok()
}

/// Says whether the start of `new` closes the open element `old`.
pub(super) fn closes(new: &str, old: &str) -> bool {
    if old == "head" {
        return CLOSES_HEAD.binary_search(&new).is_ok();
    }
    let closed: &[&str] = match new {
        "a" => &["a"],
        "fieldset" => &["a", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "p", "pre"],
        "table" => &["a", "h1", "h2", "h3", "h4", "h5", "h6", "p", "pre"],
        "td" | "th" => &["a", "b", "font", "i", "p", "span", "td", "th", "u"],
        "dd" | "dl" => &["address", "dir", "dt", "menu", "p", "pre"],
        "dt" => &["address", "dd", "dir", "menu", "p", "pre"],
        "form" => &["address", "dir", "dl", "form", "h1", "h2", "h3", "h4", "h5", "h6", "menu", "ol", "p", "pre", "ul"],
        "li" => &["address", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "pre"],
        "ul" => &["address", "dir", "menu", "ol", "p", "pre"],
        "center" => &["b", "font", "i", "p"],
        "p" => &["b", "big", "h1", "h2", "h3", "h4", "h5", "h6", "i", "p", "s", "small", "strike", "tt", "u"],
        "col" => &["caption", "p"],
        "colgroup" => &["caption", "colgroup", "p"],
        "tbody" => &["caption", "colgroup", "p", "tbody", "td", "tfoot", "th", "thead", "tr"],
        "tfoot" => &["caption", "colgroup", "p", "tbody", "td", "th", "thead", "tr"],
        "thead" => &["caption", "colgroup"],
        "tr" => &["caption", "colgroup", "p", "td", "th", "tr"],
        "optgroup" | "option" => &["option"],
        "address" | "menu" | "ol" | "pre" => &["p", "ul"],
        "blockquote" | "caption" | "dir" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr" | "title" => &["p"],
        _ => &[],
    };
    closed.contains(&old)
}

/// How much it takes to close an element from outside: an end tag passes only over weaker or equal ones.
pub(super) fn strength(name: &str) -> u8 {
    match name {
        "div" => 150,
        "td" | "th" => 160,
        "tr" => 170,
        "thead" | "tbody" | "tfoot" => 180,
        "table" => 190,
        "head" | "body" => 200,
        "html" => 220,
        _ => 100,
    }
}

/// Gives a name as a constant, if it is one of the most frequent names of elements and attributes.
pub(super) fn known_name(name: &str) -> Option<&'static str> {
    macro_rules! known {
        ($($known:literal)*) => {
            match name {
                $($known => Some($known),)*
                _ => None,
            }
        };
    }
    known!("a" "abbr" "article" "aside" "b" "body" "br" "button" "circle" "code" "dd" "div" "dl" "dt" "em" "figcaption" "figure" "footer" "form" "g" "h1" "h2" "h3" "h4" "h5" "h6" "head" "header" "hr" "html" "i" "iframe" "img" "input" "kbd" "label" "li" "link" "main" "meta" "nav" "ol" "option" "p" "path" "picture" "pre" "rect" "script" "section" "select" "small" "source" "span" "strong" "style" "sub" "summary" "sup" "svg" "table" "tbody" "td" "text" "th" "thead" "title" "tr" "u" "ul" "use" "video" "action" "alt" "aria-expanded" "aria-hidden" "aria-label" "async" "charset" "class" "content" "crossorigin" "d" "data-toggle" "data-target" "datetime" "defer" "disabled" "fill" "height" "href" "id" "integrity" "lang" "loading" "name" "onerror" "onload" "placeholder" "property" "rel" "role" "sizes" "src" "srcset" "tabindex" "target" "type" "value" "viewbox" "width" "xmlns")
}

#[cfg(test)]
mod tests {
    #[test]
    fn tables_are_sorted() {
        assert!(super::BLOCK.is_sorted() && super::CLOSES_HEAD.is_sorted());
    }
}
