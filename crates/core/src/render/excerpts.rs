//! Generated excerpts: the head of a content, up to the separator, with what it needs from the rest
//! (`lib/jekyll/excerpt.rb`).

use super::renderer::relative_path;
use crate::Position;
use crate::messages;
use crate::model::Site;
use crate::plugin::{Item, item_at};
use hyde_liquid::{Error, Str, Value};
use std::cell::RefCell;

/// A generated excerpt before rendering.
#[derive(Debug, Clone)]
pub(crate) struct Excerpt {
    pub(crate) text: Str,
}

/// Takes the excerpt of the item at a position, if the site's settings give it one.
pub(crate) fn extract(site: &Site, position: Position) -> Option<Excerpt> {
    let item = item_at(site, position)?;
    let (content, own_separator, has_own) = match item {
        Item::Document(document) => {
            if !document.parsed || document.is_yaml_file() {
                return None;
            }
            let own = document.data.get("excerpt").is_some_and(Value::truthy);
            let content = document.excerpted.as_deref().or(document.content.as_deref())?;
            (content, document.data.get("excerpt_separator").cloned(), own)
        }
        Item::Page(page) => {
            if page.class != "Page" || !site.config.truthy("page_excerpts") || !page.is_html(site) {
                return None;
            }
            let own = page.get(site, "excerpt").is_some_and(|value| value.truthy());
            (page.content.as_str(), page.get(site, "excerpt_separator"), own)
        }
    };
    if has_own {
        return None;
    }
    let separator = match own_separator {
        Some(own) if own.truthy() => own.to_s(),
        _ => site.config.text("excerpt_separator").unwrap_or_default(),
    };
    if separator.is_empty() {
        return None;
    }
    Some(excerpt_of(site, item, content, &separator))
}

fn excerpt_of(site: &Site, item: Item<'_>, content: &str, separator: &str) -> Excerpt {
    let (head, tail) = match memchr::memmem::find(content.as_bytes(), separator.as_bytes()) {
        Some(at) => (&content[..at], &content[at + separator.len()..]),
        None => (content, ""),
    };
    if tail.is_empty() {
        return Excerpt { text: head.into() };
    }
    let mut text = head.to_owned();
    if head.contains("{%") {
        let closed = close_blocks(site, head, &mut text);
        if closed {
            for told in messages::excerpt_modified(&relative_path(item), separator) {
                site.report.tell(told);
            }
        }
    }
    let definitions: Vec<&str> =
        link_definitions(tail).filter(|(label, _)| head.contains(label)).map(|(_, definition)| definition).collect();
    if !definitions.is_empty() {
        text.push_str("\n\n");
        text.push_str(&definitions.join("\n"));
    }
    Excerpt { text: text.into() }
}

/// Appends the end tags that `head` opens and does not close; says whether there were any.
fn close_blocks(site: &Site, head: &str, text: &mut String) -> bool {
    let toolkit = crate::plugin::Toolkit::of(site);
    let mut opened: Vec<&str> = Vec::new();
    let mut rest = head;
    while let Some(at) = rest.find("{%") {
        let inner = rest[at + 2..].trim_start_matches('-').trim_start();
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(inner.len());
        let name = &inner[..end];
        let is_block = toolkit.as_ref().is_some_and(|toolkit| is_block(toolkit, name));
        if !name.is_empty() && is_block && inner.contains("%}") {
            opened.push(name);
        }
        rest = &rest[at + 2..];
    }
    let mut any = false;
    for name in opened.into_iter().rev() {
        let ends = ["{% end", "{%- end", "{%end", "{%-end"].iter().any(|start| {
            head.match_indices(&format!("{start}{name}"))
                .any(|(at, found)| head[at + found.len()..].trim_start().trim_start_matches('-').starts_with("%}"))
        });
        if !ends {
            text.push_str("\n{% end");
            text.push_str(name);
            text.push_str(" %}");
            any = true;
        }
    }
    any
}

/// Tells whether a tag is a block: it then refuses to stand alone.
fn is_block(toolkit: &crate::plugin::Toolkit, name: &str) -> bool {
    let environment = toolkit.environment();
    environment.has_tag(name)
        && environment
            .parse("", &format!("{{% {name} %}}"))
            .is_err_and(|error| error.message() == format!("'{name}' tag was never closed"))
        || matches!(name, "if" | "for" | "unless" | "case" | "capture" | "tablerow" | "highlight" | "ifchanged")
}

/// The link reference definitions of a text. Brackets are looked for, not lines: every document's text goes through here.
fn link_definitions(text: &str) -> impl Iterator<Item = (&str, &str)> {
    memchr::memchr_iter(b'[', text.as_bytes()).filter_map(|at| {
        let start = text[..at].trim_end_matches(' ').len();
        if start > 0 && text.as_bytes()[start - 1] != b'\n' {
            return None;
        }
        link_definition(text[start..].lines().next()?)
    })
}

/// Reads a link reference definition: its label with brackets, and the definition without indentation.
fn link_definition(line: &str) -> Option<(&str, &str)> {
    let text = line.trim_start_matches(' ');
    if line.len() - text.len() > 3 || !text.starts_with('[') {
        return None;
    }
    let close = text.find(']')?;
    (close > 1 && text[close + 1..].starts_with(':') && text.len() > close + 2).then(|| (&text[..=close], text))
}

thread_local! {
    /// The excerpts being rendered on this thread.
    static OPEN: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };

    /// The first error of an excerpt that was asked for on this thread: a drop has no other way to pass it on. What is
    /// rendered at the same time on another thread must not see it.
    static FAILED: RefCell<Option<Error>> = const { RefCell::new(None) };
}

/// Notes that an excerpt could not be rendered.
pub(super) fn fail(error: &Error) {
    FAILED.with_borrow_mut(|failed| {
        failed.get_or_insert_with(|| error.clone());
    });
}

/// The first error of an excerpt since the last call on this thread.
pub(super) fn take_failure() -> Option<Error> {
    FAILED.take()
}

/// Notes that an excerpt is being rendered; says no when it is already.
pub(super) fn enter(number: usize) -> bool {
    OPEN.with_borrow_mut(|open| {
        let free = !open.contains(&number) && open.len() < 50;
        if free {
            open.push(number);
        }
        free
    })
}

/// Notes that the innermost excerpt is done.
pub(super) fn leave() {
    OPEN.with_borrow_mut(|open| {
        open.pop();
    });
}

#[cfg(test)]
mod tests {
    use super::{link_definition, link_definitions};

    #[test]
    fn link_definitions_are_found_by_their_label() {
        assert_eq!(link_definition("  [a b]: http://x"), Some(("[a b]", "[a b]: http://x")));
        assert_eq!(link_definition("    [a]: x"), None);
        assert_eq!(link_definition("[a] x"), None);
        let text = "[a]: 1\nx [b]: 2\n   [c]: 3 [d]: 4\r\n    [e]: 5\n\n[f]: 6";
        let found: Vec<&str> = link_definitions(text).map(|(label, _)| label).collect();
        assert_eq!(found, ["[a]", "[c]", "[f]"]);
    }
}
