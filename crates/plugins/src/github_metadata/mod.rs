//! jekyll-github-metadata 2.16: `site.github` and `{% github_edit_link %}`. Facts come from the environment, the
//! configuration and the local git repository; GitHub itself is asked only when a token allows it and a network is
//! there, otherwise what only it can tell stays empty, as in Ruby without the network.

mod edit_link;
mod remote;

use hyde_core::plugin::{Event, Outside, Plugin, Priority, Registry, Tools};
use hyde_core::{BuildError, Config, Site};
use hyde_diagnostic::Diagnostic;
use hyde_liquid::{Hash, Value};

/// The plugin.
pub(crate) struct GithubMetadata;

impl Plugin for GithubMetadata {
    fn name(&self) -> &str {
        "jekyll-github-metadata"
    }

    fn aliases(&self) -> &[&str] {
        &["github-metadata"]
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.tag("github_edit_link", edit_link::EditLink);
        registry.site_hook(Event::AfterInit, Priority::NORMAL, add_metadata);
        Ok(())
    }
}

fn add_metadata(site: &mut Site, tools: &Tools<'_>) -> Result<(), BuildError> {
    let outside = tools.outside();
    let own = site.config.get("github").cloned().unwrap_or_default();
    let Some(name) = repository(site, tools) else {
        if !own.truthy() {
            site.report.tell(no_repository());
        }
        return Ok(());
    };
    let Some((owner, repository)) = name.split_once('/') else { return Ok(()) };
    let world = Surroundings::new(site, outside);
    let mut facts = facts(owner, repository, &world);
    if !world.revision_known {
        facts.insert("build_revision", revision(site, outside));
    }
    remote::ask(site, outside, &world, owner, repository, &mut facts);
    let title = facts.get("project_title").cloned().unwrap_or_default();
    let tagline = facts.get("project_tagline").cloned().unwrap_or_default();
    let (address, base) = (address_of(facts.get("url")), facts.get("baseurl").cloned().unwrap_or_default());
    if let Value::Hash(own) = &own {
        for (key, value) in own.iter() {
            facts.insert(key.clone(), value.clone());
        }
    }
    let is_local = matches!(site.environment.as_str(), "development" | "test");
    let mut add = |key: &str, value: Value| {
        let missing = site.config.get(key).is_none_or(Value::is_nil);
        if missing && value.truthy() {
            site.config.hash_mut().insert(key, value);
        }
    };
    add("title", title);
    add("description", tagline);
    if matches!(own, Value::Bool(false)) {
        return Ok(());
    }
    if !is_local {
        add("url", address);
        add("baseurl", base);
    }
    site.config.hash_mut().insert("github", facts);
    Ok(())
}

fn no_repository() -> Diagnostic {
    Diagnostic::warning(
        "GitHub Metadata:",
        "No repo name found. Specify using PAGES_REPO_NWO environment variables, 'repository' in your configuration, or \
         set up an 'origin' git remote pointing to your github.com repository.",
    )
}

/// A URL without its path.
fn address_of(url: Option<&Value>) -> Value {
    let url = url.map(Value::to_s).unwrap_or_default();
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url[start..].find('/').map_or(url.len(), |at| start + at);
    Value::from(&url[..end])
}

/// The repository's owner and name: of the environment, of the configuration, or of the git remote.
fn repository(site: &Site, tools: &Tools<'_>) -> Option<String> {
    let given = tools.outside().variable("PAGES_REPO_NWO").map(str::to_owned);
    if let Some(name) = given.or_else(|| site.config.text("repository")).filter(|name| is_name(name)) {
        return Some(name);
    }
    let args = ["config", "--get", "remote.origin.url"];
    let output = tools.outside().run("git", &args, &site.source, &[]).ok();
    let remote = output.and_then(|output| remote_name(String::from_utf8_lossy(&output.stdout).trim()));
    // Ruby gives up here. A repository's address in the configuration tells its name just as well.
    remote.or_else(|| remote_name(&site.config.get_in("github", "repository_url")?.to_s()))
}

fn is_name(name: &str) -> bool {
    name.split_once('/').is_some_and(|(owner, name)| !owner.is_empty() && !name.is_empty() && !name.contains('/'))
}

/// The owner and name in the address of a GitHub remote.
fn remote_name(address: &str) -> Option<String> {
    let (_, path) = address.split_once("github.com")?;
    let path = path.trim_start_matches([':', '/']);
    let path = path.strip_suffix(".git").unwrap_or(path).trim_end_matches('/');
    is_name(path).then(|| path.to_owned())
}

/// The commit that is built.
fn revision(site: &Site, outside: &Outside) -> String {
    let output = outside.run("git", &["rev-parse", "HEAD"], &site.source, &[]);
    let found = output.ok().filter(|output| output.status == Some(0));
    found.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}

/// What the environment says about GitHub.
struct Surroundings {
    environment: String,
    host: String,
    pages_host: String,
    api: String,
    help: String,
    revision: String,
    revision_known: bool,
}

impl Surroundings {
    fn new(site: &Site, outside: &Outside) -> Self {
        let variable = |name: &str, default: &str| outside.variable(name).unwrap_or(default).to_owned();
        let environment = variable("PAGES_ENV", &site.environment);
        let pages_host = if environment == "development" { "localhost:4000" } else { "github.io" };
        Self {
            host: variable("PAGES_GITHUB_HOSTNAME", "github.com"),
            pages_host: variable("PAGES_PAGES_HOSTNAME", pages_host),
            api: variable("PAGES_API_URL", "https://api.github.com"),
            help: variable("PAGES_HELP_URL", "https://docs.github.com"),
            revision: variable("JEKYLL_BUILD_REVISION", ""),
            revision_known: outside.variable("JEKYLL_BUILD_REVISION").is_some(),
            environment,
        }
    }
}

/// What follows from a repository's name, and the empty places of what does not.
fn facts(owner: &str, repository: &str, world: &Surroundings) -> Hash {
    let owner_url = format!("https://github.com/{owner}");
    let url = format!("{owner_url}/{repository}");
    let lower = repository.to_lowercase();
    let is_user_page =
        [".github.io", ".github.com"].iter().any(|end| lower == format!("{}{end}", owner.to_lowercase()));
    let (site_url, base) = match world.environment.as_str() {
        "dotcom" | "test" => {
            let base = if is_user_page { String::new() } else { format!("/{repository}") };
            (format!("http://{}.{}{base}", owner.to_lowercase(), world.pages_host), base)
        }
        // Outside of GitHub's own builds the pages are taken for those of an enterprise server.
        _ => {
            let base = if is_user_page { format!("/pages/{owner}") } else { format!("/pages/{owner}/{repository}") };
            (format!("https://github.com{base}"), base)
        }
    };
    let branch = if is_user_page { "master" } else { "gh-pages" };
    let mut facts = Hash::new();
    let mut add = |key: &str, value: Value| facts.insert(key, value);
    let none = Value::Nil;
    add("api_url", world.api.as_str().into());
    add("archived", none.clone());
    add("baseurl", base.into());
    add("build_revision", world.revision.as_str().into());
    add("clone_url", format!("{url}.git").into());
    add("contributors", false.into());
    add("disabled", none.clone());
    add("environment", world.environment.as_str().into());
    add("help_url", world.help.as_str().into());
    add("hostname", world.host.as_str().into());
    add("is_project_page", (!is_user_page).into());
    add("is_user_page", is_user_page.into());
    add("issues_url", none.clone());
    add("language", none.clone());
    add("latest_release", false.into());
    add("license", none.clone());
    add("organization_members", none.clone());
    add("owner", Value::from_pairs(OWNER_KEYS.map(|key| (key, Value::Nil))));
    add("owner_display_name", none.clone());
    add("owner_gravatar_url", format!("https://github.com/{owner}.png").into());
    add("owner_name", owner.into());
    add("owner_url", owner_url.into());
    add("pages_env", world.environment.as_str().into());
    add("pages_hostname", world.pages_host.as_str().into());
    add("private", none.clone());
    add("project_tagline", none.clone());
    add("project_title", repository.into());
    add("public_repositories", Value::array([]));
    add("releases", false.into());
    add("releases_url", format!("{url}/releases").into());
    add("repository_name", repository.into());
    add("repository_nwo", format!("{owner}/{repository}").into());
    add("repository_url", url.as_str().into());
    add("show_downloads", none.clone());
    add("source", Value::from_pairs([("branch", branch), ("path", "/")]));
    add("tar_url", format!("{url}/tarball/{branch}").into());
    add("url", site_url.into());
    add("versions", Hash::new().into());
    add("wiki_url", none);
    add("zip_url", format!("{url}/zipball/{branch}").into());
    facts
}

/// What is told about the owner.
const OWNER_KEYS: [&str; 24] = [
    "avatar_url",
    "bio",
    "blog",
    "collaborators",
    "company",
    "created_at",
    "description",
    "email",
    "followers",
    "following",
    "has_organization_projects",
    "has_repository_projects",
    "hireable",
    "html_url",
    "id",
    "is_verified",
    "location",
    "login",
    "name",
    "node_id",
    "public_gists",
    "public_repos",
    "type",
    "updated_at",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remotes_have_two_forms() {
        assert_eq!(remote_name("git@github.com:a/b.git").as_deref(), Some("a/b"));
        assert_eq!(remote_name("https://github.com/a/b").as_deref(), Some("a/b"));
        assert_eq!(remote_name("https://example.com/a/b"), None);
    }

    #[test]
    fn pages_of_a_user_and_of_a_project_have_their_own_addresses() {
        let world = |environment: &str| Surroundings {
            environment: environment.to_owned(),
            host: "github.com".to_owned(),
            pages_host: "github.io".to_owned(),
            api: String::new(),
            help: String::new(),
            revision: String::new(),
            revision_known: true,
        };
        let of = |owner: &str, name: &str, environment: &str, key: &str| {
            facts(owner, name, &world(environment)).get(key).map(Value::to_s).unwrap_or_default()
        };
        assert_eq!(of("me", "proj", "dotcom", "url"), "http://me.github.io/proj");
        assert_eq!(of("me", "proj", "production", "url"), "https://github.com/pages/me/proj");
        assert_eq!(of("me", "me.github.io", "production", "url"), "https://github.com/pages/me");
        assert_eq!(of("me", "me.github.io", "production", "project_title"), "me.github.io");
        assert_eq!(address_of(Some(&Value::from("http://a.b/c"))).to_s(), "http://a.b");
    }
}
