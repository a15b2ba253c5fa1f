//! Where links stand in Markdown and HTML.

/// Puts new addresses into the inline links and link definitions of a Markdown text, code included; `None` when nothing
/// changes.
pub(super) fn markdown<'a>(text: &str, find: impl Fn(&str) -> Option<&'a str>) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    for line in text.split_inclusive('\n') {
        match definition(line).and_then(|(start, end)| find(&line[start..end]).map(|new| (start, end, new))) {
            Some((start, end, new)) => {
                changed = true;
                out.push_str(&line[..start]);
                out.push_str(new);
                out.push_str(&line[end..]);
            }
            None => changed |= inline(line, &find, &mut out),
        }
    }
    changed.then_some(out)
}

/// Copies a line with new addresses in its inline links; says whether there were any.
fn inline<'a>(line: &str, find: &impl Fn(&str) -> Option<&'a str>, out: &mut String) -> bool {
    let mut changed = false;
    let mut copied = 0;
    let mut from = 0;
    let first_bracket = line.find('[').unwrap_or(line.len());
    while let Some(at) = line[from..].find("](") {
        let start = from + at + 2;
        from = start;
        if first_bracket >= start - 2 {
            continue;
        }
        let Some(end) = address_end(line, start) else { continue };
        if let Some(new) = find(&line[start..end]) {
            out.push_str(&line[copied..start]);
            out.push_str(new);
            copied = end;
            changed = true;
        }
    }
    out.push_str(&line[copied..]);
    changed
}

/// Where an inline link's path ends: before its fragment, title or closing parenthesis. `None` when it is no link.
fn address_end(line: &str, start: usize) -> Option<usize> {
    let rest = &line[start..];
    let end = rest.find(|c: char| c == ')' || c == '#' || c.is_whitespace())?;
    let mut after = &rest[end..];
    if let Some(fragment) = after.strip_prefix('#') {
        after = &fragment[fragment.find(|c: char| c == ')' || c.is_whitespace())?..];
    }
    if let Some(title) = after.strip_prefix(|c: char| c.is_whitespace()) {
        let title = title.trim_start();
        let quote = title.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        after = title[1..].split_once(quote)?.1.trim_start();
    }
    after.starts_with(')').then_some(start + end)
}

/// The path in a link definition (`[name]: path#fragment "title"`).
fn definition(line: &str) -> Option<(usize, usize)> {
    let trimmed = line.trim_start();
    let name = trimmed.strip_prefix('[')?;
    let close = name.find("]:")?;
    let after = &name[close + 2..];
    let address = after.trim_start();
    let start = line.len() - address.len();
    let end = address.find(|c: char| c == '#' || c.is_whitespace()).unwrap_or(address.len());
    (end > 0 && after.len() > address.len()).then_some((start, start + end))
}

/// Puts new addresses into the `href` attributes of HTML; `None` when nothing changes.
pub(super) fn html<'a>(text: &str, find: impl Fn(&str) -> Option<&'a str>) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    let mut from = 0;
    while let Some(at) = text[from..].find("href=") {
        let start = from + at + "href=".len();
        from = start;
        let Some(quote) = text[start..].chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
        let start = start + 1;
        let Some(length) = text[start..].find([quote, '#']) else { continue };
        if let Some(new) = find(&text[start..start + length]) {
            out.push_str(&text[copied..start]);
            out.push_str(new);
            copied = start + length;
        }
    }
    out.push_str(&text[copied..]);
    (copied > 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(link: &str) -> Option<&'static str> {
        (link == "b.md").then_some("/b.html")
    }

    #[test]
    fn links_keep_fragments_and_titles() {
        assert_eq!(markdown("[x](b.md#f \"t\")", find).as_deref(), Some("[x](/b.html#f \"t\")"));
        assert_eq!(
            markdown("[x](b.md \"t\") [y](c.md)\n[1]: b.md\n", find).as_deref(),
            Some("[x](/b.html \"t\") [y](c.md)\n[1]: /b.html\n")
        );
        assert_eq!(markdown("](b.md) and (b.md)", find), None);
    }

    #[test]
    fn html_attributes_are_rewritten() {
        assert_eq!(html("<a href=\"b.md#x\">", find).as_deref(), Some("<a href=\"/b.html#x\">"));
        assert_eq!(html("<a href=b.md>", find), None);
    }
}
