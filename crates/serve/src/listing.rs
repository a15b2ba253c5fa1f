//! The page that shows what is in a folder.

use crate::address::encode;
use crate::files::{Entry, Kind};
use crate::overlay::escape;

/// Writes the page; `address` is the folder's address, with its slash.
pub(crate) fn page(address: &str, entries: &[Entry]) -> String {
    let title = format!("Index of {}", escape(address));
    let mut rows = String::new();
    if address != "/" {
        rows.push_str("<tr><td><a href=\"..\">Parent Directory</a></td><td></td></tr>\n");
    }
    for entry in entries {
        let slash = if entry.kind == Kind::Folder { "/" } else { "" };
        let size = if entry.kind == Kind::Folder { "-".to_owned() } else { entry.length.to_string() };
        let name = escape(&entry.name);
        let link = escape(&encode(&entry.name));
        rows.push_str(&format!("<tr><td><a href=\"./{link}{slash}\">{name}{slash}</a></td><td>{size}</td></tr>\n"));
    }
    format!(
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>:root {{ color-scheme: light dark; font-family: system-ui, sans-serif }} td {{ padding: 0.1em 1em }} \
         td + td {{ text-align: right }}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<table>\n{rows}</table>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::page;
    use crate::files::{Entry, Kind};

    #[test]
    fn names_are_escaped() {
        let entry = |name: &str, kind| Entry { name: name.to_owned(), kind, length: 3 };
        let text = page("/a/", &[entry("<b>\".txt", Kind::File), entry("c d", Kind::Folder)]);
        assert!(text.contains("<a href=\"./%3Cb%3E%22.txt\">&lt;b&gt;&quot;.txt</a></td><td>3</td>"), "{text}");
        assert!(text.contains("<a href=\"./c%20d/\">c d/</a></td><td>-</td>"), "{text}");
        assert!(text.contains("Parent Directory"));
    }
}
