//! What a Gemfile and its lock say, read as text: no Ruby runs.

use crate::config::BuildOptions;
use crate::outside::{absolute, read_loose};

/// A gem of a Gemfile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) name: String,
    /// The folder of a `path:` option, or of a `gemspec` line, which has no name.
    pub(super) path: Option<String>,
    /// Whether it is in the group `jekyll_plugins`.
    pub(super) is_plugin: bool,
    /// What is asked of its version.
    pub(super) requirements: Vec<String>,
}

/// Which version of a gem Bundler would take.
#[cfg(feature = "fetch")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// One that meets the Gemfile's requirements, if there are any.
    Any(Vec<String>),
    /// The one the lock names.
    Version(String),
    /// The gem is a folder or repository of its own, not on the gem server.
    Elsewhere,
}

/// What the Gemfile and its lock want of a gem.
#[cfg(feature = "fetch")]
pub(super) fn wanted(name: &str, options: &BuildOptions) -> Wanted {
    let Some(path) = path(options) else { return Wanted::Any(Vec::new()) };
    let listed = read(&path).into_iter().find(|gem| gem.name == name);
    if listed.as_ref().is_some_and(|gem| gem.path.is_some()) {
        return Wanted::Elsewhere;
    }
    let lock = read_loose(&format!("{path}.lock")).unwrap_or_default();
    match locked(&String::from_utf8_lossy(&lock), name) {
        Some(Locked::Version(version)) => Wanted::Version(version),
        Some(Locked::Path(_) | Locked::Git(_)) => Wanted::Elsewhere,
        None => Wanted::Any(listed.map(|gem| gem.requirements).unwrap_or_default()),
    }
}

/// The path of the Gemfile that Bundler would use, if there is one.
pub(super) fn path(options: &BuildOptions) -> Option<String> {
    let gems = &options.gems;
    let path = match gems.bundle_gemfile.as_deref() {
        Some(path) if !path.is_empty() => absolute(path, &options.working_directory),
        _ => format!("{}/Gemfile", options.working_directory),
    };
    crate::outside::is_file(&path).then_some(path)
}

/// The names of the gems in the Gemfile's group `jekyll_plugins`: they are plugins whatever the configuration lists.
pub fn plugin_group(options: &BuildOptions) -> Vec<String> {
    if options.gems.no_bundler_require {
        return Vec::new();
    }
    let Some(path) = path(options) else { return Vec::new() };
    read(&path).into_iter().filter(|gem| gem.is_plugin).map(|gem| gem.name).collect()
}

/// Says whether the Gemfile names a gem, in whatever group.
pub fn names_gem(name: &str, options: &BuildOptions) -> bool {
    path(options).is_some_and(|path| read(&path).iter().any(|gem| gem.name == name))
}

/// Reads the `gem` lines of a Gemfile.
pub(super) fn read(path: &str) -> Vec<Listed> {
    read_loose(path).map(|bytes| parse(&String::from_utf8_lossy(&bytes))).unwrap_or_default()
}

fn parse(text: &str) -> Vec<Listed> {
    let mut gems = Vec::new();
    // For each open block, whether it is a group of plugins.
    let mut blocks: Vec<bool> = Vec::new();
    let mut statement = String::new();
    for line in text.lines() {
        let line = without_comment(line).trim();
        statement.push_str(line);
        if line.ends_with(',') {
            statement.push(' ');
            continue;
        }
        let whole = std::mem::take(&mut statement);
        let word = whole.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
        match word {
            "gem" => {
                if let Some(mut gem) = gem_of(&whole) {
                    gem.is_plugin |= blocks.contains(&true);
                    gems.push(gem);
                }
            }
            // The folder itself is a gem, by the name of its specification.
            "gemspec" => gems.push(Listed { path: Some(".".to_owned()), ..Listed::default() }),
            "end" => {
                blocks.pop();
            }
            "group" => blocks.push(whole.contains("jekyll_plugins")),
            "if" | "unless" | "case" | "begin" | "def" | "while" | "until" => blocks.push(false),
            _ if whole.ends_with(" do") || whole.contains(" do |") => blocks.push(false),
            _ => {}
        }
    }
    gems
}

fn without_comment(line: &str) -> &str {
    let mut quote = None;
    for (at, c) in line.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == '#' => return &line[..at],
            _ => {}
        }
    }
    line
}

fn gem_of(statement: &str) -> Option<Listed> {
    let rest = statement.strip_prefix("gem")?.trim_start_matches([' ', '(', '\t']);
    let name = quoted(rest)?.to_owned();
    let option = |key: &str| {
        [format!("{key}:"), format!(":{key} =>"), format!(":{key}=>")]
            .iter()
            .find_map(|spelling| rest.find(spelling.as_str()).map(|at| &rest[at + spelling.len()..]))
    };
    let groups = option("group").or_else(|| option("groups")).unwrap_or("");
    Some(Listed {
        name,
        path: option("path").and_then(quoted).map(str::to_owned),
        is_plugin: groups.contains("jekyll_plugins"),
        requirements: requirements(rest),
    })
}

/// The requirements after a gem's name: quoted texts up to the first option.
fn requirements(rest: &str) -> Vec<String> {
    let mut parts = rest.split(',').skip(1).map(|part| part.trim().trim_matches(['[', ']', '(', ')', ' ']));
    let mut found = Vec::new();
    while let Some(part) = parts.next().filter(|part| part.starts_with(['"', '\''])) {
        // `"key" => value` is an option in other words.
        if part.contains("=>") {
            break;
        }
        found.extend(quoted(part).map(str::to_owned));
    }
    found
}

/// The first quoted text.
fn quoted(text: &str) -> Option<&str> {
    let start = text.find(['"', '\''])?;
    let quote = text[start..].chars().next()?;
    let inner = &text[start + 1..];
    inner.find(quote).map(|end| &inner[..end])
}

/// What a lock says of one gem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Locked {
    /// A version from the gem server.
    Version(String),
    /// A folder, relative to the lock.
    Path(String),
    /// A repository, with the name of its folder among Bundler's checkouts.
    Git(String),
}

/// Finds a gem in a `Gemfile.lock`.
pub(super) fn locked(text: &str, name: &str) -> Option<Locked> {
    let (mut section, mut remote, mut revision) = ("", "", "");
    for line in text.lines() {
        if !line.starts_with(' ') {
            (section, remote, revision) = (line.trim(), "", "");
        } else if let Some(value) = line.strip_prefix("  remote: ") {
            remote = value.trim();
        } else if let Some(value) = line.strip_prefix("  revision: ") {
            revision = value.trim();
        } else if let Some(entry) = line.strip_prefix("    ").filter(|entry| !entry.starts_with(' ')) {
            let Some((gem, version)) = entry.split_once(" (") else { continue };
            if gem != name {
                continue;
            }
            return Some(match section {
                "PATH" => Locked::Path(remote.to_owned()),
                "GIT" => {
                    let repository = remote.trim_end_matches('/').trim_end_matches(".git");
                    let repository = repository.rsplit(['/', ':']).next().unwrap_or(repository);
                    Locked::Git(format!("{repository}-{}", revision.get(..12).unwrap_or(revision)))
                }
                _ => Locked::Version(version.trim_end_matches(')').to_owned()),
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Locked, locked, parse};

    #[test]
    fn groups_and_options_are_read() {
        let text = "gem 'a' # gem 'z'\ngroup :jekyll_plugins do\n  gem \"b\", '~> 1'\n  gem 'c'\nend\ngem 'd',\n  group: [:jekyll_plugins],\n  path: '../d'\n";
        let gems = parse(text);
        let plugins: Vec<&str> = gems.iter().filter(|gem| gem.is_plugin).map(|gem| gem.name.as_str()).collect();
        assert_eq!(plugins, ["b", "c", "d"]);
        assert_eq!(gems[3].path.as_deref(), Some("../d"));
        assert_eq!(gems[1].requirements, ["~> 1"]);
        assert!(gems[0].requirements.is_empty() && gems[3].requirements.is_empty());
    }

    #[test]
    fn several_requirements_come_before_options() {
        let gems = parse("gem \"a\", \">= 1\", '< 3', require: false\n");
        assert_eq!(gems[0].requirements, [">= 1", "< 3"]);
    }

    #[test]
    fn a_gemspec_line_stands_for_its_folder() {
        let gems = parse("source 'x'\n\ngemspec\n");
        assert_eq!((gems[0].name.as_str(), gems[0].path.as_deref()), ("", Some(".")));
    }

    #[test]
    fn locks_say_where_gems_come_from() {
        let text = "PATH\n  remote: .\n  specs:\n    mine (0.1)\n      jekyll (>= 3)\n\nGEM\n  remote: x\n  specs:\n    minima (2.5.1)\n";
        assert_eq!(locked(text, "mine"), Some(Locked::Path(".".to_owned())));
        assert_eq!(locked(text, "minima"), Some(Locked::Version("2.5.1".to_owned())));
        assert_eq!(locked(text, "jekyll"), None);
    }
}
