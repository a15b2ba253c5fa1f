//! Ruby's file name functions, and the file that a URL is written to.

use crate::outside::clean_path;

/// The extension with its dot, as Ruby's `File.extname` gives it: a leading dot makes none.
///
/// ```
/// use hyde_core::url::extname;
/// assert_eq!(extname("a/b.tar.gz"), ".gz");
/// assert_eq!(extname(".htaccess"), "");
/// assert_eq!(extname("foo."), ".");
/// ```
pub fn extname(path: &str) -> &str {
    let name = basename(path);
    let bare = name.trim_start_matches('.');
    match bare.rfind('.') {
        Some(at) if at > 0 => &bare[at..],
        _ => "",
    }
}

/// The last part of a path.
pub fn basename(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(path)
}

/// Everything before the last part of a path: `.` when there is no slash, `/` for the root.
///
/// ```
/// use hyde_core::url::dirname;
/// assert_eq!(dirname("/a/b/"), "/a");
/// assert_eq!(dirname("a"), ".");
/// assert_eq!(dirname("/a"), "/");
/// ```
pub fn dirname(path: &str) -> &str {
    let trimmed = path.trim_end_matches('/');
    if trimmed.is_empty() {
        return if path.is_empty() { "." } else { "/" };
    }
    match trimmed.rfind('/') {
        None => ".",
        Some(at) => {
            let dir = trimmed[..at].trim_end_matches('/');
            if dir.is_empty() { "/" } else { dir }
        }
    }
}

/// Joins an untrusted path to a directory so that the result lies within it.
///
/// ```
/// assert_eq!(hyde_core::url::in_directory("/out", "/../../etc/passwd"), "/out/etc/passwd");
/// ```
pub fn in_directory(directory: &str, path: &str) -> String {
    let clean = clean_path(path);
    if clean == "/" { directory.to_owned() } else { format!("{directory}{clean}") }
}

/// The absolute path of the file that a page with this URL and output extension is written to.
///
/// ```
/// use hyde_core::url::destination;
/// assert_eq!(destination("/out", "/a/", ".html"), "/out/a/index.html");
/// assert_eq!(destination("/out", "/a/", ".txt"), "/out/a/index.txt");
/// assert_eq!(destination("/out", "/about", ".html"), "/out/about.html");
/// assert_eq!(destination("/out", "/a%20b.html", ".html"), "/out/a b.html");
/// ```
pub fn destination(directory: &str, url: &str, output_ext: &str) -> String {
    let url = super::unescape(url);
    let mut path = in_directory(directory, &url);
    if url.ends_with('/') {
        path.push_str("/index");
        path.push_str(output_ext);
    } else if !path.ends_with(output_ext) {
        path.push_str(output_ext);
    }
    path
}

/// The absolute path of the file that a document with this URL and output extension is written to: like
/// [`destination`], but a URL that ends in a slash always means an `index.html`.
///
/// ```
/// use hyde_core::url::document_destination;
/// assert_eq!(document_destination("/out", "/a/", ".txt"), "/out/a/index.html");
/// assert_eq!(document_destination("/out", "/a", ".txt"), "/out/a.txt");
/// ```
pub fn document_destination(directory: &str, url: &str, output_ext: &str) -> String {
    let ext = if url.ends_with('/') { ".html" } else { output_ext };
    destination(directory, url, ext)
}
