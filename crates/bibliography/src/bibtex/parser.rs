//! Tokens in, elements out. A token out of place ends the whole file, as it does in bibtex-ruby, whose message is
//! kept: it shows the tokens read so far.

use indexmap::IndexMap;
use std::collections::HashSet;

use super::lexer::{self, Kind, Token as Lexeme};
use super::value::{Token, Value};
use super::{Element, Entry, ParseError, ruby_text};

const MISSING_KEY: &str = "Failed to parse BibTeX entry: cite-key missing";

/// An entry as it stood in the file, with `None` where its key is missing.
pub(super) struct RawEntry {
    pub(super) kind: String,
    pub(super) key: Option<String>,
    pub(super) fields: IndexMap<String, Value>,
    pub(super) line: usize,
}

/// What the parser hands on.
pub(super) enum Raw {
    Entry(RawEntry),
    Element(Element),
}

struct Parser<'a> {
    tokens: std::iter::Peekable<std::vec::IntoIter<Lexeme<'a>>>,
    end: usize,
    allow_missing_keys: bool,
}

/// A token out of place, with the stack bibtex-ruby would show, innermost part last.
enum Fault<'a> {
    Unexpected { token: Lexeme<'a>, stack: Vec<String> },
    MissingKey { offset: usize },
}

impl Fault<'_> {
    /// Puts what was read before under the stack.
    fn above(self, below: impl FnOnce() -> Vec<String>) -> Self {
        match self {
            Self::Unexpected { token, stack } => {
                let mut shown = below();
                shown.extend(stack);
                Self::Unexpected { token, stack: shown }
            }
            missing => missing,
        }
    }

    fn into_error(self, text: &str, done: usize) -> ParseError {
        match self {
            Self::MissingKey { offset } => ParseError::at(MISSING_KEY.to_owned(), text, offset),
            Self::Unexpected { token, stack } => {
                let mut shown = stack;
                if done > 0 {
                    shown.insert(0, format!("#<BibTeX::Bibliography data=[{done}]>"));
                }
                let message = format!(
                    "Failed to parse BibTeX on value {} ({}) [{}]",
                    ruby_text::inspect(token.text),
                    token.kind.name(),
                    shown.join(", ")
                );
                ParseError::at(message, text, token.offset)
            }
        }
    }
}

type Result<'a, T> = std::result::Result<T, Fault<'a>>;

/// Parses a whole file.
pub(super) fn parse(text: &str, strict: bool, allow_missing_keys: bool) -> std::result::Result<Vec<Raw>, ParseError> {
    let lexed = lexer::lex(text, strict);
    let mut errors = lexed.errors.into_iter();
    let mut lines = LineCounter { text, offset: 0, line: 1 };
    let end = text.len();
    let mut parser = Parser { tokens: lexed.tokens.into_iter().peekable(), end, allow_missing_keys };
    let mut out = Vec::new();
    loop {
        let token = parser.next();
        let line = lines.line_of(token.offset);
        match token.kind {
            Kind::End => return Ok(out),
            Kind::Error(_) => {
                out.push(Raw::Element(Element::Error { trace: errors.next().unwrap_or_default(), line }));
            }
            Kind::At => match parser.object(line) {
                Ok(object) => out.push(object),
                Err(fault) => return Err(fault.into_error(text, out.len())),
            },
            _ => return Err(unexpected(token, &[]).into_error(text, out.len())),
        }
    }
}

fn unexpected<'a>(token: Lexeme<'a>, stack: &[String]) -> Fault<'a> {
    Fault::Unexpected { token, stack: stack.to_vec() }
}

/// Counts lines while offsets only grow.
struct LineCounter<'a> {
    text: &'a str,
    offset: usize,
    line: usize,
}

impl LineCounter<'_> {
    fn line_of(&mut self, offset: usize) -> usize {
        self.line += self.text[self.offset..offset].bytes().filter(|b| *b == b'\n').count();
        self.offset = offset;
        self.line
    }
}

impl<'a> Parser<'a> {
    fn next(&mut self) -> Lexeme<'a> {
        self.tokens.next().unwrap_or(Lexeme { kind: Kind::End, text: "$end", offset: self.end })
    }

    fn peek(&mut self) -> Kind {
        self.tokens.peek().map_or(Kind::End, |token| token.kind)
    }

    fn expect(&mut self, kind: Kind, stack: &[String]) -> Result<'a, Lexeme<'a>> {
        let token = self.next();
        if token.kind == kind { Ok(token) } else { Err(unexpected(token, stack)) }
    }

    fn object(&mut self, line: usize) -> Result<'a, Raw> {
        let token = self.next();
        let stack = vec![quoted("@"), quoted(token.text)];
        match token.kind {
            Kind::Comment => self.comment(stack).map(Raw::Element),
            Kind::Preamble => self.preamble(stack).map(Raw::Element),
            Kind::StringObject => self.string(stack).map(Raw::Element),
            Kind::Name => self.entry(token.text, line, &stack).map(Raw::Entry),
            _ => Err(unexpected(token, &stack[..1])),
        }
    }

    fn comment(&mut self, mut stack: Vec<String>) -> Result<'a, Element> {
        self.expect(Kind::LeftBrace, &stack)?;
        stack.push(quoted("{"));
        let content = self.content(&stack)?;
        Ok(Element::Comment(content))
    }

    /// Reads what follows a left brace up to its right brace.
    fn content(&mut self, stack: &[String]) -> Result<'a, String> {
        let mut content = String::new();
        if self.peek() == Kind::Content {
            content.push_str(self.next().text);
        }
        match self.expect(Kind::RightBrace, stack) {
            Ok(_) => Ok(content),
            Err(fault) if content.is_empty() => Err(fault),
            Err(fault) => Err(match fault {
                Fault::Unexpected { token, mut stack } => {
                    stack.push(quoted(&content));
                    Fault::Unexpected { token, stack }
                }
                missing => missing,
            }),
        }
    }

    fn preamble(&mut self, mut stack: Vec<String>) -> Result<'a, Element> {
        self.expect(Kind::LeftBrace, &stack)?;
        stack.push(quoted("{"));
        let value = self.string_value(&stack)?;
        let token = self.next();
        if token.kind != Kind::RightBrace {
            stack.push(inspect_tokens(&value));
            return Err(unexpected(token, &stack));
        }
        Ok(Element::Preamble(value))
    }

    fn string(&mut self, mut stack: Vec<String>) -> Result<'a, Element> {
        self.expect(Kind::LeftBrace, &stack)?;
        stack.push(quoted("{"));
        let name = self.expect(Kind::Name, &stack)?;
        stack.push(quoted(name.text));
        self.expect(Kind::Equals, &stack)?;
        stack.push(quoted("="));
        let value = self.string_value(&stack)?;
        let key = name.text.to_lowercase();
        let token = self.next();
        if token.kind != Kind::RightBrace {
            stack.truncate(3);
            stack.push(format!("[{}, {}]", ruby_text::inspect_symbol(&key), inspect_tokens(&value)));
            return Err(unexpected(token, &stack));
        }
        Ok(Element::String { key, value })
    }

    fn entry(&mut self, kind: &str, line: usize, stack: &[String]) -> Result<'a, RawEntry> {
        let brace = self.expect(Kind::LeftBrace, stack)?;
        let key = if self.peek() == Kind::Key {
            Some(self.next().text.to_owned())
        } else if self.allow_missing_keys {
            None
        } else {
            return Err(Fault::MissingKey { offset: brace.offset });
        };
        let mut fields: IndexMap<String, Value> = IndexMap::new();
        let mut numbers: HashSet<String> = HashSet::new();
        let head = || vec![quoted("@"), "#<BibTeX::Entry >".to_owned()];
        let shown = |fields: &IndexMap<String, Value>, numbers: &HashSet<String>, comma: bool| {
            let mut stack = head();
            if !fields.is_empty() {
                stack.push(inspect_fields(fields, numbers));
                if comma {
                    stack.push(quoted(","));
                }
            }
            stack
        };
        let kind = kind.to_lowercase();
        while self.peek() != Kind::RightBrace {
            let (name, value, is_number) =
                self.assignment().map_err(|fault| fault.above(|| shown(&fields, &numbers, true)))?;
            if is_number {
                numbers.insert(name.clone());
            } else {
                numbers.remove(&name);
            }
            fields.insert(name, value);
            match self.peek() {
                Kind::RightBrace => break,
                Kind::Comma => {
                    self.next();
                }
                _ => return Err(unexpected(self.next(), &shown(&fields, &numbers, false))),
            }
        }
        self.next();
        Ok(RawEntry { kind, key, fields, line })
    }

    fn assignment(&mut self) -> Result<'a, (String, Value, bool)> {
        let name = self.expect(Kind::Name, &[])?;
        let mut stack = vec![quoted(name.text)];
        self.expect(Kind::Equals, &stack)?;
        stack.push(quoted("="));
        let field = name.text.to_lowercase();
        if self.peek() == Kind::Number {
            return Ok((field, Value::text(self.next().text), true));
        }
        let value = self.string_value(&stack)?;
        Ok((field, value, false))
    }

    /// Reads literals and names joined by `#`.
    fn string_value(&mut self, stack: &[String]) -> Result<'a, Value> {
        let mut value = Value::default();
        // What a complaint shows of the value so far; nothing is written down until there is one.
        let shown = |stack: &[String], value: &Value| {
            let mut shown = stack.to_vec();
            if !value.tokens.is_empty() {
                shown.extend([inspect_tokens(value), quoted("#")]);
            }
            shown
        };
        loop {
            let token = self.next();
            match token.kind {
                Kind::Name => value.tokens.push(Token::Symbol(token.text.to_lowercase())),
                Kind::Literal => value.tokens.push(Token::Text(token.text.to_owned())),
                Kind::LeftBrace => {
                    let text = self.content(&[quoted("{")]).map_err(|fault| fault.above(|| shown(stack, &value)))?;
                    value.tokens.push(Token::Text(text));
                }
                _ => return Err(unexpected(token, &shown(stack, &value))),
            }
            if self.peek() != Kind::Sharp {
                return Ok(value);
            }
            self.next();
        }
    }
}

fn quoted(text: &str) -> String {
    ruby_text::inspect(text)
}

fn inspect_tokens(value: &Value) -> String {
    format!("[{}]", value.tokens.iter().map(Token::inspect).collect::<Vec<_>>().join(", "))
}

fn inspect_fields(fields: &IndexMap<String, Value>, numbers: &HashSet<String>) -> String {
    let shown: Vec<String> = fields
        .iter()
        .map(|(name, value)| {
            let value = if numbers.contains(name) { quoted(&value.to_string()) } else { inspect_tokens(value) };
            format!("{}=>{value}", ruby_text::inspect_symbol(name))
        })
        .collect();
    format!("{{{}}}", shown.join(", "))
}

impl Entry {
    /// Makes an entry that stood nowhere, such as one a test builds.
    pub fn new(kind: impl Into<String>, key: impl Into<String>) -> Self {
        Self { kind: kind.into(), key: key.into(), fields: IndexMap::new(), line: 0 }
    }
}
