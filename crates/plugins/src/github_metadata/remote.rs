//! What GitHub itself tells about a repository, asked only when the environment holds a token for it.

use super::Surroundings;
use crate::al_folio_gems::ruby_json;
use hyde_core::Site;
use hyde_core::plugin::{NetworkError, Outside};
use hyde_diagnostic::Diagnostic;
use hyde_liquid::{Hash, Value};

/// Fills in what GitHub tells. What it does not answer stays as it is, and is told once.
pub(super) fn ask(
    site: &Site,
    outside: &Outside,
    world: &Surroundings,
    owner: &str,
    repository: &str,
    facts: &mut Hash,
) {
    let token = outside.variable("JEKYLL_GITHUB_TOKEN").or_else(|| outside.variable("OCTOKIT_ACCESS_TOKEN"));
    let Some(token) = token.filter(|_| outside.variable("PAGES_DISABLE_NETWORK").is_none()) else { return };
    let bearer = format!("token {token}");
    let headers =
        [("Authorization", bearer.as_str()), ("Accept", "application/vnd.github+json"), ("User-Agent", "hyde")];
    let get = |path: &str| -> Result<Value, NetworkError> {
        let body = outside.get(&format!("{}/{path}", world.api), &headers)?;
        let text = String::from_utf8_lossy(&body);
        ruby_json::parse(&text).ok_or_else(|| NetworkError::Failed(format!("{path} is no JSON")))
    };
    let name = format!("repos/{owner}/{repository}");
    match get(&name) {
        Ok(answer) => about_repository(&answer, facts),
        Err(error) => {
            site.report.tell(unreachable(&error));
            return;
        }
    }
    let lists = [
        ("contributors", format!("{name}/contributors?per_page=100")),
        ("releases", format!("{name}/releases?per_page=100")),
        ("latest_release", format!("{name}/releases/latest")),
        ("public_repositories", format!("users/{owner}/repos?type=public&per_page=100")),
        ("owner", format!("users/{owner}")),
    ];
    for (key, path) in lists {
        if let Ok(answer) = get(&path) {
            facts.insert(key, answer);
        }
    }
    let display = facts.get("owner").map(|owner| owner.get("name")).unwrap_or_default();
    facts.insert("owner_display_name", display);
}

fn unreachable(error: &NetworkError) -> Diagnostic {
    Diagnostic::warning(
        "GitHub Metadata:",
        format!("GitHub does not answer ({error}). GitHub metadata may be missing."),
    )
}

fn about_repository(answer: &Value, facts: &mut Hash) {
    for (key, from) in [
        ("project_tagline", "description"),
        ("language", "language"),
        ("private", "private"),
        ("archived", "archived"),
        ("disabled", "disabled"),
        ("show_downloads", "has_downloads"),
        ("license", "license"),
    ] {
        facts.insert(key, answer.get(from));
    }
    let url = facts.get("repository_url").map(Value::to_s).unwrap_or_default();
    for (key, from, end) in [("issues_url", "has_issues", "issues"), ("wiki_url", "has_wiki", "wiki")] {
        if answer.get(from).truthy() {
            facts.insert(key, format!("{url}/{end}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_tells_its_description_and_features() {
        let answer =
            ruby_json::parse(r#"{"description":"D","private":false,"has_issues":true,"has_wiki":false}"#).unwrap();
        let mut facts = Hash::new();
        facts.insert("repository_url", "https://github.com/a/b");
        about_repository(&answer, &mut facts);
        assert_eq!(facts.get("project_tagline").unwrap().to_s(), "D");
        assert_eq!(facts.get("issues_url").unwrap().to_s(), "https://github.com/a/b/issues");
        assert!(facts.get("wiki_url").is_none());
    }
}
