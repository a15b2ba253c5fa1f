//! `text-case`, as csl-ruby changes it.

use citationberg::TextCase;

/// English words that stay small inside a title.
const SMALL: [&str; 65] = [
    "a",
    "about",
    "above",
    "across",
    "after",
    "against",
    "along",
    "among",
    "an",
    "and",
    "around",
    "as",
    "at",
    "before",
    "behind",
    "below",
    "beneath",
    "beside",
    "besides",
    "between",
    "beyond",
    "but",
    "by",
    "despite",
    "down",
    "during",
    "except",
    "for",
    "from",
    "in",
    "inside",
    "into",
    "like",
    "near",
    "nor",
    "of",
    "off",
    "on",
    "onto",
    "or",
    "out",
    "over",
    "per",
    "plus",
    "since",
    "so",
    "than",
    "the",
    "through",
    "throughout",
    "till",
    "to",
    "toward",
    "towards",
    "under",
    "underneath",
    "until",
    "up",
    "upon",
    "versus",
    "via",
    "vs",
    "with",
    "within",
    "without",
];

/// Changes the case of a text; title case applies to English only.
pub(super) fn apply(case: TextCase, text: &str, english: bool) -> String {
    match case {
        TextCase::Lowercase => text.to_lowercase(),
        TextCase::Uppercase => text.to_uppercase(),
        TextCase::CapitalizeFirst => capitalize_first(text, char::is_alphanumeric, "SS"),
        TextCase::CapitalizeAll => capitalize_all(text),
        TextCase::SentenceCase => capitalize_first(&quiet(text), char::is_alphabetic, "Ss"),
        TextCase::TitleCase if english => title(text),
        TextCase::TitleCase => text.to_owned(),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || unicode_normalization::char::is_combining_mark(c)
}

/// Capitalises the first line that begins with a small letter, apart from what does not `count`; `sharp_s` is what
/// becomes of a leading ß.
fn capitalize_first(text: &str, count: fn(char) -> bool, sharp_s: &str) -> String {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let first = line.char_indices().find(|(_, c)| count(*c));
        if let Some((at, c)) = first.filter(|(_, c)| c.is_lowercase()) {
            let at = start + at;
            let mut out = text[..at].to_owned();
            if c == 'ß' {
                out.push_str(sharp_s);
            } else {
                out.extend(c.to_uppercase());
            }
            out.push_str(&text[at + c.len_utf8()..]);
            return out;
        }
        start += line.len();
    }
    text.to_owned()
}

fn capitalize_all(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        if c.is_lowercase() && !is_word(before) {
            out.extend(c.to_uppercase())
        } else {
            out.push(c)
        }
        before = c;
    }
    out
}

/// Turns words of capitals alone into capitalised ones.
fn quiet(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (word, is_run) in runs(text, is_word) {
        if is_run && word.chars().count() > 1 && word.chars().all(char::is_uppercase) {
            let mut chars = word.chars();
            out.extend(chars.next());
            out.extend(chars.flat_map(char::to_lowercase));
        } else {
            out.push_str(word);
        }
    }
    out
}

/// Cuts a text into runs of characters that `accept` and those between.
fn runs(text: &str, accept: fn(char) -> bool) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let inside = accept(first);
        let end = rest.find(|c| accept(c) != inside).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        Some((run, inside))
    })
}

fn title(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut first = true;
    let mut done = 0;
    for (run, inside) in runs(text, |c| is_word(c) || c == '.') {
        done += run.len();
        if !inside {
            out.push_str(run);
            continue;
        }
        // A full stop belongs to a word only between two letters.
        let word = run.trim_end_matches('.');
        let lead = word.len() - word.trim_start_matches('.').len();
        out.push_str(&word[..lead]);
        let dots = &run[word.len()..];
        // A line's last word counts as the title's.
        let last = dots.is_empty() && (done == text.len() || text[done..].starts_with('\n'));
        title_word(&word[lead..], &mut first, last, &mut out);
        out.push_str(dots);
    }
    out
}

fn title_word(word: &str, first: &mut bool, last: bool, out: &mut String) {
    let letters = word.chars().all(|c| c.is_alphabetic() || c == '.') && word.chars().count() > 1;
    if !letters {
        out.push_str(word);
        return;
    }
    if *first || last || !SMALL.contains(&word) {
        out.push_str(&capitalize_first(word, char::is_alphabetic, "Ss"))
    } else {
        out.push_str(word)
    }
    *first = false;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_follow_csl_ruby() {
        for (text, titled) in [
            ("the quick brown fox of the AND and", "The Quick Brown Fox of the AND And"),
            ("a of the x", "a Of the x"),
            ("THE CAPS: of the sea", "THE CAPS: of the Sea"),
            ("e-mail: x2 3d d'Ombre l’amour", "e-Mail: x2 3d d'Ombre l’Amour"),
            ("in the e.g. world vs. by", "In the E.g. World vs. By"),
            ("the_of x_y", "the_of x_y"),
        ] {
            assert_eq!(title(text), titled);
        }
        assert_eq!(apply(TextCase::SentenceCase, "THE McD DNA-x 3D", true), "The McD Dna-x 3D");
        for (text, first, sentence) in [
            ("3d foo", "3d foo", "3D foo"),
            ("É a\n(foo\nbar", "É a\n(Foo\nbar", "É a\n(Foo\nbar"),
            ("9 lives\nof", "9 lives\nOf", "9 Lives\nof"),
            ("中文 abc", "中文 abc", "中文 abc"),
            ("ß a", "SS a", "Ss a"),
        ] {
            assert_eq!(apply(TextCase::CapitalizeFirst, text, true), first);
            assert_eq!(apply(TextCase::SentenceCase, text, true), sentence);
        }
        assert_eq!(apply(TextCase::CapitalizeAll, "e.g. l’amour 3d", true), "E.G. L’Amour 3d");
    }
}
