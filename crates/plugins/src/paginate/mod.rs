//! jekyll-paginate 1.1: splits the posts over copies of one `index.html`, each with a `paginator`.

use hyde_core::plugin::{Generator, Plugin, Priority, Reference, Registry, Tools};
use hyde_core::{BuildError, Config, Page, Position, Site, url};
use hyde_diagnostic::Diagnostic;
use hyde_liquid::Value;

/// The plugin.
pub(crate) struct Paginate;

impl Plugin for Paginate {
    fn name(&self) -> &str {
        "jekyll-paginate"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.generator(Pagination);
        Ok(())
    }
}

struct Pagination;

impl Generator for Pagination {
    fn name(&self) -> &str {
        "Jekyll::Paginate::Pagination"
    }

    fn priority(&self) -> Priority {
        Priority::LOWEST
    }

    fn generate(&self, site: &mut Site, _: &Tools<'_>) -> Result<(), BuildError> {
        let per_page = match site.config.get("paginate") {
            None | Some(Value::Nil) => return Ok(()),
            Some(per_page) => whole_number(per_page),
        };
        if site.pages.is_empty() {
            return Ok(());
        }
        let path = site.config.text("paginate_path").unwrap_or_else(|| "/page:num".to_owned());
        match template(site, &path) {
            Some(index) => paginate(site, index, per_page, &path),
            None => {
                site.report.tell(Diagnostic::warning(
                    "Pagination:",
                    "Pagination is enabled, but I couldn't find an index.html page to use as the pagination template. \
                     Skipping pagination.",
                ));
                Ok(())
            }
        }
    }
}

/// What Ruby's `to_i` makes of a value.
fn whole_number(value: &Value) -> i64 {
    match value {
        Value::Int(number) => *number,
        #[expect(clippy::cast_possible_truncation, reason = "Ruby's to_i cuts off as well")]
        Value::Float(number) => *number as i64,
        Value::Str(text) => {
            let text = text.trim_start();
            let end = text
                .char_indices()
                .find(|(at, c)| !(c.is_ascii_digit() || *at == 0 && matches!(c, '-' | '+')))
                .map_or(text.len(), |(at, _)| at);
            text[..end].parse().unwrap_or(0)
        }
        _ => 0,
    }
}

/// Finds the `index.html` that is copied: the one with the longest path among those in the folder of the pagination's
/// path or above it.
fn template(site: &Site, paginate_path: &str) -> Option<usize> {
    let folder = url::dirname(paginate_path);
    let folder = folder.trim_matches('/');
    let in_hierarchy = |dir: &str| {
        let dir = dir.trim_matches('/');
        dir.is_empty() || dir == folder || folder.strip_prefix(dir).is_some_and(|rest| rest.starts_with('/'))
    };
    let candidates = site.pages.iter().enumerate();
    candidates
        .filter(|(_, page)| page.name == "index.html" && in_hierarchy(&page.dir))
        .rev()
        .max_by_key(|(_, page)| page.relative_path().len())
        .map(|(index, _)| index)
}

fn paginate(site: &mut Site, template: usize, per_page: i64, path: &str) -> Result<(), BuildError> {
    let posts: Vec<Value> = site
        .collections
        .get_full("posts")
        .map(|(collection, _, posts)| {
            let shown = posts.docs.iter().enumerate().rev();
            shown
                .filter(|(_, post)| !post.data.get("hidden").is_some_and(Value::truthy))
                .map(|(index, _)| Reference::value(Position::Document(collection, index)))
                .collect()
        })
        .unwrap_or_default();
    if per_page == 0 {
        let result = if posts.is_empty() { "NaN" } else { "Infinity" };
        return Err(BuildError::uncaught("FloatDomainError", result));
    }
    let Ok(per_page) = usize::try_from(per_page) else { return Ok(()) };
    let total = posts.len().div_ceil(per_page);
    let first_url = site.pages[template].url(site).to_owned();
    let path_of = |number: usize| match number {
        1 => first_url.clone(),
        _ => ensure_leading_slash(&path.replace(":num", &number.to_string())),
    };
    let copy = if total > 1 { Some(read_again(site, template)?) } else { None };
    for number in 1..=total {
        let start = (number - 1) * per_page;
        let shown = posts[start..posts.len().min(start + per_page)].to_vec();
        let previous = (number > 1).then(|| number - 1);
        let next = (number < total).then(|| number + 1);
        let pager = Value::from_pairs([
            ("page", Value::from(number)),
            ("per_page", per_page.into()),
            ("posts", shown.into()),
            ("total_posts", posts.len().into()),
            ("total_pages", total.into()),
            ("previous_page", previous.into()),
            ("previous_page_path", previous.map(path_of).into()),
            ("next_page", next.into()),
            ("next_page_path", next.map(path_of).into()),
        ]);
        if number == 1 {
            site.pages[template].pager = Some(pager);
        } else if let Some(copy) = &copy {
            let mut page = copy.clone();
            page.pager = Some(pager);
            page.moved_to = Some(path_of(number));
            site.pages.push(page);
        }
    }
    Ok(())
}

fn ensure_leading_slash(path: &str) -> String {
    if path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
}

/// Reads the template again, where its URL says it lies: a permalink leads astray, and the copy is empty. What other
/// plugins have told the template is not in its file.
fn read_again(site: &Site, template: usize) -> Result<Page, BuildError> {
    let page = &site.pages[template];
    let dir = page.url_dir(site);
    let dir = dir.trim_end_matches('/');
    let path = format!("{}{dir}/{}", site.source, page.name);
    let mut copy = hyde_core::read::page_again(site, dir, &page.name, &path)?;
    copy.file = Some(path);
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_ruby_does() {
        assert_eq!(whole_number(&"12 posts".into()), 12);
        assert_eq!(whole_number(&"-3".into()), -3);
        assert_eq!(whole_number(&"x".into()), 0);
        assert_eq!(whole_number(&Value::Float(2.9)), 2);
    }
}
