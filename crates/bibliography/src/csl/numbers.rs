//! Numbers, page ranges and their labels.

use citationberg::{GrammarGender, NumberForm, PageRangeFormat};

use super::locale::Words;

/// One piece of a text with numbers.
fn is_number_with_letters(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits == 0 {
        return false;
    }
    let mut rest = &rest[digits..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = fraction.len() - fraction.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if length == 0 {
            return false;
        }
        rest = &fraction[length..];
    }
    rest.chars().all(|c| c.is_ascii_alphabetic())
}

/// `is-numeric`: numbers, with letters attached at most, between hyphens, commas and ampersands.
pub(super) fn is_numeric(text: &str) -> bool {
    !text.trim().is_empty() && text.split(['-', ',', '&']).all(|piece| is_number_with_letters(piece.trim()))
}

/// Tells whether a variable's label is plural.
pub(super) fn is_plural(variable: &str, text: &str) -> bool {
    match variable {
        "page" | "locator" => text.trim().contains(|c: char| matches!(c, '-' | '–' | ',' | '&') || c.is_whitespace()),
        name if name.starts_with("number-of-") => {
            let digits = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            crate::bibtex::leading_integer(digits) > 1 && !digits.starts_with(['-', '+'])
        }
        _ => text.contains(['-', ',', '&']) && is_numeric(text),
    }
}

/// Writes a number, or a list of numbers, in a form; other text stays.
pub(super) fn number(text: &str, form: NumberForm, gender: Option<GrammarGender>, words: &Words<'_>) -> String {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = !compact.is_empty()
        && compact.split(['-', ',', '&']).all(|piece| !piece.is_empty() && piece.bytes().all(|b| b.is_ascii_digit()));
    if !plain {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut start = 0;
    for (at, sign) in compact.match_indices(['-', ',', '&']).chain([(compact.len(), "")]) {
        let number: i64 = compact[start..at].parse().unwrap_or(i64::MAX);
        match form {
            NumberForm::Numeric => out.push_str(&compact[start..at]),
            NumberForm::Ordinal => out.push_str(&ordinal(number, gender, words)),
            NumberForm::LongOrdinal => {
                out.push_str(&words.long_ordinal(number).map_or_else(|| ordinal(number, gender, words), str::to_owned));
            }
            NumberForm::Roman => out.push_str(&roman(number)),
        }
        out.push_str(match sign {
            "," => ", ",
            "&" => " & ",
            other => other,
        });
        start = at + sign.len();
    }
    out
}

/// Writes an ordinal such as `2nd`.
pub(super) fn ordinal(number: i64, gender: Option<GrammarGender>, words: &Words<'_>) -> String {
    format!("{number}{}", words.ordinal_suffix(number, gender))
}

fn roman(number: i64) -> String {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(0..10_000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

/// Rewrites the page ranges of a text.
pub(super) fn pages(text: &str, format: Option<PageRangeFormat>, delimiter: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((range, length)) = range_at(rest) {
        if let Some(range) = range {
            out.push_str(range.letters);
            out.push_str(range.from);
            out.push_str(delimiter);
            out.push_str(range.to_letters);
            let plain = range.letters.is_empty() && range.to_letters.is_empty();
            match format {
                Some(format) if plain => out.push_str(&shorten(range.from, range.to, format)),
                _ => out.push_str(range.to),
            }
        } else {
            out.push_str(&rest[..length]);
        }
        rest = &rest[length..];
    }
    out
}

struct Range<'a> {
    letters: &'a str,
    from: &'a str,
    to_letters: &'a str,
    to: &'a str,
}

fn digits_at(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len()
}

fn letters_at(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_alphabetic()).len()
}

/// Reads a range, or else a word or one other character, and tells its length; `None` at the end.
fn range_at(text: &str) -> Option<(Option<Range<'_>>, usize)> {
    let first = text.chars().next()?;
    if !first.is_alphanumeric() {
        return Some((None, first.len_utf8()));
    }
    let letters = letters_at(text);
    let from = digits_at(&text[letters..]);
    let word = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    if from == 0 || letters + from != word {
        return Some((None, word));
    }
    let rest = &text[word..];
    let signs = rest.trim_start();
    let after = if let Some(after) = signs.strip_prefix('–') { after } else { signs.trim_start_matches('-') };
    if after.len() == signs.len() {
        return Some((None, word));
    }
    let after = after.trim_start();
    let to_letters = letters_at(after);
    let to = digits_at(&after[to_letters..]);
    if to == 0 || after[to_letters + to..].starts_with(|c: char| c.is_alphanumeric()) {
        return Some((None, word));
    }
    let start = text.len() - after.len();
    let range = Range {
        letters: &text[..letters],
        from: &text[letters..word],
        to_letters: &after[..to_letters],
        to: &after[to_letters..to_letters + to],
    };
    Some((Some(range), start + to_letters + to))
}

/// Shortens the end of a range as a format wants it.
fn shorten(from: &str, to: &str, format: PageRangeFormat) -> String {
    let full = if to.len() < from.len() { format!("{}{to}", &from[..from.len() - to.len()]) } else { to.to_owned() };
    if full.len() != from.len() {
        return full;
    }
    let common = from.bytes().zip(full.bytes()).take_while(|(a, b)| a == b).count();
    let changed = full.len() - common;
    let last = |digits: usize| full[full.len() - digits.min(full.len())..].to_owned();
    match format {
        PageRangeFormat::Expanded => full,
        PageRangeFormat::Minimal => last(changed),
        PageRangeFormat::MinimalTwo => last(if changed == 0 { 0 } else { changed.max(2) }),
        PageRangeFormat::Chicago15 | PageRangeFormat::Chicago16 => {
            let tail: u32 = from[from.len().saturating_sub(2)..].parse().unwrap_or(0);
            if from.len() < 3 || tail == 0 || (from.len() == 4 && changed > 2) {
                full
            } else if tail < 10 || changed == 0 {
                last(changed)
            } else {
                last(changed.max(2))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_ranges_shorten() {
        let chicago = |text| pages(text, Some(PageRangeFormat::Chicago15), "–");
        assert_eq!(chicago("101--119"), "101–19");
        assert_eq!(chicago("1496-1500"), "1496–1500");
        assert_eq!(chicago("71-2, 105-9"), "71–72, 105–9");
        assert_eq!(chicago("e12-e19 a-b"), "e12–e19 a-b");
        assert_eq!(pages("12-19", Some(PageRangeFormat::Minimal), "–"), "12–9");
        assert_eq!(pages("107-8", Some(PageRangeFormat::MinimalTwo), "–"), "107–08");
        assert_eq!(pages("33–9", None, "–"), "33–9");
    }

    #[test]
    fn numbers_are_told_from_text() {
        for (text, numeric) in [("2nd", true), ("1 & 3", true), ("12.5", true), ("TR-9", false), ("IV", false)] {
            assert_eq!(is_numeric(text), numeric, "{text}");
        }
    }
}
