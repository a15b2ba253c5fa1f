//! A gem's specification, read as text.

use super::Gem;

/// Takes version, authors, summary and run-time dependencies from a specification's text.
pub(super) fn read_specification(text: &str) -> Gem {
    let mut gem = Gem::default();
    for line in text.lines().map(str::trim) {
        if let Some(dependency) = dependency(line) {
            if !gem.dependencies.contains(&dependency) {
                gem.dependencies.push(dependency);
            }
        } else if let Some(value) = assigned(line, "version") {
            gem.version = strings(value).into_iter().next().unwrap_or_default();
        } else if let Some(value) = assigned(line, "authors").or_else(|| assigned(line, "author")) {
            gem.authors = strings(value).join(", ");
        } else if let Some(value) = assigned(line, "description") {
            gem.description = strings(value).into_iter().next().unwrap_or_default();
        } else if let Some(value) = assigned(line, "summary")
            && gem.description.is_empty()
        {
            gem.description = strings(value).into_iter().next().unwrap_or_default();
        }
    }
    gem
}

/// Takes the same from the YAML that a gem's archive holds.
#[cfg(feature = "fetch")]
pub(super) fn read_yaml_specification(text: &str) -> Gem {
    use crate::front_matter::to_value;
    use hyde_liquid::Value;
    let Ok(node) = hyde_yaml::parse(text) else { return Gem::default() };
    let Value::Hash(fields) = to_value(&node) else { return Gem::default() };
    let text = |value: Option<&Value>| match value {
        Some(Value::Str(text)) => text.to_string(),
        _ => String::new(),
    };
    let list = |key: &str| fields.get(key).and_then(Value::as_array).map(|list| list.to_vec()).unwrap_or_default();
    let version = fields.get("version").and_then(Value::as_hash).and_then(|version| version.get("version"));
    let description = match fields.get("description").filter(|value| value.truthy()) {
        Some(description) => description.to_s(),
        None => text(fields.get("summary")),
    };
    let is_runtime = |dependency: &&Value| {
        let kind = dependency.as_hash().and_then(|dependency| dependency.get("type"));
        kind.is_none_or(|kind| kind.to_s().trim_start_matches(':') == "runtime")
    };
    let name = |dependency: &Value| dependency.as_hash().map(|dependency| text(dependency.get("name")));
    Gem {
        version: version.map(Value::to_s).unwrap_or_default(),
        authors: list("authors").iter().map(Value::to_s).collect::<Vec<_>>().join(", "),
        description,
        dependencies: list("dependencies").iter().filter(is_runtime).filter_map(name).collect(),
        ..Gem::default()
    }
}

/// The right side of `s.key = …`.
fn assigned<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let (left, right) = line.split_once('=')?;
    let name = left.trim_end().rsplit('.').next()?;
    (name == key && !right.starts_with('=')).then_some(right)
}

fn dependency(line: &str) -> Option<String> {
    let at = line.find(".add_runtime_dependency").or_else(|| line.find(".add_dependency"))?;
    strings(&line[at..]).into_iter().next()
}

/// The string literals of a piece of Ruby: quoted, or `%q<…>`.
fn strings(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\'', '%']) {
        let (close, start) = match rest.as_bytes()[at] {
            b'%' if rest[at..].starts_with("%q<") => ('>', at + 3),
            b'%' => {
                rest = &rest[at + 1..];
                continue;
            }
            quote => (char::from(quote), at + 1),
        };
        let Some(end) = rest[start..].find(close) else { break };
        found.push(rest[start..start + end].to_owned());
        rest = &rest[start + end + close.len_utf8()..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::read_specification;

    #[test]
    fn an_installed_specification() {
        let gem = read_specification(
            "s.name = \"minima\".freeze\ns.version = \"2.5.1\"\ns.authors = [\"Joel Glovier\".freeze]\n s.add_runtime_dependency(%q<jekyll-feed>.freeze, [\"~> 0.9\"])\n s.add_development_dependency(%q<bundler>.freeze)\n",
        );
        assert_eq!((gem.version.as_str(), gem.authors.as_str()), ("2.5.1", "Joel Glovier"));
        assert_eq!(gem.dependencies, ["jekyll-feed"]);
    }
    #[cfg(feature = "fetch")]
    #[test]
    fn the_specification_of_an_archive() {
        let gem = super::read_yaml_specification(
            "--- !ruby/object:Gem::Specification\nname: minima\nversion: !ruby/object:Gem::Version\n  version: 2.5.2\nauthors:\n- A\n- B\ndependencies:\n- !ruby/object:Gem::Dependency\n  name: jekyll-feed\n  requirement: !ruby/object:Gem::Requirement\n    requirements:\n    - - \"~>\"\n      - !ruby/object:Gem::Version\n        version: '0.9'\n  type: :runtime\n- !ruby/object:Gem::Dependency\n  name: bundler\n  type: :development\ndescription:\nsummary: A theme\n",
        );
        assert_eq!(
            (gem.version.as_str(), gem.authors.as_str(), gem.description.as_str()),
            ("2.5.2", "A, B", "A theme")
        );
        assert_eq!(gem.dependencies, ["jekyll-feed"]);
    }
}
