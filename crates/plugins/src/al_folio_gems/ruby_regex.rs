//! Ruby's regular expressions: their syntax in terms of the crate `fancy-regex`, and replacement as `gsub` does it.

use fancy_regex::Regex;

/// Translates a Ruby pattern and compiles it; the error is Ruby's message, as far as the cause is known.
pub(crate) fn compile(pattern: &str) -> Result<Regex, String> {
    let translated = Translator::new(pattern).run().map_err(|why| format!("{why}: /{pattern}/"))?;
    Regex::new(&translated).map_err(|error| format!("{error}: /{pattern}/"))
}

struct Translator<'a> {
    text: &'a str,
    at: usize,
    out: String,
    /// Whether plain groups capture: not where there are named ones.
    plain_groups: bool,
}

/// What the escapes for kinds of characters stand for, as content of a class. They are ASCII in Ruby.
fn kind(letter: char) -> Option<(&'static str, bool)> {
    Some(match letter {
        'd' => ("0-9", false),
        'D' => ("0-9", true),
        'w' => ("0-9A-Za-z_", false),
        'W' => ("0-9A-Za-z_", true),
        's' => (" \\t\\r\\n\\f\\x0B", false),
        'S' => (" \\t\\r\\n\\f\\x0B", true),
        'h' => ("0-9A-Fa-f", false),
        'H' => ("0-9A-Fa-f", true),
        _ => return None,
    })
}

impl<'a> Translator<'a> {
    fn new(text: &'a str) -> Self {
        let named = text.match_indices("(?<").any(|(at, _)| !text[at + 3..].starts_with(['=', '!']));
        Self { text, at: 0, out: "(?m)".to_owned(), plain_groups: !named }
    }

    fn next(&mut self) -> Option<char> {
        let c = self.text[self.at..].chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn run(mut self) -> Result<String, String> {
        let mut depth = 0usize;
        while let Some(c) = self.next() {
            match c {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => {
                    if self.rest().starts_with("?#") {
                        self.at += self.rest().find(')').ok_or("end pattern in group")? + 1;
                        continue;
                    }
                    depth += 1;
                    self.group(&mut depth);
                }
                ')' => {
                    depth = depth.checked_sub(1).ok_or("unmatched close parenthesis")?;
                    self.out.push(')');
                }
                '{' => self.brace(),
                '}' | ']' => {
                    self.out.push('\\');
                    self.out.push(c);
                }
                c => self.out.push(c),
            }
        }
        if depth > 0 {
            return Err("end pattern with unmatched parenthesis".to_owned());
        }
        Ok(self.out)
    }

    fn group(&mut self, depth: &mut usize) {
        let rest = self.rest();
        if !rest.starts_with('?') {
            self.out.push_str(if self.plain_groups { "(" } else { "(?:" });
            return;
        }
        // Options: Ruby's `m` is `s` elsewhere, and lines always end at `$`.
        let flags = &rest[1..];
        let end = flags.find(|c: char| !"mix-".contains(c)).unwrap_or(flags.len());
        match flags[end..].chars().next() {
            Some(close @ (':' | ')')) if end > 0 => {
                self.out.push_str(&format!("(?{}{close}", flags[..end].replace('m', "s")));
                self.at += end + 2;
                if close == ')' {
                    *depth -= 1;
                }
            }
            _ => self.out.push('('),
        }
    }

    /// A brace that is no count stands for itself.
    fn brace(&mut self) {
        let rest = self.rest();
        let count = rest.split_once('}').filter(|(inner, _)| {
            let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            match inner.split_once(',') {
                Some((from, to)) => digits(from) && digits(to) && from.len() + to.len() > 0,
                None => digits(inner) && !inner.is_empty(),
            }
        });
        match count {
            Some((inner, _)) => {
                let zero = if inner.starts_with(',') { "0" } else { "" };
                self.out.push_str(&format!("{{{zero}{inner}}}"));
                self.at += inner.len() + 1;
            }
            None => self.out.push_str("\\{"),
        }
    }

    fn escape(&mut self) -> Result<(), String> {
        let c = self.next().ok_or("too short escape sequence")?;
        if let Some((content, negated)) = kind(c) {
            self.out.push_str(&format!("[{}{content}]", if negated { "^" } else { "" }));
            return Ok(());
        }
        match c {
            'R' => self.out.push_str("(?:\\r\\n|[\\n-\\r\\x{85}\\x{2028}\\x{2029}])"),
            'Z' => self.out.push_str("(?=\\n?\\z)"),
            'X' => self.out.push_str("(?:\\PM\\pM*)"),
            '0' => self.out.push_str("\\x00"),
            'A'
            | 'z'
            | 'b'
            | 'B'
            | 'G'
            | 'K'
            | 'k'
            | 'g'
            | 'p'
            | 'P'
            | 'x'
            | 'u'
            | 'n'
            | 't'
            | 'r'
            | 'f'
            | 'v'
            | 'a'
            | '1'..='9' => {
                self.letter(c);
            }
            'e' => self.out.push_str("\\x1B"),
            c => self.literal(c),
        }
        Ok(())
    }

    /// An escape that means the same elsewhere, with the braces that may follow it.
    fn letter(&mut self, c: char) {
        self.out.push('\\');
        self.out.push(c);
        if "pPxu".contains(c) && self.rest().starts_with('{') {
            let end = self.rest().find('}').map_or(self.rest().len(), |end| end + 1);
            self.out.push_str(&self.rest()[..end]);
            self.at += end;
        }
    }

    fn literal(&mut self, c: char) {
        if "\\.+*?()|[]{}^$#&-~".contains(c) {
            self.out.push('\\');
        }
        self.out.push(c);
    }

    fn class(&mut self) -> Result<(), String> {
        let mut depth = 1usize;
        self.out.push('[');
        self.class_start();
        while let Some(c) = self.next() {
            match c {
                ']' => {
                    self.out.push(']');
                    depth -= 1;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                '[' if self.rest().starts_with(':') && self.rest().contains(":]") => self.posix()?,
                '[' => {
                    depth += 1;
                    self.out.push('[');
                    self.class_start();
                }
                '\\' => self.class_escape()?,
                '&' if self.rest().starts_with('&') => {
                    self.at += 1;
                    self.out.push_str("&&");
                }
                '&' | '~' | '#' | ' ' => {
                    self.out.push('\\');
                    self.out.push(c);
                }
                // Two dashes would be a difference of sets.
                '-' if self.out.ends_with('-') || self.rest().starts_with('-') => self.out.push_str("\\-"),
                c => self.out.push(c),
            }
        }
        Err("premature end of char-class".to_owned())
    }

    /// A closing bracket that stands first belongs to the class.
    fn class_start(&mut self) {
        if self.rest().starts_with('^') {
            self.at += 1;
            self.out.push('^');
        }
        if self.rest().starts_with(']') && self.rest()[1..].contains(']') {
            self.at += 1;
            self.out.push_str("\\]");
        }
    }

    fn class_escape(&mut self) -> Result<(), String> {
        let c = self.next().ok_or("premature end of char-class")?;
        match kind(c) {
            Some((content, false)) => self.out.push_str(content),
            Some((content, true)) => self.out.push_str(&format!("[^{content}]")),
            None => match c {
                'b' => self.out.push_str("\\x08"),
                'e' => self.out.push_str("\\x1B"),
                '0' => self.out.push_str("\\x00"),
                'p' | 'P' | 'x' | 'u' | 'n' | 't' | 'r' | 'f' | 'v' | 'a' => {
                    self.letter(c);
                }
                c => self.literal(c),
            },
        }
        Ok(())
    }

    fn posix(&mut self) -> Result<(), String> {
        let rest = self.rest();
        let end = rest.find(":]").ok_or("premature end of char-class")?;
        let name = &rest[1..end];
        self.at += end + 2;
        let (negated, name) = name.strip_prefix('^').map_or((false, name), |name| (true, name));
        let content = match name {
            "digit" => "\\p{Nd}",
            "alpha" => "\\p{Alphabetic}",
            "alnum" => "\\p{Alphabetic}\\p{Nd}",
            "upper" => "\\p{Uppercase}",
            "lower" => "\\p{Lowercase}",
            "space" => "\\p{White_Space}",
            "blank" => "\\p{Zs}\\t",
            "punct" => "\\p{P}$+<=>^`|\\~",
            "word" => "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}",
            "xdigit" => "0-9A-Fa-f",
            "cntrl" => "\\p{Cc}",
            "graph" => "[[^\\p{White_Space}]&&[^\\p{Cc}]&&[^\\p{Cs}]]",
            "print" => "[[^\\p{Cc}]&&[^\\p{Cs}]]",
            "ascii" => "\\x00-\\x7F",
            _ => return Err("invalid POSIX bracket type".to_owned()),
        };
        self.out.push_str(&if negated { format!("[^{content}]") } else { format!("[{content}]") });
        Ok(())
    }
}

/// Replaces the first match, or all, as Ruby's `sub` and `gsub` do.
pub(crate) fn replace(regex: &Regex, text: &str, replacement: &str, all: bool) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let (mut copied, mut search) = (0, 0);
    while search <= text.len() {
        let Some(found) = regex.captures_from_pos(text, search).map_err(|error| error.to_string())? else { break };
        let Some(whole) = found.get(0) else { break };
        out.push_str(&text[copied..whole.start()]);
        expand(&found, text, replacement, &mut out);
        copied = whole.end();
        search = whole.end();
        if whole.start() == whole.end() {
            let Some(next) = text[copied..].chars().next() else { break };
            out.push(next);
            copied += next.len_utf8();
            search = copied;
        }
        if !all {
            break;
        }
    }
    out.push_str(&text[copied..]);
    Ok(out)
}

/// Writes the replacement of one match.
fn expand(found: &fancy_regex::Captures<'_>, text: &str, replacement: &str, out: &mut String) {
    let group = |index: usize| found.get(index).map_or("", |part| part.as_str());
    let whole = found.get(0).map_or(0..0, |whole| whole.range());
    let mut letters = replacement.char_indices();
    while let Some((at, c)) = letters.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match letters.next() {
            Some((_, digit @ '0'..='9')) => out.push_str(group(digit as usize - '0' as usize)),
            Some((_, '&')) => out.push_str(group(0)),
            Some((_, '`')) => out.push_str(&text[..whole.start]),
            Some((_, '\'')) => out.push_str(&text[whole.end..]),
            Some((_, '\\')) => out.push('\\'),
            Some((_, 'k')) if replacement[at + 2..].starts_with('<') => {
                let name = replacement[at + 3..].split('>').next().unwrap_or_default();
                out.push_str(found.name(name).map_or("", |part| part.as_str()));
                letters.by_ref().find(|(_, c)| *c == '>');
            }
            Some((_, other)) => {
                out.push('\\');
                out.push(other);
            }
            None => out.push('\\'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{compile, replace};

    #[test]
    fn replacement_is_what_gsub_gives() {
        for (text, pattern, with, want) in [
            ("abc", "x*", "-", "-a-b-c-"),
            ("baac", "a*", "-", "-b--c-"),
            ("2024-01", r"(\d+)-(\d+)", r"\2/\1 \0", "01/2024 2024-01"),
            ("ab", "(?<x>a)(b)?", r"[\k<x>\\]", r"[a\]"),
            ("a\nb", "^", "> ", "> a\n> b"),
            ("a.b", r"\.", "x", "axb"),
            ("a-b_c", r"[\w-]", "x", "xxxxx"),
            ("é1", r"\w", "x", "éx"),
            ("{{a}}", r"{{|}}", "", "a"),
            ("a\nb", "(?m)a.b", "x", "x"),
            ("ü9", "[[:alpha:]]", "x", "x9"),
            ("a/b", r"\/", "|", "a|b"),
            ("aXbX", "(?i)x", "-", "a-b-"),
            ("ü日x", r"\p{L}[\p{L}]", ".", ".x"),
        ] {
            let regex = compile(pattern).unwrap();
            assert_eq!(replace(&regex, text, with, true).unwrap(), want, "{pattern}");
        }
        assert_eq!(compile("(").unwrap_err(), "end pattern with unmatched parenthesis: /(/");
        assert_eq!(compile("[a").unwrap_err(), "premature end of char-class: /[a/");
    }
}
