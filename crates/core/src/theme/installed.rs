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
    let users = || bundle_config(&format!("{}/.bundle/config", gems.home.as_ref()?));
    let bundle = gems.bundle_path.clone().or_else(|| bundle_config(&here(".bundle/config"))).or_else(users);
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
        for version in below(&format!("{home}/.rubies")) {
            roots.extend(below(&format!("{version}/lib/ruby/gems")));
        }
    }
    let system = ["/var/lib/gems", "/usr/local/lib/ruby/gems", "/usr/lib/ruby/gems", "/opt/homebrew/lib/ruby/gems"];
    roots.extend(system.iter().flat_map(|base| below(base)));
    // Distributions keep compiled gems by architecture.
    for architecture in below("/usr/lib").iter().filter(|path| path.contains("-linux-")) {
        roots.extend(below(&format!("{architecture}/ruby/gems")));
    }
    for version in below("/opt/rubies") {
        roots.extend(below(&format!("{version}/lib/ruby/gems")));
    }
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

#[cfg(test)]
mod tests {
    use super::find_gem;
    use crate::BuildOptions;
    use std::fs;
    use std::path::{Path, PathBuf};

    /// A folder with a site and places for gems, removed in the end.
    struct Place(PathBuf);

    impl Place {
        fn new(name: &str) -> Self {
            let root = std::env::temp_dir().join(format!("hyde-gems-{name}-{}", std::process::id()));
            fs::create_dir_all(root.join("site")).unwrap();
            Self(root)
        }

        fn put(&self, path: &str, text: &str) {
            let path = self.0.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }

        /// Installs a version of the gem `plain` below a folder.
        fn install(&self, root: &str, version: &str) {
            self.put(
                &format!("{root}/specifications/plain-{version}.gemspec"),
                &format!("s.version = \"{version}\"\n"),
            );
            self.put(&format!("{root}/gems/plain-{version}/_layouts/default.html"), version);
        }

        fn options(&self) -> BuildOptions {
            let mut options = BuildOptions::new(self.0.join("site").to_str().unwrap());
            options.gems.home = Some(self.0.join("home").to_str().unwrap().to_owned());
            options.gems.gem_home = Some(self.0.join("gem_home").to_str().unwrap().to_owned());
            options
        }

        /// The version that is found, and the folder it is in, seen from here.
        fn found(&self) -> Option<(String, String)> {
            let gem = find_gem("plain", &self.options())?;
            let folder = Path::new(&gem.root).strip_prefix(&self.0).unwrap().to_str().unwrap().to_owned();
            Some((gem.version, folder))
        }
    }

    impl Drop for Place {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn at(version: &str, folder: &str) -> Option<(String, String)> {
        Some((version.to_owned(), folder.to_owned()))
    }

    #[test]
    fn the_highest_installed_version_wins_wherever_it_is() {
        let place = Place::new("highest");
        assert_eq!(place.found(), None);
        place.install("gem_home", "1.9.0");
        place.install("home/.rbenv/versions/3.3.0/lib/ruby/gems/3.3.0", "1.10.0");
        place.install("home/.rvm/gems/ruby-3.2.1", "1.2.0");
        let rbenv = "home/.rbenv/versions/3.3.0/lib/ruby/gems/3.3.0/gems/plain-1.10.0";
        assert_eq!(place.found(), at("1.10.0", rbenv));
        place.install("site/vendor/bundle/ruby/3.3.0", "2.0.0");
        assert_eq!(place.found(), at("2.0.0", "site/vendor/bundle/ruby/3.3.0/gems/plain-2.0.0"));
    }

    #[test]
    fn a_lock_names_the_version_or_the_folder() {
        let place = Place::new("lock");
        place.install("gem_home", "1.0.0");
        place.install("gem_home", "2.0.0");
        place.put("site/Gemfile", "gem 'plain'\n");
        place.put("site/Gemfile.lock", "GEM\n  remote: x\n  specs:\n    plain (1.0.0)\n");
        assert_eq!(place.found(), at("1.0.0", "gem_home/gems/plain-1.0.0"));
        place.put("site/Gemfile.lock", "GEM\n  remote: x\n  specs:\n    plain (3.0.0)\n");
        assert_eq!(place.found(), None, "another version than the lock's is not the theme");
        place.put("site/Gemfile.lock", "PATH\n  remote: ../own\n  specs:\n    plain (0.1)\n");
        place.put("own/plain.gemspec", "s.version = '0.1'\n");
        assert_eq!(place.found(), at("0.1", "own"));
        let checkout = "gem_home/bundler/gems/plain-0123456789ab";
        place.put(
            "site/Gemfile.lock",
            "GIT\n  remote: https://x.example/o/plain.git\n  revision: 0123456789abcdef\n  specs:\n    plain (9)\n",
        );
        place.put(&format!("{checkout}/plain.gemspec"), "s.version = '9'\n");
        assert_eq!(place.found(), at("9", checkout));
    }

    #[test]
    fn a_gemfile_names_folders() {
        let place = Place::new("gemfile");
        place.install("gem_home", "1.0.0");
        place.put("site/Gemfile", "gem 'plain', path: '../own'\n");
        place.put("own/plain.gemspec", "s.version = '5'\n");
        assert_eq!(place.found(), at("5", "own"));
        place.put("site/Gemfile", "gemspec\n");
        place.put("site/plain.gemspec", "s.version = '6'\n");
        assert_eq!(place.found(), at("6", "site"));
    }

    #[test]
    fn names_that_would_lead_elsewhere_are_no_gems() {
        let place = Place::new("names");
        for name in ["", "../plain", "a/b", ".hidden", "a\0b"] {
            assert!(find_gem(name, &place.options()).is_none(), "{name:?}");
        }
    }
}
