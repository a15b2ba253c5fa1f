//! A document from its file: defaults, front matter, title, slug, date, categories and tags
//! (`lib/jekyll/document.rb`).

use super::load::{Body, Header, Loaded, YamlFault, parse_yaml, relative};
use super::merge_sort;
use super::pages::local_time;
use crate::config::deep_merge_into;
use crate::error::{BuildError, ErrorKind};
use crate::messages;
use crate::model::{Collection, Document, Shared, Site};
use crate::outside::join;
use hyde_liquid::time::{Time, parse_time};
use hyde_liquid::{Hash, InspectStyle, Str, Value};
use std::cmp::Ordering;
use std::sync::Arc;

/// Makes a document of a file of the collection.
pub(super) fn document(
    site: &Site,
    collection: &Collection,
    path: &str,
    loaded: Loaded,
) -> Result<Document, BuildError> {
    let mut document = Document {
        collection: collection.label.clone(),
        path: path.to_owned(),
        relative_path: below_collections(site, path).to_owned(),
        modified: Some(local_time(site, loaded.modified)),
        ..Document::default()
    };
    site.report.detail(|| messages::reading(&document.relative_path));
    let Body::Text(text) = loaded.body else { return Ok(document) };
    let is_draft = collection.label == "posts" && !document.relative_path.contains("_posts");
    let defaults = site.defaults.matching(&document.relative_path, Some(&collection.label), &site.report);
    let draft = defaults.find(&site.defaults, "draft").filter(Value::truthy);
    document.data.insert(Str::shared("draft"), draft.unwrap_or(Value::Bool(is_draft)));
    start_categories(&mut document, if is_draft { "_drafts" } else { "_posts" }, collection);
    document.body_line = text.body_line;
    document.invalid.clone_from(&text.bytes);
    if let Some(error) = text.unreadable {
        Fault::Fatal(error).told(site, path)?;
        return Ok(document);
    }
    if document.is_yaml_file() {
        return whole_file(site, document, &text.content, text.header, text.valid);
    }
    document.content = Some(text.content);
    let outcome = if text.valid {
        fill(site, &mut document, &defaults, text.header)
    } else {
        let message = "invalid byte sequence in UTF-8";
        document.content = if collection.label == "posts" { None } else { document.content };
        Err(Fault::Other("ArgumentError", message.to_owned()))
    };
    match outcome {
        Ok(()) => document.parsed = true,
        Err(fault) => fault.told(site, path)?,
    }
    Ok(document)
}

/// What went wrong while a document was read.
enum Fault {
    Yaml(Box<YamlFault>),
    Other(&'static str, String),
    Fatal(BuildError),
}

impl From<BuildError> for Fault {
    fn from(error: BuildError) -> Self {
        Self::Fatal(error)
    }
}

impl Fault {
    /// Tells what went wrong; gives the error back where it stops the build.
    fn told(self, site: &Site, path: &str) -> Result<(), BuildError> {
        let (told, error) = match self {
            Self::Yaml(fault) if fault.is_syntax() => (
                messages::document_yaml_exception(path, &fault.message, fault.place.clone()),
                BuildError::uncaught(fault.class, fault.message).at(fault.place),
            ),
            Self::Yaml(fault) => (
                messages::document_unreadable(path, &fault.message),
                BuildError::uncaught(fault.class, fault.message).at(fault.place),
            ),
            Self::Other(class, message) => {
                (messages::document_unreadable(path, &message), BuildError::uncaught(class, message))
            }
            Self::Fatal(error) => (messages::document_unreadable(path, &error.message), error),
        };
        site.report.tell(told);
        if error.kind == ErrorKind::Fatal || site.config.truthy("strict_front_matter") {
            return Err(error);
        }
        Ok(())
    }
}

/// A file that is YAML from beginning to end.
fn whole_file(
    site: &Site,
    mut document: Document,
    content: &str,
    header: Option<Header>,
    valid: bool,
) -> Result<Document, BuildError> {
    // The front matter, if any, is part of the data: the file is parsed whole.
    let _ = header;
    let text = match site.files.read(&document.path) {
        Ok(bytes) if valid => String::from_utf8_lossy(&bytes).into_owned(),
        _ => content.to_owned(),
    };
    document.content = None;
    match parse_yaml(&text, relative(&*site.files, &document.path)) {
        Ok(Value::Hash(data)) => document.data = Arc::unwrap_or_clone(data),
        Ok(_) => {}
        Err(fault) => return Err(BuildError::uncaught(fault.class, fault.message).at(fault.place)),
    }
    Ok(document)
}

/// The path below the directory of collections.
fn below_collections<'a>(site: &Site, path: &'a str) -> &'a str {
    let dir = site.config.text("collections_dir").unwrap_or_default();
    let joined;
    let root = if dir.is_empty() {
        &site.source
    } else {
        joined = join(&site.source, dir.trim_end_matches('/'));
        &joined
    };
    let below = path.strip_prefix(root.as_str()).and_then(|below| below.strip_prefix('/'));
    below.unwrap_or_else(|| relative(&*site.files, path))
}

/// The categories that the directories above `_posts` stand for.
fn start_categories(document: &mut Document, special: &str, collection: &Collection) {
    let special = if collection.label == "posts" { special.to_owned() } else { collection.relative_directory() };
    if document.relative_path.starts_with(&special) {
        document.data.insert(Str::shared("categories"), Value::array([]));
        return;
    }
    let above = document.relative_path.split(special.as_str()).next().unwrap_or("");
    let categories = above.split('/').filter(|part| !part.is_empty()).map(Value::from);
    let categories: Vec<Value> = categories.filter(|part| part.as_str() != Some(document.basename())).collect();
    document.data.insert(Str::shared("categories"), Value::array(categories));
}

fn fill(
    site: &Site,
    document: &mut Document,
    defaults: &crate::model::Matched,
    header: Option<Header>,
) -> Result<(), Fault> {
    if let Some((class, message)) = defaults.date_fault(&site.defaults) {
        return Err(Fault::Other(class, message));
    }
    let all = defaults.all(&site.defaults);
    if !all.is_empty() {
        merge(site, document, all, "front matter defaults")?;
    }
    match header {
        None => {}
        Some(Ok(Value::Hash(data))) => merge(site, document, Arc::unwrap_or_clone(data), "YAML front matter")?,
        Some(Ok(Value::Nil | Value::Bool(false))) => {}
        Some(Ok(other)) => {
            let class = other.class_name();
            return Err(Fault::Other(
                "NoMethodError",
                format!("undefined method `key?' for {}:{class}", other.inspect(InspectStyle::default())),
            ));
        }
        Some(Err(fault)) => return Err(Fault::Yaml(fault)),
    }
    populate_title(site, document)?;
    populate_categories(document)?;
    let tags = plural(&document.data, "tag", "tags");
    document.data.insert(Str::shared("tags"), Value::array(tags));
    Ok(())
}

/// Merges data into a document: categories are united, a date is parsed.
fn merge(site: &Site, document: &mut Document, mut over: Hash, source: &str) -> Result<(), Fault> {
    match over.get("categories") {
        None | Some(Value::Nil) => {}
        Some(Value::Str(text)) => {
            let words: Vec<Value> = text.split_ascii_whitespace().map(Value::from).collect();
            over.insert(Str::shared("categories"), union(document.data.get("categories"), &words));
        }
        Some(Value::Array(items)) => {
            let items = items.to_vec();
            over.insert(Str::shared("categories"), union(document.data.get("categories"), &items));
        }
        Some(other) => {
            return Err(Fault::Other(
                "TypeError",
                format!("no implicit conversion of {} into Array", other.class_name()),
            ));
        }
    }
    let dated = over.contains_key("date");
    // A few more come from the file's name.
    document.data.reserve(over.len() + 6);
    deep_merge_into(&mut document.data, over);
    // What was parsed once stays as it is, so only a new date needs it.
    if dated && let Some(date) = document.data.get("date") {
        let time = match date {
            Value::Time(time) if is_told_whole(time) => Time::from_unix(time.unix(), 0, &site.zone),
            other => {
                let text = other.to_s();
                let context =
                    format!("Document '{}' does not have a valid date in the {source}.", document.relative_path);
                parse_date(site, &text).ok_or_else(|| messages::invalid_date(&text, &context))?
            }
        };
        document.data.insert(Str::shared("date"), Value::Time(Arc::new(time)));
    }
    Ok(())
}

/// Whether the text of a time, which Jekyll parses again, says all of it but the part of the second.
fn is_told_whole(time: &Time) -> bool {
    time.offset() % 60 == 0 && (1_000..10_000).contains(&time.civil().year)
}

/// Parses a date as Ruby's `Time.parse(text).localtime` does.
pub(crate) fn parse_date(site: &Site, text: &str) -> Option<Time> {
    parse_time(text, Some(&site.time), &site.zone).map(|time| time.in_zone(&site.zone))
}

fn union(old: Option<&Value>, new: &[Value]) -> Value {
    let Some(Value::Array(old)) = old else { return Value::array(new.iter().cloned()) };
    let mut seen = Hash::with_capacity(old.len() + new.len());
    for value in old.iter().chain(new) {
        seen.insert(value.clone(), true);
    }
    Value::array(seen.keys().cloned())
}

/// What a file name says.
struct Named<'a> {
    date: Option<&'a str>,
    slug: &'a str,
    ext: &'a str,
}

/// Reads date, slug and extension from a file name such as `2024-01-31-slug.md`.
fn dated_name(path: &str) -> Option<Named<'_>> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let bytes = name.as_bytes();
    let digits =
        |from: usize, most: usize| bytes[from..].iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
    let year = digits(0, 4);
    let month_at = year + 1;
    if year < 2 || bytes.get(year) != Some(&b'-') {
        return None;
    }
    let month = digits(month_at, 2);
    let day_at = month_at + month + 1;
    if month == 0 || bytes.get(month_at + month) != Some(&b'-') {
        return None;
    }
    let day = digits(day_at, 2);
    let slug_at = day_at + day + 1;
    if day == 0 || bytes.get(day_at + day) != Some(&b'-') {
        return None;
    }
    let (slug, ext) = slug_and_ext(&name[slug_at..])?;
    Some(Named { date: Some(&name[..slug_at - 1]), slug, ext })
}

fn slug_and_ext(name: &str) -> Option<(&str, &str)> {
    // The extension needs a character after its dot.
    let dot = name.rfind('.').filter(|dot| dot + 1 < name.len())?;
    Some((&name[..dot], &name[dot..]))
}

/// Whether a path below `_posts` is that of a post.
pub(super) fn is_post(path: &str) -> bool {
    dated_name(path).is_some()
}

/// Whether a path below `_drafts` is that of a draft.
pub(super) fn is_draft(path: &str) -> bool {
    slug_and_ext(path.rsplit('/').next().unwrap_or(path)).is_some()
}

fn populate_title(site: &Site, document: &mut Document) -> Result<(), Fault> {
    let path = document.relative_path.clone();
    let name = path.rsplit('/').next().unwrap_or(&path);
    let named = dated_name(&path).or_else(|| slug_and_ext(name).map(|(slug, ext)| Named { date: None, slug, ext }));
    let (slug, ext) = match &named {
        Some(named) => (named.slug.to_owned(), Some(named.ext.to_owned())),
        None => (document.basename_without_ext().to_owned(), None),
    };
    if let Some(date) = named.and_then(|named| named.date.map(str::to_owned)) {
        let takes = match document.data.get("date") {
            Some(Value::Time(time)) => time.unix() == site.time.unix(),
            Some(value) => !value.truthy(),
            None => true,
        };
        if takes {
            let over = [(Str::shared("date"), Value::from(date))].into_iter().collect();
            merge(site, document, over, "filename")?;
        }
    }
    let slug = slug.trim_end_matches('.');
    let or_set = |data: &mut Hash, key: &str, value: &dyn Fn() -> Value| {
        if !data.get(key).is_some_and(Value::truthy) {
            data.insert(Str::shared(key), value());
        }
    };
    or_set(&mut document.data, "title", &|| Value::from(titleize(slug)));
    or_set(&mut document.data, "slug", &|| Value::from(slug));
    or_set(&mut document.data, "ext", &|| ext.as_deref().map_or(Value::Nil, Value::from));
    Ok(())
}

/// Makes a title of a slug: each part begins upper case and goes on lower case.
fn titleize(slug: &str) -> String {
    let mut parts: Vec<String> = slug.split('-').map(capitalize).collect();
    while parts.last().is_some_and(String::is_empty) {
        parts.pop();
    }
    parts.join(" ")
}

fn capitalize(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().collect::<String>() + &chars.as_str().to_lowercase(),
        None => String::new(),
    }
}

fn populate_categories(document: &mut Document) -> Result<(), Fault> {
    let mut categories: Vec<Value> = match document.data.get("categories") {
        Some(Value::Array(items)) => items.to_vec(),
        None | Some(Value::Nil) => Vec::new(),
        Some(other) => vec![other.clone()],
    };
    categories.extend(plural(&document.data, "category", "categories"));
    let mut seen = Hash::with_capacity(categories.len());
    for category in categories {
        match category {
            Value::Str(_) => seen.insert(category, true),
            other => seen.insert(other.to_s(), true),
        };
    }
    let unique: Vec<Value> = seen.into_iter().map(|(category, _)| category).collect();
    let all = union(document.data.get("categories"), &unique);
    document.data.insert(Str::shared("categories"), all);
    Ok(())
}

/// The values under a singular key, otherwise those under the plural one, where text is split into words.
fn plural(data: &Hash, singular: &str, plural: &str) -> Vec<Value> {
    let mut flat = Vec::new();
    match data.get(singular) {
        Some(value) if value.truthy() => flatten(value, &mut flat),
        _ => match data.get(plural) {
            Some(Value::Str(text)) => flat.extend(text.split_ascii_whitespace().map(Value::from)),
            Some(value @ Value::Array(_)) => flatten(value, &mut flat),
            _ => {}
        },
    }
    flat.retain(|value| !value.is_nil());
    flat
}

fn flatten(value: &Value, into: &mut Vec<Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| flatten(item, into)),
        other => into.push(other.clone()),
    }
}

/// Sorts documents by date, then by path, with the sort that Ruby uses.
pub(super) fn sorted(docs: Vec<Shared<Document>>) -> Vec<Shared<Document>> {
    // Where all have dates the order is one that any stable sort finds, and dates need to be looked up only once.
    let date = |document: &Shared<Document>| match &document.shown().date {
        Some(Value::Time(time)) => Some((time.unix(), time.nanos())),
        _ => None,
    };
    let Some(dates) = docs.iter().map(date).collect::<Option<Vec<_>>>() else {
        return merge_sort(docs, &mut |a, b| compare(a, b) != Ordering::Greater);
    };
    let mut dated: Vec<_> = dates.into_iter().zip(docs).collect();
    dated.sort_by(|(a, first), (b, second)| a.cmp(b).then_with(|| first.path.cmp(&second.path)));
    dated.into_iter().map(|(_, document)| document).collect()
}

/// Jekyll's order of documents: by date where both have one, otherwise and in doubt by path.
pub(super) fn compare(a: &Document, b: &Document) -> Ordering {
    let by_date = match (a.data.get("date"), b.data.get("date")) {
        (Some(Value::Time(a)), Some(Value::Time(b))) => (a.unix(), a.nanos()).cmp(&(b.unix(), b.nanos())),
        _ => Ordering::Equal,
    };
    by_date.then_with(|| a.path.cmp(&b.path))
}

#[cfg(test)]
mod tests {
    use super::{dated_name, titleize};

    #[test]
    fn names_of_posts() {
        let named = dated_name("sub/2024-1-31-a.b.md").expect("a post");
        assert_eq!((named.date, named.slug, named.ext), (Some("2024-1-31"), "a.b", ".md"));
        assert!(dated_name("2024-01-31.md").is_none());
        assert!(dated_name("2024-01-31-x").is_none());
        assert_eq!(dated_name("68-01-31-.md").map(|named| named.slug), Some(""));
    }

    #[test]
    fn titles_of_slugs() {
        assert_eq!(titleize("FOO-Bar"), "Foo Bar");
        assert_eq!(titleize("a--b"), "A  B");
    }
}
