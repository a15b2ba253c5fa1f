//! GitHub's autolinks: bare addresses in text become links.

use super::escape;

/// Writes text with its bare addresses as links; `glued` says that the text follows something on its line.
pub(super) fn text(out: &mut String, text: &str, glued: bool) {
    let mut written = 0;
    let mut at = 0;
    let bytes = text.as_bytes();
    while let Some(found) =
        bytes[at..].iter().position(|b| matches!(b, b'w' | b'W' | b':' | b'@')).map(|next| at + next)
    {
        let link = match bytes[found] {
            b':' => url(text, found, written),
            b'@' => email(text, found, written),
            _ => www(text, found).filter(|_| found > 0 || !glued),
        };
        match link {
            Some((start, end, prefix)) => {
                escape::html(out, &text[written..start]);
                out.push_str("<a href=\"");
                out.push_str(prefix);
                escape::href(out, &text[start..end]);
                out.push_str("\">");
                escape::html(out, &text[start..end]);
                out.push_str("</a>");
                written = end;
                at = end;
            }
            None => at = found + 1,
        }
    }
    escape::html(out, &text[written..]);
}

/// A link: where it begins and ends, and what goes in front of it in `href`.
type Link = (usize, usize, &'static str);

fn www(text: &str, at: usize) -> Option<Link> {
    let before = text[..at].chars().next_back();
    if !text[at..].starts_with("www.") || !before.is_none_or(|c| c.is_whitespace() || "*_~(".contains(c)) {
        return None;
    }
    let length = domain(&text[at..], false)?;
    Some((at, link_end(text, at, at + length), "http://"))
}

fn url(text: &str, colon: usize, from: usize) -> Option<Link> {
    let rest = text[colon..].strip_prefix("://")?;
    let scheme = ["https", "http", "ftp"].into_iter().find(|scheme| {
        let before = &text.as_bytes()[from..colon];
        before.len() >= scheme.len() && before[before.len() - scheme.len()..].eq_ignore_ascii_case(scheme.as_bytes())
    })?;
    let start = colon - scheme.len();
    if text[from..start].chars().next_back().is_some_and(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    let length = domain(rest, true)?;
    Some((start, link_end(text, start, colon + 3 + length), ""))
}

fn email(text: &str, at: usize, from: usize) -> Option<Link> {
    let bytes = text.as_bytes();
    let local = bytes[from..at].iter().rev().take_while(|b| b.is_ascii_alphanumeric() || b".+-_".contains(b)).count();
    if local == 0 {
        return None;
    }
    let after = &bytes[at + 1..];
    let mut length = after.iter().take_while(|b| b.is_ascii_alphanumeric() || b".-_".contains(b)).count();
    while length > 0 && after[length - 1] == b'.' {
        length -= 1;
    }
    let host = &after[..length];
    let good = host.contains(&b'.') && host.last().is_some_and(|b| b.is_ascii_alphanumeric());
    good.then_some((at - local, at + 1 + length, "mailto:"))
}

/// The length of a domain: no underscore in its last two parts, and a dot unless `short` ones count.
fn domain(text: &str, short: bool) -> Option<usize> {
    let length: usize =
        text.chars().take_while(|c| c.is_alphanumeric() || "-_.".contains(*c)).map(char::len_utf8).sum();
    let parts: Vec<&str> = text[..length].split('.').collect();
    let last = &parts[parts.len().saturating_sub(2)..];
    (length > 0 && !last.iter().any(|part| part.contains('_')) && (short || parts.len() > 1)).then_some(length)
}

/// The end of a link whose domain ends at `from`: blanks and `<` end it, trailing punctuation does not belong to it.
fn link_end(text: &str, start: usize, from: usize) -> usize {
    let mut end = text[from..].find(|c: char| c.is_ascii_whitespace() || c == '<').map_or(text.len(), |at| from + at);
    let mut balance: i64 = text[start..end].bytes().map(|b| i64::from(b == b')') - i64::from(b == b'(')).sum();
    while end > start {
        match text.as_bytes()[end - 1] {
            b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b'"' => end -= 1,
            b')' if balance > 0 => {
                balance -= 1;
                end -= 1;
            }
            b';' => {
                let name = text[start..end - 1].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
                let amp = (end - 1).checked_sub(name + 1).filter(|at| *at > start && text.as_bytes()[*at] == b'&');
                end = amp.filter(|_| name > 0).unwrap_or(end - 1);
            }
            _ => break,
        }
    }
    end
}
