//! LaTeX text in, plain Unicode text out, as latex-decode does it: what it does not know stays, without its braces.

mod symbol_table;

use unicode_normalization::UnicodeNormalization;

/// Decodes LaTeX: accents, quotes, dashes, symbols, escapes, ties and braces.
///
/// ```
/// use hyde_bibliography::latex;
/// assert_eq!(latex::decode("M{\\\"u}ller \\& S{\\o}n --- ``x''"), "Müller & Søn — “x”");
/// assert_eq!(latex::decode("\\emph{in} $O(n)$"), "\\emphin O(n)");
/// ```
pub fn decode(text: &str) -> String {
    if text.is_ascii() && !text.bytes().any(|b| matches!(b, b'\\' | b'{' | b'}' | b'$' | b'~' | b'-' | b'`' | b'\'')) {
        return text.to_owned();
    }
    let text = maths(text);
    let text = accents(&text, punctuation_accent);
    let text = accents(&text, letter_accent);
    let text = ties(&text);
    let text = punctuation(&text);
    let text = symbols(&text);
    let text = spaces(&text);
    unescape(&text).nfc().collect()
}

/// Takes the dollar signs off `$…$`.
fn maths(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('$') {
        let inner = &rest[open + 1..];
        let Some(close) = inner.find('$') else { break };
        out.push_str(&rest[..open]);
        if close == 0 {
            out.push('$');
            rest = inner;
        } else {
            out.push_str(&inner[..close]);
            rest = &inner[close + 1..];
        }
    }
    out.push_str(rest);
    out
}

/// Finds what a command right behind a backslash makes, and how many bytes of the text behind the backslash it takes.
type Accent = fn(&str) -> Option<(String, usize)>;

fn accents(text: &str, accent: Accent) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(found) = rest.find('\\') {
        out.push_str(&rest[..found]);
        rest = &rest[found + 1..];
        if let Some((made, length)) = accent(rest) {
            out.push_str(&made);
            rest = &rest[length..];
        } else {
            out.push('\\');
        }
    }
    out.push_str(rest);
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Reads a letter, or `\i` or `\j` up to the end of the word.
fn base(text: &str) -> Option<(char, usize)> {
    let first = text.chars().next()?;
    if first.is_alphabetic() {
        return Some((first, first.len_utf8()));
    }
    let dotless = match text.get(..2)? {
        "\\i" => 'ı',
        "\\j" => 'ȷ',
        _ => return None,
    };
    (!text[2..].starts_with(is_word)).then_some((dotless, 2))
}

/// `\'e`, `\' e`, `\'{e}`, `\'{\i}` and the other accents written as punctuation.
fn punctuation_accent(text: &str) -> Option<(String, usize)> {
    let mark = match text.chars().next()? {
        '`' => '\u{300}',
        '\'' => '\u{301}',
        '^' => '\u{302}',
        '~' => '\u{303}',
        '"' => '\u{308}',
        '=' => '\u{304}',
        '.' => '\u{307}',
        other => return swallowed(other, &text[other.len_utf8()..]),
    };
    let rest = &text[1..];
    if let Some(inner) = rest.strip_prefix('{') {
        let (letter, length) = base(inner)?;
        return inner[length..].starts_with('}').then(|| (composed(letter, mark), length + 3));
    }
    let blank = rest.len() - rest.trim_start_matches(' ').len();
    if blank > 0 && mark == '\u{303}' {
        return None;
    }
    let (letter, length) = base(&rest[blank..])?;
    Some((composed(letter, mark), 1 + blank + length))
}

/// What is taken for an accent without being one, such as the end of `\(x\) y`, stays, and loses the blanks before a letter.
fn swallowed(command: char, rest: &str) -> Option<(String, usize)> {
    if command.is_alphanumeric()
        || command.is_whitespace()
        || matches!(command, '%' | '_' | '&' | '$' | '#' | '{' | '}' | '\\')
    {
        return None;
    }
    let letters = rest.trim_start();
    let blank = rest.len() - letters.len();
    (blank > 0 && letters.starts_with(char::is_alphabetic))
        .then(|| (format!("\\{command}"), command.len_utf8() + blank))
}

/// Puts a mark on a letter, as one character where Unicode has it.
fn composed(letter: char, mark: char) -> String {
    [letter, mark].into_iter().nfc().collect()
}

/// `\c{c}`, `\c c` and the other accents written as letters.
fn letter_accent(text: &str) -> Option<(String, usize)> {
    let mark = match text.chars().next()? {
        'c' => '\u{327}',
        'k' => '\u{328}',
        'b' => '\u{331}',
        'd' => '\u{323}',
        'r' => '\u{30a}',
        't' => '\u{361}',
        'u' => '\u{306}',
        'v' => '\u{30c}',
        'H' => '\u{30b}',
        'G' => '\u{30f}',
        'B' => '\u{335}',
        _ => return None,
    };
    let rest = &text[1..];
    if let Some(inner) = rest.strip_prefix('{') {
        let (letter, length) = base(inner)?;
        let more = inner[length..].find(|c: char| !c.is_alphabetic())?;
        let tail = &inner[length..length + more];
        return inner[length + more..].starts_with('}').then(|| (format!("{letter}{mark}{tail}"), length + more + 3));
    }
    let blank = rest.len() - rest.trim_start_matches(' ').len();
    if blank == 0 {
        return None;
    }
    let (letter, length) = base(&rest[blank..])?;
    Some((format!("{letter}{mark}"), 1 + blank + length))
}

/// Turns `~` into a no-break space, but not behind a backslash, and of two side by side only the first.
fn ties(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if c == '~' && (at == 0 || before.is_some_and(|b| b != '\\')) {
            out.push('\u{a0}');
            // What stood before is used up, so a tie right behind this one stays.
            before = None;
        } else {
            out.push(c);
            before = Some(c);
        }
    }
    out
}

/// Typographic quotes and dashes.
fn punctuation(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(found) = rest.find(['`', '\'', '-']) {
        out.push_str(&rest[..found]);
        rest = &rest[found..];
        let c = rest.chars().next().unwrap_or('-');
        let run = rest.len() - rest.trim_start_matches(c).len();
        let (made, taken) = match (c, run) {
            ('-', 1) => ("-", 1),
            ('-', 2) => ("–", 2),
            ('-', 3) => ("—", 3),
            ('-', run) => ("", run),
            ('`', 1) => ("‘", 1),
            ('`', _) => ("“", 2),
            (_, 1) => ("’", 1),
            (_, _) => ("”", 2),
        };
        out.push_str(made);
        rest = &rest[taken..];
    }
    out.push_str(rest);
    out
}

/// Letters and symbols written as words.
fn symbols(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(found) = rest.find('\\') {
        out.push_str(&rest[..found]);
        rest = &rest[found + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let known = (!rest[end..].starts_with(is_word))
            .then(|| symbol_table::SYMBOLS.binary_search_by(|(name, _, _)| (*name).cmp(&rest[..end])).ok())
            .flatten()
            .map(|index| &symbol_table::SYMBOLS[index]);
        if let Some((_, symbol, takes_blank)) = known {
            out.push(*symbol);
            rest = &rest[end..];
            if *takes_blank {
                rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
            }
        } else {
            out.push('\\');
        }
    }
    out.push_str(rest);
    out
}

/// Spaces written as commands: `\,` before a word is a narrow one; all of them take the blanks behind them.
fn spaces(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(found) = rest.find('\\') {
        out.push_str(&rest[..found]);
        rest = &rest[found..];
        let Some(c) = rest[1..].chars().next().filter(|c| matches!(c, ',' | ';' | ':' | '!')) else {
            out.push('\\');
            rest = &rest[1..];
            continue;
        };
        let after = &rest[2..];
        let trimmed = after.trim_start_matches(' ');
        match c {
            ';' => out.push(';'),
            ',' if after.starts_with(is_word) => out.push('\u{202f}'),
            c => {
                out.push('\\');
                out.push(c);
            }
        }
        rest = trimmed;
    }
    out.push_str(rest);
    out
}

/// Takes off the braces and the backslashes before special characters.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(found) = rest.find(['\\', '{', '}']) {
        out.push_str(&rest[..found]);
        rest = &rest[found..];
        if !rest.starts_with('\\') {
            rest = &rest[1..];
            continue;
        }
        match rest[1..].chars().next() {
            Some(c @ ('&' | '%' | '$' | '#' | '_' | '{' | '}' | ' ')) => {
                out.push(c);
                rest = &rest[2..];
            }
            Some('~') if rest[2..].starts_with("{}") => {
                out.push('~');
                rest = &rest[4..];
            }
            _ => {
                out.push('\\');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(symbol_table::SYMBOLS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn accents_and_symbols() {
        for (text, plain) in [
            ("\\'{\\i}x", "ı\u{301}x"),
            ("\\'\\ix", "\\’\\ix"),
            ("\\(l\\) \\(m\\)  n \\) 2", "\\(l\\) \\(m\\)n \\) 2"),
            ("\\; x \\% y", ";x % y"),
            ("\\d{\\'a}", "ạ\u{301}"),
            ("\\c{cd}", "çd"),
            ("\\alpha x", "αx"),
            ("\\aa x", "å x"),
            ("\\alpha1", "\\alpha1"),
            ("a~~b", "a\u{a0}~b"),
            ("a----b", "ab"),
            ("\\$5 and \\$6", "\\5 and \\6"),
            ("\\~{}x \\~", "~x \\~"),
        ] {
            assert_eq!(decode(text), plain, "{text}");
        }
    }
}
