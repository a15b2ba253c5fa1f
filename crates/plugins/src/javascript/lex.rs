//! Tokens of a script.

/// A piece of a script.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A name or a word of the language.
    Word(String),
    Private(String),
    Sign(&'static str),
    Number(f64),
    BigInt(String),
    Text(String),
    End,
}

/// The signs, longest first.
const SIGNS: [&str; 59] = [
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=", "&&",
    "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**", "{", "}", "(", ")",
    "[", "]", ";", ",", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "!", "~", "?", ":", "=", ".", "`", "@",
];

pub(super) struct Lexer<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// The comments that name a licence: where they begin, and they themselves.
    pub(super) licences: Vec<(usize, &'a str)>,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at, licences: Vec::new() }
    }

    fn note(&mut self, comment: &'a str) {
        let is_new = self.licences.last().is_none_or(|(last, _)| *last < self.at);
        if is_new && (comment[2..].starts_with('!') || comment.contains("Copyright")) {
            self.licences.push((self.at, comment));
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Passes white space and comments; says whether a line ended there. `None` when a comment does not end.
    fn skip(&mut self) -> Option<bool> {
        let mut line_ended = false;
        loop {
            let rest = self.rest();
            let c = match rest.chars().next() {
                Some(c) => c,
                None => return Some(line_ended),
            };
            if matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}') {
                line_ended = true;
                self.at += c.len_utf8();
            } else if c.is_whitespace() || c == '\u{FEFF}' {
                self.at += c.len_utf8();
            } else if rest.starts_with("//")
                || rest.starts_with("<!--")
                || (rest.starts_with("-->") && (line_ended || self.at == 0))
            {
                let end = rest.find(['\n', '\r', '\u{2028}', '\u{2029}']).unwrap_or(rest.len());
                self.note(&rest[..end]);
                self.at += end;
            } else if rest.starts_with("/*") {
                let end = rest.find("*/")? + 2;
                line_ended |= rest[..end].contains(['\n', '\r', '\u{2028}', '\u{2029}']);
                self.note(&rest[..end]);
                self.at += end;
            } else {
                return Some(line_ended);
            }
        }
    }

    /// Reads the next token: itself, where it begins, and whether a line ended before it.
    pub(super) fn next(&mut self) -> Option<(Token, usize, bool)> {
        let line_ended = self.skip()?;
        let start = self.at;
        let rest = self.rest();
        let Some(c) = rest.chars().next() else { return Some((Token::End, start, line_ended)) };
        let token = if is_word_start(c) {
            Token::Word(self.word())
        } else if c == '#' {
            self.at += 1;
            Token::Private(format!("#{}", self.word()))
        } else if c.is_ascii_digit() || (c == '.' && rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit)) {
            self.number()?
        } else if c == '"' || c == '\'' {
            Token::Text(self.string(c)?)
        } else {
            let first = rest.as_bytes()[0];
            let mut sign = *SIGNS.iter().find(|sign| sign.as_bytes()[0] == first && rest.starts_with(**sign))?;
            // `a?.5:b` is a choice.
            if sign == "?." && rest.as_bytes().get(2).is_some_and(u8::is_ascii_digit) {
                sign = "?";
            }
            self.at += sign.len();
            Token::Sign(sign)
        };
        Some((token, start, line_ended))
    }

    fn word(&mut self) -> String {
        let rest = self.rest();
        let end = rest.find(|c| !is_word_part(c)).unwrap_or(rest.len());
        self.at += end;
        rest[..end].to_owned()
    }

    fn number(&mut self) -> Option<Token> {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let radix = match bytes.get(1).map(u8::to_ascii_lowercase) {
            Some(b'x') if bytes[0] == b'0' => Some(16),
            Some(b'o') if bytes[0] == b'0' => Some(8),
            Some(b'b') if bytes[0] == b'0' => Some(2),
            _ => None,
        };
        if let Some(radix) = radix {
            let end = 2 + rest[2..].find(|c: char| !(c.is_digit(radix) || c == '_')).unwrap_or(rest.len() - 2);
            let digits = rest[2..end].replace('_', "");
            self.at += end;
            if bytes.get(end) == Some(&b'n') {
                self.at += 1;
                return Some(Token::BigInt(rest[..end].replace('_', "").to_lowercase()));
            }
            return u64::from_str_radix(&digits, radix)
                .ok()
                .filter(|value| *value < 1 << 53)
                .map(|value| Token::Number(value as f64));
        }
        // An old octal number, or one that only looks like it.
        if bytes[0] == b'0' && bytes.get(1).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let mut end = 0;
        let digits = |end: &mut usize| {
            while bytes.get(*end).is_some_and(|byte| byte.is_ascii_digit() || *byte == b'_') {
                *end += 1;
            }
        };
        digits(&mut end);
        if bytes.get(end) == Some(&b'n') {
            self.at += end + 1;
            return Some(Token::BigInt(rest[..end].replace('_', "")));
        }
        if bytes.get(end) == Some(&b'.') {
            end += 1;
            digits(&mut end);
        }
        if bytes.get(end).is_some_and(|byte| matches!(byte, b'e' | b'E')) {
            end += 1;
            if bytes.get(end).is_some_and(|byte| matches!(byte, b'+' | b'-')) {
                end += 1;
            }
            digits(&mut end);
        }
        self.at += end;
        if self.rest().chars().next().is_some_and(is_word_start) {
            return None;
        }
        rest[..end].replace('_', "").parse().ok().map(Token::Number)
    }

    /// Reads a string; `None` when it does not end or holds half a surrogate pair.
    fn string(&mut self, quote: char) -> Option<String> {
        self.at += 1;
        let mut units: Vec<u16> = Vec::new();
        loop {
            let c = self.rest().chars().next()?;
            self.at += c.len_utf8();
            match c {
                '\n' | '\r' => return None,
                '\\' => self.escape(&mut units)?,
                c if c == quote => return String::from_utf16(&units).ok(),
                c => units.extend(c.encode_utf16(&mut [0; 2]).iter()),
            }
        }
    }

    fn escape(&mut self, units: &mut Vec<u16>) -> Option<()> {
        let c = self.rest().chars().next()?;
        self.at += c.len_utf8();
        let hex = |lexer: &mut Self, count: usize| -> Option<u32> {
            let digits = lexer.rest().get(..count)?;
            lexer.at += count;
            u32::from_str_radix(digits, 16).ok()
        };
        let code = match c {
            'n' => 10,
            't' => 9,
            'r' => 13,
            'b' => 8,
            'f' => 12,
            'v' => 11,
            '0' if !self.rest().starts_with(|c: char| c.is_ascii_digit()) => 0,
            '0'..='9' => return None,
            'x' => hex(self, 2)?,
            'u' if self.rest().starts_with('{') => {
                let end = self.rest().find('}')?;
                let code = u32::from_str_radix(&self.rest()[1..end], 16).ok()?;
                self.at += end + 1;
                code
            }
            'u' => hex(self, 4)?,
            '\r' if self.rest().starts_with('\n') => {
                self.at += 1;
                return Some(());
            }
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => return Some(()),
            c => c as u32,
        };
        match u16::try_from(code) {
            Ok(unit) => units.push(unit),
            Err(_) => units.extend(char::from_u32(code)?.encode_utf16(&mut [0; 2]).iter()),
        }
        Some(())
    }

    /// Reads a regular expression from its first slash.
    pub(super) fn regex(&mut self, start: usize) -> Option<String> {
        let text = &self.text[start..];
        let mut in_class = false;
        let mut chars = text.char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => {
                    chars.next()?;
                }
                '\n' | '\r' => return None,
                '[' => in_class = true,
                ']' => in_class = false,
                '/' if !in_class => {
                    let flags = &text[at + 1..];
                    let end = at + 1 + flags.find(|c| !is_word_part(c)).unwrap_or(flags.len());
                    self.at = start + end;
                    return Some(text[..end].to_owned());
                }
                _ => {}
            }
        }
        None
    }

    /// Reads a raw piece of a template up to `${` or the closing mark; says whether it is the last one.
    pub(super) fn piece(&mut self, start: usize) -> Option<(String, bool)> {
        let text = &self.text[start..];
        let mut chars = text.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => {
                    chars.next()?;
                }
                '`' => {
                    self.at = start + at + 1;
                    return Some((text[..at].replace("\r\n", "\n"), true));
                }
                '$' if text[at + 1..].starts_with('{') => {
                    self.at = start + at + 2;
                    return Some((text[..at].replace("\r\n", "\n"), false));
                }
                _ => {}
            }
        }
        None
    }
}

pub(super) fn is_word_start(c: char) -> bool {
    c.is_alphabetic() || c == '_' || c == '$'
}

pub(super) fn is_word_part(c: char) -> bool {
    is_word_start(c) || c.is_alphanumeric() || c == '\u{200c}' || c == '\u{200d}'
}
