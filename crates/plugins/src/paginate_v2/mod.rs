//! jekyll-paginate-v2 3.0: pages that ask for pagination are split over as many as their posts fill, and pages for tags,
//! categories and collections make themselves.

mod autopages;
mod listing;
mod paths;
mod settings;

use hyde_core::plugin::{Generator, NamedDrop, Plugin, Priority, Registry, Tools};
use hyde_core::{BuildError, Config, Page, Site};
use hyde_diagnostic::{Diagnostic, Severity};
use hyde_liquid::{Hash, Value};
use paths::Paths;
use settings::Settings;

/// The name that generated pages carry in `autogen`.
const MARK: &str = "jekyll-paginate-v2";

/// The plugin.
pub(crate) struct PaginateV2;

impl Plugin for PaginateV2 {
    fn name(&self) -> &str {
        MARK
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.generator(Pagination);
        Ok(())
    }
}

struct Pagination;

impl Generator for Pagination {
    fn name(&self) -> &str {
        "Jekyll::PaginateV2::Generator::PaginationGenerator"
    }

    fn priority(&self) -> Priority {
        Priority::LOWEST
    }

    fn generate(&self, site: &mut Site, _: &Tools<'_>) -> Result<(), BuildError> {
        let settings = Settings::of(site);
        autopages::add(site, &settings);
        refuse_old_settings(site, &settings)?;
        if !settings.is_enabled() {
            site.report.tell(Diagnostic::info("Pagination:", "Disabled in site.config."));
            return Ok(());
        }
        let templates: Vec<usize> = (0..site.pages.len())
            .filter(|index| {
                let own = site.pages[*index].get(site, "pagination").unwrap_or_default();
                own.get("enabled").truthy()
            })
            .collect();
        if templates.is_empty() {
            site.report.tell(Diagnostic::warning(
                "Pagination:",
                "Is enabled, but I couldn't find any pagination page. Skipping pagination. Pages must have 'pagination: \
                 enabled: true' in their front-matter for pagination to work.",
            ));
            site.report.tell(Diagnostic::info("Pagination:", "Complete, processed pagination page(s)"));
            return Ok(());
        }
        let mut made = Vec::new();
        for index in &templates {
            made.extend(split(site, *index, &settings));
        }
        let mut at = 0;
        site.pages.retain(|_| {
            at += 1;
            templates.binary_search(&(at - 1)).is_err()
        });
        site.pages.extend(made);
        let count = templates.len();
        site.report.tell(Diagnostic::info("Pagination:", format!("Complete, processed {count} pagination page(s)")));
        Ok(())
    }
}

/// Refuses the settings of the gem's predecessor, as the gem does.
fn refuse_old_settings(site: &Site, settings: &Settings) -> Result<(), BuildError> {
    let old = site.config.get("paginate").filter(|old| old.truthy() && old.as_str() != Some("off"));
    if old.is_none() {
        return Ok(());
    }
    site.report
        .tell(Diagnostic::info("Pagination:", "Legacy paginate configuration settings detected and will be used."));
    if settings.is_enabled() {
        let both = "The new jekyll-paginate-v2 and the old jekyll-paginate logic cannot both be configured in the site \
                    config at the same time. Please disable the old 'paginate:' config settings by either omitting the \
                    values or setting them to 'paginate:off'.";
        site.report.tell(Diagnostic::topic_only(Severity::Error, both));
        return Err(BuildError::uncaught("ArgumentError", both));
    }
    site.report.tell(Diagnostic::warning(
        "Pagination:",
        "You are running jekyll-paginate backwards compatible pagination logic. Please ignore all earlier warnings \
         displayed related to the old jekyll-paginate gem.",
    ));
    Err(BuildError::uncaught(
        "ArgumentError",
        "Legacy jekyll-paginate configuration compatibility mode has expired. Please upgrade to jekyll-paginate-v2 \
         configuration.",
    ))
}

/// Makes all pages of a template, the first one included.
fn split(site: &Site, index: usize, settings: &Settings) -> Vec<Page> {
    let template = &site.pages[index];
    let settings = settings.with(&template.get(site, "pagination").unwrap_or_default());
    let posts = listing::posts(site, &settings);
    let per_page = settings.per_page();
    let mut total = posts.len().div_ceil(per_page).max(1);
    if let Some(limit) = settings.limit() {
        total = total.min(limit);
    }
    let paths = Paths::of(site, template, &settings);
    let mut pages: Vec<Page> =
        (1..=total).map(|number| copy(site, template, &settings, &paths, number, total)).collect();
    let trail: Vec<Value> = pages
        .iter()
        .enumerate()
        .map(|(at, page)| {
            let entry: Hash = [
                ("num", Value::from(at + 1)),
                ("path", page.fixed_url.as_deref().map(Value::from).unwrap_or_default()),
                ("title", page.data.get("title").cloned().unwrap_or_default()),
            ]
            .into_iter()
            .collect();
            Value::object(NamedDrop::new("Jekyll::PaginateV2::Generator::PageTrail", entry))
        })
        .collect();
    for (at, page) in pages.iter_mut().enumerate() {
        let start = (at * per_page).min(posts.len());
        let end = (start + per_page).min(posts.len());
        let pager = Pager { number: at + 1, total, per_page, posts: &posts, shown: start..end, paths: &paths };
        page.pager = Some(pager.value(settings.trail().and_then(|around| window(&trail, at, around))));
    }
    pages
}

/// The part of the trail around a page: so many entries before and after it, more on one side where the other ends.
fn window(trail: &[Value], at: usize, (before, after): (usize, usize)) -> Option<Value> {
    if trail.len() < 2 {
        return None;
    }
    let size = (before + after + 1).min(trail.len());
    let start = at.saturating_sub(before).min(trail.len() - size);
    Some(Value::from(trail[start..start + size].to_vec()))
}

/// Makes one page of a template.
fn copy(site: &Site, template: &Page, settings: &Settings, paths: &Paths, number: usize, total: usize) -> Page {
    let name = format!("{}{}", settings.index_name().unwrap_or_default(), paths.extension());
    let mut page = Page::named("Jekyll::PaginateV2::Generator::PaginationPage", "", &name);
    page.content = template.content.clone();
    page.body_line = template.body_line;
    page.file = template.file.clone();
    page.data = template.data.clone();
    if page.data.get("permalink").is_some_and(Value::truthy) || template.permalink(site).is_some() {
        page.data.insert("permalink", paths.permalink(number));
    }
    let info = Value::from_pairs([("curr_page", number), ("total_pages", total)]);
    page.data.insert("pagination_info", info);
    let own = template.get(site, "title").filter(Value::truthy);
    let title = own.or_else(|| site.config.get("title").cloned()).unwrap_or_default();
    if number > 1 {
        let title = settings
            .title()
            .replace(":title", &title.to_s())
            .replace(":num", &number.to_string())
            .replace(":max", &total.to_string());
        page.data.insert("title", title);
        page.data.insert("autogen", MARK);
    } else {
        page.data.insert("title", title);
    }
    page.fixed_url = Some(paths.url(number));
    page
}

/// What `paginator` is made of.
struct Pager<'a> {
    number: usize,
    total: usize,
    per_page: usize,
    posts: &'a [Value],
    shown: std::ops::Range<usize>,
    paths: &'a Paths,
}

impl Pager<'_> {
    fn value(&self, trail: Option<Value>) -> Value {
        let previous = (self.number > 1).then(|| self.number - 1);
        let next = (self.number < self.total).then(|| self.number + 1);
        let path = |number: usize| self.paths.shown(number);
        let pairs: Hash = [
            ("per_page", Value::from(self.per_page)),
            ("posts", self.posts[self.shown.clone()].to_vec().into()),
            ("total_posts", self.posts.len().into()),
            ("total_pages", self.total.into()),
            ("page", self.number.into()),
            ("page_path", self.paths.full(self.number).into()),
            ("previous_page", previous.into()),
            ("previous_page_path", previous.map(path).into()),
            ("next_page", next.into()),
            ("next_page_path", next.map(path).into()),
            ("first_page", 1.into()),
            ("first_page_path", path(1).into()),
            ("last_page", self.total.into()),
            ("last_page_path", self.paths.last(self.total).into()),
            ("page_trail", trail.into()),
        ]
        .into_iter()
        .collect();
        Value::from(pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::window;
    use hyde_liquid::Value;

    #[test]
    fn trails_keep_their_length_at_both_ends() {
        let trail: Vec<Value> = (1..=6).map(Value::from).collect();
        let numbers = |at| window(&trail, at, (1, 2)).map(|found| found.to_s());
        assert_eq!(numbers(0).as_deref(), Some("[1, 2, 3, 4]"));
        assert_eq!(numbers(2).as_deref(), Some("[2, 3, 4, 5]"));
        assert_eq!(numbers(5).as_deref(), Some("[3, 4, 5, 6]"));
        assert_eq!(window(&trail[..1], 0, (1, 1)).map(|found| found.to_s()), None);
    }
}
