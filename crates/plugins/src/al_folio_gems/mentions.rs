//! jekyll-mentions 1.6: `@name` in pages and documents becomes a link to that user.

use crate::nokogiri::{self, Data, Tree};
use hyde_core::plugin::Owner;
use hyde_core::plugin::{Event, Hooked, Plugin, Registry};
use hyde_core::{BuildError, Config};
use hyde_liquid::Value;
use memchr::memmem;
use std::ops::Range;

const SETTING: &str = "jekyll-mentions";
const GITHUB: &str = "https://github.com";
/// Names that are ordinary words.
const WORDS: [&str; 4] = ["mention", "mentions", "mentioning", "mentioned"];

/// The plugin.
pub(crate) struct Mentions;

impl Plugin for Mentions {
    fn name(&self) -> &str {
        "jekyll-mentions"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.hook(Owner::Pages, Event::PostRender, mentionify);
        registry.hook(Owner::Documents, Event::PostRender, mentionify);
        Ok(())
    }
}

fn mentionify(item: &mut Hooked<'_>) -> Result<(), BuildError> {
    let is_html = item.output_ext() == ".html" || item.url().ends_with('/');
    if !is_html || memchr::memchr(b'@', item.output.as_bytes()).is_none() {
        return Ok(());
    }
    let base = base(item);
    let output = &item.output;
    let Some(start) = body_start(output) else {
        item.output = linked(output, &base);
        return Ok(());
    };
    let end = memmem::find(&output.as_bytes()[start..], b"</body>").map_or(output.len(), |at| start + at);
    item.output = format!("{}{}{}", &output[..start], linked(&output[start..end], &base), &output[end..]);
    Ok(())
}

/// Where the text after the start tag of the body begins.
fn body_start(output: &str) -> Option<usize> {
    let at = memmem::find(output.as_bytes(), b"<body")
        .filter(|at| output[at + 5..].starts_with(|c: char| c == '>' || c.is_ascii_whitespace()))?;
    output[at..].find('>').map(|end| at + end + 1)
}

/// The address that names are put behind, without a slash at its end.
fn base(item: &Hooked<'_>) -> String {
    let of = |value: &Value| match value {
        Value::Str(text) => Some(text.to_string()),
        Value::Hash(_) => match value.get("base_url") {
            Value::Str(text) => Some(text.to_string()),
            _ => None,
        },
        _ => None,
    };
    let base = item
        .data()
        .get(SETTING)
        .and_then(of)
        .or_else(|| item.config().get(SETTING).and_then(of))
        .unwrap_or_else(|| GITHUB.to_owned());
    base.trim_end_matches('/').to_owned()
}

/// Links the names in a part of a page. The part is parsed and written anew if there is a name anywhere in it, be it in
/// code or an attribute.
fn linked(text: &str, base: &str) -> String {
    if mention(text, 0).is_none() {
        return text.to_owned();
    }
    let mut tree = nokogiri::fragment(text);
    let quiet = |tree: &Tree, id| {
        tree.ancestors(id).any(|above| ["pre", "code", "tt", "a", "style", "script"].contains(&tree.name(above)))
    };
    for id in tree.descendants(Tree::ROOT) {
        let Data::Text(content) = tree.data(id) else { continue };
        if !content.contains('@') || quiet(&tree, id) {
            continue;
        }
        let escaped = content.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        if let Some(html) = with_links(&escaped, base) {
            let part = nokogiri::fragment(&html);
            tree.replace(id, &part);
        }
    }
    tree.to_html()
}

/// Puts links into escaped text; `None` where no name is in it.
fn with_links(text: &str, base: &str) -> Option<String> {
    let mut next = mention(text, 0);
    next.as_ref()?;
    let mut out = String::with_capacity(text.len() * 2);
    let mut done = 0;
    while let Some(found) = next {
        let name = &text[found.start + 1..found.end];
        out.push_str(&text[done..found.start]);
        out.extend(["<a href=\"", base, "/", name, "\" class=\"user-mention\">@", name, "</a>"]);
        done = found.end;
        next = mention(text, done);
    }
    out.push_str(&text[done..]);
    Some(out)
}

/// Finds the first name from a place on, with the sign before it.
fn mention(text: &str, from: usize) -> Option<Range<usize>> {
    memchr::memchr_iter(b'@', &text.as_bytes()[from..]).map(|at| from + at).find_map(|at| {
        let starts = text[..at].chars().next_back().is_none_or(|c| !(c.is_alphanumeric() || c == '_' || c == '`'));
        let rest = &text[at + 1..];
        let length = name_length(rest);
        let is_word = || WORDS.contains(&rest[..length].to_lowercase().as_str());
        (starts && length > 0 && !is_word() && ends_well(&rest[length..])).then(|| at..at + 1 + length)
    })
}

/// How long the name at the start of a text is: letters, digits, dashes and underscores, the first one no dash.
fn name_length(text: &str) -> usize {
    if text.starts_with('-') {
        return 0;
    }
    text.bytes().position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')).unwrap_or(text.len())
}

/// Whether what follows lets a name end here: not a slash, not more of a domain or a word.
fn ends_well(rest: &str) -> bool {
    let dots = rest.len() - rest.trim_start_matches('.').len();
    let after = rest[dots..].chars().next();
    if dots > 0 {
        return after.is_none_or(|c| !(c.is_alphanumeric() || c == '_'));
    }
    after.is_none_or(|c| c != '/' && c != '@' && !(c.is_alphanumeric() || c == '_'))
}
