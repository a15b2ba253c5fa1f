//! jekyll-last-modified-at 1.3: the time of a page's last commit, or of its file, as `page.last_modified_at` and through
//! a tag.

use hyde_core::plugin::{Event, Outside, Plugin, Priority, Registry, SiteContext, Tools};
use hyde_core::{BuildError, Config, Page, Position, Site};
use hyde_liquid::strip;
use hyde_liquid::time::Time;
use hyde_liquid::{Context, ParseContext, Render, Result, Tag, Value};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

const DEFAULT_FORMAT: &str = "%d-%b-%y";

/// The plugin.
pub(crate) struct LastModifiedAt;

impl Plugin for LastModifiedAt {
    fn name(&self) -> &str {
        "jekyll-last-modified-at"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        registry.tag("last_modified_at", LastModifiedTag);
        // Git is asked once a build.
        let found = Arc::new(OnceLock::new());
        let known = Arc::clone(&found);
        registry.site_hook(Event::PostRead, Priority::NORMAL, move |site, tools| {
            add_times(site, found.get_or_init(|| Times::of(site, tools)));
            Ok(())
        });
        registry.site_hook(Event::PreRender, Priority::NORMAL, move |site, tools| {
            add_times_of_made_pages(site, known.get_or_init(|| Times::of(site, tools)));
            Ok(())
        });
        Ok(())
    }
}

/// Gives every page and document that has a file its time, whatever front matter says.
fn add_times(site: &mut Site, times: &Times) {
    for at in 0..site.collections.len() {
        for index in 0..site.collections[at].docs.len() {
            if let Some(time) = times.of_file(site, &site.collections[at].docs[index].path) {
                site.collections[at].docs[index].data.insert("last_modified_at", time);
            }
        }
    }
    for index in 0..site.pages.len() {
        if let Some(time) = site.pages[index].file.as_deref().and_then(|path| times.of_file(site, path)) {
            site.pages[index].data.insert("last_modified_at", time);
        }
    }
}

/// Gives pages that generators made the time of the file at the path that they go by, if there happens to be one: so has
/// every redirect that of a `redirect.html`.
fn add_times_of_made_pages(site: &mut Site, times: &Times) {
    let path = |site: &Site, page: &Page| format!("{}/{}", site.source, page.relative_path());
    let made: Vec<(usize, String)> = site
        .pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.file.is_none() && !page.data.contains_key("last_modified_at"))
        .map(|(index, page)| (index, path(site, page)))
        .filter(|(_, path)| site.files.is_file(path))
        .collect();
    for (index, path) in made {
        if let Some(time) = times.of_file(site, &path) {
            site.pages[index].data.insert("last_modified_at", time);
        }
    }
}

/// When files were changed.
struct Times {
    commits: HashMap<String, i64>,
}

impl Times {
    fn of(site: &Site, tools: &Tools<'_>) -> Self {
        Self { commits: commits(site, tools.outside()) }
    }

    /// The time of the file's last commit, or of the file.
    fn of_file(&self, site: &Site, path: &str) -> Option<Value> {
        let relative = path.strip_prefix(&site.source).unwrap_or(path).trim_start_matches('/');
        if let Some(seconds) = self.commits.get(relative) {
            return Some(Value::from(Time::from_unix(*seconds, 0, &site.zone)));
        }
        let nanoseconds = site.files.metadata(path).ok()?.modified;
        let seconds = i64::try_from(nanoseconds.div_euclid(1_000_000_000)).ok()?;
        Some(Value::from(Time::from_unix(seconds, 0, &site.zone)))
    }
}

/// The time of the last commit of each file, by path relative to the source; empty outside of a repository.
fn commits(site: &Site, outside: &Outside) -> HashMap<String, i64> {
    let mut times = HashMap::new();
    let args = ["log", "--format=\u{1}%ct", "--name-only", "--relative", "-z", "--", "."];
    let Ok(output) = outside.run("git", &args, &site.source, &[]) else { return times };
    if output.status != Some(0) {
        return times;
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let mut seconds = 0;
    for part in text.split(['\0', '\n']).filter(|part| !part.is_empty()) {
        match part.strip_prefix('\u{1}') {
            Some(time) => seconds = strip(time).parse().unwrap_or(0),
            None => {
                times.entry(part.to_owned()).or_insert(seconds);
            }
        }
    }
    times
}

struct LastModifiedTag;

impl Tag for LastModifiedTag {
    fn parse(&self, markup: &str, _: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        Ok(Box::new(Shown(strip(markup).to_owned())))
    }
}

/// The format that the tag asks for, or nothing.
struct Shown(String);

impl Render for Shown {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let Some(time) = time_of(cx) else { return Ok(()) };
        let configured = cx.lookup_global("site").unwrap_or_default().get("last-modified-at").get("date-format");
        let format = match (&*self.0, configured) {
            ("", Value::Str(format)) => format.to_string(),
            ("", _) => DEFAULT_FORMAT.to_owned(),
            (format, _) => format.to_owned(),
        };
        out.push_str(&time.strftime(&format));
        Ok(())
    }
}

/// The time that was found for the page or document which is rendered.
fn time_of(cx: &Context) -> Option<Arc<Time>> {
    let site = cx.site()?;
    let data = match cx.position()? {
        Position::Document(collection, index) => &site.document(collection, index)?.data,
        Position::Page(index) => &site.pages.get(index)?.data,
    };
    match data.get("last_modified_at") {
        Some(Value::Time(time)) => Some(time.clone()),
        _ => None,
    }
}
