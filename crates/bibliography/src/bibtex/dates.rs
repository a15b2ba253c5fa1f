//! Months as bibtex-ruby reads them.

/// The month names BibTeX knows, in order.
pub(super) const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Finds the month a field's text stands for: one or two digits (0 counts as December), or text that starts with a
/// month's first three letters.
pub(super) fn month(text: &str) -> Option<usize> {
    let digits = text.trim();
    if !digits.is_empty() && digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return match digits.parse::<usize>() {
            Ok(0) => Some(12),
            Ok(number @ 1..=12) => Some(number),
            _ => None,
        };
    }
    let head = text.get(..3)?;
    MONTHS.iter().position(|name| name.eq_ignore_ascii_case(head)).map(|index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn months_are_read_leniently() {
        assert_eq!(month("marvelous"), Some(3));
        assert_eq!(month("08"), Some(8));
        assert_eq!(month("0"), Some(12));
        assert_eq!(month("13"), None);
        assert_eq!(month("early march"), None);
    }
}
