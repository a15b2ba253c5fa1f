//! The tags: `bibliography`, `bibliography_count`, `cite`, `nocite`, `reference`, `quote`, `cite_details`,
//! `details_link`.

use std::sync::Arc;

use hyde_bibliography::csl::Previous;
use hyde_bibliography::{CiteCall, Entry};
use hyde_core::plugin::{Registry, SiteContext};
use hyde_liquid::{Body, Context, Error, ParseContext, Render, Result, Tag, Template, Value, strip};

use super::call::{Call, Loaded, site};
use super::library::Library;
use super::options::{self, Options};
use super::{details, listing};

/// Registers the tags.
pub(super) fn register(registry: &mut Registry, library: &Arc<Library>) {
    for (name, kind) in [
        ("bibliography", Kind::Bibliography),
        ("bibliography_count", Kind::Count),
        ("cite", Kind::Cite),
        ("nocite", Kind::NoCite),
        ("reference", Kind::Reference),
        ("quote", Kind::Quote),
        ("cite_details", Kind::CiteDetails),
        ("details_link", Kind::DetailsLink),
    ] {
        registry.tag(name, ScholarTag { kind, library: library.clone() });
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bibliography,
    Count,
    Cite,
    NoCite,
    Reference,
    Quote,
    CiteDetails,
    DetailsLink,
}

struct ScholarTag {
    kind: Kind,
    library: Arc<Library>,
}

impl Tag for ScholarTag {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let (keys, options) = options::parse(markup)?;
        let body = if self.kind == Kind::Quote { Some(cx.body(&[])?.0) } else { None };
        Ok(Box::new(ScholarCall { kind: self.kind, library: self.library.clone(), keys, options, body }))
    }
}

struct ScholarCall {
    kind: Kind,
    library: Arc<Library>,
    keys: Vec<String>,
    options: Options,
    body: Option<Body>,
}

impl Render for ScholarCall {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let call = Call::new(&self.library, self.options.clone(), cx)?;
        let keys: Vec<String> = self.keys.iter().map(|key| resolve(key, cx)).collect();
        match self.kind {
            Kind::Bibliography => {
                let tag = std::ptr::from_ref(self).addr();
                if cx.register::<EntryScope>().is_some_and(|scope| scope.0 != tag) {
                    cx.take_register::<EntryScope>();
                }
                if cx.register::<EntryScope>().is_none() {
                    let fresh = cx.isolated(Value::Nil);
                    cx.set_register(EntryScope(tag, fresh));
                }
                bibliography(&call, cx, out)
            }
            Kind::Count => {
                let bibliography = call.bibliography(cx)?;
                out.push_str(&items(&call, &bibliography)?.len().to_string());
                Ok(())
            }
            Kind::Cite => {
                out.push_str(&cite(&call, &keys, cx)?);
                Ok(())
            }
            Kind::NoCite => nocite(&call, &keys, cx, out),
            Kind::Reference => reference(&call, &keys, cx, out),
            Kind::Quote => self.quote(&call, &keys, cx, out),
            Kind::CiteDetails => cite_details(&call, &keys, cx, out),
            Kind::DetailsLink => details_link(&call, &keys, cx, out),
        }
    }
}

/// Gives a key, or what the variable of its name holds.
fn resolve(key: &str, cx: &mut Context) -> String {
    let plain = key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'));
    let root = key.split('.').next().unwrap_or(key);
    if !plain || (cx.lookup(root).is_none() && cx.lookup_global(root).is_none()) {
        return key.to_owned();
    }
    match cx.evaluate(key) {
        Ok(value) if value.truthy() => cx.to_s(&value),
        _ => key.to_owned(),
    }
}

/// Lists the entries a tag is about, unsorted unless the settings sort.
fn items<'b>(call: &Call<'_>, bibliography: &'b hyde_bibliography::Bibliography) -> Result<Vec<&'b Entry>> {
    let query = call.options.query.clone().unwrap_or_else(|| call.settings.text("query", "@*"));
    let mut entries = listing::select(bibliography, &query)?;
    if call.options.cited {
        let cited = call.library.cited(&call.page);
        let place = |entry: &Entry| cited.keys().iter().position(|key| *key == entry.key);
        let mut placed: Vec<(usize, &Entry)> =
            entries.into_iter().filter_map(|entry| Some((place(entry)?, entry))).collect();
        placed.sort_by_key(|(place, _)| *place);
        entries = placed.into_iter().map(|(_, entry)| entry).collect();
    }
    if call.options.skip_sort { Ok(entries) } else { Ok(listing::sort(bibliography, entries, &call.settings)) }
}

fn bibliography(call: &Call<'_>, cx: &mut Context, out: &mut String) -> Result<()> {
    let loaded = call.load(cx)?;
    let entries = items(call, &loaded.bibliography)?;
    let mut previous = Previous::default();
    let fields = call.group_fields();
    if fields.iter().any(|field| field == "none") || fields.is_empty() {
        let shown = window(&entries, call.options.offset, call.options.max)?;
        list(call, &loaded, shown, &mut previous, cx, out)?;
    } else {
        groups(call, &loaded, &entries, &fields, &mut previous, cx, out)?;
    }
    if call.options.clear {
        call.library.with_cited(&call.page, hyde_bibliography::Cited::clear);
    }
    Ok(())
}

/// Cuts out the entries from an offset on, at most `max` of them; 0 means all.
fn window<'e, 'b>(entries: &'e [&'b Entry], offset: i64, max: i64) -> Result<&'e [&'b Entry]> {
    let length = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    let start = if offset < 0 { offset + length } else { offset };
    if !(0..=length).contains(&start) {
        let message = "undefined method `compact' for nil:NilClass\n\n        bibliography = items.compact.each_with_index.map { |entry, index|\n                            ^^^^^^^^";
        return Err(Error::ruby("NoMethodError", message).hint("The offset lies beyond the last entry"));
    }
    let end = if max == 0 {
        length
    } else {
        let last = max + offset - 1;
        (if last < 0 { last + length } else { last } + 1).clamp(start, length)
    };
    let place = |at: i64| usize::try_from(at).unwrap_or(0);
    Ok(&entries[place(start)..place(end).min(entries.len())])
}

fn groups(
    call: &Call<'_>,
    loaded: &Loaded,
    entries: &[&Entry],
    fields: &[String],
    previous: &mut Previous,
    cx: &mut Context,
    out: &mut String,
) -> Result<()> {
    let Some((field, inner)) = fields.split_first() else {
        return list(call, loaded, entries, previous, cx, out);
    };
    let orders = match &call.options.group_order {
        Some(orders) => orders.split(',').map(|order| strip(order).to_owned()).collect(),
        None => call.settings.list("group_order", "ascending"),
    };
    let level = call.group_fields().len() - fields.len();
    let order = orders.get(level).or(orders.last()).map_or("ascending", String::as_str);
    let tags = call.settings.list("bibliography_group_tag", "h2,h3,h4,h5");
    let tag = tags.get(level).or(tags.last()).map_or("h2", String::as_str);
    let class = call.settings.text("bibliography_class", "bibliography");
    let groups_here = listing::group(&loaded.bibliography, entries, field, order, &call.settings)?;
    for (index, group) in groups_here.into_iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        out.push_str(&format!("<{tag} class=\"{class}\">{}</{tag}>\n", group.title));
        groups(call, loaded, &group.entries, inner, previous, cx, out)?;
    }
    Ok(())
}

/// Writes a list of entries.
fn list(
    call: &Call<'_>,
    loaded: &Loaded,
    entries: &[&Entry],
    previous: &mut Previous,
    cx: &mut Context,
    out: &mut String,
) -> Result<()> {
    let name = match &call.options.template {
        Some(template) => template.clone(),
        None => call.settings.text("bibliography_template", "{{reference}}"),
    };
    let template = call.library.template(site(cx)?, cx.environment(), &name)?;
    let tag = call.options.list_tag.clone().unwrap_or_else(|| call.settings.text("bibliography_list_tag", "ol"));
    let class = call.settings.text("bibliography_class", "bibliography");
    let item = call.settings.text("bibliography_item_tag", "li");
    let list_attributes = attributes(&call.settings.hash("bibliography_list_attributes"));
    let item_attributes = attributes(&call.settings.hash("bibliography_item_attributes"));
    let processor = loaded.processor();
    out.push_str(&format!("<{tag} class=\"{class}\"{list_attributes}>"));
    for (index, entry) in entries.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let text = if name == "{{reference}}" {
            call.reference(loaded, &processor, entry, Some(index + 1), previous)
        } else {
            let data = call.template_data(loaded, &processor, entry, index + 1, previous, cx)?;
            render(&template, Value::from(data), cx)?
        };
        let link = call.details_link(entry, cx)?;
        out.push_str(&format!("<{item}{item_attributes}>{text}{link}</{item}>"));
    }
    out.push_str(&format!("</{tag}>"));
    Ok(())
}

/// What the entries of a bibliography tag leave to those that follow, in a loop too: the gem renders one template per tag
/// over and over, and Liquid keeps what it assigned. The number tells the tag.
struct EntryScope(usize, Context);

/// Renders a template of entries with nothing of the page's variables.
fn render(template: &Template, data: Value, cx: &mut Context) -> Result<String> {
    let Some(EntryScope(tag, mut scope)) = cx.take_register::<EntryScope>() else {
        return template.render_in(&mut cx.isolated(data));
    };
    scope.set_globals(data);
    let text = template.render_in(&mut scope);
    cx.set_register(EntryScope(tag, scope));
    text
}

fn attributes(hash: &hyde_liquid::Hash) -> String {
    hash.iter().map(|(name, value)| format!(" {}=\"{}\"", name.to_s(), value.to_s())).collect()
}

fn cite(call: &Call<'_>, keys: &[String], cx: &Context) -> Result<String> {
    let loaded = call.load(cx)?;
    let texts = |list: &'_ [String]| -> Vec<String> { list.to_vec() };
    let (locators, labels) = (texts(&call.options.locators), texts(&call.options.labels));
    let cite_call = CiteCall {
        keys: keys.iter().map(String::as_str).collect(),
        locators: locators.iter().map(String::as_str).collect(),
        labels: labels.iter().map(String::as_str).collect(),
        suppress_author: call.options.suppress_author,
    };
    let processor = loaded.processor();
    let filters = &loaded.entries.filters;
    Ok(call
        .library
        .with_cited(&call.page, |cited| loaded.bibliography.cite(&cite_call, cited, &processor, &call.markup, filters)))
}

fn nocite(call: &Call<'_>, keys: &[String], cx: &Context, out: &mut String) -> Result<()> {
    let bibliography = call.bibliography(cx)?;
    for key in keys {
        if bibliography.entry(key).is_none() {
            out.push_str(&call.markup.missing_reference);
            return Ok(());
        }
        call.library.with_cited(&call.page, |cited| cited.add(key));
    }
    Ok(())
}

fn reference(call: &Call<'_>, keys: &[String], cx: &Context, out: &mut String) -> Result<()> {
    let loaded = call.load(cx)?;
    let processor = loaded.processor();
    let texts: Vec<String> = keys
        .iter()
        .map(|key| match loaded.bibliography.entry(key) {
            Some(entry) => call.reference(&loaded, &processor, entry, None, &mut Previous::default()),
            None => call.markup.missing_reference.clone(),
        })
        .collect();
    out.push_str(&texts.join("\n"));
    Ok(())
}

impl ScholarCall {
    fn quote(&self, call: &Call<'_>, keys: &[String], cx: &mut Context, out: &mut String) -> Result<()> {
        let mut text = String::new();
        if let Some(body) = &self.body {
            body.render(cx, &mut text)?;
        }
        let paragraphs: Vec<String> = strip(&text)
            .split("\n\n")
            .map(|paragraph| format!("<p>{}</p>", paragraph.replace('\n', "<br/>")))
            .collect();
        let citation = cite(call, keys, cx)?;
        out.push_str(&format!("<blockquote>{}<cite>{citation}</cite></blockquote>", paragraphs.concat()));
        Ok(())
    }
}

fn cite_details(call: &Call<'_>, keys: &[String], cx: &Context, out: &mut String) -> Result<()> {
    let bibliography = call.bibliography(cx)?;
    let key = keys.first().map_or("", String::as_str);
    let Some(entry) = bibliography.entry(key) else {
        out.push_str(&call.markup.missing_reference);
        return Ok(());
    };
    let text = match &call.options.text {
        Some(text) => text.clone(),
        None => call.settings.text("details_link", "Details"),
    };
    let url = details::url(site(cx)?, &call.settings, entry);
    out.push_str(&format!("<a href=\"{url}\">{text}</a>"));
    Ok(())
}

fn details_link(call: &Call<'_>, keys: &[String], cx: &Context, out: &mut String) -> Result<()> {
    let bibliography = call.bibliography(cx)?;
    let key = keys.first().map_or("", String::as_str);
    let entry = bibliography
        .entry(key)
        .ok_or_else(|| Error::ruby("Exception", format!("Could not find entry for key '{key}'")))?;
    out.push_str(&details::url(site(cx)?, &call.settings, entry));
    Ok(())
}
