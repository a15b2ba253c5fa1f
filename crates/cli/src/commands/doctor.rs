//! `doctor`: looks for what is likely wrong with a site (`lib/jekyll/commands/doctor.rb`).

use super::{build, compat, setup};
use crate::arguments::Parsed;
use crate::console::Console;
use crate::world::World;
use hyde::{Site, theme};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The gem that stands for GitHub's own builds.
const GITHUB_PAGES: &str = "github-pages";

/// Examines; gives the exit code.
pub(crate) fn run(world: &World, console: &Arc<Console>, mut parsed: Parsed) -> u8 {
    if parsed.settings.remove("compat").is_some() {
        return compat::run(world, console, &parsed);
    }
    let options = setup::options(world, console, &parsed);
    let pages = !world.is_jekyll() && theme::names_gem(GITHUB_PAGES, &options);
    let read = build::prepare(options, &setup::report(console)).and_then(|(mut session, site)| {
        let engine = session.engine_mut();
        let site = engine.read_started(site)?;
        engine.generate(site)
    });
    let site = match read {
        Ok(site) => site,
        Err(error) => return setup::raised(world, console, &error, parsed.trace),
    };
    if pages && !site.config.truthy("github_pages") {
        console.info("GitHub Pages:", &format!("the Gemfile names {GITHUB_PAGES}, which alone changes nothing here."));
        console.info("", "--github-pages or `github_pages: true` builds with its plugins and settings.");
    }
    let mut healthy = permalinks_are_whole(console, &site);
    healthy &= !conflicts(console, &site);
    healthy &= urls_differ_by_more_than_case(console, &site);
    healthy &= has_url(console, &site);
    healthy &= posts_in_collections_dir(console, &site);
    if healthy {
        console.info("Your test results", "are in. Everything looks fine.");
        return 0;
    }
    1
}

/// The destinations of everything that is written, with what it comes from, pages first.
fn destinations(site: &Site) -> Vec<(String, String)> {
    let pages = site.pages.iter().map(|page| (page.destination(site), page.relative_path()));
    let files = site.static_files.iter().filter(|file| file.is_written(site));
    let files = files.map(|file| (file.destination(site), file.path.clone()));
    let docs = site.documents().filter(|document| document.is_written(site));
    pages.chain(files).chain(docs.map(|document| (document.destination(site), document.path.clone()))).collect()
}

fn permalinks_are_whole(console: &Console, site: &Site) -> bool {
    let relative = site.config.truthy("relative_permalinks");
    if relative {
        console
            .warning("Deprecation:", "Your site still uses relative permalinks, which was removed in Jekyll v3.0.0.");
    }
    !relative
}

fn conflicts(console: &Console, site: &Site) -> bool {
    let mut order: Vec<String> = Vec::new();
    let mut by: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (destination, origin) in destinations(site) {
        let origins = by.entry(destination.clone()).or_default();
        if origins.is_empty() {
            order.push(destination);
        }
        origins.push(origin);
    }
    let mut found = false;
    for destination in order.iter().filter(|destination| by[*destination].len() > 1) {
        found = true;
        console.warning("Conflict:", "The following destination is shared by multiple files.");
        console.warning("", "The written file may end up with unexpected contents.");
        console.warning("", &format!("\u{1b}[36m{destination}\u{1b}[0m"));
        for origin in &by[destination] {
            console.warning("", &format!(" - {origin}"));
        }
        console.warning("", "");
    }
    found
}

fn urls_differ_by_more_than_case(console: &Console, site: &Site) -> bool {
    let mut by: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let docs = site.documents().filter(|document| document.is_written(site)).map(|document| document.destination(site));
    for destination in site.pages.iter().map(|page| page.destination(site)).chain(docs) {
        by.entry(destination.to_lowercase()).or_default().push(destination);
    }
    let mut healthy = true;
    for destinations in by.values() {
        if destinations.iter().any(|destination| *destination != destinations[0]) {
            healthy = false;
            let mut listed = destinations.clone();
            listed.sort();
            console.warning(
                "Warning:",
                &format!(
                    "The following URLs only differ by case. On a case-insensitive file system one of the URLs will be \
                     overwritten by the other: {}",
                    listed.join(", ")
                ),
            );
        }
    }
    healthy
}

fn has_url(console: &Console, site: &Site) -> bool {
    let url = site.config.text("url").unwrap_or_default();
    let is_set = !url.is_empty();
    if !is_set {
        console.warning(
            "Warning:",
            "You didn't set an URL in the config file, you may encounter problems with some plugins.",
        );
    }
    let is_absolute = url
        .split_once("://")
        .is_some_and(|(scheme, host)| !host.is_empty() && scheme.starts_with(|c: char| c.is_ascii_alphabetic()));
    if !is_absolute {
        console.warning(
            "Warning:",
            "Your site URL does not seem to be absolute, check the value of `url` in your config file.",
        );
    }
    is_set && is_absolute
}

fn posts_in_collections_dir(console: &Console, site: &Site) -> bool {
    let dir = site.config.text("collections_dir").unwrap_or_default();
    if dir.is_empty() || !site.files.is_directory(&format!("{}/_posts", site.source)) {
        return true;
    }
    console.warning("", &format!("Detected '_posts' directory outside custom `collections_dir`! Please move '_posts' into the custom directory at '{dir}/_posts'."));
    false
}
