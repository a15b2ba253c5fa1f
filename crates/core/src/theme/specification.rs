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
}
