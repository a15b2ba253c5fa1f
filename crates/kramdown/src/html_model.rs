//! What kramdown knows about HTML elements: facts of its content models.

use crate::tree::ContentModel;

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

/// What the lists say of an element, a bit for each list that has it.
const SPAN_BIT: u8 = 1;
const BLOCK_BIT: u8 = 2;
const VOID_BIT: u8 = 4;
const FURTHER_BIT: u8 = 8;
const BLOCK_CONTENT_BIT: u8 = 16;
const SPAN_CONTENT_BIT: u8 = 32;

/// Elements with the bits of their lists, each in its slot or one behind it: every tag of a text asks several lists.
static ELEMENTS: Elements = {
    let table = [("", 0); SLOTS];
    let table = with_list(table, SPAN, SPAN_BIT);
    let table = with_list(table, BLOCK, BLOCK_BIT);
    let table = with_list(table, VOID, VOID_BIT);
    let table = with_list(table, FURTHER, FURTHER_BIT);
    let table = with_list(table, BLOCK_CONTENT, BLOCK_CONTENT_BIT);
    with_list(table, SPAN_CONTENT, SPAN_CONTENT_BIT)
};

/// A power of two, several times as many as there are elements.
const SLOTS: usize = 1024;

type Elements = [(&'static str, u8); SLOTS];

/// The slot of a name: by its length and three of its letters, which tell nearly all names apart.
const fn slot(name: &[u8]) -> usize {
    let length = name.len();
    if length == 0 {
        return 0;
    }
    let (first, middle, last) = (name[0] as usize, name[length / 2] as usize, name[length - 1] as usize);
    (length * 37 + first * 5 + middle * 67 + last * 263) % SLOTS
}

const fn with_list(mut table: Elements, list: &[&'static str], bit: u8) -> Elements {
    let mut at = 0;
    while at < list.len() {
        let mut place = slot(list[at].as_bytes());
        while table[place].1 != 0 && !is_same(table[place].0.as_bytes(), list[at].as_bytes()) {
            place = (place + 1) % SLOTS;
        }
        table[place] = (list[at], table[place].1 | bit);
        at += 1;
    }
    table
}

const fn is_same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// The bits of the lists that have `name`.
fn lists(name: &str) -> u8 {
    let mut place = slot(name.as_bytes());
    loop {
        match ELEMENTS[place] {
            (known, bits) if bits == 0 || known == name => return bits,
            _ => place = (place + 1) % SLOTS,
        }
    }
}

/// Whether `name` (in lower case) stands within a line.
pub(crate) fn is_span(name: &str) -> bool {
    lists(name) & SPAN_BIT != 0
}

/// Whether `name` (in lower case) is refused within a line.
pub(crate) fn is_block(name: &str) -> bool {
    lists(name) & BLOCK_BIT != 0
}

/// Whether `name` (in lower case) has no content.
pub(crate) fn is_void(name: &str) -> bool {
    lists(name) & VOID_BIT != 0
}

/// Whether `name` (in lower case) is an element of HTML as kramdown knows it.
pub(crate) fn is_known(name: &str) -> bool {
    lists(name) & (SPAN_BIT | BLOCK_BIT | VOID_BIT | FURTHER_BIT) != 0
}

/// How the content of `name` is read when Markdown is allowed in it.
pub(crate) fn content_model(name: &str) -> ContentModel {
    match lists(name) & (BLOCK_CONTENT_BIT | SPAN_CONTENT_BIT) {
        0 => ContentModel::Raw,
        bits if bits & BLOCK_CONTENT_BIT != 0 => ContentModel::Block,
        _ => ContentModel::Span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_is_found_and_nothing_else() {
        for (list, bit) in [
            (SPAN, SPAN_BIT),
            (BLOCK, BLOCK_BIT),
            (VOID, VOID_BIT),
            (FURTHER, FURTHER_BIT),
            (BLOCK_CONTENT, BLOCK_CONTENT_BIT),
            (SPAN_CONTENT, SPAN_CONTENT_BIT),
        ] {
            assert!(list.iter().all(|name| lists(name) & bit != 0), "{list:?}");
            let found = ELEMENTS.iter().filter(|(name, _)| lists(name) & bit != 0).count();
            assert_eq!(found, list.len(), "{list:?}");
        }
        for name in ["", "x", "P", "bod", "bodyy", "h7", "font", "center", "é"] {
            assert_eq!(lists(name), 0, "{name}");
        }
    }
}
