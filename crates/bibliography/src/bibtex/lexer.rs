//! BibTeX text in, tokens out, as bibtex-ruby cuts them: what cannot be read becomes an error token that holds the
//! tokens since the last `@`, and reading goes on behind it.

/// What kind of token it is; [`Kind::name`] is the name bibtex-ruby gives it in messages and traces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    At,
    Name,
    Key,
    Number,
    LeftBrace,
    RightBrace,
    Comma,
    Equals,
    Sharp,
    Literal,
    Content,
    Comment,
    Preamble,
    StringObject,
    /// An object that could not be read: its tokens are in [`Lexed::errors`] at this index.
    Error(usize),
    End,
}

impl Kind {
    /// The name bibtex-ruby gives the token in messages and traces.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::At => "AT",
            Self::Name => "NAME",
            Self::Key => "KEY",
            Self::Number => "NUMBER",
            Self::LeftBrace => "LBRACE",
            Self::RightBrace => "RBRACE",
            Self::Comma => "COMMA",
            Self::Equals => "EQ",
            Self::Sharp => "SHARP",
            Self::Literal => "STRING_LITERAL",
            Self::Content => "CONTENT",
            Self::Comment => "COMMENT",
            Self::Preamble => "PREAMBLE",
            Self::StringObject => "STRING",
            Self::Error(_) => "ERROR",
            Self::End => "$end",
        }
    }
}

/// A token with the text it stands for and the byte it starts at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) kind: Kind,
    pub(crate) text: &'a str,
    pub(crate) offset: usize,
}

/// All tokens of a text.
#[derive(Debug, Default)]
pub(crate) struct Lexed<'a> {
    /// The tokens, the last of which is [`Kind::End`].
    pub(crate) tokens: Vec<Token<'a>>,
    /// What the objects that could not be read held: pairs of token name and text, the last being the complaint.
    pub(crate) errors: Vec<Vec<(&'static str, Option<String>)>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Between objects.
    Meta,
    /// In an `@entry`.
    Entry,
    /// In a `@comment`.
    Comment,
    /// In `@string` or `@preamble`.
    Other,
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    level: i32,
    mode: Mode,
    strict: bool,
    object_start: usize,
    out: Lexed<'a>,
}

/// Cuts `text` into tokens. With `strict`, every `@` outside an object starts one; without, only one that opens a
/// line or follows an object.
pub(crate) fn lex(text: &str, strict: bool) -> Lexed<'_> {
    let mut lexer = Lexer { text, at: 0, level: 0, mode: Mode::Meta, strict, object_start: 0, out: Lexed::default() };
    while lexer.at < text.len() {
        if lexer.mode == Mode::Meta { lexer.meta() } else { lexer.token() }
    }
    lexer.push(Kind::End, "$end", text.len());
    lexer.out
}

fn is_name(c: char) -> bool {
    matches!(c, '!' | '$' | '%' | '&' | '*' | '+' | '-' | '.' | '/' | ':' | '?' | '_')
        || c.is_alphabetic()
        || is_digit(c)
}

fn is_key(c: char) -> bool {
    is_name(c) && c != '/' || matches!(c, '/' | '"' | '\'' | ';' | '{' | '}' | ' ')
}

fn is_object(c: char) -> bool {
    matches!(c, '!' | '$' | '%' | '&' | '*' | '-' | '.' | ':' | '_') || c.is_ascii_alphanumeric()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || (!c.is_ascii() && c.is_numeric() && !c.is_alphabetic() && c.to_digit(10).is_none())
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn push(&mut self, kind: Kind, text: &'a str, offset: usize) {
        self.out.tokens.push(Token { kind, text, offset });
    }

    /// Takes the longest prefix whose characters all satisfy `accept`.
    fn take(&mut self, accept: fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !accept(c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// Skips to the next object.
    fn meta(&mut self) {
        let Some(found) = self.next_object() else {
            self.at = self.text.len();
            return;
        };
        self.at += found;
        self.object();
    }

    fn next_object(&self) -> Option<usize> {
        let rest = self.rest();
        if self.strict {
            return rest.find('@');
        }
        let mut start = 0;
        for line in rest.split_inclusive('\n') {
            let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
            if line[blank..].starts_with('@') {
                return Some(start + blank);
            }
            start += line.len();
        }
        None
    }

    /// Reads `@` and the type after it.
    fn object(&mut self) {
        let offset = self.at;
        self.object_start = self.out.tokens.len();
        self.level = 0;
        self.push(Kind::At, &self.text[offset..=offset], offset);
        self.at += 1;
        let after = self.at;
        self.take(|c| c.is_ascii_whitespace());
        let start = self.at;
        let word = self.take(is_object);
        if word.is_empty() {
            self.at = after;
            self.fail("E_UNEXPECTED_OBJECT", Some("@"));
            return;
        }
        let (kind, mode, length) = if word.eq_ignore_ascii_case("comment") {
            (Kind::Comment, Mode::Comment, word.len())
        } else if word.eq_ignore_ascii_case("preamble") {
            (Kind::Preamble, Mode::Other, word.len())
        } else if word.get(..6).is_some_and(|head| head.eq_ignore_ascii_case("string")) {
            (Kind::StringObject, Mode::Other, 6)
        } else {
            (Kind::Name, Mode::Entry, word.len())
        };
        self.at = start + length;
        self.mode = mode;
        self.push(kind, &word[..length], start);
    }

    /// Reads one token inside an object.
    fn token(&mut self) {
        let offset = self.at;
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return };
        let simple = match first {
            c if c.is_ascii_whitespace() || c == '\u{b}' => {
                self.take(|c| c.is_ascii_whitespace() || c == '\u{b}');
                return;
            }
            '@' => return self.object(),
            '{' => return self.open(),
            '}' => return self.close(),
            '"' => return self.literal(),
            ',' => Kind::Comma,
            '=' => Kind::Equals,
            '#' => Kind::Sharp,
            c if is_digit(c) => {
                let text = self.take(is_digit);
                return self.push(Kind::Number, text, offset);
            }
            c if is_name(c) => {
                let text = self.take(is_name);
                return self.push(Kind::Name, text, offset);
            }
            c => {
                self.at += c.len_utf8();
                let text = &rest[..c.len_utf8()];
                return self.fail("E_UNEXPECTED_TOKEN", Some(text));
            }
        };
        self.at += 1;
        self.push(simple, &rest[..1], offset);
    }

    fn open(&mut self) {
        let offset = self.at;
        self.level += 1;
        self.push(Kind::LeftBrace, &self.text[offset..=offset], offset);
        self.at += 1;
        match (self.mode, self.level) {
            (Mode::Comment, _) | (Mode::Other, 2..) | (Mode::Entry, 2..) => self.content(),
            (Mode::Entry, 1) => self.key(),
            _ => {}
        }
    }

    fn close(&mut self) {
        let offset = self.at;
        self.level -= 1;
        self.push(Kind::RightBrace, &self.text[offset..=offset], offset);
        self.at += 1;
        if self.level < 0 {
            self.fail("E_UNBALANCED", Some("}"));
        } else if self.level == 0 {
            self.mode = Mode::Meta;
        }
    }

    /// Reads a key and the comma behind it, when that is what follows.
    fn key(&mut self) {
        let rest = self.rest();
        let blank = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_whitespace()).len();
        let body = &rest[blank..];
        let length = body.find(|c| !is_key(c)).unwrap_or(body.len());
        let key = body[..length].trim_end_matches(' ');
        if key.is_empty() || !body[length..].starts_with(',') {
            return;
        }
        let offset = self.at + blank;
        self.at = offset + length + 1;
        self.push(Kind::Key, key, offset);
    }

    /// Reads braced content up to the brace that closes it, which is left for the next token.
    fn content(&mut self) {
        let start = self.at;
        let base = self.level;
        if start == self.text.len() {
            return;
        }
        while self.at < self.text.len() {
            let Some(found) = self.rest().find(['{', '}']) else {
                self.at = self.text.len();
                self.push(Kind::Content, &self.text[start..], start);
                return self.fail("E_UNTERMINATED_CONTENT", None);
            };
            let brace = self.at + found;
            if self.text.as_bytes()[brace] == b'{' {
                self.level += 1;
            } else if self.level == base {
                self.at = brace;
                break;
            } else {
                self.level -= 1;
            }
            self.at = brace + 1;
        }
        self.push(Kind::Content, &self.text[start..self.at], start);
    }

    /// Reads a quoted literal: quotes inside braces belong to it.
    fn literal(&mut self) {
        let base = self.level;
        self.at += 1;
        let start = self.at;
        if start == self.text.len() {
            return;
        }
        let mut end = self.text.len();
        while self.at < self.text.len() {
            let Some(found) = self.rest().find(['{', '}', '"']) else {
                self.at = self.text.len();
                self.push(Kind::Literal, &self.text[start..], start);
                return self.fail("E_UNTERMINATED_STRING", None);
            };
            let place = self.at + found;
            self.at = place + 1;
            match self.text.as_bytes()[place] {
                b'{' => self.level += 1,
                b'}' => {
                    self.level -= 1;
                    if self.level < base {
                        self.push(Kind::Literal, &self.text[start..place], start);
                        return self.fail("E_UNBALANCED", Some("}"));
                    }
                }
                _ if self.level == base => {
                    end = place;
                    break;
                }
                _ => {}
            }
        }
        self.push(Kind::Literal, &self.text[start..end], start);
    }

    /// Replaces the tokens of the current object by one error token and goes back to looking for objects.
    fn fail(&mut self, complaint: &'static str, text: Option<&str>) {
        let offset = self.out.tokens.get(self.object_start).map_or(self.at, |token| token.offset);
        let mut trace: Vec<(&'static str, Option<String>)> = self
            .out
            .tokens
            .drain(self.object_start..)
            .map(|token| (token.kind.name(), Some(token.text.to_owned())))
            .collect();
        trace.push((complaint, text.map(str::to_owned)));
        let index = self.out.errors.len();
        self.out.errors.push(trace);
        self.push(Kind::Error(index), &self.text[offset..offset], offset);
        self.level = 0;
        self.mode = Mode::Meta;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<(&'static str, String)> {
        lex(text, true).tokens.iter().map(|t| (t.kind.name(), t.text.to_owned())).collect()
    }

    #[test]
    fn a_key_needs_its_comma() {
        assert_eq!(names("@misc{k1}")[3], ("NAME", "k1".to_owned()));
        assert_eq!(names("@misc{ k 1 , a={x}}")[3], ("KEY", "k 1".to_owned()));
    }

    #[test]
    fn an_unbalanced_literal_becomes_an_error() {
        let lexed = lex("@misc{a, t=\"}\"}", true);
        assert_eq!(lexed.errors[0].last(), Some(&("E_UNBALANCED", Some("}".to_owned()))));
        assert_eq!(lexed.tokens.len(), 2);
    }
}
