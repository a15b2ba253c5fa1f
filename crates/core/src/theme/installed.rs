//! Where gems are installed, without asking Ruby.

use super::Gem;
use super::gem_version::compare;
use super::gemfile::{self, Locked, locked};
use super::specification::read_specification;
use crate::config::BuildOptions;
use crate::outside::{absolute, directory_names, is_file, read_loose};

/// Finds a gem: first as the Gemfile and its lock say, then the highest version of what is installed.
pub fn find_gem(name: &str, options: &BuildOptions) -> Option<Gem> {
    // The name comes from a site and becomes part of paths.
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\', '\0']) {
        return None;
    }
    let roots = roots(options);
    let mut wanted = None;
    if let Some(gemfile) = gemfile::path(options) {
        let folder = crate::url::dirname(&gemfile).to_owned();
        for gem in gemfile::read(&gemfile) {
            let Some(path) = gem.path else { continue };
            let found = if gem.name == name {
                return in_folder(name, &absolute(&path, &folder));
            } else if gem.name.is_empty() {
                in_folder(name, &absolute(&path, &folder))
            } else {
                None
            };
            if found.is_some() {
                return found;
            }
        }
        let lock = read_loose(&format!("{gemfile}.lock")).unwrap_or_default();
        match locked(&String::from_utf8_lossy(&lock), name) {
            Some(Locked::Path(path)) => return in_folder(name, &absolute(&path, &folder)),
            Some(Locked::Git(checkout)) => {
                return roots.iter().find_map(|root| in_folder(name, &format!("{root}/bundler/gems/{checkout}")));
            }
            Some(Locked::Version(version)) => wanted = Some(version),
            None => {}
        }
    }
    let found =
        roots.iter().flat_map(|root| specifications(root, name).into_iter().map(move |version| (root, version)));
    let (root, version) = match wanted {
        Some(wanted) => found.into_iter().find(|(_, version)| *version == wanted)?,
        None => found.reduce(|best, next| if compare(&next.1, &best.1).is_gt() { next } else { best })?,
    };
    let text = read_loose(&format!("{root}/specifications/{name}-{version}.gemspec")).unwrap_or_default();
    let gem = read_specification(&String::from_utf8_lossy(&text));
    let folder = format!("{root}/gems/{name}-{version}");
    Some(Gem { name: name.to_owned(), version, root: folder, ..gem })
}

/// A gem whose source lies in a folder, with its specification.
fn in_folder(name: &str, folder: &str) -> Option<Gem> {
    let specification = format!("{folder}/{name}.gemspec");
    if !is_file(&specification) {
        return None;
    }
    let text = read_loose(&specification).unwrap_or_default();
    let gem = read_specification(&String::from_utf8_lossy(&text));
    Some(Gem { name: name.to_owned(), root: folder.to_owned(), ..gem })
}

/// The versions of a gem that are installed below a root.
fn specifications(root: &str, name: &str) -> Vec<String> {
    directory_names(&format!("{root}/specifications"))
        .into_iter()
        .filter_map(|file| {
            let version = file.strip_prefix(name)?.strip_prefix('-')?.strip_suffix(".gemspec")?;
            version.starts_with(|c: char| c.is_ascii_digit()).then(|| version.to_owned())
        })
        .collect()
}

/// Every folder that gems may be installed in.
fn roots(options: &BuildOptions) -> Vec<String> {
    let gems = &options.gems;
    let mut roots = Vec::new();
    let here = |path: &str| absolute(path, &options.working_directory);
    let bundle = gems.bundle_path.clone().or_else(|| bundle_config(&here(".bundle/config")));
    for bundle in bundle.iter().map(|path| here(path)).chain([here("vendor/bundle")]) {
        roots.extend(below(&format!("{bundle}/ruby")));
        roots.push(bundle);
    }
    roots.extend(gems.gem_home.iter().cloned());
    roots.extend(gems.gem_path.iter().flat_map(|path| path.split(':')).map(str::to_owned));
    if let Some(home) = &gems.home {
        for base in [".local/share/gem/ruby", ".gem/ruby"] {
            roots.extend(below(&format!("{home}/{base}")));
        }
        for (base, inner) in [(".rbenv/versions", "lib/ruby/gems"), (".asdf/installs/ruby", "lib/ruby/gems")] {
            for version in below(&format!("{home}/{base}")) {
                roots.extend(below(&format!("{version}/{inner}")));
            }
        }
        roots.extend(below(&format!("{home}/.rvm/gems")));
    }
    let system = ["/var/lib/gems", "/usr/local/lib/ruby/gems", "/usr/lib/ruby/gems", "/opt/homebrew/lib/ruby/gems"];
    roots.extend(system.iter().flat_map(|base| below(base)));
    roots.push("/usr/local/bundle".to_owned());
    roots.extend(below("/usr/share/rubygems-integration"));
    for version in below("/opt/hostedtoolcache/Ruby") {
        roots.extend(below(&format!("{version}/x64/lib/ruby/gems")));
    }
    roots
}

fn below(base: &str) -> Vec<String> {
    directory_names(base).into_iter().map(|name| format!("{base}/{name}")).collect()
}

/// `BUNDLE_PATH` of Bundler's settings file.
fn bundle_config(path: &str) -> Option<String> {
    let bytes = read_loose(path).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let value = text.lines().find_map(|line| line.strip_prefix("BUNDLE_PATH:"))?;
    Some(value.trim().trim_matches(['"', '\'']).to_owned())
}
