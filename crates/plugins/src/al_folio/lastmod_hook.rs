//! Chirpy's posts-lastmod-hook: a post that was changed after its first commit tells the time of the last one, as git
//! writes it.

use hyde_core::plugin::{Event, Outside, Plugin, Priority, Registry, Tools};
use hyde_core::{BuildError, Config, Site};
use std::collections::HashMap;

/// The plugin.
pub(crate) struct LastmodHook;

impl Plugin for LastmodHook {
    fn name(&self) -> &str {
        "_plugins/posts-lastmod-hook.rb"
    }

    fn stands_for(&self, _: &str, text: &str) -> bool {
        text.contains("git rev-list --count") && text.contains("last_modified_at") && text.contains(":post_init")
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.site_hook(Event::PostRead, Priority::HIGHEST, add_times);
        Ok(())
    }
}

fn add_times(site: &mut Site, tools: &Tools<'_>) -> Result<(), BuildError> {
    let commits = read(site, tools.outside());
    let source = format!("{}/", site.source);
    let Some(posts) = site.collections.get_mut("posts") else { return Ok(()) };
    for post in &mut posts.docs {
        let path = post.path.strip_prefix(&source).unwrap_or(&post.path);
        if let Some((count, date)) = commits.get(path)
            && *count > 1
        {
            // Ruby keeps the end of the line that git prints.
            post.data.insert("last_modified_at", format!("{date}\n"));
        }
    }
    Ok(())
}

/// How many commits changed each file, and the date of the last one, by path relative to the source; empty outside of a
/// repository.
fn read(site: &Site, outside: &Outside) -> HashMap<String, (usize, String)> {
    let args = ["log", "--format=\u{1}%ad", "--date=iso", "--name-only", "--relative", "-z", "--", "."];
    match outside.run("git", &args, &site.source, &[]) {
        Ok(output) if output.status == Some(0) => counted(&String::from_utf8_lossy(&output.stdout)),
        _ => HashMap::new(),
    }
}

fn counted(log: &str) -> HashMap<String, (usize, String)> {
    let mut found: HashMap<String, (usize, String)> = HashMap::new();
    let mut date = "";
    for part in log.split(['\0', '\n']).filter(|part| !part.is_empty()) {
        match part.strip_prefix('\u{1}') {
            Some(new) => date = new,
            None => found.entry(part.to_owned()).or_insert_with(|| (0, date.to_owned())).0 += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_commit_stands_first() {
        let log = "\u{1}2024-02-01 10:00:00 +0800\0\n_posts/a.md\0\u{1}2024-01-01 10:00:00 +0800\0\n_posts/a.md\0_posts/b.md\0";
        let found = counted(log);
        assert_eq!(found["_posts/a.md"], (2, "2024-02-01 10:00:00 +0800".to_owned()));
        assert_eq!(found["_posts/b.md"].0, 1);
    }
}
