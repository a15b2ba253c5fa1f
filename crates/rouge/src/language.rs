//! Languages by name: from what stands after a fence to a lexer, and from code to tokens.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::guess;
use crate::language_data::LANGUAGES;
use crate::lexers::{self, Options};
use crate::scan::{Scan, Span};
use crate::{Formatter, Token};

/// A language with its options, ready to lex any number of snippets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lexer {
    tag: &'static str,
    options: Options,
}

/// Finds a lexer by Rouge's tag or alias; options may follow a question mark. `None` for a name Rouge does not know.
///
/// Names are case-sensitive, as in Rouge.
///
/// ```
/// assert_eq!(hyde_rouge::find("rb").map(|lexer| lexer.tag()), Some("ruby"));
/// assert_eq!(hyde_rouge::find("php?start_inline=1").map(|lexer| lexer.tag()), Some("php"));
/// assert!(hyde_rouge::find("Ruby").is_none());
/// ```
pub fn find(lang_with_options: &str) -> Option<Lexer> {
    let (name, options) = match lang_with_options.split_once('?') {
        Some((name, options)) => (name, Options::parse(options)),
        None => (lang_with_options, Options::default()),
    };
    Some(Lexer { tag: tag_of(name)?, options })
}

/// Finds a lexer as [`find`] does, and for the name `guess` looks at the code itself: plain text where nothing speaks
/// for a language or several things speak for different ones, of which [`guesses`] tells.
///
/// ```
/// let lexer = hyde_rouge::find_fancy("guess", "#!/usr/bin/env ruby\n");
/// assert_eq!(lexer.map(|lexer| lexer.tag()), Some("ruby"));
/// ```
pub fn find_fancy(lang_with_options: &str, code: &str) -> Option<Lexer> {
    let name = lang_with_options.split('?').next().unwrap_or_default();
    if name == "guess" {
        let tag = match guess::guesses(code).as_slice() {
            [tag] => tag,
            _ => "plaintext",
        };
        return Some(Lexer { tag, options: Options::default() });
    }
    find(lang_with_options)
}

/// Gives the tags of the languages that code looks like, sorted; of several Rouge says that it cannot decide.
///
/// ```
/// assert_eq!(hyde_rouge::guesses("#!/bin/sh\n"), ["shell"]);
/// assert_eq!(hyde_rouge::guesses("<!DOCTYPE HTML PUBLIC>"), ["html", "xml"]);
/// ```
pub fn guesses(code: &str) -> Vec<&'static str> {
    guess::guesses(code)
}

/// Tells whether Rouge knows the name (options allowed), whether or not this crate can colour it.
///
/// ```
/// assert!(hyde_rouge::is_known("abap"));
/// assert!(!hyde_rouge::is_known("mermaid"));
/// ```
pub fn is_known(lang_with_options: &str) -> bool {
    find(lang_with_options).is_some()
}

/// Gives every language of Rouge's as tag and aliases, sorted by tag.
///
/// ```
/// assert!(hyde_rouge::languages().any(|(tag, aliases)| tag == "ruby" && aliases == ["rb"]));
/// ```
pub fn languages() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    LANGUAGES.iter().copied()
}

/// Highlights code as `Rouge::Formatters::HTML` does; `None` for a language Rouge does not know.
///
/// ```
/// assert_eq!(hyde_rouge::highlight("a<b\n", "text").as_deref(), Some("a&lt;b\n"));
/// assert_eq!(hyde_rouge::highlight("a<b\n", "mermaid"), None);
/// ```
pub fn highlight(code: &str, lang_with_options: &str) -> Option<String> {
    let lexer = find_fancy(lang_with_options, code)?;
    Some(Formatter::html().format(&lexer.lex(code)))
}

impl Lexer {
    /// Gives Rouge's tag of the language.
    ///
    /// ```
    /// assert_eq!(hyde_rouge::find("c++").map(|lexer| lexer.tag()), Some("cpp"));
    /// ```
    pub fn tag(&self) -> &'static str {
        self.tag
    }

    /// Tells whether this crate colours the language. If not, [`Lexer::lex`] gives one plain text token.
    ///
    /// ```
    /// assert!(hyde_rouge::find("ruby").is_some_and(|lexer| lexer.has_colours()));
    /// assert!(!hyde_rouge::find("abap").is_some_and(|lexer| lexer.has_colours()));
    /// ```
    pub fn has_colours(&self) -> bool {
        lexers::build(self.tag, &self.options).is_some()
    }

    /// Splits code into tokens: they cover it without gaps, and neighbours differ in kind.
    ///
    /// ```
    /// use hyde_rouge::Token;
    /// let lexer = hyde_rouge::find("json").expect("Rouge knows JSON");
    /// let tokens: Vec<_> = lexer.lex("[1]").iter().collect();
    /// assert_eq!(tokens, [(Token::Punctuation, "["), (Token::LiteralNumberInteger, "1"), (Token::Punctuation, "]")]);
    /// ```
    pub fn lex<'a>(&self, code: &'a str) -> Tokens<'a> {
        let mut scan = Scan::new(code);
        match lexers::build(self.tag, &self.options) {
            Some(mut lexer) => scan.run(lexer.as_mut()),
            None => scan.emit_rest(Token::Text),
        }
        Tokens { code, spans: scan.into_spans() }
    }
}

/// The tokens of one piece of code.
#[derive(Clone, Debug)]
pub struct Tokens<'a> {
    code: &'a str,
    spans: Vec<Span>,
}

impl<'a> Tokens<'a> {
    /// Gives the tokens with their text, in order.
    ///
    /// ```
    /// let lexer = hyde_rouge::find("text").expect("Rouge knows plain text");
    /// assert_eq!(lexer.lex("a b").iter().count(), 1);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (Token, &'a str)> + '_ {
        let code = self.code;
        self.spans.iter().scan(0, move |start, span| {
            let text = &code[*start..span.end];
            *start = span.end;
            Some((span.token, text))
        })
    }

    /// Gives the code that was lexed.
    ///
    /// ```
    /// let lexer = hyde_rouge::find("text").expect("Rouge knows plain text");
    /// assert_eq!(lexer.lex("a b").code(), "a b");
    /// ```
    pub fn code(&self) -> &'a str {
        self.code
    }
}

/// The tag for a tag or alias.
pub(crate) fn tag_of(name: &str) -> Option<&'static str> {
    static TAGS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
        // Of two languages with a name, the tag counts first, then the first of the aliases.
        let aliases = LANGUAGES.iter().rev().flat_map(|(tag, aliases)| aliases.iter().map(|alias| (*alias, *tag)));
        aliases.chain(LANGUAGES.iter().map(|(tag, _)| (*tag, *tag))).collect()
    });
    TAGS.get(name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_table_is_sorted() {
        assert!(LANGUAGES.is_sorted_by_key(|(tag, _)| *tag));
    }

    #[test]
    fn an_empty_option_keeps_the_language() {
        assert_eq!(find("ruby?").map(|lexer| lexer.tag()), Some("ruby"));
    }
}
