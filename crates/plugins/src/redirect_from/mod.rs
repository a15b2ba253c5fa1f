//! jekyll-redirect-from 0.16: pages that lead from `redirect_from` addresses to a page, and from a page to its
//! `redirect_to`; all of them listed in `redirects.json`.

use crate::addresses::absolute;
use hyde_core::plugin::{Generator, Plugin, Registry, Tools};
use hyde_core::{BuildError, Config, Layout, Page, Site};
use hyde_liquid::{Hash, Value};

/// The layout of redirects where a site has none of that name.
const LAYOUT: &str = r#"<!DOCTYPE html>
<html lang="en-US">
  <meta charset="utf-8">
  <title>Redirecting&hellip;</title>
  <link rel="canonical" href="{{ page.redirect.to }}">
  <script>location="{{ page.redirect.to }}"</script>
  <meta http-equiv="refresh" content="0; url={{ page.redirect.to }}">
  <meta name="robots" content="noindex">
  <h1>Redirecting&hellip;</h1>
  <a href="{{ page.redirect.to }}">Click here if you are not redirected.</a>
</html>
"#;

/// The plugin.
pub(crate) struct RedirectFrom;

impl Plugin for RedirectFrom {
    fn name(&self) -> &str {
        "jekyll-redirect-from"
    }

    fn aliases(&self) -> &[&str] {
        &["jekyll_redirect_from"]
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.generator(Redirects);
        Ok(())
    }
}

struct Redirects;

impl Generator for Redirects {
    fn name(&self) -> &str {
        "JekyllRedirectFrom::Generator"
    }

    fn generate(&self, site: &mut Site, _: &Tools<'_>) -> Result<(), BuildError> {
        let mut known = Hash::new();
        let mut made = Vec::new();
        for collection in 0..site.collections.len() {
            for index in 0..site.collections[collection].docs.len() {
                let document = &site.collections[collection].docs[index];
                if !document.is_written(site) {
                    continue;
                }
                let from = listed(document.data.get("redirect_from"));
                let to = listed(document.data.get("redirect_to")).into_iter().next();
                if from.is_empty() && to.is_none() {
                    continue;
                }
                let url = document.url(site).to_owned();
                made.extend(lead_here(site, &from, &url, &mut known));
                if let Some(data) = to.map(|to| lead_away(site, &to, &url, &mut known)) {
                    let document = &mut site.collections[collection].docs[index];
                    merge(&mut document.data, &data);
                    // The excerpt was taken when the document was read.
                    document.excerpted = document.content.replace(String::new());
                    document.forget_url();
                }
            }
        }
        for index in 0..site.pages.len() {
            let page = &site.pages[index];
            let from = listed(page.get(site, "redirect_from").as_ref());
            let to = listed(page.get(site, "redirect_to").as_ref()).into_iter().next();
            if from.is_empty() && to.is_none() {
                continue;
            }
            let url = page.url(site).to_owned();
            made.extend(lead_here(site, &from, &url, &mut known));
            if let Some(data) = to.map(|to| lead_away(site, &to, &url, &mut known)) {
                let page = &mut site.pages[index];
                merge(&mut page.data, &data);
                page.content.clear();
                page.forget_url();
            }
        }
        site.pages.extend(made);
        add_layout(site);
        add_list(site, known)
    }
}

/// The addresses that a setting lists: an array of texts, or one text.
fn listed(setting: Option<&Value>) -> Vec<String> {
    match setting {
        Some(Value::Array(items)) => items.iter().filter(|item| item.truthy()).map(Value::to_s).collect(),
        Some(Value::Str(one)) => vec![one.to_string()],
        _ => Vec::new(),
    }
}

fn with_leading_slash(path: &str) -> String {
    if path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
}

/// Makes the pages that lead to a URL.
fn lead_here(site: &Site, from: &[String], url: &str, known: &mut Hash) -> Vec<Page> {
    from.iter()
        .map(|from| {
            let from = with_leading_slash(from);
            let to = absolute(site, url);
            known.insert(from.as_str(), to.as_str());
            let mut page = Page::named("JekyllRedirectFrom::RedirectPage", "", "redirect.html");
            page.data = redirect(&from, &from, &to);
            page
        })
        .collect()
}

/// Makes the data that turns a page of a URL into a redirect.
fn lead_away(site: &Site, to: &str, url: &str, known: &mut Hash) -> Hash {
    let is_absolute = to.contains("://") || to.starts_with("mailto:");
    let to = if is_absolute { to.to_owned() } else { absolute(site, to) };
    known.insert(url, to.as_str());
    redirect(url, url, &to)
}

fn redirect(permalink: &str, from: &str, to: &str) -> Hash {
    let mut data = Hash::new();
    data.insert("sitemap", false);
    data.insert("layout", "redirect");
    data.insert("permalink", permalink);
    data.insert("redirect", Value::from_pairs([("from", from), ("to", to)]));
    data
}

fn merge(data: &mut Hash, new: &Hash) {
    for (key, value) in new.iter() {
        data.insert(key.clone(), value.clone());
    }
}

fn add_layout(site: &mut Site) {
    site.layouts.entry("redirect".to_owned()).or_insert_with(|| Layout {
        name: "redirect".to_owned(),
        path: "redirect.html".to_owned(),
        relative_path: "redirect.html".to_owned(),
        ext: ".html".to_owned(),
        content: LAYOUT.to_owned(),
        ..Layout::default()
    });
}

/// Lists the redirects in a file for servers, unless the site has one or does not want it.
fn add_list(site: &mut Site, known: Hash) -> Result<(), BuildError> {
    let unwanted = site.config.get_in("redirect_from", "json").is_some_and(|wanted| !wanted.truthy());
    let exists = site.files.is_file(&format!("{}/redirects.json", site.source));
    if unwanted || exists {
        return Ok(());
    }
    let json = Value::from(known)
        .to_json()
        .map_err(|error| BuildError::uncaught("JSON::GeneratorError", error.to_string()))?;
    let mut data = Hash::new();
    data.insert("layout", Value::Nil);
    site.pages.push(Page::without_a_file("", "redirects.json", data, json));
    Ok(())
}
