//! Pages and static files of a walked directory (`lib/jekyll/readers/page_reader.rb`, `static_file_reader.rb`).

use super::load::{Body, Text, load};
use crate::error::BuildError;
use crate::messages;
use crate::model::{Page, Site, StaticFile};
use hyde_liquid::time::Time;
use hyde_liquid::{Hash, Value};
use std::sync::Arc;

/// Makes a page of a file that was read.
pub(super) fn page(site: &Site, dir: &str, name: &str, path: &str, text: Text) -> Result<Page, BuildError> {
    let mut page = Page::named("Page", dir, name);
    site.report.detail(|| messages::reading(&page.relative_path()));
    page.file = Some(path.to_owned());
    page.body_line = text.body_line;
    page.invalid.clone_from(&text.bytes);
    let (data, content) = convertible(site, path, text)?;
    page.data = data;
    page.content = content;
    Ok(page)
}

/// Reads a file of the source as a page once more, without what plugins have added to the page it already is; `dir` and
/// `name` are where the page lies. A file that is not there is told of, and gives a page without anything in it.
///
/// # Errors
/// What stops Jekyll on such a file: front matter that is no map, an empty permalink and, where front matter is taken
/// strictly, any other fault.
pub fn page_again(site: &Site, dir: &str, name: &str, path: &str) -> Result<Page, BuildError> {
    let encoding = site.config.text("encoding").unwrap_or_default();
    match load(&*site.files, path, &encoding)?.body {
        Body::Text(text) => page(site, dir, name, path, text),
        Body::Static => Ok(Page::named("Page", dir, name)),
    }
}

/// Takes front matter and content of a page or layout, telling what is wrong (`lib/jekyll/convertible.rb`).
pub(super) fn convertible(site: &Site, path: &str, text: Text) -> Result<(Hash, String), BuildError> {
    let strict = site.config.truthy("strict_front_matter");
    if let Some(error) = text.unreadable {
        site.report.tell(messages::error_reading(path, &error.message));
        return if strict { Err(error) } else { Ok((Hash::new(), String::new())) };
    }
    let data = match text.header {
        _ if !text.valid => {
            let message = "invalid byte sequence in UTF-8";
            site.report.tell(messages::error_reading(path, message));
            if strict {
                return Err(BuildError::uncaught("ArgumentError", message));
            }
            Value::Nil
        }
        None => Value::Nil,
        Some(Ok(value)) => value,
        Some(Err(fault)) => {
            site.report.tell(if fault.is_syntax() {
                messages::yaml_exception(path, &fault.message, fault.place.clone())
            } else {
                messages::error_reading(path, &fault.message)
            });
            if strict {
                return Err(BuildError::uncaught(fault.class, fault.message).at(fault.place));
            }
            Value::Nil
        }
    };
    let data = match data {
        Value::Hash(data) => Arc::unwrap_or_clone(data),
        Value::Nil | Value::Bool(false) => Hash::new(),
        _ => return Err(messages::front_matter_not_a_map(path)),
    };
    if data.get("permalink").and_then(Value::as_str).is_some_and(str::is_empty) {
        return Err(messages::empty_permalink(path));
    }
    Ok((data, text.content))
}

/// Makes a static file of the source; `dir` is `""` or has a leading slash.
pub(super) fn static_file(site: &Site, dir: &str, name: &str, path: &str, modified: i128) -> StaticFile {
    let mut file = StaticFile::new(path, format!("{dir}/{name}"));
    file.modified = Some(local_time(site, modified));
    file
}

/// A time of the file system in the site's zone.
pub(super) fn local_time(site: &Site, nanoseconds: i128) -> Arc<Time> {
    let seconds = i64::try_from(nanoseconds.div_euclid(1_000_000_000)).unwrap_or(0);
    let nanos = u32::try_from(nanoseconds.rem_euclid(1_000_000_000)).unwrap_or(0);
    Arc::new(Time::from_unix(seconds, nanos, &site.zone))
}
