//! What is put into a page on its way to the browser: the script of live reload, and the error of a broken build.

/// Puts the script where Jekyll puts it, right after `<head>`, and the overlay at the end of the body. A text that is
/// no page of its own (a fragment that a script loads) stays as it is.
pub(crate) fn inject(page: &[u8], script: Option<&str>, overlay: Option<&str>) -> Option<Vec<u8>> {
    let head = tag_end(page, b"<head");
    let anywhere = head.or_else(|| tag_end(page, b"<html")).or_else(|| tag_end(page, b"<body"))?;
    let end = last(page, b"</body").unwrap_or(page.len()).max(anywhere);
    let (script, overlay) = (script.unwrap_or_default(), overlay.unwrap_or_default());
    let mut out = Vec::with_capacity(page.len() + script.len() + overlay.len());
    out.extend_from_slice(&page[..anywhere]);
    out.extend_from_slice(script.as_bytes());
    out.extend_from_slice(&page[anywhere..end]);
    out.extend_from_slice(overlay.as_bytes());
    out.extend_from_slice(&page[end..]);
    Some(out)
}

/// Where the first tag of this name ends.
fn tag_end(page: &[u8], tag: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + find(&page[from..], tag)?;
        let after = at + tag.len();
        if page.get(after).is_some_and(|byte| *byte == b'>' || byte.is_ascii_whitespace()) {
            return page[after..].iter().position(|byte| *byte == b'>').map(|end| after + end + 1);
        }
        from = after;
    }
}

fn find(page: &[u8], tag: &[u8]) -> Option<usize> {
    page.windows(tag.len()).position(|window| window.eq_ignore_ascii_case(tag))
}

fn last(page: &[u8], tag: &[u8]) -> Option<usize> {
    page.windows(tag.len()).rposition(|window| window.eq_ignore_ascii_case(tag))
}

#[cfg(test)]
mod tests {
    use super::inject;

    fn injected(page: &str) -> Option<String> {
        inject(page.as_bytes(), Some("S"), Some("O")).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn after_head_and_before_the_end_of_the_body() {
        assert_eq!(injected("<HEAD lang=a><x></head><body></body>").unwrap(), "<HEAD lang=a>S<x></head><body>O</body>");
        assert_eq!(injected("<html><header></header></html>").unwrap(), "<html>S<header></header></html>O");
        assert_eq!(injected("<body class='a'>text").unwrap(), "<body class='a'>StextO");
        assert_eq!(injected("<p>a fragment</p>"), None);
        assert_eq!(injected("<head"), None);
    }
}
