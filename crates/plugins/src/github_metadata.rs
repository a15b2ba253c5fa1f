//! jekyll-github-metadata: `site.github`, as far as it follows from the repository's name. What only GitHub itself can
//! tell (contributors, releases, the description) stays empty, as it does in Ruby without the network.

use hyde_core::plugin::{Event, Plugin, Priority, Registry, Tools};
use hyde_core::{BuildError, Config, Site};
use hyde_liquid::{Hash, Value};

/// The plugin.
pub(crate) struct GithubMetadata;

impl Plugin for GithubMetadata {
    fn name(&self) -> &str {
        "jekyll-github-metadata"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.site_hook(Event::AfterInit, Priority::NORMAL, add_metadata);
        Ok(())
    }
}

fn add_metadata(site: &mut Site, tools: &Tools<'_>) -> Result<(), BuildError> {
    let own = site.config.get("github").cloned().unwrap_or_default();
    if matches!(own, Value::Bool(false)) {
        return Ok(());
    }
    let Some(name) = repository(site, tools) else { return Ok(()) };
    let Some((owner, repository)) = name.split_once('/') else { return Ok(()) };
    let mut facts = facts(owner, repository);
    if let Value::Hash(own) = &own {
        for (key, value) in own.iter() {
            facts.insert(key.clone(), value.clone());
        }
    }
    site.config.hash_mut().insert("github", facts);
    Ok(())
}

/// The repository's owner and name: configured, or that of the git remote.
fn repository(site: &Site, tools: &Tools<'_>) -> Option<String> {
    if let Some(Value::Str(name)) = site.config.get("repository") {
        return Some(name.to_string());
    }
    let args = ["config", "--get", "remote.origin.url"];
    let output = tools.outside().run("git", &args, &site.source, &[]).ok()?;
    let address = String::from_utf8_lossy(&output.stdout);
    remote_name(address.trim())
}

/// The owner and name in the address of a GitHub remote.
fn remote_name(address: &str) -> Option<String> {
    let (_, path) = address.split_once("github.com")?;
    let path = path.trim_start_matches([':', '/']);
    let path = path.strip_suffix(".git").unwrap_or(path).trim_end_matches('/');
    (path.matches('/').count() == 1).then(|| path.to_owned())
}

fn facts(owner: &str, repository: &str) -> Hash {
    let owner_url = format!("https://github.com/{owner}");
    let url = format!("{owner_url}/{repository}");
    let is_user_page = repository.eq_ignore_ascii_case(&format!("{owner}.github.io"));
    let mut facts = Hash::new();
    let mut add = |key: &str, value: Value| facts.insert(key, value);
    add("owner_name", owner.into());
    add("owner_url", owner_url.into());
    add("owner_gravatar_url", format!("https://github.com/{owner}.png").into());
    add("repository_url", url.as_str().into());
    add("repository_nwo", format!("{owner}/{repository}").into());
    add("repository_name", repository.into());
    add("zip_url", format!("{url}/zipball/gh-pages").into());
    add("tar_url", format!("{url}/tarball/gh-pages").into());
    add("clone_url", format!("{url}.git").into());
    add("releases_url", format!("{url}/releases").into());
    add("issues_url", format!("{url}/issues").into());
    add("wiki_url", format!("{url}/wiki").into());
    add("hostname", "github.com".into());
    add("pages_hostname", "github.io".into());
    add("api_url", "https://api.github.com".into());
    add("help_url", "https://help.github.com".into());
    add("is_user_page", is_user_page.into());
    add("is_project_page", (!is_user_page).into());
    facts
}

#[cfg(test)]
mod tests {
    use super::remote_name;

    #[test]
    fn remotes_have_two_forms() {
        assert_eq!(remote_name("git@github.com:a/b.git").as_deref(), Some("a/b"));
        assert_eq!(remote_name("https://github.com/a/b").as_deref(), Some("a/b"));
        assert_eq!(remote_name("https://example.com/a/b"), None);
    }
}
