//! Which file answers a path: index pages of folders, and pages without their extension, in WEBrick's order.

use crate::address::{Address, encode};
use crate::files::{Files, Kind};

/// What a folder shows, the first that is there.
const INDEX_PAGES: [&str; 8] =
    ["index.htm", "index.html", "index.rhtml", "index.xht", "index.xhtml", "index.cgi", "index.xml", "index.json"];

/// What may be left out of an address.
const PAGE_EXTENSIONS: [&str; 2] = [".html", ".xhtml"];

/// What answers.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A file, by its path.
    File(String),
    /// The names in a folder, by its path.
    Listing(String),
    /// The same address with a slash.
    MovedTo(String),
    /// Nothing.
    Nothing,
}

/// Finds what answers an address below `baseurl` (`/blog`, or nothing).
pub(crate) fn find(files: &dyn Files, address: &Address, baseurl: &str, listings: bool) -> Found {
    let base: Vec<&str> = baseurl.split('/').filter(|name| !name.is_empty()).collect();
    let Some(names) = below(&address.names, &base) else { return Found::Nothing };
    if names.is_empty() && !base.is_empty() && !address.ends_with_slash {
        return Found::Nothing;
    }
    let path = names.join("/");
    match files.kind(&path) {
        Some(Kind::File) => Found::File(path),
        Some(Kind::Folder) if !address.ends_with_slash && !names.is_empty() => {
            Found::MovedTo(encode(&format!("{baseurl}/{path}/")))
        }
        Some(Kind::Folder) if listings => Found::Listing(path),
        Some(Kind::Folder) => {
            let inside = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") };
            first_file(files, INDEX_PAGES.into_iter().map(inside))
        }
        None if names.is_empty() => Found::Nothing,
        None => first_file(files, PAGE_EXTENSIONS.into_iter().map(|extension| format!("{path}{extension}"))),
    }
}

fn below<'a>(names: &'a [String], base: &[&str]) -> Option<&'a [String]> {
    let (start, rest) = names.split_at_checked(base.len())?;
    (start == base).then_some(rest)
}

fn first_file(files: &dyn Files, mut paths: impl Iterator<Item = String>) -> Found {
    paths.find(|path| files.kind(path) == Some(Kind::File)).map_or(Found::Nothing, Found::File)
}

#[cfg(test)]
mod tests {
    use super::{Found, find};
    use crate::address::read;
    use crate::files::Memory;

    fn found(path: &str, baseurl: &str, listings: bool) -> Found {
        let files = Memory::from_iter([
            ("index.html", ""),
            ("about.html", ""),
            ("docs.html", ""),
            ("docs/index.html", ""),
            ("feed/index.xml", ""),
            ("empty/z.txt", ""),
        ]);
        find(&files, &read(path).unwrap(), baseurl, listings)
    }

    fn file(path: &str) -> Found {
        Found::File(path.to_owned())
    }

    #[test]
    fn pages_folders_and_what_may_be_left_out() {
        assert_eq!(found("/", "", false), file("index.html"));
        assert_eq!(found("/about", "", false), file("about.html"));
        assert_eq!(found("/about.html/", "", false), file("about.html"));
        assert_eq!(found("/docs/", "", false), file("docs/index.html"));
        assert_eq!(found("/docs", "", false), Found::MovedTo("/docs/".to_owned()));
        assert_eq!(found("/feed/", "", false), file("feed/index.xml"));
        assert_eq!(found("/empty/", "", false), Found::Nothing);
        assert_eq!(found("/nowhere", "", false), Found::Nothing);
        assert_eq!(found("/empty/", "", true), Found::Listing("empty".to_owned()));
        assert_eq!(found("/", "", true), Found::Listing(String::new()));
    }

    #[test]
    fn below_a_base_address() {
        assert_eq!(found("/blog/", "/blog", false), file("index.html"));
        assert_eq!(found("/blog/docs", "/blog", false), Found::MovedTo("/blog/docs/".to_owned()));
        for path in ["/", "/blog", "/blogs/", "/about"] {
            assert_eq!(found(path, "/blog", false), Found::Nothing, "{path}");
        }
    }
}
